// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuquery.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/transport/watchedcredentials.h"
#include "contextselection.h"
#include "models/clusters/clusterkeys.h"

#include <QHash>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ctl {

using kubernetes::ConnectionState;

namespace {

bool hasAnswered(ConnectionState state)
{
    return state == ConnectionState::Live || state == ConnectionState::Degraded || state == ConnectionState::Stale;
}

//! Waiting longer may help: the server is there and busy, or restarting.
bool isWorthWaitingFor(const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::TooManyRequests:
    case ApiError::Kind::Server:
    case ApiError::Kind::Gone:
    case ApiError::Kind::Conflict:
        return true;
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Tls:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::Unauthorized:
    case ApiError::Kind::Forbidden:
    case ApiError::Kind::NotFound:
    case ApiError::Kind::Invalid:
    case ApiError::Kind::Malformed:
        return false;
    }
    return false;
}

//! The better of two answers of the same cluster comes first.
int rankOf(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Live:
        return 0;
    case ConnectionState::Stale:
        return 1;
    case ConnectionState::Degraded:
        return 2;
    case ConnectionState::Closed:
    case ConnectionState::Invalid:
    case ConnectionState::Connecting:
    case ConnectionState::NeedsLogin:
    case ConnectionState::Forbidden:
    case ConnectionState::Unreachable:
        return 3;
    }
    return 3;
}

constexpr int NoAnswerRank = 3;

int rank(const models::ClusterAnswer &answer)
{
    return rankOf(answer.status.state);
}

} // namespace

//! One context, and what it has said so far.
struct GpuQuery::Asked
{
    kubernetes::Context context;
    QString endpoint; //!< empty: the kubeconfig gives none
    accelerators::ClusterSession *session = nullptr;
    QTimer deadline;
    std::chrono::milliseconds timeLeft{0};         //!< while the deadline waits for credentials
    QHash<QString, accelerators::NodeRowPtr> rows; //!< by uid
    models::ClusterAnswer answer;
    bool lists = false; //!< nodes and pods too, not only who and where
    bool hasDelta = false;
    bool isSettled = false;
    bool isSpared = false; //!< reaches a cluster that another context has answered for

    const QString &uid() const { return answer.status.clusterUid; }
    ConnectionState state() const { return answer.status.state; }
    //! What it would be as the answer of its cluster.
    int rankAsAnswer() const { return lists ? rank(answer) : NoAnswerRank + 1; }
};

GpuQuery::GpuQuery(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    for (const kubernetes::Context &context : m_settings.contexts) {
        auto asked = std::make_unique<Asked>();
        asked->context = context;
        if (!context.endpoint.server.isEmpty())
            asked->endpoint = transport::endpointId(context.endpoint);
        asked->answer.context = context.id;
        asked->deadline.setSingleShot(true);
        asked->deadline.setTimerType(Qt::PreciseTimer);
        connect(&asked->deadline, &QTimer::timeout, this, [this, raw = asked.get()] { onDeadline(*raw); });
        m_asked.push_back(std::move(asked));
    }
}

GpuQuery::~GpuQuery()
{
    for (const auto &asked : m_asked)
        endSession(*asked);
}

void GpuQuery::start()
{
    std::set<QString> listed;
    for (const auto &asked : m_asked) {
        if (!asked->context.problem) {
            ask(*asked, listed.insert(asked->endpoint).second);
            continue;
        }
        asked->answer.status.state = ConnectionState::Invalid;
        asked->answer.status.error = ApiError{.kind = ApiError::Kind::Invalid,
                                              .reason = u"InvalidKubeconfig"_s,
                                              .message = asked->context.problem->text()};
        asked->isSettled = true;
    }
    proceed();
}

void GpuQuery::ask(Asked &asked, bool lists)
{
    asked.lists = lists;
    asked.isSettled = false;
    asked.answer.status = {.state = ConnectionState::Connecting, .clusterUid = asked.uid()};
    // One that has said who it is goes on with the connection, and the credentials, that it has.
    if (asked.session) {
        asked.deadline.start(m_settings.timeout);
        QMetaObject::invokeMethod(asked.session, [session = asked.session, lists] { session->setWatching(lists); });
        return;
    }
    startSession(asked);
    asked.deadline.start(m_settings.timeout);
}

