// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "execpolicy.h"

#include "backends/files/filesignature.h"
#include "backends/kubernetes/kubeconfig/kubeconfigresolve.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QMutexLocker>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

void addField(QCryptographicHash &hash, const QByteArray &field)
{
    const quint64 size = qToBigEndian(quint64(field.size()));
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&size), sizeof size));
    hash.addData(field);
}

void addList(QCryptographicHash &hash, const QStringList &list)
{
    addField(hash, QByteArray::number(list.size()));
    for (const QString &text : list)
        addField(hash, text.toUtf8());
}

//! Empty when the file cannot be read.
QByteArray hashFile(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result().toHex();
}

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

struct ExecPolicy::State
{
    struct Hashed
    {
        files::FileSignature signature;
        QByteArray hash;
    };

    bool allowAll = false;
    std::function<KubercPolicy()> readKuberc;
    QMutex mutex; //!< guards what follows
    QSet<QByteArray> approved;
    QHash<QString, Hashed> hashes;

    QByteArray hashOf(const QString &program);
};

QByteArray ExecPolicy::State::hashOf(const QString &program)
{
    const files::FileSignature signature = files::fileSignature({program});
    {
        QMutexLocker lock(&mutex);
        const auto it = hashes.constFind(program);
        if (it != hashes.constEnd() && it->signature.sameAs(signature))
            return it->hash;
    }
    QByteArray hash = hashFile(program);
    QMutexLocker lock(&mutex);
    hashes.insert(program, {signature, hash});
    return hash;
}

QByteArray ExecApproval::key() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addField(hash, program.toUtf8());
    addList(hash, args);
    QStringList names = envNames;
    names.sort();
    addList(hash, names);
    addField(hash, fileHash);
    return hash.result().toHex();
}

ExecPolicy::ExecPolicy()
    : m_state(std::make_shared<State>())
{
}

ExecPolicy::ExecPolicy(bool allowAll, const QSet<QByteArray> &approvedKeys, std::function<KubercPolicy()> readKuberc)
    : ExecPolicy()
{
    m_state->allowAll = allowAll;
    m_state->approved = approvedKeys;
    m_state->readKuberc = std::move(readKuberc);
}

ExecDecision ExecPolicy::decide(const ExecConfig &exec) const
{
    ExecDecision decision;
    ExecApproval &approval = decision.approval;
    approval.program = execProgram(exec);
    approval.args = exec.args;
    for (const auto &variable : exec.env)
        approval.envNames.append(variable.first);
    if (m_state->readKuberc)
        decision.reason = kubercObjection(m_state->readKuberc(), exec, approval.program);
    if (!decision.reason.isEmpty())
        return decision;
    if (m_state->allowAll) {
        decision.verdict = ExecDecision::Verdict::Allowed;
        return decision;
    }
    approval.fileHash = m_state->hashOf(approval.program);
    if (approval.fileHash.isEmpty()) {
        decision.reason = u"its file cannot be read, so that no approval can be bound to it"_s;
        return decision;
    }
    QMutexLocker lock(&m_state->mutex);
    decision.verdict = m_state->approved.contains(approval.key()) ? ExecDecision::Verdict::Allowed
                                                                  : ExecDecision::Verdict::NeedsApproval;
    return decision;
}

void ExecPolicy::approve(const QByteArray &key)
{
    QMutexLocker lock(&m_state->mutex);
    m_state->approved.insert(key);
}

void ExecPolicy::revoke(const QByteArray &key)
{
    QMutexLocker lock(&m_state->mutex);
    m_state->approved.remove(key);
}

QString execProgram(const ExecConfig &exec)
{
    if (!exec.resolvedCommand.isEmpty() || exec.command.contains(u'/'))
        return exec.resolvedCommand;
    return resolveExecCommand(exec.command, {});
}

} // namespace fairlead::kubernetes
