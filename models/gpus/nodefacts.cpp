// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodefacts.h"

#include "backends/accelerators/clustersession.h"
#include "backends/accelerators/nodepool.h"
#include "backends/accelerators/requestable.h"
#include "gpuavailability.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "producttext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;
using accelerators::Reason;
using accelerators::TaintView;
using kubernetes::Condition;

constexpr qsizetype LongestName = 120;
constexpr qsizetype LongestMessage = 600;
constexpr qsizetype LongestLabel = 400;

struct NodeFacts
{
    Q_DECLARE_TR_FUNCTIONS(NodeFacts)
};

QString asTyped(const QString &text)
{
    return plainLine(text, LongestName);
}

//! Keeps what is shown bounded and says that something is left out.
void bound(std::vector<Fact> &facts)
{
    if (facts.size() <= MostFacts)
        return;
    const int more = int(facts.size() - MostFacts + 1);
    facts.resize(MostFacts - 1);
    facts.push_back(Fact{.key = u"more"_s, .title = NodeFacts::tr("and %Ln more", nullptr, more)});
}

// Conditions

bool isGood(const Condition &condition)
{
    return condition.status == (isGoodWhenTrue(condition.type) ? "True"_L1 : "False"_L1);
}

//! What is wrong, for the conditions that kubelets and node-problem-detector are known to set; else the type itself.
QString badConditionTitle(const Condition &condition)
{
    const bool isUnknown = condition.status != "True"_L1 && condition.status != "False"_L1;
    const auto title = [isUnknown](const QString &bad, const QString &unknown) { return isUnknown ? unknown : bad; };
    if (condition.type == "Ready"_L1)
        return title(NodeFacts::tr("Not ready"), NodeFacts::tr("Not ready: its kubelet does not answer"));
    if (condition.type == "MemoryPressure"_L1)
        return title(NodeFacts::tr("Memory is short"), NodeFacts::tr("Memory pressure is not known"));
    if (condition.type == "DiskPressure"_L1)
        return title(NodeFacts::tr("Disk space is short"), NodeFacts::tr("Disk pressure is not known"));
    if (condition.type == "PIDPressure"_L1)
        return title(NodeFacts::tr("Process ids are short"), NodeFacts::tr("PID pressure is not known"));
    if (condition.type == "NetworkUnavailable"_L1)
        return title(NodeFacts::tr("Network is not set up"), NodeFacts::tr("Network is not known to be set up"));
    if (condition.type == "KernelDeadlock"_L1 && !isUnknown)
        return NodeFacts::tr("KernelDeadlock: the kernel hangs");
    if (condition.type == "ReadonlyFilesystem"_L1 && !isUnknown)
        return NodeFacts::tr("ReadonlyFilesystem: a file system cannot be written");
    return NodeFacts::tr("%1 is %2").arg(asTyped(condition.type), asTyped(condition.status));
}

Severity badConditionSeverity(const Condition &condition)
{
    const bool isFatal = condition.type == "Ready"_L1 || condition.type == "NetworkUnavailable"_L1;
    return isFatal ? Severity::Error : Severity::Warning;
}

QString sinceNote(std::int64_t since, std::int64_t now)
{
    return since > 0 ? NodeFacts::tr("for %1").arg(durationText(now - since)) : QString();
}

QString sinceToolTip(const Condition &condition)
{
    const QString state = u"%1 = %2"_s.arg(asTyped(condition.type), asTyped(condition.status));
    return condition.lastTransition > 0 ? NodeFacts::tr("%1\nsince %2").arg(state, timeText(condition.lastTransition))
                                        : state;
}

QString copiedCondition(const Condition &condition)
{
    return QStringList{asTyped(condition.type), asTyped(condition.status), asTyped(condition.reason),
                       plainLine(condition.message, LongestMessage)}
        .join(u'\t');
}

