// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clustersession.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::accelerators {

using kubernetes::ConnectionState;
using kubernetes::Freshness;

namespace {

constexpr auto FlushInterval = 250ms;
constexpr auto ClockJump = 15s; // the machine slept

} // namespace

ClusterSession::ClusterSession(transport::Endpoint endpoint, MakeCredentials makeCredentials, Settings settings)
    : m_endpoint(std::move(endpoint))
    , m_makeCredentials(std::move(makeCredentials))
    , m_settings(std::move(settings))
    , m_ledger(m_settings.options)
    , m_flush(this)
    , m_podsGrace(this)
    , m_pulse(this)
{
    m_status.state = ConnectionState::Connecting;
    m_flush.setSingleShot(true);
    m_podsGrace.setSingleShot(true);
    connect(&m_podsGrace, &QTimer::timeout, this, &ClusterSession::settle);
    connect(&m_flush, &QTimer::timeout, this, &ClusterSession::flush);
    connect(&m_pulse, &QTimer::timeout, this, &ClusterSession::checkPulse);
}

ClusterSession::~ClusterSession() = default;

void ClusterSession::start()
{
    m_http = std::make_unique<transport::HttpClient>(m_endpoint, m_makeCredentials(), m_settings.userAgent);
    m_api = std::make_unique<kubernetes::ApiClient>(*m_http);
    m_api->setAnswerTimeout(m_settings.answerTimeout);
    m_lastPulse = std::chrono::system_clock::now();
    m_pulse.start(m_settings.pulse.interval);
    publishStatus();
    if (m_settings.watchesAccelerators)
        startWatching();
    identify();
}

void ClusterSession::setWatching(bool watches)
{
    if (watches == bool(m_nodeReflector))
        return;
    if (watches)
        startWatching();
    else
        stopWatching();
}

void ClusterSession::retryNow()
{
    m_http->retryCredentials();
    if (!m_isReached)
        identify();
    if (m_nodeReflector) {
        m_nodeReflector->retryNow();
        m_podReflector->retryNow();
    }
}

void ClusterSession::acknowledge()
{
    m_isAcknowledged = true;
    if (m_isDirty && !m_flush.isActive())
        m_flush.start(FlushInterval);
}

void ClusterSession::identify()
{
    if (m_pendingIdentity > 0)
        return;
    m_pendingIdentity = 3;
    if (!m_nodeReflector)
        askRights();
    askVersion([this] { countIdentityAnswer(); });
    m_api->selfSubjectReview(this, [this](const Result<kubernetes::UserInfo> &user) {
        if (user) {
            m_status.username = user->username;
            m_status.groups = user->groups;
        }
        countIdentityAnswer();
        publishStatus();
        settle();
    });
    m_api->clusterUid(this, [this](const Result<QString> &uid) {
        if (uid)
            m_status.clusterUid = *uid;
        countIdentityAnswer();
        publishStatus();
        settle();
    });
}

void ClusterSession::askVersion(const std::function<void()> &done)
{
    m_api->version(this, [this, done](const Result<kubernetes::ServerVersion> &version) {
        if (version) {
            m_status.serverVersion = version->gitVersion;
            m_status.latency = version->latency;
            m_versionError.reset();
        } else {
            m_versionError = version.error();
        }
        m_isReached = version.has_value();
        done();
        onResourceState();
    });
}

//! Nobody lists anything through this context: the server says what would be allowed.
void ClusterSession::askRights()
{
    for (const bool isNodes : {true, false}) {
        const kubernetes::ResourceAttributes attributes{.verb = u"list"_s,
                                                        .resource = isNodes ? u"nodes"_s : u"pods"_s};
        m_api->selfSubjectAccessReview(attributes, this, [this, isNodes, attributes](const Result<bool> &isAllowed) {
            kubernetes::ResourceState &resource = isNodes ? m_nodeRights : m_podRights;
            resource = {.freshness = Freshness::Live};
            if (!isAllowed) {
                resource = {.error = isAllowed.error()};
            } else if (!*isAllowed) {
                resource = {.error = ApiError{.kind = ApiError::Kind::Forbidden,
                                              .httpStatus = 403,
                                              .reason = u"Forbidden"_s,
                                              .message = u"you may not %1"_s.arg(attributes.text())}};
            }
            onResourceState();
        });
    }
}

