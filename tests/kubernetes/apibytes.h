// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>

//! Bodies as an API server writes them. Every object is given as JSON; its Protobuf form is made from that by a table
//! of field numbers of its own, so that the decoders are not tested against themselves. Source: generated.proto of
//! k8s.io/api/core/v1, k8s.io/apimachinery/pkg/apis/meta/v1 and pkg/runtime.
namespace fairlead::tests {

enum class Kind { Node, Pod };

//! Text of a JSON object; single quotes stand for double ones. Ends the process when it is none.
QJsonObject object(QByteArray text);

QByteArray json(const QJsonObject &object);

QByteArray protobuf(Kind kind, const QJsonObject &object);
QByteArray protobufStatus(const QJsonObject &status);
QByteArray protobufListMeta(const QByteArray &resourceVersion, const QByteArray &continueToken = {});

//! "k8s\0" and runtime.Unknown around a message.
QByteArray enveloped(const QByteArray &message);

//! One WatchEvent without the length before it.
QByteArray protobufEvent(const QByteArray &type, const QByteArray &message);
//! The same with its length: what goes over the wire.
QByteArray protobufFrame(const QByteArray &type, const QByteArray &message);
QByteArray lengthPrefixed(const QByteArray &bytes);
QByteArray jsonEvent(const QByteArray &type, const QJsonObject &object);
QByteArray jsonLine(const QByteArray &type, const QJsonObject &object);

//! A list as the body of an answer.
QByteArray protobufList(const QList<QByteArray> &messages, const QByteArray &resourceVersion,
                        const QByteArray &continueToken = {});
QByteArray jsonList(const QList<QJsonObject> &items, const QByteArray &resourceVersion,
                    const QByteArray &continueToken = {});

//! A Node and a Pod with nearly everything that a real one has, for object().
extern const QByteArray wholeNode;
extern const QByteArray wholePod;

//! A small Node; its uid is "uid-" and the name.
QJsonObject node(const QString &name, const QString &resourceVersion, const QString &gpus = QStringLiteral("8"));
QJsonObject bookmark(const QString &resourceVersion, bool isInitialEventsEnd = false);
QJsonObject status(int code, const QString &reason, const QString &message);

} // namespace fairlead::tests
