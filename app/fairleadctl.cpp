// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ctl/cancellation.h"
#include "ctl/checkcommand.h"
#include "ctl/configcommand.h"
#include "ctl/configscommand.h"
#include "ctl/contextscommand.h"
#include "ctl/daemonscommand.h"
#include "ctl/dockerfilecommand.h"
#include "ctl/fitcommand.h"
#include "ctl/gpuscommand.h"
#include "ctl/imagescommand.h"
#include "ctl/output.h"
#include "ctl/registriescommand.h"
#include "ctl/runcommand.h"
#include "ctl/runscommand.h"

#include <QCoreApplication>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

int run(const ctl::Options &options, ctl::Cancellation &cancellation)
{
    if (options.command == "contexts"_L1)
        return ctl::runContexts(options);
    if (options.command == "check"_L1)
        return ctl::runCheck(options);
    if (options.command == "config"_L1)
        return ctl::runConfig(options);
    if (options.command == "configs"_L1)
        return ctl::runConfigs(options, cancellation);
    if (options.command == "fit"_L1)
        return ctl::runFit(options);
    if (options.command == "run"_L1)
        return ctl::runRun(options, cancellation);
    if (options.command == "runs"_L1)
        return ctl::runRuns(options, cancellation);
    if (options.command == "logs"_L1)
        return ctl::runLogs(options, cancellation);
    if (options.command == "explain"_L1)
        return ctl::runExplain(options);
    if (options.command == "dockerfile"_L1)
        return ctl::runDockerfile(options);
    if (options.command == "daemons"_L1)
        return ctl::runDaemons(options, cancellation);
    if (options.command == "registries"_L1)
        return ctl::runRegistries(options, cancellation);
    if (options.command == "images"_L1)
        return ctl::runImages(options, cancellation);
    return ctl::runGpus(options);
}

} // namespace

int main(int argc, char **argv)
{
    // Nearly all is allocated in one thread, whose own heap would grow page by page: 20,000 system calls for 100,000
    // Pods.
    mallopt(M_ARENA_MAX, 1);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"fairleadctl"_s);
    QCoreApplication::setApplicationVersion(u"" FAIRLEAD_VERSION ""_s);
    const auto options = ctl::parseCommandLine(QCoreApplication::arguments());
    if (!options) {
        const ctl::EarlyEnd &end = options.error();
        end.exitCode == ctl::AllAnswered ? ctl::writeOut(end.text) : ctl::writeError(end.text);
        return end.exitCode;
    }
    ctl::Cancellation cancellation(*options);
    return cancellation.end(run(*options, cancellation));
}
