// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextcheck.h"

#include "backends/transport/watchedcredentials.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

using kubernetes::ResourceAttributes;

namespace {

CheckReport::Verdict verdictForError(ApiError::Kind kind)
{
    switch (kind) {
    case ApiError::Kind::Unauthorized:
        return CheckReport::Verdict::Unauthorized;
    case ApiError::Kind::Forbidden:
        return CheckReport::Verdict::Forbidden;
    case ApiError::Kind::Invalid:
        return CheckReport::Verdict::Invalid;
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Tls:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::NotFound:
    case ApiError::Kind::Conflict:
    case ApiError::Kind::Gone:
    case ApiError::Kind::TooManyRequests:
    case ApiError::Kind::Server:
    case ApiError::Kind::Malformed:
        return CheckReport::Verdict::Unreachable;
    }
    return CheckReport::Verdict::Unreachable;
}

bool looksLikeDevicePlugin(const QString &daemonSet)
{
    const QString name = daemonSet.section(u'/', 1);
    return name.contains("device-plugin"_L1) || name.contains("gpu-plugin"_L1);
}

} // namespace

CheckReport::Verdict CheckReport::verdict() const
{
    if (serverVersion.isEmpty() && !nodes && error)
        return verdictForError(error->kind);
    const auto isDenied = [this](QStringView resource) {
        return std::any_of(rights.begin(), rights.end(), [resource](const CheckedRight &right) {
            return right.isRequired && right.attributes.resource == resource && right.isAllowed == false;
        });
    };
    if (isDenied(u"nodes"))
        return Verdict::Forbidden;
    if (isDenied(u"pods"))
        return Verdict::Degraded;
    if (error && error->isTransient() && nodes) // what is missing is not what it is asked for
        return Verdict::Degraded;
    return error ? verdictForError(error->kind) : Verdict::Ok;
}

QString toString(CheckReport::Verdict verdict)
{
    switch (verdict) {
    case CheckReport::Verdict::Ok:
        return u"ok"_s;
    case CheckReport::Verdict::Degraded:
        return u"degraded"_s;
    case CheckReport::Verdict::Unauthorized:
        return u"unauthorized"_s;
    case CheckReport::Verdict::Forbidden:
        return u"forbidden"_s;
    case CheckReport::Verdict::Unreachable:
        return u"unreachable"_s;
    case CheckReport::Verdict::Invalid:
        return u"invalid"_s;
    }
    return {};
}

std::vector<CheckedRight> neededRights()
{
    const auto right = [](const QString &verb, const QString &resource, const QString &subresource = {},
                          const QString &group = {}) {
        return CheckedRight{
            .attributes = {.verb = verb, .group = group, .resource = resource, .subresource = subresource}};
    };
    std::vector<CheckedRight> rights{
        right(u"list"_s, u"nodes"_s),
        right(u"watch"_s, u"nodes"_s),
        right(u"list"_s, u"pods"_s),
        right(u"watch"_s, u"pods"_s),
        right(u"list"_s, u"events"_s),
        right(u"list"_s, u"namespaces"_s),
        right(u"list"_s, u"resourcequotas"_s),
        right(u"get"_s, u"pods"_s, u"log"_s),
        right(u"get"_s, u"pods"_s, u"proxy"_s),
        right(u"create"_s, u"pods"_s, u"exec"_s),
        right(u"create"_s, u"jobs"_s, {}, u"batch"_s),
    };
    for (std::size_t i = 0; i < 4; ++i)
        rights[i].isRequired = true;
    return rights;
}

ContextCheck::ContextCheck(transport::Endpoint endpoint, MakeCredentials makeCredentials, QByteArray userAgent,
                           std::chrono::milliseconds timeout)
    : m_endpoint(std::move(endpoint))
    , m_makeCredentials(std::move(makeCredentials))
    , m_userAgent(std::move(userAgent))
    , m_timeout(timeout)
    , m_deadline(this)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &ContextCheck::onDeadline);
}

ContextCheck::~ContextCheck() = default;

void ContextCheck::start()
{
    m_http = std::make_unique<transport::HttpClient>(
        m_endpoint,
        std::make_unique<transport::WatchedCredentials>(m_makeCredentials(),
                                                        [this](bool areAwaited) { onCredentials(areAwaited); }),
        m_userAgent);
    m_api = std::make_unique<kubernetes::ApiClient>(*m_http);
    m_api->setAnswerTimeout(m_timeout);
    m_deadline.start(m_timeout);
    askVersion();
}

//! First and alone: a server that does not answer costs one timeout, not one per question.
void ContextCheck::askVersion()
{
    m_api->version(this, [this](const Result<kubernetes::ServerVersion> &version) {
        if (m_isFinished)
            return;
        if (version) {
            m_report.serverVersion = version->gitVersion;
            m_report.latency = version->latency;
        } else if (version.error().kind != ApiError::Kind::Forbidden) { // the Nodes tell whether that matters
            m_report.error = version.error();
            return finish();
        }
        askTheRest();
    });
}

