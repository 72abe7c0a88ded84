// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::registry {
struct ImageReference;
struct Login;
} // namespace fairlead::registry

//! Which images a pod takes, which a node has, and who a pod is at a registry. Pure functions.
namespace fairlead::runs {

struct PodImage
{
    QString name;       //!< as the pod has it
    QString pullPolicy; //!< "Always", "IfNotPresent", "Never": as the API server defaults it

    bool operator==(const PodImage &) const = default;
};

//! Of all containers, each image and policy once.
//! Source: Kubernetes documentation, "Images": without a policy a tag "latest", or none, is always pulled.
std::vector<PodImage> podPulls(const QJsonObject &podSpec);

//! What a node reports of its images.
struct NodeImages
{
    QStringList names;       //!< with tags and with digests
    bool isComplete = false; //!< its kubelet says something, and not just the 50 largest

    bool operator==(const NodeImages &) const = default;
};

//! status.images of \p node.
NodeImages nodeImages(const QJsonObject &node);

//! Whether \p image is among \p images: with its digest, else its tag. None: that cannot be told.
std::optional<bool> hasImage(const NodeImages &images, const registry::ImageReference &image);

//! The logins that a kubelet would try for \p image from a Secret for pulling, in its order. Keys of the Secret may
//! have globs in their host, and a path.
//! Source: Kubernetes, pkg/credentialprovider/keyring.go.
std::vector<registry::Login> pullLogins(const QJsonObject &secret, const registry::ImageReference &image);

//! What a Secret for pulling has logins for, as references have it: "docker.io", "*.azurecr.io", "reg.example/team".
QStringList pullPlaces(const QJsonObject &secret);

//! Of a pod, or of its service account.
QStringList pullSecretNames(const QJsonValue &imagePullSecrets);

} // namespace fairlead::runs
