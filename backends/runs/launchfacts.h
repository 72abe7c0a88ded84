// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/docker/enginetypes.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::runs {

//! A context of the kubeconfigs that a launch could go to.
struct ContextFacts
{
    QString id;   //!< as kubernetes::Context::id
    QString name; //!< of the kubeconfig
    //! The file that kubectl has to be told of so that it knows the context by its name; empty: it finds it by itself.
    QString kubeconfig{};
    QString ns; //!< namespace of the context; empty: "default"
    bool isCurrent = false;
    //! What the cluster has, by the scheduler's arithmetic; none: nobody has asked, or nobody may see it.
    std::optional<std::vector<accelerators::NodeRowPtr>> nodes;
    //! Of manifests::podGroupApis(), those that the cluster serves.
    QStringList podGroupApis{};
};

//! What is known, as of now, of all places where runtime configs may run. Values: may go to another thread.
struct LaunchFacts
{
    std::vector<ContextFacts> contexts;         //!< in kubeconfig order
    QHash<QString, docker::EngineInfo> daemons; //!< by id of the settings; of those that have said
    QHash<QString, QString> tags;               //!< by id of the recipe, as imagejobs::recipeTags() has them
    QString dockerFolder{};                     //!< of docker's own client: ~/.docker
    QString settingsFolder{};                   //!< where relative paths of the settings begin

    const ContextFacts *context(const QString &id) const; //!< null: none
};

} // namespace fairlead::runs
