// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildinstructions.h"
#include "buildsteps.h"

namespace fairlead::docker {

//! What the classic builder writes, as steps: "Step 3/9 : RUN make", " ---> Using cache", " ---> Running in
//! 6ffb04fca13e", " ---> 0bc51ce6679a". It has no times: the caller says how late it is, in milliseconds since 1970
//! UTC. What a command writes stands between those in the same words: it is taken for the builder's only where that
//! would have said it. Source: moby builder/dockerfile, dispatchers.go and internals.go.
class ClassicTrace
{
public:
    ClassicTrace() = default;
    //! With the instructions the steps to come are known, too, with their lines.
    explicit ClassicTrace(BuildInstructions instructions)
        : m_instructions(std::move(instructions))
    {
    }

    //! \p stream of one line of the answer: at most one thing that the builder says, or a piece of what a command says.
    void write(QByteArrayView stream, std::int64_t nowMs);
    //! The step under way is the one that failed.
    void fail(const QString &message, std::int64_t nowMs);
    //! All is done.
    void finish(std::int64_t nowMs);

    const BuildSteps &steps() const { return m_steps; }
    BuildSteps &steps() { return m_steps; }

private:
    bool readStep(const QString &text, std::int64_t nowMs);
    void readWord(BuildStep &step, const QString &text, std::int64_t nowMs);
    void prepare(int total);
    void end(BuildStep::State state, std::int64_t nowMs);
    BuildStep *current();

    BuildInstructions m_instructions;
    BuildSteps m_steps;
    QString m_current; //!< id of the step under way, or that was the last
    int m_number = 0;
    int m_total = 0;
    QString m_container; //!< in which a command runs
    bool m_isCached = false;
};

} // namespace fairlead::docker
