// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace fairlead::ctl {

//! One thing that a test of a daemon or a registry found.
struct CheckLine
{
    QString check; //!< "reachable"
    QString state; //!< ok, note, warning, failed, skipped
    QString text;
    QString remedy;
};

struct CheckedObject
{
    QString id;
    QString name;
    QString address;
    std::vector<CheckLine> lines;

    bool hasFailed() const;
};

//! \p kind: "DaemonCheckList"; \p list: "daemons".
void printChecks(const std::vector<CheckedObject> &objects, const QString &kind, const QString &list, Format format);
int exitCodeOf(const std::vector<CheckedObject> &objects);

} // namespace fairlead::ctl
