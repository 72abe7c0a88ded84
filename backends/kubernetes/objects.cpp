// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objects.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

auto findLabel(const Node &node, QStringView key)
{
    const auto before = [](const auto &entry, QStringView wanted) { return QStringView(entry.first) < wanted; };
    const auto it = std::lower_bound(node.labels.begin(), node.labels.end(), key, before);
    return it != node.labels.end() && it->first == key ? it : node.labels.end();
}

} // namespace

QString Node::label(QStringView key) const
{
    const auto it = findLabel(*this, key);
    return it == labels.end() ? QString() : it->second;
}

bool Node::isReady() const
{
    return std::any_of(conditions.begin(), conditions.end(),
                       [](const Condition &c) { return c.type == "Ready"_L1 && c.status == "True"_L1; });
}

QString toString(PodPhase phase)
{
    switch (phase) {
    case PodPhase::Unknown:
        return u"Unknown"_s;
    case PodPhase::Pending:
        return u"Pending"_s;
    case PodPhase::Running:
        return u"Running"_s;
    case PodPhase::Succeeded:
        return u"Succeeded"_s;
    case PodPhase::Failed:
        return u"Failed"_s;
    }
    return {};
}

PodPhase podPhaseFromString(std::string_view text)
{
    if (text == "Running")
        return PodPhase::Running;
    if (text == "Pending")
        return PodPhase::Pending;
    if (text == "Succeeded")
        return PodPhase::Succeeded;
    if (text == "Failed")
        return PodPhase::Failed;
    return PodPhase::Unknown;
}

} // namespace fairlead::kubernetes
