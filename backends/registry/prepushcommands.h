// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include "backends/processes/boundedprocess.h"

#include <QStringList>

#include <chrono>
#include <vector>

namespace fairlead::registry {

//! What is to be done before a push, by prePush of the settings.
struct HookRequest
{
    QString kind;        //!< none, ecr, acr, gar or command
    QString host;        //!< of the registry
    QString repository;  //!< "team/app", with the registry's prefix, without a tag
    QStringList command; //!< of the user: program and arguments

    bool operator==(const HookRequest &) const = default;
};

//! One program that a hook runs.
struct HookCommand
{
    enum class Purpose {
        FindRepository,   //!< its failure may say that there is none
        CreateRepository, //!< only where there is none
        EcrPassword,
        AcrToken,
        GarToken,
        UserCommand,
    };

    Purpose purpose = Purpose::UserCommand;
    QString program; //!< name, looked for in PATH, or path
    QStringList arguments;

    //! As a person would type it; for logs. Nothing in it is secret, unless the user has made it so.
    QString text() const;
    bool operator==(const HookCommand &) const = default;
};

//! Which programs may run, in order; none where there is no hook.
//! Errors: Invalid with reason BadHook: a kind that nobody knows, no command, a repository that is no name, or a host
//! that is none of that cloud's. A cloud's token goes to nobody else.
Result<std::vector<HookCommand>> hookCommands(const HookRequest &request);

//! Whether a hook of this \p kind is a cloud's, whose programs log in: where it is, nobody types a password.
bool isCloudsHook(const QString &kind);
//! How long the login of a hook of this \p kind is good, at most; nothing: nobody says.
//! Source: Amazon ECR API, GetAuthorizationToken (12 h); az acr login, --expose-token (3 h); gcloud auth
//! print-access-token (1 h).
std::optional<std::chrono::seconds> hookLoginLifetime(const QString &kind);

//! What came of one of them.
struct HookOutcome
{
    bool isMissing = false;     //!< the repository
    std::optional<Login> login; //!< for this push

    bool operator==(const HookOutcome &) const = default;
};

//! Errors: Timeout with reason HookTimeout, Malformed with HookMalformed, else Unauthorized with HookFailed and the end
//! of standard error. Nothing of standard output is in them.
//! Source: AWS CLI "ecr", Azure CLI "acr login --expose-token", gcloud "auth print-access-token". A user's command may
//! answer as a credential helper of docker does: {"Username", "Secret"}.
Result<HookOutcome> readHookOutcome(const HookRequest &request, const HookCommand &command,
                                    const processes::ProcessEnd &end);

} // namespace fairlead::registry
