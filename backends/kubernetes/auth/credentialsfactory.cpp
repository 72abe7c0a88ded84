// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "credentialsfactory.h"

#include "execcredentials.h"
#include "tokenfilecredentials.h"

namespace fairlead::kubernetes {

namespace {

QByteArray bearer(const QByteArray &token)
{
    return token.isEmpty() ? QByteArray() : "Bearer " + token;
}

} // namespace

std::unique_ptr<transport::CredentialSource> makeCredentialSource(const Context &context, const ExecPolicy &policy)
{
    const AuthInfo &auth = context.auth;
    transport::Credentials fixed{{}, auth.certificatePem, auth.privateKeyPem};
    switch (auth.kind) {
    case AuthKind::None:
    case AuthKind::ClientCertificate:
        break;
    case AuthKind::Token:
        fixed.authorization = bearer(auth.token);
        break;
    case AuthKind::TokenFile:
    case AuthKind::InCluster:
        fixed.authorization = bearer(auth.token);
        return std::make_unique<TokenFileCredentials>(auth.tokenFile, fixed);
    case AuthKind::Basic:
        fixed.authorization = "Basic " + (auth.username.toUtf8() + ':' + auth.password).toBase64();
        break;
    case AuthKind::Exec:
        Q_ASSERT(auth.exec);
        return std::make_unique<ExecCredentials>(*auth.exec, context.endpoint, policy);
    }
    return std::make_unique<transport::StaticCredentials>(fixed);
}

} // namespace fairlead::kubernetes
