// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace fairlead::kubernetes {

//! An amount of a resource, exact to a billionth, as the Kubernetes API writes it: "250m", "1Gi", "129e6".
//! Decimal suffixes (n u m k M G T P E) and exponents are powers of ten, binary ones (Ki ... Ei) powers of 1024.
//! Source: k8s.io/apimachinery/pkg/api/resource, type Quantity. Finer than a nano is rounded up (away from zero), as
//! there.
class Quantity
{
public:
    __extension__ using Nanos = __int128;

    constexpr Quantity() = default;

    static constexpr Quantity fromUnits(std::int64_t units)
    {
        return Quantity(static_cast<Nanos>(units) * 1'000'000'000);
    }
    static constexpr Quantity fromMilli(std::int64_t milli) { return Quantity(static_cast<Nanos>(milli) * 1'000'000); }

    //! \return nothing when \p text is not in the grammar; amounts beyond the API's own limit (2^63 - 1 units) are
    //! capped.
    static std::optional<Quantity> parse(std::string_view text);

    //! Whole units, rounded up (away from zero), capped to the range of the type (Quantity.Value() in Go).
    std::int64_t value() const;
    //! Thousandths, rounded up (away from zero), capped to the range of the type (Quantity.MilliValue() in Go).
    std::int64_t milliValue() const;

    constexpr bool isZero() const { return m_nanos == 0; }
    constexpr std::uint64_t hash() const { return std::uint64_t(m_nanos) ^ std::uint64_t(m_nanos >> 64); }

    constexpr Quantity operator+(Quantity other) const { return Quantity(m_nanos + other.m_nanos); }
    constexpr Quantity operator-(Quantity other) const { return Quantity(m_nanos - other.m_nanos); }
    constexpr Quantity &operator+=(Quantity other)
    {
        m_nanos += other.m_nanos;
        return *this;
    }
    constexpr Quantity &operator-=(Quantity other)
    {
        m_nanos -= other.m_nanos;
        return *this;
    }
    constexpr auto operator<=>(const Quantity &) const = default;

private:
    constexpr explicit Quantity(Nanos nanos)
        : m_nanos(nanos)
    {
    }

    Nanos m_nanos = 0;
};

} // namespace fairlead::kubernetes
