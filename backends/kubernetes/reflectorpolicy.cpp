// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "reflectorpolicy.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace fairlead::kubernetes {

namespace {

constexpr std::chrono::milliseconds FirstBackOff = 800ms;
constexpr std::chrono::milliseconds LongestBackOff = 30s;
constexpr std::chrono::milliseconds ForbiddenRetry = 5min; // rights may be granted later; nobody waits for it
constexpr std::chrono::milliseconds MissingRetry = 5min;

} // namespace

ReflectorPolicy::ReflectorPolicy(std::function<double()> random)
    : m_random(std::move(random))
{
}

ReflectorPolicy::Step ReflectorPolicy::start()
{
    return begin(loadStep());
}

ReflectorPolicy::Step ReflectorPolicy::waitIsOver()
{
    return begin(m_next);
}

void ReflectorPolicy::initialEventsEnded(const QString &resourceVersion)
{
    m_progressed = true;
    m_failures = 0;
    m_resourceVersion = resourceVersion;
    m_next = Step::Watch; // the same stream goes on as the watch
    watchOpened();
}

void ReflectorPolicy::watchOpened()
{
    m_freshness = Freshness::Live;
    m_error.reset();
}

ReflectorPolicy::Step ReflectorPolicy::pageEnded(const ListMeta &meta)
{
    m_progressed = true;
    m_failures = 0;
    m_continueToken = meta.continueToken;
    if (!m_continueToken.isEmpty())
        return begin(Step::ListPage);
    m_resourceVersion = meta.resourceVersion;
    watchOpened();
    return begin(Step::Watch);
}

void ReflectorPolicy::advanced(const QString &resourceVersion)
{
    m_progressed = true;
    m_failures = 0;
    if (!resourceVersion.isEmpty())
        m_resourceVersion = resourceVersion;
    if (m_next == Step::Watch) {
        m_reloads = 0;
        watchOpened();
    }
}

ReflectorPolicy::Step ReflectorPolicy::ended(const std::optional<ApiError> &error)
{
    if (!error) {
        if (m_next == Step::Watch && m_progressed)
            return begin(Step::Watch); // the server's own timeout
        if (m_next == Step::Watch && m_failures++ == 0)
            return wait(FirstBackOff); // brought nothing at all: a very quiet cluster, or a server that closes at once
        return backOff({.kind = ApiError::Kind::Network, .reason = QStringLiteral("ConnectionClosed")});
    }
    switch (error->kind) {
    case ApiError::Kind::Gone:
        m_resourceVersion.clear();
        m_continueToken.clear();
        m_next = loadStep();
        if (m_reloads++ > 0)
            return backOff(*error);
        return begin(m_next);
    case ApiError::Kind::Invalid:
        if (m_next == Step::WatchList && error->httpStatus != 406 && error->httpStatus != 415) {
            m_watchListWorks = false; // older than 1.32, or switched off
            return begin(Step::ListPage);
        }
        if ((error->httpStatus == 406 || error->httpStatus == 415) && m_encoding == Encoding::Protobuf) {
            m_encoding = Encoding::Json;
            return begin(m_next);
        }
        return backOff(*error);
    case ApiError::Kind::Forbidden:
        m_error = *error;
        m_freshness = m_freshness == Freshness::Live ? Freshness::Stale : m_freshness;
        m_continueToken.clear();
        m_next = loadStep();
        return wait(ForbiddenRetry);
    case ApiError::Kind::NotFound:
        m_error = *error;
        return wait(MissingRetry);
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Tls:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::Unauthorized:
    case ApiError::Kind::Conflict:
    case ApiError::Kind::TooManyRequests:
    case ApiError::Kind::Server:
    case ApiError::Kind::Malformed:
        return backOff(*error);
    }
    return backOff(*error);
}

std::chrono::seconds ReflectorPolicy::watchTimeout() const
{
    return std::chrono::seconds(300 + int(m_random() * 300));
}

ReflectorPolicy::Step ReflectorPolicy::begin(Step step)
{
    m_next = step;
    m_progressed = false;
    return step;
}

ReflectorPolicy::Step ReflectorPolicy::wait(std::chrono::milliseconds delay)
{
    m_delay = delay;
    return Step::Wait;
}

ReflectorPolicy::Step ReflectorPolicy::backOff(const ApiError &error)
{
    m_error = error;
    if (m_freshness == Freshness::Live)
        m_freshness = Freshness::Stale;
    if (m_next == Step::ListPage && m_continueToken.isEmpty())
        m_next = loadStep();
    const double factor = std::pow(2.0, std::min(m_failures, 10));
    const auto longest = std::min<std::chrono::milliseconds>(
        std::chrono::milliseconds(qint64(double(FirstBackOff.count()) * factor)), LongestBackOff);
    ++m_failures;
    auto delay = std::chrono::milliseconds(qint64(double(longest.count()) * (0.75 + m_random() * 0.25)));
    if (error.retryAfter)
        delay = std::max<std::chrono::milliseconds>(delay, *error.retryAfter);
    return wait(delay);
}

} // namespace fairlead::kubernetes
