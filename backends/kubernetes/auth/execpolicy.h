// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/kubernetes/kubeconfig/kuberc.h"

#include <QByteArray>
#include <QSet>
#include <QStringList>

#include <functional>
#include <memory>

namespace fairlead::kubernetes {

//! What the user is asked to approve, and what an approval is bound to: a plugin that is changed asks again.
struct ExecApproval
{
    QString program; //!< absolute path
    QStringList args;
    QStringList envNames; //!< the values may be secret and are neither shown nor part of the key
    QByteArray fileHash;  //!< SHA-256 of the program's content, hexadecimal

    //! SHA-256 over all of it, hexadecimal.
    QByteArray key() const;
    bool operator==(const ExecApproval &) const = default;
};

struct ExecDecision
{
    enum class Verdict { Allowed, Denied, NeedsApproval };

    Verdict verdict = Verdict::Denied;
    ExecApproval approval; //!< what to show, and whose key to approve
    QString reason;        //!< of Denied
};

//! Decides whether a credential plugin may run. kuberc only takes away: what it denies stays denied, also with
//! --allow-exec; what it allows is still asked for once. A handle: copies share approvals. Safe to use from any thread.
class ExecPolicy
{
public:
    ExecPolicy();
    //! \p readKuberc is asked at every decision, by whatever thread wants that, as the user may edit the file
    //! meanwhile; none: there is nothing against any plugin.
    ExecPolicy(bool allowAll, const QSet<QByteArray> &approvedKeys, std::function<KubercPolicy()> readKuberc);

    //! Reads kuberc, and hashes the program's file where that is needed and not known yet: blocks on the disk.
    ExecDecision decide(const ExecConfig &exec) const;
    void approve(const QByteArray &key);
    void revoke(const QByteArray &key);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

//! The program to run: resolvedCommand, or PATH once more where it was not found when the kubeconfig was read.
QString execProgram(const ExecConfig &exec);

} // namespace fairlead::kubernetes
