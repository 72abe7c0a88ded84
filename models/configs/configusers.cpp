// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configusers.h"

#include "backends/settings/references.h"
#include "backends/settings/settingsdocument.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::SettingsChange;

const QString Projects = u"projects"_s;
const QString DefaultsKey = u"defaults"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("ObjectEdit", text);
}

} // namespace

std::vector<ConfigUser> configUsers(const settings::Settings &settings, const QString &id)
{
    std::vector<ConfigUser> users;
    for (const settings::Project &project : settings.projects) {
        if (project.config.runtimeConfig.id == id)
            users.push_back({Projects, project.id,
                             tr(QT_TRANSLATE_NOOP("ObjectEdit", "Project %1")).arg(plainLine(project.name, 120))});
    }
    if (settings.defaults.userCode.runtimeConfig.id == id)
        users.push_back({DefaultsKey, {}, tr(QT_TRANSLATE_NOOP("ObjectEdit", "Defaults of user code"))});
    if (settings.defaults.visual.runtimeConfig.id == id)
        users.push_back({DefaultsKey, {}, tr(QT_TRANSLATE_NOOP("ObjectEdit", "Defaults of visual workloads"))});
    return users;
}

QStringList usersOfConfig(const settings::Settings &settings, const QString &id)
{
    QStringList texts;
    for (const ConfigUser &user : configUsers(settings, id))
        texts += user.text;
    return texts;
}

std::vector<SettingsChange> configRemoval(const files::YamlValue &root, const QString &id, bool clearsReferences)
{
    const QString section = settings::sectionOf<settings::RuntimeConfig>();
    const files::YamlValue *config = settings::findObject(root, section, id);
    if (!config)
        return {};
    std::vector<SettingsChange> changes;
    if (clearsReferences)
        changes = settings::redirectedReferences(root, section, id);
    changes.push_back({.section = section, .id = id, .before = *config, .after = {}});
    return changes;
}

} // namespace fairlead::models
