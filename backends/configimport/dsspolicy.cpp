// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dsspolicy.h"

#include "sourcemap.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

//! The objects that \p at is, also several documents of them.
std::vector<files::YamlValue> documentsIn(const SourceValue &at, ImportNotes &notes)
{
    static const QRegularExpression mark(u"^---[ \\t]*$"_s, QRegularExpression::MultilineOption);
    std::vector<files::YamlValue> result;
    const auto add = [&result](const files::YamlValue &value) {
        if (value.type == SourceValue::Type::List)
            result.insert(result.end(), value.items.begin(), value.items.end());
        else if (value.type == SourceValue::Type::Map)
            result.push_back(value);
    };
    if (!at.isA(SourceValue::Type::String)) {
        if (at)
            add(*at.value);
        return result;
    }
    for (const QString &part : at.text().split(mark, Qt::SkipEmptyParts)) {
        const auto document = files::parseYaml(part.toUtf8());
        if (document)
            add(document->root);
        else
            notes.wrong(at, u"a part of this text is no YAML: %1"_s.arg(document.error().key));
    }
    return result;
}

bool isPolicy(const files::YamlValue &object)
{
    const files::YamlValue *kind = object.find(u"kind");
    return kind &&
           (kind->text == "ResourceQuota"_L1 || kind->text == "LimitRange"_L1 || kind->text == "NetworkPolicy"_L1);
}

//! Whether a namespace that \p written becomes may be one that \p pattern means.
bool isMeant(const QRegularExpression &pattern, const QString &written)
{
    static const QRegularExpression variable(u"\\$\\{[^}]*\\}"_s);
    const auto match = pattern.match(QString(written).replace(variable, u"x"_s));
    return !written.isEmpty() && match.hasMatch();
}

} // namespace

void takeDssPolicy(const SourceValue &at, Additions &additions, ImportNotes &notes)
{
    SourceMap policy(at, notes);
    const SourceValue pattern = policy.firstOf({u"namespacePattern"_s, u"pattern"_s});
    const SourceValue elements = policy.firstOf({u"elements"_s, u"yaml"_s});
    FieldTaker fields(policy, notes, {});
    fields.leave(u"clusters"_s, u"a runtime config says its contexts itself"_s);
    fields.leave(u"applyToDefaultCluster"_s, u"a runtime config says its contexts itself"_s);
    policy.tellRest();
    const QRegularExpression regex(QRegularExpression::anchoredPattern(pattern.text()));
    if (!regex.isValid())
        return notes.wrong(pattern, u"expected a regular expression"_s);
    QStringList names;
    std::vector<files::YamlValue> objects = documentsIn(elements, notes);
    const auto others =
        std::remove_if(objects.begin(), objects.end(), [](const auto &each) { return !isPolicy(each); });
    if (others != objects.end())
        notes.warn(elements, u"runtimeConfigs"_s, u"taken are ResourceQuota, LimitRange and NetworkPolicy alone"_s);
    objects.erase(others, objects.end());
    for (settings::RuntimeConfig &config : additions.configs()) {
        settings::KubernetesPart &part = config.kubernetes;
        if (objects.empty() || !part.createNamespace || !isMeant(regex, part.ns))
            continue;
        part.namespacePolicies.value.type = SourceValue::Type::List;
        auto &items = part.namespacePolicies.value.items;
        items.insert(items.end(), objects.begin(), objects.end());
        names += config.name;
    }
    if (names.isEmpty())
        notes.notTaken(at, u"no runtime config here makes a namespace that it means"_s);
    else
        notes.changed(at, u"runtimeConfigs.kubernetes.namespacePolicies"_s, names.join(u", "_s),
                      u"for namespaces that these configs create; those that are there already stay as they are"_s);
}

} // namespace fairlead::configimport
