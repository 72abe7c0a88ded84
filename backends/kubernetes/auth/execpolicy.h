// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/kubernetes/kubeconfig/kuberc.h"
#include "backends/processes/programpolicy.h"

#include <QByteArray>
#include <QSet>

#include <functional>

namespace fairlead::kubernetes {

//! Decides whether a credential plugin may run. kuberc only takes away: what it denies stays denied, also with
//! --allow-exec; what it allows is still asked for once. A handle: copies share approvals. Safe to use from any thread.
class ExecPolicy
{
public:
    ExecPolicy() = default;
    //! \p readKuberc is asked at every decision, by whatever thread wants that, as the user may edit the file
    //! meanwhile; none: there is nothing against any plugin.
    ExecPolicy(bool allowAll, const QSet<QByteArray> &approvedKeys, std::function<KubercPolicy()> readKuberc);

    //! Reads kuberc, and hashes the program's file where that is needed and not known yet: blocks on the disk.
    processes::ProgramDecision decide(const ExecConfig &exec) const;
    void approve(const QByteArray &key) { m_programs.approve(key); }
    void revoke(const QByteArray &key) { m_programs.revoke(key); }

private:
    processes::ProgramPolicy m_programs;
    std::function<KubercPolicy()> m_readKuberc;
};

//! The program to run: resolvedCommand, or PATH once more where it was not found when the kubeconfig was read.
QString execProgram(const ExecConfig &exec);

} // namespace fairlead::kubernetes
