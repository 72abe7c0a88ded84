// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// A log of very many lines streams into the log view as fast as it takes them, with its file on disk, while it follows;
// then the view wraps, searches and filters all of them. Beside it the limit: the same chunks handed from thread to
// thread and thrown away. Prints a line of JSON for each.
#include "models/activities/activitycentre.h"
#include "pulse.h"
#include "ui/theme/theme.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/notice.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDeadlineTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QVBoxLayout>

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace fairlead;
using namespace fairlead::bench;

namespace {

constexpr qsizetype ChunkBytes = 64 << 10; // what a socket gives at once
constexpr std::size_t MostWaiting = 32;    // chunks
constexpr auto LongestTurn = 4ms;          // of the event loop

QByteArray lineText(qint64 number)
{
    return "\x1b[32m#" + QByteArray::number(number % 37) + "\x1b[0m " + QByteArray::number(number) +
           " Unpacking libcublas-dev-12-4 (12.4.5.8-1) over (12.4.2.65-1) ... /usr/local/cuda\n";
}

//! Chunks of a log from a thread of their own, as a connection has them: no more wait than somebody takes.
class Source
{
public:
    explicit Source(qint64 lines)
        : m_thread([this, lines] { make(lines); })
    {
    }
    ~Source() { m_thread.join(); }

    //! Null: none waits now.
    QByteArray take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_chunks.empty())
            return {};
        QByteArray chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        m_hasRoom.notify_one();
        return chunk;
    }
    bool isAtEnd()
    {
        const std::lock_guard lock(m_mutex);
        return m_hasEnded && m_chunks.empty();
    }

private:
    void make(qint64 lines)
    {
        QByteArray some; // the same again and again: to make them is not what is measured
        for (qint64 i = 0; i < std::min<qint64>(lines, 10'000); ++i)
            some += lineText(i);
        for (qint64 left = lines; left > 0; left -= 10'000) {
            for (qsizetype at = 0; at < some.size(); at += ChunkBytes)
                put(some.mid(at, ChunkBytes));
        }
        const std::lock_guard lock(m_mutex);
        m_hasEnded = true;
    }
    void put(QByteArray chunk)
    {
        std::unique_lock lock(m_mutex);
        m_hasRoom.wait(lock, [this] { return m_chunks.size() < MostWaiting; });
        m_chunks.push_back(std::move(chunk));
    }

    std::mutex m_mutex;
    std::condition_variable m_hasRoom;
    std::deque<QByteArray> m_chunks;
    bool m_hasEnded = false;
    std::thread m_thread;
};

struct Streamed
{
    qint64 bytes = 0;
    double seconds = 0;
    double cpuSeconds = 0; //!< of the thread that takes it
};

//! Runs the event loop until all of \p lines was used.
Streamed stream(qint64 lines, const std::function<void(const QByteArray &chunk)> &use)
{
    Source source(lines);
    Streamed result;
    const auto cpuTime = cpuTimeOf(CLOCK_THREAD_CPUTIME_ID);
    QElapsedTimer since;
    since.start();
    QTimer turns;
    QObject::connect(&turns, &QTimer::timeout, qApp, [&] {
        const QDeadlineTimer end(LongestTurn);
        while (!end.hasExpired()) {
            const QByteArray chunk = source.take();
            if (chunk.isNull())
                break;
            result.bytes += chunk.size();
            use(chunk);
        }
        if (source.isAtEnd())
            QApplication::exit(0);
    });
    turns.start(0ms);
    QApplication::exec();
    result.seconds = double(since.nsecsElapsed()) / 1e9;
    result.cpuSeconds = double((cpuTimeOf(CLOCK_THREAD_CPUTIME_ID) - cpuTime).count()) / 1e9;
    return result;
}

//! Runs the event loop until \p isDone. \return seconds.
double wait(const std::function<bool()> &isDone)
{
    QElapsedTimer since;
    since.start();
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, qApp, [&] {
        if (isDone())
            QApplication::exit(0);
    });
    look.start(5ms);
    QApplication::exec();
    return double(since.nsecsElapsed()) / 1e9;
}

void print(const char *phase, qint64 lines, double seconds, const Pulses &pulses, const QByteArray &more)
{
    std::printf("{\"bench\":\"log\",\"phase\":\"%s\",\"lines\":%lld,\"seconds\":%.3f,\"longestGapMs\":{\"window\":%.1f,"
                "\"idle\":%.1f},\"mostWorkMs\":%.1f,\"rssMiB\":%.1f%s}\n",
                phase, static_cast<long long>(lines), seconds, pulses.window.longestMilliseconds(),
                pulses.idle.longestMilliseconds(), pulses.window.mostWorkMilliseconds(), residentMiB(),
                more.constData());
    std::fflush(stdout);
}

QByteArray figure(const char *name, double value)
{
    return QByteArray(",\"") + name + "\":" + QByteArray::number(value, 'f', 1);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"lines"_s, u"So many."_s, u"number"_s, u"1000000"_s}});
    parser.process(application);
    const qint64 lines = parser.value(u"lines"_s).toLongLong();

    const QTemporaryDir state;
    models::ActivityCentre centre(state.path());
    const ui::Theme theme(application, ui::Theme::Mode::Dark);
    QWidget window;
    ui::Notice notice(&window);
    ui::LogPanel panel(theme, notice, &window);
    auto *layout = new QVBoxLayout(&window);
    layout->addWidget(&panel);
    window.resize(1'280, 800);
    window.show();
    const QString id = centre.begin({.title = u"bench"_s, .state = models::Activity::State::Running});
    const auto details = centre.details(id);
    panel.setLog(&details->log);
    QTimer::singleShot(500ms, &application, &QApplication::quit); // the first paint is not what is measured
    QApplication::exec();

    Pulses pulses;
    const Streamed limit = stream(lines, [](const QByteArray &) {});
    const double before = residentMiB();
    pulses.start();
    const Streamed shown = stream(lines, [&](const QByteArray &chunk) { centre.log(id, chunk); });
    pulses.stop();
    const auto rate = [](const Streamed &streamed) { return double(streamed.bytes) / 1e6 / streamed.seconds; };
    print("stream", details->log.ring().endLine(), shown.seconds, pulses,
          figure("megabytesPerSecond", rate(shown)) + figure("limitMegabytesPerSecond", rate(limit)) +
              figure("megabytesPerCpuSecond", double(shown.bytes) / 1e6 / shown.cpuSeconds) +
              figure("rssGrowthMiB", residentMiB() - before) +
              figure("ringMiB", double(details->log.ring().bytes()) / (1 << 20)));

    pulses.start();
    auto &search = *panel.findChild<QLineEdit *>();
    search.setText(u"9999 .*libcublas"_s);
    for (auto *button : panel.findChildren<QPushButton *>()) {
        if (button->text() == ".*"_L1)
            button->click(); // a regular expression
    }
    const auto &filter = *panel.findChild<models::LogFilter *>();
    const double found = wait([&] { return filter.isDone(); });
    pulses.stop();
    print("search", details->log.ring().size(), found, pulses, figure("matches", double(filter.size())));

    search.clear();
    panel.view().setWraps(true);
    pulses.start();
    int step = 0;
    QScrollBar &bar = *panel.view().verticalScrollBar();
    const double scrolled = wait([&] { // everywhere, wrapped
        bar.setValue(int(qint64(bar.maximum()) * (step * 7 % 100) / 100));
        return ++step == 200;
    });
    pulses.stop();
    print("scroll", details->log.ring().size(), scrolled, pulses, {});
    return 0;
}
