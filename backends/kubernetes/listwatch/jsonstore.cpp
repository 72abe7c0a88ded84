// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jsonstore.h"

#include "backends/kubernetes/objectkinds.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

ApiError malformed(const QString &message)
{
    return {.kind = ApiError::Kind::Malformed, .httpStatus = 200, .reason = u"BadJson"_s, .message = message};
}

Result<QJsonObject> parse(QByteArrayView bytes)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes.toByteArray(), &problem);
    if (document.isObject())
        return document.object();
    return tl::make_unexpected(malformed(document.isNull() ? problem.errorString() : u"not an object"_s));
}

QString versionOf(const QJsonObject &object)
{
    return object.value("metadata"_L1)["resourceVersion"_L1].toString();
}

} // namespace

void JsonStore::beginReplace()
{
    m_isReplacing = true;
    m_isWhole = true;
    m_seen.clear();
}

void JsonStore::endReplace()
{
    m_isReplacing = false;
    for (auto it = m_objects.begin(); it != m_objects.end();)
        it = m_seen.contains(it.key()) ? std::next(it) : m_objects.erase(it);
    m_seen.clear();
    m_changed();
}

Result<ObjectSink::Outcome> JsonStore::applyEvent(Encoding, QByteArrayView frame)
{
    const Result<QJsonObject> event = parse(frame);
    if (!event)
        return tl::make_unexpected(event.error());
    const QString type = event->value("type"_L1).toString();
    const QJsonObject object = event->value("object"_L1).toObject();
    if (type == "ERROR"_L1) {
        const Result<ApiError> error = json::decodeStatus(QJsonDocument(object).toJson(QJsonDocument::Compact));
        return Outcome{.isError = true, .error = error ? *error : malformed(u"an error event without a Status"_s)};
    }
    Outcome outcome{.resourceVersion = versionOf(object)};
    const QJsonValue annotations = object.value("metadata"_L1)["annotations"_L1];
    if (type == "BOOKMARK"_L1) {
        outcome.isInitialEventsEnd = annotations["k8s.io/initial-events-end"_L1] == "true"_L1;
        return outcome;
    }
    if (uidOf(object).isEmpty())
        return tl::make_unexpected(malformed(u"an object without uid"_s));
    if (type == "DELETED"_L1)
        m_objects.remove(uidOf(object));
    else
        put(object);
    if (!m_isReplacing)
        m_changed();
    return outcome;
}

Result<void> JsonStore::applyProtobufItem(QByteArrayView)
{
    return tl::make_unexpected(malformed(u"Protobuf, where JSON was asked for"_s));
}

Result<ListMeta> JsonStore::applyJsonList(QByteArrayView body)
{
    const Result<QJsonObject> list = parse(body);
    if (!list)
        return tl::make_unexpected(list.error());
    QString kind = list->value("kind"_L1).toString();
    kind.chop(kind.endsWith("List"_L1) ? 4 : 0);
    for (const QJsonValue item : list->value("items"_L1).toArray()) {
        QJsonObject object = item.toObject(); // in a list they do not say what they are
        object.insert(u"apiVersion"_s, list->value("apiVersion"_L1));
        object.insert(u"kind"_s, kind);
        if (!uidOf(object).isEmpty())
            put(object);
    }
    return ListMeta{versionOf(*list), list->value("metadata"_L1)["continue"_L1].toString()};
}

void JsonStore::put(const QJsonObject &object)
{
    const QString uid = uidOf(object);
    if (m_objects.size() >= MostObjects && !m_objects.contains(uid)) {
        m_isWhole = false;
        return;
    }
    m_objects.insert(uid, object);
    if (m_isReplacing)
        m_seen.insert(uid);
}

} // namespace fairlead::kubernetes
