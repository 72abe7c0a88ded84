// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingsobjects.h"

#include "backends/settings/pushtargets.h"
#include "backends/settings/settingsfile.h"
#include "output.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

std::optional<LoadedSettings> loadSettings(const Options &options, int &exitCode)
{
    LoadedSettings loaded{.path = options.config.isEmpty() ? settings::settingsPath() : options.config};
    if (!options.config.isEmpty() && !QFileInfo::exists(loaded.path)) {
        writeError(u"fairleadctl: --config %1: no such file\n"_s.arg(oneLine(loaded.path)));
        exitCode = UsageError;
        return std::nullopt;
    }
    settings::SettingsDocument document = settings::loadSettings(loaded.path);
    for (const settings::SettingsProblem &problem : document.problems) {
        if (problem.kind == settings::SettingsProblem::Kind::Warning && !options.isVerbose)
            continue;
        writeError(u"fairleadctl: %1\n"_s.arg(oneLine(problem.text())));
        loaded.isWhole &= problem.kind == settings::SettingsProblem::Kind::Warning;
    }
    if (document.isBroken()) {
        exitCode = NoneAnswered;
        return std::nullopt;
    }
    loaded.settings = options.command == "configs"_L1 ? std::move(document.settings)
                                                      : settings::withPushTargets(std::move(document.settings));
    return loaded;
}

void tellUnknown(const QString &name, const QString &what, const QStringList &known)
{
    constexpr qsizetype Most = 20;
    const QString others = known.isEmpty() ? u"the settings have none"_s
                                           : u"there are: "_s + known.mid(0, Most).join(u", "_s) +
                                                 (known.size() > Most ? u", ..."_s : QString());
    writeError(u"fairleadctl: no %1 is called \"%2\" (%3)\n"_s.arg(what, oneLine(name), oneLine(others)));
}

} // namespace fairlead::ctl
