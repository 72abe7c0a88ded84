// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/settings/settings.h"
#include "problemlist.h"

//! The parts of configProblems().
namespace fairlead::models {

void checkKubernetes(const settings::RuntimeConfig &config, const manifests::PodSchema &schema, ProblemList &problems);
void checkDocker(const settings::RuntimeConfig &config, const settings::Settings &others, ProblemList &problems);
//! Limits of Docker, and sizes of its shared memory and tmpfs: what the daemon refuses, and what is hardly meant.
void checkDockerResources(const settings::DockerPart &part, ProblemList &problems);
//! Of either engine: names of capabilities.
void checkCapabilities(const settings::RuntimeConfig &config, ProblemList &problems);
//! Of either engine: no two things in one place of the container.
void checkMountPlaces(const settings::RuntimeConfig &config, ProblemList &problems);
//! Requests, limits, accelerators, shared memory and volumes of huge pages of Kubernetes.
void checkResources(const settings::KubernetesPart &part, ProblemList &problems);

//! Keys, and values with variables. Of Kubernetes' labels those that become something else are told, of all labels
//! those that Fairlead sets itself.
enum class PairsOf { Labels, Annotations, DockerLabels };
void checkLabels(const QString &section, const settings::TextPairs &pairs, PairsOf what, ProblemList &problems);

//! A text with variables. What they stand for is not known here: only their grammar is looked at.
//! \return whether it is what it says: nothing is wrong with it, and no variable is in it.
bool checkTemplate(const QString &field, const QString &text, ProblemList &problems);

} // namespace fairlead::models
