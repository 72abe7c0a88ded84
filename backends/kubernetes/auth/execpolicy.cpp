// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "execpolicy.h"

#include "backends/kubernetes/kubeconfig/kubeconfigresolve.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

//! As client-go compares: the command as written, or the programs that both lead to.
bool isListed(const QStringList &allowlist, const ExecConfig &exec, const QString &program)
{
    const QString written = exec.command.contains(u'/') ? program : exec.command;
    return std::any_of(allowlist.begin(), allowlist.end(), [&](const QString &entry) {
        return entry == written || entry == program || resolveExecCommand(entry, QDir::currentPath()) == program;
    });
}

//! Empty: kuberc has nothing against it.
QString kubercObjection(const KubercPolicy &kuberc, const ExecConfig &exec, const QString &program)
{
    switch (kuberc.type) {
    case KubercPolicy::Type::AllowAll:
        return {};
    case KubercPolicy::Type::DenyAll:
        return u"%1 denies all credential plugins"_s.arg(kuberc.file);
    case KubercPolicy::Type::Allowlist:
        if (isListed(kuberc.allowlist, exec, program))
            return {};
        return u"%1 does not list it among the allowed credential plugins"_s.arg(kuberc.file);
    case KubercPolicy::Type::Invalid:
        return u"%1 cannot be followed: %2"_s.arg(kuberc.file, kuberc.problem);
    }
    return {};
}

} // namespace

ExecPolicy::ExecPolicy(bool allowAll, const QSet<QByteArray> &approvedKeys, std::function<KubercPolicy()> readKuberc)
    : m_programs(allowAll, approvedKeys)
    , m_readKuberc(std::move(readKuberc))
{
}

processes::ProgramDecision ExecPolicy::decide(const ExecConfig &exec) const
{
    processes::ProgramApproval approval{.program = execProgram(exec), .args = exec.args};
    for (const auto &variable : exec.env)
        approval.envNames.append(variable.first);
    const QString objection = m_readKuberc ? kubercObjection(m_readKuberc(), exec, approval.program) : QString();
    if (!objection.isEmpty())
        return {processes::ProgramDecision::Verdict::Denied, approval, objection};
    return m_programs.decide(approval);
}

QString execProgram(const ExecConfig &exec)
{
    if (!exec.resolvedCommand.isEmpty() || exec.command.contains(u'/'))
        return exec.resolvedCommand;
    return resolveExecCommand(exec.command, {});
}

} // namespace fairlead::kubernetes
