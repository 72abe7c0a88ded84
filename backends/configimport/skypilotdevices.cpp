// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "skypilotdevices.h"

#include "backends/accelerators/resourcenames.h"
#include "skypilotmerge.h"

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using files::YamlMember;
using files::YamlValue;

//! \return whether \p config asks for it now.
bool takeDevice(const QString &resource, const SourceValue &amount, const QString &to, settings::RuntimeConfig &config,
                ImportNotes &notes)
{
    settings::GpuRequest &gpu = config.kubernetes.gpu;
    bool isNumber = false;
    const qint64 count = amount.text().trimmed().toLongLong(&isNumber);
    if (!accelerators::isAcceleratorResource(resource) || !isNumber || count <= 0)
        return false;
    if (gpu.count && gpu.resource != resource)
        return false;
    if (gpu.count && *gpu.count != count)
        notes.warn(amount, to + u".kubernetes.gpu.count"_s, u"request and limit differ: of devices both are one"_s);
    notes.changed(amount, to + u".kubernetes.gpu"_s, u"%1 × %2"_s.arg(gpu.count.value_or(count)).arg(resource),
                  gpu.count ? u"said once for request and limit"_s : u"a request for GPUs, whose taint is tolerated"_s);
    if (!gpu.count)
        gpu = {.resource = resource, .count = count};
    return true;
}

} // namespace

void takeDevicesOf(YamlValue &resources, const QString &path, const QString &to, settings::RuntimeConfig &config,
                   ImportNotes &notes)
{
    for (const QString &list : {u"limits"_s, u"requests"_s}) {
        YamlValue *amounts = find(resources, list);
        if (!amounts)
            continue;
        std::erase_if(amounts->members, [&](const YamlMember &amount) {
            const SourceValue from{&amount.value, u"%1.%2.%3"_s.arg(path, list, amount.key)};
            return takeDevice(amount.key, from, to, config, notes);
        });
    }
    std::erase_if(resources.members, [](const YamlMember &member) {
        return member.value.type == YamlValue::Type::Map && member.value.members.empty();
    });
}

} // namespace fairlead::configimport
