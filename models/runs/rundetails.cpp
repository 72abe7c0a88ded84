// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "rundetails.h"

#include "backends/runs/lifecycle/runadvice.h"
#include "models/detailsparts.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using details::fact;
using Kind = ObjectAction::Kind;
using Section = ObjectDetails::Section;

constexpr qsizetype LongestState = 32; // characters that have room beside nothing else

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Runs)
};

QString atText(std::int64_t time)
{
    return time > 0 ? clockText(time) : QString();
}

//! How long it took to get from one state to the next.
Section timesOf(const runs::RunStatus &status, std::int64_t now)
{
    Section section{.key = u"times"_s, .title = Words::tr("Time in each state")};
    const auto add = [&](const QString &title, std::int64_t from, std::int64_t to) {
        if (from <= 0)
            return;
        const std::int64_t end = to > 0 ? to : status.finished > 0 ? status.finished : now;
        section.facts.push_back(fact(title, durationText(std::max<std::int64_t>(0, end - from)), {}));
    };
    add(Words::tr("Queued"), status.created, status.released);
    add(Words::tr("Scheduling"), status.released, status.scheduled);
    add(Words::tr("Pulling and starting"), status.scheduled, status.started);
    add(Words::tr("Running"), status.started, status.finished);
    return section;
}

Section attemptsOf(const runs::RunRecord &record, std::int64_t now)
{
    Section section{
        .key = u"attempts"_s, .title = Words::tr("Attempts"), .style = Section::Style::Statements, .facts = {}};
    for (const runs::AttemptRecord &attempt : record.attempts) {
        const std::int64_t end = attempt.ended > 0 ? attempt.ended : now;
        const QString where = attempt.namespaceName.isEmpty()
                                  ? attempt.place
                                  : Words::tr("%1, namespace %2").arg(attempt.place, attempt.namespaceName);
        Fact each = fact(where, durationText(std::max<std::int64_t>(0, end - attempt.begun)),
                         attempt.outcome.isEmpty() ? Words::tr("under way") : attempt.outcome);
        each.key += QString::number(section.facts.size());
        each.severity = attempt.hasLeftovers ? Severity::Error : Severity::Neutral;
        section.facts.push_back(std::move(each));
    }
    return section;
}

QString containerText(const runs::RunContainer &container)
{
    QString text = container.name;
    switch (container.state) {
    case runs::RunContainer::State::Waiting:
        text = Words::tr("%1: waiting").arg(container.name);
        break;
    case runs::RunContainer::State::Running:
        text = Words::tr("%1: running").arg(container.name);
        break;
    case runs::RunContainer::State::Ended:
        text = Words::tr("%1: ended, exit %2").arg(container.name).arg(container.exitCode);
        break;
    }
    if (!container.reason.isEmpty())
        text += u", "_s + container.reason;
    if (container.restarts > 0)
        text += Words::tr(", %Ln restarts", nullptr, container.restarts);
    if (!container.lastEnd.isEmpty())
        text += Words::tr(", before that: %1").arg(container.lastEnd);
    if (!container.digest.isEmpty())
        text += u"\n"_s + container.image + u'@' + container.digest;
    return text;
}

Section podsOf(const runs::RunStatus &status)
{
    Section section{.key = u"pods"_s, .title = Words::tr("Pods"), .style = Section::Style::Statements, .facts = {}};
    for (const runs::RunPod &pod : status.pods) {
        QStringList lines;
        for (const runs::RunContainer &container : pod.containers)
            lines += containerText(container);
        if (!pod.disruption.isEmpty())
            lines += pod.disruption;
        if (pod.isLost)
            lines += Words::tr("its node no longer tells of it");
        const QString node = pod.progress.node.isEmpty() ? Words::tr("no node yet") : pod.progress.node;
        Fact each = fact(pod.progress.pod, node, lines.join(u'\n'));
        each.key = pod.uid;
        each.severity = pod.isLost || !pod.disruption.isEmpty() ? Severity::Warning : Severity::Neutral;
        section.facts.push_back(std::move(each));
    }
    return section;
}

