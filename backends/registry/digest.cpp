// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "digest.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qsizetype LengthLimit = 1024; // nobody's algorithm has more

std::optional<QCryptographicHash::Algorithm> hashOf(QStringView algorithm)
{
    if (algorithm == "sha256"_L1)
        return QCryptographicHash::Sha256;
    if (algorithm == "sha384"_L1)
        return QCryptographicHash::Sha384;
    if (algorithm == "sha512"_L1)
        return QCryptographicHash::Sha512;
    return {};
}

bool isLowerHexadecimal(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
}

} // namespace

tl::expected<Digest, DigestError> Digest::parse(QStringView text)
{
    static const QRegularExpression grammar(
        QRegularExpression::anchoredPattern(u"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+"_s));
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0 || colon + 1 == text.size() || text.size() > LengthLimit)
        return tl::unexpected(DigestError::InvalidFormat);
    const QStringView algorithm = text.first(colon);
    const QStringView encoded = text.sliced(colon + 1);
    const auto hash = hashOf(algorithm);
    if (!hash) {
        const bool isWellFormed = grammar.match(text.toString()).hasMatch();
        return tl::unexpected(isWellFormed ? DigestError::Unsupported : DigestError::InvalidFormat);
    }
    if (encoded.size() != 2 * QCryptographicHash::hashLength(*hash))
        return tl::unexpected(DigestError::InvalidLength);
    if (!std::all_of(encoded.begin(), encoded.end(), isLowerHexadecimal))
        return tl::unexpected(DigestError::InvalidFormat);
    return Digest{algorithm.toString(), encoded.toString()};
}

Digest Digest::of(QByteArrayView bytes, const QString &algorithm)
{
    const auto hash = hashOf(algorithm);
    Q_ASSERT(hash);
    const QByteArray raw = QByteArray::fromRawData(bytes.data(), bytes.size());
    return {algorithm, QString::fromLatin1(QCryptographicHash::hash(raw, *hash).toHex())};
}

QString toString(DigestError error)
{
    switch (error) {
    case DigestError::InvalidFormat:
        return u"is no digest"_s;
    case DigestError::InvalidLength:
        return u"is a digest of the wrong length"_s;
    case DigestError::Unsupported:
        return u"is a digest of an algorithm that is not supported"_s;
    }
    return {};
}

} // namespace fairlead::registry
