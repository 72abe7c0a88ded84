// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>
#include <optional>

namespace fairlead::imagejobs {

//! Whether files that git tracks, anywhere in the working tree that \p folder is in, are others than in its commit, as
//! `git describe --dirty` tells it: staged or not; files that it does not track and changes inside of submodules do not
//! count. Nothing: git is not installed, does not take the folder for a repository of this user, or has not answered in
//! ten seconds. Asks git, as only that knows how its index reads, without any hook or monitor of the repository.
//! Blocks: for workers. Source: git-status(1), git-describe(1).
std::optional<bool> isGitDirty(const QString &folder, const std::function<bool()> &isCancelled);

} // namespace fairlead::imagejobs
