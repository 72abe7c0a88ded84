// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace fairlead::accelerators {

//! A Pod's accelerators on a Node (holder) or wanted (waiting): one entry per resource.
struct DeviceRequest
{
    QString resource;
    std::int64_t count = 0;

    bool operator==(const DeviceRequest &) const = default;
};

//! Sorted by resource; requests of zero are left out.
std::vector<DeviceRequest> deviceRequests(const kubernetes::Pod &pod, const QStringList &extra = {});

//! True when the Pod requests at least one accelerator.
bool requestsAccelerators(const kubernetes::Pod &pod, const QStringList &extra = {});

} // namespace fairlead::accelerators
