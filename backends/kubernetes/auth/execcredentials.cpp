// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "execcredentials.h"

#include <QFileInfo>
#include <QProcessEnvironment>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

ExecCredentials::ExecCredentials(const ExecConfig &config, const transport::Endpoint &endpoint,
                                 const ExecPolicy &policy, QObject *parent)
    : CredentialSource(parent)
    , m_config(config)
    , m_endpoint(endpoint)
    , m_policy(policy)
{
    connect(&m_decision, &QFutureWatcherBase::finished, this, &ExecCredentials::decided);
}

void ExecCredentials::get(const QObject *context, Done done)
{
    const bool holds = m_cached && (!m_refreshAt || QDateTime::currentDateTimeUtc() < *m_refreshAt);
    if (holds)
        return done(*m_cached);
    if (m_failure && !m_rest.hasExpired())
        return done(tl::unexpected(*m_failure));
    m_waiting.push_back({context, std::move(done)});
    if (!m_isBusy)
        decide();
}

bool ExecCredentials::invalidate(const transport::Credentials &refused)
{
    if (m_isBusy || (m_cached && *m_cached != refused))
        return true; // newer ones are there or on their way
    if (m_hasBeenRefused && !m_rest.hasExpired())
        return false;
    if (m_hasBeenRefused)
        startRest();
    else
        m_rest.setRemainingTime(m_limits.rest);
    m_hasBeenRefused = true;
    m_cached.reset();
    return true;
}

void ExecCredentials::retryNow()
{
    m_failure.reset();
    m_hasBeenRefused = false;
    m_nextRest = {};
    m_rest = {};
}

void ExecCredentials::startRest()
{
    m_nextRest = std::clamp(2 * m_nextRest, m_limits.rest, m_limits.longestRest);
    m_rest.setRemainingTime(m_nextRest);
}

void ExecCredentials::decide()
{
    m_isBusy = true;
    m_decision.setFuture(QtConcurrent::run([policy = m_policy, config = m_config] { return policy.decide(config); }));
}

void ExecCredentials::decided()
{
    using Verdict = processes::ProgramDecision::Verdict;
    const processes::ProgramDecision decision = m_decision.result();
    const QString &program = decision.approval.program;
    if (m_config.interactiveMode == ExecConfig::InteractiveMode::Always)
        return answer(tl::unexpected(error(u"ExecPluginInteractive"_s,
                                           u"wants a terminal (interactiveMode Always), which it cannot have here"_s)));
    if (program.isEmpty() || !QFileInfo::exists(program)) {
        QString message = u"not found"_s;
        if (!m_config.installHint.isEmpty())
            message += u'\n' + printableOutput(m_config.installHint.toUtf8(), m_config);
        return answer(tl::unexpected(error(u"ExecPluginNotFound"_s, message)));
    }
    switch (decision.verdict) {
    case Verdict::Allowed:
        return run(program);
    case Verdict::Denied:
        return answer(tl::unexpected(error(u"ExecPluginDenied"_s, u"may not run: %1"_s.arg(decision.reason))));
    case Verdict::NeedsApproval:
        return answer(tl::unexpected(error(u"ExecPluginNotAllowed"_s, u"has not been allowed to run"_s)));
    }
}

void ExecCredentials::run(const QString &program)
{
    m_failure.reset();
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : m_config.env)
        environment.insert(name, value);
    environment.insert(u"KUBERNETES_EXEC_INFO"_s, QString::fromUtf8(execInfo(m_config, m_endpoint)));
    m_process = new processes::BoundedProcess(
        {.program = program, .arguments = m_config.args, .environment = environment}, m_limits.process, this);
    m_process->start(this, [this](const processes::ProcessEnd &end) { ended(end); });
}

void ExecCredentials::ended(const processes::ProcessEnd &end)
{
    using How = processes::ProcessEnd::How;
    std::exchange(m_process, nullptr)->deleteLater();
    if (!end.isGood()) {
        const bool isMalformed = end.how == How::PrintedTooMuch;
        ApiError why =
            error(isMalformed ? u"ExecPluginMalformed"_s : u"ExecPluginFailed"_s, withErrors(end.problem, end.errors));
        if (end.how == How::TimedOut) {
            why.kind = ApiError::Kind::Timeout;
            why.reason = u"ExecPluginTimeout"_s;
        }
        return failed(why);
    }
    const auto parsed = parseExecCredential(end.output, m_config.apiVersion);
    if (!parsed)
        return failed(error(parsed.error().reason, withErrors(parsed.error().message, end.errors)));
    if (!m_hasBeenRefused)
        m_nextRest = {};
    m_cached = parsed->credentials;
    m_refreshAt.reset();
    if (parsed->expiration)
        m_refreshAt = refreshTime(QDateTime::currentDateTimeUtc(), *parsed->expiration);
    answer(parsed->credentials);
}

void ExecCredentials::failed(const ApiError &why)
{
    m_failure = why;
    startRest();
    answer(tl::unexpected(why));
}

//! A done may call get() again or destroy this object.
void ExecCredentials::answer(const Result<transport::Credentials> &result)
{
    m_isBusy = false;
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
    const Result<transport::Credentials> kept = result;
    const auto waiting = std::exchange(m_waiting, {});
    for (const Waiter &waiter : waiting) {
        if (waiter.context)
            waiter.done(kept);
    }
}

ApiError ExecCredentials::error(const QString &reason, const QString &message) const
{
    const QString program = m_config.resolvedCommand.isEmpty() ? m_config.command : m_config.resolvedCommand;
    return {ApiError::Kind::Unauthorized, 0, reason, u"credential plugin %1: %2"_s.arg(program, message), {}};
}

QString ExecCredentials::withErrors(const QString &message, const QByteArray &errors) const
{
    const QString shown = printableOutput(errors, m_config);
    return shown.isEmpty() ? message : message + u'\n' + shown;
}

} // namespace fairlead::kubernetes
