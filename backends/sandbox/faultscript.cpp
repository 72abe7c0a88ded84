// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "faultscript.h"

namespace fairlead::sandbox {

using std::chrono::milliseconds;

namespace {

void add(FaultEffect &effect, const Fault &fault)
{
    switch (fault.what) {
    case Fault::What::Delay:
        effect.delay += fault.delay;
        break;
    case Fault::What::Cut:
        effect.cutAfter = fault.items;
        break;
    case Fault::What::CutMidFrame:
        effect.cutAfter = fault.items;
        effect.cutsMidFrame = true;
        break;
    case Fault::What::Gone:
        effect.goneAfter = fault.items;
        break;
    case Fault::What::TooManyRequests:
    case Fault::What::Unauthorized:
    case Fault::What::Forbidden:
        if (!effect.refusal)
            effect.refusal = fault;
        break;
    case Fault::What::NoBookmarks:
        effect.hasBookmarks = false;
        break;
    case Fault::What::NoWatchList:
        effect.hasWatchList = false;
        break;
    case Fault::What::NoProtobuf:
        effect.hasProtobuf = false;
        break;
    case Fault::What::RefuseConnections:
        break;
    }
}

} // namespace

FaultEffect FaultPlan::effectOn(const QByteArray &path, bool isWatch, milliseconds now)
{
    FaultEffect effect;
    const milliseconds time = onScript(now);
    for (std::size_t i = 0; i < m_script.faults.size(); ++i) {
        const Fault &fault = m_script.faults[i];
        if (!holds(fault, time) || !path.startsWith(fault.path) || fault.watches.value_or(isWatch) != isWatch)
            continue;
        const int hit = m_hits[i]++;
        if (hit >= fault.skip && (fault.times == 0 || hit < fault.skip + fault.times))
            add(effect, fault);
    }
    return effect;
}

bool FaultPlan::refusesConnections(milliseconds now) const
{
    const milliseconds time = onScript(now);
    for (const Fault &fault : m_script.faults) {
        if (fault.what == Fault::What::RefuseConnections && holds(fault, time))
            return true;
    }
    return false;
}

std::vector<Fault> FaultPlan::begun(milliseconds now)
{
    std::vector<Fault> result;
    const milliseconds from = onScript(m_last);
    const milliseconds to = onScript(now);
    const bool wraps = now - m_last >= m_script.repeatsEvery && m_script.repeatsEvery.count() > 0;
    for (const Fault &fault : m_script.faults) {
        const bool isForStreams =
            fault.what == Fault::What::Cut || fault.what == Fault::What::CutMidFrame || fault.what == Fault::What::Gone;
        if (!isForStreams || fault.lasts.count() == 0)
            continue;
        const bool isBetween =
            to >= from && !wraps ? fault.from > from && fault.from <= to : fault.from > from || fault.from <= to;
        if (isBetween)
            result.push_back(fault);
    }
    m_last = now;
    return result;
}

milliseconds FaultPlan::onScript(milliseconds now) const
{
    return m_script.repeatsEvery.count() > 0 ? now % m_script.repeatsEvery : now;
}

bool FaultPlan::holds(const Fault &fault, milliseconds time)
{
    return time >= fault.from && (fault.lasts.count() == 0 || time < fault.from + fault.lasts);
}

} // namespace fairlead::sandbox
