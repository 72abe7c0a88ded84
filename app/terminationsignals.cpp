// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "terminationsignals.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace fairlead {

namespace {

int wakeUp[2] = {-1, -1}; // a handler may only write
void (*doAtOnce)(int) = nullptr;

void onTermination(int signal)
{
    const int before = errno;
    if (doAtOnce)
        doAtOnce(signal);
    const char byte = char(signal);
    [[maybe_unused]] const auto written = write(wakeUp[0], &byte, 1);
    errno = before;
}

} // namespace

void catchTerminationSignals(std::function<void(int signal)> onSignal, void (*atOnce)(int signal))
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, wakeUp) != 0)
        return;
    doAtOnce = atOnce;
    auto *notifier = new QSocketNotifier(wakeUp[1], QSocketNotifier::Read, QCoreApplication::instance());
    QObject::connect(notifier, &QSocketNotifier::activated, QCoreApplication::instance(),
                     [onSignal = std::move(onSignal)] {
                         char byte = 0;
                         if (read(wakeUp[1], &byte, 1) == 1)
                             onSignal(byte);
                     });
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action = {};
        if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN)
            continue;
        action = {};
        action.sa_handler = onTermination;
        action.sa_flags = SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
}

} // namespace fairlead
