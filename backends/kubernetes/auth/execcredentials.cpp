// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "execcredentials.h"

#include <QFileInfo>
#include <QProcessEnvironment>
#include <QtConcurrentRun>

#include <algorithm>
#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

//! More than is shown, so that a value that is masked is masked whole.
constexpr qsizetype maxErrorBytes = 64 * 1024;

} // namespace

ExecCredentials::ExecCredentials(const ExecConfig &config, const transport::Endpoint &endpoint,
                                 const ExecPolicy &policy, QObject *parent)
    : CredentialSource(parent)
    , m_config(config)
    , m_endpoint(endpoint)
    , m_policy(policy)
{
    m_timeLimit.setSingleShot(true);
    m_killLimit.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_limits.run).count();
        ApiError why = error(u"ExecPluginTimeout"_s, u"did not answer within %1 s"_s.arg(seconds));
        why.kind = ApiError::Kind::Timeout;
        stop(why);
    });
    connect(&m_killLimit, &QTimer::timeout, this, [this] { signalGroup(SIGKILL); });
    connect(&m_decision, &QFutureWatcherBase::finished, this, &ExecCredentials::decided);
}

ExecCredentials::~ExecCredentials()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    signalGroup(SIGKILL);
    m_process->waitForFinished(1000);
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
    using Verdict = ExecDecision::Verdict;
    const ExecDecision decision = m_decision.result();
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
    m_output.clear();
    m_errors.clear();
    m_stopReason.reset();
    m_process = new QProcess(this);
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : m_config.env)
        environment.insert(name, value);
    environment.insert(u"KUBERNETES_EXEC_INFO"_s, QString::fromUtf8(execInfo(m_config, m_endpoint)));
    m_process->setProcessEnvironment(environment);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setChildProcessModifier([] { ::setsid(); });
    connect(m_process, &QProcess::readyReadStandardOutput, this, &ExecCredentials::readOutput);
    connect(m_process, &QProcess::readyReadStandardError, this, &ExecCredentials::readErrors);
    connect(m_process, &QProcess::finished, this, &ExecCredentials::exited);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError what) {
        if (what == QProcess::FailedToStart)
            failedToStart();
    });
    m_timeLimit.start(m_limits.run);
    m_process->start(program, m_config.args, QIODevice::ReadOnly);
}

void ExecCredentials::readOutput()
{
    m_output += m_process->readAllStandardOutput();
    if (m_output.size() <= m_limits.outputBytes)
        return;
    m_output.clear();
    stop(error(u"ExecPluginMalformed"_s, u"printed more than %1 KiB"_s.arg(m_limits.outputBytes / 1024)));
}

void ExecCredentials::readErrors()
{
    m_errors += m_process->readAllStandardError();
    if (m_errors.size() > maxErrorBytes)
        m_errors = m_errors.last(maxErrorBytes);
}

//! The calls that wait are answered in exited(), which SIGKILL brings about at the latest.
void ExecCredentials::stop(const ApiError &why)
{
    if (m_stopReason)
        return;
    m_stopReason = why;
    m_timeLimit.stop();
    signalGroup(SIGTERM);
    m_killLimit.start(m_limits.kill);
}

void ExecCredentials::signalGroup(int signal)
{
    const qint64 pid = m_process ? m_process->processId() : 0;
    if (pid > 0)
        ::kill(-pid_t(pid), signal);
}

void ExecCredentials::failedToStart()
{
    m_timeLimit.stop();
    const QString why = m_process->errorString();
    std::exchange(m_process, nullptr)->deleteLater();
    failed(error(u"ExecPluginFailed"_s, u"cannot be started: %1"_s.arg(why)));
}

void ExecCredentials::exited(int exitCode, QProcess::ExitStatus status)
{
    m_timeLimit.stop();
    m_killLimit.stop();
    readOutput();
    readErrors();
    m_killLimit.stop();
    std::exchange(m_process, nullptr)->deleteLater();
    if (m_stopReason) {
        ApiError why = *m_stopReason;
        why.message = withErrors(why.message);
        return failed(why);
    }
    if (status == QProcess::CrashExit)
        return failed(error(u"ExecPluginFailed"_s, withErrors(u"crashed"_s)));
    if (exitCode != 0)
        return failed(error(u"ExecPluginFailed"_s, withErrors(u"failed with exit code %1"_s.arg(exitCode))));
    const auto parsed = parseExecCredential(m_output, m_config.apiVersion);
    m_output.clear();
    if (!parsed)
        return failed(error(parsed.error().reason, withErrors(parsed.error().message)));
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

QString ExecCredentials::withErrors(const QString &message) const
{
    const QString shown = printableOutput(m_errors, m_config);
    return shown.isEmpty() ? message : message + u'\n' + shown;
}

} // namespace fairlead::kubernetes
