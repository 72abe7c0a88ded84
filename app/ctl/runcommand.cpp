// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runcommand.h"

#include "backends/runs/lifecycle/newrun.h"
#include "configtables.h"
#include "formedrun.h"
#include "models/statefiles.h"
#include "output.h"
#include "runplaces.h"
#include "runprinter.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

constexpr std::chrono::seconds CtrlCGrace{5}; // of its processes; then they are killed

int exitCodeOf(const runs::RunRecord &record)
{
    if (record.phase == runs::RunPhase::Succeeded)
        return AllAnswered;
    return record.exitCode > 0 && record.exitCode < 256 ? record.exitCode : NoneAnswered;
}

//! Whether it may be left alone: it is where it stays.
bool hasSettled(const runs::Run &run)
{
    const runs::RunAttempt *attempt = run.attempt();
    const auto phase = attempt ? attempt->status().phase : runs::RunPhase::Queued;
    const runs::AttemptRecord *last = run.record().last();
    return last && last->isThere && phase >= runs::RunPhase::Pulling && phase <= runs::RunPhase::Running;
}

int follow(runs::Run &run, const Options &options, Cancellation &cancellation)
{
    RunPrinter printer;
    QObject::connect(&run, &runs::Run::noted, &printer, &RunPrinter::tell);
    QObject::connect(&run, &runs::Run::attemptBegan, &printer, [&](runs::RunAttempt *attempt) {
        printer.print(*attempt);
        if (!options.run.isDetached)
            attempt->readLogs(true);
    });
    bool isLeft = false;
    QObject::connect(&run, &runs::Run::changed, &printer, [&] {
        if (options.run.isDetached && hasSettled(run) && !std::exchange(isLeft, true))
            QCoreApplication::quit();
    });
    QObject::connect(&run, &runs::Run::finished, qApp, &QCoreApplication::quit);
    run.start();
    cancellation.exec([&run] {
        run.stop(false);
        QTimer::singleShot(CtrlCGrace, &run, [&run] { run.stop(true); });
    });
    const runs::RunRecord &record = run.record();
    if (isLeft && !record.isOver()) {
        run.leave();
        printer.tell(u"%1 runs on: fairleadctl logs -f %1, fairleadctl runs stop %1"_s.arg(record.name));
        return AllAnswered;
    }
    if (!record.isOver()) {
        printer.tell(u"%1 may be there still: fairleadctl runs orphans --remove"_s.arg(record.name));
        return NoneAnswered;
    }
    printer.tell(u"%1: %2"_s.arg(record.name, record.text));
    return exitCodeOf(record);
}

} // namespace

int runRun(const Options &options, Cancellation &cancellation)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    const auto named = select(loaded->settings.runtimeConfigs, {options.arguments.front()}, u"runtime config"_s);
    if (!named)
        return NoneAnswered;
    const settings::RuntimeConfig &config = named->front();
    const auto form = formedRun(config, *loaded, options);
    if (!form)
        return UsageError;

    const ForWhom whom = forWhom(*loaded, options);
    runs::LaunchRequest request{
        .user = whom.userPointer(), .project = whom.projectPointer(), .runId = runs::newRunId()};
    request.name = runs::launchName(options.run.name.isEmpty() ? config.name : options.run.name, request.runId);
    ConfigFacts facts = configFacts(*loaded, options);
    const auto targets = targetsOf(form->config, request.project, facts, *loaded, options);
    if (!targets)
        return NoneAnswered;
    askTargets(facts, *targets, *loaded, options);
    const manifests::PodSchema schema;
    const runs::Considered considered = runs::considered(*form, request, facts.launch, loaded->settings, schema);
    const std::vector<runs::RunPlan> plans =
        runs::runPlans(*form, considered, request, facts.launch, loaded->settings, schema);
    if (options.isDryRun) {
        std::vector<runs::LaunchPlan> shown;
        for (const runs::RunPlan &plan : plans)
            shown.push_back(plan.plan);
        return printPlans(config, shown, options.format);
    }
    runs::Run::Settings settings{.record = runs::newRunRecord(runForm(config, options), config, request.runId, plans),
                                 .timeouts = form->config.timeouts,
                                 .journalPath = models::runJournalFile()};
    std::vector<runs::LaunchPlan> launches;
    for (const runs::RunPlan &plan : plans)
        launches.push_back(plan.plan);
    const auto places = withLogins(std::move(launches), form->config, facts, *loaded, options);
    for (std::size_t i = 0; i < places.size(); ++i)
        settings.places.push_back(runPlace(places[i], plans[i].config, options));
    runs::Run run(std::move(settings));
    return follow(run, options, cancellation);
}

} // namespace fairlead::ctl
