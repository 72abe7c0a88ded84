// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildxcommand.h"

#include "daemonchoice.h"
#include "jsonvalue.h"
#include "progressline.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

//! One word each: nothing of a value is taken for an option.
class Arguments
{
public:
    void add(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_all += u"--"_s + name + u'=' + value;
    }
    void addFlag(const QString &name, bool isSet)
    {
        if (isSet)
            m_all += u"--"_s + name;
    }
    void addAll(const QString &name, const QStringList &values)
    {
        for (const QString &value : values)
            add(name, value);
    }
    QStringList m_all;
};

//! Variables that mean something to the plugin: by which programs find what they need, its own, and of what it is made
//! with. Source: docker/buildx and docker/cli, calls of os.Getenv; pkg.go.dev, runtime, "Environment Variables".
bool isOfThePlugin(const QString &name)
{
    static const QRegularExpression names(
        u"^(PATH|HOME|TMPDIR|SSH_AUTH_SOCK|SUDO_.*|XDG_.*|LD_.*|DOCKER_.*|BUILDX_.*|BUILDKIT_HOST|OTEL_.*|SSL_CERT_.*"
        "|EXPERIMENTAL_BUILDKIT_.*|GODEBUG|GOGC|GOMEMLIMIT|GOMAXPROCS|GOTRACEBACK|GOCOVERDIR|.*=.*|)$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return names.match(name).hasMatch();
}

bool isProxy(const QString &name)
{
    return name.endsWith("_PROXY"_L1, Qt::CaseInsensitive) && name.compare("NO_PROXY"_L1, Qt::CaseInsensitive) != 0;
}

//! A proxy of the build is none of the plugin's, unless there is a password in it; where none is needed is no secret.
bool isInArguments(const QString &name, const QString &value)
{
    return name.compare("NO_PROXY"_L1, Qt::CaseInsensitive) == 0 || (isProxy(name) && !value.contains(u'@'));
}

void addBuildArgs(Arguments &arguments, QProcessEnvironment &environment, const BuildxRequest &request)
{
    const QMap<QString, QString> &all = request.options.buildArgs;
    for (auto it = all.begin(); it != all.end(); ++it) {
        if (isInArguments(it.key(), *it)) {
            arguments.add(u"build-arg"_s, it.key() + u'=' + *it);
            continue;
        }
        if (isOfThePlugin(it.key()))
            continue; // nor may it be what the user's own environment has
        arguments.add(u"build-arg"_s, it.key());
        environment.insert(it.key(), *it);
        if (!isProxy(it.key()))
            continue;
        const QString host = request.daemon.endpoint.server.host(); // not by that proxy
        for (const QString &name : {u"NO_PROXY"_s, u"no_proxy"_s})
            environment.insert(name, QStringList({environment.value(name), host}).join(u','));
    }
}

void setDaemon(QProcessEnvironment &environment, const DockerEndpoint &daemon, const QString &folder)
{
    for (const char *name : {"DOCKER_CONTEXT", "DOCKER_TLS", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "BUILDX_BUILDER",
                             "DOCKER_CLI_PLUGIN_SOCKET", "DOCKER_CLI_PLUGIN_USE_DIAL_STDIO"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(u"DOCKER_HOST"_s, endpointText(daemon.endpoint));
    if (daemon.endpoint.server.scheme() != "https"_L1)
        return;
    const bool isVerified = !daemon.endpoint.insecureSkipTlsVerify;
    environment.insert(isVerified ? u"DOCKER_TLS_VERIFY"_s : u"DOCKER_TLS"_s, u"1"_s);
    environment.insert(u"DOCKER_CERT_PATH"_s, daemon.tlsFolder.isEmpty() ? folder : daemon.tlsFolder);
}

} // namespace

QString metadataFile(const QString &folder)
{
    return QDir(folder).filePath(u"metadata"_s);
}

QString builtImageId(QByteArrayView metadata)
{
    const auto id = decodeObject(metadata, [](const Json &root) { return root["containerimage.digest"].text(); });
    return id && isDigest(*id) ? *id : QString();
}

QStringList notForBuildx(const QStringList &names)
{
    QStringList all;
    std::copy_if(names.begin(), names.end(), std::back_inserter(all), isOfThePlugin);
    return all;
}

processes::ProcessCommand buildxCommand(const BuildxRequest &request)
{
    const BuildOptions &options = request.options;
    QProcessEnvironment environment = request.environment;
    Arguments arguments;
    addBuildArgs(arguments, environment, request);
    setDaemon(environment, request.daemon, request.folder);
    // Called as docker calls it: alone it reads nothing of DOCKER_TLS_VERIFY and its like.
    environment.insert(u"DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND"_s, u"docker"_s);
    environment.insert(u"BUILDX_CONFIG"_s, request.folder);
    environment.insert(u"BUILDX_NO_DEFAULT_ATTESTATIONS"_s, u"1"_s); // one image, as by the other builders
    environment.insert(u"BUILDX_METADATA_PROVENANCE"_s, u"disabled"_s);
    arguments.add(u"builder"_s, u"default"_s);
    arguments.add(u"progress"_s, u"rawjson"_s);
    arguments.add(u"metadata-file"_s, metadataFile(request.folder)); // an --iidfile has the digest of a configuration
    arguments.add(u"file"_s, options.dockerfile);
    arguments.addAll(u"tag"_s, options.tags);
    for (auto it = options.labels.begin(); it != options.labels.end(); ++it)
        arguments.add(u"label"_s, it.key() + u'=' + *it);
    arguments.add(u"target"_s, options.target);
    arguments.add(u"platform"_s, options.platform);
    arguments.addFlag(u"no-cache"_s, !options.usesCache);
    arguments.addFlag(u"pull"_s, options.pulls);
    arguments.addAll(u"cache-from"_s, options.cacheFrom);
    arguments.addAll(u"add-host"_s, options.extraHosts);
    arguments.add(u"network"_s, options.networkMode);
    arguments.add(u"shm-size"_s, options.shmSizeBytes > 0 ? QString::number(options.shmSizeBytes) : QString());
    return {.program = request.program,
            .arguments = QStringList{u"buildx"_s, u"build"_s} + arguments.m_all + QStringList{u"-"_s},
            .environment = environment,
            .takesInput = true};
}

} // namespace fairlead::docker
