// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/jsonrecords.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/processes/processmark.h"

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
    processes::ProcessMark owner{};

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
    explicit TrialJournal(const QString &path);

    //! Owned by this process. \return why it could not be written; empty: it is.
    QString add(TrialEntry entry);
    QString remove(const QString &runId);
    std::vector<TrialEntry> entries() const;
    //! Those whose owner is gone.
    std::vector<TrialEntry> abandoned() const;

private:
    files::JsonRecords m_file;
};

} // namespace fairlead::runs
