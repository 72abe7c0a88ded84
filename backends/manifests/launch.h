// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/variables/variables.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::manifests {

//! How the nodes of one cluster call the accelerators that a runtime config asks for. Nodes of one cluster may be
//! labelled by different people: a node has them if one of the labels says so.
struct DeviceNames
{
    struct Label
    {
        QString key;        //!< "nvidia.com/gpu.product"
        QStringList values; //!< "NVIDIA-H100-80GB-HBM3": each value that is what is asked for there

        bool operator==(const Label &) const = default;
    };

    QString resource;          //!< "nvidia.com/gpu"
    std::vector<Label> labels; //!< none: any product
    bool areComing = false;    //!< no node has them yet: the labels are those of node pools

    bool operator==(const DeviceNames &) const = default;
};

//! What is launched, beside what its runtime config says.
struct Launch
{
    QString runId;            //!< a label's value
    QString name;             //!< of the Job or the container
    QString contextNamespace; //!< of the kubeconfig's context; empty: "default"
    QString image;            //!< the whole reference
    QStringList command;      //!< empty: the image's
    DeviceNames devices;
    QString pullSecret;     //!< that was made for the run; empty: none
    QString serviceAccount; //!< that was made for the run; empty: none
    variables::Variables variables;
    int nodes = 1;         //!< of Kubernetes: pods, of which each has its rank
    QString podGroupApi{}; //!< by which several nodes start together, as podGroupApi() finds it; empty: none
};

//! Why no manifest can be made.
struct ManifestProblem
{
    QString field;   //!< dotted path in the runtime config: "kubernetes.namespace", "env[1].value"
    QString message; //!< a short English sentence

    bool operator==(const ManifestProblem &) const = default;
};

using ManifestProblems = std::vector<ManifestProblem>;

} // namespace fairlead::manifests
