// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <memory>
#include <numeric>
#include <utility>

#include <unistd.h>

//! How well a thread listens, measured from inside.
namespace fairlead::bench {

constexpr auto Beat = std::chrono::milliseconds(1);

inline std::chrono::nanoseconds cpuTimeOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

//! Time between beats in the thread it lives in, and the most work between two.
class Pulse : public QObject
{
public:
    void start()
    {
        m_gaps.fill(0);
        m_longest = 0;
        m_mostWork = {};
        m_timer = std::make_unique<QTimer>();
        m_timer->setTimerType(Qt::PreciseTimer);
        connect(m_timer.get(), &QTimer::timeout, this, &Pulse::beat);
        m_since.start();
        m_cpuTime = cpuTimeOf(CLOCK_THREAD_CPUTIME_ID);
        m_timer->start(Beat);
    }
    void stop() { m_timer.reset(); }
    double longestMilliseconds() const { return double(m_longest) / 1e6; }
    double mostWorkMilliseconds() const { return double(m_mostWork.count()) / 1e6; }
    int over(std::chrono::milliseconds limit) const
    {
        return std::accumulate(m_gaps.begin() + std::min<std::ptrdiff_t>(limit / Step, Steps), m_gaps.end(), 0);
    }
    //! No more than \p share of the time went by in longer gaps than this. A beat in a long gap never came, so gaps
    //! count by their length and not one by one.
    double quantileMilliseconds(double share) const
    {
        double total = 0;
        for (std::size_t step = 0; step < Steps; ++step)
            total += double(step + 1) * m_gaps[step];
        double longer = 0;
        for (std::size_t step = Steps; step-- > 0;) {
            longer += double(step + 1) * m_gaps[step];
            if (longer > (1 - share) * total)
                return double(step + 1) * double(Step.count()) / 1e3;
        }
        return 0;
    }

private:
    static constexpr auto Step = std::chrono::microseconds(100);
    static constexpr std::size_t Steps = 10'000; //!< to one second; the last one has all longer gaps

    void beat()
    {
        const qint64 gap = m_since.nsecsElapsed();
        m_since.restart();
        m_longest = std::max(m_longest, gap);
        const auto cpuTime = cpuTimeOf(CLOCK_THREAD_CPUTIME_ID);
        m_mostWork = std::max(m_mostWork, cpuTime - std::exchange(m_cpuTime, cpuTime));
        ++m_gaps[std::min<std::size_t>(std::size_t(std::chrono::nanoseconds(gap) / Step), Steps - 1)];
    }

    std::unique_ptr<QTimer> m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    std::chrono::nanoseconds m_cpuTime{};
    std::chrono::nanoseconds m_mostWork{};
    std::array<int, Steps> m_gaps{};
};

//! The GUI thread's pulse, and that of a thread with nothing to do.
class Pulses
{
public:
    Pulses()
    {
        m_thread.start();
        idle.moveToThread(&m_thread);
    }
    ~Pulses()
    {
        m_thread.quit();
        m_thread.wait();
    }
    void start()
    {
        QMetaObject::invokeMethod(&idle, &Pulse::start, Qt::BlockingQueuedConnection);
        window.start();
    }
    void stop()
    {
        window.stop();
        QMetaObject::invokeMethod(&idle, &Pulse::stop, Qt::BlockingQueuedConnection);
    }

    Pulse window;
    Pulse idle;

private:
    QThread m_thread;
};

//! Memory that the process has now.
inline double residentMiB()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    return statm.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

} // namespace fairlead::bench
