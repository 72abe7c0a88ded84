// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "strategicmerge.h"

#include <QJsonArray>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

constexpr auto Directive = "$patch"_L1;
constexpr auto RetainKeys = "$retainKeys"_L1;
constexpr auto DeleteFromList = "$deleteFromPrimitiveList/"_L1;
constexpr auto ElementOrder = "$setElementOrder/"_L1;

using Values = std::vector<QJsonValue>;

Values valuesOf(const QJsonArray &array)
{
    return {array.begin(), array.end()};
}

QJsonArray arrayOf(const Values &values)
{
    QJsonArray array;
    for (const QJsonValue &value : values)
        array.append(value);
    return array;
}

//! One merge; the first mistake stays.
class Merger
{
public:
    explicit Merger(const PodSchema &schema)
        : m_schema(schema)
    {
    }

    QJsonObject merged(QJsonObject original, QJsonObject patch, SchemaType type, const QString &path);
    QString takeError() { return std::move(m_error); }

private:
    QJsonValue mergedValue(const QJsonValue &original, const QJsonValue &patch, SchemaType type, const QString &path);
    QJsonArray mergedList(const QJsonArray &original, const QJsonArray &patch, const QJsonArray &order, SchemaType type,
                          const QString &path);
    void mergeItems(Values &merged, const Values &patch, SchemaType type, const QString &path);
    Values takeSpecial(Values &merged, const Values &patch, QLatin1StringView key, bool &isReplaced,
                       const QString &path);
    //! What stays of a patch where there is nothing to patch: no directive, no null.
    QJsonValue cleaned(const QJsonValue &patch, SchemaType type, const QString &path);
    SchemaType typeOf(SchemaType type, const QString &key) const;
    void fail(const QString &path, const QString &message)
    {
        if (m_error.isEmpty())
            m_error = u"%1: %2"_s.arg(path, message);
    }

    const PodSchema &m_schema;
    QString m_error;
};

//! What tells an item from others: its key's value, itself where it is a plain value.
QJsonValue nameOf(const QJsonValue &item, QLatin1StringView key)
{
    return key.isEmpty() ? item : item.toObject().value(key);
}

qsizetype indexOf(const Values &values, const QJsonValue &item, QLatin1StringView key)
{
    const QJsonValue name = nameOf(item, key);
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const QJsonValue &each) { return nameOf(each, key) == name; });
    return found == values.end() ? -1 : found - values.begin();
}

//! What only the original has keeps its place before what both have; all else of the patch comes first, in its order.
Values ordered(const Values &merged, const Values &order, const Values &original, QLatin1StringView key)
{
    Values ofPatch;
    Values others;
    for (const QJsonValue &each : merged)
        (indexOf(order, each, key) >= 0 ? ofPatch : others).push_back(each);
    std::stable_sort(ofPatch.begin(), ofPatch.end(), [&](const QJsonValue &a, const QJsonValue &b) {
        return indexOf(order, a, key) < indexOf(order, b, key);
    });
    Values result;
    auto left = others.begin();
    auto right = ofPatch.begin();
    while (left != others.end() || right != ofPatch.end()) {
        bool isLeft = right == ofPatch.end();
        if (!isLeft && left != others.end()) {
            const qsizetype theirs = indexOf(original, *left, key);
            const qsizetype ours = indexOf(original, *right, key);
            isLeft = theirs >= 0 && ours >= 0 && theirs < ours;
        }
        result.push_back(isLeft ? *left++ : *right++);
    }
    return result;
}

SchemaType Merger::typeOf(SchemaType type, const QString &key) const
{
    if (type.isMap())
        return type.element();
    return m_schema.field(type, key).value_or(SchemaType("any"_L1));
}

