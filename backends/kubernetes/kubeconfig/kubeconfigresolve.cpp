// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubeconfigresolve.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

QString absolutePath(const KubeconfigFile &file, const QString &path)
{
    return QDir::cleanPath(QFileInfo(file.path).absoluteDir().absoluteFilePath(path));
}

void setProblem(Context &context, const KubeconfigProblem &problem)
{
    if (!context.problem)
        context.problem = problem;
}

//! False for what would break out of an HTTP header line.
bool isHeaderText(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

//! Percent-encodes what may not stand in a header's name. Source: Kubernetes documentation, "User impersonation".
QByteArray escapedHeaderKey(const QString &key)
{
    return key.toUtf8().toPercentEncoding("!#$&'*+^`|");
}

bool isCertificate(const QByteArray &pem)
{
    return pem.contains("-----BEGIN CERTIFICATE-----") || pem.contains("-----BEGIN TRUSTED CERTIFICATE-----");
}

} // namespace

KubeconfigResolver::KubeconfigResolver(ReadFile readFile)
    : m_readFile(std::move(readFile))
{
}

void KubeconfigResolver::remark(const KubeconfigProblem &problem)
{
    if (std::find(m_remarks.begin(), m_remarks.end(), problem) == m_remarks.end())
        m_remarks.push_back(problem);
}

void KubeconfigResolver::resolve(Context &context, const KubeconfigFile &file, const KubeconfigContext &entry,
                                 const KubeconfigFile *clusterFile, const KubeconfigCluster *cluster,
                                 const KubeconfigFile *userFile, const KubeconfigUser *user)
{
    context.problem = entry.problem;
    if (entry.cluster.isEmpty())
        setProblem(context, file.problemAt(entry, u"cluster"_s, u"the context names no cluster"_s));
    else if (!cluster)
        setProblem(context, file.problemAt(entry, u"cluster"_s, u"there is no cluster \"%1\""_s.arg(entry.cluster)));
    else
        resolveCluster(context, *clusterFile, *cluster);

    if (!entry.user.isEmpty() && !user)
        setProblem(context, file.problemAt(entry, u"user"_s, u"there is no user \"%1\""_s.arg(entry.user)));
    else if (user)
        resolveUser(context, *userFile, *user);
    if (context.problem)
        context.auth = {};
}

//! Data wins over the file, as in client-go; kubectl refuses to have both.
QByteArray KubeconfigResolver::pem(Context &context, const KubeconfigFile &file, const KubeconfigEntry &entry,
                                   const Pem &source)
{
    if (!source.path.isEmpty() && !source.data.isEmpty())
        remark(file.problemAt(entry, source.fileKey, u"ignored, because %1 is given, too"_s.arg(source.dataKey)));
    if (!source.data.isEmpty() || source.path.isEmpty())
        return source.data;
    const QString path = absolutePath(file, source.path);
    m_referenced.insert(path);
    const auto content = m_readFile(path);
    if (!content)
        setProblem(context, file.problemAt(entry, source.fileKey, u"%1: %2"_s.arg(path, content.error())));
    return content.value_or(QByteArray());
}

QUrl parseServerUrl(const QString &text)
{
    const bool hasScheme = text.contains("://"_L1);
    QUrl url(hasScheme ? text : u"http://"_s + text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return {};
    url.setQuery(QString());
    url.setFragment(QString());
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!hasScheme && !path.isEmpty())
        return {};
    url.setPath(path);
    return url;
}

