// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

class QSocketNotifier;

namespace fairlead::transport {

class CurlTransfer;

//! Runs transfers of libcurl in the event loop of its thread; nothing in it waits. Keeps connections for the transfers
//! that follow, so it serves one HttpClient only.
//! Listeners are called in the middle of libcurl, where it forbids most of its calls: what they ask for (add, drop,
//! even the end of this object) is done as soon as libcurl has returned.
class CurlMulti : public QObject
{
    Q_OBJECT
public:
    //! Deletes a CurlMulti, later where it is still on the stack.
    struct Retire
    {
        void operator()(CurlMulti *multi) const;
    };
    using Handle = std::unique_ptr<CurlMulti, Retire>;

    CurlMulti();
    ~CurlMulti() override;

    //! Starts \p transfer. Six with an end run at once, further ones wait for their turn; endless ones never wait, and
    //! nobody waits for them.
    void add(std::shared_ptr<CurlTransfer> transfer);
    //! Asks \p transfer for more of its body, or ends its hold(), as soon as libcurl has returned.
    void resume(const std::shared_ptr<CurlTransfer> &transfer);
    //! Breaks \p transfer off; its listener hears nothing more. Does nothing when it has ended.
    void drop(const std::shared_ptr<CurlTransfer> &transfer);

private:
    struct Watch
    {
        std::unique_ptr<QSocketNotifier> read;
        std::unique_ptr<QSocketNotifier> write;
    };
    class Busy;

    void act(int socket, int events);
    void actAgain(int socket);
    void settle();
    void tellEnded();
    void collect();
    void startWaiting();
    void resumePaused();
    bool mayStart(const CurlTransfer &transfer) const;
    bool isRead(int socket) const;
    void watch(int socket, int what);
    void forget(std::unique_ptr<QSocketNotifier> notifier);

    void *m_multi;
    std::vector<std::shared_ptr<CurlTransfer>> m_running;
    std::vector<std::shared_ptr<CurlTransfer>> m_waiting;
    std::vector<std::shared_ptr<CurlTransfer>> m_resumed; //!< while busy
    std::map<int, Watch> m_sockets;
    std::map<int, int> m_putOff;                               //!< events by socket that came while busy
    std::vector<std::unique_ptr<QSocketNotifier>> m_forgotten; //!< one of them may be emitting now
    QTimer m_timer;
    quint64 m_arrivals = 0; //!< grows with whatever arrives
    bool m_isBusy = false;
};

} // namespace fairlead::transport
