// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "programpolicy.h"

#include "programapprovals.h"

#include "backends/files/filesignature.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QMutexLocker>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace fairlead::processes {

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

void addCall(QCryptographicHash &hash, const ProgramApproval &approval)
{
    addField(hash, approval.program.toUtf8());
    addList(hash, approval.args);
    QStringList names = approval.envNames;
    names.sort();
    addList(hash, names);
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

constexpr qint64 ReadFileLimit = 64LL << 20; // of one that a program reads

} // namespace

struct ProgramPolicy::State
{
    struct Hashed
    {
        files::FileSignature signature;
        QByteArray hash;
    };

    bool allowAll = false;
    QString file; //!< of ProgramApprovals; empty: none
    QMutex mutex; //!< guards what follows
    QSet<QByteArray> approved;
    QSet<QByteArray> subjects; //!< of what was approved
    QHash<QString, Hashed> hashes;

    QByteArray hashOf(const QString &program);
};

QByteArray ProgramPolicy::State::hashOf(const QString &program)
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

QByteArray ProgramApproval::key() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addCall(hash, *this);
    addField(hash, fileHash);
    for (const ApprovedFile &file : files) {
        addField(hash, file.path.toUtf8());
        addField(hash, file.hash);
    }
    return hash.result().toHex();
}

QByteArray ProgramApproval::subject() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addCall(hash, *this);
    return hash.result().toHex();
}

ProgramPolicy::ProgramPolicy()
    : m_state(std::make_shared<State>())
{
}

ProgramPolicy::ProgramPolicy(bool allowAll, const QSet<QByteArray> &approvedKeys)
    : ProgramPolicy()
{
    m_state->allowAll = allowAll;
    m_state->approved = approvedKeys;
}

ProgramPolicy ProgramPolicy::withApprovals(bool allowAll, const QString &file)
{
    ProgramPolicy policy(allowAll, {});
    policy.m_state->file = file;
    return policy;
}

ProgramDecision ProgramPolicy::decide(ProgramApproval approval) const
{
    using Verdict = ProgramDecision::Verdict;
    if (m_state->allowAll)
        return {Verdict::Allowed, std::move(approval), {}};
    approval.fileHash = m_state->hashOf(approval.program);
    if (approval.fileHash.isEmpty())
        return {Verdict::Denied, std::move(approval),
                u"its file cannot be read, so that no approval can be bound to it"_s};
    for (ApprovedFile &file : approval.files)
        file.hash = QFileInfo(file.path).size() <= ReadFileLimit ? m_state->hashOf(file.path) : QByteArray();
    const QByteArray key = approval.key();
    const QByteArray subject = approval.subject();
    const ProgramApprovals kept(m_state->file);
    QMutexLocker lock(&m_state->mutex);
    if (m_state->approved.contains(key) || kept.has(key))
        return {Verdict::Allowed, std::move(approval), {}};
    approval.isChanged = m_state->subjects.contains(subject) || kept.hasSubject(subject);
    return {Verdict::NeedsApproval, std::move(approval), {}};
}

void ProgramPolicy::approve(const QByteArray &key)
{
    QMutexLocker lock(&m_state->mutex);
    m_state->approved.insert(key);
}

void ProgramPolicy::approve(const ProgramApproval &approval)
{
    QMutexLocker lock(&m_state->mutex);
    m_state->approved.insert(approval.key());
    m_state->subjects.insert(approval.subject());
}

tl::expected<void, QString> ProgramPolicy::remember(const ProgramApproval &approval)
{
    approve(approval);
    if (m_state->file.isEmpty())
        return {};
    return ProgramApprovals(m_state->file).add(approval.key(), approval.subject());
}

void ProgramPolicy::revoke(const QByteArray &key)
{
    QMutexLocker lock(&m_state->mutex);
    m_state->approved.remove(key);
}

} // namespace fairlead::processes
