// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulatedcluster.h"

namespace fairlead::sandbox {

//! Where a Pod goes, or why it goes nowhere.
struct Placement
{
    QString nodeName; //!< empty: it waits
    QString message;  //!< then in the scheduler's own words, as in the condition PodScheduled
};

//! The tiny scheduler: filters as kube-scheduler's plugins do, in their order (NodeUnschedulable, TaintToleration,
//! NodeAffinity, NodeResourcesFit), then takes the fullest Node that fits where devices are asked for, so that whole
//! Nodes stay free, and the emptiest otherwise. Never gives away more than a Node has left. Changes nothing.
//! Source: kubernetes/pkg/scheduler/framework, FitError and the plugins' reasons.
Placement schedule(const SimulatedPod &pod, const SimulatedCluster &cluster);

} // namespace fairlead::sandbox
