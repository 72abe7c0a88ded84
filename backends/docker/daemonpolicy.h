// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonstatus.h"

#include <functional>

namespace fairlead::docker {

//! Decides what a DaemonSession does next, and what that makes of its daemon. A value without socket, clock or
//! randomness of its own.
class DaemonPolicy
{
public:
    enum class Step : std::uint8_t {
        None,
        Resolve,  //!< read the address: files, docker contexts
        Identify, //!< ping, version, info
        Listen,   //!< for events
        List,     //!< what there is, behind the start of the events
        Wait,     //!< nothing before delay() is over, then waitIsOver()
    };

    //! \p random gives numbers in [0, 1) for jitter.
    explicit DaemonPolicy(std::function<double()> random);

    //! Also anew: all that was known of another address is forgotten.
    Step open();
    Step close();
    Step waitIsOver();
    //! A step has done what it was to do; the next one.
    Step succeeded();
    //! What went wrong at the step under way, or what ended the events after it had been live for \p lived.
    Step failed(const ApiError &error, std::chrono::milliseconds lived = {});

    Step step() const { return m_step; }
    DaemonState state() const { return m_state; }
    const std::optional<ApiError> &error() const { return m_error; }
    std::chrono::milliseconds delay() const { return m_delay; }
    //! A connection that was there has been lost: none of its like is used again.
    bool isReconnecting() const { return m_failures > 0 || m_hasObjects; }

private:
    Step go(Step step);
    DaemonState stateFor(const ApiError &error) const;

    std::function<double()> m_random;
    Step m_step = Step::None;
    DaemonState m_state = DaemonState::Closed;
    std::optional<ApiError> m_error;
    std::chrono::milliseconds m_delay{};
    int m_failures = 0; //!< in a row, without having been live for a while between them
    bool m_hasObjects = false;
};

//! When one list of a daemon is asked for again: soon after an event that concerns it, for many events once, never
//! twice at once, and no oftener than its answers take to make.
class ListRefresh
{
public:
    enum class Step : std::uint8_t {
        Nothing,
        Ask,
        Wait, //!< for delay(), then waitIsOver()
    };

    Step start();
    Step waitIsOver();
    //! An event concerns it.
    Step changed();
    Step answered(std::chrono::milliseconds took);
    Step failed(const ApiError &error);

    std::chrono::milliseconds delay() const { return m_delay; }

private:
    enum class Phase : std::uint8_t { Idle, Waiting, Asking };

    Step wait(std::chrono::milliseconds delay);

    Phase m_phase = Phase::Idle;
    bool m_isDirty = false; //!< changed since it was asked
    int m_failures = 0;
    std::chrono::milliseconds m_took{};
    std::chrono::milliseconds m_delay{};
};

//! What an event of the engine makes old.
struct EventEffect
{
    bool containers = false;
    bool images = false;
    bool volumes = false;
    bool info = false;

    bool operator==(const EventEffect &) const = default;
};

//! Events that change nothing of what is listed (exec, attach, resize, mount, ...) have none.
EventEffect effectOf(const Event &event);

} // namespace fairlead::docker
