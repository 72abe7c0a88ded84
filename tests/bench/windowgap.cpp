// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// How long the window does not listen while it loads the clusters of KUBECONFIG. A timer that wants to run every
// millisecond measures it in the GUI thread; the same timer in a thread that does nothing else shows what the machine
// alone is to blame for, and the processor time of the GUI thread between two beats what the window is. Prints one line
// of JSON.
#include "app/console/console.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>
#include <QTranslator>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace fairlead;

namespace {

constexpr auto Beat = 1ms;
constexpr auto Look = 200ms;
constexpr auto FirstPaint = 1s;
constexpr auto CalmAfterSettled = 2s;
constexpr auto Patience = 300s;

std::chrono::nanoseconds cpuTimeOfThread()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

//! The longest time, and the most work, between two beats in the thread it lives in.
class Pulse : public QObject
{
public:
    void start()
    {
        m_timer = std::make_unique<QTimer>();
        m_timer->setTimerType(Qt::PreciseTimer);
        connect(m_timer.get(), &QTimer::timeout, this, &Pulse::beat);
        m_since.start();
        m_cpuTime = cpuTimeOfThread();
        m_timer->start(Beat);
    }
    void stop() { m_timer.reset(); }
    double longestMilliseconds() const { return double(m_longest) / 1e6; }
    double mostWorkMilliseconds() const { return double(m_mostWork.count()) / 1e6; }
    int over(std::chrono::milliseconds limit) const
    {
        return int(std::count_if(m_long.begin(), m_long.end(),
                                 [limit](qint64 gap) { return std::chrono::nanoseconds(gap) > limit; }));
    }

private:
    void beat()
    {
        const qint64 gap = m_since.nsecsElapsed();
        m_since.restart();
        m_longest = std::max(m_longest, gap);
        const auto cpuTime = cpuTimeOfThread();
        m_mostWork = std::max(m_mostWork, cpuTime - std::exchange(m_cpuTime, cpuTime));
        if (std::chrono::nanoseconds(gap) > 10ms)
            m_long.push_back(gap);
    }

    std::unique_ptr<QTimer> m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    std::chrono::nanoseconds m_cpuTime{};
    std::chrono::nanoseconds m_mostWork{};
    std::vector<qint64> m_long;
};

std::chrono::milliseconds elapsed(const QElapsedTimer &timer)
{
    return std::chrono::milliseconds(timer.isValid() ? timer.elapsed() : 0);
}

void print(const Pulse &window, const Pulse &idle, const models::ConsoleModels &models, double seconds)
{
    std::printf("{\"bench\":\"window\",\"nodes\":%d,\"waiting\":%d,\"loadSeconds\":%.3f,\"longestGapMs\":{\"window\":%."
                "1f,\"idle\":%.1f},"
                "\"gapsOver16Ms\":{\"window\":%d,\"idle\":%d},\"mostWorkMs\":%.1f}\n",
                models.nodes.nodeCount(), models.waiting.totalCount(), seconds, window.longestMilliseconds(),
                idle.longestMilliseconds(), window.over(16ms), idle.over(16ms), window.mostWorkMilliseconds());
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QTranslator english;
    if (english.load(u":/i18n/fairlead_en.qm"_s))
        QApplication::installTranslator(&english);
    const QTemporaryDir state;
    console::Options options;
    options.kubeconfigs = {qEnvironmentVariable("KUBECONFIG")};
    console::Console console(application, options, state.filePath(u"state.ini"_s));
    console.window().resize(1280, 800);

    QThread idleThread;
    idleThread.start();
    Pulse idle;
    idle.moveToThread(&idleThread);
    Pulse window;
    QElapsedTimer sinceStart;
    QElapsedTimer sinceSettled;
    double loaded = 0;
    console.window().show();
    // The first paint of an empty window is not what is measured.
    QTimer::singleShot(FirstPaint, &application, [&] {
        sinceStart.start();
        QMetaObject::invokeMethod(&idle, &Pulse::start);
        window.start();
        console.start();
    });

    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &application, [&] {
        if (!console.models().isSettled() || console.models().nodes.nodeCount() == 0)
            sinceSettled.invalidate();
        else if (!sinceSettled.isValid()) {
            loaded = double(sinceStart.elapsed()) / 1e3;
            sinceSettled.start();
        }
        const bool isDone = sinceSettled.isValid() && elapsed(sinceSettled) >= CalmAfterSettled;
        if (isDone || elapsed(sinceStart) > Patience)
            QApplication::exit(isDone ? 0 : 1);
    });
    look.start(Look);
    const int status = QApplication::exec();
    window.stop();
    QMetaObject::invokeMethod(&idle, &Pulse::stop, Qt::BlockingQueuedConnection);
    idleThread.quit();
    idleThread.wait();
    if (status == 0)
        print(window, idle, console.models(), loaded);
    else
        std::fputs("windowgap: the clusters did not load\n", stderr);
    return status;
}
