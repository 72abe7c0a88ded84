// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "availability.h"
#include "clusterledger.h"
#include "productsums.h"

#include "backends/kubernetes/apiclient.h"
#include "backends/kubernetes/connectionstate.h"
#include "backends/kubernetes/listwatch/reflector.h"
#include "backends/kubernetes/listwatch/store.h"
#include "backends/transport/httpclient.h"

#include <QMetaType>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace fairlead::accelerators {

//! A Node with who holds its devices: what a row of the GPU table shows. Immutable and shared between threads.
struct NodeRow
{
    NodeAvailability availability;
    std::vector<kubernetes::PodPtr> holders; //!< Pods with accelerators on it, by namespace and name
};
using NodeRowPtr = std::shared_ptr<const NodeRow>;

//! What changed since the delta before.
struct ClusterDelta
{
    std::vector<NodeRowPtr> changed;           //!< new and changed Nodes
    QStringList removed;                       //!< uids
    std::vector<ProductAvailability> products; //!< of the whole cluster
    std::vector<kubernetes::PodPtr> waiting;   //!< of the whole cluster, longest waiting first
};

//! One context being watched: connection, identity, nodes, pods, and the accelerators they make.
//! Lives in a network thread; everything it emits is a value. It sends the next delta only after acknowledge(), and at
//! most four a second: what happens meanwhile is merged, never queued.
class ClusterSession : public QObject
{
    Q_OBJECT
public:
    using MakeCredentials = std::function<std::unique_ptr<transport::CredentialSource>()>;

    //! How a server that has gone without a word is found out.
    struct Pulse
    {
        std::chrono::milliseconds interval{5'000}; //!< of looking at the clock
        std::chrono::milliseconds silence{20'000}; //!< then the server is asked whether it is still there
        std::chrono::milliseconds timeout{10'000}; //!< so long it may take to say so
    };

    struct Settings
    {
        Options options;
        QByteArray userAgent;
        std::chrono::milliseconds answerTimeout{15'000};
        bool watchesAccelerators = true; //!< false: only who and where, no nodes and pods
        //! So long Nodes that are there wait for the Pods; then they are shown without what is requested of them.
        std::chrono::milliseconds podsGrace{3'000};
        Pulse pulse{};
    };

    //! \p makeCredentials is called once, in the session's own thread.
    ClusterSession(transport::Endpoint endpoint, MakeCredentials makeCredentials, Settings settings);
    ~ClusterSession() override;

    // Called in the session's thread: use QMetaObject::invokeMethod from others.
    void start();
    void setWatching(bool watches);
    void retryNow();
    void acknowledge();

signals:
    void statusChanged(const fairlead::kubernetes::ContextStatus &status);
    void changed(const fairlead::accelerators::ClusterDelta &delta);
    //! Once: who and where is known or refused, and so are nodes and pods, or the Pods took too long. Nothing has
    //! changed() before.
    void settled();

private:
    void identify();
    void askVersion(const std::function<void()> &done);
    void askRights();
    void countIdentityAnswer();
    void startWatching();
    void stopWatching();
    void onResourceState();
    void noteStale();
    void settle();
    void checkPulse();
    std::chrono::steady_clock::duration silence() const;
    void askWhetherAlive(bool now);
    bool isUp() const;
    void markDirty();
    void flush();
    void publishStatus();

    transport::Endpoint m_endpoint;
    MakeCredentials m_makeCredentials;
    Settings m_settings;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<kubernetes::ApiClient> m_api;
    kubernetes::ValuePool m_pool;
    ClusterLedger m_ledger;
    std::unique_ptr<kubernetes::Store<kubernetes::Node>> m_nodes;
    std::unique_ptr<kubernetes::Store<kubernetes::Pod>> m_pods;
    std::unique_ptr<kubernetes::Reflector> m_nodeReflector;
    std::unique_ptr<kubernetes::Reflector> m_podReflector;
    QHash<QString, QString> m_uidByNode;
    QHash<QString, NodeRowPtr> m_rows; //!< by Node name, as last sent
    ProductSums m_products;            //!< of these
    QStringList m_removed;
    kubernetes::ContextStatus m_status;
    // While nobody lists through this context:
    kubernetes::ResourceState m_nodeRights;
    kubernetes::ResourceState m_podRights;
    std::optional<ApiError> m_versionError;
    QTimer m_flush;
    QTimer m_podsGrace;
    QTimer m_pulse;
    std::chrono::system_clock::time_point m_lastPulse;
    bool m_isPulsePending = false;
    bool m_isDirty = false;
    bool m_isAcknowledged = true;
    bool m_isSettled = false;
    bool m_hasWaitedForPods = false;
    bool m_isReached = false;  //!< it told its version
    int m_pendingIdentity = 0; //!< answers that are still to come
    std::chrono::steady_clock::time_point m_lastAsked;
};

} // namespace fairlead::accelerators

Q_DECLARE_METATYPE(fairlead::accelerators::ClusterDelta)
