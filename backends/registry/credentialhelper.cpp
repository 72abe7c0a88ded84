// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "credentialhelper.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qsizetype ShownBytes = 1000;

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
    m_process = new processes::BoundedProcess(
        {.program = program, .arguments = {u"get"_s}, .input = server.toUtf8() + '\n'}, m_limits, this);
    m_process->start(this, [this](const processes::ProcessEnd &end) { ended(end); });
}

void CredentialHelper::ended(const processes::ProcessEnd &end)
{
    using How = processes::ProcessEnd::How;
    std::exchange(m_process, nullptr)->deleteLater();
    if (end.how != How::Exited) {
        ApiError why = error(u"CredentialHelperFailed"_s, end.problem);
        if (end.how == How::PrintedTooMuch)
            why.reason = u"CredentialHelperMalformed"_s;
        if (end.how == How::TimedOut) {
            why.kind = ApiError::Kind::Timeout;
            why.reason = u"CredentialHelperTimeout"_s;
        }
        return answer(tl::make_unexpected(why));
    }
    const LoginSource::Answer parsed =
        parseHelperOutput({.exitCode = end.exitCode, .output = end.output, .errors = end.errors});
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
