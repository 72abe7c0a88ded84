// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/dockerendpoint.h"
#include "backends/transport/apierror.h"
#include "dockertables.h"
#include "models/objectdetails.h"
#include "ui/widgets/panewidget.h"

#include <vector>

class QPushButton;
class QSplitter;

namespace fairlead::imagejobs {
struct ImagePush;
}

namespace fairlead::models {
class DockerModels;
} // namespace fairlead::models

namespace fairlead::settings {
struct Daemon;
class SettingsStore;
} // namespace fairlead::settings

namespace fairlead::ui {

class DockerSide;
class Exporter;
class PlainLabel;
class PruneView;
class PushForm;
class Theme;

//! Docker daemons and registries: what they are, what is on them, what can be done with it. The settings are edited and
//! saved here; everything else leaves as a wish.
class DockerPane : public PaneWidget
{
    Q_OBJECT
public:
    //! \p store outlives it. \p dockerFolder: where certificates are that are not said to be elsewhere.
    DockerPane(const Theme &theme, models::DockerModels &models, settings::SettingsStore &store,
               const QString &dockerFolder, QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    DockerTables &tables() const { return *m_tables; }
    //! Those of the docker client, to choose from.
    void setDockerContexts(const QList<docker::DockerContext> &contexts);
    //! "docker on this machine speaks to tcp://… (DOCKER_HOST)", where that is no daemon of ours; empty: nothing.
    void setEnvironmentNote(const QString &note);
    //! Takes what pruneListRequested() and pruneRequested() asked for.
    PruneView &cleanUpView() const;
    //! Takes what targetLookRequested() asked for.
    PushForm &pushForm() const;
    void selectDaemon(const QString &id) { m_tables->selectKey(DockerTables::View::Daemons, id); }
    bool hasUnsavedChanges() const override;
    void leaveForm(std::function<void()> go) override;
    void addDaemon();
    void addRegistry();
    void pull();
    //! Of all daemons that are open.
    void cleanUpAll();

    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    //! Of the daemons the first that needs attention, else the first row.
    void selectSomething() override;
    void updateAges() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    void openRequested(const QString &daemonId, bool open);
    void testRequested(const QString &daemonId);
    void registryTestRequested(const QString &registryId);
    void tagsRequested(const QString &registryId, const QString &repository);
    void logsRequested(const QString &daemonId, const QString &containerId);
    void startRequested(const QString &daemonId, const QString &containerId);
    //! Confirmed by the user, as are all removals.
    void stopRequested(const QString &daemonId, const QString &containerId);
    void containerRemovalRequested(const QString &daemonId, const QString &containerId);
    void pullRequested(const QString &reference, const QString &daemonId);
    void pushRequested(const fairlead::imagejobs::ImagePush &push);
    //! What is under the name that a push would take? \p registryId empty: of the registry that the name says.
    void targetLookRequested(const QString &registryId, const QString &target);
    //! \p name: a reference, of a dangling image its id.
    void imageRemovalRequested(const QString &daemonId, const QString &name);
    void volumeRemovalRequested(const QString &daemonId, const QString &name);
    void pruneListRequested(const QString &daemonId, bool isDanglingOnly);
    //! Just these, by the ids of the images, and the build cache, of the list that was shown.
    void pruneRequested(const QString &daemonId, const QStringList &imageIds, bool withCache);
    //! What the inspector shows of the disk of a daemon that is live: once when it opens, and when the user asks again.
    void diskCountRequested(const QString &daemonId);
    //! What the inspector has more room for; once for each selection.
    void containerDetailsRequested(const QString &daemonId, const QString &containerId);
    void imageDetailsRequested(const QString &daemonId, const QString &imageId);
    //! Containers on the screen, as keys of ContainersModel: nobody looks at the stats of others.
    void seenContainersChanged(const QStringList &keys);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    using Action = models::ObjectAction::Kind;
    using View = DockerTables::View;

    void connectSide();
    void showSelected();
    void showOne(const QString &key);
    void showMany(const QStringList &keys);
    void askForDetails(const QString &key);
    void askForDisk(const QStringList &keys);
    void acceptOffer(View view, bool isOther);
    void runAction(Action action);
    void runOnDaemon(Action action, const QString &id);
    void runOnRegistry(Action action, const QString &id);
    void runOnObjects(Action action, const QStringList &keys);
    void runOnObject(Action action, const QString &key);
    void askToRemoveFromSettings(const QString &name, const QStringList &users, std::function<void()> remove);
    void cleanUp(const QStringList &daemonIds);
    void askForPush(const QString &key);
    void askFirst(Action action, const QStringList &keys);
    void runAsAsked(Action action, const QStringList &keys, const QStringList &killed);
    QStringList runningOf(const QStringList &keys) const;
    QString killText(const QStringList &running, qsizetype all) const;
    QString nameOf(const QString &key) const;
    QString daemonNameOf(const QString &key) const;
    void refresh();

    models::DockerModels &m_models;
    settings::SettingsStore &m_store;
    PaneHeader *m_header;
    PlainLabel *m_problem;
    PlainLabel *m_note;
    DockerTables *m_tables;
    DockerSide *m_side;
    QSplitter *m_columns;
    Exporter *m_export;
    QPushButton *m_cleanUpAll = nullptr;
    QString m_detailsKey; //!< of what details were asked for last
    QString m_diskKey;    //!< the daemon whose disk was asked for since its inspector is open; empty: none
};

} // namespace fairlead::ui
