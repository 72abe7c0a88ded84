// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clusterhub.h"

#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::models {

//! What is known of the contexts that the user wants open when the program starts.
struct OpenWishes
{
    QStringList named;               //!< on the command line, by name or id; they win
    bool hasNamedFiles = false;      //!< kubeconfigs of the command line: what was open last time says nothing of them
    std::optional<QStringList> last; //!< ids that were open last time; absent at the first start
};

//! Whether \p pattern, a name or glob of the command line, means \p context: it fits its name or its id.
bool isNamedBy(const kubernetes::Context &context, const QString &pattern);

//! The ids to open. At a first start those of a kubeconfig of a few contexts, so that the window shows GPUs at once; of
//! many contexts none is contacted before the user has chosen. What was open last time and is not there now stays
//! wanted: a broken file, or a share that is not mounted, forgets nothing.
QSet<QString> contextsToOpen(const std::vector<ContextEntry> &contexts, const OpenWishes &wishes);

} // namespace fairlead::models
