// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchlogin.h"

#include "backends/registry/registryconnection.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

QString loginRegistry(const settings::RuntimeConfig &config, const QString &image, const settings::Settings &settings)
{
    if (!config.isDocker())
        return config.image.pullSecretFrom.id;
    const auto reference = registry::ImageReference::parseNormalized(image);
    const settings::Registry *registry = reference ? registry::registryOf(settings.registries, *reference) : nullptr;
    return registry ? registry->id : QString();
}

QString pullSecretName(const QString &launchName)
{
    return launchName + u"-pull"_s;
}

QJsonObject pullSecret(const QString &name, const QString &namespaceName, const PullLogin &login)
{
    const bool isHub = login.registry == "docker.io"_L1;
    const QByteArray pair = (login.user + u':' + login.password).toUtf8();
    const QJsonObject entry{{u"username"_s, login.user},
                            {u"password"_s, login.password},
                            {u"auth"_s, QString::fromLatin1(pair.toBase64())}};
    const QJsonObject config{
        {u"auths"_s, QJsonObject{{isHub ? u"https://index.docker.io/v1/"_s : login.registry, entry}}}};
    const QByteArray text = QJsonDocument(config).toJson(QJsonDocument::Compact);
    return {{u"apiVersion"_s, u"v1"_s},
            {u"kind"_s, u"Secret"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, namespaceName}}},
            {u"type"_s, u"kubernetes.io/dockerconfigjson"_s},
            {u"data"_s, QJsonObject{{u".dockerconfigjson"_s, QString::fromLatin1(text.toBase64())}}}};
}

} // namespace fairlead::runs
