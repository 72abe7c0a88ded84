// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/dockerendpoint.h"
#include "backends/settings/settings.h"
#include "models/forms/fieldproblem.h"

#include <QString>
#include <QStringList>

#include <vector>

//! What is wrong with a daemon or a registry that somebody types, field by field, in a sentence.
//! Nothing here looks at a disk but checkTlsFolder().
namespace fairlead::models {

struct ObjectCheck
{
    std::vector<FieldProblem> problems;
    QString danger; //!< to stay visible; no reason not to save it; empty: none

    bool isRight() const { return !hasErrors(problems); }
    bool operator==(const ObjectCheck &) const = default;
};

//! \p others: all daemons there are, itself among them; \p contexts: those of the docker client.
ObjectCheck checkDaemon(const settings::Daemon &daemon, const std::vector<settings::Daemon> &others,
                        const QList<docker::DockerContext> &contexts);
ObjectCheck checkRegistry(const settings::Registry &registry, const std::vector<settings::Registry> &others);

//! What a folder of certificates lacks.
struct TlsFolderCheck
{
    QStringList found;   //!< of ca.pem, cert.pem and key.pem
    QStringList missing; //!< or not to be read
    QString problem;     //!< all are there, and cannot be used

    bool isRight() const { return missing.isEmpty() && problem.isEmpty(); }
    bool operator==(const TlsFolderCheck &) const = default;
};

//! Blocks on the disk. \p folder as the settings have it, whose file is in \p settingsFolder; empty: \p dockerFolder.
TlsFolderCheck checkTlsFolder(const QString &folder, const QString &dockerFolder, const QString &settingsFolder);
//! "ca.pem found · key.pem missing"; one line.
QString tlsFolderText(const TlsFolderCheck &check);

//! "/usr/bin/hook --arg 'two words'" as program and arguments, by the rules of a shell for quotes alone; nothing is
//! expanded. Nothing where a quote is not closed.
std::optional<QStringList> splitCommand(const QString &text);
QString joinedCommand(const QStringList &command);

} // namespace fairlead::models
