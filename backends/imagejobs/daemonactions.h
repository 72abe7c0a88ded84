// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonfleet.h"
#include "logqueue.h"

#include "backends/docker/logstream.h"

#include <map>
#include <memory>

namespace fairlead::imagejobs {

//! What a person does with what is on a daemon, one thing at a time: what came of it is seen in the daemon's own lists.
//! Of a daemon without a connection everything fails. Lives in the thread of the daemons.
class DaemonActions : public QObject
{
    Q_OBJECT
public:
    static constexpr int TailLines = 10'000; //!< of the logs of a container that were there before

    explicit DaemonActions(DaemonFleet &daemons, QObject *parent = nullptr);
    ~DaemonActions() override;

    void startContainer(const QString &daemonId, const QString &id);
    void stopContainer(const QString &daemonId, const QString &id);
    void removeContainer(const QString &daemonId, const QString &id);
    //! \p name: a reference, or an id.
    void removeImage(const QString &daemonId, const QString &name);
    void removeVolume(const QString &daemonId, const QString &name);

    //! containerInspected() or failed().
    void inspectContainer(const QString &daemonId, const QString &id);
    //! imageInspected() or failed().
    void inspectImage(const QString &daemonId, const QString &id);

    //! The last TailLines and what follows, into \p queue, until stopLogs() of the same \p key; logsEnded(). While the
    //! queue is full the daemon waits.
    void followLogs(const QString &key, const QString &daemonId, const QString &containerId,
                    const std::shared_ptr<LogQueue> &queue);
    void stopLogs(const QString &key);

signals:
    //! \p what: "Container web was stopped".
    void done(const QString &daemonId, const QString &what);
    //! \p what: "Stop container web".
    void failed(const QString &daemonId, const QString &what, const fairlead::ApiError &error);
    void containerInspected(const QString &daemonId, const fairlead::docker::ContainerDetails &details);
    void imageInspected(const QString &daemonId, const fairlead::docker::ImageDetails &details,
                        const std::vector<fairlead::docker::ImageLayer> &history);
    //! All of them are in the queue.
    void logsEnded(const QString &key, const std::optional<fairlead::ApiError> &error);

private:
    //! Null, and \p what has failed, where there is no connection.
    docker::EngineClient *client(const QString &daemonId, const QString &what);
    //! For a question: \p then with what was answered, or \p what has failed, also when the connection goes before.
    //! Once.
    template <class T>
    std::function<void(const Result<T> &)> answering(const QString &daemonId, const QString &what,
                                                     std::function<void(const Result<T> &)> then);
    //! For what ends with nothing but its success.
    std::function<void(const Result<void> &)> ending(const QString &daemonId, const QString &what, const QString &done);
    void askHistory(const QString &daemonId, const QString &what, const docker::ImageDetails &image);
    void openLogs(const QString &key, const QString &daemonId, const docker::ContainerDetails &container);
    void forget(const QString &daemonId);

    struct Logs
    {
        QString daemonId;
        std::shared_ptr<LogQueue> queue;
        std::unique_ptr<QObject> asked; //!< context of what is asked before
        std::unique_ptr<docker::LogStream> stream;
    };

    DaemonFleet &m_daemons;
    int m_numbers = 0;
    std::map<int, std::pair<QString, QString>> m_underWay; //!< daemon, and what is done there
    std::map<QString, Logs> m_logs;                        //!< by key
};

} // namespace fairlead::imagejobs