Fact conditionFact(const Condition &condition, const QString &title, Severity severity, std::int64_t now)
{
    QStringList words;
    if (!condition.reason.isEmpty() && severity != Severity::Ok)
        words += asTyped(condition.reason);
    if (!condition.message.isEmpty() && severity != Severity::Ok)
        words += plainText(condition.message, LongestMessage);
    QString toolTip = sinceToolTip(condition);
    if (severity == Severity::Ok && !condition.message.isEmpty())
        toolTip += u'\n' + plainText(condition.message, LongestMessage);
    return Fact{.key = u"condition "_s + condition.type.left(LongestName),
                .title = title,
                .note = sinceNote(condition.lastTransition, now),
                .text = words.join(": "_L1),
                .toolTip = toolTip,
                .copied = copiedCondition(condition),
                .severity = severity};
}

//! "No memory, disk or PID pressure": all of these are what one expects and need one line together.
std::optional<Fact> goodConditionsFact(const std::vector<const Condition *> &good)
{
    if (good.empty())
        return {};
    const auto has = [&good](QLatin1StringView type) {
        return std::any_of(good.begin(), good.end(), [type](const Condition *one) { return one->type == type; });
    };
    QStringList words;
    const bool memory = has("MemoryPressure"_L1);
    const bool disk = has("DiskPressure"_L1);
    const bool pid = has("PIDPressure"_L1);
    if (memory && disk && pid) {
        words += NodeFacts::tr("No memory, disk or PID pressure");
    } else {
        if (memory)
            words += NodeFacts::tr("No memory pressure");
        if (disk)
            words += NodeFacts::tr("No disk pressure");
        if (pid)
            words += NodeFacts::tr("No PID pressure");
    }
    if (has("NetworkUnavailable"_L1))
        words += NodeFacts::tr("Network set up");
    QStringList others;
    QStringList lines;
    QStringList copied;
    for (const Condition *condition : good) {
        lines += sinceToolTip(*condition).replace(u'\n', u' ');
        copied += copiedCondition(*condition);
        const bool isCommon = condition->type.endsWith("Pressure"_L1) || condition->type == "NetworkUnavailable"_L1;
        if (!isCommon)
            others += asTyped(condition->type);
    }
    Fact fact{.key = u"good"_s, .toolTip = lines.mid(0, 32).join(u'\n'), .severity = Severity::Ok};
    fact.copied = copied.join(u'\n');
    fact.title = words.join(u" · "_s);
    const QString more = NodeFacts::tr("%Ln other check(s) without a problem", nullptr, int(others.size()));
    if (words.isEmpty())
        fact.title = more;
    else if (!others.isEmpty())
        fact.text = more;
    return fact;
}

// Taints

//! What those that Kubernetes and the autoscalers set mean; empty for all others.
QString knownTaint(const QString &key)
{
    if (key == "node.kubernetes.io/unschedulable"_L1)
        return NodeFacts::tr("Set by a cordon.");
    if (key == "node.kubernetes.io/not-ready"_L1)
        return NodeFacts::tr("Set while the node is not ready.");
    if (key == "node.kubernetes.io/unreachable"_L1)
        return NodeFacts::tr("Set while the kubelet does not answer.");
    if (key == "node.kubernetes.io/memory-pressure"_L1)
        return NodeFacts::tr("Set while memory is short.");
    if (key == "node.kubernetes.io/disk-pressure"_L1)
        return NodeFacts::tr("Set while disk space is short.");
    if (key == "node.kubernetes.io/pid-pressure"_L1)
        return NodeFacts::tr("Set while process ids are short.");
    if (key == "node.kubernetes.io/network-unavailable"_L1)
        return NodeFacts::tr("Set until the network is set up.");
    if (key == "node.kubernetes.io/out-of-service"_L1)
        return NodeFacts::tr("Set by an administrator: the machine is down.");
    if (key == "node.cloudprovider.kubernetes.io/uninitialized"_L1)
        return NodeFacts::tr("Set until the cloud provider has prepared the node.");
    if (key == "ToBeDeletedByClusterAutoscaler"_L1)
        return NodeFacts::tr("Cluster autoscaler is about to delete the node.");
    if (key == "DeletionCandidateOfClusterAutoscaler"_L1)
        return NodeFacts::tr("Cluster autoscaler may delete the node soon.");
    if (key == "karpenter.sh/disrupted"_L1 || key == "karpenter.sh/disruption"_L1)
        return NodeFacts::tr("Karpenter is about to replace the node.");
    return {};
}

