// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonchoice.h"
#include "daemonpolicy.h"
#include "daemonstatus.h"
#include "engineclient.h"
#include "eventstream.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <array>
#include <memory>
#include <vector>

namespace fairlead::docker {

//! One daemon being followed: connection, identity, containers, images, volumes. Its events drive the lists; nothing
//! polls but a ping, which finds a connection whose other end has gone without a word. Reconnects by itself as
//! DaemonPolicy decides. A session that is closed sends no request and reads no file.
//! Lives in one thread, best one of NetworkThreads: answers are decoded there; call it there, what it emits are values.
//! A slot may close it, and delete it later.
class DaemonSession : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        DaemonChoice choice;
        QString dockerFolder; //!< ~/.docker: contexts, and certificates where the address names no folder
        QByteArray userAgent = "fairlead";
        std::chrono::milliseconds answerTimeout{15'000};
        std::chrono::milliseconds pingInterval{30'000};
        std::chrono::milliseconds pingTimeout{10'000};
    };

    explicit DaemonSession(Settings settings, QObject *parent = nullptr);
    ~DaemonSession() override;

    //! No signal comes before it returns. Does nothing when it is open.
    void open();
    void close();
    bool isOpen() const { return m_policy.state() != DaemonState::Closed; }
    //! Another address is another daemon: all is asked anew. Does nothing for the same one.
    void setChoice(const DaemonChoice &choice);
    //! Ends a wait: the network may be back, a file may be there.
    void retryNow();

    //! For what a person does. Null until it has an address; from clientChanged() on it is another, or null.
    EngineClient *client() const { return m_client.get(); }
    //! That of client().
    const DockerEndpoint &endpoint() const { return m_endpoint; }
    const DaemonStatus &status() const { return m_status; }
    const EngineInfo &info() const { return m_info; }
    const std::vector<Container> &containers() const { return m_containers; }
    const std::vector<Image> &images() const { return m_images; }
    const std::vector<Volume> &volumes() const { return m_volumes; }

    //! Counts, which may take minutes: only when somebody asks. diskUsageChanged() or diskUsageFailed() answer. Does
    //! nothing while one is under way, or without a client.
    void askDiskUsage();

signals:
    void stateChanged(const fairlead::docker::DaemonStatus &status);
    //! As the next two: once when it is first listed, whatever there is, before it is live; then what is another list.
    void containersChanged(const std::vector<fairlead::docker::Container> &containers);
    void imagesChanged(const std::vector<fairlead::docker::Image> &images);
    void volumesChanged(const std::vector<fairlead::docker::Volume> &volumes);
    void infoChanged(const fairlead::docker::EngineInfo &info);
    void diskUsageChanged(const fairlead::docker::DiskUsage &usage);
    void diskUsageFailed(const fairlead::ApiError &error);
    void eventReceived(const fairlead::docker::Event &event);
    //! While the old client is still there: whatever uses it ends now. What it has under way is cancelled.
    void clientChanging();
    void clientChanged();

private:
    using Clock = std::chrono::steady_clock;
    enum List { Containers, Images, Volumes };
    struct ListState
    {
        ListRefresh refresh;
        QTimer timer;
        Clock::time_point asked;
        bool isAnswered = false; //!< since the events began
        bool isTold = false;     //!< what is kept
    };

    void perform(DaemonPolicy::Step step);
    void resolve();
    void onResolved();
    void useEndpoint(const DockerEndpoint &endpoint);
    void dropClient();
    void identify();
    void askVersion();
    void askInfo();
    void listen();
    void onEvent(const Event &event);
    void perform(List list, ListRefresh::Step step);
    void ask(List list);
    template <class Row>
    void onListed(List list, const Result<std::vector<Row>> &rows, std::vector<Row> &kept,
                  void (DaemonSession::*changed)(const std::vector<Row> &));
    void countAnswer();
    std::optional<ApiError> &errorOf(List list);
    void refreshInfo();
    void keepInfo(EngineInfo info);
    void checkPulse();
    void ping();
    void lose(const ApiError &error);
    void endAttempt();
    void retire(QObject *object);
    void restart();
    void forgetObjects();
    void publish();

    Settings m_settings;
    DaemonPolicy m_policy;
    DaemonStatus m_status;
    EngineInfo m_info;
    std::vector<Container> m_containers;
    std::vector<Image> m_images;
    std::vector<Volume> m_volumes;
    DockerEndpoint m_endpoint;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<EngineClient> m_client;
    std::unique_ptr<QObject> m_attempt; //!< context of what one connection asks; what is late finds it gone
    std::unique_ptr<EventStream> m_events;
    std::unique_ptr<QFutureWatcher<Result<DockerEndpoint>>> m_resolving;
    std::array<ListState, 3> m_lists;
    QTimer m_wait;
    QTimer m_pulse;
    std::chrono::system_clock::time_point m_lastPulse; //!< a jump tells that the machine slept
    Clock::time_point m_lastPing;
    Clock::time_point m_lastHeard;
    Clock::time_point m_live; //!< since then
    std::int64_t m_lastEventNano = 0;
    std::int64_t m_retryAt = 0; //!< while it waits
    bool m_isPinging = false;
    bool m_isCounting = false;
};

} // namespace fairlead::docker
