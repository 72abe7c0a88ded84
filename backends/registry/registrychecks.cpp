// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registrychecks.h"

#include "loginwords.h"
#include "prepush.h"

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

QString wordsOf(const ApiError &error)
{
    if (error.message.isEmpty())
        return error.reason.isEmpty() ? toString(error.kind) : error.reason;
    return error.message;
}

CheckResult tlsResult(const transport::Endpoint &endpoint, const settings::Registry &registry)
{
    const QString remedy = u"give it a certificate, name its authority, and turn insecure off"_s;
    if (endpoint.server.scheme() != "https"_L1)
        return {.id = u"tls"_s,
                .state = CheckState::Warning,
                .title = u"No TLS: passwords and images go in clear"_s,
                .remedy = remedy};
    if (endpoint.insecureSkipTlsVerify)
        return {.id = u"tls"_s,
                .state = CheckState::Warning,
                .title = u"TLS, but nobody checks the certificate"_s,
                .remedy = remedy};
    const QString ca = registry.certificateAuthority;
    return {.id = u"tls"_s,
            .title = u"TLS is verified"_s,
            .detail = ca.isEmpty() ? u"by an authority of the system"_s : u"by %1"_s.arg(ca)};
}

CheckResult authenticationResult(const Ping &ping)
{
    CheckResult result{.id = u"authentication"_s};
    switch (ping.authentication) {
    case Ping::Authentication::None:
        result.title = u"Asks for no login"_s;
        break;
    case Ping::Authentication::Basic:
        result.title = u"Basic authentication"_s;
        result.detail = ping.realm;
        break;
    case Ping::Authentication::Bearer:
        result.title = u"Tokens of a token server"_s;
        result.detail = ping.realm;
        break;
    case Ping::Authentication::Other:
        result.state = CheckState::Failed;
        result.title = u"Asks for a login in a way that nobody here knows"_s;
        break;
    }
    return result;
}

} // namespace

CheckResult openResult(const ApiError &error)
{
    const bool isOurs = error.kind == ApiError::Kind::Invalid && error.httpStatus == 0;
    return {.id = isOurs ? u"settings"_s : u"reachable"_s,
            .state = CheckState::Failed,
            .title = isOurs ? u"The settings do not say where it is"_s : u"Cannot be reached"_s,
            .detail = wordsOf(error)};
}

std::vector<CheckResult> pingResults(const Result<Ping> &ping, const transport::Endpoint &endpoint,
                                     const settings::Registry &registry)
{
    const QString server = endpoint.server.toString();
    if (!ping && ping.error().kind == ApiError::Kind::Tls)
        return {{.id = u"reachable"_s, .title = u"Answers"_s, .detail = server},
                {.id = u"tls"_s,
                 .state = CheckState::Failed,
                 .title = u"Its TLS is not trusted"_s,
                 .detail = wordsOf(ping.error()),
                 .remedy = u"name the registry's authority as certificateAuthority"_s}};
    if (!ping)
        return {{.id = u"reachable"_s,
                 .state = CheckState::Failed,
                 .title = u"Cannot be reached"_s,
                 .detail = u"%1: %2"_s.arg(server, wordsOf(ping.error())),
                 .remedy = u"check host, port and proxy"_s}};
    std::vector<CheckResult> results{{.id = u"reachable"_s,
                                      .title = u"Answers"_s,
                                      .detail = u"%1 in %2 ms"_s.arg(server).arg(ping->latency.count())},
                                     tlsResult(endpoint, registry)};
    if (!ping->isRegistry) {
        results.push_back({.id = u"api"_s,
                           .state = CheckState::Failed,
                           .title = u"Is no registry"_s,
                           .detail = u"%1/v2/ does not answer as version 2 of the registry's API does"_s.arg(server),
                           .remedy = u"check host and port"_s});
        return results;
    }
    results.push_back({.id = u"api"_s, .title = u"Speaks version 2 of the registry's API"_s});
    results.push_back(authenticationResult(*ping));
    return results;
}