void KubeconfigResolver::resolveCluster(Context &context, const KubeconfigFile &file, const KubeconfigCluster &cluster)
{
    if (cluster.problem)
        return setProblem(context, *cluster.problem);
    auto &endpoint = context.endpoint;
    endpoint.disableCompression = cluster.disableCompression;
    endpoint.server = parseServerUrl(cluster.server);
    if (cluster.server.isEmpty())
        setProblem(context, file.problemAt(cluster, u"server"_s, u"missing: expected https://host:port"_s));
    else if (endpoint.server.isEmpty())
        setProblem(context, file.problemAt(cluster, u"server"_s, u"expected https://host:port"_s));
    else if (!endpoint.server.userInfo().isEmpty()) {
        endpoint.server.setUserInfo(QString());
        setProblem(context, file.problemAt(cluster, u"server"_s, u"must not contain a user name or a password"_s));
    }
    if (!cluster.proxyUrl.isEmpty()) {
        endpoint.proxy = QUrl(cluster.proxyUrl, QUrl::StrictMode);
        const QString scheme = endpoint.proxy.scheme();
        const bool isKnown = scheme == "http"_L1 || scheme == "https"_L1 || scheme == "socks5"_L1;
        if (!endpoint.proxy.isValid() || !isKnown || endpoint.proxy.host().isEmpty())
            setProblem(context, file.problemAt(cluster, u"proxy-url"_s, u"expected http://, https:// or socks5://"_s));
    }
    if (endpoint.server.scheme() != "https"_L1)
        return;
    endpoint.tlsServerName = cluster.tlsServerName;
    endpoint.insecureSkipTlsVerify = cluster.insecureSkipTlsVerify;
    const bool hasCa = !cluster.certificateAuthority.isEmpty() || !cluster.certificateAuthorityData.isEmpty();
    if (cluster.insecureSkipTlsVerify && hasCa)
        setProblem(context, file.problemAt(cluster, u"insecure-skip-tls-verify"_s,
                                           u"cannot be true while a certificate authority is given"_s));
    endpoint.caPem = pem(context, file, cluster,
                         {u"certificate-authority"_s, u"certificate-authority-data"_s, cluster.certificateAuthority,
                          cluster.certificateAuthorityData});
    const QString caKey =
        cluster.certificateAuthorityData.isEmpty() ? u"certificate-authority"_s : u"certificate-authority-data"_s;
    if (hasCa && !context.problem && !isCertificate(endpoint.caPem))
        setProblem(context, file.problemAt(cluster, caKey, u"has no PEM certificate"_s));
}

void KubeconfigResolver::resolveUser(Context &context, const KubeconfigFile &file, const KubeconfigUser &user)
{
    if (user.problem)
        return setProblem(context, *user.problem);
    addImpersonation(context, file, user);
    if (context.endpoint.server.scheme() != "https"_L1)
        return;
    resolveCertificate(context, file, user);
    resolveAuthorization(context, file, user);
    if (context.auth.kind == AuthKind::None && !context.auth.certificatePem.isEmpty())
        context.auth.kind = AuthKind::ClientCertificate;
    if (user.hasAuthProvider)
        setProblem(context, file.problemAt(user, u"auth-provider"_s, u"not supported: use an exec plugin instead"_s));
    if (context.auth.kind == AuthKind::None && user.exec)
        resolveExec(context, file, user);
}

void KubeconfigResolver::resolveCertificate(Context &context, const KubeconfigFile &file, const KubeconfigUser &user)
{
    const bool hasCertificate = !user.clientCertificate.isEmpty() || !user.clientCertificateData.isEmpty();
    const bool hasKey = !user.clientKey.isEmpty() || !user.clientKeyData.isEmpty();
    const QString suffix = user.clientKeyData.isEmpty() ? QString() : u"-data"_s;
    if (hasKey && !hasCertificate)
        remark(file.problemAt(user, u"client-key"_s + suffix, u"ignored, because there is no client certificate"_s));
    if (!hasCertificate)
        return;
    if (!hasKey)
        return setProblem(context, file.problemAt(user, u"client-key"_s, u"missing: a client certificate needs it"_s));
    AuthInfo &auth = context.auth;
    auth.certificatePem = pem(
        context, file, user,
        {u"client-certificate"_s, u"client-certificate-data"_s, user.clientCertificate, user.clientCertificateData});
    auth.privateKeyPem =
        pem(context, file, user, {u"client-key"_s, u"client-key-data"_s, user.clientKey, user.clientKeyData});
    if (context.problem)
        return;
    if (!isCertificate(auth.certificatePem))
        setProblem(context, file.problemAt(user, u"client-certificate"_s, u"has no PEM certificate"_s));
    else if (!auth.privateKeyPem.contains("PRIVATE KEY-----"))
        setProblem(context, file.problemAt(user, u"client-key"_s + suffix, u"has no PEM private key"_s));
    else if (auth.privateKeyPem.contains("ENCRYPTED"))
        setProblem(context, file.problemAt(user, u"client-key"_s + suffix, u"is encrypted, which is not supported"_s));
}

