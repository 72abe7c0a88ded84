// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "options.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace fairlead::ctl {

//! What the settings file says, for commands that use its objects.
struct LoadedSettings
{
    settings::Settings settings; //!< withPushTargets(), but for runtime configs themselves
    QString path;
    bool isWhole = true; //!< false: some objects cannot be used; they were told on standard error
};

//! Of --config, else the console's. A file that is broken, or was asked for and is not there, is told on standard
//! error and is nothing; \p exitCode is then set.
std::optional<LoadedSettings> loadSettings(const Options &options, int &exitCode);

//! \p exitCode of what was done with them; what could not be read was not done.
inline int exitCodeOf(const LoadedSettings &loaded, int exitCode)
{
    return exitCode == AllAnswered && !loaded.isWhole ? SomeFailed : exitCode;
}

void tellUnknown(const QString &name, const QString &what, const QStringList &known);

template <class Object>
QStringList namesOf(const std::vector<Object> &all)
{
    QStringList names;
    for (const Object &each : all)
        names += each.name;
    return names;
}

//! Those of \p all that \p names name, by name or id, in this order; all where there are none.
//! \return nothing where a name is nobody's, which is told on standard error.
template <class Object>
std::optional<std::vector<Object>> select(const std::vector<Object> &all, const QStringList &names, const QString &what)
{
    if (names.isEmpty())
        return all;
    std::vector<Object> selected;
    for (const QString &name : names) {
        const auto isIt = [&name](const Object &each) { return each.name == name || each.id == name; };
        const auto object = std::find_if(all.begin(), all.end(), isIt);
        if (object == all.end()) {
            tellUnknown(name, what, namesOf(all));
            return std::nullopt;
        }
        selected.push_back(*object);
    }
    return selected;
}

} // namespace fairlead::ctl
