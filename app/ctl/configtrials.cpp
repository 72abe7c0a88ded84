// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configtrials.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/runs/trials/trialjournal.h"
#include "backends/runs/trials/trialsweeper.h"
#include "configtest.h"
#include "contextselection.h"
#include "models/configs/configpreview.h"
#include "models/statefiles.h"
#include "output.h"
#include "plannedtargets.h"
#include "workshopof.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using Place = std::variant<runs::TrialSweeper::Cluster, runs::TrialSweeper::Daemon>;

std::optional<Place> placeOf(const runs::TrialEntry &entry, const PlannedTarget &target, const Options &options)
{
    if (entry.isAt(target.context))
        return runs::TrialSweeper::Cluster{target.context.endpoint,
                                           [context = target.context, policy = execPolicy(options)] {
                                               return kubernetes::makeCredentialSource(context, policy);
                                           }};
    if (!entry.daemonId.isEmpty() && entry.daemonId == target.plan.target.daemonId)
        return runs::TrialSweeper::Daemon{target.daemon, dockerFolder()};
    return {};
}

//! What tests that were killed have left at \p targets, as far as those answer; no other place is asked.
void sweep(const std::vector<PlannedTarget> &targets, const Options &options, const QString &journalPath)
{
    std::vector<std::unique_ptr<runs::TrialSweeper>> sweepers;
    for (const runs::TrialEntry &entry : runs::TrialJournal(journalPath).abandoned()) {
        for (const PlannedTarget &target : targets) {
            if (auto place = placeOf(entry, target, options))
                sweepers.push_back(std::make_unique<runs::TrialSweeper>(
                    runs::TrialSweeper::Settings{.entry = entry,
                                                 .place = *std::move(place),
                                                 .journalPath = journalPath,
                                                 .userAgent = userAgent(),
                                                 .answerTimeout = options.timeout}));
        }
    }
    std::size_t pending = sweepers.size();
    if (pending == 0)
        return;
    writeError(u"removing what a test that was killed has left\n"_s);
    for (const auto &sweeper : sweepers) {
        QObject::connect(sweeper.get(), &runs::TrialSweeper::finished, qApp, [&pending] {
            if (--pending == 0)
                QCoreApplication::quit();
        });
        sweeper->start();
    }
    QCoreApplication::exec();
}

} // namespace

int tryConfig(const settings::RuntimeConfig &config, const LoadedSettings &loaded, const Options &options,
              Cancellation &cancellation)
{
    const auto planning = planTargets(config, models::previewRequest(config), loaded, options);
    if (!planning)
        return NoneAnswered;
    const QString journalPath = models::trialJournalFile();
    sweep(planning->targets, options, journalPath);
    runs::TrialWishes wishes{.callback = options.callback, .patience = options.nodeLimit, .journalPath = journalPath};
    wishes.limit = options.runLimit.value_or(wishes.limit);
    wishes.pullLimit = options.pullLimit.value_or(wishes.pullLimit);
    if (!options.trialCommand.isEmpty())
        wishes.command = {u"/bin/sh"_s, u"-c"_s, options.trialCommand};
    return testConfig(config, planning->targets, wishes, dockerFolder(), options, cancellation);
}

} // namespace fairlead::ctl
