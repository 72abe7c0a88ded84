// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "manifesttext.h"

#include "backends/docker/enginedecoder.h"
#include "backends/files/yamltext.h"
#include "dockerresources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using files::YamlValue;

//! What an object is comes before what it has.
int rankOf(const QString &key)
{
    static const QStringList first{u"apiVersion"_s, u"kind"_s, u"metadata"_s, u"name"_s, u"image"_s, u"key"_s};
    const qsizetype at = first.indexOf(key);
    return at < 0 ? int(first.size()) : int(at);
}

YamlValue yamlOf(const QJsonValue &json)
{
    YamlValue value;
    if (json.isObject()) {
        const QJsonObject object = json.toObject();
        value.type = YamlValue::Type::Map;
        for (auto it = object.begin(); it != object.end(); ++it)
            value.members.push_back({it.key(), yamlOf(it.value())});
        std::stable_sort(value.members.begin(), value.members.end(),
                         [](const auto &a, const auto &b) { return rankOf(a.key) < rankOf(b.key); });
    } else if (json.isArray()) {
        value.type = YamlValue::Type::List;
        for (const QJsonValue &item : json.toArray())
            value.items.push_back(yamlOf(item));
    } else if (json.isBool()) {
        value.type = YamlValue::Type::Bool;
        value.text = json.toBool() ? u"true"_s : u"false"_s;
    } else if (json.isDouble()) {
        value.type = YamlValue::Type::Number;
        value.text = QString::fromUtf8(json.toVariant().toByteArray());
    } else if (json.isString()) {
        value.type = YamlValue::Type::String;
        value.text = json.toString();
    }
    return value;
}

//! A line that no line of \p text is.
QString delimiterFor(const QString &text)
{
    QString delimiter = u"EOF"_s;
    while (text.split(u'\n').contains(delimiter))
        delimiter += u'_';
    return delimiter;
}

//! "\"device=0,1\"": docker reads commas as its own list's unless the whole is in quotes.
QString gpusOf(const docker::DeviceRequest &request)
{
    if (!request.deviceIds.isEmpty())
        return u"\"device=%1\""_s.arg(request.deviceIds.join(u','));
    return request.count < 0 ? u"all"_s : QString::number(request.count);
}

QStringList deviceFlags(const std::vector<docker::DeviceRequest> &requests)
{
    QStringList flags;
    for (const docker::DeviceRequest &request : requests) {
        if (request.driver != "cdi"_L1) {
            flags += u"--gpus="_s + gpusOf(request);
            continue;
        }
        for (const QString &device : request.deviceIds)
            flags += u"--device="_s + device;
    }
    return flags;
}

//! As a value of a list with commas, where a quote within is doubled.
QString csvField(const QString &text)
{
    if (!text.contains(u',') && !text.contains(u'"'))
        return text;
    return u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"';
}

QString mountOf(const QJsonObject &mount)
{
    QStringList fields{u"type="_s + mount.value("Type"_L1).toString()};
    if (const QString source = mount.value("Source"_L1).toString(); !source.isEmpty())
        fields += csvField(u"source="_s + source);
    fields += csvField(u"target="_s + mount.value("Target"_L1).toString());
    if (mount.value("ReadOnly"_L1).toBool())
        fields += u"readonly"_s;
    const QJsonValue size = mount.value("TmpfsOptions"_L1).toObject().value("SizeBytes"_L1);
    if (size.isDouble())
        fields += u"tmpfs-size=%1"_s.arg(size.toInteger());
    return u"--mount="_s + fields.join(u',');
}

//! Of what is no resource.
QStringList hostFlags(const QJsonObject &hostConfig)
{
    QStringList flags;
    const auto each = [&](QLatin1StringView key, const QString &flag) {
        for (const QJsonValue &value : hostConfig.value(key).toArray())
            flags += flag + u'=' + value.toString();
    };
    each("SecurityOpt"_L1, u"--security-opt"_s);
    each("CapAdd"_L1, u"--cap-add"_s);
    each("CapDrop"_L1, u"--cap-drop"_s);
    if (hostConfig.value("Privileged"_L1).toBool())
        flags += u"--privileged"_s;
    if (hostConfig.value("ReadonlyRootfs"_L1).toBool())
        flags += u"--read-only"_s;
    const QJsonObject tmpfs = hostConfig.value("Tmpfs"_L1).toObject();
    for (auto it = tmpfs.begin(); it != tmpfs.end(); ++it)
        flags += u"--tmpfs="_s + it.key();
    for (const QJsonValue &mount : hostConfig.value("Mounts"_L1).toArray())
        flags += mountOf(mount.toObject());
    return flags;
}