void ClusterSession::countIdentityAnswer()
{
    if (--m_pendingIdentity == 0)
        m_status.isIdentified = true;
}

void ClusterSession::startWatching()
{
    using namespace kubernetes;
    m_nodes = std::make_unique<Store<Node>>(m_pool, [this](const NodePtr &before, const NodePtr &after) {
        // A Node that was made again under its name may arrive before the old one is found gone.
        if (before && !after) {
            m_removed << before->uid;
            if (m_uidByNode.value(before->name) == before->uid) {
                m_uidByNode.remove(before->name);
                m_ledger.removeNode(before->name);
            }
        }
        if (after) {
            m_uidByNode.insert(after->name, after->uid);
            m_ledger.setNode(after);
        }
        markDirty();
    });
    // Of Pods without devices only what they take from their Node is asked, and there are many.
    const auto needsDetails = [extra = m_settings.options.extraResources](const Pod &pod) {
        return requestsAccelerators(pod, extra);
    };
    const auto changed = [this](const PodPtr &before, const PodPtr &after) {
        m_ledger.setPod(before, after);
        // Until they are all there they change no answer, and a hundred thousand of them would ask for many.
        if (m_ledger.arePodsKnown())
            markDirty();
    };
    m_pods = std::make_unique<Store<Pod>>(m_pool, changed, needsDetails);
    m_nodeReflector = std::make_unique<Reflector>(*m_http, *m_nodes, u"/api/v1/nodes"_s);
    m_podReflector = std::make_unique<Reflector>(*m_http, *m_pods, u"/api/v1/pods"_s);
    // Finished Pods take nothing from a Node, and clusters that run jobs keep thousands of them.
    m_podReflector->setFieldSelector(u"status.phase!=Succeeded,status.phase!=Failed"_s);
    for (Reflector *reflector : {m_nodeReflector.get(), m_podReflector.get()}) {
        reflector->setAnswerTimeout(m_settings.answerTimeout);
        connect(reflector, &Reflector::stateChanged, this, &ClusterSession::onResourceState);
        reflector->start();
    }
}

void ClusterSession::stopWatching()
{
    m_nodeReflector.reset();
    m_podReflector.reset();
    for (const auto &node : m_nodes->objects())
        m_removed << node->uid;
    m_nodes.reset();
    m_pods.reset();
    m_ledger = ClusterLedger(m_settings.options);
    m_rows.clear();
    m_products = {};
    m_uidByNode.clear();
    m_nodeRights = {};
    m_podRights = {};
    askRights();
    markDirty();
    onResourceState();
}

void ClusterSession::onResourceState()
{
    const bool wasUp = isUp();
    if (m_nodeReflector) {
        m_status.nodes = {m_nodeReflector->freshness(), m_nodeReflector->error()};
        m_status.pods = {m_podReflector->freshness(), m_podReflector->error()};
        const auto wait = std::max(m_nodeReflector->remainingWait(), m_podReflector->remainingWait());
        m_status.retryAt = wait.count() == 0 ? 0 : (QDateTime::currentMSecsSinceEpoch() + wait.count()) / 1'000;
        m_ledger.setPodsKnown(m_status.pods.freshness == Freshness::Live ||
                              (m_status.pods.freshness == Freshness::Stale && m_status.pods.error &&
                               m_status.pods.error->kind != ApiError::Kind::Forbidden));
        markDirty();
    } else {
        // Nobody lists through this context: it is as good as its rights, if the server can be reached at all.
        m_status.nodes = m_versionError ? kubernetes::ResourceState{.error = m_versionError} : m_nodeRights;
        m_status.pods = m_versionError ? m_status.nodes : m_podRights;
        m_status.retryAt = 0;
    }
    m_status.state = kubernetes::connectionState(m_status.nodes, m_status.pods);
    noteStale();
    m_status.error = m_status.nodes.error ? m_status.nodes.error : m_status.pods.error;
    publishStatus();
    // A server that was away may be another version, or never have said who it is.
    if (wasUp && !isUp())
        m_isReached = false;
    else if (!wasUp && isUp() && !m_isReached)
        identify();
    settle();
}

//! Since when nothing vouches for what is shown.
void ClusterSession::noteStale()
{
    if (!kubernetes::isOld(m_status.nodes, m_status.pods))
        m_status.staleSince = 0;
    else if (m_status.staleSince == 0)
        m_status.staleSince = QDateTime::currentSecsSinceEpoch();
}

