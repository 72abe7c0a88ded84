// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuquery.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "contextselection.h"

#include <QThread>

#include <algorithm>
#include <optional>

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
int rank(const models::ClusterAnswer &answer)
{
    switch (answer.status.state) {
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

} // namespace

//! Contexts of one server, and what the one being asked has said so far.
struct GpuQuery::Group
{
    std::vector<kubernetes::Context> contexts;
    std::size_t next = 0;
    bool isDone = false;
    accelerators::ClusterSession *session = nullptr;
    QTimer deadline;
    std::map<QString, accelerators::NodeRowPtr> rows; //!< by uid
    models::ClusterAnswer current;
    std::optional<models::ClusterAnswer> best;
    bool hasDelta = false;
};

GpuQuery::GpuQuery(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    for (const kubernetes::Context &context : m_settings.contexts) {
        const auto sameServer = [&context](const std::unique_ptr<Group> &group) {
            const transport::Endpoint &endpoint = group->contexts.front().endpoint;
            return !context.problem && !group->contexts.front().problem && endpoint.server == context.endpoint.server &&
                   endpoint.caPem == context.endpoint.caPem;
        };
        const auto it = std::find_if(m_groups.begin(), m_groups.end(), sameServer);
        if (it != m_groups.end()) {
            (*it)->contexts.push_back(context);
            continue;
        }
        m_groups.push_back(std::make_unique<Group>());
        m_groups.back()->contexts.push_back(context);
    }
}

GpuQuery::~GpuQuery()
{
    for (const auto &group : m_groups)
        endSession(*group);
}

void GpuQuery::start()
{
    for (const auto &group : m_groups)
        startAttempt(*group);
    check();
}

void GpuQuery::startAttempt(Group &group)
{
    const kubernetes::Context context = group.contexts[group.next++];
    group.rows.clear();
    group.hasDelta = false;
    group.current = {.id = transport::endpointId(context.endpoint), .context = context.id};
    for (const kubernetes::Context &each : group.contexts)
        group.current.contexts << each.id;
    if (context.problem) {
        group.current.status.state = ConnectionState::Invalid;
        group.current.status.error = ApiError{.kind = ApiError::Kind::Invalid,
                                              .reason = QStringLiteral("InvalidKubeconfig"),
                                              .message = context.problem->text()};
        return settle(group);
    }
    group.session = new accelerators::ClusterSession(
        context.endpoint, [context, policy = m_settings.policy] { return makeCredentialSource(context, policy); },
        {.options = m_settings.options, .userAgent = m_settings.userAgent, .answerTimeout = m_settings.timeout});
    group.session->moveToThread(m_threads.next());
    connect(group.session, &accelerators::ClusterSession::statusChanged, this,
            [this, &group, session = group.session](const kubernetes::ContextStatus &status) {
                if (group.session == session)
                    onStatus(group, status);
            });
    connect(group.session, &accelerators::ClusterSession::changed, this,
            [this, &group, session = group.session](const accelerators::ClusterDelta &delta) {
                if (group.session == session)
                    onDelta(group, delta);
            });
    group.deadline.setSingleShot(true);
    group.deadline.disconnect(this);
    connect(&group.deadline, &QTimer::timeout, this, [this, &group] { settle(group); });
    QMetaObject::invokeMethod(group.session, &accelerators::ClusterSession::start);
}

void GpuQuery::onStatus(Group &group, const kubernetes::ContextStatus &status)
{
    group.current.status = status;
    if (!status.clusterUid.isEmpty())
        group.current.id = status.clusterUid;
    if (group.isDone) {
        group.best = group.current;
        emit changed();
        return;
    }
    if (hasAnswered(status.state))
        return settleIfComplete(group); // the rows follow as a delta
    // Pods may be refused while the nodes are still on their way: that is not the end of it.
    if (!status.error || status.state == ConnectionState::Connecting)
        return;
    if (!isWorthWaitingFor(*status.error))
        settle(group);
    else if (!group.deadline.isActive())
        group.deadline.start(m_settings.timeout);
}

void GpuQuery::onDelta(Group &group, const accelerators::ClusterDelta &delta)
{
    for (const QString &uid : delta.removed)
        group.rows.erase(uid);
    for (const accelerators::NodeRowPtr &row : delta.changed)
        group.rows[row->availability.node->uid] = row;
    group.current.products = delta.products;
    group.current.waiting = delta.waiting;
    group.current.nodes.clear();
    for (const auto &[uid, row] : group.rows)
        group.current.nodes.push_back(row);
    std::sort(group.current.nodes.begin(), group.current.nodes.end(),
              [](const auto &a, const auto &b) { return a->availability.node->name < b->availability.node->name; });
    group.hasDelta = true;
    QMetaObject::invokeMethod(group.session, &accelerators::ClusterSession::acknowledge);
    if (group.isDone) {
        group.best = group.current;
        emit changed();
    } else {
        settleIfComplete(group);
    }
}

void GpuQuery::settleIfComplete(Group &group)
{
    const kubernetes::ContextStatus &status = group.current.status;
    if (group.hasDelta && status.isIdentified && hasAnswered(status.state))
        settle(group);
}

//! The context being asked has said what it will: it is the answer, or the next context of the cluster is tried.
void GpuQuery::settle(Group &group)
{
    group.deadline.stop();
    if (!group.best || rank(group.current) < rank(*group.best))
        group.best = group.current;
    if (rank(group.current) > 1 && group.next < group.contexts.size()) {
        endSession(group);
        return startAttempt(group);
    }
    group.isDone = true;
    if (!m_settings.watches)
        endSession(group);
    check();
}

void GpuQuery::endSession(Group &group)
{
    if (!group.session)
        return;
    group.session->disconnect(this);
    group.session->deleteLater();
    group.session = nullptr;
}

void GpuQuery::check()
{
    const auto isDone = [](const std::unique_ptr<Group> &group) { return group->isDone; };
    if (m_isFinished || !std::all_of(m_groups.begin(), m_groups.end(), isDone))
        return;
    m_isFinished = true;
    QMetaObject::invokeMethod(this, &GpuQuery::finished, Qt::QueuedConnection);
}

std::vector<models::ClusterAnswer> GpuQuery::answers() const
{
    std::vector<models::ClusterAnswer> answers;
    for (const auto &group : m_groups) {
        if (!group->best)
            continue;
        const auto same = std::find_if(answers.begin(), answers.end(), [&group](const models::ClusterAnswer &answer) {
            return answer.id == group->best->id;
        });
        if (same == answers.end()) {
            answers.push_back(*group->best);
            continue;
        }
        QStringList contexts = same->contexts + group->best->contexts;
        if (rank(*group->best) < rank(*same))
            *same = *group->best;
        same->contexts = std::move(contexts);
    }
    return answers;
}

} // namespace fairlead::ctl