void KubeconfigResolver::resolveAuthorization(Context &context, const KubeconfigFile &file, const KubeconfigUser &user)
{
    AuthInfo &auth = context.auth;
    const bool hasBasic = !user.username.isEmpty() || !user.password.isEmpty();
    const bool hasToken = !user.token.isEmpty() || !user.tokenFile.isEmpty();
    if (hasBasic && hasToken)
        return setProblem(
            context, file.problemAt(user, QString(), u"both a token and a user name are given, only one is allowed"_s));
    if (!isHeaderText(user.token))
        return setProblem(context, file.problemAt(user, u"token"_s, u"has a line break or a control character"_s));
    auth.token = user.token.toUtf8();
    if (!user.tokenFile.isEmpty()) {
        auth.kind = AuthKind::TokenFile;
        auth.tokenFile = absolutePath(file, user.tokenFile);
    } else if (hasToken) {
        auth.kind = AuthKind::Token;
    } else if (hasBasic) {
        auth.kind = AuthKind::Basic;
        auth.username = user.username;
        auth.password = user.password.toUtf8();
    }
}

void KubeconfigResolver::resolveExec(Context &context, const KubeconfigFile &file, const KubeconfigUser &user)
{
    context.auth.kind = AuthKind::Exec;
    context.auth.exec = user.exec;
    ExecConfig &exec = *context.auth.exec;
    exec.resolvedCommand = resolveExecCommand(exec.command, QFileInfo(file.path).absolutePath());
}

void KubeconfigResolver::addImpersonation(Context &context, const KubeconfigFile &file, const KubeconfigUser &user)
{
    auto &headers = context.endpoint.headers;
    const bool hasMore =
        !user.impersonateUid.isEmpty() || !user.impersonateGroups.isEmpty() || !user.impersonateExtra.isEmpty();
    if (user.impersonate.isEmpty()) {
        if (hasMore)
            setProblem(context, file.problemAt(user, u"as"_s, u"missing: uid, groups and extra need a user"_s));
        return;
    }
    bool isClean = true;
    const auto add = [&headers, &isClean](const QByteArray &name, const QString &value) {
        isClean = isClean && isHeaderText(value);
        headers.append({name, value.toUtf8()});
    };
    add("Impersonate-User", user.impersonate);
    if (!user.impersonateUid.isEmpty())
        add("Impersonate-Uid", user.impersonateUid);
    for (const QString &group : user.impersonateGroups)
        add("Impersonate-Group", group);
    for (auto it = user.impersonateExtra.begin(); it != user.impersonateExtra.end(); ++it) {
        for (const QString &value : it.value())
            add("Impersonate-Extra-" + escapedHeaderKey(it.key()), value);
    }
    if (!isClean)
        setProblem(context, file.problemAt(user, u"as"_s, u"impersonation has a control character"_s));
}

QString resolveExecCommand(const QString &command, const QString &folder)
{
    if (command.isEmpty())
        return {};
    if (command.contains(u'/'))
        return QDir::cleanPath(QDir(folder).absoluteFilePath(command));
    const QString path = QProcessEnvironment::systemEnvironment().value(u"PATH"_s);
    for (const QString &entry : path.split(QDir::listSeparator(), Qt::SkipEmptyParts)) {
        const QFileInfo candidate(entry + u'/' + command);
        if (QDir::isAbsolutePath(entry) && candidate.isFile() && candidate.isExecutable())
            return QDir::cleanPath(candidate.filePath());
    }
    return {};
}

} // namespace fairlead::kubernetes
