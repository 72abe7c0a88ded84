// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/connectionstate.h"
#include "models/severity.h"

#include <QString>
#include <QStringList>

namespace fairlead::models {

//! One word or two, translated: "live", "needs login".
QString stateWord(kubernetes::ConnectionState state);
//! The same with what belongs to it: "stale since 14:02:11".
QString stateText(const kubernetes::ContextStatus &status);
//! For less and less room: "stale 14:02:11", "stale".
QStringList shorterStates(const kubernetes::ContextStatus &status);
//! "retrying in 8 s"; empty when no retry is waiting.
QString retryText(const kubernetes::ContextStatus &status);
//! Of nodes or pods: "live", "forbidden", "no answer".
QString resourceText(const kubernetes::ResourceState &resource);
Severity severityOf(kubernetes::ConnectionState state);
//! Open, and not showing everything that it should.
bool needsAttention(kubernetes::ConnectionState state);

} // namespace fairlead::models
