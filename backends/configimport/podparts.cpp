// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podparts.h"

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using files::YamlValue;
using settings::Toleration;

std::optional<Toleration> tolerationOf(const SourceValue &item, ImportNotes &notes)
{
    Toleration result;
    const QString op = item.member(u"operator"_s).text();
    const QString effect = item.member(u"effect"_s).text();
    const bool isRight =
        item.isA(SourceValue::Type::Map) && (op.isEmpty() || op == "Equal"_L1 || op == "Exists"_L1) &&
        (effect.isEmpty() || effect == "NoSchedule"_L1 || effect == "PreferNoSchedule"_L1 || effect == "NoExecute"_L1);
    if (!isRight) {
        notes.wrong(item, u"expected a toleration: key, operator, value, effect"_s);
        return std::nullopt;
    }
    result.key = item.member(u"key"_s).text();
    result.op = op.isEmpty() ? u"Equal"_s : op;
    result.value = item.member(u"value"_s).text();
    result.effect = effect;
    bool isNumber = false;
    const qint64 seconds = item.member(u"tolerationSeconds"_s).text().toLongLong(&isNumber);
    if (isNumber)
        result.tolerationSeconds = seconds;
    return result;
}

} // namespace

std::vector<Toleration> tolerationsOf(const SourceValue &list, ImportNotes &notes)
{
    std::vector<Toleration> result;
    for (const SourceValue &item : list.items()) {
        if (auto toleration = tolerationOf(item, notes))
            result.push_back(std::move(*toleration));
    }
    return result;
}

settings::TextPairs pairsOf(const SourceValue &map, ImportNotes &notes)
{
    settings::TextPairs result;
    for (const files::YamlMember &member : map.value ? map.value->members : std::vector<files::YamlMember>()) {
        const SourceValue value{&member.value, map.path + u'.' + member.key};
        if (value.isScalar())
            result.emplace_back(member.key, value.text());
        else
            notes.wrong(value, u"expected a text"_s);
    }
    return result;
}

std::optional<YamlValue> yamlFragment(const SourceValue &at, const QString &field, ImportNotes &notes)
{
    if (!at.isA(SourceValue::Type::String))
        return at ? std::optional(*at.value) : std::nullopt;
    if (at.text().trimmed().isEmpty())
        return std::nullopt;
    const auto document = files::parseYaml(at.text().toUtf8());
    if (!document) {
        notes.wrong(at, u"line %1 of this text is no YAML: %2"_s.arg(document.error().line).arg(document.error().key));
        return std::nullopt;
    }
    const YamlValue *below = document->root.find(field);
    return below && document->root.members.size() == 1 ? *below : document->root;
}

QString pairsText(const settings::TextPairs &pairs)
{
    QStringList parts;
    for (const auto &[key, value] : pairs)
        parts += u"%1: %2"_s.arg(key, value);
    return parts.join(u"; "_s);
}

} // namespace fairlead::configimport
