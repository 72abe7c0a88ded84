// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace fairlead::models {

//! For a place that is too narrow for whole names of contexts: the same names without what all of them begin with,
//! cut at a separator, "…" in its place ("arn:aws:eks:eu-west-1:1234:cluster/prod" among its like: "…prod"). Names that
//! have no such beginning, and a name alone, stay as they are.
QStringList distinctNames(const QStringList &names);

} // namespace fairlead::models
