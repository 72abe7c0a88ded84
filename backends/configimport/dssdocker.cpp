// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/dockerresources.h"
#include "backends/settings/secretwords.h"
#include "dssconfig.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

constexpr auto LocalSocket = "unix:///var/run/docker.sock"_L1;

//! What DOCKER_HOST may be: without a scheme it is TCP.
QString dockerHost(const QString &written)
{
    const QString host = written.trimmed();
    if (host.isEmpty())
        return LocalSocket;
    return host.contains("://"_L1) ? host : u"tcp://"_s + host;
}

//! "box.example" of "tcp://box.example:2376".
QString nameOf(const QString &host)
{
    if (host.startsWith("unix:"_L1))
        return u"local"_s;
    const QString place = host.section(u"://"_s, 1).section(u'@', -1);
    return place.section(u':', 0, 0);
}

} // namespace

void DssConfig::takeDocker(SourceMap &map)
{
    FieldTaker fields(map, m_notes, m_to);
    takeDaemon(map);
    fields.text(u"dockerNetwork"_s, u"docker.network"_s, m_config.docker.network);
    if (const SourceValue runtime = map.firstOf({u"dockerRuntime"_s, u"runtime"_s});
        runtime.isScalar() && !runtime.text().isEmpty()) {
        m_config.docker.gpus.runtime = runtime.text();
        m_notes.taken(runtime, to(u"docker.gpus.runtime"_s), runtime.text());
        m_notes.warn(runtime, to(u"docker.gpus"_s), u"DSS does not say how many GPUs: choose a number or devices"_s);
    }
    for (const SourceMap::Pair &resource : map.pairs(u"dockerResources"_s))
        takeDockerResource(resource);
}

void DssConfig::takeDaemon(SourceMap &map)
{
    const SourceValue host = map.firstOf({u"dockerHost"_s, u"host"_s});
    const SourceValue tls = map.flag(u"dockerTLSVerify"_s);
    const SourceValue folder = map.firstOf({u"dockerCertPath"_s, u"certPath"_s});
    if (!m_config.isDocker() && host.text().isEmpty() && !tls.isTrue())
        return;
    settings::Daemon wanted{.host = dockerHost(host.text()), .tlsVerify = tls.isTrue(), .certPath = folder.text()};
    if (settings::hasLogin(wanted.host)) {
        m_notes.secret(host, u"say the daemon's host without a password"_s);
        return;
    }
    if (tls.isTrue() && host.text().isEmpty())
        wanted.host.clear(); // port 2376 of this machine
    wanted.name = nameOf(wanted.host);
    bool isNew = false;
    m_config.docker.daemon = m_additions.daemon(wanted, &isNew);
    const QString &name = m_config.docker.daemon.name;
    const QString field = isNew ? u"daemons[%1]."_s.arg(name) : to(u"docker.daemon"_s);
    const QString note = isNew ? u"the daemon %1 is added"_s.arg(name) : u"the daemon %1 is there already"_s.arg(name);
    if (host)
        m_notes.changed(host, isNew ? field + u"host"_s : field, wanted.host, note);
    if (tls)
        m_notes.changed(tls, isNew ? field + u"tlsVerify"_s : field, wanted.tlsVerify ? u"true"_s : u"false"_s, note);
    if (folder)
        m_notes.changed(folder, isNew ? field + u"certPath"_s : field, wanted.certPath, note);
}

void DssConfig::takeDockerResource(const SourceMap::Pair &resource)
{
    settings::DockerPart &docker = m_config.docker;
    QString key = resource.key;
    while (key.startsWith(u'-'))
        key.remove(0, 1);
    const QString value = resource.value.text();
    const auto taken = [&](const QString &field) {
        m_notes.changed(resource.at, to(field), value, u"a field of its own"_s);
    };
    if (resource.isSecret || settings::hasLogin(value))
        return m_notes.secret(resource.at, u"a secret is not kept in fairlead.yaml"_s);
    if (key == "shm-size"_L1 && manifests::parseDockerSize(value)) {
        docker.shmSize = value;
        return taken(u"docker.shmSize"_s);
    }
    if (key == "runtime"_L1 || key == "network"_L1 || key == "net"_L1) {
        (key == "runtime"_L1 ? docker.gpus.runtime : docker.network) = value;
        return taken(key == "runtime"_L1 ? u"docker.gpus.runtime"_s : u"docker.network"_s);
    }
    if (key == "gpus"_L1) {
        bool isNumber = false;
        const qint64 count = value.toLongLong(&isNumber);
        if (isNumber || value == "all"_L1)
            docker.gpus.count = isNumber ? count : -1;
        else if (value.startsWith("device="_L1))
            docker.gpus.deviceIds = value.mid(7).split(u',', Qt::SkipEmptyParts);
        else
            return m_notes.wrong(resource.at, u"expected all, a number, or device=0,1"_s);
        return taken(u"docker.gpus"_s);
    }
    QJsonObject ignored;
    if (const auto put = manifests::putDockerResource(ignored, key, value); !put)
        return m_notes.wrong(resource.at, put.error());
    docker.resources.emplace_back(key, value);
    if (key == resource.key)
        m_notes.taken(resource.at, to(u"docker.resources."_s + key), value);
    else
        m_notes.changed(resource.at, to(u"docker.resources."_s + key), value, u"without dashes"_s);
}

} // namespace fairlead::configimport
