// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "faultscript.h"
#include "httpconnection.h"
#include "simulation.h"

#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <memory>
#include <vector>

class QTcpServer;

namespace fairlead::sandbox {

//! A Kubernetes API server of one simulated cluster, on 127.0.0.1 and nowhere else, for whoever knows the token.
//! What it serves is what Fairlead asks for: Nodes and Pods (list with pages, watch, WatchList, one object; Protobuf
//! and JSON), who one is and what one may do, version and identity. Everything else is a Status 404. Nothing can be
//! changed through it. Lives in one thread; until start() it may be moved to another.
class ApiServer : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    struct Settings
    {
        QByteArray token;      //!< what "Authorization: Bearer" has to carry
        QSslConfiguration ssl; //!< with certificate and key
        FaultScript faults;
        std::size_t historyLimit = 10'000; //!< events that a watch can be behind
        std::chrono::milliseconds bookmarkInterval{60'000};
        std::chrono::milliseconds stallTimeout{30'000}; //!< for a client that does not read
        std::chrono::milliseconds idleTimeout{120'000}; //!< for one that does not ask
        std::size_t connectionLimit = 256;
    };

    ApiServer(std::unique_ptr<Simulation> simulation, Settings settings, QObject *parent = nullptr);
    ~ApiServer() override;

    //! \return false when no port is to be had.
    bool listen();
    bool isListening() const;
    quint16 port() const { return m_port; }
    QString address() const;
    std::size_t connections() const { return m_clients.size(); }

    Simulation &simulation() { return *m_simulation; }
    //! Begins the simulation: the clock of the faults too.
    void start();
    //! Encodes what there is, so that no client waits for it.
    void prepare();
    //! Serves what the simulation has changed since.
    void publish();
    //! Forgets all events, as compaction does: who watched from an older resourceVersion has to list again.
    void compact();

private:
    //! A connection and, while it has one, its watch.
    struct Client
    {
        std::unique_ptr<HttpConnection> connection;
        QByteArray path;
        WatchBody *watch = nullptr; //!< owned by the connection
        Clock::time_point watchEnds;
        Clock::time_point nextBookmark;

        bool isWatching() const { return watch && connection->source() == watch; }
    };
    //! The objects that a path names.
    struct Target
    {
        Resource resource = Resource::Nodes;
        QString namespaceName;
        QString name; //!< empty: all
    };

    static std::optional<Target> targetOf(const QString &path);

    template <class Do>
    void forEachClient(Do action);
    void accept();
    void remove(HttpConnection *connection);
    Client *clientOf(HttpConnection *connection);
    void onRequest(HttpConnection *connection, const HttpRequest &request);
    void handle(Client &client, const HttpRequest &request, const FaultEffect &effect);
    void handleObjects(Client &client, const HttpRequest &request, const FaultEffect &effect, const Target &target);
    void getOne(Client &client, const HttpRequest &request, const Target &target, Encoding encoding);
    void list(Client &client, const HttpRequest &request, const FaultEffect &effect, const Target &target,
              const Selector &selector, Encoding encoding);
    void watch(Client &client, const HttpRequest &request, const FaultEffect &effect, const Target &target,
               const Selector &selector, Encoding encoding);
    void fail(Client &client, const HttpRequest &request, const Failure &failure);
    bool isAuthorized(const QByteArray &authorization) const;
    std::vector<EncodedObjectPtr> selected(const ObjectCache &cache, const Selector &selector) const;
    ObjectCache &cacheOf(Resource resource) { return resource == Resource::Nodes ? m_nodes : m_pods; }
    void keepHouse();
    void keepClient(Client &client, Clock::time_point now);
    void applyFaults();
    void step();
    std::chrono::milliseconds elapsed() const;

    std::unique_ptr<Simulation> m_simulation;
    Settings m_settings;
    FaultPlan m_faults;
    QTcpServer *m_server = nullptr;
    quint16 m_port = 0;
    std::uint64_t m_resourceVersion = 1'000;
    ObjectCache m_nodes;
    ObjectCache m_pods;
    std::vector<Client> m_clients;
    QTimer m_steps;
    QTimer m_house;
    Clock::time_point m_started = Clock::now();
};

} // namespace fairlead::sandbox
