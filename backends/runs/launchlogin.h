// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QJsonObject>

namespace fairlead::runs {

//! Whose login a launch of \p config in \p image takes with it, as an id of the registries: on Kubernetes that of which
//! a pull secret is made, on Docker the one that the image belongs to. Empty: none.
QString loginRegistry(const settings::RuntimeConfig &config, const QString &image, const settings::Settings &settings);

//! The Secret that is made of it on Kubernetes for a launch called \p launchName.
QString pullSecretName(const QString &launchName);

//! Who a pod is to be at the registry of its image. Never logged; lives in memory and in the Secret of one run.
struct PullLogin
{
    QString registry; //!< "registry.example:5000", as it stands in references
    QString user;
    QString password;
};

//! A Secret of type kubernetes.io/dockerconfigjson.
QJsonObject pullSecret(const QString &name, const QString &namespaceName, const PullLogin &login);

} // namespace fairlead::runs
