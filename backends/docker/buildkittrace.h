// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildinstructions.h"
#include "buildsteps.h"
#include "solvestatus.h"

#include <QHash>

#include <utility>

namespace fairlead::docker {

//! A build by BuildKit as steps, one for each vertex, and as one text in which several run at once: "#5 hello" is a
//! line of the fifth vertex that began, as in the plain progress of docker build.
class BuildKitTrace
{
public:
    BuildKitTrace() = default;
    //! With the instructions steps have their line of the Dockerfile.
    explicit BuildKitTrace(BuildInstructions instructions)
        : m_instructions(std::move(instructions))
    {
    }

    //! \return what to add to the log: whole lines.
    QByteArray apply(const SolveStatus &status);
    //! Likewise of what began and did not end.
    QByteArray finish();

    const BuildSteps &steps() const { return m_steps; }
    BuildSteps &steps() { return m_steps; }

private:
    struct Vertex
    {
        int number = 0;  //!< by when it began; 0: it has not
        QByteArray tail; //!< a line without an end
        bool hasEnded = false;
        QHash<QString, std::pair<std::int64_t, std::int64_t>> amounts; //!< current and total by what is transferred
    };

    void applyVertex(const SolveStatus::Vertex &vertex);
    void applyProgress(const SolveStatus::Progress &progress);
    void applyLog(const SolveStatus::Log &log);
    void tell(const Vertex &vertex, QByteArrayView line);
    void tellBegin(Vertex &vertex, const QString &name);
    void tellEnd(Vertex &vertex, const BuildStep &step);

    BuildInstructions m_instructions;
    BuildSteps m_steps;
    QHash<QString, Vertex> m_vertices;
    int m_begun = 0;
    int m_lastTold = 0; //!< whose line was the last
    QByteArray m_log;   //!< of what is applied now
};

} // namespace fairlead::docker
