// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configtrials.h"

#include "backends/imagejobs/daemonfleet.h"
#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/runs/launchlogin.h"
#include "backends/runs/trials/trialjournal.h"
#include "backends/runs/trials/trialsweeper.h"
#include "backends/settings/findbyid.h"
#include "configfacts.h"
#include "configtest.h"
#include "contextselection.h"
#include "models/configs/configpreview.h"
#include "models/errortext.h"
#include "models/statefiles.h"
#include "output.h"
#include "workshopof.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using runs::LaunchPlan;
using runs::LaunchTarget;

docker::DaemonChoice choiceOf(const settings::Daemon &daemon, const LoadedSettings &loaded)
{
    return imagejobs::daemonChoice(daemon, QFileInfo(loaded.path).absolutePath());
}

const kubernetes::Context *contextOf(const ConfigFacts &facts, const QString &id)
{
    const auto isIt = [&id](const kubernetes::Context &context) { return context.id == id; };
    const auto found = std::find_if(facts.contexts.begin(), facts.contexts.end(), isIt);
    return found == facts.contexts.end() ? nullptr : &*found;
}

std::optional<std::variant<runs::TrialSweeper::Cluster, runs::TrialSweeper::Daemon>>
placeOf(const runs::TrialEntry &entry, const ConfigFacts &facts, const LoadedSettings &loaded, const Options &options)
{
    if (const kubernetes::Context *context = contextOf(facts, entry.contextId); context && entry.isAt(*context))
        return runs::TrialSweeper::Cluster{context->endpoint, [context = *context, policy = execPolicy(options)] {
                                               return kubernetes::makeCredentialSource(context, policy);
                                           }};
    if (const settings::Daemon *daemon = settings::findById(loaded.settings.daemons, entry.daemonId))
        return runs::TrialSweeper::Daemon{choiceOf(*daemon, loaded), dockerFolder()};
    return {};
}

//! What tests that were killed have left at \p targets, as far as those answer; no other place is asked.
void sweep(const std::vector<LaunchTarget> &targets, const ConfigFacts &facts, const LoadedSettings &loaded,
           const Options &options, const QString &journalPath)
{
    std::vector<std::unique_ptr<runs::TrialSweeper>> sweepers;
    for (const runs::TrialEntry &entry : runs::TrialJournal(journalPath).abandoned()) {
        const bool isThere = std::any_of(targets.begin(), targets.end(), [&entry](const LaunchTarget &target) {
            return target.contextId == entry.contextId && target.daemonId == entry.daemonId;
        });
        if (!isThere)
            continue;
        if (auto place = placeOf(entry, facts, loaded, options))
            sweepers.push_back(
                std::make_unique<runs::TrialSweeper>(runs::TrialSweeper::Settings{.entry = entry,
                                                                                  .place = *std::move(place),
                                                                                  .journalPath = journalPath,
                                                                                  .userAgent = userAgent(),
                                                                                  .answerTimeout = options.timeout}));
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

//! Nothing where there is none, which is told: the image may be public.
std::optional<runs::PullLogin> loginAt(const QString &registryId, imagejobs::Workshop &workshop)
{
    const auto connection = registryId.isEmpty() ? nullptr : workshop.registries().connection(registryId);
    if (!connection)
        return {};
    std::optional<runs::PullLogin> login;
    QObject context;
    bool isAnswered = false;
    connection->login(&context, [&](const registry::LoginSource::Answer &answer) {
        isAnswered = true;
        const QString host = registry::registryDomain(connection->registry().host);
        if (answer && *answer && !(*answer)->isIdentityToken) // such a token is for docker alone
            login = runs::PullLogin{host, (*answer)->username, (*answer)->secret};
        else
            writeError(u"warning: no login for %1%2\n"_s.arg(
                oneLine(host), answer ? QString() : u": "_s + oneLine(models::errorText(answer.error()))));
        QCoreApplication::quit();
    });
    if (!isAnswered)
        QCoreApplication::exec();
    return login;
}

ConfigTestTarget testTarget(LaunchPlan plan, const std::optional<runs::PullLogin> &login, const ConfigFacts &facts,
                            const LoadedSettings &loaded)
{
    ConfigTestTarget target;
    if (login)
        target.login = [login] { return login; };
    if (const settings::Daemon *daemon = settings::findById(loaded.settings.daemons, plan.target.daemonId))
        target.daemon = choiceOf(*daemon, loaded);
    if (const kubernetes::Context *context = contextOf(facts, plan.target.contextId))
        target.context = *context;
    target.plan = std::move(plan);
    return target;
}

} // namespace

int tryConfig(const settings::RuntimeConfig &config, const LoadedSettings &loaded, const Options &options,
              Cancellation &cancellation)
{
    const ForWhom whom = forWhom(loaded, options);
    ConfigFacts facts = configFacts(loaded, options);
    const auto targets = targetsOf(config, whom.projectPointer(), facts, loaded, options);
    if (!targets)
        return NoneAnswered;
    const QString journalPath = models::trialJournalFile();
    sweep(*targets, facts, loaded, options, journalPath);
    if (needsNodes(config))
        askNodes(facts, *targets, options);
    runs::LaunchRequest request = models::previewRequest(config);
    request.user = whom.userPointer();
    request.project = whom.projectPointer();
    const manifests::PodSchema schema;
    const auto workshop = workshopOf(loaded, options);
    std::vector<ConfigTestTarget> tested;
    std::optional<runs::PullLogin> login; // one for all: they get the same image
    for (const runs::LaunchTarget &target : *targets) {
        auto plan = runs::launchPlan(config, target, request, facts.launch, loaded.settings, schema);
        if (tested.empty())
            login = loginAt(runs::loginRegistry(config, plan.launch.image, loaded.settings), *workshop);
        tested.push_back(testTarget(std::move(plan), login, facts, loaded));
    }
    runs::TrialWishes wishes{.callback = options.callback, .patience = options.nodeLimit, .journalPath = journalPath};
    wishes.limit = options.runLimit.value_or(wishes.limit);
    wishes.pullLimit = options.pullLimit.value_or(wishes.pullLimit);
    if (!options.trialCommand.isEmpty())
        wishes.command = {u"/bin/sh"_s, u"-c"_s, options.trialCommand};
    return testConfig(config, tested, wishes, dockerFolder(), options, cancellation);
}

} // namespace fairlead::ctl
