// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingstext.h"

#include "backends/settings/settingsstore.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace fairlead::models {

QString readOnlyText(const settings::SettingsStore &store)
{
    if (!store.isReadOnly())
        return {};
    const auto &problems = store.problems();
    const auto broken = std::find_if(problems.begin(), problems.end(), [](const settings::SettingsProblem &problem) {
        return problem.kind == settings::SettingsProblem::Kind::Broken;
    });
    const QString why = broken == problems.end() ? QString() : plainLine(broken->text(), 600);
    if (!store.hasGood())
        return QCoreApplication::translate("ObjectEdit", "The settings file is broken, so nothing can be saved, and "
                                                         "there is no earlier state of it to show. Mend it: %1")
            .arg(why);
    if (const auto &until = store.backupUntil())
        return QCoreApplication::translate("ObjectEdit",
                                           "The settings file is broken, so nothing can be saved, and no base image "
                                           "built or pushed. What is shown is its backup: as it was before it was "
                                           "saved on %1. Mend it: %2")
            .arg(timeText(until->toSecsSinceEpoch()), why);
    return QCoreApplication::translate("ObjectEdit", "The settings file is broken, so nothing can be saved and the "
                                                     "last good state is shown. Mend it: %1")
        .arg(why);
}

QString problemsText(const settings::SettingsStore &store, const QString &section)
{
    using Kind = settings::SettingsProblem::Kind;
    QStringList problems;
    for (const settings::SettingsProblem &problem : store.problems()) {
        const bool isOfSection = problem.kind == Kind::Error && problem.field.startsWith(section);
        if ((isOfSection || problem.kind == Kind::Broken) && problems.size() < 3)
            problems += plainLine(problem.text(), 300);
    }
    return problems.join(u'\n');
}

} // namespace fairlead::models