QString effectWords(const QString &effect)
{
    if (effect == "NoSchedule"_L1)
        return NodeFacts::tr("Only pods that tolerate it are placed");
    if (effect == "NoExecute"_L1)
        return NodeFacts::tr("Only pods that tolerate it are placed and stay; others are evicted");
    if (effect == "PreferNoSchedule"_L1)
        return NodeFacts::tr("Pods that do not tolerate it are placed elsewhere where possible");
    return NodeFacts::tr("An effect that is not known, taken to keep pods away");
}

Fact taintFact(const NodeAvailability &node, const TaintView &view)
{
    const QString taint = accelerators::taintText(view.taint);
    const QString key = view.taint.value.isEmpty() ? view.taint.key : view.taint.key + u'=' + view.taint.value;
    Fact fact{.key = u"taint "_s + taint.left(2 * LongestName),
              .title = asTyped(view.taint.effect) + u' ' + plainLine(key, LongestLabel),
              .toolTip = plainLine(taint, LongestLabel),
              .copied = plainLine(taint, LongestLabel)};
    const bool isRepeated = accelerators::repeatsNodeState(view.taint, node.isReady, node.isCordoned);
    const QString effect = effectWords(view.taint.effect);
    const QString cause = knownTaint(view.taint.key);
    if (view.taint.effect == "PreferNoSchedule"_L1)
        fact.text = NodeFacts::tr("%1; it keeps nothing away.").arg(effect);
    else if (view.isTolerated)
        fact.text = NodeFacts::tr("%1; tolerated here.").arg(effect);
    else if (isRepeated)
        fact.text = NodeFacts::tr("%1.").arg(effect);
    else
        fact.text = NodeFacts::tr("%1; not tolerated: counts as unusable.").arg(effect);
    if (!cause.isEmpty())
        fact.text = cause + u' ' + fact.text;
    fact.severity = view.isTolerated || isRepeated ? Severity::Dim : Severity::Warning;
    return fact;
}

// Figures

QString known(const std::optional<std::int64_t> &amount, QString (*text)(std::int64_t))
{
    return amount ? text(*amount) : u"?"_s;
}

double share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? std::clamp(double(part) / double(whole), 0.0, 1.0) : 0.0;
}

bool hasUnhealthy(const NodeAvailability &node)
{
    return std::any_of(node.devices.begin(), node.devices.end(),
                       [](const NodeDevices &devices) { return devices.unhealthy > 0; });
}

//! The unit stands in the row's name: columns are narrow.
QString gibibytesText(std::int64_t bytes)
{
    constexpr std::int64_t Gibibyte = std::int64_t(1) << 30;
    const bool isWhole = bytes % Gibibyte == 0 || bytes >= 100 * Gibibyte;
    return QLocale().toString(double(bytes) / double(Gibibyte), 'f', isWhole ? 0 : 1);
}

//! What is no device: CPU, memory, pod slots.
FigureRow plainRow(const QString &key, const QString &name, std::int64_t capacity, std::int64_t allocatable,
                   const std::optional<std::int64_t> &requested, QString (*text)(std::int64_t), bool hasUnhealthyColumn)
{
    const auto free = requested ? std::optional(std::max<std::int64_t>(0, allocatable - *requested)) : std::nullopt;
    FigureRow row{.key = key, .name = name};
    row.figures = {{text(capacity)}, {text(allocatable)}, {known(requested, text)}, {known(free, text)}};
    if (hasUnhealthyColumn)
        row.figures.emplace_back();
    if (requested)
        row.share = share(*requested, allocatable);
    if (requested && *requested > allocatable) {
        row.text = NodeFacts::tr("More is requested than the node has.");
        row.severity = Severity::Warning;
    }
    return row;
}

