// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "containersmodel.h"
#include "daemonentry.h"
#include "daemonimagesmodel.h"
#include "models/objectdetails.h"
#include "registriesmodel.h"
#include "volumesmodel.h"

//! The inspectors' words, from values alone.
namespace fairlead::models {

ObjectDetails daemonDetails(const DaemonEntry &entry);
ObjectDetails containerDetails(const ContainersModel::Entry &entry);
ObjectDetails imageDetails(const DaemonImagesModel::Entry &entry);
ObjectDetails volumeDetails(const VolumesModel::Entry &entry);
//! \p users: who uses it, as usersOfRegistry() says.
ObjectDetails registryDetails(const RegistryEntry &entry, const QStringList &users);

//! "Pull from this daemon" is refused so while it is not live; empty: it is.
QString refusalOf(bool isStale);

} // namespace fairlead::models
