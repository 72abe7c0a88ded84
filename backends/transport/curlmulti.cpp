// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "curlmulti.h"

#include "curltransfer.h"

#include <QSocketNotifier>

#include <algorithm>
#include <chrono>
#include <curl/curl.h>
#include <utility>

using namespace std::chrono_literals;

namespace fairlead::transport {

namespace {

constexpr std::ptrdiff_t MostAtOnce = 6; // like a browser; an API server has others to serve
// Of one socket: enough to be worth the trip through the event loop, short for those who wait for theirs.
constexpr auto LongestTurn = 5ms;

} // namespace

//! Set while libcurl or a listener is on the stack.
class CurlMulti::Busy
{
public:
    explicit Busy(CurlMulti *multi)
        : m_multi(multi)
    {
        m_multi->m_isBusy = true;
    }
    ~Busy() { m_multi->m_isBusy = false; }
    Q_DISABLE_COPY_MOVE(Busy)

private:
    CurlMulti *m_multi;
};

void CurlMulti::Retire::operator()(CurlMulti *multi) const
{
    for (const auto *transfers : {&multi->m_running, &multi->m_waiting}) {
        for (const auto &transfer : *transfers)
            transfer->silence();
    }
    if (multi->m_isBusy)
        multi->deleteLater();
    else
        delete multi;
}

CurlMulti::CurlMulti()
{
    m_multi = curl_multi_init();
    Q_CHECK_PTR(m_multi);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });

    const curl_socket_callback onSocket = [](CURL *, curl_socket_t socket, int what, void *self, void *) {
        static_cast<CurlMulti *>(self)->watch(socket, what);
        return 0;
    };
    const curl_multi_timer_callback onTimer = [](CURLM *, long milliseconds, void *self) {
        QTimer &timer = static_cast<CurlMulti *>(self)->m_timer;
        if (milliseconds < 0)
            timer.stop();
        else
            timer.start(std::chrono::milliseconds(milliseconds));
        return 0;
    };
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_PIPELINING, long(CURLPIPE_NOTHING));
}

CurlMulti::~CurlMulti()
{
    Q_ASSERT(!m_isBusy);
    for (const auto &transfer : m_running) {
        transfer->silence();
        curl_multi_remove_handle(m_multi, transfer->easy());
    }
    curl_multi_cleanup(m_multi);
}

void CurlMulti::add(std::shared_ptr<CurlTransfer> transfer)
{
    m_waiting.push_back(std::move(transfer));
    if (!m_isBusy)
        settle();
}

void CurlMulti::drop(const std::shared_ptr<CurlTransfer> &transfer)
{
    transfer->silence();
    if (!m_isBusy)
        settle();
}

void CurlMulti::resume(const std::shared_ptr<CurlTransfer> &transfer)
{
    m_resumed.push_back(transfer);
    if (!m_isBusy)
        settle();
}

//! Lets libcurl work on \p socket. How much it takes from it at once is its own affair: up to 100 TLS records in 7.88,
//! one in other versions; and OpenSSL may have read ahead what no event will tell of. So it is called again until
//! nothing comes, or later when the turn is over.
void CurlMulti::act(int socket, int events)
{
    if (m_isBusy) { // a listener runs an event loop
        if (m_putOff.empty())
            QTimer::singleShot(LongestTurn, this, [this] {
                for (const auto &[each, what] : std::exchange(m_putOff, {}))
                    act(each, what);
            });
        m_putOff[socket] |= events;
        return;
    }
    m_forgotten.clear(); // none of them emits any more
    {
        const Busy busy(this);
        const auto start = std::chrono::steady_clock::now();
        quint64 before = 0;
        int running = 0;
        do {
            before = m_arrivals;
            curl_multi_socket_action(m_multi, socket, events, &running);
        } while (m_arrivals > before && isRead(socket) && std::chrono::steady_clock::now() - start < LongestTurn);
        if (m_arrivals > before)
            actAgain(socket);
    }
    settle();
}

