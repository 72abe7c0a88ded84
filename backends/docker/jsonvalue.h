// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enginedecoder.h"

#include <simdjson.h>

//! How the decoders of this folder read JSON; for their .cpp alone.
namespace fairlead::docker {

inline tl::unexpected<ApiError> malformed(const QString &message)
{
    return tl::make_unexpected(
        ApiError{.kind = ApiError::Kind::Malformed, .reason = QStringLiteral("BadJson"), .message = message});
}

inline QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

//! A value that may be missing; what is asked of it then is empty.
class Json
{
public:
    Json() = default;
    explicit Json(simdjson::dom::element value)
        : m_value(value)
        , m_exists(true)
    {
    }

    Json operator[](std::string_view key) const
    {
        simdjson::dom::element value;
        simdjson::dom::object members;
        const bool isFound = m_exists && m_value.get(members) == simdjson::SUCCESS &&
                             members.at_key(key).get(value) == simdjson::SUCCESS;
        return isFound ? Json(value) : Json();
    }

    bool isObject() const { return m_exists && m_value.is_object(); }
    bool isArray() const { return m_exists && m_value.is_array(); }

    std::string_view view() const
    {
        std::string_view value;
        return m_exists && m_value.get(value) == simdjson::SUCCESS ? value : std::string_view();
    }
    QString text() const { return toQString(view()); }
    std::int64_t number(std::int64_t fallback = 0) const
    {
        std::int64_t value = 0;
        return m_exists && m_value.get(value) == simdjson::SUCCESS ? value : fallback;
    }
    bool isTrue() const
    {
        bool value = false;
        return m_exists && m_value.get(value) == simdjson::SUCCESS && value;
    }
    //! RFC 3339, or seconds as a number.
    std::int64_t time() const
    {
        const std::string_view text = view();
        return text.empty() ? number() : secondsFromTime({text.data(), qsizetype(text.size())});
    }

    template <class Each>
    void forItems(Each each) const
    {
        simdjson::dom::array items;
        if (!m_exists || m_value.get(items) != simdjson::SUCCESS)
            return;
        for (const simdjson::dom::element item : items)
            each(Json(item));
    }
    template <class Each>
    void forMembers(Each each) const
    {
        simdjson::dom::object members;
        if (!m_exists || m_value.get(members) != simdjson::SUCCESS)
            return;
        for (const auto &[key, value] : members)
            each(toQString(key), Json(value));
    }
    QStringList texts() const
    {
        QStringList all;
        forItems([&](const Json &item) {
            if (item.m_value.is_string())
                all << item.text();
        });
        return all;
    }
    Labels labels() const
    {
        Labels all;
        forMembers([&](const QString &key, const Json &value) { all.insert(key, value.text()); });
        return all;
    }

private:
    simdjson::dom::element m_value;
    bool m_exists = false;
};

inline Result<simdjson::dom::element> parseJson(simdjson::dom::parser &parser, QByteArrayView json)
{
    if (json.isEmpty())
        return malformed(QStringLiteral("empty")); // simdjson copies from a null pointer otherwise
    simdjson::dom::element root;
    const auto code = parser.parse(json.data(), size_t(json.size())).get(root);
    if (code != simdjson::SUCCESS)
        return malformed(QString::fromLatin1(simdjson::error_message(code)));
    return root;
}

template <class Read>
auto decodeObject(QByteArrayView json, Read read) -> Result<decltype(read(Json()))>
{
    simdjson::dom::parser parser;
    const Result<simdjson::dom::element> parsed = parseJson(parser, json);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    const simdjson::dom::element root = *parsed;
    if (!root.is_object())
        return malformed(QStringLiteral("not an object"));
    return read(Json(root));
}

} // namespace fairlead::docker
