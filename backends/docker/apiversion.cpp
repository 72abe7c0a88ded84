// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apiversion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

using Kind = ApiError::Kind;

tl::unexpected<ApiError> failed(Kind kind, const QString &reason, const QString &message)
{
    return tl::make_unexpected(ApiError{.kind = kind, .reason = reason, .message = message});
}

std::optional<int> number(QStringView digits)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (digits.isEmpty() || digits.size() > 6 || !std::all_of(digits.begin(), digits.end(), isDigit))
        return {};
    return digits.toInt();
}

} // namespace

std::optional<ApiVersion> ApiVersion::parse(QStringView text)
{
    if (text.startsWith(u'v'))
        text = text.sliced(1);
    const qsizetype dot = text.indexOf(u'.');
    if (dot < 0)
        return {};
    const std::optional<int> major = number(text.first(dot));
    const std::optional<int> minor = number(text.sliced(dot + 1));
    if (!major || !minor)
        return {};
    return ApiVersion{*major, *minor};
}

QString ApiVersion::text() const
{
    return u"%1.%2"_s.arg(major).arg(minor);
}

Result<ApiVersion> negotiateApiVersion(const EngineVersion &engine, const QString &wanted)
{
    if (!wanted.isEmpty()) {
        const auto version = ApiVersion::parse(wanted);
        if (!version)
            return failed(Kind::Invalid, u"BadApiVersion"_s, u"\"%1\" is no version of the API"_s.arg(wanted.left(40)));
        if (*version < OldestApiVersion || *version > NewestApiVersion) {
            return failed(Kind::Invalid, u"ApiVersionNotKnown"_s,
                          u"API version %1 is asked for; known are %2 to %3"_s.arg(
                              version->text(), OldestApiVersion.text(), NewestApiVersion.text()));
        }
        return *version;
    }
    const auto newest = ApiVersion::parse(engine.apiVersion);
    if (!newest) {
        return failed(Kind::Malformed, u"BadApiVersion"_s,
                      u"the engine says that its API is \"%1\""_s.arg(engine.apiVersion.left(40)));
    }
    if (*newest < OldestApiVersion) {
        return failed(Kind::Invalid, u"EngineTooOld"_s,
                      u"%1 %2 speaks API %3 at most; %4 is needed"_s.arg(engine.engineName, engine.version,
                                                                         newest->text(), OldestApiVersion.text()));
    }
    const auto oldest = ApiVersion::parse(engine.minApiVersion);
    if (oldest && *oldest > NewestApiVersion) {
        return failed(Kind::Invalid, u"EngineTooNew"_s,
                      u"%1 %2 speaks API %3 at least; %4 is the newest that is known"_s.arg(
                          engine.engineName, engine.version, oldest->text(), NewestApiVersion.text()));
    }
    return std::min(*newest, NewestApiVersion);
}

} // namespace fairlead::docker