FigureRow deviceRow(const accelerators::NodeRow &node, const NodeDevices &devices, HolderColours &colours,
                    bool hasUnhealthyColumn)
{
    const Severity freeSeverity = devices.available.value_or(1) > 0 ? Severity::Neutral : Severity::Dim;
    FigureRow row{.key = u"device "_s + devices.product.resource,
                  .name = productText(devices.product),
                  .note = plainLine(devices.product.resource, LongestName),
                  .strip = deviceStrip(node, devices, colours),
                  .text = requestableWords(node.availability, devices)};
    row.figures = {
        {numberText(devices.capacity)},
        {numberText(devices.allocatable)},
        {known(devices.requested, numberText), devices.isOvercommitted ? Severity::Warning : Severity::Neutral},
        {known(devices.available, numberText), freeSeverity}};
    if (hasUnhealthyColumn)
        row.figures.push_back({numberText(devices.unhealthy), devices.unhealthy > 0 ? Severity::Error : Severity::Dim});
    if (devices.requested)
        row.share = share(*devices.requested, devices.allocatable);
    row.toolTip =
        devices.labelSource.isEmpty()
            ? NodeFacts::tr("%1\nNo label names the product.").arg(devices.product.resource)
            : NodeFacts::tr("%1\n%2 = %3").arg(devices.product.resource, devices.labelSource, devices.rawProduct);
    return row;
}

