// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "waitingfacts.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Cause = SchedulerWords::Cause;

struct WaitingWords
{
    Q_DECLARE_TR_FUNCTIONS(WaitingFacts)
};

//! Where \p separator stands outside of braces, which are those of a taint, from \p from on; -1: nowhere. Braces that
//! do not match are none.
qsizetype indexOutside(QStringView text, QStringView separator, qsizetype from)
{
    const bool areBraces = text.count(u'{') == text.count(u'}');
    int depth = 0;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text[i] == u'{')
            ++depth;
        else if (text[i] == u'}')
            depth = std::max(0, depth - 1);
        else if ((!areBraces || depth == 0) && text.sliced(i).startsWith(separator))
            return i;
    }
    return -1;
}

QStringList clauses(QStringView text)
{
    QStringList parts;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype comma = indexOutside(text, u", ", from);
        const qsizetype end = comma < 0 ? text.size() : comma;
        parts += text.sliced(from, end - from).trimmed().toString();
        from = end + 1;
    }
    parts.removeAll(QString());
    return parts;
}

Cause causeOf(const QString &clause)
{
    const qsizetype space = clause.indexOf(u' ');
    bool isNumber = false;
    const qlonglong nodes = space > 0 ? QStringView(clause).left(space).toLongLong(&isNumber) : 0;
    if (!isNumber || nodes <= 0)
        return {.text = clause};
    return {.nodes = nodes, .text = clause.mid(space + 1)};
}

QString withoutFullStop(QStringView text)
{
    text = text.trimmed();
    return (text.endsWith(u'.') ? text.chopped(1) : text).toString();
}

//! What one of the scheduler's filters means; empty for words that are not known.
QString meaningOf(const QString &cause)
{
    const auto says = [&cause](QLatin1String words) { return cause.contains(words, Qt::CaseInsensitive); };
    if (cause.startsWith("Insufficient "_L1))
        return WaitingWords::tr("Not enough of it is left on these nodes.");
    if (says("untolerated taint"_L1))
        return WaitingWords::tr("The pod does not tolerate this taint.");
    if (says("node affinity/selector"_L1) || says("node selector"_L1))
        return WaitingWords::tr("Its node selector or affinity asks for other nodes.");
    if (says("were unschedulable"_L1))
        return WaitingWords::tr("They are cordoned.");
    if (says("Too many pods"_L1))
        return WaitingWords::tr("They have no pod slot left.");
    if (says("volume node affinity"_L1))
        return WaitingWords::tr("Its volume can only be used on other nodes.");
    if (says("pod affinity"_L1) || says("pod anti-affinity"_L1))
        return WaitingWords::tr("Its affinity to other pods forbids them.");
    if (says("topology spread"_L1))
        return WaitingWords::tr("Its pods would be spread too unevenly.");
    return {};
}

//! "32 CPU, 512 GiB memory, 4 rdma/hca": what its Node must have beside the devices. Pods count none.
QString otherRequests(const kubernetes::Pod &pod, const std::vector<accelerators::DeviceRequest> &devices)
{
    constexpr qsizetype Most = 8;
    QStringList parts;
    for (const auto &[resource, amount] : pod.requests) {
        const bool isDevice = std::any_of(devices.begin(), devices.end(),
                                          [&name = resource](const auto &device) { return device.resource == name; });
        if (isDevice || resource == "pods"_L1 || amount.milliValue() <= 0)
            continue;
        if (resource == "cpu"_L1)
            parts += WaitingWords::tr("%1 CPU").arg(coresText(amount.milliValue()));
        else if (resource == "memory"_L1 || resource == "ephemeral-storage"_L1 || resource.startsWith("hugepages-"_L1))
            parts += WaitingWords::tr("%1 %2").arg(memoryText(amount.value()), plainLine(resource, 80));
        else
            parts += WaitingWords::tr("%1 %2").arg(numberText(amount.value()), plainLine(resource, 80));
    }
    if (parts.size() > Most)
        parts = parts.first(Most) << u"…"_s;
    return parts.join(", "_L1);
}

} // namespace

SchedulerWords SchedulerWords::of(const QString &message)
{
    SchedulerWords words;
    QStringView text = QStringView(message).left(Longest).trimmed();
    const QStringView available = u"nodes are available:";
    if (const qsizetype at = text.indexOf(available); at >= 0 && text.left(at).contains(u'/')) {
        words.summary = text.left(at + available.size() - 1).toString();
        text = text.sliced(at + available.size()).trimmed();
        // "0/4 nodes are available: a, b. preemption: …", or "a, b. no new claims to deallocate, preemption: …"
        if (const qsizetype end = indexOutside(text, u". ", 0); end >= 0) {
            words.afterwards = text.sliced(end + 1).trimmed().toString();
            text = text.left(end);
        }
    }
    const QStringList parts = clauses(withoutFullStop(text));
    for (const QString &clause : parts) {
        if (words.causes.size() < MostCauses)
            words.causes.push_back(causeOf(clause));
        else
            ++words.moreCauses;
    }
    std::stable_sort(words.causes.begin(), words.causes.end(),
                     [](const Cause &a, const Cause &b) { return a.nodes > b.nodes; });
    return words;
}

QString causesText(const QString &message)
{
    const SchedulerWords words = SchedulerWords::of(message);
    if (words.summary.isEmpty())
        return message;
    QStringList parts;
    for (const Cause &cause : words.causes)
        parts += cause.nodes > 0 ? numberText(cause.nodes) + u' ' + cause.text : cause.text;
    return parts.isEmpty() ? message : parts.join(", "_L1);
}

std::vector<Fact> causeFacts(const SchedulerWords &words)
{
    std::vector<Fact> facts;
    for (const Cause &cause : words.causes) {
        Fact fact{.key = cause.text, .title = plainLine(cause.text), .severity = Severity::Warning};
        if (cause.nodes > 0)
            fact.note =
                WaitingWords::tr("%Ln node(s)", nullptr, int(std::min<std::int64_t>(cause.nodes, 1'000'000'000)));
        fact.text = meaningOf(cause.text);
        fact.toolTip = cause.text;
        fact.copied = (cause.nodes > 0 ? QString::number(cause.nodes) + u'\t' : QString()) + fact.title;
        facts.push_back(std::move(fact));
    }
    if (words.moreCauses > 0)
        facts.push_back({.key = u"\nmore"_s,
                         .title = WaitingWords::tr("and %Ln more", nullptr, int(words.moreCauses)),
                         .severity = Severity::Dim});
    return facts;
}

QList<QPair<QString, QString>> waitingDetails(const kubernetes::Pod &pod, const QString &wants,
                                              const std::vector<accelerators::DeviceRequest> &requests)
{
    const QString owner = pod.ownerKind.isEmpty() ? pod.ownerName : pod.ownerKind + u' ' + pod.ownerName;
    return {{WaitingWords::tr("Wants"), wants},
            {WaitingWords::tr("Requests"), otherRequests(pod, requests)},
            {WaitingWords::tr("Namespace"), pod.namespaceName},
            {WaitingWords::tr("Owner"), owner},
            {WaitingWords::tr("User"), pod.user},
            {WaitingWords::tr("Created"), timeText(pod.created)},
            {WaitingWords::tr("Condition"), pod.waitingReason},
            {WaitingWords::tr("uid"), pod.uid}};
}

} // namespace fairlead::models
