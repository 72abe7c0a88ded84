// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/credentials.h"
#include "backends/transport/endpoint.h"

#include <QList>
#include <QProcessEnvironment>
#include <QString>

namespace fairlead::docker {

//! Where a daemon is, as a person writes it.
struct DaemonAddress
{
    QString host;             //!< unix:///path or tcp://host:port; empty: the socket, or with TLS localhost:2376
    bool enablesTls = false;  //!< of tcp://
    QString certificatePath;  //!< folder of ca.pem, cert.pem and key.pem; empty: the docker folder
    bool skipsVerify = false; //!< TLS with whoever answers
    QString certificatePlace; //!< that folder in an error, with how a person wrote it; empty: as it is

    bool operator==(const DaemonAddress &) const = default;
};

//! What an HttpClient needs to speak to a daemon.
struct DockerEndpoint
{
    transport::Endpoint endpoint;
    transport::Credentials credentials; //!< the client certificate
    //! In clear over TCP, or with a server that is not verified: whoever is in between is root on that machine.
    bool isInsecure = false;
    QString tlsFolder; //!< of ca.pem, cert.pem and key.pem, for programs that read them; empty: not by TLS, or no file
};

//! One of ~/.docker/contexts.
struct DockerContext
{
    QString name;
    QString description;
    DaemonAddress address;         //!< without certificatePath: the files of a context may be missing one by one
    QString tlsPath;               //!< folder of its ca.pem, cert.pem and key.pem; empty: it has none
    std::optional<ApiError> error; //!< why it cannot be used
};

//! Which daemon the docker program would speak to, and why that one.
struct EnvironmentDaemon
{
    enum class Source { Default, DockerHost, DockerContext, CurrentContext };

    Source source = Source::Default;
    QString contextName = QStringLiteral("default");
    DaemonAddress address;
    DockerEndpoint endpoint;
};

//! "/var/run/docker.sock".
QString defaultSocketPath();

//! DOCKER_CONFIG, else \p home/.docker.
QString dockerFolder(const QProcessEnvironment &environment, const QString &home);

//! Nothing but the three files of the TLS folder is looked at, and each must be there: no file means no connection, and
//! never one without TLS. \p dockerFolder is the TLS folder where the address names none.
//! Errors: Tls (TlsFile, BadIdentity) with the file named; Invalid (BadHost, SshLater, TlsOnSocket).
//! Source: docker/cli opts/hosts.go, ParseHost.
Result<DockerEndpoint> dockerEndpoint(const DaemonAddress &address, const QString &dockerFolder);

//! All contexts but "default", by name; broken ones with the error. At most 1,000.
//! Source: docker/cli cli/context/store, metadatastore.go and tlsstore.go.
QList<DockerContext> dockerContexts(const QString &dockerFolder);

//! Errors: NotFound (ContextNotFound), Invalid (BadContext) with file and reason.
Result<DockerContext> dockerContext(const QString &dockerFolder, const QString &name);

//! By the rules of the docker program: without a CA or a client certificate where the context has none.
Result<DockerEndpoint> contextEndpoint(const DockerContext &context);

//! As the docker program without options decides: DOCKER_HOST, then DOCKER_CONTEXT, then currentContext of config.json,
//! then the socket. DOCKER_TLS_VERIFY and DOCKER_CERT_PATH are of DOCKER_HOST and of the default, not of contexts.
//! Errors: those of the endpoint or of the context, Invalid (BadConfig) for a config.json that cannot be read.
//! Source: docker/cli cli/command/cli.go, resolveContextName; cli/flags/options.go, SetDefaultOptions.
Result<EnvironmentDaemon> environmentDaemon(const QProcessEnvironment &environment, const QString &home);

} // namespace fairlead::docker
