// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clusterhub.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/kubernetes/kubeconfig/kubeconfigwatcher.h"
#include "backends/kubernetes/kubeconfig/kuberc.h"
#include "backends/processes/programapprovals.h"
#include "clusterkeys.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

using accelerators::ClusterSession;
using kubernetes::ConnectionState;

namespace {

//! How well a context serves for watching its cluster; smaller is better. One that is still connecting may keep its
//! place, and takes none from a context that shows something.
int rank(const ContextEntry &entry)
{
    switch (entry.status.state) {
    case ConnectionState::Live:
    case ConnectionState::Stale:
        return 0;
    case ConnectionState::Degraded:
        return 1;
    case ConnectionState::Connecting:
        return entry.isPrimary ? 0 : 2;
    case ConnectionState::NeedsLogin:
    case ConnectionState::Forbidden:
    case ConnectionState::Unreachable:
        return 3;
    case ConnectionState::Closed:
    case ConnectionState::Invalid:
        return 4;
    }
    return 4;
}

kubernetes::ContextStatus initialStatus(const ContextEntry &entry)
{
    kubernetes::ContextStatus status;
    if (entry.context.problem) {
        status.state = ConnectionState::Invalid;
        status.error = ApiError{.kind = ApiError::Kind::Invalid,
                                .reason = u"InvalidKubeconfig"_s,
                                .message = entry.context.problem->text()};
    } else {
        status.state = entry.isOpen ? ConnectionState::Connecting : ConnectionState::Closed;
    }
    return status;
}

//! Runs \p work in another thread and hands its result to \p done in this one; drops it when \p context is gone.
template <class Work, class Done>
void inBackground(QObject *context, Work work, Done done)
{
    using Value = std::invoke_result_t<Work>;
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcher<Value>::finished, context, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace

struct ClusterHub::Guard
{
    explicit Guard(const Settings &settings)
        : approvals(settings.approvalsFile)
        , policy(settings.allowsExec, approvals.keys(), &kubernetes::loadKuberc)
    {
    }

    processes::ProgramApprovals approvals;
    kubernetes::ExecPolicy policy;
};

ClusterHub::ClusterHub(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_watcher(std::make_unique<kubernetes::KubeconfigWatcher>(m_settings.sources))
{
    connect(m_watcher.get(), &kubernetes::KubeconfigWatcher::changed, this, &ClusterHub::onKubeconfig);
}

ClusterHub::~ClusterHub()
{
    for (const Session &session : std::as_const(m_sessions))
        session.session->deleteLater();
}

void ClusterHub::start()
{
    inBackground(
        this, [settings = m_settings] { return std::make_shared<Guard>(settings); },
        [this](const std::shared_ptr<Guard> &guard) {
            m_guard = guard;
            m_watcher->start();
        });
}

const ContextEntry *ClusterHub::context(const QString &id) const
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&id](const ContextEntry &entry) { return entry.context.id == id; });
    return it == m_entries.end() ? nullptr : &*it;
}

ContextEntry *ClusterHub::find(const QString &id)
{
    return const_cast<ContextEntry *>(std::as_const(*this).context(id));
}

void ClusterHub::setOpen(const QSet<QString> &ids)
{
    m_open = ids;
    reconcile();
}

void ClusterHub::open(const QString &id)
{
    m_open.insert(id);
    reconcile();
}

void ClusterHub::close(const QString &id)
{
    m_open.remove(id);
    reconcile();
}

void ClusterHub::retry(const QString &id)
{
    if (const auto it = m_sessions.constFind(id); it != m_sessions.constEnd())
        QMetaObject::invokeMethod(it->session, &ClusterSession::retryNow);
}

void ClusterHub::approveExec(const QString &id)
{
    ContextEntry *entry = find(id);
    if (!entry || !entry->approval)
        return;
    const QByteArray key = entry->approval->key();
    m_guard->policy.approve(key);
    entry->approval.reset();
    emit contextChanged(id);
    retry(id);
    inBackground(
        this, [guard = m_guard, key] { return guard->approvals.add(key).has_value(); },
        [](bool isKept) {
            if (!isKept)
                qWarning("the approval of a credential plugin could not be stored; it will be asked for again");
        });
}

void ClusterHub::onKubeconfig(const kubernetes::Kubeconfig &kubeconfig)
{
    std::vector<ContextEntry> entries;
    entries.reserve(kubeconfig.contexts.size());
    for (const kubernetes::Context &context : kubeconfig.contexts) {
        const ContextEntry *known = this->context(context.id);
        ContextEntry entry{.context = context};
        entry.status = initialStatus(entry);
        if (known && known->context.sameConnection(context)) {
            entry = *known;
            entry.context = context;
        } else if (known) {
            endSession(context.id); // the name is the same and the connection is another: start anew
        }
        entries.push_back(std::move(entry));
    }
    for (const ContextEntry &old : m_entries) {
        const auto isThere = [&old](const ContextEntry &entry) { return entry.context.id == old.context.id; };
        if (std::none_of(entries.begin(), entries.end(), isThere))
            endSession(old.context.id);
    }
    m_entries = std::move(entries);
    m_problems = kubeconfig.problems;
    const bool isFirst = !std::exchange(m_isLoaded, true);
    emit contextsChanged();
    if (isFirst)
        emit loaded();
    reconcile();
}

