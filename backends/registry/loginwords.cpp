// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "loginwords.h"

#include "backends/settings/settings.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

QString passedWords(const LoginPassed &passed)
{
    switch (passed.why) {
    case LoginPassed::Why::Unknown:
        return u"%1 has none"_s.arg(passed.name);
    case LoginPassed::Why::Failed:
        return passed.words;
    case LoginPassed::Why::Missing:
        return u"%1 is missing here"_s.arg(passed.name);
    case LoginPassed::Why::Refused:
        return u"that of %1 is refused"_s.arg(passed.name);
    }
    return {};
}

bool isRefusal(const ApiError &error)
{
    const bool isForbidden = error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden;
    return isForbidden && error.httpStatus != 0;
}

QString loginWords(const std::optional<Login> &login, const LoginSource &source)
{
    if (login) {
        const QString whose = login->username.isEmpty() ? u"login"_s : u"login of %1"_s.arg(login->username);
        return login->origin.isEmpty() ? whose : u"%1 from %2"_s.arg(whose, login->origin);
    }
    QStringList why;
    for (const LoginPassed &passed : source.passed())
        why += passedWords(passed);
    why.removeAll(QString());
    return why.isEmpty() ? u"no login"_s : u"no login: "_s + why.join(u"; "_s);
}

QString loginRemedy(const settings::Registry &registry)
{
    QStringList ways;
    if (registry.credentials == "docker"_L1)
        ways += u"docker login "_s + registry.host;
    if (registry.credentials == "helper"_L1)
        ways += u"log in with docker-credential-"_s + registry.credentialHelper;
    if (registry.credentials == "keychain"_L1)
        ways += u"log in at %1 in Fairlead's window and have it remembered"_s.arg(registry.host);
    if (registry.id.isEmpty() && registry.name == registry.host) // none of the settings: every one of these has an id
        ways += u"add it to the registries with other credentials"_s;
    else if (!registry.name.isEmpty())
        ways += u"change credentials of the registry "_s + registry.name;
    return ways.join(u", or "_s);
}

ApiError unaskedError(const settings::Registry &registry)
{
    return {.kind = ApiError::Kind::Unauthorized,
            .reason = u"LoginOfHook"_s,
            .message = u"not asked: the login comes from the pre-push step (%1)"_s.arg(registry.prePush)};
}

ApiError withWords(const ApiError &error, const QString &words)
{
    ApiError told = error;
    if (!words.isEmpty())
        told.message = error.message.isEmpty() ? words : u"%1 (%2)"_s.arg(error.message, words);
    return told;
}

ApiError withRemedy(const ApiError &error, const settings::Registry &registry)
{
    const bool isRefused = error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden;
    if (!isRefused)
        return error;
    ApiError told = error;
    told.message =
        error.message.isEmpty() ? loginRemedy(registry) : error.message + u". Try: "_s + loginRemedy(registry);
    return told;
}

} // namespace fairlead::registry
