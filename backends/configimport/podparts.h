// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "importnotes.h"

#include <optional>

//! Parts of a pod as sources have them, in Kubernetes' own words.
namespace fairlead::configimport {

//! A list of Toleration. What is none is told and left out.
std::vector<settings::Toleration> tolerationsOf(const SourceValue &list, ImportNotes &notes);

//! Names and values of a map; others than scalars are told and left out.
settings::TextPairs pairsOf(const SourceValue &map, ImportNotes &notes);

//! YAML that stands as a text in the source, below the key of its field or not. Absent where it is none, which is told.
std::optional<files::YamlValue> yamlFragment(const SourceValue &at, const QString &field, ImportNotes &notes);

//! "nvidia.com/gpu: 1; cpu: 2"
QString pairsText(const settings::TextPairs &pairs);

} // namespace fairlead::configimport
