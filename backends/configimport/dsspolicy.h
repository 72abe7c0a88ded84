// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "additions.h"
#include "importnotes.h"

namespace fairlead::configimport {

//! One policy of the instance's namespaces: its quotas, limit ranges and network policies go to the configs among
//! \p additions that make a namespace which its pattern means.
void takeDssPolicy(const SourceValue &at, Additions &additions, ImportNotes &notes);

} // namespace fairlead::configimport
