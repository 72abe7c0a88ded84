// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonsession.h"
#include "backends/images/imagecomparison.h"
#include "backends/settings/settings.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <map>
#include <memory>

namespace fairlead::imagejobs {

//! Where \p daemon of the settings is, for a session. \p settingsFolder is that of fairlead.yaml.
docker::DaemonChoice daemonChoice(const settings::Daemon &daemon, const QString &settingsFolder);

//! How that daemon keeps images; Unknown as long as it has not said anything of itself.
images::ImageStore storeOf(const docker::EngineInfo &info);

//! What a question to a daemon ends with whose connection is not there, or goes before the answer.
ApiError notConnected();

//! The daemons of the settings and their sessions. One that is closed gets no request; one whose address changed is
//! connected anew; one that is gone from the settings is closed. Lives in one thread with its sessions.
class DaemonFleet : public QObject
{
    Q_OBJECT
public:
    //! \p settingsFolder: of fairlead.yaml, where relative paths begin.
    DaemonFleet(QString dockerFolder, QString settingsFolder, QByteArray userAgent, QObject *parent = nullptr);
    ~DaemonFleet() override;

    //! Of each question of a session that begins from now on; without it those are the session's own.
    void setAnswerTimeout(std::chrono::milliseconds timeout) { m_answerTimeout = timeout; }
    void setDaemons(const std::vector<settings::Daemon> &daemons);
    //! Those and no others; ids that nobody has are kept for later.
    void setOpen(const QSet<QString> &ids);
    //! For an order; one that waits for its next attempt makes it now.
    void open(const QString &id);
    void retry(const QString &id);
    //! As it is until release() was called as often: whatever the settings or the user say meanwhile is done then. So
    //! an edit of the settings, or a mistake in them, ends nothing that runs.
    void hold(const QString &id);
    void release(const QString &id);
    //! diskUsageChanged() or diskUsageFailed(), for many that ask meanwhile once.
    void askDiskUsage(const QString &id);

    const std::vector<settings::Daemon> &daemons() const { return m_daemons; }
    //! Null: none is called so, or it is closed.
    docker::DaemonSession *session(const QString &id) const;

signals:
    void openedForOrder(const QString &id);
    void statusChanged(const QString &id, const fairlead::docker::DaemonStatus &status);
    void infoChanged(const QString &id, const fairlead::docker::EngineInfo &info);
    void containersChanged(const QString &id, const std::vector<fairlead::docker::Container> &containers);
    void imagesChanged(const QString &id, const std::vector<fairlead::docker::Image> &images);
    void volumesChanged(const QString &id, const std::vector<fairlead::docker::Volume> &volumes);
    void diskUsageChanged(const QString &id, const fairlead::docker::DiskUsage &usage);
    void diskUsageFailed(const QString &id, const fairlead::ApiError &error);
    //! Before its session, and the client in it, are gone or another.
    void clientChanging(const QString &id);

private:
    void reconcile();
    void start(const settings::Daemon &daemon);
    void end(const QString &id);
    void endCounting(const QString &id, const Result<docker::DiskUsage> &usage);

    const QString m_dockerFolder;
    const QString m_settingsFolder;
    const QByteArray m_userAgent;
    std::optional<std::chrono::milliseconds> m_answerTimeout;
    std::vector<settings::Daemon> m_daemons;
    QSet<QString> m_open;
    QHash<QString, int> m_holds;
    QSet<QString> m_counting; //!< their disk
    std::map<QString, std::unique_ptr<docker::DaemonSession>> m_sessions;
};

} // namespace fairlead::imagejobs
