// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "additions.h"
#include "importnotes.h"
#include "sourcevalue.h"

//! What importConfigs() knows, one file each. The root is a map.
namespace fairlead::configimport {

constexpr std::size_t MostObjects = 2'000; //!< of one kind, of one import

void importDss(const SourceValue &root, Additions &additions, ImportNotes &notes);
void importSkyPilot(const SourceValue &root, Additions &additions, ImportNotes &notes);
void importDstack(const SourceValue &root, Additions &additions, ImportNotes &notes);
void importFairlead(const QByteArray &bytes, const QString &fileName, Additions &additions, ImportNotes &notes);

//! The items of \p list, as many as are looked at; what is more is told.
std::vector<SourceValue> objectsOf(const SourceValue &list, ImportNotes &notes);

} // namespace fairlead::configimport
