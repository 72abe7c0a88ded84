// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerendpoint.h"

#include "backends/files/smallfile.h"
#include "backends/transport/tlsidentity.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

using Kind = ApiError::Kind;

constexpr qint64 FileLimit = 1 << 20;
constexpr int ContextLimit = 1'000;
constexpr int TlsPort = 2376;
constexpr int PlainPort = 2375;

tl::unexpected<ApiError> failed(Kind kind, const QString &reason, const QString &message)
{
    return tl::make_unexpected(ApiError{.kind = kind, .reason = reason, .message = message});
}

tl::unexpected<ApiError> badHost(const QString &host, const QString &why)
{
    return failed(Kind::Invalid, u"BadHost"_s, u"\"%1\" is no address of a daemon: %2"_s.arg(host.left(200), why));
}

//! What docker takes a host without a scheme for.
struct SplitHost
{
    QString scheme;
    QString rest;
};

SplitHost split(const QString &host)
{
    const qsizetype at = host.indexOf("://"_L1);
    if (at < 0)
        return {u"tcp"_s, host};
    return {host.left(at).toLower(), host.mid(at + 3)};
}

Result<QUrl> tcpUrl(const QString &host, const QString &rest, bool isTls)
{
    const QString text = rest.startsWith(u':') || rest.isEmpty() ? u"localhost"_s + rest : rest;
    QUrl url((isTls ? u"https://"_s : u"http://"_s) + text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return badHost(host, u"not host:port"_s);
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return badHost(host, u"more than host, port and path"_s);
    if (url.port() < 0)
        url.setPort(isTls ? TlsPort : PlainPort);
    return url;
}

//! The three files; empty where one is missing and may be.
struct TlsFiles
{
    QByteArray ca;
    QByteArray certificate;
    QByteArray key;
};

Result<QByteArray> readTlsFile(const QString &folder, const QString &name)
{
    const QString path = QDir(folder).filePath(name);
    const auto bytes = files::readSmallFile(path, FileLimit);
    if (!bytes)
        return failed(Kind::Tls, u"TlsFile"_s, path + u": "_s + bytes.error());
    return *bytes;
}

Result<TlsFiles> readTlsFiles(const QString &folder, const QStringList &optional)
{
    TlsFiles files;
    const std::pair<QString, QByteArray *> all[] = {
        {u"ca.pem"_s, &files.ca}, {u"cert.pem"_s, &files.certificate}, {u"key.pem"_s, &files.key}};
    for (const auto &[name, bytes] : all) {
        if (optional.contains(name) && !QFileInfo::exists(QDir(folder).filePath(name)))
            continue;
        const Result<QByteArray> read = readTlsFile(folder, name);
        if (!read)
            return tl::make_unexpected(read.error());
        *bytes = *read;
    }
    return files;
}

//! \p optional: names of files that may be missing.
Result<DockerEndpoint> makeEndpoint(const DaemonAddress &address, const QString &tlsFolder, const QStringList &optional)
{
    const QString host = address.host.trimmed();
    const SplitHost parts = split(host);
    const bool isSocket = parts.scheme == "unix"_L1 || (host.isEmpty() && !address.enablesTls);
    if (isSocket && address.enablesTls) {
        return failed(Kind::Invalid, u"TlsOnSocket"_s,
                      u"TLS is asked for, and %1 is a socket of this machine, which has none"_s.arg(host));
    }
    if (isSocket) {
        const QString path = parts.scheme != "unix"_L1 || parts.rest.isEmpty() ? defaultSocketPath() : parts.rest;
        if (!path.startsWith(u'/'))
            return badHost(host, u"the path of a socket begins with /"_s);
        return DockerEndpoint{.endpoint = transport::unixEndpoint(path)};
    }
    if (parts.scheme == "ssh"_L1)
        return failed(Kind::Invalid, u"SshLater"_s, u"%1: ssh:// cannot be used yet"_s.arg(host.left(200)));
    if (parts.scheme != "tcp"_L1)
        return badHost(host, u"neither unix:// nor tcp://"_s);
    const Result<QUrl> url = tcpUrl(host, parts.rest, address.enablesTls);
    if (!url)
        return tl::make_unexpected(url.error());
    DockerEndpoint result{.endpoint = {.server = *url}, .isInsecure = !address.enablesTls || address.skipsVerify};
    if (!address.enablesTls)
        return result;
    const Result<TlsFiles> files = readTlsFiles(tlsFolder, optional);
    if (!files)
        return tl::make_unexpected(files.error());
    result.endpoint.caPem = files->ca;
    result.endpoint.insecureSkipTlsVerify = address.skipsVerify;
    result.credentials.certificatePem = files->certificate;
    result.credentials.privateKeyPem = files->key;
    result.tlsFolder = tlsFolder;
    if (const auto identity = transport::tlsIdentity(result.endpoint, result.credentials); !identity) {
        ApiError error = identity.error();
        error.message = tlsFolder + u": "_s + error.message;
        return tl::make_unexpected(error);
    }
    return result;
}

QString contextId(const QString &name)
{
    return QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex());
}

