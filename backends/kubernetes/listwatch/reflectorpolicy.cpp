// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "reflectorpolicy.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::kubernetes {

namespace {

// Without jitter, which adds up to a third: 0.8 s to 30 s.
constexpr std::chrono::milliseconds FirstBackOff = 800ms;
constexpr std::chrono::milliseconds LongestBackOff = 22'500ms;
constexpr std::chrono::milliseconds PollInterval = 30s;    // the same jitter
constexpr std::chrono::milliseconds ShortestWatch = 1s;    // no server's timeout is shorter
constexpr std::chrono::milliseconds GivenUpRetry = 5min;   // rights may be granted later; nobody waits for it
constexpr std::chrono::milliseconds NotWatchedLong = 5min; // then a watch is tried again
constexpr std::chrono::milliseconds MissingRetry = 5min;
constexpr int SmallestPage = 25;

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
    if (m_next == Step::Watch) {
        m_isWatchForbidden = false;
        m_isJustListed = false;
        goLive();
    }
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
    if (m_isWatchForbidden && m_notWatched < NotWatchedLong)
        return poll({});
    begin(Step::Watch);
    m_isJustListed = true;
    return Step::Watch;
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
        return unreadable(error);
    case ApiError::Kind::Forbidden:
        return forbidden(error);
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
    m_isJustListed = false;
    m_progressed = false;
    m_answered.reset();
    return step;
}

void ReflectorPolicy::goLive()
{
    m_freshness = Freshness::Live;
    m_error.reset();
}

//! What is there is no longer kept up to date.
void ReflectorPolicy::lose(const ApiError &error)
{
    m_error = error;
    if (m_freshness == Freshness::Live)
        m_freshness = Freshness::Stale;
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
    m_notWatched += delay;
    return Step::Wait;
}

ReflectorPolicy::Step ReflectorPolicy::backOff(const ApiError &error)
{
    lose(error);
    if (m_next == Step::ListPage && m_continueToken.isEmpty())
        m_next = loadStep();
    const auto longer = FirstBackOff * (1 << std::min(m_failures, 10));
    ++m_failures;
    return wait(jittered(std::min(longer, LongestBackOff), error.retryAfter));
}

//! Nothing that comes back by itself.
ReflectorPolicy::Step ReflectorPolicy::giveUp(const ApiError &error)
{
    lose(error);
    forgetPosition();
    return wait(GivenUpRetry);
}

//! A WatchList is authorized as the verb watch. Who may list and not watch is shown what a list says.
ReflectorPolicy::Step ReflectorPolicy::forbidden(const ApiError &error)
{
    if (m_next == Step::ListPage) {
        m_isWatchForbidden = false; // nothing is allowed: from the start next time
        return giveUp(error);
    }
    const bool isListed = m_isJustListed;
    m_isWatchForbidden = true;
    m_notWatched = m_next == Step::Watch ? 0ms : NotWatchedLong; // only WatchList may be forbidden
    forgetPosition();
    return isListed ? poll(error.retryAfter) : begin(m_next);
}

ReflectorPolicy::Step ReflectorPolicy::unreadable(const ApiError &error)
{
    // A login page in place of an answer, or a page that was cut: the form of what comes is not at fault.
    if (!m_answered || error.reason == "Truncated"_L1)
        return backOff(error);
    if (error.reason == "TooLarge"_L1 && m_next == Step::ListPage) {
        if (m_pageSize == SmallestPage)
            return giveUp(error);
        m_pageSize = std::max(m_pageSize / 2, SmallestPage);
        return begin(m_next);
    }
    if (m_answered == Encoding::Protobuf && (error.reason == "BadProtobuf"_L1 || error.reason == "BadFrame"_L1))
        m_encoding = Encoding::Json;
    forgetPosition(); // what could not be read is missing
    return backOff(error);
}

//! Lists again in a while; the objects are taken to be live until then.
ReflectorPolicy::Step ReflectorPolicy::poll(std::optional<std::chrono::seconds> retryAfter)
{
    m_reloads = 0;
    return wait(jittered(PollInterval, retryAfter));
}

//! Up to a third longer, and at least as long as the server asks for.
std::chrono::milliseconds ReflectorPolicy::jittered(std::chrono::milliseconds shortest,
                                                    std::optional<std::chrono::seconds> retryAfter) const
{
    const std::chrono::milliseconds delay(qint64(double(shortest.count()) * (1 + m_random() / 3)));
    return retryAfter ? std::max<std::chrono::milliseconds>(delay, *retryAfter) : delay;
}

} // namespace fairlead::kubernetes
