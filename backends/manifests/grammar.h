// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! Which texts Kubernetes takes as what. Source: k8s.io/apimachinery/pkg/util/validation.
namespace fairlead::manifests {

//! "team-a": a name of a Namespace, a Service, a container; at most 63 characters.
bool isDnsLabel(const QString &text);
//! "my.volume-1": a name of most other objects; at most 253 characters.
bool isDnsSubdomain(const QString &text);
//! "nvidia.com/gpu", "pool": a key of a label, an annotation, a taint, a resource.
bool isQualifiedName(const QString &text);
bool isLabelValue(const QString &text);
//! "http": a name of a port of a container or a service; at most 15 characters.
bool isPortName(const QString &text);
//! A name of an environment variable that every version takes.
bool isEnvName(const QString &text);
//! "/data": absolute, without ".." and ":".
bool isMountPath(const QString &text);
//! "a/b": relative, without "..".
bool isSubPath(const QString &text);

} // namespace fairlead::manifests
