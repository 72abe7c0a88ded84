// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

//! A namespace that a trial has made may serve others, of this process and of any: each registers on it with an
//! annotation, and the last that takes its own away removes it. Pure functions on what the server has.
namespace fairlead::runs {

//! \p object to be created, with the labels of the trial, registered.
QJsonObject registered(QJsonObject object, const QString &runId);
//! A merge patch by which a trial comes, or goes.
QJsonObject registration(const QString &runId, bool isThere);

//! Whether a trial has made the namespace, and nobody has taken it over.
bool isOfTrials(const QJsonObject &object);
//! Whether some are registered on it.
bool hasTrials(const QJsonObject &object);

QString versionOf(const QJsonObject &object); //!< its resourceVersion

} // namespace fairlead::runs
