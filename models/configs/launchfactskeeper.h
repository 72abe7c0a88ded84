// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "models/clusters/clusterhub.h"

#include <QObject>
#include <QTimer>

namespace fairlead::models {

class BaseImagesModel;
class ConsoleModels;
class DockerModels;

//! What the console knows of the places where runtime configs may run, kept up to date for forms and checks: contexts
//! with their nodes, daemons, tags of base images. Lives in the GUI thread.
class LaunchFactsKeeper : public QObject
{
    Q_OBJECT
public:
    explicit LaunchFactsKeeper(QObject *parent = nullptr);

    const runs::LaunchFacts &facts() const { return m_facts; }
    //! From now on what these say; they outlive this.
    void follow(const ConsoleModels &console, const DockerModels &docker, const BaseImagesModel &recipes);
    //! See runs::LaunchFacts.
    void setFolders(const QString &dockerFolder, const QString &settingsFolder);
    //! As somebody says, for who follows nobody.
    void setFacts(const runs::LaunchFacts &facts);

signals:
    //! At most twice a second.
    void changed();

private:
    void look();

    runs::LaunchFacts m_facts;
    QString m_dockerFolder;
    QString m_settingsFolder;
    const ConsoleModels *m_console = nullptr;
    const DockerModels *m_docker = nullptr;
    const BaseImagesModel *m_recipes = nullptr;
    QTimer m_timer;
};

} // namespace fairlead::models
