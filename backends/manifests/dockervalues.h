// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>

#include <tl/expected.hpp>

//! Texts of docker run's options as members of HostConfig. Errors, in a short English sentence: what was expected.
//! Source: docker/cli, opts; Engine API, "HostConfig".
namespace fairlead::manifests::dockervalues {

using Value = tl::expected<QJsonValue, QString>;

Value size(const QString &text);
//! Of memory and swap together, where -1 is without a limit.
Value sizeOrAll(const QString &text);
Value number(const QString &text);
Value nanoCpus(const QString &text);
Value flag(const QString &text);
Value word(const QString &text);
Value words(const QString &text);
//! "nofile=1024:2048", "memlock=-1".
Value ulimits(const QString &text);
//! "/dev/fuse", "/dev/sda:/dev/xvda:r".
Value devices(const QString &text);
//! "/dev/sda:10mb": bytes a second.
Value deviceSizes(const QString &text);
//! "/dev/sda:1000": operations a second.
Value deviceNumbers(const QString &text);
//! "/dev/sda:500".
Value deviceWeights(const QString &text);
//! "c 42:* rmw".
Value deviceRules(const QString &text);
//! "net.core.somaxconn=1024": names and values.
Value pairs(const QString &text);

} // namespace fairlead::manifests::dockervalues
