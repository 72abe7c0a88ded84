// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "uidkey.h"

#include <QtEndian>

#include <array>
#include <cstdint>

namespace fairlead::kubernetes {

namespace {

constexpr std::uint8_t NoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> makeDigits()
{
    std::array<std::uint8_t, 256> digits{};
    digits.fill(NoDigit);
    for (std::uint8_t i = 0; i < 10; ++i)
        digits[std::size_t('0' + i)] = i;
    for (std::uint8_t i = 0; i < 6; ++i)
        digits[std::size_t('a' + i)] = digits[std::size_t('A' + i)] = std::uint8_t(10 + i);
    return digits;
}

constexpr std::array<std::uint8_t, 256> Digits = makeDigits();

//! \return null for what is no UUID. QUuid::fromString() takes five times as long.
QUuid parseUuid(std::string_view text)
{
    constexpr std::size_t textSize = 36;
    constexpr std::array<std::size_t, 16> places{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
    if (text.size() != textSize || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return {};
    std::array<std::uint8_t, 16> bytes;
    unsigned all = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const unsigned high = Digits[std::uint8_t(text[places[i]])];
        const unsigned low = Digits[std::uint8_t(text[places[i] + 1])];
        all |= high | low;
        bytes[i] = std::uint8_t(high << 4 | low);
    }
    if (all > 0xf)
        return {};
    return {qFromBigEndian<quint32>(&bytes[0]),
            qFromBigEndian<quint16>(&bytes[4]),
            qFromBigEndian<quint16>(&bytes[6]),
            bytes[8],
            bytes[9],
            bytes[10],
            bytes[11],
            bytes[12],
            bytes[13],
            bytes[14],
            bytes[15]};
}

} // namespace

QUuid uidKey(std::string_view utf8)
{
    const QUuid key = parseUuid(utf8);
    return key.isNull() ? QUuid::createUuidV5(QUuid(), QString::fromUtf8(utf8.data(), qsizetype(utf8.size()))) : key;
}

QUuid uidKey(const QString &uid)
{
    const QByteArray utf8 = uid.toUtf8();
    return uidKey(std::string_view(utf8.constData(), std::size_t(utf8.size())));
}

} // namespace fairlead::kubernetes
