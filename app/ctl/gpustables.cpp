// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpustables.h"

#include "models/errortext.h"
#include "models/gpus/productparts.h"
#include "models/gpus/producttext.h"
#include "models/remedies.h"
#include "output.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;
using accelerators::ProductTotal;
using models::ClusterAnswer;
using models::productText;

namespace {

QString numbers(const std::vector<std::int64_t> &list)
{
    QStringList texts;
    for (const std::int64_t number : list)
        texts << QString::number(number);
    return texts.isEmpty() ? u"-"_s : texts.join(u", "_s);
}

QString orUnknown(const std::optional<std::int64_t> &value)
{
    return value ? QString::number(*value) : u"?"_s;
}

//! Of each node thrice: put together, not filled in.
QString freeOf(const QString &free, const QString &all)
{
    return free + u" of "_s + all + u" free"_s;
}

QString freeOf(const std::optional<std::int64_t> &free, std::int64_t all)
{
    return freeOf(orUnknown(free), QString::number(all));
}

//! "5 of 8 free, 100 more unknown": what pods can take is known of some clusters, and of others only what there is.
QString freeOf(const ProductTotal &total)
{
    if (!models::isFreeKnown(total))
        return freeOf(total.free, total.allocatable);
    const std::int64_t counted = models::countedDevices(total);
    const QString text = freeOf(total.known.free, counted);
    const std::int64_t more = total.allocatable - counted;
    return more > 0 ? u"%1, %2 more unknown"_s.arg(text, QString::number(more)) : text;
}

QString requestedOf(const ProductTotal &total)
{
    if (total.requested || !models::isFreeKnown(total))
        return orUnknown(total.requested);
    return u"%1 + ?"_s.arg(total.known.requested);
}

//! As in the window: nobody requests them, and nothing can be placed on their nodes.
QString unusableOf(const accelerators::ProductAvailability &product)
{
    const auto parts = models::ProductParts::of(product);
    return parts ? QString::number(parts->unusable) : u"?"_s;
}

QString unusableOf(const ProductTotal &total)
{
    return models::isFreeKnown(total) ? QString::number(models::ProductParts::of(total).unusable) : u"?"_s;
}

//! "3 h", "5 min": how long something has been so.
QString age(std::int64_t since)
{
    if (since == 0)
        return u"-"_s;
    const qint64 seconds = std::max<qint64>(0, QDateTime::currentSecsSinceEpoch() - since);
    if (seconds < 120)
        return u"%1s"_s.arg(seconds);
    if (seconds < 7'200)
        return u"%1m"_s.arg(seconds / 60);
    if (seconds < 172'800)
        return u"%1h"_s.arg(seconds / 3'600);
    return u"%1d"_s.arg(seconds / 86'400);
}

QString cpuText(const NodeAvailability &node)
{
    const auto cores = [](std::int64_t milli) {
        return QString::number(double(milli) / 1'000, 'f', milli % 1'000 == 0 ? 0 : 1);
    };
    if (!node.cpuRequestedMillicores)
        return cores(node.cpuAllocatableMillicores);
    const std::int64_t free = std::max<std::int64_t>(0, node.cpuAllocatableMillicores - *node.cpuRequestedMillicores);
    return freeOf(cores(free), cores(node.cpuAllocatableMillicores));
}

QString memoryText(const NodeAvailability &node)
{
    const auto gib = [](std::int64_t bytes) { return QString::number(double(bytes) / (1 << 30), 'f', 0); };
    if (!node.memoryRequestedBytes)
        return gib(node.memoryAllocatableBytes);
    const std::int64_t free = std::max<std::int64_t>(0, node.memoryAllocatableBytes - *node.memoryRequestedBytes);
    return freeOf(gib(free), gib(node.memoryAllocatableBytes));
}

QString statusText(const NodeAvailability &node, const NodeDevices &devices)
{
    QStringList words;
    for (const accelerators::Reason &reason : node.reasons)
        words << oneLine(reason.text());
    if (devices.problem != NodeDevices::Problem::None)
        words << models::problemWords(devices.problem);
    if (devices.unhealthy > 0)
        words << u"%1 unhealthy"_s.arg(devices.unhealthy);
    if (devices.isOvercommitted)
        words << u"overcommitted"_s;
    if (devices.isMultiHost)
        words << u"part of a multi-host slice"_s;
    return words.isEmpty() ? u"Healthy"_s : words.join(u", "_s);
}

//! Which clusters the totals leave out: "  not counted: a (stale), b (unreachable)".
QString notCountedText(const std::vector<ClusterAnswer> &answers)
{
    QStringList names;
    for (const ClusterAnswer &answer : answers) {
        if (!models::countsInTotals(answer.status.state))
            names << u"%1 (%2)"_s.arg(oneLine(answer.context), toString(answer.status.state));
    }
    return names.isEmpty() ? QString() : u"  not counted: %1\n"_s.arg(names.join(u", "_s));
}

QString totalsTable(const std::vector<ClusterAnswer> &answers)
{
    QList<QStringList> rows{{u"GPU"_s, u"KIND"_s, u"UTILIZATION"_s, u"REQUESTED"_s, u"UNUSABLE"_s, u"CLUSTERS"_s}};
    for (const ProductTotal &total : models::countedTotalsOf(answers)) {
        rows << QStringList{oneLine(productText(total.product)),
                            models::kindText(total.product.kind),
                            freeOf(total),
                            requestedOf(total),
                            unusableOf(total),
                            QString::number(total.clusters)};
    }
    const QString text = (rows.size() == 1 ? QString() : formatTable(rows)) + notCountedText(answers);
    return text.isEmpty() ? QString() : u"Kubernetes GPUs\n"_s + text + u'\n';
}

QString clusterHeading(const ClusterAnswer &answer)
{
    QString heading = u"Context: %1"_s.arg(oneLine(answer.context));
    QStringList others = answer.contexts;
    others.removeAll(answer.context);
    if (!others.isEmpty())
        heading += u" (also %1)"_s.arg(oneLine(others.join(u", "_s)));
    if (!answer.status.serverVersion.isEmpty())
        heading += u"  "_s + oneLine(answer.status.serverVersion);
    return heading + u"  "_s + toString(answer.status.state) + u'\n';
}

QString clusterTable(const ClusterAnswer &answer)
{
    QString text = clusterHeading(answer);
    if (answer.status.error) {
        text += u"  %1\n  %2\n"_s.arg(oneLine(models::errorText(*answer.status.error)),
                                      oneLine(models::remedyFor(*answer.status.error, answer.context).remedy));
    }
    for (const models::FailedContext &failed : answer.failedContexts) {
        text += u"  %1: %2"_s.arg(oneLine(failed.context), toString(failed.state));
        if (failed.error) {
            text += u": %1\n  %2"_s.arg(oneLine(models::errorText(*failed.error)),
                                        oneLine(models::remedyFor(*failed.error, failed.context).remedy));
        }
        text += u'\n';
    }
    QList<QStringList> rows{{u"GPU"_s, u"KIND"_s, u"REQUESTABLE_QTY_PER_NODE"_s, u"AT_MOST"_s, u"UTILIZATION"_s,
                             u"REQUESTED"_s, u"UNUSABLE"_s, u"NODES"_s}};
    for (const accelerators::ProductAvailability &product : answer.products) {
        rows << QStringList{oneLine(productText(product.product)),
                            models::kindText(product.product.kind),
                            numbers(product.requestableNow),
                            product.requestableMax.empty() ? u"-"_s : QString::number(product.requestableMax.back()),
                            freeOf(product.free, product.allocatable),
                            orUnknown(product.requested),
                            unusableOf(product),
                            QString::number(product.nodes)};
    }
    const bool isEmpty = rows.size() == 1;
    if (isEmpty && !answer.status.error)
        text += u"  no GPUs on %1 nodes\n"_s.arg(answer.nodes.size());
    return text + (isEmpty ? QString() : formatTable(rows)) + u'\n';
}

QString nodeTable(const std::vector<ClusterAnswer> &answers)
{
    QList<QStringList> rows{
        {u"CONTEXT"_s, u"NODE"_s, u"vCPU"_s, u"Memory (GiB)"_s, u"GPU"_s, u"GPU UTILIZATION"_s, u"NODE STATUS"_s}};
    for (const ClusterAnswer &answer : answers) {
        const QString context = oneLine(answer.context);
        for (const accelerators::NodeRowPtr &row : answer.nodes) {
            const NodeAvailability &node = row->availability;
            for (const NodeDevices &devices : node.devices) {
                rows << QStringList{context,
                                    oneLine(node.node->name),
                                    cpuText(node),
                                    memoryText(node),
                                    oneLine(productText(devices.product)),
                                    freeOf(devices.available, devices.allocatable),
                                    statusText(node, devices)};
            }
        }
    }
    return rows.size() == 1 ? QString() : u"Kubernetes per-node GPU availability\n"_s + formatTable(rows) + u'\n';
}

QString holdersTable(const std::vector<ClusterAnswer> &answers, const QStringList &extra)
{
    QList<QStringList> rows{{u"CONTEXT"_s, u"NAMESPACE"_s, u"POD"_s, u"OWNER"_s, u"NODE"_s, u"RESOURCE"_s, u"COUNT"_s,
                             u"PHASE"_s, u"AGE"_s}};
    for (const ClusterAnswer &answer : answers) {
        for (const accelerators::NodeRowPtr &row : answer.nodes) {
            for (const kubernetes::PodPtr &pod : row->holders) {
                for (const auto &request : accelerators::deviceRequests(*pod, extra)) {
                    rows << QStringList{oneLine(answer.context),
                                        oneLine(pod->namespaceName),
                                        oneLine(pod->name),
                                        pod->ownerKind.isEmpty() ? u"-"_s
                                                                 : oneLine(pod->ownerKind + u'/' + pod->ownerName),
                                        oneLine(pod->nodeName),
                                        oneLine(request.resource),
                                        QString::number(request.count),
                                        pod->isTerminating ? u"releasing"_s : toString(pod->phase),
                                        age(pod->started == 0 ? pod->created : pod->started)};
                }
            }
        }
    }
    return u"Holders\n"_s + (rows.size() == 1 ? u"  nobody holds a GPU\n"_s : formatTable(rows)) + u'\n';
}

QString waitingTable(const std::vector<ClusterAnswer> &answers, const QStringList &extra)
{
    QList<QStringList> rows{{u"CONTEXT"_s, u"NAMESPACE"_s, u"POD"_s, u"RESOURCE"_s, u"COUNT"_s, u"AGE"_s, u"REASON"_s}};
    for (const ClusterAnswer &answer : answers) {
        for (const kubernetes::PodPtr &pod : answer.waiting) {
            for (const auto &request : accelerators::deviceRequests(*pod, extra)) {
                rows << QStringList{oneLine(answer.context),
                                    oneLine(pod->namespaceName),
                                    oneLine(pod->name),
                                    oneLine(request.resource),
                                    QString::number(request.count),
                                    age(pod->created),
                                    oneLine(pod->waitingMessage.isEmpty() ? pod->waitingReason : pod->waitingMessage)};
            }
        }
    }
    return u"Waiting\n"_s + (rows.size() == 1 ? u"  no pod waits for a GPU\n"_s : formatTable(rows)) + u'\n';
}

} // namespace

QString gpuTables(const std::vector<ClusterAnswer> &answers, const Options &options,
                  const accelerators::Options &acceleratorOptions)
{
    QString text = totalsTable(answers);
    for (const ClusterAnswer &answer : answers)
        text += clusterTable(answer);
    text += nodeTable(answers);
    if (options.showsHolders)
        text += holdersTable(answers, acceleratorOptions.extraResources);
    if (options.showsWaiting)
        text += waitingTable(answers, acceleratorOptions.extraResources);
    text.chop(1); // the blank line after the last table
    return text;
}

} // namespace fairlead::ctl
