// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextlist.h"
#include "folderwalk.h"

#include "backends/images/recipetext.h"

#include <QFuture>

QT_BEGIN_NAMESPACE
class QThreadPool;
QT_END_NAMESPACE

namespace fairlead::buildcontext {

struct ContextRequest
{
    settings::BaseImage recipe;
    QString settingsFolder; //!< of fairlead.yaml: relative paths of the recipe begin there
    //! The classic builder takes a Dockerfile that is not the folder's own out again before the first COPY if a
    //! .dockerignore says so: one is made or added to. BuildKit does not, and would copy that one too.
    bool hidesDockerfile = false;
};

using ListedContext = tl::expected<ContextList, images::RecipeProblem>;

//! What goes into the context of a recipe: its folder without what <Dockerfile>.dockerignore, or else .dockerignore,
//! keeps out; its files; its Dockerfile, under a name that nothing else has unless it is the folder's own.
//! Blocks on the disk: for workers. Bounded as FolderWalk is; Dockerfile and .dockerignore 1 MiB each.
//! Errors: the field of the recipe, and the path with what is wrong: what is not there, pipes and devices, a
//! pattern that cannot be read, two things under one path, a target outside of the context. "cancelled" if so.
//! Sockets are left out and told.
//! Source: docs.docker.com, "Build context"; github.com/moby/buildkit, frontend/dockerui.
ListedContext listContext(const ContextRequest &request, const IsCancelled &isCancelled);

//! The same in a thread of \p pool. A future that is cancelled ends soon, without a result.
QFuture<ListedContext> listContextIn(QThreadPool *pool, const ContextRequest &request);

} // namespace fairlead::buildcontext
