// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace fairlead::manifests {

//! The pod of \p podTemplate with what it needs because of the accelerators that it asks for, whoever said so: the GPUs
//! of the config, its requests and limits, its patch. \p resource counts as one, too.
//! - The taints of nodes that are kept for such devices are tolerated: as the admission plugin
//!   ExtendedResourceToleration has it, but of every effect, as some nodes are tainted NoExecute.
//! - A main container that asks for none says NVIDIA_VISIBLE_DEVICES=void, unless it says something else: NVIDIA's
//!   runtime gives every device to whoever does not say that it wants none.
QJsonObject withDeviceNeeds(QJsonObject podTemplate, const QString &resource);

//! How many the main container of \p podTemplate asks for, of all resources that are devices. Nothing where it claims
//! some, which may be any number.
std::optional<qint64> askedDevices(const QJsonObject &podTemplate, const QString &resource);

} // namespace fairlead::manifests
