// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objectclient.h"
#include "backends/runs/launchplan.h"

//! What a launch adds to the manifest that it was planned with. Pure functions.
namespace fairlead::runs {

constexpr std::chrono::hours KeptFinished{24}; //!< of a Job whose config says nothing

//! The Job as it is made: suspended where it has to wait for what it owns, and never kept for ever. \p hasLogin: it
//! owns the Secret of a pull login, too.
QJsonObject launchedJob(const manifests::JobManifest &manifest, bool hasLogin);
//! Whether such a Job is let go by us: a queue lets its own go.
bool isHeldByUs(const manifests::JobManifest &manifest, bool hasLogin);

//! A pod called \p name as the Job's controller makes it: quotas and Pod Security act on that. Its own service account,
//! which is not there yet, is left out.
QJsonObject controllersPod(const manifests::JobManifest &manifest, const QString &name);

//! All that the server is asked about before anything exists.
std::vector<QJsonObject> dryRunObjects(const manifests::JobManifest &manifest);

//! With the labels that all of the run has.
QJsonObject ofRun(QJsonObject object, const manifests::JobManifest &manifest);

//! Whether \p error says that we may not, rather than that an admission forbids what it would be.
bool isRightMissing(const kubernetes::ObjectError &error);

//! "Job train-1: exceeded quota: ...", with each single thing that is wrong.
QString refusalText(const kubernetes::ObjectError &error, const QString &object);

} // namespace fairlead::runs
