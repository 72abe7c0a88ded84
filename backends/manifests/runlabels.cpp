// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runlabels.h"

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

bool isRunLabel(const QString &key)
{
    return key == ManagedByLabel || key == RunLabel || key == ConfigLabel || key == UserLabel || key == ProjectLabel;
}

QString runsSelector()
{
    return u"%1=fairlead,%2,%3!=true"_s.arg(ManagedByLabel, RunLabel, TrialLabel);
}

QString runSelector(const QString &runId)
{
    return u"%1=fairlead,%2=%3"_s.arg(ManagedByLabel, RunLabel, runId);
}

} // namespace fairlead::manifests
