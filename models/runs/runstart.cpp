// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runstart.h"

#include "backends/runs/devicenames.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

using accelerators::Kind;

QString askFor(const accelerators::Product &product)
{
    runs::GpuAsk ask;
    if (product.kind == Kind::Mig) {
        ask.kind = u"mig"_s;
        ask.profile = product.profile;
    } else if (product.kind == Kind::Device && product.memoryMiB) { // else its name may be anything
        ask.names = {runs::productName(product)};
    }
    const auto known = runs::parseGpuAsk(ask.text());
    return known && *known == ask ? ask.text() : u"1"_s;
}

runs::RunForm runOn(const QString &contextName, const accelerators::NodeAvailability &node)
{
    runs::RunForm form{.targets = {contextName}};
    for (const accelerators::NodeDevices &devices : node.devices) {
        if (form.gpus.isEmpty() && devices.allocatable > 0)
            form.gpus = askFor(devices.product);
    }
    return form;
}

} // namespace fairlead::models
