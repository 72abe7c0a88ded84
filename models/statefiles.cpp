// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statefiles.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace fairlead::models {

QString stateFolder()
{
    // QStandardPaths knows XDG_STATE_HOME only since Qt 6.7.
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(home) ? home : QDir::homePath() + "/.local/state"_L1;
    return base + "/fairlead"_L1;
}

QString windowStateFile()
{
    return stateFolder() + "/window.ini"_L1;
}

QString execApprovalsFile()
{
    return stateFolder() + "/approved-plugins"_L1;
}

QString runJournalFile()
{
    return stateFolder() + "/runs.json"_L1;
}

QString trialJournalFile()
{
    return stateFolder() + "/trials.json"_L1;
}

} // namespace fairlead::models