//! The reason that it is none, else the object.
tl::expected<QJsonObject, QString> readJson(const QString &path)
{
    const auto bytes = files::readSmallFile(path, FileLimit);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return tl::make_unexpected(error.errorString());
    if (!document.isObject())
        return tl::make_unexpected(u"not an object"_s);
    return document.object();
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList({u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s}, QDir::Files);
}

//! \p id is the name of its folder.
Result<DockerContext> readContext(const QString &dockerFolder, const QString &id)
{
    const QString path = dockerFolder + u"/contexts/meta/"_s + id + u"/meta.json"_s;
    const auto meta = readJson(path);
    if (!meta)
        return failed(Kind::Invalid, u"BadContext"_s, path + u": "_s + meta.error());
    const QString name = meta->value("Name"_L1).toString();
    const QJsonObject endpoint = meta->value("Endpoints"_L1).toObject().value("docker"_L1).toObject();
    if (name.isEmpty() || contextId(name) != id)
        return failed(Kind::Invalid, u"BadContext"_s, path + u": its Name is not that of its folder"_s);
    DockerContext context{.name = name,
                          .description = meta->value("Metadata"_L1).toObject().value("Description"_L1).toString()};
    if (endpoint.isEmpty()) {
        context.error =
            ApiError{.kind = Kind::Invalid, .reason = u"BadContext"_s, .message = path + u": no endpoint \"docker\""_s};
    }
    const QString tlsPath = dockerFolder + u"/contexts/tls/"_s + id + u"/docker"_s;
    if (!filesIn(tlsPath).isEmpty())
        context.tlsPath = tlsPath;
    context.address.host = endpoint.value("Host"_L1).toString();
    context.address.skipsVerify = endpoint.value("SkipTLSVerify"_L1).toBool();
    const bool isTcp = split(context.address.host.trimmed()).scheme == "tcp"_L1 && !context.address.host.isEmpty();
    context.address.enablesTls = isTcp && (!context.tlsPath.isEmpty() || context.address.skipsVerify);
    return context;
}

//! Of what is optional for the docker program, a certificate without a key and the reverse are still errors.
QStringList optionalOf(const QString &folder, bool isCaOptional)
{
    const QStringList present = filesIn(folder);
    QStringList optional;
    if (isCaOptional)
        optional << u"ca.pem"_s;
    if (!present.contains("cert.pem"_L1) && !present.contains("key.pem"_L1))
        optional << u"cert.pem"_s << u"key.pem"_s;
    return optional;
}

Result<QString> currentContext(const QString &folder)
{
    const QString path = folder + u"/config.json"_s;
    if (!QFileInfo::exists(path))
        return QString();
    const auto config = readJson(path);
    if (!config)
        return failed(Kind::Invalid, u"BadConfig"_s, path + u": "_s + config.error());
    return config->value("currentContext"_L1).toString();
}

} // namespace

