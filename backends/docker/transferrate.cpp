// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "transferrate.h"

#include <algorithm>

namespace fairlead::docker {

namespace {

constexpr std::int64_t WindowMs = 5'000;
constexpr std::int64_t SlotMs = 250;

} // namespace

void TransferRate::add(std::int64_t bytes, std::int64_t nowMs)
{
    if (!m_samples.empty() && (bytes < m_samples.back().bytes || nowMs < m_samples.back().ms))
        m_samples.clear(); // or the clock was set
    const std::size_t count = m_samples.size();
    if (count >= 2 && nowMs - m_samples[count - 2].ms < SlotMs)
        m_samples.back() = {nowMs, bytes};
    else
        m_samples.push_back({nowMs, bytes});
    while (m_samples.front().ms < nowMs - WindowMs)
        m_samples.pop_front();
}

double TransferRate::bytesPerSecond(std::int64_t nowMs) const
{
    const auto first = std::find_if(m_samples.begin(), m_samples.end(),
                                    [nowMs](const Sample &sample) { return sample.ms >= nowMs - WindowMs; });
    if (first == m_samples.end() || nowMs - first->ms < SlotMs)
        return 0;
    return double(m_samples.back().bytes - first->bytes) * 1'000 / double(nowMs - first->ms);
}

} // namespace fairlead::docker
