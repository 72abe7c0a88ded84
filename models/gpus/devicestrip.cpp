// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicestrip.h"

#include "holdercolours.h"
#include "models/formats.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using State = DeviceRun::State;

std::int64_t amountOf(const kubernetes::Pod &pod, const QString &resource)
{
    return pod.requests.value(resource).value();
}

void append(std::vector<DeviceRun> &runs, const DeviceRun &run)
{
    if (run.count <= 0)
        return;
    if (!runs.empty() && runs.back().state == run.state && runs.back().holder == run.holder &&
        runs.back().pod == run.pod)
        runs.back().count += run.count;
    else
        runs.push_back(run);
}

//! How many slices one card is cut into; 0 when nothing says it. Of MIG profiles that are mixed the count per card may
//! come to 1, which is no card yet.
std::int64_t slicesPerCard(const accelerators::NodeRow &row, const accelerators::NodeDevices &devices)
{
    switch (devices.product.kind) {
    case accelerators::Kind::Shared:
        return devices.sharedBy > 1 ? devices.sharedBy : 0;
    case accelerators::Kind::Mig: {
        const auto cards = row.availability.node->label(u"nvidia.com/gpu.count").toLongLong();
        return cards > 0 && devices.capacity % cards == 0 && devices.capacity > cards ? devices.capacity / cards : 0;
    }
    case accelerators::Kind::Vgpu:
    case accelerators::Kind::Partition:
        return 0;
    case accelerators::Kind::Device:
    case accelerators::Kind::Tpu:
        break;
    }
    return 1;
}

QString stateText(State state, std::int64_t count)
{
    const QString number = numberText(count);
    switch (state) {
    case State::Held:
        return QCoreApplication::translate("DeviceStrip", "%1 held").arg(number);
    case State::Releasing:
        return QCoreApplication::translate("DeviceStrip", "%1 releasing").arg(number);
    case State::Free:
        return QCoreApplication::translate("DeviceStrip", "%1 free").arg(number);
    case State::Unusable:
        return QCoreApplication::translate("DeviceStrip", "%1 unusable").arg(number);
    case State::Unhealthy:
        return QCoreApplication::translate("DeviceStrip", "%1 unhealthy").arg(number);
    case State::Unknown:
        return QCoreApplication::translate("DeviceStrip", "%1 unknown").arg(number);
    }
    return {};
}

} // namespace

std::int64_t DeviceStrip::count() const
{
    return std::accumulate(runs.begin(), runs.end(), std::int64_t(0),
                           [](std::int64_t sum, const DeviceRun &run) { return sum + run.count; });
}

DeviceStrip deviceStrip(const accelerators::NodeRow &row, const accelerators::NodeDevices &devices,
                        HolderColours &colours)
{
    DeviceStrip strip{.slicesPerCard = slicesPerCard(row, devices)};
    if (!devices.requested) {
        append(strip.runs, {State::Unknown, -1, devices.allocatable});
        append(strip.runs, {State::Unhealthy, -1, devices.unhealthy});
        return strip;
    }
    std::vector<DeviceRun> releasing;
    std::int64_t named = 0;
    for (std::size_t i = 0; i < row.holders.size(); ++i) {
        const kubernetes::PodPtr &pod = row.holders[i];
        const std::int64_t count = amountOf(*pod, devices.product.resource);
        if (count <= 0)
            continue;
        named += count;
        const int holder = colours.indexOf(pod->namespaceName);
        if (pod->isTerminating)
            append(releasing, {State::Releasing, holder, count, int(i)});
        else
            append(strip.runs, {State::Held, holder, count, int(i)});
    }
    append(strip.runs, {State::Held, -1, *devices.requested - named});
    for (const DeviceRun &run : releasing)
        append(strip.runs, run);
    append(strip.runs, {row.availability.isSchedulable ? State::Free : State::Unusable, -1, devices.free.value_or(0)});
    append(strip.runs, {State::Unhealthy, -1, devices.unhealthy});
    return strip;
}

QString stripText(const DeviceStrip &strip)
{
    std::array<std::int64_t, std::size_t(State::Unknown) + 1> counts{};
    for (const DeviceRun &run : strip.runs)
        counts[std::size_t(run.state)] += run.count;
    QStringList parts;
    for (std::size_t state = 0; state < counts.size(); ++state) {
        if (counts[state] > 0)
            parts += stateText(State(state), counts[state]);
    }
    return parts.join(", "_L1);
}

} // namespace fairlead::models
