// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

//! Objects from literals: labels as "key=value key=value", amounts as {"nvidia.com/gpu", "8"}.
namespace fairlead::tests {

using Amounts = std::initializer_list<std::pair<const char *, const char *>>;

inline kubernetes::ResourceList amounts(Amounts entries)
{
    kubernetes::ResourceList result;
    for (const auto &[name, text] : entries)
        result.set(QString::fromLatin1(name), kubernetes::Quantity::parse(text).value());
    return result;
}

inline std::vector<std::pair<QString, QString>> labels(const QString &text)
{
    std::vector<std::pair<QString, QString>> result;
    for (const QString &entry : text.split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype equals = entry.indexOf(u'=');
        result.emplace_back(entry.first(equals), entry.sliced(equals + 1));
    }
    std::sort(result.begin(), result.end());
    return result;
}

//! Ready, 64 cores, 512 GiB, 110 pods.
inline kubernetes::Node node(const QString &name, const QString &labelText, Amounts devices)
{
    kubernetes::Node result;
    result.name = name;
    result.uid = QStringLiteral("uid-") + name;
    result.labels = labels(labelText);
    result.capacity = amounts({{"cpu", "64"}, {"memory", "512Gi"}, {"pods", "110"}});
    result.capacity.add(amounts(devices));
    result.allocatable = result.capacity;
    result.conditions = {{QStringLiteral("Ready"), QStringLiteral("True"), QStringLiteral("KubeletReady"), {}, 0}};
    return result;
}

inline kubernetes::NodePtr shared(kubernetes::Node node)
{
    return std::make_shared<const kubernetes::Node>(std::move(node));
}

inline kubernetes::Pod pod(const QString &name, const QString &nodeName, Amounts requests)
{
    kubernetes::Pod result;
    result.namespaceName = QStringLiteral("team");
    result.name = name;
    result.uid = QStringLiteral("uid-") + name;
    result.nodeName = nodeName;
    result.phase = nodeName.isEmpty() ? kubernetes::PodPhase::Pending : kubernetes::PodPhase::Running;
    result.requests = amounts(requests);
    return result;
}

} // namespace fairlead::tests
