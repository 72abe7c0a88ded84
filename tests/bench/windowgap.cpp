// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// How long the window does not listen while it loads the clusters of KUBECONFIG, and with --watch while they change
// after that. A timer that wants to run every millisecond measures it in the GUI thread; the same timer in a thread
// that does nothing else shows what the machine alone is to blame for, and the processor time of the GUI thread between
// two beats what the window is. Prints a line of JSON for each.
#include "pulse.h"

#include "app/console/console.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace fairlead;
using namespace fairlead::bench;

namespace {

constexpr auto Look = 200ms;
constexpr auto FirstPaint = 1s;
constexpr auto CalmAfterSettled = 2s;
constexpr auto WarmUp = 15s;
constexpr auto Patience = 300s;

//! Since the process was started, by the kernel's clock of hundredths.
double millisecondsOfProcess()
{
    QFile stat(u"/proc/self/stat"_s);
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = stat.readAll().split(')').last().split(' ');
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    constexpr int StartTime = 20; // field 22 of the whole line
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6 -
           fields.value(StartTime).toDouble() * 1e3 / double(sysconf(_SC_CLK_TCK));
}

//! Says when the window has painted for the first time.
class FirstPaintWatcher : public QObject
{
public:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_milliseconds == 0)
            QMetaObject::invokeMethod(
                this, [this] { m_milliseconds = millisecondsOfProcess(); }, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }
    double milliseconds() const { return m_milliseconds; }

private:
    double m_milliseconds = 0;
};

std::chrono::milliseconds elapsed(const QElapsedTimer &timer)
{
    return std::chrono::milliseconds(timer.isValid() ? timer.elapsed() : 0);
}

void print(const char *phase, const Pulses &pulses, const models::ConsoleModels &models, const char *more)
{
    std::printf(
        "{\"bench\":\"window\",\"phase\":\"%s\",\"nodes\":%d,\"waiting\":%d,\"longestGapMs\":{\"window\":%.1f,"
        "\"idle\":%.1f},\"p99GapMs\":{\"window\":%.1f,\"idle\":%.1f},\"gapsOver16Ms\":{\"window\":%d,\"idle\":%d},"
        "\"mostWorkMs\":%.1f,%s}\n",
        phase, models.nodes.nodeCount(), models.waiting.totalCount(), pulses.window.longestMilliseconds(),
        pulses.idle.longestMilliseconds(), pulses.window.quantileMilliseconds(0.99),
        pulses.idle.quantileMilliseconds(0.99), pulses.window.over(16ms), pulses.idle.over(16ms),
        pulses.window.mostWorkMilliseconds(), more);
    std::fflush(stdout);
}

//! Measures for a while what the window does once everything is there: first the gaps, then, as beats cost some
//! processor time themselves, without them that and the memory.
class Watch
{
public:
    Watch(Pulses &pulses, const models::ConsoleModels &models)
        : m_pulses(pulses)
        , m_models(models)
    {
    }

    void run(std::chrono::seconds length)
    {
        m_length = length;
        QTimer::singleShot(std::min<std::chrono::milliseconds>(WarmUp, length), qApp, [this] { measureGaps(); });
    }

private:
    void measureGaps()
    {
        m_pulses.start();
        QTimer::singleShot(m_length, qApp, [this] { measureCosts(); });
    }

    void measureCosts()
    {
        m_pulses.stop();
        m_cpuTime = cpuTimeOf(CLOCK_PROCESS_CPUTIME_ID);
        m_since.start();
        m_residentMiB = residentMiB();
        QTimer::singleShot(m_length, qApp, [this] { finish(); });
    }

    void finish()
    {
        const double cpu = double((cpuTimeOf(CLOCK_PROCESS_CPUTIME_ID) - m_cpuTime).count()) / 1e9;
        const double seconds = double(m_since.nsecsElapsed()) / 1e9;
        const QByteArray more = QByteArrayLiteral("\"seconds\":") + QByteArray::number(seconds, 'f', 1) +
                                ",\"cpuShare\":" + QByteArray::number(cpu / seconds, 'f', 4) +
                                ",\"rssMiB\":{\"before\":" + QByteArray::number(m_residentMiB, 'f', 1) +
                                ",\"after\":" + QByteArray::number(residentMiB(), 'f', 1) + "}";
        print("watch", m_pulses, m_models, more.constData());
        QApplication::exit(0);
    }

    Pulses &m_pulses;
    const models::ConsoleModels &m_models;
    std::chrono::seconds m_length{};
    QElapsedTimer m_since;
    std::chrono::nanoseconds m_cpuTime{};
    double m_residentMiB = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QTranslator english;
    if (english.load(u":/i18n/fairlead_en.qm"_s))
        QApplication::installTranslator(&english);
    QCommandLineParser parser;
    parser.addOptions({{u"watch"_s, u"Measure for so many seconds more once all is loaded."_s, u"seconds"_s, u"0"_s},
                       {u"context"_s, u"Open this one; repeatable. Default: as at a first start."_s, u"name"_s},
                       {u"first-window"_s, u"Only how long it takes until a window is there."_s}});
    parser.process(application);
    const QTemporaryDir state;
    console::Options options;
    options.kubeconfigs = {qEnvironmentVariable("KUBECONFIG")};
    options.contexts = parser.values(u"context"_s);
    console::Console console(application, options, state.filePath(u"state.ini"_s));
    console.window().resize(1280, 800);
    FirstPaintWatcher firstPaint;
    console.window().installEventFilter(&firstPaint);

    Pulses pulses;
    Watch watch(pulses, console.models());
    QElapsedTimer sinceStart;
    QElapsedTimer sinceSettled;
    QTimer look;
    if (parser.isSet(u"first-window"_s)) {
        console.start();
        QObject::connect(&look, &QTimer::timeout, &application, [&] {
            if (!console.models().isLoaded() || firstPaint.milliseconds() == 0)
                return;
            std::printf("{\"bench\":\"window\",\"phase\":\"start\",\"contexts\":%d,\"firstWindowMs\":%.0f}\n",
                        console.models().contexts.totalCount(), firstPaint.milliseconds());
            QApplication::exit(0);
        });
        look.start(Look);
        return QApplication::exec();
    }
    console.window().show();
    // The first paint of an empty window is not what is measured.
    QTimer::singleShot(FirstPaint, &application, [&] {
        sinceStart.start();
        pulses.start();
        console.start();
    });

    double loaded = 0;
    QObject::connect(&look, &QTimer::timeout, &application, [&] {
        if (!console.models().isSettled() || console.models().nodes.nodeCount() == 0) {
            sinceSettled.invalidate();
        } else if (!sinceSettled.isValid()) {
            loaded = double(sinceStart.elapsed()) / 1e3;
            sinceSettled.start();
        }
        const bool isDone = sinceSettled.isValid() && elapsed(sinceSettled) >= CalmAfterSettled;
        if (!isDone && elapsed(sinceStart) < Patience)
            return;
        look.stop();
        pulses.stop();
        if (!isDone) {
            std::fputs("windowgap: the clusters did not load\n", stderr);
            QApplication::exit(1);
            return;
        }
        const QByteArray more = "\"loadSeconds\":" + QByteArray::number(loaded, 'f', 3);
        print("load", pulses, console.models(), more.constData());
        if (const std::chrono::seconds length(parser.value(u"watch"_s).toInt()); length > 0s)
            watch.run(length);
        else
            QApplication::exit(0);
    });
    look.start(Look);
    return QApplication::exec();
}
