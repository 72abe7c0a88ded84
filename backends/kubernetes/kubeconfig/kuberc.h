// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace fairlead::kubernetes {

//! Which credential plugins the user lets kubectl run. Source: kubectl.config.k8s.io/v1beta1 Preference.
struct KubercPolicy
{
    enum class Type {
        AllowAll,
        DenyAll,
        Allowlist,
        Invalid, //!< said, but not so that it can be followed: nothing may run
    };

    Type type = Type::AllowAll;
    QStringList allowlist; //!< commands: names found through PATH, or absolute paths
    QString file;
    QString problem; //!< why it is Invalid or could not be read

    bool operator==(const KubercPolicy &) const = default;
};

//! The policy of the first document that is a Preference. \p isExplicit: the user named the file, so that one without a
//! Preference is Invalid instead of ignored.
KubercPolicy parseKuberc(const QByteArray &bytes, const QString &file, bool isExplicit);

//! As kubectl finds it: nothing for KUBERC=off, else the file of KUBERC, else ~/.kube/kuberc. Reads the disk.
KubercPolicy loadKuberc();

} // namespace fairlead::kubernetes
