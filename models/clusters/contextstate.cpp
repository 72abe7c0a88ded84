// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextstate.h"

#include "models/formats.h"

#include <QCoreApplication>

namespace fairlead::models {

using kubernetes::ConnectionState;

QString stateWord(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Closed:
        return QCoreApplication::translate("ContextState", "closed");
    case ConnectionState::Invalid:
        return QCoreApplication::translate("ContextState", "invalid");
    case ConnectionState::Connecting:
        return QCoreApplication::translate("ContextState", "connecting");
    case ConnectionState::Live:
        return QCoreApplication::translate("ContextState", "live");
    case ConnectionState::Degraded:
        return QCoreApplication::translate("ContextState", "degraded");
    case ConnectionState::Stale:
        return QCoreApplication::translate("ContextState", "stale");
    case ConnectionState::NeedsLogin:
        return QCoreApplication::translate("ContextState", "needs login");
    case ConnectionState::Forbidden:
        return QCoreApplication::translate("ContextState", "forbidden");
    case ConnectionState::Unreachable:
        return QCoreApplication::translate("ContextState", "unreachable");
    }
    return {};
}

QString stateText(const kubernetes::ContextStatus &status)
{
    if (status.state != ConnectionState::Stale && status.staleSince > 0)
        return QCoreApplication::translate("ContextState", "%1, stale since %2")
            .arg(stateWord(status.state), clockText(status.staleSince));
    if (status.state == ConnectionState::Stale && status.staleSince > 0)
        return QCoreApplication::translate("ContextState", "stale since %1").arg(clockText(status.staleSince));
    return stateWord(status.state);
}

QStringList shorterStates(const kubernetes::ContextStatus &status)
{
    const QString word = stateWord(status.state);
    return status.staleSince > 0 ? QStringList{word + u' ' + clockText(status.staleSince), word} : QStringList{word};
}

QString retryText(const kubernetes::ContextStatus &status)
{
    const std::int64_t seconds = status.retryAt - secondsNow();
    if (status.retryAt == 0)
        return {};
    return seconds > 0 ? QCoreApplication::translate("ContextState", "retrying in %1").arg(durationText(seconds))
                       : QCoreApplication::translate("ContextState", "retrying now");
}

QString resourceText(const kubernetes::ResourceState &resource)
{
    if (resource.error && resource.error->kind == ApiError::Kind::Forbidden)
        return QCoreApplication::translate("ContextState", "forbidden");
    switch (resource.freshness) {
    case kubernetes::Freshness::Connecting:
        return resource.error ? QCoreApplication::translate("ContextState", "no answer")
                              : QCoreApplication::translate("ContextState", "connecting");
    case kubernetes::Freshness::Live:
        return QCoreApplication::translate("ContextState", "live");
    case kubernetes::Freshness::Stale:
        return QCoreApplication::translate("ContextState", "stale");
    }
    return {};
}

Severity severityOf(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Closed:
    case ConnectionState::Connecting:
        return Severity::Dim;
    case ConnectionState::Live:
        return Severity::Ok;
    case ConnectionState::Degraded:
    case ConnectionState::Stale:
    case ConnectionState::NeedsLogin:
        return Severity::Warning;
    case ConnectionState::Invalid:
    case ConnectionState::Forbidden:
    case ConnectionState::Unreachable:
        return Severity::Error;
    }
    return Severity::Neutral;
}

bool needsAttention(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Closed:
    case ConnectionState::Connecting:
    case ConnectionState::Live:
        return false;
    case ConnectionState::Invalid:
    case ConnectionState::Degraded:
    case ConnectionState::Stale:
    case ConnectionState::NeedsLogin:
    case ConnectionState::Forbidden:
    case ConnectionState::Unreachable:
        return true;
    }
    return false;
}

} // namespace fairlead::models
