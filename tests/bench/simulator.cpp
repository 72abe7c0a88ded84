// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// A simulated API server in a process of its own, for benches on clusters that a real one would be too slow for:
// writes a kubeconfig, says "ready" once every object is encoded, and ends on SIGTERM, SIGINT or the end of its input.

#include "backends/sandbox/churn.h"
#include "backends/sandbox/sandbox.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSaveFile>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/signalfd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

constexpr std::size_t History = 50'000; // ten seconds of the highest rate

//! A descriptor that becomes readable when the process shall end.
int terminationSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

bool write(const QString &path, const QByteArray &kubeconfig)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
           file.write(kubeconfig) == kubeconfig.size() && file.commit();
}

} // namespace

int main(int argc, char **argv)
{
    const int ending = terminationSignals(); // before there are threads
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"nodes"_s, u"Number of nodes."_s, u"number"_s, u"1000"_s},
                       {u"pods"_s, u"Number of pods."_s, u"number"_s, u"10000"_s},
                       {u"contexts"_s, u"Number of clusters, each of this size."_s, u"number"_s, u"1"_s},
                       {u"events"_s, u"Changes of pods in a second."_s, u"number"_s, u"0"_s},
                       {u"kubeconfig"_s, u"Where to write the kubeconfig."_s, u"file"_s}});
    parser.process(application);
    sandbox::Churn::Size size{.nodes = parser.value(u"nodes"_s).toInt(),
                              .pods = parser.value(u"pods"_s).toInt(),
                              .eventsPerSecond = parser.value(u"events"_s).toDouble()};
    const int contexts = parser.value(u"contexts"_s).toInt();
    if (size.nodes < 1 || size.pods < 0 || size.eventsPerSecond < 0 || contexts < 1 || !parser.isSet(u"kubeconfig"_s)) {
        std::fputs("usage: simulator --kubeconfig FILE [--nodes N] [--pods P] [--contexts C] [--events R]\n", stderr);
        return 2;
    }
    std::vector<sandbox::Sandbox::Cluster> clusters;
    for (int i = 0; i < contexts; ++i) {
        size.seed = std::uint64_t(i) + 1;
        clusters.push_back({u"simulator-%1"_s.arg(i), std::make_unique<sandbox::Churn>(size), {}, History});
    }
    sandbox::Sandbox sandbox(std::move(clusters));
    if (!sandbox.start() || !write(parser.value(u"kubeconfig"_s), sandbox.kubeconfig())) {
        std::fputs("simulator: no port, or the kubeconfig cannot be written\n", stderr);
        return 1;
    }
    sandbox.prepare();
    std::puts("ready");
    std::fflush(stdout);

    QSocketNotifier onSignal(ending, QSocketNotifier::Read);
    QObject::connect(&onSignal, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    QSocketNotifier onInput(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&onInput, &QSocketNotifier::activated, &application, [&onInput] {
        char buffer[256];
        if (read(STDIN_FILENO, buffer, sizeof buffer) <= 0) {
            onInput.setEnabled(false);
            QCoreApplication::quit();
        }
    });
    return QCoreApplication::exec();
}