void GpuQuery::startSession(Asked &asked)
{
    const kubernetes::Context &context = asked.context;
    const auto onCredentials = [this, &asked](bool areAwaited) {
        // Called in the thread of the session, which is gone before this object is.
        QMetaObject::invokeMethod(this, [this, &asked, areAwaited] { pauseDeadline(asked, areAwaited); });
    };
    asked.session = new accelerators::ClusterSession(
        context.endpoint,
        [context, policy = m_settings.policy, onCredentials]() -> std::unique_ptr<transport::CredentialSource> {
            return std::make_unique<transport::WatchedCredentials>(makeCredentialSource(context, policy),
                                                                   onCredentials);
        },
        {.options = m_settings.options,
         .userAgent = m_settings.userAgent,
         .answerTimeout = m_settings.timeout,
         .watchesAccelerators = asked.lists,
         .podsGrace = std::min<std::chrono::milliseconds>(3s, m_settings.timeout / 2)});
    asked.session->moveToThread(m_threads.next());
    connect(asked.session, &accelerators::ClusterSession::statusChanged, this,
            [this, &asked, session = asked.session](const kubernetes::ContextStatus &status) {
                if (asked.session == session)
                    onStatus(asked, status);
            });
    connect(asked.session, &accelerators::ClusterSession::changed, this,
            [this, &asked, session = asked.session](const accelerators::ClusterDelta &delta) {
                if (asked.session == session)
                    onDelta(asked, delta);
            });
    QMetaObject::invokeMethod(asked.session, &accelerators::ClusterSession::start);
}

//! The timeout is the server's.
void GpuQuery::pauseDeadline(Asked &asked, bool isPaused)
{
    if (asked.isSettled)
        return;
    if (isPaused) {
        asked.timeLeft = asked.deadline.remainingTimeAsDuration();
        asked.deadline.stop();
    } else if (!asked.deadline.isActive()) {
        asked.deadline.start(asked.timeLeft);
    }
}

void GpuQuery::onStatus(Asked &asked, const kubernetes::ContextStatus &status)
{
    const kubernetes::ContextStatus before = std::exchange(asked.answer.status, status);
    if (status.clusterUid.isEmpty())
        asked.answer.status.clusterUid = before.clusterUid;
    // What was sent before Pods were known is not the answer after it: that follows.
    if (before.nodes.freshness != status.nodes.freshness || before.pods.freshness != status.pods.freshness)
        asked.hasDelta = false;
    if (m_isFinished) {
        emit changed();
        return;
    }
    if (asked.isSettled)
        return;
    if (hasAnswered(status.state))
        return settleIfComplete(asked);
    // Pods may be refused while the nodes are still on their way: that is not the end of it.
    const bool hasFailed = status.error && status.state != ConnectionState::Connecting;
    if (hasFailed && !isWorthWaitingFor(*status.error))
        settle(asked);
    else
        proceed(); // its uid may be known now
}

void GpuQuery::onDelta(Asked &asked, const accelerators::ClusterDelta &delta)
{
    if (!asked.lists)
        return;
    for (const QString &uid : delta.removed)
        asked.rows.remove(uid);
    for (const accelerators::NodeRowPtr &row : delta.changed)
        asked.rows[row->availability.node->uid] = row;
    asked.answer.products = delta.products;
    asked.answer.waiting = delta.waiting;
    asked.answer.nodes.clear();
    asked.answer.nodes.assign(asked.rows.cbegin(), asked.rows.cend());
    std::sort(asked.answer.nodes.begin(), asked.answer.nodes.end(),
              [](const auto &a, const auto &b) { return a->availability.node->name < b->availability.node->name; });
    asked.hasDelta = true;
    QMetaObject::invokeMethod(asked.session, &accelerators::ClusterSession::acknowledge);
    if (m_isFinished)
        emit changed();
    else if (!asked.isSettled)
        settleIfComplete(asked);
}

void GpuQuery::settleIfComplete(Asked &asked)
{
    const kubernetes::ContextStatus &status = asked.answer.status;
    // A server that is busy for a moment with the Pods still gives the whole answer.
    const bool mayImprove = asked.lists && status.state == ConnectionState::Degraded && status.pods.error &&
                            status.pods.error->isTransient();
    if (hasAnswered(status.state) && status.isIdentified && (asked.hasDelta || !asked.lists) && !mayImprove)
        settle(asked);
    else
        proceed();
}

void GpuQuery::onDeadline(Asked &asked)
{
    kubernetes::ContextStatus &status = asked.answer.status;
    const ApiError late{.kind = ApiError::Kind::Timeout,
                        .reason = u"NoAnswer"_s,
                        .message = u"no whole answer within %1 s"_s.arg(m_settings.timeout.count())};
    const bool hasNodes = asked.lists && asked.hasDelta && status.nodes.freshness == kubernetes::Freshness::Live;
    if (hasNodes && status.state == ConnectionState::Connecting) {
        // Nodes stay, without what is requested of them.
        status.state = ConnectionState::Degraded;
        status.pods.error = status.pods.error.value_or(late);
        status.error = status.pods.error;
    } else if (!hasAnswered(status.state) || (asked.lists && !asked.hasDelta)) {
        if (hasAnswered(status.state) || status.state == ConnectionState::Connecting)
            status.state = ConnectionState::Unreachable;
        status.error = status.error.value_or(late);
    }
    settle(asked);
}