//! After an event of \p socket, or of the clock: that may have been about any of them.
void CurlMulti::actAgain(int socket)
{
    for (const auto &[each, watch] : m_sockets) {
        if (socket != CURL_SOCKET_TIMEOUT && socket != each)
            continue;
        const auto act = [this, each = each] {
            if (isRead(each))
                this->act(each, CURL_CSELECT_IN);
        };
        QMetaObject::invokeMethod(this, act, Qt::QueuedConnection);
    }
}

//! Does what was put off, and tells who has ended, until nothing is left of either.
void CurlMulti::settle()
{
    const Busy busy(this);
    do {
        resumePaused();
        collect();
        startWaiting();
        tellEnded();
    } while (!m_resumed.empty()); // a listener that is told of an end may resume another's transfer
}

void CurlMulti::tellEnded()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result; // the message goes with the handle
        const auto it = std::find_if(m_running.begin(), m_running.end(),
                                     [easy = message->easy_handle](const auto &each) { return each->easy() == easy; });
        Q_ASSERT(it != m_running.end());
        const std::shared_ptr<CurlTransfer> transfer = *it;
        m_running.erase(it);
        curl_multi_remove_handle(m_multi, transfer->easy());
        transfer->end(code);
        collect();
        startWaiting();
    }
}

void CurlMulti::collect()
{
    const auto isSilent = [](const auto &transfer) { return transfer->isSilent(); };
    std::erase_if(m_waiting, isSilent);
    std::erase_if(m_running, [&](const auto &transfer) {
        if (isSilent(transfer))
            curl_multi_remove_handle(m_multi, transfer->easy());
        return isSilent(transfer);
    });
}

void CurlMulti::startWaiting()
{
    std::erase_if(m_waiting, [this](const auto &transfer) {
        if (!mayStart(*transfer))
            return false;
        transfer->countTo(&m_arrivals);
        m_running.push_back(transfer);
        curl_multi_add_handle(m_multi, transfer->easy());
        return true;
    });
}

//! Those that have ended meanwhile are none of libcurl's any more. It runs the others with the next event, whosever
//! that is: act() would ask for what OpenSSL has read ahead of that one only.
void CurlMulti::resumePaused()
{
    for (const auto &transfer : std::exchange(m_resumed, {})) {
        if (transfer->isSilent() || std::find(m_running.begin(), m_running.end(), transfer) == m_running.end())
            continue;
        transfer->resume();
        actAgain(transfer->socket());
    }
}

bool CurlMulti::mayStart(const CurlTransfer &transfer) const
{
    return transfer.isEndless() || std::count_if(m_running.begin(), m_running.end(), [](const auto &running) {
                                       return !running->isEndless();
                                   }) < MostAtOnce;
}

bool CurlMulti::isRead(int socket) const
{
    const auto it = m_sockets.find(socket);
    return it != m_sockets.end() && it->second.read && it->second.read->isEnabled();
}

void CurlMulti::watch(int socket, int what)
{
    Watch &watch = m_sockets[socket];
    const auto set = [this, socket](std::unique_ptr<QSocketNotifier> &notifier, QSocketNotifier::Type type, int events,
                                    bool isWanted) {
        if (!notifier && isWanted) {
            notifier = std::make_unique<QSocketNotifier>(socket, type);
            connect(notifier.get(), &QSocketNotifier::activated, this, [this, socket, events] { act(socket, events); });
        } else if (notifier) {
            notifier->setEnabled(isWanted);
        }
    };
    const bool isOver = what == CURL_POLL_REMOVE;
    set(watch.read, QSocketNotifier::Read, CURL_CSELECT_IN, !isOver && (what & CURL_POLL_IN));
    set(watch.write, QSocketNotifier::Write, CURL_CSELECT_OUT, !isOver && (what & CURL_POLL_OUT));
    if (isOver) {
        forget(std::move(watch.read));
        forget(std::move(watch.write));
        m_sockets.erase(socket);
    }
}

//! Not deleted later by the event loop: a thread that ends may not come to it.
void CurlMulti::forget(std::unique_ptr<QSocketNotifier> notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false); // the descriptor may be another's in a moment
    m_forgotten.push_back(std::move(notifier));
}

} // namespace fairlead::transport
