// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "import.h"

#include "sources.h"
#include "yamlmistake.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using files::YamlValue;
using settings::SettingsProblem;
using Type = YamlValue::Type;

enum class Source { Dss, SkyPilot, Dstack, Fairlead, Unknown };

bool hasAny(const YamlValue &map, std::initializer_list<QStringView> keys)
{
    return std::any_of(keys.begin(), keys.end(), [&map](QStringView key) { return map.find(key); });
}

bool isDstackProject(const YamlValue &project)
{
    return project.find(u"backends") && project.find(u"name");
}

//! By what only one of them says.
Source sourceOf(const YamlValue &root)
{
    if (hasAny(root, {u"apiVersion", u"runtimeConfigs", u"baseImages"}))
        return Source::Fairlead;
    if (hasAny(root, {u"containerSettings", u"executionConfigs", u"sparkSettings", u"k8sPoliciesSettings"}))
        return Source::Dss;
    const YamlValue *users = root.find(u"users");
    if (users && users->type == Type::List && !users->items.empty() && users->items.front().find(u"login"))
        return Source::Dss;
    const YamlValue *projects = root.find(u"projects");
    if (projects && projects->type == Type::List &&
        std::any_of(projects->items.begin(), projects->items.end(), isDstackProject))
        return Source::Dstack;
    if (projects && hasAny(root, {u"encryption", u"default_permissions"}))
        return Source::Dstack;
    if (hasAny(root, {u"kubernetes", u"workspaces", u"allowed_clouds", u"api_server"}))
        return Source::SkyPilot;
    return projects ? Source::Dstack : Source::Unknown;
}

QString nameOf(Source source)
{
    switch (source) {
    case Source::Dss:
        return u"Dataiku DSS"_s;
    case Source::SkyPilot:
        return u"SkyPilot"_s;
    case Source::Dstack:
        return u"dstack"_s;
    case Source::Fairlead:
        return u"Fairlead"_s;
    case Source::Unknown:
        break;
    }
    return {};
}

tl::unexpected<SettingsProblem> broken(const QString &fileName, int line, int column, const QString &message)
{
    return tl::make_unexpected(SettingsProblem{SettingsProblem::Kind::Broken, fileName, line, column, {}, message});
}

void import(Source source, const QByteArray &bytes, const QString &fileName, const SourceValue &root,
            Additions &additions, ImportNotes &notes)
{
    switch (source) {
    case Source::Dss:
        return importDss(root, additions, notes);
    case Source::SkyPilot:
        return importSkyPilot(root, additions, notes);
    case Source::Dstack:
        return importDstack(root, additions, notes);
    case Source::Fairlead:
        return importFairlead(bytes, fileName, additions, notes);
    case Source::Unknown:
        break;
    }
}

} // namespace

std::vector<SourceValue> objectsOf(const SourceValue &list, ImportNotes &notes)
{
    std::vector<SourceValue> items = list.items();
    if (items.size() > MostObjects) {
        notes.wrong(items[MostObjects],
                    u"expected at most %1 of them: those from here on are left out"_s.arg(MostObjects));
        items.resize(MostObjects);
    }
    return items;
}

tl::expected<Import, SettingsProblem> importConfigs(const QByteArray &bytes, const QString &fileName,
                                                    const settings::Settings &existing)
{
    if (bytes.size() > LargestImport)
        return broken(fileName, 0, 0, u"larger than 8 MiB: expected settings alone"_s);
    const auto yaml = files::parseYaml(bytes);
    if (!yaml)
        return broken(fileName, yaml.error().line, yaml.error().column, mistakeText(bytes, yaml.error()));
    const YamlValue &root = yaml->root;
    const auto source = root.type == Type::Map ? sourceOf(root) : Source::Unknown;
    if (source == Source::Unknown)
        return broken(fileName, root.line, root.column,
                      u"not known: expected settings of Dataiku DSS (containerSettings), SkyPilot's config.yaml "
                      "(kubernetes), dstack's server/config.yml (projects), or a fairlead.yaml (apiVersion)"_s);
    if (source == Source::Fairlead) {
        const settings::SettingsDocument document = settings::readSettings(bytes, fileName);
        if (document.isBroken())
            return tl::make_unexpected(document.problems.front());
    }
    Import result{.source = nameOf(source)};
    Additions additions(existing);
    ImportNotes notes(fileName);
    import(source, bytes, fileName, {&root, {}}, additions, notes);
    result.additions = additions.take();
    for (const files::YamlPlace &twice : yaml->duplicateKeys) {
        if (source != Source::Fairlead) // which tells it itself
            notes.add({SettingsProblem::Kind::Warning,
                       fileName,
                       twice.line,
                       twice.column,
                       {},
                       u"the key stands twice in the same map; the later value counts"_s});
    }
    result.rows = notes.takeRows();
    result.problems = notes.takeProblems();
    return result;
}

} // namespace fairlead::configimport