//! The context has said what it will.
void GpuQuery::settle(Asked &asked)
{
    asked.deadline.stop();
    asked.isSettled = true;
    if (asked.lists && !m_settings.watches) {
        // The last one, which may have a hundred thousand objects, is left to the end of the process.
        if (isComplete())
            asked.session->disconnect(this);
        else
            endSession(asked);
    }
    proceed();
}

bool GpuQuery::isComplete() const
{
    return std::all_of(m_asked.begin(), m_asked.end(), [](const auto &asked) { return asked->isSettled; });
}

void GpuQuery::endSession(Asked &asked)
{
    if (!asked.session)
        return;
    asked.session->disconnect(this);
    asked.session->deleteLater();
    asked.session = nullptr;
    asked.hasDelta = false;
    asked.rows.clear();
}

std::vector<GpuQuery::Cluster> GpuQuery::clusters() const
{
    std::vector<models::ReachedCluster> reached;
    for (const auto &asked : m_asked) {
        // A context without a server reaches nothing that another one could.
        const QString endpoint = asked->endpoint.isEmpty() ? u"context "_s + asked->context.id : asked->endpoint;
        reached.push_back({endpoint, asked->uid()});
    }
    const QStringList keys = models::clusterKeys(reached);
    std::vector<Cluster> clusters;
    std::map<QString, std::size_t> indexOf;
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        const auto [it, isNew] = indexOf.try_emplace(keys[qsizetype(i)], clusters.size());
        if (isNew)
            clusters.emplace_back();
        clusters[it->second].push_back(m_asked[i].get());
    }
    return clusters;
}

void GpuQuery::proceed()
{
    if (m_isFinished)
        return;
    for (const Cluster &cluster : clusters())
        elect(cluster);
    if (isComplete())
        finish();
}

//! Sees that somebody lists \p cluster: nobody twice, and the next one where the first may not.
void GpuQuery::elect(const Cluster &cluster)
{
    int best = NoAnswerRank;
    bool isSilent = false;
    for (const Asked *asked : cluster) {
        if (!asked->isSettled || !asked->lists)
            continue;
        best = std::min(best, rank(asked->answer));
        const auto &error = asked->answer.status.error;
        isSilent = isSilent || (error && error->kind == ApiError::Kind::Timeout && asked->answer.status.isIdentified);
    }
    if (best <= rankOf(ConnectionState::Stale)) {
        bool isAfterAnswer = false; // the first in the kubeconfig answers, not the fastest: outputs can be compared
        for (Asked *asked : cluster) {
            isAfterAnswer = isAfterAnswer || (asked->isSettled && asked->rankAsAnswer() == best);
            if (asked->isSettled || !asked->lists || asked->uid().isEmpty() || !isAfterAnswer)
                continue;
            asked->isSpared = true;
            asked->isSettled = true;
            asked->deadline.stop();
            endSession(*asked);
        }
        return;
    }
    const bool isListing =
        std::any_of(cluster.begin(), cluster.end(), [](const Asked *a) { return a->lists && !a->isSettled; });
    if (isListing || isSilent) // who answers and then does not list costs its timeout once, not for each context
        return;
    Asked *next = nullptr;
    for (Asked *asked : cluster) {
        if (asked->isSettled && !asked->lists && rank(asked->answer) < (next ? rank(next->answer) : best))
            next = asked;
    }
    if (next)
        ask(*next, true);
}

//! Whose answer stands for the cluster.
const GpuQuery::Asked *GpuQuery::bestOf(const Cluster &cluster)
{
    return *std::min_element(cluster.begin(), cluster.end(),
                             [](const Asked *a, const Asked *b) { return a->rankAsAnswer() < b->rankAsAnswer(); });
}

void GpuQuery::finish()
{
    m_isFinished = true;
    for (const Cluster &cluster : clusters()) {
        const Asked *best = bestOf(cluster);
        for (Asked *asked : cluster) {
            if (asked != best)
                endSession(*asked);
        }
    }
    QMetaObject::invokeMethod(this, &GpuQuery::finished, Qt::QueuedConnection);
}

std::vector<models::ClusterAnswer> GpuQuery::answers() const
{
    std::vector<models::ClusterAnswer> answers;
    for (const Cluster &cluster : clusters()) {
        const Asked *best = bestOf(cluster);
        models::ClusterAnswer answer = best->answer;
        answer.id = best->endpoint;
        for (const Asked *asked : cluster) {
            answer.contexts << asked->context.id;
            if (!asked->uid().isEmpty())
                answer.id = asked->uid();
            if (asked != best && !asked->isSpared && !hasAnswered(asked->state()))
                answer.failedContexts.push_back({asked->context.id, asked->state(), asked->answer.status.error});
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace fairlead::ctl
