// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "tests/accelerators/builders.h"

//! Nodes as a session tells them, from literals.
namespace fairlead::tests {

//! \p held: what pods have requested of it; null: nobody may see pods.
inline accelerators::NodeRowPtr row(const kubernetes::Node &node, const Amounts *held = nullptr)
{
    accelerators::NodeUsage usage;
    if (held)
        usage.requested = amounts(*held);
    auto result = std::make_shared<accelerators::NodeRow>();
    result->availability = accelerators::nodeAvailability(shared(node), held ? &usage : nullptr, {});
    return result;
}

//! One of which nothing is held.
inline accelerators::NodeRowPtr emptyRow(const kubernetes::Node &node)
{
    const Amounts none;
    return row(node, &none);
}

//! With eight GPUs that GPU Feature Discovery has labelled.
inline kubernetes::Node gpuNode(const QString &name, const QString &product, const char *count = "8")
{
    return node(name, QStringLiteral("nvidia.com/gpu.product=") + product, {{"nvidia.com/gpu", count}});
}

} // namespace fairlead::tests
