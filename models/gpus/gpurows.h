// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gpuavailability.h"

#include <QList>
#include <QStringList>

#include <vector>

namespace fairlead::models {

//! `fairleadctl gpus -o csv`: one row per node and device, with a heading. Failed contexts have a row with their error.
QList<QStringList> gpuRows(const std::vector<ClusterAnswer> &answers);

} // namespace fairlead::models
