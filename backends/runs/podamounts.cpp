// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podamounts.h"

#include "nodefit.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using kubernetes::Quantity;

//! Containers that ask for what their limits are.
QJsonArray askingForLimits(const QJsonArray &containers)
{
    QJsonArray result;
    for (const QJsonValue each : containers) {
        QJsonObject container = each.toObject();
        const QJsonValue limits = container.value("resources"_L1)["limits"_L1];
        container.insert(u"resources"_s, QJsonObject{{u"requests"_s, limits}});
        result.append(container);
    }
    return result;
}

kubernetes::ResourceList requestsOf(const QJsonObject &spec)
{
    return podDemand({{u"spec"_s, spec}}).requests;
}

kubernetes::ResourceList limitsOf(QJsonObject spec)
{
    for (const QString &key : {u"containers"_s, u"initContainers"_s}) {
        if (spec.contains(key))
            spec.insert(key, askingForLimits(spec.value(key).toArray()));
    }
    return requestsOf(spec);
}

class References
{
public:
    void add(const QString &kind, const QJsonValue &name, const QJsonValue &optional, const QString &key = {})
    {
        if (name.toString().isEmpty() || optional.toBool())
            return;
        PodReference &entry = find(kind, name.toString());
        if (!key.isEmpty() && !entry.keys.contains(key))
            entry.keys += key;
    }
    PodReference &find(const QString &kind, const QString &name)
    {
        const auto known = std::find_if(
            all.begin(), all.end(), [&](const PodReference &each) { return each.kind == kind && each.name == name; });
        return known == all.end() ? all.emplace_back(PodReference{.kind = kind, .name = name}) : *known;
    }

    std::vector<PodReference> all;
};

void addVolume(References &references, const QJsonObject &volume)
{
    const QJsonValue secret = volume.value("secret"_L1);
    const QJsonValue map = volume.value("configMap"_L1);
    references.add(u"PersistentVolumeClaim"_s, volume.value("persistentVolumeClaim"_L1)["claimName"_L1], {});
    references.add(u"Secret"_s, secret["secretName"_L1], secret["optional"_L1]);
    references.add(u"ConfigMap"_s, map["name"_L1], map["optional"_L1]);
    for (const QJsonValue source : volume.value("projected"_L1)["sources"_L1].toArray()) {
        references.add(u"Secret"_s, source["secret"_L1]["name"_L1], source["secret"_L1]["optional"_L1]);
        references.add(u"ConfigMap"_s, source["configMap"_L1]["name"_L1], source["configMap"_L1]["optional"_L1]);
    }
}

void addEnvironment(References &references, const QJsonObject &container)
{
    for (const QJsonValue each : container.value("env"_L1).toArray()) {
        const QJsonValue from = each["valueFrom"_L1];
        const QJsonValue secret = from["secretKeyRef"_L1];
        const QJsonValue map = from["configMapKeyRef"_L1];
        references.add(u"Secret"_s, secret["name"_L1], secret["optional"_L1], secret["key"_L1].toString());
        references.add(u"ConfigMap"_s, map["name"_L1], map["optional"_L1], map["key"_L1].toString());
    }
    for (const QJsonValue each : container.value("envFrom"_L1).toArray()) {
        references.add(u"Secret"_s, each["secretRef"_L1]["name"_L1], each["secretRef"_L1]["optional"_L1]);
        references.add(u"ConfigMap"_s, each["configMapRef"_L1]["name"_L1], each["configMapRef"_L1]["optional"_L1]);
    }
}

QJsonArray allContainers(const QJsonObject &spec)
{
    QJsonArray all = spec.value("initContainers"_L1).toArray();
    for (const QJsonValue each : spec.value("containers"_L1).toArray())
        all.append(each);
    return all;
}

} // namespace

PodAmounts podAmounts(const QJsonObject &podSpec)
{
    return {.requests = requestsOf(podSpec),
            .limits = limitsOf(podSpec),
            .priorityClass = podSpec.value("priorityClassName"_L1).toString(),
            .hasDeadline = podSpec.contains("activeDeadlineSeconds"_L1)};
}

QString quantityText(const QString &resource, Quantity amount)
{
    if (amount.milliValue() % 1'000 != 0)
        return u"%1m"_s.arg(amount.milliValue());
    std::int64_t value = amount.value();
    const bool isOfBytes =
        resource.endsWith("memory"_L1) || resource.endsWith("storage"_L1) || resource.contains("hugepages-"_L1);
    static constexpr std::array Suffixes{"", "Ki", "Mi", "Gi", "Ti"};
    std::size_t suffix = 0;
    for (; isOfBytes && value != 0 && value % 1'024 == 0 && suffix + 1 < Suffixes.size(); ++suffix)
        value /= 1'024;
    return QString::number(value) + QLatin1StringView(Suffixes[suffix]);
}

std::vector<PodReference> podReferences(const QJsonObject &podSpec)
{
    References references;
    for (const QJsonValue volume : podSpec.value("volumes"_L1).toArray())
        addVolume(references, volume.toObject());
    for (const QJsonValue container : allContainers(podSpec))
        addEnvironment(references, container.toObject());
    for (const QJsonValue secret : podSpec.value("imagePullSecrets"_L1).toArray()) {
        if (!secret["name"_L1].toString().isEmpty())
            references.find(u"Secret"_s, secret["name"_L1].toString()).isForPulling = true;
    }
    return references.all;
}

QStringList podImages(const QJsonObject &podSpec)
{
    QStringList images;
    for (const QJsonValue container : allContainers(podSpec)) {
        const QString image = container["image"_L1].toString();
        if (!images.contains(image))
            images += image;
    }
    return images;
}

} // namespace fairlead::runs