//! Not before the cluster is known: through two names it would be shown twice until then.
void ClusterSession::settle()
{
    const auto isDone = [](const kubernetes::ResourceState &r) {
        return r.freshness != Freshness::Connecting || r.error;
    };
    if (m_isSettled || !m_status.isIdentified || !isDone(m_status.nodes))
        return;
    if (!isDone(m_status.pods)) {
        if (!m_podsGrace.isActive() && !std::exchange(m_hasWaitedForPods, true))
            m_podsGrace.start(m_settings.podsGrace);
        if (m_podsGrace.isActive())
            return;
    }
    m_podsGrace.stop();
    m_isSettled = true;
    flush();
    emit settled();
}

//! A connection whose other end is gone without a word says nothing for minutes; a server that lives answers at once.
void ClusterSession::checkPulse()
{
    const auto now = std::chrono::system_clock::now();
    const bool slept = now - m_lastPulse > m_settings.pulse.interval + ClockJump;
    m_lastPulse = now;
    if (!m_nodeReflector)
        return askWhetherAlive(slept);
    if (slept) {
        m_nodeReflector->retryNow();
        m_podReflector->retryNow();
    }
    const bool isSilent = silence() > m_settings.pulse.silence;
    if (m_isPulsePending || !isUp() || !(isSilent || slept))
        return;
    m_isPulsePending = true;
    m_http->send({.path = u"/version"_s, .answerTimeout = m_settings.pulse.timeout}, this,
                 [this](const tl::expected<transport::HttpResponse, transport::HttpFailure> &response) {
                     m_isPulsePending = false;
                     if (!m_nodeReflector) // another context watches the cluster by now
                         return;
                     if (response) {
                         m_status.latency = response->latency;
                         m_nodeReflector->heardOtherwise();
                         return publishStatus();
                     }
                     const ApiError::Kind kind = response.error().error.kind;
                     if (kind != ApiError::Kind::Network && kind != ApiError::Kind::Timeout)
                         return;
                     // It is stale since its last word, not since this was found out.
                     m_status.staleSince = QDateTime::currentSecsSinceEpoch() -
                                           std::chrono::duration_cast<std::chrono::seconds>(silence()).count();
                     m_nodeReflector->reconnect(response.error().error);
                     m_podReflector->reconnect(response.error().error);
                 });
}

//! For how long nothing came.
std::chrono::steady_clock::duration ClusterSession::silence() const
{
    return std::chrono::steady_clock::now() - std::max(m_nodeReflector->lastReceived(), m_podReflector->lastReceived());
}

//! Nobody watches through this context, so nothing else would tell that its server went or came back.
void ClusterSession::askWhetherAlive(bool now)
{
    const auto time = std::chrono::steady_clock::now();
    if (m_isPulsePending || m_pendingIdentity > 0 || (!now && time - m_lastAsked < m_settings.pulse.silence))
        return;
    m_lastAsked = time;
    if (!m_isReached)
        return identify();
    m_isPulsePending = true;
    askVersion([this] { m_isPulsePending = false; });
}

bool ClusterSession::isUp() const
{
    return m_status.state == ConnectionState::Live || m_status.state == ConnectionState::Degraded;
}

void ClusterSession::markDirty()
{
    m_isDirty = true;
    if (m_isAcknowledged && m_isSettled && !m_flush.isActive())
        m_flush.start(FlushInterval);
}

void ClusterSession::flush()
{
    if (!m_isDirty || !m_isAcknowledged)
        return;
    m_isDirty = false;
    ClusterDelta delta;
    delta.removed = std::exchange(m_removed, {});
    for (const QString &name : m_ledger.takeDirtyNodes()) {
        if (const NodeRowPtr before = m_rows.take(name))
            m_products.remove(before->availability);
        std::optional<NodeAvailability> availability = m_ledger.availability(name);
        if (!availability)
            continue;
        const auto row = std::make_shared<const NodeRow>(NodeRow{std::move(*availability), m_ledger.holders(name)});
        m_rows.insert(name, row);
        m_products.add(row->availability);
        delta.changed.push_back(row);
    }
    delta.products = m_products.availability();
    delta.waiting = m_ledger.waiting();
    m_isAcknowledged = false;
    emit changed(delta);
}

void ClusterSession::publishStatus()
{
    emit statusChanged(m_status);
}

} // namespace fairlead::accelerators
