// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "podschema.h"

#include <QJsonObject>

#include <tl/expected.hpp>

namespace fairlead::manifests {

//! \p original with \p patch, both of \p type, as Kubernetes merges strategically: maps key by key, null takes a key
//! away, lists whose items have a name item by item, those that are new before the others; other lists as a whole.
//! Directives: \c $patch (\c merge, \c replace, \c delete), \c $retainKeys, \c $deleteFromPrimitiveList/FIELD,
//! \c $setElementOrder/FIELD.
//! Errors, in a short English sentence with the dotted path: an item without its name, a directive that nobody knows.
//! Source: k8s.io/apimachinery/pkg/util/strategicpatch, StrategicMergePatch.
tl::expected<QJsonObject, QString> strategicMerge(const PodSchema &schema, const QJsonObject &original,
                                                  const QJsonObject &patch, SchemaType type = PodSchema::Template);

} // namespace fairlead::manifests
