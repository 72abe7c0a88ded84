// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/resourcelist.h"
#include "simulatedobjects.h"

#include <QJsonArray>
#include <QJsonObject>

#include <protozero/pbf_writer.hpp>

#include <string>

//! Two writers with the same members, so that one description of an object gives both its encodings: Protobuf by
//! number, JSON by name. Empty texts are left out, as the API leaves them out.
namespace fairlead::sandbox {

//! Numbers: generated.proto of k8s.io/api/core/v1 and k8s.io/apimachinery.
struct Field
{
    unsigned number;
    const char *name;
};

//! An amount as the API spells it: cpu in thousandths where it has to be, bytes in the largest unit that is exact.
QString amountText(const QString &resource, kubernetes::Quantity amount);
//! "2026-01-02T03:04:05Z"
QString timeText(std::int64_t seconds);

class ProtobufWriter
{
public:
    explicit ProtobufWriter(std::string &bytes)
        : m_writer(bytes)
    {
    }

    void text(Field field, const QString &value)
    {
        if (value.isEmpty())
            return;
        const QByteArray utf8 = value.toUtf8();
        m_writer.add_string(field.number, utf8.constData(), std::size_t(utf8.size()));
    }
    void number(Field field, std::int64_t value) { m_writer.add_int64(field.number, value); }
    void boolean(Field field, bool value) { m_writer.add_bool(field.number, value); }
    void texts(Field field, const QStringList &values)
    {
        for (const QString &value : values)
            text(field, value);
    }
    void time(Field field, std::int64_t seconds)
    {
        if (seconds != 0)
            protozero::pbf_writer(m_writer, field.number).add_int64(1, seconds);
    }
    void labels(Field field, const Labels &map)
    {
        for (const auto &[key, value] : map)
            entry(field, key, value, false);
    }
    void amounts(Field field, const kubernetes::ResourceList &list)
    {
        for (const auto &[resource, amount] : list)
            entry(field, resource, amountText(resource, amount), true);
    }
    //! JSON that the API carries as bytes.
    void rawJson(Field field, const QByteArray &json)
    {
        protozero::pbf_writer(m_writer, field.number).add_bytes(1, json.constData(), std::size_t(json.size()));
    }
    template <class Write>
    void message(Field field, Write write)
    {
        ProtobufWriter nested(m_writer, field.number);
        write(nested);
    }
    template <class Range, class Write>
    void messages(Field field, const Range &range, Write write)
    {
        for (const auto &item : range)
            message(field, [&](ProtobufWriter &nested) { write(nested, item); });
    }

private:
    ProtobufWriter(protozero::pbf_writer &parent, unsigned number)
        : m_writer(parent, number)
    {
    }

    //! Of map<string, string>, or of map<string, Quantity>, whose value is a message with the text in field 1.
    void entry(Field field, const QString &key, const QString &value, bool isQuantity)
    {
        const QByteArray keyText = key.toUtf8();
        const QByteArray valueText = value.toUtf8();
        protozero::pbf_writer pair(m_writer, field.number);
        pair.add_string(1, keyText.constData(), std::size_t(keyText.size()));
        if (isQuantity)
            protozero::pbf_writer(pair, 2).add_string(1, valueText.constData(), std::size_t(valueText.size()));
        else
            pair.add_string(2, valueText.constData(), std::size_t(valueText.size()));
    }

    protozero::pbf_writer m_writer;
};

class JsonWriter
{
public:
    explicit JsonWriter(QJsonObject &object)
        : m_object(object)
    {
    }

    void text(Field field, const QString &value)
    {
        if (!value.isEmpty())
            put(field, value);
    }
    void number(Field field, std::int64_t value) { put(field, qint64(value)); }
    void boolean(Field field, bool value) { put(field, value); }
    void texts(Field field, const QStringList &values) { put(field, QJsonArray::fromStringList(values)); }
    void time(Field field, std::int64_t seconds)
    {
        if (seconds != 0)
            put(field, timeText(seconds));
    }
    void labels(Field field, const Labels &map)
    {
        QJsonObject object;
        for (const auto &[key, value] : map)
            object.insert(key, value);
        if (!object.isEmpty())
            put(field, object);
    }
    void amounts(Field field, const kubernetes::ResourceList &list)
    {
        QJsonObject object;
        for (const auto &[resource, amount] : list)
            object.insert(resource, amountText(resource, amount));
        if (!object.isEmpty())
            put(field, object);
    }
    void rawJson(Field field, const QByteArray &json);
    template <class Write>
    void message(Field field, Write write)
    {
        QJsonObject object;
        JsonWriter nested(object);
        write(nested);
        put(field, object);
    }
    template <class Range, class Write>
    void messages(Field field, const Range &range, Write write)
    {
        QJsonArray array;
        for (const auto &item : range) {
            QJsonObject object;
            JsonWriter nested(object);
            write(nested, item);
            array.append(object);
        }
        if (!array.isEmpty())
            put(field, array);
    }

private:
    void put(Field field, const QJsonValue &value) { m_object.insert(QLatin1StringView(field.name), value); }

    QJsonObject &m_object;
};

} // namespace fairlead::sandbox
