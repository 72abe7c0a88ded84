// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gpuavailability.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::models {

//! What people call those who hold accelerators and those who wait for them, whatever a filter shows of them.
struct GpuNames
{
    struct Waiting
    {
        QString key;   //!< KeyRole of the WaitingModel
        QString title; //!< "speech / asr-large-0 · prod"
    };

    QStringList holders;          //!< namespaces that hold devices, each once, in natural order
    std::vector<Waiting> waiting; //!< by cluster, of each as its answer has them

    static GpuNames of(const std::vector<ClusterAnswer> &answers);
};

} // namespace fairlead::models
