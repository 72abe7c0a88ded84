// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzzfolder.h"
#include "fuzztarget.h"

#include "backends/docker/dockerendpoint.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace fairlead::fuzz {

using namespace docker;

namespace {

void write(const QString &path, QByteArrayView bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

//! "x" is the name of the only context.
QString metaPath(const QTemporaryDir &home)
{
    const QString id = QString::fromLatin1(QCryptographicHash::hash("x", QCryptographicHash::Sha256).toHex());
    const QString folder = home.filePath(QStringLiteral(".docker/contexts/meta/") + id);
    if (!QDir().mkpath(folder))
        qFatal("cannot make %s", qPrintable(folder));
    return folder + QLatin1String("/meta.json");
}

void check(const DaemonAddress &address, const Result<DockerEndpoint> &endpoint)
{
    using Kind = ApiError::Kind;
    if (!endpoint) {
        if ((endpoint.error().kind != Kind::Invalid && endpoint.error().kind != Kind::Tls) ||
            endpoint.error().message.isEmpty())
            qFatal("an address that is none is Invalid, with the reason");
        return;
    }
    const transport::Endpoint &where = endpoint->endpoint;
    const bool isTls = where.server.scheme() == QLatin1String("https");
    if (address.enablesTls && !isTls)
        qFatal("a daemon that is to be spoken to by TLS is not");
    if (address.skipsVerify && isTls && !endpoint->isInsecure)
        qFatal("whoever answers is taken for the daemon");
}

} // namespace

//! meta.json of a context, config.json, and what a person writes into DOCKER_HOST.
void feed(QByteArrayView bytes)
{
    static const QTemporaryDir home(folderTemplate());
    static const QString meta = metaPath(home);
    const QString folder = home.filePath(QStringLiteral(".docker"));
    write(meta, bytes);
    write(folder + QLatin1String("/config.json"), bytes);
    const QList<DockerContext> contexts = dockerContexts(folder);
    if (contexts.size() != 1 || contexts.front().name.isEmpty())
        qFatal("a context is listed, whatever it says");
    const auto context = dockerContext(folder, QStringLiteral("x"));
    if (context && context->name != QLatin1String("x"))
        qFatal("a context has another name than was asked for");
    if (context)
        check(context->address, contextEndpoint(*context));
    QProcessEnvironment environment;
    static_cast<void>(environmentDaemon(environment, home.path()));
    const QString host = QString::fromUtf8(bytes);
    for (const bool enablesTls : {false, true}) {
        const DaemonAddress address{.host = host, .enablesTls = enablesTls, .skipsVerify = enablesTls};
        check(address, dockerEndpoint(address, folder));
    }
}

QList<QByteArray> seeds()
{
    return {
        R"({"Name":"x","Metadata":{"Description":"far away"},"Endpoints":{"docker":{"Host":"tcp://h:2376","SkipTLSVerify":true}}})",
        R"({"Name":"x","Endpoints":{"docker":{"Host":"unix:///run/user/1000/docker.sock"}},"currentContext":"x"})",
        R"({"Name":"y","Endpoints":{"kubernetes":{}},"currentContext":["x"]})",
        "tcp://[::1]:2376",
        "unix://",
        "ssh://me@h:22/run/docker.sock",
        "http://u:p@h:1/path?q#f",
        "tcp://h:99999",
    };
}

} // namespace fairlead::fuzz
