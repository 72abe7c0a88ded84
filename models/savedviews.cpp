// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "savedviews.h"

#include "plaintext.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr std::size_t MostViews = 200;
constexpr int NameLength = 60;

void put(QJsonObject &object, const QString &key, const std::optional<bool> &value)
{
    if (value)
        object.insert(key, *value);
}

void put(QJsonObject &object, const QString &key, const std::optional<QString> &value)
{
    if (value)
        object.insert(key, *value);
}

void put(QJsonObject &object, const QString &key, const std::optional<QStringList> &value)
{
    if (value)
        object.insert(key, QJsonArray::fromStringList(*value));
}

//! Takes \p key out of \p object, whatever it holds.
std::optional<bool> takeBool(QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.take(key);
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

std::optional<QString> takeString(QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.take(key);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<QStringList> takeStrings(QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.take(key);
    if (!value.isArray())
        return {};
    QStringList list;
    for (const QJsonValue &item : value.toArray()) {
        if (item.isString())
            list += item.toString();
    }
    return list;
}

template <class T>
bool isAs(const std::optional<T> &now, const std::optional<T> &wanted)
{
    return !wanted || now == wanted;
}

} // namespace

QJsonObject SavedView::toJson() const
{
    QJsonObject object = unknown;
    object.insert(u"id"_s, id);
    object.insert(u"name"_s, name);
    object.insert(u"filter"_s, filter);
    put(object, u"showsWaiting"_s, showsWaiting);
    put(object, u"showsMatrix"_s, showsMatrix);
    put(object, u"showsAllNodes"_s, showsAllNodes);
    put(object, u"grouping"_s, grouping);
    put(object, u"zoom"_s, zoom);
    put(object, u"sortColumn"_s, sortColumn);
    put(object, u"isDescending"_s, isDescending);
    put(object, u"columns"_s, columns);
    put(object, u"contexts"_s, contexts);
    return object;
}

std::optional<SavedView> SavedView::fromJson(const QJsonObject &object)
{
    SavedView view{.unknown = object};
    QJsonObject &rest = view.unknown;
    view.id = takeString(rest, u"id"_s).value_or(QString());
    view.name = SavedViews::cleanName(takeString(rest, u"name"_s).value_or(QString()));
    view.filter = takeString(rest, u"filter"_s).value_or(QString());
    view.showsWaiting = takeBool(rest, u"showsWaiting"_s);
    view.showsMatrix = takeBool(rest, u"showsMatrix"_s);
    view.showsAllNodes = takeBool(rest, u"showsAllNodes"_s);
    view.grouping = takeString(rest, u"grouping"_s);
    view.zoom = takeString(rest, u"zoom"_s);
    view.sortColumn = takeString(rest, u"sortColumn"_s);
    view.isDescending = takeBool(rest, u"isDescending"_s);
    view.columns = takeStrings(rest, u"columns"_s);
    view.contexts = takeStrings(rest, u"contexts"_s);
    if (view.name.isEmpty())
        return {};
    return view;
}

bool shows(const SavedView &now, const SavedView &view)
{
    // In natural order there is no direction.
    const bool isSortedSo = isAs(now.sortColumn, view.sortColumn) && (!view.sortColumn || view.sortColumn->isEmpty() ||
                                                                      isAs(now.isDescending, view.isDescending));
    return now.filter == view.filter && !view.showsWaiting.value_or(false) && isSortedSo &&
           isAs(now.showsMatrix, view.showsMatrix) && isAs(now.showsAllNodes, view.showsAllNodes) &&
           isAs(now.grouping, view.grouping) && isAs(now.zoom, view.zoom) && isAs(now.columns, view.columns) &&
           isAs(now.contexts, view.contexts);
}

std::vector<SavedView> SavedViews::builtIn()
{
    return {
        {.id = u"accelerators"_s, .name = tr("Nodes with accelerators"), .showsAllNodes = false},
        {.id = u"all"_s, .name = tr("All nodes"), .showsAllNodes = true},
        {.id = u"free"_s, .name = tr("Free GPUs now"), .filter = u"free>0"_s, .showsAllNodes = false},
        {.id = u"unusable"_s, .name = tr("Cordoned or not ready"), .filter = u"state:cordoned,notready"_s},
        {.id = u"waiting"_s, .name = tr("Waiting"), .showsWaiting = true},
    };
}

const SavedView *SavedViews::find(const QString &id) const
{
    for (const auto *list : {&m_views, &m_builtIn}) {
        const auto it =
            std::find_if(list->begin(), list->end(), [&id](const SavedView &view) { return view.id == id; });
        if (it != list->end())
            return &*it;
    }
    return nullptr;
}

const SavedView *SavedViews::named(const QString &name) const
{
    const QString clean = cleanName(name);
    const auto it = std::find_if(m_views.begin(), m_views.end(), [&clean](const SavedView &view) {
        return view.name.compare(clean, Qt::CaseInsensitive) == 0;
    });
    return it == m_views.end() ? nullptr : &*it;
}

bool SavedViews::add(SavedView view, std::size_t place)
{
    view.name = cleanName(view.name);
    if (view.name.isEmpty() || m_views.size() >= MostViews)
        return false;
    if (view.id.isEmpty() || find(view.id))
        view.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_views.insert(m_views.begin() + std::ptrdiff_t(std::min(place, m_views.size())), std::move(view));
    emit changed();
    return true;
}

void SavedViews::replace(const SavedView &view)
{
    for (SavedView &own : m_views) {
        if (own.id == view.id) {
            own = view;
            emit changed();
        }
    }
}

void SavedViews::rename(const QString &id, const QString &name)
{
    const QString clean = cleanName(name);
    for (SavedView &own : m_views) {
        if (own.id == id && !clean.isEmpty()) {
            own.name = clean;
            emit changed();
        }
    }
}

std::size_t SavedViews::remove(const QString &id)
{
    const auto it =
        std::find_if(m_views.begin(), m_views.end(), [&id](const SavedView &view) { return view.id == id; });
    const auto place = std::size_t(it - m_views.begin());
    if (it != m_views.end()) {
        m_views.erase(it);
        emit changed();
    }
    return place;
}

QJsonArray SavedViews::toJson() const
{
    QJsonArray array;
    for (const SavedView &view : m_views)
        array += view.toJson();
    return array;
}

void SavedViews::fromJson(const QJsonArray &array)
{
    m_views.clear();
    for (const QJsonValue &value : array) {
        if (auto view = SavedView::fromJson(value.toObject()); view && m_views.size() < MostViews) {
            if (view->id.isEmpty() || find(view->id))
                view->id = QUuid::createUuid().toString(QUuid::WithoutBraces);
            m_views.push_back(std::move(*view));
        }
    }
    emit changed();
}

QString SavedViews::cleanName(const QString &name)
{
    return plainLine(name.simplified().left(NameLength), NameLength);
}

} // namespace fairlead::models
