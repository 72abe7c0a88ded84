// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::images {

//! The first twelve digits of the commit that is checked out where \p folder is, for ${gitSha}. Empty: it is in no
//! repository, or in one without a commit, or in one whose references are kept in another way than in files. Reads
//! .git and runs no program. Blocks on the disk: for workers.
//! Source: gitrepository-layout(5), git-worktree(1).
QString gitSha(const QString &folder);

} // namespace fairlead::images