void ContextCheck::askTheRest()
{
    m_report.rights = neededRights();
    m_pending = 4 + int(m_report.rights.size());
    m_api->selfSubjectReview(this, [this](const Result<kubernetes::UserInfo> &user) {
        if (user) {
            m_report.username = user->username;
            m_report.groups = user->groups;
        } else if (user.error().kind == ApiError::Kind::Unauthorized) {
            m_report.error = user.error();
        }
        answered();
    });
    for (CheckedRight &right : m_report.rights) {
        m_api->selfSubjectAccessReview(right.attributes, this, [this, &right](const Result<bool> &isAllowed) {
            if (isAllowed)
                right.isAllowed = *isAllowed;
            answered();
        });
    }
    m_api->daemonSets(this, [this](const Result<QStringList> &names) {
        if (names)
            std::copy_if(names->begin(), names->end(), std::back_inserter(m_report.devicePlugins),
                         looksLikeDevicePlugin);
        answered();
    });
    // Its API group alone says nothing: other products have resources there, too.
    m_api->servesResource(u"nvidia.com/v1"_s, u"clusterpolicies"_s, this, [this](const Result<bool> &isServed) {
        if (isServed)
            m_report.hasGpuOperator = *isServed;
        answered();
    });
    m_nodes = std::make_unique<kubernetes::Store<kubernetes::Node>>(m_pool, [](const auto &, const auto &) {});
    m_reflector = std::make_unique<kubernetes::Reflector>(*m_http, *m_nodes, u"/api/v1/nodes"_s);
    m_reflector->setAnswerTimeout(m_timeout);
    connect(m_reflector.get(), &kubernetes::Reflector::stateChanged, this, &ContextCheck::onNodes);
    m_reflector->start();
}

void ContextCheck::onNodes()
{
    const bool isLive = m_reflector->freshness() == kubernetes::Freshness::Live;
    // A server that is busy for a moment is asked again until the deadline.
    if (!isLive && (!m_reflector->error() || m_reflector->error()->isTransient()))
        return;
    m_reflector->disconnect(this);
    if (isLive)
        countNodes();
    else if (!m_report.error)
        m_report.error = m_reflector->error();
    // It is inside its own signal: stop it when it has returned.
    QMetaObject::invokeMethod(m_reflector.get(), &kubernetes::Reflector::stop, Qt::QueuedConnection);
    answered();
}

void ContextCheck::countNodes()
{
    m_report.nodes = m_nodes->objects().size();
    m_report.gpuNodes = 0;
    m_report.unlabelledGpuNodes = 0;
    for (const kubernetes::NodePtr &node : m_nodes->objects()) {
        const NodeAvailability availability = nodeAvailability(node, nullptr, {});
        const auto &devices = availability.devices;
        if (std::none_of(devices.begin(), devices.end(), [](const NodeDevices &d) { return d.capacity > 0; }))
            continue;
        ++*m_report.gpuNodes;
        if (std::any_of(devices.begin(), devices.end(),
                        [](const NodeDevices &d) { return d.labelSource.isEmpty() && d.product.name == "unknown"_L1; }))
            ++*m_report.unlabelledGpuNodes;
    }
}

//! The timeout is the server's.
void ContextCheck::onCredentials(bool areAwaited)
{
    if (m_isFinished)
        return;
    if (areAwaited) {
        m_timeLeft = m_deadline.remainingTimeAsDuration();
        m_deadline.stop();
    } else {
        m_deadline.start(m_timeLeft);
    }
}

void ContextCheck::onDeadline()
{
    if (!m_report.error && !m_report.nodes && m_reflector)
        m_report.error = m_reflector->error();
    if (!m_report.error) {
        m_report.error = ApiError{.kind = ApiError::Kind::Timeout,
                                  .reason = u"NoAnswer"_s,
                                  .message = u"no whole answer within %1 s"_s.arg(m_timeout.count() / 1'000)};
    }
    finish();
}

void ContextCheck::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_deadline.stop();
    emit finished(m_report);
}

void ContextCheck::answered()
{
    if (--m_pending > 0)
        return;
    if (!m_report.error) {
        const auto denied = std::find_if(m_report.rights.begin(), m_report.rights.end(), [](const CheckedRight &right) {
            return right.isRequired && right.isAllowed == false;
        });
        if (denied != m_report.rights.end()) {
            m_report.error = ApiError{.kind = ApiError::Kind::Forbidden,
                                      .httpStatus = 403,
                                      .reason = u"Forbidden"_s,
                                      .message = u"you may not %1"_s.arg(denied->attributes.text())};
        }
    }
    finish();
}

} // namespace fairlead::accelerators
