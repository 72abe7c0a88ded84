// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingsstore.h"
#include "models/activities/activitycentre.h"
#include "models/docker/dockermodels.h"
#include "models/images/imagesmodels.h"
#include "models/workshop/imagehub.h"

#include <QElapsedTimer>
#include <QObject>

namespace fairlead::models {
class KeptState;
}

namespace fairlead::ui {
class ActivityPane;
class DockerPane;
class ImagesPane;
class MainWindow;
class Notice;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

//! The part of the console that is about images: settings, daemons, recipes, activities, their models and panes, and
//! who hears whom. Adds its panes to the window.
class ImageConsole : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString settingsPath;
        QString stateFolder;   //!< activities and their logs; empty: nothing is kept
        QString approvalsFile; //!< of programs that the user has allowed
        bool allowsExec = false;
    };

    ImageConsole(const Settings &settings, ui::Theme &theme, ui::MainWindow &window);
    ~ImageConsole() override;

    //! What other parts of the console show, too; as long as this is there.
    struct Shared
    {
        settings::SettingsStore &store;
        models::DockerModels &docker;
        models::ImagesModels &images;
        models::ActivityCentre &activities;
        models::ImageHub &hub;
        QString dockerFolder;
    };
    Shared shared() { return {m_store, m_docker, m_images, m_activities, m_hub, m_dockerFolder}; }

    void start();
    //! In the Activity pane, which is shown then.
    void showActivity(const QString &id);
    void saveState(models::KeptState &state) const;
    void restoreState(const models::KeptState &state);

signals:
    //! What saveState() keeps is another.
    void stateChanged();

protected:
    //! What is out of date is looked at anew when somebody comes to see it: files may have changed meanwhile.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addPanes();
    void readDockerContexts();
    void readEnvironment();
    void connectImages();
    void connectDocker();
    void connectOrders();
    void connectDaemons();
    void connectActions();
    void connectActivities();
    void connectQuestions();
    void addCloseGates();
    void onKeychainChanged(const QString &host, bool isKept, const QString &problem);

    ui::MainWindow &m_window;
    ui::Theme &m_theme;
    const QString m_dockerFolder;
    settings::SettingsStore m_store;
    models::DockerModels m_docker;
    models::ImagesModels m_images;
    models::ActivityCentre m_activities;
    models::ImageHub m_hub;
    QElapsedTimer m_lastLook;
    ui::ImagesPane *m_imagesPane = nullptr;
    ui::DockerPane *m_dockerPane = nullptr;
    ui::ActivityPane *m_activityPane = nullptr;
    int m_lookedAt = 0; //!< orders
    ui::Notice *m_endedNotice = nullptr;
};

} // namespace fairlead::console
