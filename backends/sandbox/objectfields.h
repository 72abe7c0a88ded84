// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fieldwriters.h"

//! Node and Pod field by field; once for both encodings. Fields that the product does not read are there as far as they
//! make up the bulk of a real object (managedFields, env, images): what a client has to skip is part of what it costs.
namespace fairlead::sandbox {

void writeNode(ProtobufWriter &writer, const SimulatedNode &node, std::uint64_t resourceVersion);
void writeNode(JsonWriter &writer, const SimulatedNode &node, std::uint64_t resourceVersion);
void writePod(ProtobufWriter &writer, const SimulatedPod &pod, std::uint64_t resourceVersion);
void writePod(JsonWriter &writer, const SimulatedPod &pod, std::uint64_t resourceVersion);

} // namespace fairlead::sandbox
