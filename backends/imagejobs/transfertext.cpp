// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "transfertext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

JobProgress transferProgress(const docker::TransferProgress::Totals &totals)
{
    JobProgress progress{.detail = u"%1 of %2 layers"_s.arg(totals.endedLayers).arg(totals.layers), .fraction = {}};
    if (totals.layers > 0 && totals.endedLayers == totals.layers)
        progress.fraction = 1.0;
    else if (totals.isTotalKnown && totals.totalBytes > 0)
        progress.fraction = std::clamp(double(totals.currentBytes) / double(totals.totalBytes), 0.0, 1.0);
    return progress;
}

JobProgress buildProgress(const std::vector<docker::BuildStep> &steps)
{
    int total = 0;
    int counted = 0;
    int ended = 0;
    for (const docker::BuildStep &step : steps) {
        if (step.number == 0)
            continue;
        ++counted;
        ended += step.hasEnded() ? 1 : 0;
        total = std::max(total, step.total);
    }
    total = std::max(total, counted);
    if (total == 0)
        return {.detail = u"sending the context"_s, .fraction = {}};
    return {.detail = u"step %1 of %2"_s.arg(std::min(ended + 1, total)).arg(total),
            .fraction = double(ended) / double(total)};
}

JobResult failedJob(const ApiError &error)
{
    if (error.kind == ApiError::Kind::Cancelled && error.reason != "LoginDeclined"_L1)
        return {.kind = JobResult::Kind::Cancelled, .text = u"cancelled"_s};
    QString text = error.message.isEmpty() ? error.reason : error.message;
    return {.kind = JobResult::Kind::Failed, .text = std::move(text)};
}

} // namespace fairlead::imagejobs
