// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "launch.h"

#include <QJsonObject>

#include <optional>

//! A run on several nodes: the pods of an Indexed Job, ranks that find each other by name. A node of a run is a pod:
//! two of them may be on one machine.
namespace fairlead::manifests {

//! Why there cannot be as many, in a short English sentence; empty: there can.
QString nodesProblem(int nodes);

//! "job-1-0.job-1": the names by which the ranks reach each other, by rank. They are relative to the namespace.
QStringList nodeNames(const Launch &launch);

//! Headless: it gives the pods their names, also before they are ready.
//! Source: Kubernetes docs, "Job with Pod-to-Pod Communication".
QJsonObject nodesService(const Launch &launch, const QString &ns, const QJsonObject &labels);

//! The names for who reads them from a file. \p devices: of each node, as mpirun counts slots; none: not known.
QJsonObject nodesConfigMap(const Launch &launch, const QString &ns, const QJsonObject &labels,
                           std::optional<qint64> devices);

//! \p podTemplate with its part of the names, the hostfile and the environment.
QJsonObject withNodes(QJsonObject podTemplate, const Launch &launch, std::optional<qint64> devices);

//! \p jobSpec of as many ranks. One that fails ends the run: what the others wait for does not come back, and a rank
//! that begins anew finds nobody who waits for it. \p isQueued: Kueue lets it go, all of it at once.
QJsonObject withRanks(QJsonObject jobSpec, int nodes, bool isQueued);

} // namespace fairlead::manifests
