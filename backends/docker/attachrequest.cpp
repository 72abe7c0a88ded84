// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "attachrequest.h"

#include "engineclient.h"

using namespace Qt::StringLiterals;

namespace fairlead::docker {

Result<HijackedStream::Settings> attachRequest(const AttachSettings &settings)
{
    if (!isPathName(settings.container)) {
        return tl::make_unexpected(
            ApiError{.kind = ApiError::Kind::Invalid,
                     .reason = u"BadName"_s,
                     .message = u"\"%1\" is no name of a container"_s.arg(settings.container.left(200))});
    }
    transport::HttpRequest request{
        .method = "POST",
        .path = u"/v%1/containers/%2/attach"_s.arg(settings.apiVersion.text(), settings.container),
        .answerTimeout = settings.answerTimeout};
    const auto add = [&](const QString &name, bool isSet) {
        if (isSet)
            request.query.addQueryItem(name, u"1"_s);
    };
    add(u"stream"_s, true);
    add(u"stdin"_s, settings.attachesInput);
    add(u"stdout"_s, true);
    add(u"stderr"_s, true);
    add(u"logs"_s, settings.hasLogs);
    return HijackedStream::Settings{.apiVersion = settings.apiVersion, .request = request, .isTty = settings.isTty};
}

} // namespace fairlead::docker
