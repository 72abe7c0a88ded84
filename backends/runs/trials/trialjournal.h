// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::runs {

//! A trial that may have left something behind.
struct TrialEntry
{
    QString runId;
    QString contextId; //!< of Kubernetes
    QString server;    //!< URL that the context led to; empty: not known
    QString daemonId;  //!< of Docker
    QString namespaceName;
    bool madeNamespace = false; //!< for the trial alone
    std::int64_t begun = 0;     //!< seconds since 1970 UTC
    QString host;               //!< machine and process that made it
    qint64 process = 0;
    qint64 processStarted = 0; //!< in ticks of the kernel since it started; 0: not known

    //! Whoever made it is gone; on another machine, after a day.
    bool isAbandoned() const;
    //! \p context is where it was: one of the same name that leads elsewhere by now is not.
    bool isAt(const kubernetes::Context &context) const;

    bool operator==(const TrialEntry &) const = default;
};

//! What trials have begun and not yet cleaned up, in a small file: written before the first thing is created, so that
//! whoever comes after a console that was killed knows where to look. Several processes and threads may share it. Holds
//! names, no secrets. What cannot be read is begun anew. Blocks for a small file.
class TrialJournal
{
public:
    static constexpr std::size_t MostEntries = 200; //!< then the oldest go

    //! Of the file. Empty: nothing is kept, and nothing is known.
    explicit TrialJournal(QString path);

    //! With host and process of this one. \return why it could not be written; empty: it is.
    QString add(TrialEntry entry);
    QString remove(const QString &runId);
    std::vector<TrialEntry> entries() const;
    //! Those of which isAbandoned().
    std::vector<TrialEntry> abandoned() const;

private:
    template <class Change>
    QString change(Change change);

    QString m_path;
};

} // namespace fairlead::runs
