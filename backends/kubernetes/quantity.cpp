// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "quantity.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace fairlead::kubernetes {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr Wide nanosPerUnit = 1'000'000'000;
constexpr std::int64_t maxUnits = std::numeric_limits<std::int64_t>::max();
constexpr Wide maxNanos = static_cast<Wide>(maxUnits) * nanosPerUnit;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! The digits of a number without its point; reads zero outside of them, so that the point can be moved anywhere.
struct Digits
{
    std::string_view whole;
    std::string_view fraction;

    std::int64_t size() const { return static_cast<std::int64_t>(whole.size() + fraction.size()); }

    unsigned at(std::int64_t index) const
    {
        if (index < 0 || index >= size())
            return 0;
        const auto i = static_cast<std::size_t>(index);
        return static_cast<unsigned>((i < whole.size() ? whole[i] : fraction[i - whole.size()]) - '0');
    }

    bool areAllZero() const
    {
        const auto isZero = [](char c) { return c == '0'; };
        return std::all_of(whole.begin(), whole.end(), isZero) && std::all_of(fraction.begin(), fraction.end(), isZero);
    }
};

struct Suffix
{
    std::int64_t decimalExponent = 0;
    int binaryExponent = 0;
};

std::optional<Suffix> parseExponent(std::string_view text)
{
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (!text.empty() && text.front() == '-')
            return {};
    }
    std::int64_t exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return Suffix{exponent, 0};
}

std::optional<Suffix> parseSuffix(std::string_view text)
{
    if (text.empty())
        return Suffix{};
    constexpr std::string_view letters = "numkMGTPE";
    constexpr std::int64_t exponents[] = {-9, -6, -3, 3, 6, 9, 12, 15, 18};
    if (text.size() == 1) {
        const auto index = letters.find(text.front());
        if (index == std::string_view::npos)
            return {};
        return Suffix{exponents[index], 0};
    }
    constexpr std::string_view binaryLetters = "KMGTPE";
    if (text.size() == 2 && text[1] == 'i') {
        const auto index = binaryLetters.find(text[0]);
        if (index == std::string_view::npos)
            return {};
        return Suffix{0, 10 * (static_cast<int>(index) + 1)};
    }
    if (text.front() == 'e' || text.front() == 'E')
        return parseExponent(text.substr(1));
    return {};
}

//! \return \p digits, read with the point before index \p point, times \p nanosPerOne; a remainder counts as one.
Wide scaledUp(const Digits &digits, std::int64_t point, Wide nanosPerOne)
{
    Wide whole = 0;
    for (std::int64_t i = 0; i < point; ++i) {
        whole = whole * 10 + digits.at(i);
        if (whole * nanosPerOne > maxNanos)
            return maxNanos;
    }
    // From the right: what was carried is less than one part of the next digit to the left.
    Wide part = 0;
    bool isInexact = false;
    for (std::int64_t i = digits.size() - 1; i >= point; --i) {
        const Wide sum = digits.at(i) * nanosPerOne + part;
        part = sum / 10;
        isInexact = isInexact || sum % 10 != 0;
    }
    return std::min(whole * nanosPerOne + part + (isInexact ? 1 : 0), maxNanos);
}

Wide magnitude(const Digits &digits, const Suffix &suffix)
{
    if (digits.areAllZero())
        return 0;
    if (suffix.binaryExponent != 0)
        return scaledUp(digits, static_cast<std::int64_t>(digits.whole.size()),
                        (Wide(1) << suffix.binaryExponent) * nanosPerUnit);
    // 32 more digits than the limit has, or 32 fewer than a nano needs, decide without moving the point that far.
    const std::int64_t margin = digits.size() + 32;
    const std::int64_t shift = std::clamp(suffix.decimalExponent, -margin, margin);
    return scaledUp(digits, static_cast<std::int64_t>(digits.whole.size()) + shift, nanosPerUnit);
}

//! Nanos of one of what \p suffix counts in; 0 where it is none of the usual ones.
Wide nanosOf(std::string_view suffix)
{
    if (suffix.empty())
        return nanosPerUnit;
    if (suffix.size() == 1) {
        switch (suffix[0]) {
        case 'm':
            return nanosPerUnit / 1'000;
        case 'k':
            return nanosPerUnit * 1'000;
        case 'M':
            return nanosPerUnit * 1'000'000;
        case 'G':
            return nanosPerUnit * 1'000'000'000;
        }
    } else if (suffix.size() == 2 && suffix[1] == 'i') {
        switch (suffix[0]) {
        case 'K':
            return nanosPerUnit << 10;
        case 'M':
            return nanosPerUnit << 20;
        case 'G':
            return nanosPerUnit << 30;
        case 'T':
            return nanosPerUnit << 40;
        }
    }
    return 0;
}

//! Nearly all that there is: a few digits and a usual suffix. \return nothing for whatever else, right or wrong.
std::optional<Wide> parseUsual(std::string_view text)
{
    constexpr std::size_t few = 15; // times 2^40 units they stay within 127 bits
    std::uint64_t digits = 0;
    std::size_t at = 0;
    for (; at < text.size() && at < few && isDigit(text[at]); ++at)
        digits = digits * 10 + std::uint64_t(text[at] - '0');
    const Wide one = at == 0 ? 0 : nanosOf(text.substr(at));
    if (one == 0)
        return {};
    return std::min(digits * one, maxNanos);
}

std::int64_t dividedUp(Quantity::Nanos nanos, std::int64_t divisor)
{
    Quantity::Nanos result = nanos / divisor;
    if (nanos % divisor != 0)
        result += nanos < 0 ? -1 : 1;
    return static_cast<std::int64_t>(std::clamp<Quantity::Nanos>(result, std::numeric_limits<std::int64_t>::min(),
                                                                 std::numeric_limits<std::int64_t>::max()));
}

} // namespace

std::optional<Quantity> Quantity::parse(std::string_view text)
{
    if (const auto nanos = parseUsual(text))
        return Quantity(static_cast<Nanos>(*nanos));
    const bool isNegative = !text.empty() && text.front() == '-';
    if (isNegative || (!text.empty() && text.front() == '+'))
        text.remove_prefix(1);

    const auto takeDigits = [&text] {
        const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
        const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        text.remove_prefix(taken.size());
        return taken;
    };
    Digits digits;
    digits.whole = takeDigits();
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        digits.fraction = takeDigits();
    }
    if (digits.size() == 0)
        return {};
    const auto suffix = parseSuffix(text);
    if (!suffix)
        return {};
    const auto nanos = static_cast<Nanos>(magnitude(digits, *suffix));
    return Quantity(isNegative ? -nanos : nanos);
}

std::int64_t Quantity::value() const
{
    return dividedUp(m_nanos, 1'000'000'000);
}

std::int64_t Quantity::milliValue() const
{
    return dividedUp(m_nanos, 1'000'000);
}

} // namespace fairlead::kubernetes