//! Makes sessions be what m_open and the elections say.
void ClusterHub::reconcile()
{
    std::vector<ContextEntry> before = m_entries;
    for (ContextEntry &entry : m_entries) {
        entry.isWanted = m_open.contains(entry.context.id);
        const bool isOpen = m_open.contains(entry.context.id) && !entry.context.problem;
        if (isOpen == entry.isOpen && m_sessions.contains(entry.context.id) == isOpen)
            continue;
        entry.isOpen = isOpen;
        entry.isPrimary = false;
        entry.approval.reset();
        entry.status = initialStatus(entry);
    }
    electPrimaries(m_entries);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const ContextEntry &entry = m_entries[i];
        const QString id = entry.context.id;
        const auto session = m_sessions.find(id);
        if (!entry.isOpen)
            endSession(id);
        else if (session == m_sessions.end())
            startSession(entry);
        else if (session->isWatching != entry.isPrimary) {
            session->isWatching = entry.isPrimary;
            QMetaObject::invokeMethod(session->session,
                                      [s = session->session, watches = entry.isPrimary] { s->setWatching(watches); });
            if (!entry.isPrimary)
                emit clusterRemoved(id);
        }
        const ContextEntry &old = before[i];
        if (old.isOpen != entry.isOpen || old.isWanted != entry.isWanted || old.isPrimary != entry.isPrimary ||
            old.clusterKey != entry.clusterKey || old.status != entry.status)
            emit contextChanged(id);
    }
}

void ClusterHub::startSession(const ContextEntry &entry)
{
    const QString id = entry.context.id;
    const ClusterSession::Settings settings{
        .options = m_settings.options, .userAgent = m_settings.userAgent, .watchesAccelerators = entry.isPrimary};
    auto *session = new ClusterSession(
        entry.context.endpoint,
        [context = entry.context, policy = m_guard->policy] { return makeCredentialSource(context, policy); },
        settings);
    session->moveToThread(m_threads.next());
    // A late signal of a session that was ended is dropped: the one that counts is in m_sessions.
    const auto isCurrent = [this, id, session] { return m_sessions.value(id).session == session; };
    connect(session, &ClusterSession::statusChanged, this,
            [this, id, isCurrent](const kubernetes::ContextStatus &status) {
                if (isCurrent())
                    onStatus(id, status);
            });
    connect(session, &ClusterSession::changed, this,
            [this, id, session, isCurrent](const accelerators::ClusterDelta &delta) {
                if (!isCurrent())
                    return;
                if (m_sessions.value(id).isWatching)
                    emit clusterChanged(id, delta);
                QMetaObject::invokeMethod(session, &ClusterSession::acknowledge);
            });
    m_sessions.insert(id, {session, entry.context, entry.isPrimary});
    QMetaObject::invokeMethod(session, &ClusterSession::start);
}

void ClusterHub::endSession(const QString &id)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end())
        return;
    const Session session = *it;
    m_sessions.erase(it);
    session.session->disconnect(this);
    session.session->deleteLater();
    if (session.isWatching)
        emit clusterRemoved(id);
}

void ClusterHub::onStatus(const QString &id, const kubernetes::ContextStatus &status)
{
    ContextEntry *entry = find(id);
    if (!entry || entry->status == status)
        return;
    entry->status = status;
    const bool needsApproval = status.error && status.error->reason == "ExecPluginNotAllowed"_L1;
    if (!needsApproval)
        entry->approval.reset();
    else if (!entry->approval)
        askForApproval(*entry);
    emit contextChanged(id);
    reconcile();
}

void ClusterHub::askForApproval(const ContextEntry &entry)
{
    if (!entry.context.auth.exec)
        return;
    // Hashes the program's file.
    inBackground(
        this, [policy = m_guard->policy, exec = *entry.context.auth.exec] { return policy.decide(exec); },
        [this, id = entry.context.id](const processes::ProgramDecision &decision) {
            ContextEntry *entry = find(id);
            if (!entry || !entry->isOpen || decision.verdict != processes::ProgramDecision::Verdict::NeedsApproval)
                return;
            entry->approval = decision.approval;
            emit contextChanged(id);
        });
}

void electPrimaries(std::vector<ContextEntry> &entries)
{
    std::vector<ReachedCluster> reached;
    reached.reserve(entries.size());
    for (const ContextEntry &entry : entries)
        reached.push_back({transport::endpointId(entry.context.endpoint), entry.status.clusterUid});
    const QStringList keys = clusterKeys(reached);
    QHash<QString, ContextEntry *> primaries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        ContextEntry &entry = entries[i];
        entry.clusterKey = keys[qsizetype(i)];
        if (!entry.isOpen || entry.context.problem)
            continue;
        ContextEntry *&primary = primaries[entry.clusterKey];
        const int own = rank(entry);
        if (!primary || own < rank(*primary) || (own == rank(*primary) && entry.isPrimary && !primary->isPrimary))
            primary = &entry;
    }
    for (ContextEntry &entry : entries)
        entry.isPrimary = primaries.value(entry.clusterKey) == &entry;
}

} // namespace fairlead::models
