// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "reflectorpolicy.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace fairlead::kubernetes {

namespace {

// Without jitter, which adds up to a third: 0.8 s to 30 s.
constexpr std::chrono::milliseconds FirstBackOff = 800ms;
constexpr std::chrono::milliseconds LongestBackOff = 22'500ms;
constexpr std::chrono::milliseconds ShortestWatch = 1s;    // no server's timeout is shorter
constexpr std::chrono::milliseconds ForbiddenRetry = 5min; // rights may be granted later; nobody waits for it
constexpr std::chrono::milliseconds MissingRetry = 5min;

} // namespace

ReflectorPolicy::ReflectorPolicy(std::function<double()> random)
    : m_random(std::move(random))
{
}

ReflectorPolicy::Step ReflectorPolicy::start()
{
    forgetPosition();
    return begin(m_next);
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
    goLive();
}

void ReflectorPolicy::answered(Encoding encoding)
{
    m_answered = encoding;
    if (m_next == Step::Watch)
        goLive();
}

ReflectorPolicy::Step ReflectorPolicy::pageEnded(const ListMeta &meta)
{
    m_progressed = true;
    m_failures = 0;
    m_continueToken = meta.continueToken;
    if (!m_continueToken.isEmpty())
        return begin(Step::ListPage);
    m_resourceVersion = meta.resourceVersion;
    goLive();
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
        goLive();
    }
}

ReflectorPolicy::Step ReflectorPolicy::ended(std::chrono::milliseconds lasted)
{
    if (m_next == Step::Watch && lasted >= ShortestWatch) {
        m_failures = 0;
        return begin(Step::Watch);
    }
    // A server that closes at once must not be asked at once, even if it told something each time.
    if (m_next == Step::Watch && (m_progressed || m_failures++ == 0))
        return wait(FirstBackOff);
    return backOff({.kind = ApiError::Kind::Network, .reason = QStringLiteral("ConnectionClosed")});
}

ReflectorPolicy::Step ReflectorPolicy::failed(const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::Gone:
        forgetPosition();
        if (m_reloads++ > 0)
            return backOff(error);
        return begin(m_next);
    case ApiError::Kind::Invalid:
        if (error.httpStatus == 406 || error.httpStatus == 415) {
            if (m_encoding == Encoding::Json)
                return backOff(error);
            m_encoding = Encoding::Json;
            return begin(m_next);
        }
        if (m_next == Step::WatchList) {
            m_watchListWorks = false; // older than 1.32, or switched off
            return begin(Step::ListPage);
        }
        forgetPosition(); // a version or a continue token that the server cannot read
        return backOff(error);
    case ApiError::Kind::Malformed:
        if (m_answered) { // not a login page: the API itself, in a form that we cannot read
            m_encoding = Encoding::Json;
            forgetPosition();
        }
        return backOff(error);
    case ApiError::Kind::Forbidden:
        m_error = error;
        m_freshness = m_freshness == Freshness::Live ? Freshness::Stale : m_freshness;
        forgetPosition();
        return wait(ForbiddenRetry);
    case ApiError::Kind::NotFound:
        if (m_freshness != Freshness::Connecting)
            return backOff(error); // it was there: a gateway that has lost its server for a while
        m_error = error;
        return wait(MissingRetry);
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Tls:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::Unauthorized:
    case ApiError::Kind::Conflict:
    case ApiError::Kind::TooManyRequests:
    case ApiError::Kind::Server:
        return backOff(error);
    }
    return backOff(error);
}

std::chrono::seconds ReflectorPolicy::watchTimeout() const
{
    return std::chrono::seconds(300 + int(m_random() * 300));
}

ReflectorPolicy::Step ReflectorPolicy::begin(Step step)
{
    m_next = step;
    m_progressed = false;
    m_answered.reset();
    return step;
}

void ReflectorPolicy::goLive()
{
    m_freshness = Freshness::Live;
    m_error.reset();
}

//! The next step loads everything anew.
void ReflectorPolicy::forgetPosition()
{
    m_resourceVersion.clear();
    m_continueToken.clear();
    m_next = loadStep();
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
    const double shortest = std::min(double(FirstBackOff.count()) * factor, double(LongestBackOff.count()));
    ++m_failures;
    auto delay = std::chrono::milliseconds(qint64(shortest * (1 + m_random() / 3)));
    if (error.retryAfter)
        delay = std::max<std::chrono::milliseconds>(delay, *error.retryAfter);
    return wait(delay);
}

} // namespace fairlead::kubernetes
