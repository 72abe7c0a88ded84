// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "availability.h"

#include "backends/kubernetes/apiclient.h"
#include "backends/kubernetes/listwatch/reflector.h"
#include "backends/kubernetes/listwatch/store.h"

#include <QMetaType>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace fairlead::accelerators {

//! A right and the server's answer.
struct CheckedRight
{
    kubernetes::ResourceAttributes attributes;
    bool isRequired = false;       //!< without it the GPU answer is incomplete
    std::optional<bool> isAllowed; //!< absent: the server did not say
};

//! What `check` found out about one context.
struct CheckReport
{
    enum class Verdict : std::uint8_t { Ok, Degraded, Unauthorized, Forbidden, Unreachable, Invalid };

    std::optional<ApiError> error; //!< the first thing that keeps it from being Ok
    QString serverVersion;
    std::optional<std::chrono::milliseconds> latency;
    QString username;
    QStringList groups;
    std::vector<CheckedRight> rights;
    std::optional<std::int64_t> nodes;
    std::optional<std::int64_t> gpuNodes;           //!< with at least one accelerator in capacity
    std::optional<std::int64_t> unlabelledGpuNodes; //!< of those, with a product that neither label nor resource names
    QStringList devicePlugins;                      //!< DaemonSets that look like one, "namespace/name"
    std::optional<bool> hasGpuOperator;             //!< serves its ClusterPolicies

    Verdict verdict() const;
};

//! "ok", "degraded", ...: the spelling of the JSON output.
QString toString(CheckReport::Verdict verdict);

//! The rights that the product uses; the first four are required.
std::vector<CheckedRight> neededRights();

//! Asks one context everything that `check` reports, all at once, and changes nothing in the cluster. After the timeout
//! it reports what it knows by then, whatever the server is still sending; the time in which a credential plugin runs,
//! which has a limit of its own, is not part of it. Lives in a network thread.
class ContextCheck : public QObject
{
    Q_OBJECT
public:
    using MakeCredentials = std::function<std::unique_ptr<transport::CredentialSource>()>;

    ContextCheck(transport::Endpoint endpoint, MakeCredentials makeCredentials, QByteArray userAgent,
                 std::chrono::milliseconds timeout);
    ~ContextCheck() override;

    void start();

signals:
    //! Exactly once.
    void finished(const fairlead::accelerators::CheckReport &report);

private:
    void askVersion();
    void askTheRest();
    void onNodes();
    void onCredentials(bool areAwaited);
    void onDeadline();
    void answered();
    void countNodes();
    void finish();

    transport::Endpoint m_endpoint;
    MakeCredentials m_makeCredentials;
    QByteArray m_userAgent;
    std::chrono::milliseconds m_timeout;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<kubernetes::ApiClient> m_api;
    kubernetes::ValuePool m_pool;
    std::unique_ptr<kubernetes::Store<kubernetes::Node>> m_nodes;
    std::unique_ptr<kubernetes::Reflector> m_reflector;
    CheckReport m_report;
    int m_pending = 0;
    QTimer m_deadline;
    std::chrono::milliseconds m_timeLeft{0}; //!< while the deadline waits for credentials
    bool m_isFinished = false;
};

} // namespace fairlead::accelerators

Q_DECLARE_METATYPE(fairlead::accelerators::CheckReport)