QString upperFirst(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

StateWords nodeState(const NodeAvailability &node)
{
    if (!node.isReady)
        return {node.isCordoned ? NodeFacts::tr("Not ready, cordoned") : NodeFacts::tr("Not ready"), Severity::Error};
    if (node.isCordoned)
        return {NodeFacts::tr("Ready, cordoned"), Severity::Warning};
    if (!node.isSchedulable)
        return {NodeFacts::tr("Ready, tainted"), Severity::Warning};
    return {NodeFacts::tr("Ready"), Severity::Ok};
}

QString reasonWords(const Reason &reason)
{
    switch (reason.code) {
    case Reason::Code::NotReady:
        return reason.detail.isEmpty() ? NodeFacts::tr("Not ready: nothing is placed here.")
                                       : NodeFacts::tr("Not ready (%1): nothing is placed here.")
                                             .arg(plainLine(reason.detail, LongestName));
    case Reason::Code::Cordoned:
        return NodeFacts::tr("Cordoned: nothing new is placed here.");
    case Reason::Code::Taint:
        return NodeFacts::tr("Taint %1 is not tolerated: what is free counts as unusable.")
            .arg(plainLine(reason.detail, LongestLabel));
    }
    return {};
}

QStringList nodeWarnings(const NodeAvailability &node)
{
    QStringList warnings;
    for (const Reason &reason : node.reasons)
        warnings += reasonWords(reason);
    warnings = warnings.mid(0, 16); // the section of taints has them all
    for (const NodeDevices &devices : node.devices) {
        const QString resource = plainLine(devices.product.resource, 80);
        if (devices.problem != NodeDevices::Problem::None)
            warnings += NodeFacts::tr("%1: %2.").arg(resource, problemWords(devices.problem));
        if (devices.unhealthy > 0)
            warnings += NodeFacts::tr("%Ln device(s) of %1 unhealthy.", nullptr, int(devices.unhealthy)).arg(resource);
        if (devices.isOvercommitted)
            warnings += NodeFacts::tr("More %1 is requested than the node has.").arg(resource);
    }
    return warnings.mid(0, 32);
}

bool isGoodWhenTrue(QStringView type)
{
    // EKS's node monitoring agent has KernelReady, AcceleratedHardwareReady; RKE2 has EtcdIsVoter.
    if (type == "EtcdIsVoter"_L1)
        return true;
    const auto ends = [type](QLatin1StringView good, QLatin1StringView bad) {
        return type.endsWith(good) && !type.endsWith(bad);
    };
    return ends("Ready"_L1, "NotReady"_L1) || ends("Healthy"_L1, "NotHealthy"_L1) ||
           ends("Available"_L1, "NotAvailable"_L1);
}

std::vector<Fact> conditionFacts(const kubernetes::Node &node, std::int64_t now)
{
    std::vector<Fact> bad;
    std::vector<const Condition *> good;
    const Condition *ready = nullptr;
    for (const Condition &condition : node.conditions) {
        if (condition.type == "Ready"_L1)
            ready = &condition;
        if (!isGood(condition))
            bad.push_back(conditionFact(condition, badConditionTitle(condition), badConditionSeverity(condition), now));
        else if (condition.type != "Ready"_L1)
            good.push_back(&condition);
    }
    if (!ready)
        bad.push_back(Fact{.key = u"condition Ready"_s,
                           .title = NodeFacts::tr("Not ready: its kubelet has not said anything yet"),
                           .severity = Severity::Error});
    std::stable_sort(bad.begin(), bad.end(), [](const Fact &a, const Fact &b) { return a.severity > b.severity; });
    if (ready && isGood(*ready))
        bad.push_back(conditionFact(*ready, NodeFacts::tr("Ready"), Severity::Ok, now));
    if (auto fact = goodConditionsFact(good))
        bad.push_back(std::move(*fact));
    bound(bad);
    return bad;
}

std::vector<Fact> taintFacts(const NodeAvailability &node)
{
    std::vector<Fact> facts;
    if (node.isCordoned)
        facts.push_back(Fact{.key = u"cordon"_s,
                             .title = NodeFacts::tr("Cordoned"),
                             .text = NodeFacts::tr("Nothing new is placed here until somebody uncordons the node. "
                                                   "Pods that run stay."),
                             .copied = NodeFacts::tr("Cordoned"),
                             .severity = Severity::Warning});
    for (const TaintView &view : node.taints)
        facts.push_back(taintFact(node, view));
    std::stable_sort(facts.begin(), facts.end(), [](const Fact &a, const Fact &b) { return a.severity > b.severity; });
    bound(facts);
    return facts;
}

int labelRank(QStringView key)
{
    struct Prefix
    {
        QLatin1StringView text;
        int rank;
    };
    // The first that fits; a key without a dash or dot at its end is meant whole or with more behind it.
    static constexpr Prefix prefixes[] = {
        {"nvidia.com/gpu.product"_L1, 0},
        {"cloud.google.com/gke-accelerator"_L1, 0},
        {"cloud.google.com/gke-tpu"_L1, 0},
        {"karpenter.k8s.aws/instance-gpu-name"_L1, 0},
        {"karpenter.k8s.aws/instance-accelerator"_L1, 0},
        {"eks.amazonaws.com/instance-gpu-name"_L1, 0},
        {"gpu.nvidia.com/"_L1, 0},
        {"nebius.com/gpu"_L1, 0},
        {"skypilot.co/accelerator"_L1, 0},
        {"amd.com/gpu.product-name"_L1, 0},
        {"gpu.intel.com/product"_L1, 0},
        {"nvidia.com/gpu."_L1, 1},
        {"nvidia.com/vgpu"_L1, 1},
        {"cloud.google.com/gke-gpu"_L1, 1},
        {"cloud.google.com/gke-max-shared-clients-per-gpu"_L1, 1},
        {"karpenter.k8s.aws/instance-gpu"_L1, 1},
        {"eks.amazonaws.com/instance-gpu"_L1, 1},
        {"amd.com/"_L1, 1},
        {"beta.amd.com/"_L1, 1},
        {"gpu.intel.com/"_L1, 1},
        {"habana.ai/"_L1, 1},
        {"aws.amazon.com/neuron"_L1, 1},
        {"huawei.com/"_L1, 1},
        {"tenstorrent.com/"_L1, 1},
        {"nvidia.com/mig"_L1, 2},
        {"nvidia.com/cuda"_L1, 3},
        {"nvidia.com/"_L1, 4},
        {"karpenter.sh/nodepool"_L1, 5},
        {"karpenter.sh/capacity-type"_L1, 5},
        {"cloud.google.com/gke-nodepool"_L1, 5},
        {"cloud.google.com/gke-spot"_L1, 5},
        {"eks.amazonaws.com/nodegroup"_L1, 5},
        {"eks.amazonaws.com/capacityType"_L1, 5},
        {"alpha.eksctl.io/nodegroup-name"_L1, 5},
        {"kubernetes.azure.com/agentpool"_L1, 5},
        {"agentpool"_L1, 5},
        {"oke.oraclecloud.com/pool.name"_L1, 5},
        {"doks.digitalocean.com/node-pool"_L1, 5},
        {"lke.linode.com/pool-id"_L1, 5},
        {"scheduling.cast.ai/node-template"_L1, 5},
        {"node.kubernetes.io/instance-type"_L1, 5},
        {"topology.kubernetes.io/"_L1, 5},
        {"node-role.kubernetes.io/"_L1, 5},
    };
    for (const Prefix &prefix : prefixes) {
        if (key.startsWith(prefix.text))
            return prefix.rank;
    }
    return LabelRanks;
}

std::vector<Fact> labelFacts(const kubernetes::Node &node)
{
    std::vector<std::pair<int, const std::pair<QString, QString> *>> ranked;
    ranked.reserve(node.labels.size());
    for (const auto &label : node.labels)
        ranked.emplace_back(labelRank(label.first), &label);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<Fact> facts;
    for (const auto &[rank, label] : ranked) {
        const QString key = plainLine(label->first, LongestLabel);
        const QString value = plainLine(label->second, LongestLabel);
        facts.push_back(Fact{.key = u"label "_s + label->first.left(LongestLabel),
                             .title = key,
                             .note = value,
                             .toolTip = u"%1 = %2"_s.arg(key, value),
                             .copied = key + u'\t' + plainLine(label->second),
                             .severity = rank < LabelRanks ? Severity::Neutral : Severity::Dim});
        if (facts.size() > MostFacts + 1)
            break;
    }
    if (ranked.size() > MostFacts) { // without making facts of them all
        facts.resize(MostFacts - 1);
        facts.push_back(Fact{.key = u"more"_s,
                             .title = NodeFacts::tr("and %Ln more", nullptr, int(ranked.size() - MostFacts + 1)),
                             .severity = Severity::Dim});
    }
    return facts;
}

QList<QPair<QString, QString>> nodeDetails(const NodeAvailability &availability, std::int64_t now)
{
    const kubernetes::Node &node = *availability.node;
    QStringList labels;
    for (const NodeDevices &devices : availability.devices) {
        const QString label = plainLine(devices.labelSource + u" = "_s + devices.rawProduct, LongestLabel);
        if (!devices.labelSource.isEmpty() && !labels.contains(label))
            labels += label;
    }
    if (labels.isEmpty() && !availability.devices.empty())
        labels += NodeFacts::tr("none that names the product");
    const QString age = node.created > 0 ? durationText(now - node.created) : QString();
    const auto line = [](const QString &text) { return plainLine(text, LongestLabel); };
    return {{NodeFacts::tr("Product label"), labels.mid(0, 16).join(u'\n')},
            {NodeFacts::tr("Pool"), line(accelerators::nodePool(node))},
            {NodeFacts::tr("Instance type"), line(node.label(u"node.kubernetes.io/instance-type"))},
            {NodeFacts::tr("Zone"), line(node.label(u"topology.kubernetes.io/zone"))},
            {NodeFacts::tr("Internal IP"), line(node.internalAddress)},
            {NodeFacts::tr("External IP"), line(node.externalAddress)},
            {NodeFacts::tr("Kubelet"), line(node.kubeletVersion)},
            {NodeFacts::tr("Architecture"), line(node.architecture)},
            {NodeFacts::tr("Age"), age},
            {NodeFacts::tr("Created"), timeText(node.created)}};
}

QStringList nodeFigureCaptions(const NodeAvailability &node)
{
    QStringList captions{NodeFacts::tr("Capacity"), NodeFacts::tr("Allocatable"), NodeFacts::tr("Requested"),
                         NodeFacts::tr("Free")};
    if (hasUnhealthy(node))
        captions += NodeFacts::tr("Unhealthy");
    return captions;
}

std::vector<FigureRow> nodeFigures(const accelerators::NodeRow &row, HolderColours &colours)
{
    const NodeAvailability &node = row.availability;
    const bool hasColumn = hasUnhealthy(node);
    std::vector<FigureRow> rows;
    for (const NodeDevices &devices : node.devices) {
        rows.push_back(deviceRow(row, devices, colours, hasColumn));
        if (rows.size() >= MostFacts)
            break;
    }
    rows.push_back(plainRow(u"cpu"_s, NodeFacts::tr("CPU, cores"), node.cpuCapacityMillicores,
                            node.cpuAllocatableMillicores, node.cpuRequestedMillicores, coresText, hasColumn));
    rows.push_back(plainRow(u"memory"_s, NodeFacts::tr("Memory, GiB"), node.memoryCapacityBytes,
                            node.memoryAllocatableBytes, node.memoryRequestedBytes, gibibytesText, hasColumn));
    rows.push_back(plainRow(u"pods"_s, NodeFacts::tr("Pods"), node.node->capacity.value(u"pods").value(),
                            node.podsAllocatable, node.pods, numberText, hasColumn));
    return rows;
}

QString requestableWords(const NodeAvailability &node, const NodeDevices &devices)
{
    if (devices.problem != NodeDevices::Problem::None)
        return upperFirst(problemWords(devices.problem)) + u'.';
    if (devices.isMultiHost)
        return NodeFacts::tr("Part of a slice over several nodes: no single pod can ask for it.");
    if (!node.isSchedulable) {
        return devices.free.value_or(0) > 0
                   ? NodeFacts::tr("%1 would be free, but nothing is placed here.").arg(numberText(*devices.free))
                   : NodeFacts::tr("Nothing is placed here.");
    }
    if (!devices.available)
        return NodeFacts::tr("What is free is not known: the pods of this cluster cannot be listed.");
    const accelerators::Requestable counts = accelerators::requestable(node, devices);
    if (counts.max <= 0)
        return NodeFacts::tr("No pod can ask for any: the node gives no CPU, memory or pod slot.");
    if (*devices.available > 0 && counts.now == 0 && devices.product.kind == accelerators::Kind::Tpu)
        return NodeFacts::tr("A pod gets all %1 chips or none, and some are held.").arg(numberText(counts.max));
    if (*devices.available > 0 && counts.now == 0)
        return NodeFacts::tr("No pod can use what is free: no CPU, memory or pod slot is left.");
    if (devices.isOnePerContainer && counts.now > 0)
        return NodeFacts::tr("A container can ask for one share, no more.");
    if (counts.now == 0)
        return NodeFacts::tr("No pod can ask for one now. On the empty node it could ask for %1.")
            .arg(numberText(counts.max));
    if (counts.now == counts.max)
        return NodeFacts::tr("One pod can ask for all %1 now.").arg(numberText(counts.now));
    return NodeFacts::tr("One pod can ask for %1 now. On the empty node it could ask for %2.")
        .arg(numberText(counts.now), numberText(counts.max));
}

} // namespace fairlead::models
