// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QDate>
#include <QHash>
#include <QStringList>

#include <vector>

namespace fairlead::imagejobs {

//! What of our base images a daemon needs, by the two ways in which daemons get images: with a registry one builds and
//! pushes, and the others pull; without one each has to build what runs on it. All in the order of the settings, each
//! image once.
struct DaemonNeeds
{
    struct InRegistry
    {
        QString id;           //!< of the registry
        QStringList pushed{}; //!< what this daemon's own are called there: "registry.example:5000/team/base:1.2"
        QStringList pulled{}; //!< what other daemons' are called there, which it would pull

        QStringList all() const { return pushed + pulled; }
        bool operator==(const InRegistry &) const = default;
    };

    QStringList built{};                  //!< tags of what it builds: they have to be on it
    QStringList elsewhere{};              //!< tags of what others build and push nowhere: it can get them from nobody
    QStringList unnamed{};                //!< names of recipes that it builds and whose tag nobody can tell
    std::vector<InRegistry> registries{}; //!< that have, or are to have, anything for it

    bool operator==(const DaemonNeeds &) const = default;
};

//! By the id of each recipe its tag, expanded; empty: it has none as it stands.
using RecipeTags = QHash<QString, QString>;

//! Blocks on the disk, for what stands for ${gitSha}. \p settingsFolder: of fairlead.yaml.
RecipeTags recipeTags(const settings::Settings &settings, const QString &settingsFolder, const QDate &date);

DaemonNeeds daemonNeeds(const QString &daemonId, const settings::Settings &settings, const RecipeTags &tags);

//! Repositories of a registry that recipes are pushed to, without its host: "team/base".
QStringList pushedRepositories(const QString &registryId, const settings::Settings &settings, const RecipeTags &tags);

//! Repositories of \p references, without host and tag; what is none is left out.
QStringList repositoriesOf(const QStringList &references);

} // namespace fairlead::imagejobs
