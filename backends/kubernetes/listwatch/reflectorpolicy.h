// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"
#include "watchevent.h"

#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace fairlead::kubernetes {

//! How fresh the objects of a Reflector are.
enum class Freshness : std::uint8_t {
    Connecting, //!< nothing complete has arrived yet
    Live,       //!< complete and being watched; where watching is forbidden, listed twice a minute
    Stale,      //!< complete once; the connection is lost
};

//! Decides what a Reflector asks the server next: list or watch, from where, in which encoding, after what wait.
//! A value without socket, clock or randomness of its own; every rule of the list-watch protocol is here.
//! Source: Kubernetes API concepts, "Efficient detection of changes"; KEP-3157 (WatchList).
class ReflectorPolicy
{
public:
    enum class Step : std::uint8_t {
        WatchList, //!< watch with sendInitialEvents: the objects there are, then changes
        ListPage,  //!< one page, continueToken() tells which
        Watch,     //!< changes after resourceVersion()
        Wait,      //!< nothing before delay() is over, then waitIsOver()
    };

    //! \p random gives numbers in [0, 1) for jitter.
    explicit ReflectorPolicy(std::function<double()> random);

    Step start();
    Step waitIsOver();

    //! The initial events of a WatchList have all been delivered.
    void initialEventsEnded(const QString &resourceVersion);
    //! A page has been delivered whole; the next step is another page or the watch.
    Step pageEnded(const ListMeta &meta);
    //! The server accepted the request and answers in \p encoding; no object has come yet.
    void answered(Encoding encoding);
    //! An event or a bookmark told a newer version.
    void advanced(const QString &resourceVersion);
    //! The stream ended by itself (the server's timeout), \p lasted after it was answered.
    Step ended(std::chrono::milliseconds lasted);
    //! It ended with an error: of the request, the network, a body that cannot be read, or an ERROR event.
    Step failed(const ApiError &error);

    Encoding encoding() const { return m_encoding; }
    const QString &resourceVersion() const { return m_resourceVersion; }
    const QString &continueToken() const { return m_continueToken; }
    std::chrono::milliseconds delay() const { return m_delay; }
    //! How many objects to ask for in a page: fewer once a page was too large.
    int pageSize() const { return m_pageSize; }
    //! Five to ten minutes, so that watches do not all end at once.
    std::chrono::seconds watchTimeout() const;

    Freshness freshness() const { return m_freshness; }
    //! Why it is not live; empty while it is.
    const std::optional<ApiError> &error() const { return m_error; }
    //! Live by listing again and again, as watching is forbidden: a wait is no retry then.
    bool isPolled() const { return m_isWatchForbidden && m_freshness == Freshness::Live; }
    //! The step that is under way or comes after the wait loads all objects anew.
    bool isLoading() const { return m_next != Step::Watch; }

private:
    Step begin(Step step);
    void goLive();
    void forgetPosition();
    void lose(const ApiError &error);
    Step loadStep() const { return m_watchListWorks && !m_isWatchForbidden ? Step::WatchList : Step::ListPage; }
    Step wait(std::chrono::milliseconds delay);
    Step backOff(const ApiError &error);
    Step giveUp(const ApiError &error);
    Step forbidden(const ApiError &error);
    Step unreadable(const ApiError &error);
    Step poll(std::optional<std::chrono::seconds> retryAfter);
    std::chrono::milliseconds jittered(std::chrono::milliseconds shortest,
                                       std::optional<std::chrono::seconds> retryAfter) const;

    std::function<double()> m_random;
    Step m_next = Step::WatchList;
    Encoding m_encoding = Encoding::Protobuf;
    int m_pageSize = 500;
    bool m_watchListWorks = true;
    bool m_isWatchForbidden = false;          //!< 403 since a watch was last answered
    std::chrono::milliseconds m_notWatched{}; //!< waited since a Watch was forbidden
    bool m_isJustListed = false;              //!< the Watch under way follows a list and is not answered yet
    bool m_progressed = false;                //!< something arrived since the step began
    std::optional<Encoding> m_answered;       //!< since the step began
    int m_failures = 0;                       //!< in a row, without progress between them
    int m_reloads = 0;                        //!< 410s in a row, without a change watched between them
    QString m_resourceVersion;
    QString m_continueToken;
    std::chrono::milliseconds m_delay{};
    Freshness m_freshness = Freshness::Connecting;
    std::optional<ApiError> m_error;
};

} // namespace fairlead::kubernetes
