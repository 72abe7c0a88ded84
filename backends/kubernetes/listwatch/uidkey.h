// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUuid>

#include <string_view>

namespace fairlead::kubernetes {

//! Uids are UUIDs, and take a sixth of the memory as such; one that is none gets a UUID made of it.
QUuid uidKey(std::string_view utf8);
QUuid uidKey(const QString &uid);

} // namespace fairlead::kubernetes
