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

std::optional<JobProgress> buildProgress(const std::vector<docker::BuildStep> &steps)
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
        return std::nullopt;
    return JobProgress{.detail = u"step %1 of %2"_s.arg(std::min(ended + 1, total)).arg(total),
                       .fraction = double(ended) / double(total)};
}

QString bytesText(std::int64_t bytes)
{
    static const QStringList units{u"B"_s, u"kB"_s, u"MB"_s, u"GB"_s, u"TB"_s};
    double value = double(std::max<std::int64_t>(0, bytes));
    int unit = 0;
    for (; unit + 1 < units.size() && value >= 999.5; ++unit)
        value /= 1'000;
    const bool isWhole = unit == 0 || value >= 99.95;
    QString figure = QString::number(value, 'f', isWhole ? 0 : 1);
    if (figure.endsWith(".0"_L1))
        figure.chop(2);
    return figure + u' ' + units[unit];
}

QString sendingText(const ContextProgress &progress)
{
    const QString amount = u"%1 of %2"_s.arg(bytesText(progress.bytes), bytesText(progress.totalBytes));
    if (!(progress.bytesPerSecond > 0))
        return amount;
    return amount + u", %1/s"_s.arg(bytesText(std::int64_t(progress.bytesPerSecond)));
}

JobResult failedJob(const ApiError &error)
{
    if (error.kind == ApiError::Kind::Cancelled && error.reason != "LoginDeclined"_L1)
        return {.kind = JobResult::Kind::Cancelled, .text = u"cancelled"_s};
    QString text = error.message.isEmpty() ? error.reason : error.message;
    return {.kind = JobResult::Kind::Failed, .text = std::move(text)};
}

} // namespace fairlead::imagejobs
