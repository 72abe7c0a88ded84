// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "programpolicy.h"

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

//! Empty when the file cannot be read.
QByteArray hashFile(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result().toHex();
}

} // namespace

struct ProgramPolicy::State
{
    struct Hashed
    {
        files::FileSignature signature;
        QByteArray hash;
    };

    bool allowAll = false;
    QMutex mutex; //!< guards what follows
    QSet<QByteArray> approved;
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
    addField(hash, program.toUtf8());
    addList(hash, args);
    QStringList names = envNames;
    names.sort();
    addList(hash, names);
    addField(hash, fileHash);
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

ProgramDecision ProgramPolicy::decide(ProgramApproval approval) const
{
    using Verdict = ProgramDecision::Verdict;
    if (m_state->allowAll)
        return {Verdict::Allowed, std::move(approval), {}};
    approval.fileHash = m_state->hashOf(approval.program);
    if (approval.fileHash.isEmpty())
        return {Verdict::Denied, std::move(approval),
                u"its file cannot be read, so that no approval can be bound to it"_s};
    QMutexLocker lock(&m_state->mutex);
    const bool isApproved = m_state->approved.contains(approval.key());
    return {isApproved ? Verdict::Allowed : Verdict::NeedsApproval, std::move(approval), {}};
}

void ProgramPolicy::approve(const QByteArray &key)
{
    QMutexLocker lock(&m_state->mutex);
    m_state->approved.insert(key);
}

void ProgramPolicy::revoke(const QByteArray &key)
{
    QMutexLocker lock(&m_state->mutex);
    m_state->approved.remove(key);
}

} // namespace fairlead::processes
