// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace fairlead::sandbox {

//! The same seed, the same numbers, on every machine and with every standard library (SplitMix64).
class Randomness
{
public:
    explicit Randomness(std::uint64_t seed)
        : m_state(seed)
    {
    }

    std::uint64_t next();
    //! From 0 to \p bound - 1.
    std::int64_t below(std::int64_t bound) { return std::int64_t(next() % std::uint64_t(bound)); }
    std::int64_t between(std::int64_t first, std::int64_t last) { return first + below(last - first + 1); }
    bool isOneIn(std::int64_t n) { return below(n) == 0; }
    template <class T>
    const T &oneOf(const std::vector<T> &list)
    {
        return list[std::size_t(below(std::int64_t(list.size())))];
    }

    QString uid();
    //! As the API server ends generated names: "x7k2p".
    QString suffix(int length = 5);

private:
    std::uint64_t m_state;
};

} // namespace fairlead::sandbox