QJsonObject Merger::merged(QJsonObject original, QJsonObject patch, SchemaType type, const QString &path)
{
    if (const QJsonValue directive = patch.take(Directive); !directive.isUndefined()) {
        if (directive == "replace"_L1)
            return cleaned(patch, type, path).toObject();
        if (directive == "delete"_L1)
            return {};
        if (directive != "merge"_L1)
            fail(path, u"$patch is merge, replace or delete"_s);
    }
    if (const QJsonValue retained = patch.take(RetainKeys); retained.isArray()) {
        const QJsonArray keys = retained.toArray();
        for (const QString &key : original.keys()) {
            if (!keys.contains(key))
                original.remove(key);
        }
    }
    for (const QString &key : patch.keys()) {
        if (!key.startsWith(DeleteFromList))
            continue;
        const QString field = key.mid(DeleteFromList.size());
        Values left = valuesOf(original.value(field).toArray());
        const QJsonArray gone = patch.take(key).toArray();
        std::erase_if(left, [&gone](const QJsonValue &each) { return gone.contains(each); });
        original.insert(field, arrayOf(left));
    }
    for (const QString &key : patch.keys()) {
        if (key.startsWith(ElementOrder))
            continue;
        const QString below = path.isEmpty() ? key : path + u'.' + key;
        const QJsonValue value = patch.value(key);
        const QJsonArray order = patch.value(QString(ElementOrder) + key).toArray();
        const SchemaType its = typeOf(type, key);
        if (value.isNull())
            original.remove(key);
        else if (original.value(key).isArray() && value.isArray() && its.isMergedList())
            original.insert(key, mergedList(original.value(key).toArray(), value.toArray(), order, its, below));
        else
            original.insert(key, mergedValue(original.value(key), value, its, below));
    }
    return original;
}

QJsonValue Merger::mergedValue(const QJsonValue &original, const QJsonValue &patch, SchemaType type,
                               const QString &path)
{
    if (original.isObject() && patch.isObject())
        return merged(original.toObject(), patch.toObject(), type, path);
    return cleaned(patch, type, path);
}

QJsonValue Merger::cleaned(const QJsonValue &patch, SchemaType type, const QString &path)
{
    if (patch.isObject())
        return merged({}, patch.toObject(), type, path);
    if (patch.isArray() && type.isMergedList())
        return mergedList({}, patch.toArray(), {}, type, path);
    return patch;
}

//! Carries out the directives among the items of \p patch and returns the others.
Values Merger::takeSpecial(Values &merged, const Values &patch, QLatin1StringView key, bool &isReplaced,
                           const QString &path)
{
    Values others;
    for (const QJsonValue &item : patch) {
        const QJsonValue directive = item.toObject().value(Directive);
        if (directive.isUndefined() || directive == "merge"_L1)
            others.push_back(item);
        else if (directive == "replace"_L1)
            isReplaced = true;
        else if (directive == "delete"_L1)
            std::erase_if(merged, [&](const QJsonValue &each) { return nameOf(each, key) == nameOf(item, key); });
        else
            fail(path, u"$patch is merge, replace or delete"_s);
    }
    return others;
}

void Merger::mergeItems(Values &merged, const Values &patch, SchemaType type, const QString &path)
{
    const QLatin1StringView key = type.mergeKey();
    for (const QJsonValue &item : patch) {
        const qsizetype at = indexOf(merged, item, key);
        if (key.isEmpty()) {
            if (at < 0)
                merged.push_back(item);
            continue;
        }
        if (nameOf(item, key).isUndefined())
            return fail(path, u"an item has no %1, by which items are told apart"_s.arg(QString(key)));
        const QString below = u"%1[%2=%3]"_s.arg(path, QString(key), nameOf(item, key).toVariant().toString());
        if (at < 0)
            merged.push_back(cleaned(item, type.element(), below));
        else
            merged[std::size_t(at)] = mergedValue(merged[std::size_t(at)], item, type.element(), below);
    }
}

QJsonArray Merger::mergedList(const QJsonArray &original, const QJsonArray &patch, const QJsonArray &order,
                              SchemaType type, const QString &path)
{
    const QLatin1StringView key = type.mergeKey();
    Values result = valuesOf(original);
    bool isReplaced = false;
    const Values items = takeSpecial(result, valuesOf(patch), key, isReplaced, path);
    if (isReplaced)
        return arrayOf(items);
    mergeItems(result, items, type, path);
    return arrayOf(ordered(result, order.isEmpty() ? items : valuesOf(order), valuesOf(original), key));
}

} // namespace

tl::expected<QJsonObject, QString> strategicMerge(const PodSchema &schema, const QJsonObject &original,
                                                  const QJsonObject &patch, SchemaType type)
{
    Merger merger(schema);
    QJsonObject result = merger.merged(original, patch, type, {});
    if (QString error = merger.takeError(); !error.isEmpty())
        return tl::make_unexpected(std::move(error));
    return result;
}

} // namespace fairlead::manifests
