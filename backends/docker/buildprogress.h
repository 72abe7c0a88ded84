// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildkittrace.h"
#include "classictrace.h"
#include "transferprogress.h"

#include <optional>

namespace fairlead::docker {

//! A build as the lines of the engine's answer tell it, whichever builder it is: steps, what they write, layers that it
//! pulls for FROM, and how it ended. Times are milliseconds since 1970 UTC and come from the caller.
class BuildProgress
{
public:
    //! What a line changed.
    struct Change
    {
        QByteArray log; //!< to add: UTF-8, verbatim
        bool hasSteps = false;
        bool hasTransfer = false;
    };

    BuildProgress() = default;
    explicit BuildProgress(const BuildInstructions &instructions)
        : m_classic(instructions)
        , m_buildKit(instructions)
    {
    }

    //! Errors: Malformed (BadJson, BadProtobuf).
    Result<Change> apply(QByteArrayView line, std::int64_t nowMs);
    //! Likewise of docker buildx, as it tells its progress in JSON. Errors: Malformed (BadJson), for what is not.
    Result<Change> applyStatus(QByteArrayView json);
    //! It failed, and says so in words alone.
    Change fail(const QString &message, std::int64_t nowMs);
    //! The answer is over. \return what is left for the log.
    QByteArray finish(std::int64_t nowMs);
    //! Likewise where it was given up, or the engine is gone: what runs was cancelled.
    QByteArray cancel(std::int64_t nowMs);

    const BuildSteps &steps() const { return m_buildKit.steps().isEmpty() ? m_classic.steps() : m_buildKit.steps(); }
    const TransferProgress &transfer() const { return m_transfer; }
    void updateRates(std::int64_t nowMs) { m_transfer.updateRates(nowMs); }
    const QString &imageId() const { return m_imageId; } //!< "sha256:..."; of the last stage that is ready
    //! What the engine says it failed of; nothing: it did not.
    const std::optional<ProgressLine::Failure> &failure() const { return m_failure; }
    //! Of the Dockerfile, where it failed; 0: not known, or it did not.
    int failedLine() const;

private:
    void applyFailure(const ProgressLine::Failure &failure, Change &change, std::int64_t nowMs);

    ClassicTrace m_classic;
    BuildKitTrace m_buildKit;
    TransferProgress m_transfer;
    QString m_imageId;
    std::optional<ProgressLine::Failure> m_failure;
};

} // namespace fairlead::docker
