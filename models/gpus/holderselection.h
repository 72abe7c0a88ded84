// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QString>

#include <optional>

namespace fairlead::models {

//! A holder that the user picked, to see it everywhere it holds: a workload of one cluster, or a namespace or a user
//! in all.
struct HolderSelection
{
    QString contextId; //!< empty: every cluster
    QString namespaceName;
    QString ownerKind; //!< empty: the whole namespace, or a Pod of its own
    QString ownerName;
    QString podName;        //!< of a Pod without an owner
    QString user;           //!< not empty: all that is labelled with this user, and nothing of the above counts
    bool hasNoUser = false; //!< of the namespace only what names no user

    static HolderSelection workloadOf(const QString &contextId, const kubernetes::Pod &pod);
    static HolderSelection namespaceOf(const kubernetes::Pod &pod);
    //! Of a Pod that names none: what of its namespace names none.
    static HolderSelection userOf(const kubernetes::Pod &pod);
    //! What picking \p pod means while \p current is picked: its workload; again, the whole namespace; once more,
    //! nothing.
    static std::optional<HolderSelection> next(const std::optional<HolderSelection> &current, const QString &contextId,
                                               const kubernetes::Pod &pod);

    bool covers(const QString &clusterContextId, const kubernetes::Pod &pod) const;
    //! "speech / Job asr-large", "speech", "user anna"
    QString text() const;

    bool operator==(const HolderSelection &) const = default;
};

} // namespace fairlead::models
