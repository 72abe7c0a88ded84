// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "newconfig.h"

#include "models/forms/objectedit.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::RuntimeConfig;
using settings::Settings;

QString said(const char *text)
{
    return QCoreApplication::translate("NewConfig", text);
}

//! As configProblems() tells names apart.
bool hasName(const Settings &settings, const QString &name)
{
    return std::any_of(settings.runtimeConfigs.begin(), settings.runtimeConfigs.end(),
                       [wanted = name.trimmed()](const RuntimeConfig &each) {
                           return each.name.trimmed().compare(wanted, Qt::CaseInsensitive) == 0;
                       });
}

} // namespace

RuntimeConfig newConfig(const Settings &others)
{
    RuntimeConfig config{.id = newObjectId(u"runtimeConfigs"_s)};
    for (int i = 1; config.name.isEmpty() || hasName(others, config.name); ++i)
        config.name = said(QT_TRANSLATE_NOOP("NewConfig", "New config %1")).arg(i);
    if (others.baseImages.size() == 1)
        config.image.baseImage = {others.baseImages[0].id, others.baseImages[0].name};
    return config;
}

RuntimeConfig duplicateOf(RuntimeConfig config, const Settings &others)
{
    const QString name = config.name;
    config.id = newObjectId(u"runtimeConfigs"_s);
    config.name = said(QT_TRANSLATE_NOOP("NewConfig", "Copy of %1")).arg(name);
    for (int i = 2; hasName(others, config.name); ++i)
        config.name = said(QT_TRANSLATE_NOOP("NewConfig", "Copy of %1 %2")).arg(name).arg(i);
    return config;
}

} // namespace fairlead::models
