// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prepushcommands.h"

#include "imagereference.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

using Purpose = HookCommand::Purpose;
using Commands = std::vector<HookCommand>;

constexpr qsizetype ShownBytes = 2000;
const auto acrUser = u"00000000-0000-0000-0000-000000000000"_s; // of the Azure CLI
const auto garUser = u"oauth2accesstoken"_s;

tl::unexpected<ApiError> bad(const QString &message)
{
    return tl::make_unexpected(
        ApiError{.kind = ApiError::Kind::Invalid, .reason = u"BadHook"_s, .message = u"prePush: "_s + message});
}

bool isRepository(const QString &text)
{
    const auto parsed = ImageReference::parse(u"registry.invalid/"_s + text);
    return parsed && parsed->path == text && parsed->tag.isEmpty() && !parsed->digest;
}

//! Private registries of all of Amazon's partitions, and the public one.
Result<Commands> ecrCommands(const HookRequest &request)
{
    static const QRegularExpression privateHost(QRegularExpression::anchoredPattern(
        uR"((\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9][a-z0-9-]*)\.(?:amazonaws\.(?:com|com\.cn|eu))"
        uR"(|on\.(?:aws|amazonwebservices\.(?:com\.cn|eu))|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk)"
        uR"(|csp\.hci\.ic\.gov))"_s));
    QString service = u"ecr"_s;
    QString name = request.repository;
    QStringList where;
    QStringList registry;
    if (const auto match = privateHost.match(request.host); match.hasMatch()) {
        where = {u"--region"_s, match.captured(2)};
        registry = {u"--registry-id"_s, match.captured(1)};
    } else if (request.host == "public.ecr.aws"_L1 && name.contains(u'/')) {
        service = u"ecr-public"_s;
        name = name.section(u'/', 1); // before it stands the alias
        where = {u"--region"_s, u"us-east-1"_s};
    } else {
        return bad(u"%1 is no registry of Amazon's"_s.arg(request.host));
    }
    const QStringList json{u"--output"_s, u"json"_s};
    return Commands{
        {Purpose::FindRepository, u"aws"_s,
         QStringList{service, u"describe-repositories"_s} + where + registry +
             QStringList{u"--repository-names"_s, name} + json},
        {Purpose::CreateRepository, u"aws"_s,
         QStringList{service, u"create-repository"_s} + where + registry + QStringList{u"--repository-name"_s, name} +
             json},
        {Purpose::EcrPassword, u"aws"_s, QStringList{service, u"get-login-password"_s} + where},
    };
}

Result<Commands> acrCommands(const HookRequest &request)
{
    static const QRegularExpression azure(
        QRegularExpression::anchoredPattern(u"([a-z0-9][a-z0-9-]*)\\.azurecr\\.(?:io|cn|us)"_s));
    const auto match = azure.match(request.host);
    if (!match.hasMatch())
        return bad(u"%1 is no registry of Azure's"_s.arg(request.host));
    return Commands{{Purpose::AcrToken,
                     u"az"_s,
                     {u"acr"_s, u"login"_s, u"--name"_s, match.captured(1), u"--expose-token"_s, u"--output"_s,
                      u"json"_s, u"--only-show-errors"_s}}};
}

Result<Commands> garCommands(const HookRequest &request)
{
    static const QRegularExpression google(
        QRegularExpression::anchoredPattern(u"(?:[a-z0-9-]+-docker\\.pkg\\.dev|(?:[a-z]+\\.)?gcr\\.io)"_s));
    if (!google.match(request.host).hasMatch())
        return bad(u"%1 is no registry of Google's"_s.arg(request.host));
    return Commands{{Purpose::GarToken, u"gcloud"_s, {u"auth"_s, u"print-access-token"_s, u"--quiet"_s}}};
}

ApiError failure(const HookCommand &command, ApiError::Kind kind, const QString &reason, const QString &what,
                 const QByteArray &errors = {})
{
    QString message = u"%1: %2"_s.arg(command.text(), what);
    if (const QByteArray shown = errors.trimmed().right(ShownBytes); !shown.isEmpty())
        message += u'\n' + QString::fromUtf8(shown);
    return {.kind = kind, .reason = reason, .message = message};
}

ApiError malformed(const HookCommand &command, const QString &what)
{
    return failure(command, ApiError::Kind::Malformed, u"HookMalformed"_s, what);
}

ApiError failureOf(const HookCommand &command, const processes::ProcessEnd &end)
{
    using How = processes::ProcessEnd::How;
    if (end.how == How::TimedOut)
        return failure(command, ApiError::Kind::Timeout, u"HookTimeout"_s, end.problem, end.errors);
    if (end.how == How::PrintedTooMuch)
        return malformed(command, end.problem);
    return failure(command, ApiError::Kind::Unauthorized, u"HookFailed"_s, end.problem, end.errors);
}

