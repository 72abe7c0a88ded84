// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "credentialhelper.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qsizetype ShownBytes = 1000;
constexpr qsizetype ErrorBytes = 64 * 1024;

ApiError helperError(const QString &reason, const QString &message)
{
    return {.kind = ApiError::Kind::Unauthorized, .reason = reason, .message = message};
}

//! Docker compares with this text, so every helper says it.
bool isNotFound(const QByteArray &output)
{
    return output.trimmed() == "credentials not found in native keychain";
}

//! Why it failed. A helper may have begun to print an answer before: nothing of it is shown.
QString shownReason(const HelperOutput &output)
{
    const QByteArray all = output.output + output.errors;
    if (all.contains('{') || all.toLower().contains("secret"))
        return {};
    const QByteArray text = output.output.trimmed().isEmpty() ? output.errors : output.output;
    return QString::fromUtf8(text.right(ShownBytes)).trimmed();
}

bool isName(const QString &name)
{
    static const QRegularExpression grammar(QRegularExpression::anchoredPattern(u"[A-Za-z0-9][A-Za-z0-9._-]*"_s));
    return grammar.match(name).hasMatch();
}

} // namespace

LoginSource::Answer parseHelperOutput(const HelperOutput &output)
{
    if (output.exitCode != 0) {
        if (isNotFound(output.output))
            return std::nullopt;
        const QString why = shownReason(output);
        const QString code = u"failed with exit code %1"_s.arg(output.exitCode);
        return tl::make_unexpected(
            helperError(u"CredentialHelperFailed"_s, why.isEmpty() ? code : code + u": "_s + why));
    }
    const QJsonDocument document = QJsonDocument::fromJson(output.output);
    const QJsonValue username = document.object().value("Username"_L1);
    const QJsonValue secret = document.object().value("Secret"_L1);
    if (!username.isString() || !secret.isString())
        return tl::make_unexpected(helperError(u"CredentialHelperMalformed"_s, u"did not answer with a login"_s));
    if (secret.toString().isEmpty())
        return std::nullopt;
    if (username.toString() == "<token>"_L1)
        return Login{.secret = secret.toString(), .isIdentityToken = true};
    return Login{.username = username.toString(), .secret = secret.toString()};
}

CredentialHelper::CredentialHelper(const QString &name, QObject *parent)
    : QObject(parent)
    , m_name(name)
{
    m_timeLimit.setSingleShot(true);
    m_killLimit.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_limits.run).count();
        ApiError why = error(u"CredentialHelperTimeout"_s, u"did not answer within %1 s"_s.arg(seconds));
        why.kind = ApiError::Kind::Timeout;
        stop(why);
    });
    connect(&m_killLimit, &QTimer::timeout, this, [this] { signalGroup(SIGKILL); });
}

CredentialHelper::~CredentialHelper()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    signalGroup(SIGKILL);
    m_process->waitForFinished(1000);
}

void CredentialHelper::get(const QString &server, const QObject *context, LoginSource::Done done)
{
    Q_ASSERT(!m_done && !m_process);
    m_context = context;
    m_done = std::move(done);
    if (!isName(m_name))
        return answerLater(error(u"CredentialHelperNotFound"_s, u"is no name of a program"_s));
    const QString program = QStandardPaths::findExecutable(u"docker-credential-"_s + m_name);
    if (program.isEmpty())
        return answerLater(error(u"CredentialHelperNotFound"_s, u"is not in PATH"_s));
    start(program, server);
}

void CredentialHelper::start(const QString &program, const QString &server)
{
    m_process = new QProcess(this);
    m_process->setChildProcessModifier([] { ::setsid(); });
    connect(m_process, &QProcess::readyReadStandardOutput, this, &CredentialHelper::read);
    connect(m_process, &QProcess::readyReadStandardError, this, &CredentialHelper::read);
    connect(m_process, &QProcess::finished, this, &CredentialHelper::exited);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError what) {
        if (what != QProcess::FailedToStart) // others come with finished(), or do not matter: it did not read
            return;
        m_timeLimit.stop();
        const QString why = std::exchange(m_process, nullptr)->errorString();
        answerLater(error(u"CredentialHelperFailed"_s, u"cannot be started: %1"_s.arg(why)));
    });
    m_timeLimit.start(m_limits.run);
    m_process->start(program, {u"get"_s});
    if (!m_process)
        return;
    m_process->write(server.toUtf8() + '\n');
    m_process->closeWriteChannel();
}

void CredentialHelper::read()
{
    m_output.output += m_process->readAllStandardOutput();
    m_output.errors += m_process->readAllStandardError();
    if (m_output.errors.size() > ErrorBytes)
        m_output.errors = m_output.errors.last(ErrorBytes);
    if (m_output.output.size() <= m_limits.outputBytes)
        return;
    m_output.output.clear();
    stop(error(u"CredentialHelperMalformed"_s, u"printed more than %1 KiB"_s.arg(m_limits.outputBytes / 1024)));
}

//! Answered in exited(), which SIGKILL brings about at the latest.
void CredentialHelper::stop(const ApiError &why)
{
    if (m_stopReason)
        return;
    m_stopReason = why;
    m_timeLimit.stop();
    signalGroup(SIGTERM);
    m_killLimit.start(m_limits.kill);
}

void CredentialHelper::signalGroup(int signal)
{
    const qint64 pid = m_process ? m_process->processId() : 0;
    if (pid > 0)
        ::kill(-pid_t(pid), signal);
}

void CredentialHelper::exited(int exitCode, QProcess::ExitStatus status)
{
    read();
    m_timeLimit.stop();
    m_killLimit.stop();
    std::exchange(m_process, nullptr)->deleteLater();
    if (m_stopReason)
        return answer(tl::make_unexpected(*m_stopReason));
    if (status == QProcess::CrashExit)
        return answer(tl::make_unexpected(error(u"CredentialHelperFailed"_s, u"crashed"_s)));
    m_output.exitCode = exitCode;
    const LoginSource::Answer parsed = parseHelperOutput(std::exchange(m_output, {}));
    if (parsed)
        return answer(parsed);
    answer(tl::make_unexpected(error(parsed.error().reason, parsed.error().message)));
}

//! The done may destroy this object.
void CredentialHelper::answer(const LoginSource::Answer &answer)
{
    const LoginSource::Done done = std::exchange(m_done, {});
    if (done && m_context)
        done(answer);
}

void CredentialHelper::answerLater(const ApiError &error)
{
    QMetaObject::invokeMethod(
        this, [this, error] { answer(tl::make_unexpected(error)); }, Qt::QueuedConnection);
}

ApiError CredentialHelper::error(const QString &reason, const QString &message) const
{
    return helperError(reason, u"docker-credential-%1: %2"_s.arg(m_name, message));
}

} // namespace fairlead::registry
