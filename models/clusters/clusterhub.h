// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/kubernetes/auth/execpolicy.h"
#include "backends/kubernetes/connectionstate.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/transport/networkthreads.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace fairlead::kubernetes {
class KubeconfigWatcher;
}

namespace fairlead::models {

//! A context as every view sees it.
struct ContextEntry
{
    kubernetes::Context context;
    kubernetes::ContextStatus status; //!< state Closed while it is not open
    bool isOpen = false;
    bool isWanted = false; //!< the user opened it; a context with a problem is not opened for all that
    //! Contexts with the same key reach the same cluster; its nodes are watched and counted through the primary one.
    QString clusterKey;
    bool isPrimary = false;
    //! A credential plugin that waits for the user's yes; its program is not run before.
    std::optional<processes::ProgramApproval> approval;

    bool isRefusedOpen() const { return isWanted && context.problem; }
};

//! All contexts of the user's kubeconfigs and the sessions of those that are open. Lives in the GUI thread; the
//! sessions live in network threads and hand over values. A context whose connection changed in the file is
//! reconnected, one that is gone is closed, one that is closed gets no request.
class ClusterHub : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        kubernetes::KubeconfigSources sources;
        accelerators::Options options;
        QString approvalsFile; //!< where approved credential plugins are remembered
        bool allowsExec = false;
        QByteArray userAgent;
    };

    explicit ClusterHub(Settings settings, QObject *parent = nullptr);
    ~ClusterHub() override;

    //! Reads the kubeconfigs off this thread; loaded() follows.
    void start();
    bool isLoaded() const { return m_isLoaded; }

    //! In kubeconfig order.
    const std::vector<ContextEntry> &contexts() const { return m_entries; }
    const ContextEntry *context(const QString &id) const; //!< null when there is none
    const std::vector<kubernetes::KubeconfigProblem> &problems() const { return m_problems; }

    //! Opens these and closes all others; one that is not there, or cannot be used, is opened once it can be.
    void setOpen(const QSet<QString> &ids);
    const QSet<QString> &openIds() const { return m_open; }
    void open(const QString &id);
    void close(const QString &id);
    void retry(const QString &id);
    //! The user allowed the plugin of this context to run: remembered for its path, arguments and content.
    void approveExec(const QString &id);

signals:
    void loaded();
    //! Contexts came, went or changed places; problems() may have changed too.
    void contextsChanged();
    //! One entry of contexts() changed in place.
    void contextChanged(const QString &id);
    //! Nodes of the cluster that \p id is the primary context of.
    void clusterChanged(const QString &id, const fairlead::accelerators::ClusterDelta &delta);
    //! Its nodes are shown no more: it was closed, or another context became the primary one.
    void clusterRemoved(const QString &id);

private:
    struct Session
    {
        accelerators::ClusterSession *session = nullptr; //!< lives in a network thread
        kubernetes::Context context;                     //!< what it was made from
        bool isWatching = false;
    };
    struct Guard; //!< policy and stored approvals of credential plugins

    void onKubeconfig(const kubernetes::Kubeconfig &kubeconfig);
    void onStatus(const QString &id, const kubernetes::ContextStatus &status);
    void reconcile();
    void startSession(const ContextEntry &entry);
    void endSession(const QString &id);
    void askForApproval(const ContextEntry &entry);
    ContextEntry *find(const QString &id);

    Settings m_settings;
    transport::NetworkThreads m_threads;
    std::shared_ptr<Guard> m_guard;
    std::unique_ptr<kubernetes::KubeconfigWatcher> m_watcher;
    std::vector<ContextEntry> m_entries;
    std::vector<kubernetes::KubeconfigProblem> m_problems;
    QHash<QString, Session> m_sessions;
    QSet<QString> m_open;
    bool m_isLoaded = false;
};

//! Says for each entry which cluster it reaches and which entry of each cluster is the one to watch: the first open
//! one, unless another does better; the one that is primary stays so while nothing is better. Sets clusterKey and
//! isPrimary.
void electPrimaries(std::vector<ContextEntry> &entries);

} // namespace fairlead::models