//! One word alone, as passwords and tokens are.
Result<HookOutcome> wordOf(const HookCommand &command, const QByteArray &output, const QString &username)
{
    const QByteArray word = output.trimmed();
    const bool isWord = std::all_of(word.begin(), word.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (word.isEmpty() || !isWord)
        return tl::make_unexpected(malformed(command, u"did not print a password"_s));
    return HookOutcome{.login = Login{.username = username, .secret = QString::fromLatin1(word)}};
}

Result<HookOutcome> acrTokenOf(const HookRequest &request, const HookCommand &command, const QByteArray &output)
{
    const QJsonObject answer = QJsonDocument::fromJson(output).object();
    const QString token = answer.value("accessToken"_L1).toString();
    const QString server = answer.value("loginServer"_L1).toString(request.host);
    if (token.isEmpty())
        return tl::make_unexpected(malformed(command, u"did not print an access token"_s));
    if (server.compare(request.host, Qt::CaseInsensitive) != 0)
        return tl::make_unexpected(malformed(command, u"is about another registry, %1"_s.arg(server)));
    return HookOutcome{.login = Login{.username = answer.value("username"_L1).toString(acrUser), .secret = token}};
}

HookOutcome userOutcomeOf(const QByteArray &output)
{
    const QJsonObject answer = QJsonDocument::fromJson(output).object();
    const QString username = answer.value("Username"_L1).toString();
    const QString secret = answer.value("Secret"_L1).toString();
    if (secret.isEmpty())
        return {};
    if (username == "<token>"_L1)
        return {.login = Login{.secret = secret, .isIdentityToken = true}};
    return {.login = Login{.username = username, .secret = secret}};
}

} // namespace

QString HookCommand::text() const
{
    static const QRegularExpression plain(QRegularExpression::anchoredPattern(u"[A-Za-z0-9_./:=@%+,-]+"_s));
    QStringList words;
    for (const QString &word : QStringList{program} + arguments)
        words << (plain.match(word).hasMatch() ? word : u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'');
    return words.join(u' ');
}

bool isCloudsHook(const QString &kind)
{
    return kind == "ecr"_L1 || kind == "acr"_L1 || kind == "gar"_L1;
}

std::optional<std::chrono::seconds> hookLoginLifetime(const QString &kind)
{
    if (kind == "ecr"_L1)
        return 12h;
    if (kind == "acr"_L1)
        return 3h;
    if (kind == "gar"_L1)
        return 1h;
    return {};
}

Result<std::vector<HookCommand>> hookCommands(const HookRequest &request)
{
    if (request.kind == "none"_L1)
        return Commands{};
    if (!isRepository(request.repository))
        return bad(u"%1 is no name of a repository"_s.arg(request.repository));
    if (request.kind == "ecr"_L1)
        return ecrCommands(request);
    if (request.kind == "acr"_L1)
        return acrCommands(request);
    if (request.kind == "gar"_L1)
        return garCommands(request);
    if (request.kind != "command"_L1)
        return bad(u"%1 is no kind of hook"_s.arg(request.kind));
    if (request.command.isEmpty() || request.command.first().isEmpty())
        return bad(u"prePushCommand names no program"_s);
    return Commands{{Purpose::UserCommand, request.command.first(), request.command.sliced(1)}};
}

Result<HookOutcome> readHookOutcome(const HookRequest &request, const HookCommand &command,
                                    const processes::ProcessEnd &end)
{
    const bool hasFailed = end.how == processes::ProcessEnd::How::Exited && end.exitCode != 0;
    if (hasFailed && command.purpose == Purpose::FindRepository && end.errors.contains("(RepositoryNotFoundException)"))
        return HookOutcome{.isMissing = true};
    if (hasFailed && command.purpose == Purpose::CreateRepository &&
        end.errors.contains("(RepositoryAlreadyExistsException)")) // somebody was faster
        return HookOutcome{};
    if (!end.isGood())
        return tl::make_unexpected(failureOf(command, end));
    switch (command.purpose) {
    case Purpose::FindRepository:
    case Purpose::CreateRepository:
        return HookOutcome{};
    case Purpose::EcrPassword:
        return wordOf(command, end.output, u"AWS"_s);
    case Purpose::AcrToken:
        return acrTokenOf(request, command, end.output);
    case Purpose::GarToken:
        return wordOf(command, end.output, garUser);
    case Purpose::UserCommand:
        return userOutcomeOf(end.output);
    }
    return HookOutcome{};
}

} // namespace fairlead::registry
