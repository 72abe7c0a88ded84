// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configcommand.h"

#include "backends/settings/settingsfile.h"
#include "jsonvalues.h"
#include "output.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using settings::SettingsDocument;
using settings::SettingsProblem;
using Kind = SettingsProblem::Kind;

QString kindText(Kind kind)
{
    switch (kind) {
    case Kind::Broken:
        return u"broken"_s;
    case Kind::Error:
        return u"error"_s;
    case Kind::Warning:
        return u"warning"_s;
    }
    return {};
}

bool has(const SettingsDocument &document, Kind kind)
{
    return std::any_of(document.problems.begin(), document.problems.end(),
                       [kind](const SettingsProblem &problem) { return problem.kind == kind; });
}

int exitCodeOf(const SettingsDocument &document)
{
    if (document.isBroken())
        return NoneAnswered;
    return has(document, Kind::Error) ? SomeFailed : AllAnswered;
}

struct Section
{
    QString name;
    QList<QStringList> rows; //!< id, name, what it is
};

QList<Section> sectionsOf(const settings::Settings &all)
{
    Section daemons{u"daemons"_s, {}};
    for (const settings::Daemon &each : all.daemons)
        daemons.rows += {each.id, each.name, each.host.isEmpty() ? u"context %1"_s.arg(each.context) : each.host};
    Section registries{u"registries"_s, {}};
    for (const settings::Registry &each : all.registries)
        registries.rows += {each.id, each.name, QStringList{each.host, each.repositoryPrefix}.join(u'/')};
    Section images{u"baseImages"_s, {}};
    for (const settings::BaseImage &each : all.baseImages)
        images.rows += {each.id, each.name, each.tag.isEmpty() ? each.from : each.tag};
    Section configs{u"runtimeConfigs"_s, {}};
    for (const settings::RuntimeConfig &each : all.runtimeConfigs)
        configs.rows += {each.id, each.name, each.engine};
    Section users{u"users"_s, {}};
    for (const settings::User &each : all.users)
        users.rows += {each.id, each.name, each.groups.join(u", "_s)};
    Section projects{u"projects"_s, {}};
    for (const settings::Project &each : all.projects)
        projects.rows += {each.id, each.name, each.config.runtimeConfig.name};
    return {daemons, registries, images, configs, users, projects};
}

//! Objects that can be used, by section.
Json counts(const settings::Settings &all)
{
    Json result = Json::object();
    for (const Section &section : sectionsOf(all))
        result[section.name.toStdString()] = section.rows.size();
    return result;
}

Json report(const SettingsDocument &document, const QString &path)
{
    Json problems = Json::array();
    for (const SettingsProblem &problem : document.problems) {
        problems.push_back({{"kind", kindText(problem.kind).toStdString()},
                            {"line", problem.line > 0 ? Json(problem.line) : Json(nullptr)},
                            {"column", problem.column > 0 ? Json(problem.column) : Json(nullptr)},
                            {"field", problem.field.toStdString()},
                            {"message", problem.message.toStdString()}});
    }
    const char *state = document.isBroken()          ? "broken"
                        : has(document, Kind::Error) ? "errors"
                        : document.problems.empty()  ? "ok"
                                                     : "warnings";
    return {{"apiVersion", "fairlead/v1"},          {"kind", "SettingsReport"},
            {"path", path.toStdString()},           {"state", state},
            {"objects", counts(document.settings)}, {"problems", std::move(problems)}};
}

QList<QStringList> problemRows(const SettingsDocument &document)
{
    QList<QStringList> rows{{u"LINE"_s, u"COLUMN"_s, u"KIND"_s, u"FIELD"_s, u"MESSAGE"_s}};
    for (const SettingsProblem &problem : document.problems)
        rows += {problem.line > 0 ? QString::number(problem.line) : QString(),
                 problem.column > 0 ? QString::number(problem.column) : QString(), kindText(problem.kind),
                 oneLine(problem.field), oneLine(problem.message)};
    return rows;
}

QList<QStringList> objectRows(const SettingsDocument &document)
{
    QList<QStringList> rows{{u"SECTION"_s, u"ID"_s, u"NAME"_s, u"WHAT"_s}};
    for (const Section &section : sectionsOf(document.settings)) {
        for (const QStringList &row : section.rows)
            rows += {section.name, oneLine(row[0]), oneLine(row[1]), oneLine(row[2])};
    }
    return rows;
}

//! As a compiler says it, so that editors find the place.
void tellProblems(const SettingsDocument &document)
{
    for (const SettingsProblem &problem : document.problems)
        writeError(u"%1: %2\n"_s.arg(kindText(problem.kind), oneLine(problem.text())));
}

} // namespace

int runConfig(const Options &options)
{
    const QString path = options.config.isEmpty() ? settings::settingsPath() : options.config;
    if (options.verb == "path"_L1) {
        writeOut(path + u'\n');
        return AllAnswered;
    }
    if (!options.config.isEmpty() && !QFileInfo::exists(path)) {
        writeError(u"fairleadctl: --config %1: no such file\n"_s.arg(oneLine(path)));
        return UsageError;
    }
    const SettingsDocument document = settings::loadSettings(path);
    if (options.verb == "show"_L1) {
        tellProblems(document);
        if (!document.isBroken())
            writeAnswer(options.format, objectRows(document), jsonOf(document.root));
        return exitCodeOf(document);
    }
    const bool isPlain = options.format == Format::Table && document.problems.empty();
    if (isPlain)
        writeOut(QFileInfo::exists(path) ? u"%1: ok\n"_s.arg(oneLine(path))
                                         : u"%1: not there yet, which is fine\n"_s.arg(oneLine(path)));
    else
        writeAnswer(options.format, problemRows(document), report(document, path));
    return exitCodeOf(document);
}

} // namespace fairlead::ctl
