// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configdetails.h"

#include "backends/settings/findbyid.h"
#include "configusers.h"
#include "models/detailsparts.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using details::fact;
using settings::RuntimeConfig;

constexpr qsizetype MostOfYaml = 20'000;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ConfigDetails)
};

//! With a key of its own kind; a row is told apart from its kin by its place.
Fact keyedFact(const QString &key, std::size_t place, Fact made)
{
    made.key = u"%1\n%2"_s.arg(key).arg(place);
    return made;
}

QString namespaceText(const settings::KubernetesPart &part)
{
    if (part.ns.isEmpty())
        return Words::tr("the context's own");
    const QString ns = plainLine(part.ns, 200);
    return part.createNamespace ? Words::tr("%1, made where it is missing").arg(ns) : ns;
}

QString accountText(const settings::KubernetesPart &part)
{
    if (part.serviceAccount == "existing"_L1)
        return plainLine(part.serviceAccountName, 200);
    return part.serviceAccount == "perRun"_L1 ? Words::tr("one for each run") : Words::tr("the namespace's own");
}

QString imageText(const ConfigEntry &entry, const settings::Settings &settings)
{
    const ConfigStanding &standing = entry.status.standing;
    if (!standing.imageProblem.isEmpty())
        return standing.image.isEmpty()
                   ? plainLine(standing.imageProblem, 300)
                   : Words::tr("%1: %2").arg(plainLine(standing.image, 300), plainLine(standing.imageProblem, 300));
    const settings::BaseImage *recipe = settings::findById(settings.baseImages, entry.config.image.baseImage.id);
    const QString image = plainLine(standing.image, 400);
    return recipe ? Words::tr("%1\nof the base image %2").arg(image, plainLine(recipe->name, 120)) : image;
}

QString runText(const ConfigRun &run, std::int64_t now)
{
    return run.time > 0 ? Words::tr("%1, %2 ago").arg(plainLine(run.text, 200), durationText(now - run.time))
                        : Words::tr("never");
}

QString quantitiesText(const settings::TextPairs &pairs)
{
    QStringList texts;
    for (const auto &[name, quantity] : pairs)
        texts += plainLine(u"%1 %2"_s.arg(name, quantity), 100);
    return texts.mid(0, 12).join(u", "_s);
}

QList<QPair<QString, QString>> factsOf(const ConfigEntry &entry, const settings::Settings &settings, std::int64_t now)
{
    const RuntimeConfig &config = entry.config;
    QList<QPair<QString, QString>> facts{{Words::tr("Engine"), config.isDocker() ? u"Docker"_s : u"Kubernetes"_s},
                                         {Words::tr("Image"), imageText(entry, settings)},
                                         {Words::tr("GPUs"), gpusText(config)}};
    if (config.isDocker()) {
        facts += {{Words::tr("Resources"), quantitiesText(config.docker.resources)},
                  {Words::tr("Network"), plainLine(config.docker.network, 200)}};
    } else {
        facts += {{Words::tr("Requests"), quantitiesText(config.kubernetes.requests)},
                  {Words::tr("Limits"), quantitiesText(config.kubernetes.limits)},
                  {Words::tr("Namespace"), namespaceText(config.kubernetes)},
                  {Words::tr("Service account"), accountText(config.kubernetes)},
                  {Words::tr("Queue"), plainLine(config.kubernetes.queueName, 200)}};
    }
    facts += {{Words::tr("Workloads"), workloadText(config)},
              {Words::tr("Usable by"), usableByText(config)},
              {Words::tr("Last run"), runText(entry.status.run, now)}};
    return facts;
}

