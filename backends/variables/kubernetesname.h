// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace fairlead::variables {

//! A text made into a name that Kubernetes takes.
struct KubernetesName
{
    QString name;
    bool isChanged = false; //!< then it ends in six digits of a hash of the text, so that two texts stay two names

    bool operator==(const KubernetesName &) const = default;
};

//! \p text as the name of a Namespace: a DNS-1123 label of at most 63 characters. What is one already stays.
//! Errors, in a short English sentence: there is no letter or digit in it; it would begin with "kube-", which is
//! Kubernetes' own.
//! Source: Kubernetes, "Object Names and IDs", RFC 1123 Label Names.
tl::expected<KubernetesName, QString> namespaceName(const QString &text);

//! \p text as the value of a label: at most 63 letters, digits and "-_.", no mark at either end. Empty stays empty.
//! Source: Kubernetes, "Labels and Selectors".
KubernetesName labelValue(const QString &text);

} // namespace fairlead::variables
