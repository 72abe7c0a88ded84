// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/runs/runentry.h"

namespace fairlead::tests {

//! Begun by a program that is gone, unless \p owner says otherwise.
inline models::RunEntry runEntry(const QString &id, runs::RunPhase phase = runs::RunPhase::Running,
                                 const processes::ProcessMark &owner = {})
{
    models::RunEntry entry;
    entry.record = {.runId = id,
                    .name = QStringLiteral("train-") + id,
                    .configId = QStringLiteral("c"),
                    .configName = QStringLiteral("gpu"),
                    .user = QStringLiteral("anna"),
                    .image = QStringLiteral("busybox:1"),
                    .command = {QStringLiteral("nvidia-smi"), QStringLiteral("-L")},
                    .nodes = 2,
                    .phase = phase,
                    .owner = owner};
    entry.record.attempts.push_back({.contextId = QStringLiteral("east"),
                                     .place = QStringLiteral("gpu-east"),
                                     .namespaceName = QStringLiteral("ml"),
                                     .begun = 1'000,
                                     .isThere = true});
    return entry;
}

} // namespace fairlead::tests