QStringList ownFlags(const docker::ContainerSpec &spec)
{
    QStringList flags;
    const auto put = [&flags](const QString &flag, const QString &value) {
        if (!value.isEmpty())
            flags += flag + u'=' + value;
    };
    put(u"--runtime"_s, spec.runtime);
    put(u"--network"_s, spec.networkMode);
    put(u"--user"_s, spec.user);
    put(u"--workdir"_s, spec.workingDir);
    put(u"--shm-size"_s, spec.shmSizeBytes > 0 ? QString::number(spec.shmSizeBytes) : QString());
    for (const QString &variable : spec.env)
        flags += u"--env="_s + variable;
    for (auto it = spec.labels.begin(); it != spec.labels.end(); ++it)
        flags += u"--label="_s + it.key() + u'=' + it.value();
    return flags;
}

//! The body of a request has no such member: who sends it pulls.
QStringList pullFlags(const QString &policy)
{
    if (policy == "Always"_L1)
        return {u"--pull=always"_s};
    return policy == "Never"_L1 ? QStringList{u"--pull=never"_s} : QStringList();
}

//! "docker --host tcp://10.0.0.5:2376 --tlsverify ...": all that stands before its command.
QString clientWords(const DockerClient &client)
{
    if (!client.context.isEmpty())
        return u"docker --context "_s + shellWord(client.context);
    QString words = u"docker"_s;
    if (!client.host.isEmpty())
        words += u" --host "_s + shellWord(client.host);
    if (client.tlsFolder.isEmpty())
        return words;
    words += u" --tlsverify"_s;
    for (const auto &[flag, file] :
         {std::pair("--tlscacert="_L1, "/ca.pem"_L1), std::pair("--tlscert="_L1, "/cert.pem"_L1),
          std::pair("--tlskey="_L1, "/key.pem"_L1)})
        words += u' ' + shellWord(flag + client.tlsFolder + file);
    return words;
}

} // namespace

QByteArray yamlText(const std::vector<QJsonObject> &objects)
{
    QByteArray text;
    for (const QJsonObject &object : objects) {
        if (!text.isEmpty())
            text += "---\n";
        text += files::yamlLines(yamlOf(object), 0);
    }
    return text;
}

QByteArray yamlText(const JobManifest &manifest)
{
    return yamlText(manifest.all());
}

QString kubectlApply(const JobManifest &manifest, const KubectlClient &client)
{
    const QString text = QString::fromUtf8(yamlText(manifest));
    const QString delimiter = delimiterFor(text);
    QString where;
    if (!client.kubeconfig.isEmpty())
        where += u"--kubeconfig "_s + shellWord(client.kubeconfig) + u' ';
    if (!client.context.isEmpty())
        where += u"--context "_s + shellWord(client.context) + u' ';
    return u"kubectl %1apply -f - <<'%2'\n%3%2\n"_s.arg(where, delimiter, text);
}

QByteArray jsonText(const docker::ContainerSpec &spec)
{
    return QJsonDocument::fromJson(docker::encodeContainer(spec)).toJson(QJsonDocument::Indented);
}

QString dockerRun(const docker::ContainerSpec &spec, const QString &name, const DockerClient &client,
                  const QString &pullPolicy)
{
    QStringList words{clientWords(client) + u" run"_s, u"--detach"_s};
    const auto add = [&words](const QStringList &flags) {
        for (const QString &flag : flags)
            words += shellWord(flag);
    };
    add({u"--name="_s + name});
    add(pullFlags(pullPolicy));
    add(ownFlags(spec));
    add(dockerResourceFlags(spec.hostConfig));
    add(deviceFlags(spec.deviceRequests));
    add(hostFlags(spec.hostConfig));
    QStringList last{shellWord(spec.image)};
    for (const QString &word : spec.command)
        last += shellWord(word);
    words += last.join(u' ');
    return words.join(u" \\\n  "_s) + u'\n';
}

QString shellWord(const QString &text)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_@%+=:,./-]+\\z"_s);
    if (plain.match(text).hasMatch())
        return text;
    return u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace fairlead::manifests
