// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gpuavailability.h"

#include <QByteArray>

#include <vector>

//! \p answers as files: byte for byte what `fairleadctl gpus` prints of them.
namespace fairlead::models {

//! `fairleadctl gpus -o json`.
QByteArray gpusAsJson(const std::vector<ClusterAnswer> &answers, const QDateTime &takenAt,
                      const accelerators::Options &options);
//! `fairleadctl gpus -o csv`.
QByteArray gpusAsCsv(const std::vector<ClusterAnswer> &answers);

} // namespace fairlead::models
