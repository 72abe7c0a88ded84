// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "backends/settings/settings.h"
#include "models/severity.h"

namespace fairlead::models {

//! Where an image is to be pushed to, as somebody writes it.
struct PushTarget
{
    QString domain; //!< of the registry, "registry.example:5000"
    QString repository;
    QString tag;

    //! "registry.example:5000/team/base:1.2".
    QString text() const;
    bool operator==(const PushTarget &) const = default;
};

//! What \p reference ("team/app:1.2", as the daemon knows it) is to be called in \p registry: below its prefix, with
//! its own tag, without the domain of another registry; "latest" for what is known by a digest alone.
PushTarget pushTargetIn(const settings::Registry &registry, const QString &reference);
//! The registry whose name \p reference has already, else the first; -1: there are none.
int registryFor(const QString &reference, const std::vector<settings::Registry> &registries);

//! What is wrong with it, in a sentence; empty: nothing.
struct PushTargetCheck
{
    QString repository;
    QString tag;

    bool isRight() const { return repository.isEmpty() && tag.isEmpty(); }
    bool operator==(const PushTargetCheck &) const = default;
};
PushTargetCheck checkPushTarget(const PushTarget &target);
//! A whole reference that somebody typed. Nothing: \p problem says why.
std::optional<PushTarget> readPushTarget(const QString &text, QString &problem);

//! What the registry has under the name now, and what the push would do to it. \p ours: digests that registries gave
//! the image ("name@sha256:...").
struct TargetText
{
    QString text;
    Severity severity = Severity::Dim;

    bool operator==(const TargetText &) const = default;
};
TargetText targetText(const QString &target, const Result<std::optional<QString>> &found, const QStringList &ours);

} // namespace fairlead::models