CheckResult loginResult(const Result<LoginCheck> &answer, const settings::Registry &registry)
{
    CheckResult result{.id = u"login"_s};
    if (!answer) {
        result.state = CheckState::Failed;
        result.title = isRefusal(answer.error()) ? u"The login is refused"_s : u"No login can be had"_s;
        result.detail = wordsOf(answer.error());
        result.remedy = isRefusal(answer.error()) ? loginRemedy(registry) : QString();
        return result;
    }
    switch (*answer) {
    case LoginCheck::Accepted:
        result.title = u"The login is accepted"_s;
        break;
    case LoginCheck::Anonymous:
        result.state = CheckState::Note;
        result.title = u"Nobody is logged in"_s;
        result.detail = u"no login is known; the registry lets anybody in that far"_s;
        result.remedy = loginRemedy(registry);
        break;
    case LoginCheck::NotAsked:
        result.state = CheckState::Note;
        result.title = u"No login is wanted"_s;
        break;
    }
    return result;
}

CheckResult tagsResult(const Result<TagList> &answer, const QString &repository)
{
    CheckResult result{.id = u"tags"_s, .title = u"May list tags"_s, .detail = repository};
    if (answer || answer.error().kind == ApiError::Kind::NotFound) {
        if (!answer)
            result.detail = u"%1 is not there yet"_s.arg(repository);
        return result;
    }
    const bool mayNot = isRefusal(answer.error());
    result.state = mayNot ? CheckState::Warning : CheckState::Failed;
    result.title = mayNot ? u"May not list tags"_s : u"Tags cannot be listed"_s;
    result.detail = u"%1: %2"_s.arg(repository, wordsOf(answer.error()));
    result.remedy = mayNot ? u"ask for the right to pull from %1"_s.arg(repository) : QString();
    return result;
}

CheckResult pushResult(const Result<PushCheck> &answer, const QString &repository)
{
    CheckResult result{
        .id = u"push"_s, .title = u"May push"_s, .detail = u"%1: an upload was begun and given up"_s.arg(repository)};
    if (answer) {
        if (!answer->isUploadGone) {
            result.state = CheckState::Note;
            result.detail = u"%1; the registry keeps the empty upload of this test until it expires"_s.arg(repository);
        }
        return result;
    }
    const bool mayNot = isRefusal(answer.error());
    const bool isMissing = answer.error().kind == ApiError::Kind::NotFound;
    result.state = CheckState::Failed;
    result.title = mayNot ? u"May not push"_s : u"Cannot push"_s;
    result.detail = u"%1: %2"_s.arg(repository, wordsOf(answer.error()));
    if (mayNot)
        result.remedy = u"ask for the right to push to %1"_s.arg(repository);
    if (isMissing)
        result.remedy = u"create the repository, or choose a pre-push hook that does"_s;
    return result;
}

std::optional<CheckResult> hookResult(const HookRequest &request, const QProcessEnvironment &environment)
{
    const auto commands = hookCommands(request);
    if (!commands)
        return CheckResult{.id = u"hook"_s,
                           .state = CheckState::Failed,
                           .title = u"The pre-push hook cannot run"_s,
                           .detail = wordsOf(commands.error())};
    if (commands->empty())
        return {};
    const QString wanted = commands->front().program;
    const QString program = hookProgram(wanted, environment);
    if (program.isEmpty())
        return CheckResult{.id = u"hook"_s,
                           .state = CheckState::Failed,
                           .title = u"The program of the pre-push hook is missing"_s,
                           .detail = wanted,
                           .remedy = u"install it, or choose another pre-push hook"_s};
    return CheckResult{.id = u"hook"_s, .title = u"The program of the pre-push hook is there"_s, .detail = program};
}

} // namespace fairlead::registry
