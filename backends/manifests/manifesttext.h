// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "jobmanifest.h"

#include <QByteArray>

//! What a launch sends, as people read it and paste it into a shell.
namespace fairlead::manifests {

//! Objects as YAML documents; what tells objects apart (apiVersion, kind, name) stands first.
QByteArray yamlText(const std::vector<QJsonObject> &objects);
//! All objects of \p manifest, in the order in which they are created.
QByteArray yamlText(const JobManifest &manifest);

//! By which cluster kubectl does what it is told: its global flags.
struct KubectlClient
{
    QString context;      //!< empty: its current one
    QString kubeconfig{}; //!< a file; empty: those that it reads by itself
};
//! A command that brings them there: kubectl apply with the documents behind it.
QString kubectlApply(const JobManifest &manifest, const KubectlClient &client);

//! The body of POST /containers/create, indented.
QByteArray jsonText(const docker::ContainerSpec &spec);

//! By which daemon docker's own client does what it is told: its global flags.
struct DockerClient
{
    QString context;   //!< of the client; then nothing else counts
    QString host;      //!< "unix:///var/run/docker.sock"; empty: the client's own
    QString tlsFolder; //!< of ca.pem, cert.pem and key.pem; empty: without TLS

    bool operator==(const DockerClient &) const = default;
};
//! The docker run that makes the same container there, a flag a line. \p pullPolicy: "Always", "IfNotPresent", "Never";
//! empty: docker's own, which pulls what is missing.
QString dockerRun(const docker::ContainerSpec &spec, const QString &name, const DockerClient &client,
                  const QString &pullPolicy = {});

//! \p text as one word of a POSIX shell.
QString shellWord(const QString &text);

} // namespace fairlead::manifests
