// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "cancellation.h"

#include "app/terminationsignals.h"
#include "output.h"

#include <QCoreApplication>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ctl {

namespace {

constexpr auto Patience = 10s;
constexpr int SignalExit = 128; // as shells tell of a process that a signal ended

std::atomic<bool> putsRight = false; // the next signal is for the event loop
std::atomic<int> terminal = -1;
termios terminalBefore{};
QByteArray lastWords; // of a process that ends in the handler; never changed once signals may come

void restoreTerminal()
{
    if (const int file = terminal.exchange(-1); file >= 0)
        ::tcsetattr(file, TCSANOW, &terminalBefore);
}

void endUnlessPutRight(int signal)
{
    if (putsRight.exchange(false))
        return outliveReaders(); // before another line is written
    restoreTerminal();
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, lastWords.constData(), size_t(lastWords.size()));
    ::_exit(SignalExit + signal);
}

} // namespace

Cancellation::Cancellation(const Options &options)
    : m_command(QStringList{options.command, options.verb}.join(u' ').trimmed())
{
    lastWords = u"fairleadctl: %1 was cancelled\n"_s.arg(m_command).toUtf8();
    catchTerminationSignals([this](int signal) { onSignal(signal); }, endUnlessPutRight);
}

int Cancellation::exec(const std::function<void()> &cancel)
{
    m_cancel = cancel;
    putsRight = true;
    const int exitCode = QCoreApplication::exec();
    putsRight = false;
    m_cancel = {};
    return exitCode;
}

void Cancellation::onSignal(int signal)
{
    m_signal = signal;
    if (!m_cancel)
        return;
    writeError(u"fairleadctl: %1 is being cancelled; Ctrl+C again breaks it off\n"_s.arg(m_command));
    QTimer::singleShot(Patience, qApp, [this] {
        writeError(u"fairleadctl: not all of %1 has ended within 10 s\n"_s.arg(m_command));
        QCoreApplication::exit();
    });
    std::exchange(m_cancel, {})();
}

int Cancellation::end(int exitCode) const
{
    if (m_signal == 0)
        return exitCode;
    restoreTerminal();
    endProcess(SignalExit + m_signal);
}

void rememberTerminal(int file, const termios &before)
{
    terminalBefore = before;
    terminal = file;
}

void forgetTerminal()
{
    terminal = -1;
}

} // namespace fairlead::ctl
