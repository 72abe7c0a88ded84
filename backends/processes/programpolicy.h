// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <memory>
#include <vector>

namespace fairlead::processes {

//! A file that a program gets to read, a script for a shell.
struct ApprovedFile
{
    QString path;    //!< absolute
    QByteArray hash; //!< SHA-256 of its content, hexadecimal; empty: not known, or what it has is not covered

    bool operator==(const ApprovedFile &) const = default;
};

//! What the user is asked to approve, and what an approval is bound to: a program that is changed asks again.
struct ProgramApproval
{
    QString program; //!< absolute path
    QStringList args;
    QStringList envNames;                 //!< the values may be secret and are neither shown nor part of the key
    QByteArray fileHash;                  //!< SHA-256 of the program's content, hexadecimal
    std::vector<ApprovedFile> files = {}; //!< whose content the approval is bound to, too
    bool isChanged = false; //!< it was approved before, with another content; of a decision, no part of the key

    //! SHA-256 over all of it, hexadecimal.
    QByteArray key() const;
    //! SHA-256 over what does not change with the content of the program and of the files, hexadecimal.
    QByteArray subject() const;
    bool operator==(const ProgramApproval &) const = default;
};

struct ProgramDecision
{
    enum class Verdict { Allowed, Denied, NeedsApproval };

    Verdict verdict = Verdict::Denied;
    ProgramApproval approval; //!< what to show, and whose key to approve
    QString reason;           //!< of Denied
};

//! Decides whether a program that settings name may run: it is asked for once. A handle: copies share approvals. Safe
//! to use from any thread.
class ProgramPolicy
{
public:
    ProgramPolicy();
    ProgramPolicy(bool allowAll, const QSet<QByteArray> &approvedKeys);
    //! What ProgramApprovals keeps in \p file is approved too, as it is at each decision.
    static ProgramPolicy withApprovals(bool allowAll, const QString &file);

    //! \p approval without its hashes, which are found where they are needed and not known yet: blocks on the disk.
    //! What is no file that can be read, or larger than 64 MiB, has none: only the program has to have one.
    ProgramDecision decide(ProgramApproval approval) const;
    void approve(const QByteArray &key);
    void approve(const ProgramApproval &approval);
    //! Approves it and keeps it in the file: blocks on the disk. Errors: why it could not be written; it is approved
    //! all the same.
    tl::expected<void, QString> remember(const ProgramApproval &approval);
    void revoke(const QByteArray &key);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace fairlead::processes
