// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"
#include "backends/transport/endpoint.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::kubernetes {

//! users[].user.exec: a program that prints credentials. Source: client.authentication.k8s.io v1, v1beta1.
struct ExecConfig
{
    enum class InteractiveMode { IfAvailable, Never, Always };

    QString apiVersion;
    QString command; //!< as written; one with a separator is relative to its kubeconfig's folder
    //! Absolute path of the program to run; empty when PATH has no such program. A command with a separator is only
    //! made absolute: whether it exists is seen when it runs.
    QString resolvedCommand;
    QStringList args;
    QList<QPair<QString, QString>> env; //!< added to our own environment; values may be secret
    QString installHint;
    bool provideClusterInfo = false;
    InteractiveMode interactiveMode = InteractiveMode::IfAvailable;
    //! JSON of the cluster's extension "client.authentication.k8s.io/exec", for provideClusterInfo; empty: it has none
    QByteArray clusterConfig;

    bool operator==(const ExecConfig &) const = default;
};

enum class AuthKind { None, ClientCertificate, Token, TokenFile, Basic, Exec, InCluster };
//! "none", "client certificate", "token", "token file", "basic", "exec", "in-cluster"
QString toString(AuthKind kind);

//! How a context proves who asks, as client-go would: \c kind names the form that fills the Authorization header (or
//! Exec); a client certificate is presented beside it. With TokenFile, \c token is used until the file can be read.
//! To an http:// server nothing is sent: kind is None and all is empty.
struct AuthInfo
{
    AuthKind kind = AuthKind::None;
    QByteArray certificatePem;
    QByteArray privateKeyPem;
    QByteArray token;
    QString tokenFile; //!< re-read while the connection lives
    QString username;
    QByteArray password;
    std::optional<ExecConfig> exec;

    bool operator==(const AuthInfo &) const = default;
};

//! Something wrong in a kubeconfig, said so that it can be mended. line and column count from 1, 0 when unknown.
struct KubeconfigProblem
{
    QString file;
    int line = 0;
    int column = 0;
    QString field;   //!< dotted path: "users[3].user.client-key-data"
    QString message; //!< what is wrong and what was expected; never contains the value of a secret

    QString text() const; //!< "/home/a/config:12:5: users[3].user.token: ..."
    bool operator==(const KubeconfigProblem &) const = default;
};

//! One context of one file, resolved: everything needed to connect.
struct Context
{
    QString name;
    QString file; //!< absolute path of the file that has the contexts entry; empty for in-cluster
    QString clusterName;
    QString userName;
    QString namespaceName;        //!< "default" when the file says nothing
    bool isCurrent = false;       //!< current-context of the merged configuration
    transport::Endpoint endpoint; //!< server, CA, names, proxy, impersonation headers
    AuthInfo auth;
    std::optional<KubeconfigProblem> problem; //!< set: the context is listed and cannot be opened

    //! "name", or "name (file)" where the same name stands in two files. Unique within a Kubeconfig; set by the loader.
    QString id;

    //! The file that kubectl has to be told of to find the context by its name: that of one which is read because
    //! somebody told us of it, or whose name stands in an earlier file; empty: it finds it by itself.
    QString fileForKubectl() const;

    //! Equal exactly when a connection made for one serves the other (server, CA, credentials, proxy): never the name.
    bool sameConnection(const Context &other) const
    {
        return endpoint == other.endpoint && auth == other.auth && !problem && !other.problem;
    }
    bool operator==(const Context &) const = default;
};

//! Where to look, in this order of precedence: explicitFiles (--kubeconfig), else KUBECONFIG, else ~/.kube/config;
//! then extraPaths of the settings, files and folders. In-cluster is added when its token file exists and no file gives
//! any context.
struct KubeconfigSources
{
    QStringList explicitFiles;
    QStringList environmentFiles; //!< of KUBECONFIG, split; empty: not set
    QString defaultFile;          //!< ~/.kube/config
    QStringList extraPaths;
    QString serviceAccountFolder; //!< /var/run/secrets/kubernetes.io/serviceaccount
    QString serviceHost;          //!< KUBERNETES_SERVICE_HOST
    QString servicePort;          //!< KUBERNETES_SERVICE_PORT

    //! Files and folders that are read, absolute and in their order, whether they are there or not.
    QStringList paths() const;

    static KubeconfigSources fromEnvironment(const QStringList &explicitFiles = {}, const QStringList &extraPaths = {});
};

//! All contexts of all files as one list, in file order and then in the order of the file.
struct Kubeconfig
{
    std::vector<Context> contexts;
    //! Files and entries that could not be read, and oddities that kubectl refuses; the rest still works.
    //! The list is complete: it repeats what Context::problem says.
    std::vector<KubeconfigProblem> problems;
    QStringList
        watchedPaths; //!< files and folders whose change may change the result (files that do not exist yet included)

    bool operator==(const Kubeconfig &) const = default;
};

//! Reads and merges as client-go does (first file to set a value wins; relative paths belong to their file).
//! The context that kubectl would use for a name gets the cluster and user that kubectl would use: those of the first
//! file that has them. A later context of the same name prefers its own file. A file of extraPaths stands for itself,
//! as with kubectl --kubeconfig: its contexts never get another file's credentials. Reads files: call it off the GUI
//! thread. Never writes. Files above 8 MiB are refused.
Kubeconfig loadKubeconfig(const KubeconfigSources &sources);

} // namespace fairlead::kubernetes
