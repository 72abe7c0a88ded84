// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configsimport.h"

#include "backends/configimport/import.h"
#include "backends/configimport/importchanges.h"
#include "backends/files/smallfile.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsfile.h"
#include "jsonvalues.h"
#include "output.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using configimport::Import;
using configimport::ImportRow;
using settings::SettingsProblem;

tl::expected<QByteArray, QString> bytesOf(const QString &file)
{
    if (file != "-"_L1)
        return files::readSmallFile(file, configimport::LargestImport);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return tl::make_unexpected(input.errorString());
    return input.read(configimport::LargestImport + 1); // one more: importConfigs() refuses it
}

QString wordOf(ImportRow::What what)
{
    switch (what) {
    case ImportRow::What::Taken:
        return u"taken"_s;
    case ImportRow::What::Changed:
        return u"changed"_s;
    case ImportRow::What::NotTaken:
        return u"notTaken"_s;
    case ImportRow::What::Secret:
        return u"secret"_s;
    }
    return {};
}

QList<QStringList> tableOf(const Import &import)
{
    QList<QStringList> rows{{u"LINE"_s, u"WHAT"_s, u"FROM"_s, u"TO"_s, u"VALUE"_s, u"NOTE"_s}};
    for (const ImportRow &row : import.rows)
        rows += {QString::number(row.line), wordOf(row.what),   oneLine(row.from),
                 oneLine(row.to),           oneLine(row.value), oneLine(row.note)};
    return rows;
}

//! Visitor of all sections: what is new, by section.
struct NewObjects
{
    Json all = Json::object();

    template <class Object>
    void section(const char *key, std::vector<Object> &objects)
    {
        Json list = Json::array();
        for (const Object &each : objects)
            list.push_back({{"id", each.id.toStdString()}, {"name", each.name.toStdString()}});
        all[key] = std::move(list);
    }
    void section(const char *, settings::Defaults &) {}
};

Json reportOf(const Import &import, const QString &file, bool isSaved)
{
    Json rows = Json::array();
    for (const ImportRow &row : import.rows)
        rows.push_back({{"what", wordOf(row.what).toStdString()},
                        {"from", row.from.toStdString()},
                        {"to", orNull(row.to)},
                        {"value", orNull(row.value)},
                        {"note", orNull(row.note)},
                        {"line", row.line},
                        {"column", row.column}});
    Json problems = Json::array();
    for (const SettingsProblem &each : import.problems)
        problems.push_back({{"kind", each.kind == SettingsProblem::Kind::Warning ? "warning" : "error"},
                            {"line", each.line},
                            {"column", each.column},
                            {"field", each.field.toStdString()},
                            {"message", each.message.toStdString()}});
    settings::Settings additions = import.additions;
    NewObjects objects;
    additions.visit(objects);
    return {{"apiVersion", "fairlead/v1"},
            {"kind", "ImportReport"},
            {"file", file.toStdString()},
            {"source", import.source.toStdString()},
            {"saved", isSaved},
            {"objects", std::move(objects.all)},
            {"rows", std::move(rows)},
            {"problems", std::move(problems)}};
}

template <class Object>
bool hasAll(const std::vector<Object> &all, const std::vector<Object> &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&all](const Object &each) {
        const Object *found = settings::findById(all, each.id);
        return found && *found == each;
    });
}

bool isIn(const settings::Settings &additions, const settings::Settings &all)
{
    return hasAll(all.daemons, additions.daemons) && hasAll(all.registries, additions.registries) &&
           hasAll(all.baseImages, additions.baseImages) && hasAll(all.runtimeConfigs, additions.runtimeConfigs) &&
           hasAll(all.users, additions.users) && hasAll(all.projects, additions.projects);
}

//! \return why it was not saved, or not so; empty: it was.
QString save(const Import &import, const QString &path)
{
    const settings::SettingsDocument before = settings::loadSettings(path);
    const auto changes = configimport::changesOf(import.additions, before.root);
    if (changes.empty())
        return {};
    const settings::SaveOutcome outcome = settings::saveSettings(path, changes);
    switch (outcome.kind) {
    case settings::SaveOutcome::Kind::Failed:
        return outcome.reason;
    case settings::SaveOutcome::Kind::Clash:
        return u"others have changed %1 meanwhile: run it again"_s.arg(outcome.clashes.front().field);
    case settings::SaveOutcome::Kind::Saved:
        break;
    }
    return isIn(import.additions, outcome.document.settings) ? QString()
                                                             : u"the file reads otherwise than what was written"_s;
}

} // namespace

int importConfigs(const LoadedSettings &loaded, const Options &options)
{
    const QString file = options.arguments.value(0);
    const auto bytes = bytesOf(file);
    if (!bytes) {
        writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(file), oneLine(bytes.error())));
        return NoneAnswered;
    }
    const auto import = configimport::importConfigs(*bytes, file, loaded.settings);
    if (!import) {
        writeError(u"error: %1\n"_s.arg(oneLine(import.error().text())));
        return NoneAnswered;
    }
    bool isWhole = true;
    for (const SettingsProblem &problem : import->problems) {
        const bool isWarning = problem.kind == SettingsProblem::Kind::Warning;
        isWhole = isWhole && isWarning;
        writeError(u"%1: %2\n"_s.arg(isWarning ? u"warning"_s : u"error"_s, oneLine(problem.text())));
    }
    const QString failure = options.isDryRun ? QString() : save(*import, loaded.path);
    writeAnswer(options.format, tableOf(*import), reportOf(*import, file, !options.isDryRun && failure.isEmpty()));
    if (!failure.isEmpty()) {
        writeError(u"fairleadctl: %1: nothing was imported: %2\n"_s.arg(oneLine(loaded.path), oneLine(failure)));
        return NoneAnswered;
    }
    return isWhole ? AllAnswered : SomeFailed;
}

} // namespace fairlead::ctl
