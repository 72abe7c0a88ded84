// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonpolicy.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

// Without jitter, which adds up to a third: 0.8 s to 30 s, as of a Reflector.
constexpr std::chrono::milliseconds FirstBackOff = 800ms;
constexpr std::chrono::milliseconds LongestBackOff = 22'500ms;
constexpr std::chrono::milliseconds SteadyLife = 10s; // shorter: it comes and goes, and is not asked at once
constexpr std::chrono::milliseconds Coalescing = 200ms;
constexpr std::chrono::milliseconds LongestCoalescing = 5s;
constexpr int CostFactor = 4; // so that an engine spends a fifth of its time at most on one list
constexpr std::chrono::milliseconds ForbiddenRetry = 5min;

std::chrono::milliseconds backOff(int failures)
{
    return std::min(FirstBackOff * (1 << std::min(failures, 10)), LongestBackOff);
}

} // namespace

DaemonPolicy::DaemonPolicy(std::function<double()> random)
    : m_random(std::move(random))
{
}

DaemonPolicy::Step DaemonPolicy::open()
{
    m_state = DaemonState::Connecting;
    m_error.reset();
    m_failures = 0;
    m_hasObjects = false;
    return go(Step::Resolve);
}

DaemonPolicy::Step DaemonPolicy::close()
{
    m_state = DaemonState::Closed;
    m_error.reset();
    m_failures = 0;
    m_hasObjects = false;
    return go(Step::None);
}

DaemonPolicy::Step DaemonPolicy::waitIsOver()
{
    return m_step == Step::Wait ? go(Step::Resolve) : Step::None;
}

DaemonPolicy::Step DaemonPolicy::succeeded()
{
    switch (m_step) {
    case Step::Resolve:
        return go(Step::Identify);
    case Step::Identify:
        return go(Step::Listen);
    case Step::Listen:
        return go(Step::List);
    case Step::List:
        m_state = DaemonState::Live;
        m_error.reset();
        m_hasObjects = true;
        return go(Step::None);
    case Step::None:
    case Step::Wait:
        break;
    }
    return Step::None;
}

DaemonPolicy::Step DaemonPolicy::failed(const ApiError &error, std::chrono::milliseconds lived)
{
    if (m_state == DaemonState::Closed)
        return Step::None;
    m_state = m_hasObjects ? DaemonState::Stale : stateFor(error);
    m_error = error;
    if (lived >= SteadyLife)
        m_failures = 0;
    m_delay = std::chrono::milliseconds(qint64(double(backOff(m_failures++).count()) * (1 + m_random() / 3)));
    if (error.retryAfter)
        m_delay = std::max<std::chrono::milliseconds>(m_delay, *error.retryAfter);
    return go(Step::Wait);
}

DaemonPolicy::Step DaemonPolicy::go(Step step)
{
    m_step = step;
    return step;
}

DaemonState DaemonPolicy::stateFor(const ApiError &error) const
{
    if (m_step == Step::Resolve) // no server has been asked
        return DaemonState::Invalid;
    switch (error.kind) {
    case ApiError::Kind::Unauthorized:
    case ApiError::Kind::Forbidden:
    case ApiError::Kind::Tls:
        return DaemonState::Refused;
    case ApiError::Kind::Invalid:
        return DaemonState::Invalid;
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::NotFound:
    case ApiError::Kind::Conflict:
    case ApiError::Kind::Gone:
    case ApiError::Kind::TooManyRequests:
    case ApiError::Kind::Server:
    case ApiError::Kind::Malformed:
        return DaemonState::Unreachable;
    }
    return DaemonState::Unreachable;
}

ListRefresh::Step ListRefresh::start()
{
    m_failures = 0;
    return waitIsOver();
}

ListRefresh::Step ListRefresh::waitIsOver()
{
    m_phase = Phase::Asking;
    m_isDirty = false;
    return Step::Ask;
}

ListRefresh::Step ListRefresh::changed()
{
    switch (m_phase) {
    case Phase::Idle:
        return wait(std::clamp(m_took * CostFactor, Coalescing, LongestCoalescing));
    case Phase::Asking:
        m_isDirty = true;
        return Step::Nothing;
    case Phase::Waiting:
        return Step::Nothing;
    }
    return Step::Nothing;
}

ListRefresh::Step ListRefresh::answered(std::chrono::milliseconds took)
{
    m_phase = Phase::Idle;
    m_failures = 0;
    m_took = took;
    return std::exchange(m_isDirty, false) ? changed() : Step::Nothing;
}

ListRefresh::Step ListRefresh::failed(const ApiError &error)
{
    const bool isRefused = error.kind == ApiError::Kind::Forbidden || error.kind == ApiError::Kind::Unauthorized;
    const std::chrono::milliseconds delay = isRefused ? ForbiddenRetry : backOff(m_failures++);
    return wait(error.retryAfter ? std::max<std::chrono::milliseconds>(delay, *error.retryAfter) : delay);
}

ListRefresh::Step ListRefresh::wait(std::chrono::milliseconds delay)
{
    m_phase = Phase::Waiting;
    m_delay = delay;
    return Step::Wait;
}

EventEffect effectOf(const Event &event)
{
    static const QStringList ofContainers{u"create"_s, u"start"_s,   u"die"_s,     u"stop"_s,   u"kill"_s,
                                          u"oom"_s,    u"pause"_s,   u"unpause"_s, u"rename"_s, u"restart"_s,
                                          u"update"_s, u"destroy"_s, u"prune"_s,   u"remove"_s, u"health_status"_s,
                                          u"died"_s,   u"init"_s,    u"cleanup"_s}; // the last ones are Podman's
    const QString action = event.action.section(u':', 0, 0);
    switch (event.type) {
    case Event::Type::Container:
        return {.containers = ofContainers.contains(action), .images = action == "commit"_L1};
    case Event::Type::Image:
        return {.images = action != "save"_L1};
    case Event::Type::Volume:
        return {.volumes =
                    action == "create"_L1 || action == "destroy"_L1 || action == "prune"_L1 || action == "remove"_L1};
    case Event::Type::Daemon:
        return {.info = action == "reload"_L1};
    case Event::Type::Builder:
        return {.images = true};
    case Event::Type::Network:
    case Event::Type::Other:
        return {};
    }
    return {};
}

} // namespace fairlead::docker
