// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objectclient.h"
#include "backends/manifests/launch.h"
#include "backends/runs/podamounts.h"
#include "trialcommand.h"
#include "trialresult.h"

//! What the answers of an API server mean to somebody who is going to launch. Pure functions.
namespace fairlead::runs {

//! A failure in the server's words, each cause by itself, with what to do about it.
TrialResult failed(TrialResult::Step step, const kubernetes::ObjectError &error, const QString &subject = {});
//! By what kind of failure it is; empty: the words say it all.
QString remedyFor(const ApiError &error);

//! \p isMade: the config makes one that is missing.
TrialResult namespaceFinding(const kubernetes::ObjectResult &answer, const QString &name, bool isMade);

//! Whether the object is there, and what is needed of it.
TrialResult referenceFinding(const PodReference &reference, const kubernetes::ObjectResult &answer,
                             const QString &namespaceName, const QStringList &images);

//! Of the LocalQueue \p name. \p error: of asking for it, where the cluster \p hasKueue, else of asking for that.
TrialResult queueFinding(const QString &name, const QString &namespaceName,
                         const std::optional<kubernetes::ObjectError> &error, bool hasKueue);

//! \p loginRegistry: host of the login that the Secret of the registry \p name is made of; empty: there is none.
TrialResult pullLoginFinding(const QString &name, const QString &loginRegistry, const QStringList &images);

//! \p answer of the server to the dry run of an object.
TrialResult dryRunFinding(const QJsonObject &object, const kubernetes::ObjectResult &answer);

//! What keeps a launch from being made at all, by field.
TrialResult problemsFinding(TrialResult::Step step, const manifests::ManifestProblems &problems);

//! What the container told of \p callback ("host:port").
TrialResult callbackFinding(const QString &callback, const TrialOutput &output);

//! \p left: what is there still; \p journalProblem: why nobody would know of it after us; \p unseen: kinds that may not
//! be looked at.
TrialResult cleanUpFinding(const QStringList &left, const std::optional<ApiError> &error, bool keptNamespace,
                           const QString &journalProblem, const QStringList &unseen = {});

//! The host of an image's registry as it stands in login files: "docker.io", "registry.example:5000". Empty: no image.
QString registryOf(const QString &image);

} // namespace fairlead::runs
