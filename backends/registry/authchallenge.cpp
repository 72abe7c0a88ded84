// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "authchallenge.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qsizetype ValueLimit = 64 << 10;
constexpr std::size_t ChallengeLimit = 16;
constexpr qsizetype ParameterLimit = 64;

bool isTokenCharacter(char c)
{
    return c > 0x20 && c < 0x7f && !QByteArrayView("\"(),/:;<=>?@[\\]{}").contains(c);
}

class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    //! At the end, a blank or a comma.
    bool atGap() const { return atEnd() || QByteArrayView(" \t,").contains(m_text[m_at]); }
    bool take(char c)
    {
        const bool isThere = !atEnd() && m_text[m_at] == c;
        m_at += isThere;
        return isThere;
    }
    void skipBlanks()
    {
        while (!atEnd() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }
    void skipListEnds()
    {
        do
            skipBlanks();
        while (take(','));
    }
    QByteArray token()
    {
        const qsizetype from = m_at;
        while (!atEnd() && isTokenCharacter(m_text[m_at]))
            ++m_at;
        return m_text.sliced(from, m_at - from).toByteArray();
    }
    //! Of a token68, as Negotiate has it: behind it comes the end or a comma.
    bool skipToken68()
    {
        const qsizetype from = m_at;
        while (!atEnd() && (isTokenCharacter(m_text[m_at]) || m_text[m_at] == '/' || m_text[m_at] == '='))
            ++m_at;
        skipBlanks();
        const bool isWhole = m_at > from && (atEnd() || m_text[m_at] == ',');
        if (!isWhole)
            m_at = from;
        return isWhole;
    }
    std::optional<QByteArray> value()
    {
        if (!take('"')) {
            QByteArray plain = token();
            return plain.isEmpty() ? std::nullopt : std::optional(std::move(plain));
        }
        QByteArray quoted;
        while (!atEnd()) {
            if (take('"'))
                return quoted;
            take('\\');
            if (!atEnd())
                quoted += m_text[m_at++];
        }
        return {};
    }
    qsizetype position() const { return m_at; }
    void goBack(qsizetype position) { m_at = position; }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

//! name=value. Where it is none, the reader stays.
std::optional<std::pair<QString, QString>> parameter(Reader &reader)
{
    const qsizetype from = reader.position();
    const QByteArray name = reader.token();
    reader.skipBlanks();
    if (!name.isEmpty() && reader.take('=')) {
        reader.skipBlanks();
        if (const auto value = reader.value())
            return std::pair(QString::fromLatin1(name).toLower(), QString::fromUtf8(*value));
    }
    reader.goBack(from);
    return {};
}

} // namespace

std::vector<AuthChallenge> parseAuthChallenges(QByteArrayView value)
{
    std::vector<AuthChallenge> challenges;
    Reader reader(value.first(std::min(value.size(), ValueLimit)));
    while (challenges.size() < ChallengeLimit) {
        reader.skipListEnds();
        const QByteArray scheme = reader.token();
        if (scheme.isEmpty() || !reader.atGap())
            break;
        challenges.push_back({QString::fromLatin1(scheme).toLower(), {}});
        QHash<QString, QString> &parameters = challenges.back().parameters;
        reader.skipBlanks();
        auto next = parameter(reader);
        if (!next && !reader.skipToken68() && !reader.atGap())
            break;
        while (next && parameters.size() < ParameterLimit) {
            if (!parameters.contains(next->first)) // a second one is no way to replace the first
                parameters.insert(next->first, next->second);
            reader.skipBlanks();
            if (!reader.take(','))
                return challenges; // the end, or what cannot be read
            reader.skipListEnds();
            next = parameter(reader);
        }
    }
    return challenges;
}

std::optional<AuthChallenge> chooseChallenge(const transport::HttpHeaders &headers)
{
    std::optional<AuthChallenge> basic;
    for (const auto &[name, value] : headers) {
        if (name != "www-authenticate")
            continue;
        for (const AuthChallenge &challenge : parseAuthChallenges(value)) {
            if (challenge.scheme == "bearer"_L1 && !challenge.parameters.value(u"realm"_s).isEmpty())
                return challenge;
            if (challenge.scheme == "basic"_L1 && !basic)
                basic = challenge;
        }
    }
    return basic;
}

} // namespace fairlead::registry
