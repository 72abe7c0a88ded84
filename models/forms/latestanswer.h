// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFutureWatcher>
#include <QTimer>
#include <QtConcurrentRun>

#include <functional>
#include <utility>

namespace fairlead::models {

//! Works out beside the GUI thread what a form comes to while somebody writes it, as clusters may be large: at most ten
//! times a second, never two at a time, and in the end always of what stands there then. Lives in the GUI thread.
template <class Answer>
class LatestAnswer
{
public:
    using Work = std::function<Answer()>;

    //! \p begin is called when it is its time, and makes of what stands there what goes to another thread; null: there
    //! is nothing to work out. Neither is called once this is gone.
    LatestAnswer(std::function<Work()> begin, std::function<void(const Answer &)> told)
        : m_begin(std::move(begin))
        , m_told(std::move(told))
    {
        m_timer.setSingleShot(true);
        m_timer.setInterval(std::chrono::milliseconds(100));
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { start(); });
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { onFinished(); });
    }

    void ask()
    {
        if (m_isWorking)
            m_isAsked = true;
        else if (!m_timer.isActive())
            m_timer.start();
    }
    //! Of what was asked so far nothing is told.
    void forget()
    {
        m_timer.stop();
        m_isAsked = false;
        m_isForgotten = m_isWorking;
    }
    //! Something was asked, and is not told yet.
    bool isPending() const { return m_timer.isActive() || m_isAsked || (m_isWorking && !m_isForgotten); }

private:
    void start()
    {
        Work work = m_begin();
        if (!work)
            return;
        m_isWorking = true;
        m_watcher.setFuture(QtConcurrent::run(std::move(work)));
    }

    void onFinished()
    {
        m_isWorking = false;
        const bool isForgotten = std::exchange(m_isForgotten, false);
        if (std::exchange(m_isAsked, false))
            m_timer.start();
        if (!isForgotten)
            m_told(m_watcher.result());
    }

    std::function<Work()> m_begin;
    std::function<void(const Answer &)> m_told;
    QTimer m_timer;
    QFutureWatcher<Answer> m_watcher;
    bool m_isWorking = false;
    bool m_isAsked = false;     //!< meanwhile
    bool m_isForgotten = false; //!< the one that is worked out
};

} // namespace fairlead::models
