// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podimages.h"

#include "backends/registry/dockerconfig.h"
#include "backends/registry/imagereference.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using registry::ImageReference;

constexpr qsizetype MostReported = 50; // nodeStatusMaxImages of a kubelet that nobody configured

QString usualPolicy(const QString &name)
{
    const auto image = ImageReference::parseNormalized(name);
    return image && image->withDefaultTag().tag == "latest"_L1 ? u"Always"_s : u"IfNotPresent"_s;
}

QByteArray decoded(const QJsonObject &secret, const QString &key)
{
    return QByteArray::fromBase64(secret.value("data"_L1)[key].toString().toLatin1());
}

//! The content of a docker config.json, also where the Secret has the older ~/.dockercfg.
QByteArray loginFile(const QJsonObject &secret)
{
    if (secret.value("type"_L1) != "kubernetes.io/dockercfg"_L1)
        return decoded(secret, u".dockerconfigjson"_s);
    const QJsonObject auths = QJsonDocument::fromJson(decoded(secret, u".dockercfg"_s)).object();
    return QJsonDocument(QJsonObject{{u"auths"_s, auths}}).toJson(QJsonDocument::Compact);
}

//! "registry.example:5000/team" of "https://registry.example:5000/team"; API versions are no path of images.
QString keyPlace(QString key)
{
    key.remove(QRegularExpression(u"^https?://"_s));
    while (key.endsWith(u'/'))
        key.chop(1);
    for (const QString &version : {u"/v1"_s, u"/v2"_s}) {
        if (key.endsWith(version))
            key.chop(version.size());
    }
    const QString host = key.section(u'/', 0, 0);
    if (host == "index.docker.io"_L1 || host == "registry-1.docker.io"_L1)
        key.replace(0, host.size(), u"docker.io"_s);
    return key;
}

//! Label by label: a glob of a host never spans a dot.
bool matchesHost(const QString &pattern, const QString &host)
{
    const QStringList globs = pattern.section(u':', 0, 0).split(u'.');
    const QStringList labels = host.section(u':', 0, 0).split(u'.');
    if (pattern.section(u':', 1) != host.section(u':', 1) || globs.size() != labels.size())
        return false;
    return std::equal(globs.begin(), globs.end(), labels.begin(), [](const QString &glob, const QString &label) {
        return QRegularExpression(QRegularExpression::wildcardToRegularExpression(glob)).match(label).hasMatch();
    });
}

bool matches(const QString &place, const ImageReference &image)
{
    const QString path = place.section(u'/', 1);
    return matchesHost(place.section(u'/', 0, 0), image.domain) && image.path.startsWith(path);
}

} // namespace

std::vector<PodImage> podPulls(const QJsonObject &podSpec)
{
    std::vector<PodImage> all;
    for (const QString &kind : {u"initContainers"_s, u"containers"_s}) {
        for (const QJsonValue container : podSpec.value(kind).toArray()) {
            PodImage image{container["image"_L1].toString(), container["imagePullPolicy"_L1].toString()};
            if (image.pullPolicy.isEmpty())
                image.pullPolicy = usualPolicy(image.name);
            if (std::find(all.begin(), all.end(), image) == all.end())
                all.push_back(image);
        }
    }
    return all;
}

NodeImages nodeImages(const QJsonObject &node)
{
    const QJsonArray images = node.value("status"_L1)["images"_L1].toArray();
    NodeImages result{.isComplete = !images.isEmpty() && images.size() < MostReported};
    for (const QJsonValue image : images) {
        for (const QJsonValue name : image["names"_L1].toArray())
            result.names += name.toString();
    }
    return result;
}

std::optional<bool> hasImage(const NodeImages &images, const ImageReference &image)
{
    const ImageReference wanted = image.withDefaultTag();
    const bool isThere = std::any_of(images.names.begin(), images.names.end(), [&wanted](const QString &name) {
        const auto known = ImageReference::parseNormalized(name);
        if (!known || known->name() != wanted.name())
            return false;
        return wanted.digest ? known->digest == wanted.digest : known->tag == wanted.tag;
    });
    return isThere || images.isComplete ? std::optional(isThere) : std::nullopt;
}

std::vector<registry::Login> pullLogins(const QJsonObject &secret, const ImageReference &image)
{
    const auto config = registry::parseDockerConfig(loginFile(secret));
    if (!config)
        return {};
    std::vector<std::pair<QString, QString>> places; // and the key
    for (const QString &key : config->auths.keys()) {
        if (const QString place = keyPlace(key); matches(place, image))
            places.emplace_back(place, key);
    }
    std::sort(places.begin(), places.end(), std::greater<>()); // the longer path first
    std::vector<registry::Login> logins;
    for (const auto &[place, key] : places)
        logins.push_back(config->auths.value(key));
    return logins;
}

QStringList pullPlaces(const QJsonObject &secret)
{
    QStringList places;
    const auto config = registry::parseDockerConfig(loginFile(secret));
    for (const QString &key : config ? config->auths.keys() : QStringList())
        places += keyPlace(key);
    places.sort();
    return places;
}

QStringList pullSecretNames(const QJsonValue &imagePullSecrets)
{
    QStringList names;
    for (const QJsonValue each : imagePullSecrets.toArray()) {
        if (const QString name = each["name"_L1].toString(); !name.isEmpty())
            names += name;
    }
    return names;
}

} // namespace fairlead::runs
