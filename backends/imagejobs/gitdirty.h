// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>
#include <tl/expected.hpp>

namespace fairlead::imagejobs {

//! Whether files that git tracks, anywhere in the working tree that \p folder is in, are others than in its commit, as
//! `git describe --dirty` tells it: staged or not; files that it does not track and changes inside of submodules do not
//! count. Errors: why nobody knows, in a few words: git is not installed, does not take the folder for a repository of
//! this user, would run a program that the repository names, or has not answered in thirty seconds. Asks git, as only
//! that knows how its index reads, without any hook or monitor of the repository. Blocks: for workers. Source:
//! git-status(1), git-describe(1).
tl::expected<bool, QString> isGitDirty(const QString &folder, const std::function<bool()> &isCancelled);

} // namespace fairlead::imagejobs
