// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <tl/expected.hpp>

namespace fairlead::manifests {

//! Puts the resource key \p key of docker run ("memory", "cpus", "ulimit"; without dashes before it) with \p value into
//! \p hostConfig, as the Engine API has it. Of what may be given several times the values stand in a row, with commas.
//! Errors, in a short English sentence: a key that is no resource, a value that the key does not take.
//! Source: docker run, "Runtime constraints on resources"; Engine API, ContainerCreate, HostConfig.
tl::expected<void, QString> putDockerResource(QJsonObject &hostConfig, const QString &key, const QString &value);

//! What of \p hostConfig are resources, as flags of docker run: "--memory=1073741824", "--ulimit=nofile=1024:2048".
QStringList dockerResourceFlags(const QJsonObject &hostConfig);

//! The keys that putDockerResource() knows, in alphabetical order.
QStringList dockerResourceKeys();

//! "512m", "8g", "1.5GiB", "1024": bytes as docker reads them, where every unit is a power of 1024. Nothing where it is
//! no size.
std::optional<std::int64_t> parseDockerSize(const QString &text);

} // namespace fairlead::manifests
