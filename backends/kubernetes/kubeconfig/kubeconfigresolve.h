// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kubeconfigfile.h"

#include <QByteArray>
#include <QSet>
#include <QString>

#include <functional>
#include <tl/expected.hpp>

namespace fairlead::kubernetes {

//! Reads a referenced certificate or key file; errors as files::readSmallFile().
using ReadFile = std::function<tl::expected<QByteArray, QString>(const QString &path)>;

//! Turns entries of kubeconfig files into what a connection needs, following client-go's rules (clientcmd
//! client_config.go and validation.go, rest/config.go, transport/round_trippers.go). Touches the disk only through
//! \c readFile, and PATH for exec commands.
class KubeconfigResolver
{
public:
    explicit KubeconfigResolver(ReadFile readFile);

    //! Fills endpoint, auth and, where the context cannot be opened, problem. Either entry may be absent.
    void resolve(Context &context, const KubeconfigFile &file, const KubeconfigContext &entry,
                 const KubeconfigFile *clusterFile, const KubeconfigCluster *cluster, const KubeconfigFile *userFile,
                 const KubeconfigUser *user);

    //! Certificate and key files that were read or could not be.
    const QSet<QString> &referencedFiles() const { return m_referenced; }
    //! Oddities that do not keep a context from being opened.
    const std::vector<KubeconfigProblem> &remarks() const { return m_remarks; }

private:
    struct Pem
    {
        QString fileKey;
        QString dataKey;
        QString path;
        QByteArray data;
    };

    void resolveCluster(Context &context, const KubeconfigFile &file, const KubeconfigCluster &cluster);
    void resolveUser(Context &context, const KubeconfigFile &file, const KubeconfigUser &user);
    void resolveCertificate(Context &context, const KubeconfigFile &file, const KubeconfigUser &user);
    void resolveAuthorization(Context &context, const KubeconfigFile &file, const KubeconfigUser &user);
    void resolveExec(Context &context, const KubeconfigFile &file, const KubeconfigUser &user);
    void addImpersonation(Context &context, const KubeconfigFile &file, const KubeconfigUser &user);
    QByteArray pem(Context &context, const KubeconfigFile &file, const KubeconfigEntry &entry, const Pem &source);
    void remark(const KubeconfigProblem &problem);

    ReadFile m_readFile;
    QSet<QString> m_referenced;
    std::vector<KubeconfigProblem> m_remarks;
};

//! Absolute path of a program: PATH is searched for a name without a separator (entries that are not absolute are
//! skipped), anything else is taken relative to \p folder. Empty when PATH has no such program.
QString resolveExecCommand(const QString &command, const QString &folder);

//! A server as client-go takes it: without a scheme it is http://, and then without a path. Empty when it is none.
QUrl parseServerUrl(const QString &text);

} // namespace fairlead::kubernetes
