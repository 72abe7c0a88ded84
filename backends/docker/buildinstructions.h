// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace fairlead::docker {

//! An instruction of the Dockerfile that is built, as its parser tells it.
struct BuildInstruction
{
    QString text; //!< on one line: "RUN apt-get update"
    int line = 0; //!< from 1

    bool operator==(const BuildInstruction &) const = default;
};

//! A vertex of BuildKit by its name: "[linux/arm64 builder 2/3] RUN make".
struct VertexName
{
    QString stage;  //!< empty: there is one only. Those without a name are "stage-0", "stage-1"
    int number = 0; //!< within the stage; 0: one of the builder's own
    int total = 0;
    QString text; //!< behind the brackets, or the whole

    static VertexName parse(const QString &name);
};

//! Which line of the Dockerfile a step is about; 0 where that cannot be told for sure.
class BuildInstructions
{
public:
    BuildInstructions() = default;
    explicit BuildInstructions(std::vector<BuildInstruction> all);

    //! Of the classic builder, which counts them from 1 and all of them, ARGs before the first FROM, too.
    int lineOfStep(int number) const;
    QString textOfStep(int number) const;
    //! Of BuildKit, which counts within a stage what makes layers, and FROM where it is not of another stage.
    int lineOfVertex(const VertexName &vertex) const;

private:
    struct Stage
    {
        QString name;             //!< lower case; "stage-0" where it has none
        std::size_t begin = 0;    //!< its FROM
        std::size_t end = 0;      //!< the one behind its last
        std::vector<int> counted; //!< places of those that make layers
    };

    const Stage *stageOf(const QString &name) const;
    int lineByText(const Stage &stage, const QString &text) const;

    std::vector<BuildInstruction> m_all;
    std::vector<Stage> m_stages;
};

} // namespace fairlead::docker
