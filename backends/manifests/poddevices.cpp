// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "poddevices.h"

#include "backends/accelerators/resourcenames.h"
#include "backends/accelerators/taints.h"
#include "backends/kubernetes/quantity.h"
#include "podtemplate.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

kubernetes::Quantity quantityOf(const QJsonValue &quantity)
{
    const QString text = quantity.toVariant().toString();
    return kubernetes::Quantity::parse(text.toStdString()).value_or(kubernetes::Quantity());
}

//! Extended resources that \p container asks for and that are devices.
QStringList devicesOf(const QJsonObject &container, const QString &resource)
{
    QStringList names;
    const QJsonObject resources = container.value("resources"_L1).toObject();
    for (const QJsonValue &part : {resources.value("limits"_L1), resources.value("requests"_L1)}) {
        const QJsonObject amounts = part.toObject();
        for (auto amount = amounts.begin(); amount != amounts.end(); ++amount) {
            const bool isDevice = amount.key() == resource || accelerators::isAcceleratorResource(amount.key());
            if (isDevice && !quantityOf(*amount).isZero() && !names.contains(amount.key()))
                names += amount.key();
        }
    }
    return names;
}

void tolerate(QJsonObject &spec, const QStringList &keys)
{
    QJsonArray tolerations = spec.value("tolerations"_L1).toArray();
    QSet<QString> own;
    for (const QJsonValue &each : std::as_const(tolerations)) {
        const QString key = each["key"_L1].toString();
        if (key.isEmpty() && each["operator"_L1] == "Exists"_L1 && each["effect"_L1].toString().isEmpty())
            return; // of every taint
        own.insert(key);
    }
    for (const QString &key : keys) {
        if (own.contains(key))
            continue;
        own.insert(key);
        tolerations.append(QJsonObject{{u"key"_s, key}, {u"operator"_s, u"Exists"_s}});
    }
    if (!tolerations.isEmpty())
        spec.insert(u"tolerations"_s, tolerations);
}

void hideDevices(QJsonObject &container)
{
    QJsonArray env = container.value("env"_L1).toArray();
    for (const QJsonValue &each : std::as_const(env)) {
        if (each["name"_L1] == "NVIDIA_VISIBLE_DEVICES"_L1)
            return;
    }
    env.append(QJsonObject{{u"name"_s, u"NVIDIA_VISIBLE_DEVICES"_s}, {u"value"_s, u"void"_s}});
    container.insert(u"env"_s, env);
}

//! By a claim of dynamic resource allocation, which may be of anything.
bool hasClaims(const QJsonObject &container)
{
    return !container.value("resources"_L1)["claims"_L1].toArray().isEmpty();
}

QJsonObject mainContainer(const QJsonObject &podTemplate)
{
    for (const QJsonValue &container : podTemplate.value("spec"_L1)["containers"_L1].toArray()) {
        if (container["name"_L1] == QLatin1StringView(MainContainer))
            return container.toObject();
    }
    return {};
}

} // namespace

std::optional<qint64> askedDevices(const QJsonObject &podTemplate, const QString &resource)
{
    const QJsonObject container = mainContainer(podTemplate);
    if (hasClaims(container))
        return {};
    const QJsonObject resources = container.value("resources"_L1).toObject();
    kubernetes::Quantity count;
    for (const QString &device : devicesOf(container, resource)) {
        const QJsonValue limit = resources.value("limits"_L1)[device];
        count += quantityOf(limit.isUndefined() ? resources.value("requests"_L1)[device] : limit);
    }
    return count.value();
}

QJsonObject withDeviceNeeds(QJsonObject podTemplate, const QString &resource)
{
    QJsonObject spec = podTemplate.value("spec"_L1).toObject();
    QStringList taints;
    for (const QLatin1StringView list : {"initContainers"_L1, "containers"_L1}) {
        const QJsonArray containers = spec.value(list).toArray();
        for (const QJsonValue &container : containers) {
            for (const QString &device : devicesOf(container.toObject(), resource))
                taints += accelerators::acceleratorTaintKeys(device);
        }
    }
    tolerate(spec, taints);
    QJsonArray containers = spec.value("containers"_L1).toArray();
    for (qsizetype i = 0; i < containers.size(); ++i) {
        QJsonObject container = containers[i].toObject();
        const bool isMain = container.value("name"_L1) == QLatin1StringView(MainContainer);
        if (!isMain || hasClaims(container) || !devicesOf(container, resource).isEmpty())
            continue;
        hideDevices(container);
        containers[i] = container;
    }
    spec.insert(u"containers"_s, containers);
    podTemplate.insert(u"spec"_s, spec);
    return podTemplate;
}

} // namespace fairlead::manifests