Section eventsOf(const std::vector<runs::RunEvent> &events)
{
    Section section{.key = u"events"_s, .title = Words::tr("Events"), .style = Section::Style::Statements, .facts = {}};
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        const QString reason =
            event->count > 1 ? Words::tr("%1, %2 times").arg(event->reason, numberText(event->count)) : event->reason;
        Fact each = fact(reason, atText(event->last), event->object + u"\n"_s + event->message);
        each.key += event->object + event->message;
        each.severity = event->isWarning ? Severity::Warning : Severity::Neutral;
        section.facts.push_back(std::move(each));
    }
    return section;
}

QString ownerText(const runs::RunRecord &record)
{
    if (record.isOver())
        return {};
    if (record.isLeft)
        return Words::tr("left to itself");
    return record.owner.isGone() ? Words::tr("whoever began it is gone") : Words::tr("the program that began it");
}

void addActions(ObjectDetails &details, const RunEntry &entry)
{
    const bool isPlaceKnown = entry.record.isOver() || entry.problem.isEmpty();
    const QString refusal = entry.isEnding ? Words::tr("It is being ended.") : isPlaceKnown ? QString() : entry.problem;
    if (!entry.record.isOver())
        details.actions.push_back({Kind::Stop, Words::tr("Stop…"), true, plainLine(refusal),
                                   Words::tr("Ends its processes and takes away all that was made for it")});
    else
        details.actions.push_back({Kind::Remove, Words::tr("Remove…"), false, plainLine(refusal),
                                   Words::tr("Takes what is left of it, and its line in this list")});
    if (!entry.record.form.configId.isEmpty())
        details.actions.push_back(
            {Kind::Again, Words::tr("Run again…"), false, {}, Words::tr("The form, filled in as it was for this one")});
}

} // namespace

ObjectDetails runDetails(const RunEntry &entry, std::int64_t now)
{
    const runs::RunRecord &record = entry.record;
    const QString state = stateText(entry);
    const bool isShort = state.size() <= LongestState;
    ObjectDetails details{.title = plainLine(record.name, 200),
                          .state = isShort ? state : toString(record.phase),
                          .severity = severityOf(entry)};
    if (!entry.problem.isEmpty())
        details.remedy = Remedy{plainText(entry.problem), {}};
    if (entry.isTold) {
        const runs::RunAdvice advice = runAdvice(entry.status, entry.events, {});
        if (!advice.cause.isEmpty() && !details.remedy)
            details.remedy = Remedy{plainText(advice.cause), plainText(advice.remedies.join(u'\n'))};
        details.message = plainText(advice.verbatim);
    }
    if (!isShort && details.message.isEmpty())
        details.message = plainText(record.text);
    const runs::AttemptRecord *last = record.last();
    details.facts = {{Words::tr("Config"), plainLine(record.configName, 200)},
                     {Words::tr("Place"), last ? plainLine(last->place, 200) : QString()},
                     {Words::tr("Namespace"), last ? plainLine(last->namespaceName, 200) : QString()},
                     {Words::tr("Command"), plainLine(record.command.join(u' '), 2'000)},
                     {Words::tr("Image"), plainLine(record.image, 1'000)},
                     {Words::tr("Nodes"), record.nodes > 1 ? numberText(record.nodes) : QString()},
                     {Words::tr("User"), plainLine(record.user, 200)},
                     {Words::tr("Project"), plainLine(record.project, 200)},
                     {Words::tr("Began"), timeText(begunAt(record))},
                     {Words::tr("Kept by"), ownerText(record)},
                     {Words::tr("Id"), record.runId}};
    if (entry.isTold) {
        details::addSection(details, podsOf(entry.status));
        Section times = timesOf(entry.status, now);
        if (!times.facts.empty())
            details.sections.push_back(std::move(times));
    }
    details::addSection(details, attemptsOf(record, now));
    details::addSection(details, eventsOf(entry.events));
    addActions(details, entry);
    return details;
}

} // namespace fairlead::models
