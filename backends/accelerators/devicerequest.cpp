// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicerequest.h"

#include "resourcenames.h"

#include <algorithm>

namespace fairlead::accelerators {

std::vector<DeviceRequest> deviceRequests(const kubernetes::Pod &pod, const QStringList &extra)
{
    std::vector<DeviceRequest> result;
    for (const auto &[name, amount] : pod.requests) {
        if (!amount.isZero() && isAcceleratorResource(name, extra))
            result.push_back({name, amount.value()});
    }
    return result;
}

bool requestsAccelerators(const kubernetes::Pod &pod, const QStringList &extra)
{
    return std::any_of(pod.requests.begin(), pod.requests.end(), [&extra](const auto &entry) {
        return !entry.second.isZero() && isAcceleratorResource(entry.first, extra);
    });
}

} // namespace fairlead::accelerators
