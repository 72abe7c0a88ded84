// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kubeconfig.h"

#include <QByteArray>
#include <QHash>
#include <QMap>

#include <optional>
#include <vector>

namespace fairlead::kubernetes {

struct SourcePosition
{
    int line = 0;
    int column = 0;
};

//! What clusters, users and contexts entries have in common.
struct KubeconfigEntry
{
    QString name;
    QString field;                            //!< "users[3].user"
    SourcePosition position;                  //!< of the entry
    QHash<QString, SourcePosition> positions; //!< of the keys below field
    std::optional<KubeconfigProblem> problem; //!< the first thing that makes the entry unusable

    bool has(const QString &key) const { return positions.contains(key); }
};

struct KubeconfigCluster : KubeconfigEntry
{
    QString server;
    QString tlsServerName;
    bool insecureSkipTlsVerify = false;
    QString certificateAuthority;
    QByteArray certificateAuthorityData; //!< decoded
    QString proxyUrl;
    bool disableCompression = false;
    QByteArray execConfig; //!< JSON of the extension "client.authentication.k8s.io/exec"
};

struct KubeconfigUser : KubeconfigEntry
{
    QString clientCertificate;
    QByteArray clientCertificateData; //!< decoded
    QString clientKey;
    QByteArray clientKeyData; //!< decoded
    QString token;
    QString tokenFile;
    QString username;
    QString password;
    QString impersonate;
    QString impersonateUid;
    QStringList impersonateGroups;
    QMap<QString, QStringList> impersonateExtra;
    bool hasAuthProvider = false;
    std::optional<ExecConfig> exec; //!< without resolvedCommand and clusterConfig
};

struct KubeconfigContext : KubeconfigEntry
{
    QString cluster;
    QString user;
    QString namespaceName;
};

//! One file as it stands: nothing merged, nothing resolved, no other file read.
struct KubeconfigFile
{
    QString path;
    bool isKubeconfig = false; //!< it has a word of the format; false for YAML of another sort
    QString currentContext;
    SourcePosition currentContextPosition;
    std::vector<KubeconfigCluster> clusters;
    std::vector<KubeconfigUser> users;
    std::vector<KubeconfigContext> contexts;
    std::vector<KubeconfigProblem> problems; //!< those of the entries, too

    KubeconfigProblem problemAt(const KubeconfigEntry &entry, const QString &key, const QString &message) const;
};

//! Bytes to struct: the first document of YAML or JSON, as client-go reads it, but entry by entry: one that is wrong is
//! marked and the others stand. \p path is only repeated in the result. Unknown keys are ignored; of a key that stands
//! twice the later value counts, of a name that stands twice the first entry (kubectl refuses such a file).
KubeconfigFile parseKubeconfig(const QByteArray &bytes, const QString &path);

} // namespace fairlead::kubernetes
