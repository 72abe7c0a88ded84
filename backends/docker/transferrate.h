// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>

namespace fairlead::docker {

//! Bytes per second over the last five seconds of what is transferred. Times are milliseconds from any origin.
class TransferRate
{
public:
    //! \p bytes: in all, so far. Fewer than before: it began anew.
    void add(std::int64_t bytes, std::int64_t nowMs);
    //! 0 where less than a quarter of a second, or nothing for five, was seen.
    double bytesPerSecond(std::int64_t nowMs) const;
    void clear() { m_samples.clear(); }

private:
    struct Sample
    {
        std::int64_t ms;
        std::int64_t bytes;
    };

    std::deque<Sample> m_samples; //!< one for each quarter of a second at most, the last one besides
};

} // namespace fairlead::docker
