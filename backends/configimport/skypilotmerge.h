// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"
#include "sourcevalue.h"

namespace fairlead::configimport {

//! In a map; null: it has none.
files::YamlValue *find(files::YamlValue &map, QStringView key);
QString textOf(const files::YamlValue &map, const QString &key);

//! \p from over \p into, as SkyPilot merges pod_config: maps key by key, lists of what has a name item by item, a
//! container without a name into the first one, commands as a whole; other lists one behind the other.
//! Source: SkyPilot, sky/utils/config_utils.py, merge_k8s_configs.
void mergePodConfig(files::YamlValue &into, const files::YamlValue &from);

//! The settings that \p layers, the highest first, say together, as SkyPilot reads them: the highest that says a key
//! has it, and where several say a map, it is merged as a pod_config is. Without the settings of contexts. Source:
//! SkyPilot, sky/utils/config_utils.py, get_cloud_config_value_from_dict.
files::YamlValue mergedSettings(const std::vector<SourceValue> &layers);

} // namespace fairlead::configimport
