// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/settings/runtimeconfig.h"
#include "problemlist.h"

//! The parts of configProblems().
namespace fairlead::models {

void checkKubernetes(const settings::RuntimeConfig &config, const manifests::PodSchema &schema, ProblemList &problems);
void checkDocker(const settings::RuntimeConfig &config, ProblemList &problems);
//! Requests, limits, accelerators and shared memory of Kubernetes.
void checkResources(const settings::KubernetesPart &part, ProblemList &problems);

//! A text with variables. What they stand for is not known here: only their grammar is looked at.
//! \return whether it is what it says: nothing is wrong with it, and no variable is in it.
bool checkTemplate(const QString &field, const QString &text, ProblemList &problems);

} // namespace fairlead::models