void addProblems(ConfigDetails &details, const ConfigStanding &standing)
{
    int errors = 0;
    for (const FieldProblem &problem : standing.problems) {
        Fact each = fact(problem.message, {}, problem.field);
        each.severity = problem.severity;
        each.toolTip = Words::tr("Opens the form at this field");
        details.problems.push_back(keyedFact(problem.field, details.problems.size(), std::move(each)));
        errors += problem.severity == Severity::Error ? 1 : 0;
    }
    const int warnings = int(standing.problems.size()) - errors;
    QStringList counts;
    if (errors > 0)
        counts += Words::tr("%Ln error(s)", nullptr, errors);
    if (warnings > 0)
        counts += Words::tr("%Ln warning(s)", nullptr, warnings);
    details.problemsNote = counts.join(u", "_s);
}

void addTargets(ConfigDetails &details, const ConfigStanding &standing)
{
    if (!standing.targetProblem.isEmpty()) {
        Fact made = fact(standing.targetProblem);
        made.severity = Severity::Warning;
        details.targets.push_back(keyedFact(u"none"_s, 0, std::move(made)));
    }
    for (const ConfigTarget &target : standing.targets) {
        const std::size_t place = details.targets.size();
        Fact made = fact(target.name, target.note.join(u", "_s), target.text);
        made.severity = target.severity;
        if (standing.targets.size() > 1)
            made.title = u"%1. %2"_s.arg(numberText(std::int64_t(place) + 1), made.title);
        details.targets.push_back(keyedFact(target.id, place, std::move(made)));
    }
}

void addTests(ConfigDetails &details, const ConfigEntry &entry, std::int64_t now)
{
    std::int64_t last = 0;
    bool isRunning = false;
    QStringList missing;
    for (const ConfigTest &test : entry.status.tests) {
        Fact verdict = fact(test.target, testText(test.report));
        verdict.severity = severityOf(test.report);
        verdict.toolTip = test.activityId.isEmpty() ? QString() : Words::tr("Shows its log");
        details.tests.push_back(keyedFact(test.activityId, details.tests.size(), std::move(verdict)));
        for (const TestReport::Line &line : test.report.lines) {
            Fact step = fact(line.name, line.duration ? durationText(*line.duration) : QString(), line.text);
            step.severity = line.severity;
            if (!line.manifest.isEmpty())
                missing += u"# %1\n%2"_s.arg(plainLine(test.target, 200), plainText(line.manifest, MostOfYaml));
            details.tests.push_back(keyedFact(test.activityId, details.tests.size(), std::move(step)));
        }
        last = std::max(last, test.report.ended);
        isRunning = isRunning || test.report.isRunning;
    }
    details.missingRights = missing.join(u"---\n"_s);
    if (isRunning)
        details.testsNote = Words::tr("running");
    else if (last > 0)
        details.testsNote = (areOutdated(entry.status.tests, entry.config) ? Words::tr("%1 ago, before the last change")
                                                                           : Words::tr("%1 ago"))
                                .arg(durationText(now - last));
}

} // namespace

ConfigDetails configDetails(const ConfigEntry &entry, const settings::Settings &settings, std::int64_t now)
{
    const RuntimeConfig &config = entry.config;
    const ConfigStanding &standing = entry.status.standing;
    ConfigDetails details{.title = plainLine(config.name, 200),
                          .state = stateWord(standing.state),
                          .severity = severityOf(standing.state),
                          .description = plainText(config.description, 2'000)};
    if (config.securityContext.privileged)
        details.dangers += Words::tr("Privileged: the container may do all that its node may.");
    details.facts = factsOf(entry, settings, now);
    addProblems(details, standing);
    addTargets(details, standing);
    for (const ConfigUser &user : configUsers(settings, config.id)) {
        Fact made = fact(user.text);
        made.key = user.section + u'\n' + user.id + u'\n' + user.text;
        details.users.push_back(std::move(made));
    }
    addTests(details, entry, now);
    return details;
}

QString problemField(const Fact &fact)
{
    return fact.key.section(u'\n', 0, 0);
}

QString activityOf(const Fact &fact)
{
    return fact.key.section(u'\n', 0, 0);
}

} // namespace fairlead::models
