// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registryconnection.h"

#include "backends/transport/checkresult.h"

#include <QObject>

namespace fairlead::registry {

struct RegistryTestOptions
{
    bool testsPush = false;     //!< begins uploads and gives them up
    QStringList repositories{}; //!< to which it pushes, with the prefix; of the first the tags are asked for. Empty:
                                //!< "fairlead-test" below the prefix
};

//! What may be seen of a registry from here, check by check: "settings" (only where they are wrong), "reachable",
//! "tls", "api", "authentication", "login", "tags", "push" (one for each repository), "hook". A check that makes no
//! sense after another has failed does not come. Nothing is left behind at the registry; the hook is looked for, not
//! run.
class RegistryTest : public QObject
{
    Q_OBJECT
public:
    //! \p connection outlives it.
    RegistryTest(RegistryConnection &connection, const RegistryTestOptions &options, QObject *parent = nullptr);

    //! Once. No signal comes before it returns.
    void start();
    //! finished() follows with Cancelled, once an upload that was begun is given up.
    void cancel();

signals:
    void checked(const fairlead::CheckResult &result);
    //! Exactly once; what the checks found is no failure of the test, only Cancelled is. A slot may delete this object.
    void finished(const std::optional<fairlead::ApiError> &failure);

private:
    void opened(const Result<RegistryClient *> &client);
    void pinged(const Result<Ping> &ping);
    void askLogin();
    void askTags();
    void askPush();
    void lookForHook();
    void tell(const CheckResult &result);
    void finish(const std::optional<ApiError> &failure);
    void finishCancelled();
    bool hookLogsIn() const;
    QStringList repositories() const;

    RegistryConnection &m_connection;
    const RegistryTestOptions m_options;
    QPointer<RegistryClient> m_client;
    RequestHandle m_request;
    qsizetype m_nextPush = 0;
    bool m_isAskingPush = false;
    bool m_isCancelled = false;
    bool m_isOver = false;
};

} // namespace fairlead::registry
