// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildprogress.h"

#include "streamerror.h"

using namespace Qt::StringLiterals;

namespace fairlead::docker {

Result<BuildProgress::Change> BuildProgress::apply(QByteArrayView json, std::int64_t nowMs)
{
    const Result<ProgressLine> line = decodeProgressLine(json);
    if (!line)
        return tl::make_unexpected(line.error());
    Change change;
    if (!line->trace.isEmpty()) {
        const Result<SolveStatus> status = decodeSolveStatus(line->trace);
        if (!status)
            return tl::make_unexpected(status.error());
        change.log = m_buildKit.apply(*status);
        change.hasSteps = true;
    }
    if (!line->stream.isEmpty()) {
        m_classic.write(line->stream, nowMs);
        change.log += line->stream;
        change.hasSteps = true;
    }
    if (!line->status.isEmpty()) {
        const QString text = m_transfer.apply(*line, nowMs);
        change.hasTransfer = true;
        if (!text.isEmpty())
            change.log += text.toUtf8() + '\n';
    }
    if (isDigest(line->imageId))
        m_imageId = line->imageId;
    if (line->failure)
        applyFailure(*line->failure, change, nowMs);
    return change;
}

Result<BuildProgress::Change> BuildProgress::applyStatus(QByteArrayView json)
{
    const Result<SolveStatus> status = decodeSolveStatusJson(json);
    if (!status)
        return tl::make_unexpected(status.error());
    return Change{.log = m_buildKit.apply(*status), .hasSteps = true};
}

BuildProgress::Change BuildProgress::fail(const QString &message, std::int64_t nowMs)
{
    Change change;
    applyFailure({.message = message}, change, nowMs);
    return change;
}

void BuildProgress::applyFailure(const ProgressLine::Failure &failure, Change &change, std::int64_t nowMs)
{
    m_failure = failure;
    m_classic.fail(failure.message, nowMs);
    m_transfer.fail(nowMs);
    change.hasSteps = true;
    change.hasTransfer = !m_transfer.layers().empty();
    change.log += m_buildKit.finish() + failure.message.toUtf8() + '\n';
}

QByteArray BuildProgress::finish(std::int64_t nowMs)
{
    if (!m_failure)
        m_classic.finish(nowMs);
    return m_buildKit.finish();
}

QByteArray BuildProgress::cancel(std::int64_t nowMs)
{
    m_classic.steps().cancelRunning(nowMs);
    m_buildKit.steps().cancelRunning(nowMs);
    m_transfer.fail(nowMs);
    return m_buildKit.finish();
}

int BuildProgress::failedLine() const
{
    if (!m_failure)
        return 0;
    const BuildStep *step = steps().failed();
    return step && step->line > 0 ? step->line : dockerfileLineOf(m_failure->message);
}

} // namespace fairlead::docker