QString defaultSocketPath()
{
    return u"/var/run/docker.sock"_s;
}

QString dockerFolder(const QProcessEnvironment &environment, const QString &home)
{
    const QString folder = environment.value(u"DOCKER_CONFIG"_s);
    return folder.isEmpty() ? home + u"/.docker"_s : folder;
}

Result<DockerEndpoint> dockerEndpoint(const DaemonAddress &address, const QString &dockerFolder)
{
    auto endpoint =
        makeEndpoint(address, address.certificatePath.isEmpty() ? dockerFolder : address.certificatePath, {});
    const bool isElsewhere = !address.certificatePlace.isEmpty() && address.certificatePlace != address.certificatePath;
    if (!endpoint && endpoint.error().kind == Kind::Tls && isElsewhere)
        endpoint.error().message += u"; the folder is %1"_s.arg(address.certificatePlace);
    return endpoint;
}

QList<DockerContext> dockerContexts(const QString &dockerFolder)
{
    QList<DockerContext> contexts;
    const QStringList ids = QDir(dockerFolder + u"/contexts/meta"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &id : ids.mid(0, ContextLimit)) {
        const Result<DockerContext> context = readContext(dockerFolder, id);
        contexts << (context ? *context : DockerContext{.name = id, .error = context.error()});
    }
    std::sort(contexts.begin(), contexts.end(),
              [](const DockerContext &a, const DockerContext &b) { return a.name < b.name; });
    return contexts;
}

Result<DockerContext> dockerContext(const QString &dockerFolder, const QString &name)
{
    const QString id = contextId(name);
    if (!QFileInfo::exists(dockerFolder + u"/contexts/meta/"_s + id)) {
        return failed(Kind::NotFound, u"ContextNotFound"_s,
                      u"there is no docker context \"%1\" in %2"_s.arg(name.left(200), dockerFolder));
    }
    return readContext(dockerFolder, id);
}

Result<DockerEndpoint> contextEndpoint(const DockerContext &context)
{
    if (context.error)
        return tl::make_unexpected(*context.error);
    return makeEndpoint(context.address, context.tlsPath, optionalOf(context.tlsPath, true));
}

Result<EnvironmentDaemon> environmentDaemon(const QProcessEnvironment &environment, const QString &home)
{
    using Source = EnvironmentDaemon::Source;
    const QString folder = dockerFolder(environment, home);
    EnvironmentDaemon daemon;
    const QString host = environment.value(u"DOCKER_HOST"_s);
    QString contextName;
    if (!host.isEmpty()) {
        daemon.source = Source::DockerHost;
    } else if (contextName = environment.value(u"DOCKER_CONTEXT"_s); !contextName.isEmpty()) {
        daemon.source = Source::DockerContext;
    } else {
        const Result<QString> current = currentContext(folder);
        if (!current)
            return tl::make_unexpected(current.error());
        contextName = *current;
        if (!contextName.isEmpty())
            daemon.source = Source::CurrentContext;
    }
    Result<DockerEndpoint> endpoint;
    if (!contextName.isEmpty() && contextName != daemon.contextName) {
        const Result<DockerContext> context = dockerContext(folder, contextName);
        if (!context)
            return tl::make_unexpected(context.error());
        daemon.contextName = contextName;
        daemon.address = context->address;
        endpoint = contextEndpoint(*context);
    } else {
        const QString tlsFolder = environment.value(u"DOCKER_CERT_PATH"_s);
        daemon.address = {.host = host,
                          .enablesTls = !environment.value(u"DOCKER_TLS_VERIFY"_s).isEmpty(),
                          .certificatePath = tlsFolder.isEmpty() ? folder : tlsFolder};
        endpoint = makeEndpoint(daemon.address, daemon.address.certificatePath,
                                optionalOf(daemon.address.certificatePath, false));
    }
    if (!endpoint)
        return tl::make_unexpected(endpoint.error());
    daemon.endpoint = *std::move(endpoint);
    return daemon;
}

} // namespace fairlead::docker
