// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"
#include "valuepool.h"
#include "watchevent.h"

#include <QByteArrayView>

//! Kubernetes' Protobuf form, decoded in place: bytes in, rows out; what no row needs is skipped unread.
//! Source: generated.proto of k8s.io/api/core/v1, k8s.io/apimachinery/pkg/apis/meta/v1 and pkg/runtime.
//! Errors: Malformed, also for an object without uid, by which a Store keeps it.
namespace fairlead::kubernetes::protobuf {

//! An object inside a list: the message alone, without the envelope.
Result<Listed<Node>> decodeNode(QByteArrayView message, ValuePool &pool);
Result<Listed<Pod>> decodePod(QByteArrayView message, ValuePool &pool, const NeedsDetails &needsDetails = {});

//! One frame of a watch, without its length prefix.
Result<WatchEvent<Node>> decodeNodeEvent(QByteArrayView frame, ValuePool &pool);
Result<WatchEvent<Pod>> decodePodEvent(QByteArrayView frame, ValuePool &pool, const NeedsDetails &needsDetails = {});

//! The ListMeta message of a list.
Result<ListMeta> decodeListMeta(QByteArrayView message);

//! A Status in its envelope ("k8s\0"), as error answers carry it.
Result<ApiError> decodeStatus(QByteArrayView enveloped);

} // namespace fairlead::kubernetes::protobuf
