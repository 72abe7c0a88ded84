// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonchoice.h"

using namespace Qt::StringLiterals;

namespace fairlead::docker {

Result<DockerEndpoint> resolveDaemon(const DaemonChoice &choice, const QString &dockerFolder)
{
    if (choice.contextName.isEmpty())
        return dockerEndpoint(choice.address, dockerFolder);
    if (choice.contextName == "default"_L1)
        return dockerEndpoint({}, dockerFolder);
    const Result<DockerContext> context = dockerContext(dockerFolder, choice.contextName);
    if (!context)
        return tl::make_unexpected(context.error());
    return contextEndpoint(*context);
}

QString endpointText(const transport::Endpoint &endpoint)
{
    if (!endpoint.unixSocketPath.isEmpty())
        return u"unix://"_s + endpoint.unixSocketPath;
    QUrl url = endpoint.server;
    url.setScheme(u"tcp"_s);
    return url.toString(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
}

} // namespace fairlead::docker
