// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuexport.h"

#include "gpurows.h"
#include "models/documentformats.h"

#include <nlohmann/json.hpp>

namespace fairlead::models {

QByteArray gpusAsJson(const std::vector<ClusterAnswer> &answers, const QDateTime &takenAt,
                      const accelerators::Options &options)
{
    return formatJson(gpuAvailabilityDocument(answers, takenAt, options)).toUtf8();
}

QByteArray gpusAsCsv(const std::vector<ClusterAnswer> &answers)
{
    return formatCsv(gpuRows(answers)).toUtf8();
}

} // namespace fairlead::models
