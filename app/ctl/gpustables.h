// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/gpuavailability.h"
#include "options.h"

#include <QString>

namespace fairlead::ctl {

//! The answers as tables for people: totals, products per cluster, nodes, and holders and waiting Pods where asked for.
QString gpuTables(const std::vector<models::ClusterAnswer> &answers, const Options &options,
                  const accelerators::Options &acceleratorOptions);

} // namespace fairlead::ctl
