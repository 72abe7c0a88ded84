// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/clusters/clusterhub.h"
#include "models/consolemodels.h"
#include "models/gpus/holdersmodel.h"
#include "models/gpus/producttext.h"
#include "models/plaintext.h"
#include "randomcluster.h"
#include "runctl.h"

#include "backends/accelerators/requestable.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <map>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using accelerators::NodeAvailability;
using accelerators::NodeDevices;
using tests::RandomCluster;

//! QCOMPARE cuts long texts.
#define VERIFY_NONE(found)                                                                                             \
    do {                                                                                                               \
        const QString text = (found);                                                                                  \
        QVERIFY2(text.isEmpty(), qPrintable(text));                                                                    \
    } while (false)

namespace {

constexpr int Timeout = 60'000;
const QString Context = u"bed-a"_s;

//! As the admin of bed-a; what it only warns of (fractional bytes) is meant.
std::optional<QByteArray> runKubectl(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(qEnvironmentVariable("FAIRLEAD_KUBECTL"), QStringList{u"--context"_s, Context} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return process.readAllStandardOutput();
    for (const QByteArray &line : process.readAllStandardError().split('\n')) {
        if (!line.startsWith("Warning: "))
            qInfo("kubectl: %s", line.constData());
    }
    return {};
}

std::optional<QJsonObject> kubectlGet(const QStringList &arguments)
{
    const auto out = runKubectl(QStringList{u"get"_s, u"-o"_s, u"json"_s} + arguments);
    return out ? std::optional(QJsonDocument::fromJson(*out).object()) : std::nullopt;
}

bool kubectl(const QStringList &arguments, const QByteArray &input = {})
{
    return runKubectl(arguments, input).has_value();
}

bool create(const QString &namespaceName, const QJsonArray &items)
{
    const QJsonObject list{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}};
    return kubectl({u"--namespace"_s, namespaceName, u"create"_s, u"-f"_s, u"-"_s, u"-o"_s, u"name"_s},
                   QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QString nameOf(const QJsonValue &object)
{
    return object["metadata"_L1]["name"_L1].toString();
}

bool isPlaced(const QJsonValue &pod)
{
    return !pod["spec"_L1]["nodeName"_L1].toString().isEmpty();
}

//! What the scheduler said last; empty when it has not said no.
QString refusal(const QJsonValue &pod)
{
    for (const QJsonValue &condition : pod["status"_L1]["conditions"_L1].toArray()) {
        if (condition["type"_L1] == u"PodScheduled"_s && condition["status"_L1] == u"False"_s)
            return condition["reason"_L1].toString() + u": "_s + condition["message"_L1].toString();
    }
    return {};
}

//! The scheduler has said yes or no, and KWOK has started what has a Node.
bool isDecided(const QJsonValue &pod)
{
    return isPlaced(pod) ? pod["status"_L1]["phase"_L1] != u"Pending"_s : !refusal(pod).isEmpty();
}

//! The pane, without the pixels.
struct Pane
{
    explicit Pane(const QString &kubeconfig)
        : hub({.sources = {.explicitFiles = QStringList{kubeconfig}},
               .options = {.tolerations = {{.key = u"fairlead.dev/truth"_s, .operatorName = u"Exists"_s}}},
               .userAgent = "fairlead-truth-test"})
        , holders(models.holderColours)
    {
        models.follow(hub);
        models.nodes.setShowsAllNodes(true);
        QObject::connect(&hub, &ClusterHub::loaded, &hub, [this] { hub.setOpen({Context}); });
        hub.start();
    }

    const NodeAvailability *node(const QString &name) const
    {
        for (int row = 0; row < models.nodes.rowCount(); ++row) {
            const auto &availability = models.nodes.shown(row).node.availability;
            if (availability.node->name == name)
                return &availability;
        }
        return nullptr;
    }

    //! Every number of the pane, a line for each row.
    QStringList lines();

    ClusterHub hub;
    ConsoleModels models;
    HoldersModel holders;
};

QString nodeLine(const QString &node, const QString &resource, const QStringList &numbers)
{
    return u"node "_s + node + u' ' + resource + u": "_s + numbers.join(u' ');
}

QStringList Pane::lines()
{
    using Column = NodeTableModel::Column;
    models.flush();
    QStringList result;
    QStringList nodesSeen;
    for (int row = 0; row < models.nodes.rowCount(); ++row) {
        const auto value = [&](Column column) {
            return models.nodes.index(row, int(column)).data(NodeTableModel::SortRole).toString();
        };
        const NodeTableModel::Shown shown = models.nodes.shown(row);
        QStringList numbers{value(Column::CpuFree), value(Column::MemoryFree)};
        if (shown.devices) {
            std::map<DeviceRun::State, std::int64_t> squares;
            for (const DeviceRun &run : shown.strip.runs)
                squares[run.state] += run.count;
            numbers << value(Column::Devices) << value(Column::Allocatable) << value(Column::Free)
                    << value(Column::Unhealthy)
                    << QString::number(squares[DeviceRun::State::Held] + squares[DeviceRun::State::Releasing])
                    << QString::number(squares[DeviceRun::State::Free] + squares[DeviceRun::State::Unusable]);
        }
        const QString node = value(Column::Node);
        result << nodeLine(node, value(Column::Resource), numbers);
        if (nodesSeen.contains(node))
            continue;
        nodesSeen << node;
        holders.setNode(shown.contextId, shown.nodePtr);
        for (int holder = 0; holder < holders.rowCount(); ++holder) {
            const auto text = [&](HoldersModel::Column column, int role) {
                return holders.index(holder, int(column)).data(role).toString();
            };
            result << u"holder "_s + node + u' ' + text(HoldersModel::Column::Pod, Qt::DisplayRole) + u' ' +
                          text(HoldersModel::Column::Devices, HoldersModel::SortRole) + u' ' +
                          text(HoldersModel::Column::State, Qt::DisplayRole);
        }
    }
    for (int row = 0; row < models.totals.rowCount(); ++row) {
        const QModelIndex total = models.totals.index(row);
        result << u"total "_s + total.data().toString() + u' ' + total.data(ProductTotalsModel::FreeRole).toString() +
                      u" of "_s + total.data(ProductTotalsModel::AllocatableRole).toString() + u", unusable "_s +
                      total.data(ProductTotalsModel::UnusableRole).toString();
    }
    for (int row = 0; row < models.waiting.rowCount(); ++row) {
        const auto value = [&](WaitingModel::Column column, int role) {
            return models.waiting.index(row, int(column)).data(role).toString();
        };
        result << u"waiting "_s + value(WaitingModel::Column::Namespace, Qt::DisplayRole) + u" / "_s +
                      value(WaitingModel::Column::Pod, Qt::DisplayRole) + u' ' +
                      value(WaitingModel::Column::Wants, WaitingModel::SortRole) + u' ' +
                      value(WaitingModel::Column::Reason, Qt::AccessibleTextRole);
    }
    result.sort();
    return result;
}

QString number(const QJsonValue &value)
{
    return QString::number(value.toInteger());
}

accelerators::Kind kindOf(const QJsonValue &total)
{
    static const std::map<QString, accelerators::Kind> kinds{{u"device"_s, accelerators::Kind::Device},
                                                             {u"mig"_s, accelerators::Kind::Mig},
                                                             {u"shared"_s, accelerators::Kind::Shared},
                                                             {u"vgpu"_s, accelerators::Kind::Vgpu},
                                                             {u"tpu"_s, accelerators::Kind::Tpu}};
    return kinds.at(total["kind"_L1].toString());
}

//! The same lines of the document of `fairleadctl gpus -o json`.
QStringList linesOf(const QJsonObject &document)
{
    QStringList result;
    const QJsonValue cluster = document["clusters"_L1].toArray().first();
    for (const QJsonValue &node : cluster["nodes"_L1].toArray()) {
        const auto free = [](const QJsonValue &allocatable, const QJsonValue &requested) {
            return QString::number(std::max<qint64>(0, allocatable.toInteger() - requested.toInteger()));
        };
        const QStringList room{
            free(node["cpu"_L1]["allocatableMillicores"_L1], node["cpu"_L1]["requestedMillicores"_L1]),
            free(node["memory"_L1]["allocatableBytes"_L1], node["memory"_L1]["requestedBytes"_L1])};
        const QJsonArray devices = node["devices"_L1].toArray();
        if (devices.isEmpty())
            result << nodeLine(node["name"_L1].toString(), {}, room);
        for (const QJsonValue &d : devices) {
            const bool isUsable = node["schedulable"_L1].toBool();
            result << nodeLine(node["name"_L1].toString(), d["resource"_L1].toString(),
                               room + QStringList{number(d["capacity"_L1]), number(d["allocatable"_L1]),
                                                  isUsable ? number(d["free"_L1]) : u"0"_s, number(d["unhealthy"_L1]),
                                                  number(d["requested"_L1]), number(d["free"_L1])});
        }
    }
    std::map<QString, std::pair<qint64, QString>> holders;
    for (const QJsonValue &holder : cluster["holders"_L1].toArray()) {
        auto &[count, state] = holders[holder["node"_L1].toString() + u' ' + holder["namespace"_L1].toString() + u'/' +
                                       holder["pod"_L1].toString()];
        count += holder["count"_L1].toInteger();
        state = holder["releasing"_L1].toBool() ? u"releasing"_s : holder["phase"_L1].toString().toLower();
    }
    for (const auto &[pod, holds] : holders)
        result << u"holder "_s + pod + u' ' + QString::number(holds.first) + u' ' + holds.second;
    for (const QJsonValue &total : document["totals"_L1].toArray()) {
        accelerators::Product product{.name = total["product"_L1].toString(),
                                      .resource = total["resource"_L1].toString(),
                                      .kind = kindOf(total),
                                      .profile = total["profile"_L1].toString(),
                                      .memoryMiB = {}};
        if (!total["memoryMiB"_L1].isNull())
            product.memoryMiB = total["memoryMiB"_L1].toInteger();
        result << u"total "_s + productText(product) + u' ' + number(total["free"_L1]) + u" of "_s +
                      number(total["allocatable"_L1]) + u", unusable "_s + number(total["unusable"_L1]);
    }
    std::map<QString, std::pair<qint64, QString>> waiting;
    for (const QJsonValue &pod : cluster["waiting"_L1].toArray()) {
        auto &[count, reason] = waiting[pod["namespace"_L1].toString() + u" / "_s + pod["name"_L1].toString()];
        count += pod["count"_L1].toInteger();
        reason = plainLine(pod["reason"_L1].toString());
    }
    for (const auto &[pod, wants] : waiting)
        result << u"waiting "_s + pod + u' ' + QString::number(wants.first) + u' ' + wants.second;
    result.sort();
    return result;
}

//! One line of each that the other has not.
QString difference(const QStringList &pane, const QStringList &ctl)
{
    const auto first = [](const QStringList &from, const QStringList &without) {
        const auto it =
            std::find_if(from.begin(), from.end(), [&](const QString &line) { return !without.contains(line); });
        return it != from.end() ? *it : QString();
    };
    return pane == ctl ? QString() : u"pane: %1\nfairleadctl: %2"_s.arg(first(pane, ctl), first(ctl, pane));
}

} // namespace

//! Are our numbers those of the scheduler? It is asked: of each Node, for exactly what we say is free, which it must
//! grant, and for one device, one millicore and one byte more, which it must refuse.
class TestSchedulerTruthBed : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup();
    void cleanupTestCase();
    void whatIsFree_data();
    void whatIsFree();

private:
    struct Probe
    {
        QJsonObject pod;
        QString expected; //!< part of the refusal; empty: it must be placed
    };

    QStringList inNamespace(const QStringList &arguments) const
    {
        return QStringList{u"--namespace"_s, m_name} + arguments;
    }
    QJsonArray pods() const;
    bool areDecided(qsizetype count) const;
    bool areNodesReady(qsizetype count) const;
    bool patch(const QStringList &pods, const QByteArray &patch, const QStringList &more = {}) const;
    bool remove(const QStringList &pods) const;
    QString lastingDifference();
    QString differenceOfThePrograms();
    QString judge(const std::vector<Probe> &probes) const;
    void fill(RandomCluster &random);
    void liveOn(RandomCluster &random);
    void fillUp(RandomCluster &random);
    std::vector<Probe> tooMuch(const RandomCluster &random) const;
    std::vector<Probe> requestable(const RandomCluster &random) const;
    std::vector<Probe> everything(const RandomCluster &random) const;

    QString m_name;
    std::unique_ptr<Pane> m_pane;
    QJsonObject m_answer; //!< of fairleadctl, when it was equal to the pane
};

void TestSchedulerTruthBed::initTestCase()
{
    for (const char *name : {"FAIRLEAD_BED_KUBECONFIG", "FAIRLEAD_KUBECTL"})
        QVERIFY2(!qEnvironmentVariableIsEmpty(name), name);
    m_name = u"truth-"_s + QString::number(QCoreApplication::applicationPid());
    QVERIFY(kubectl({u"create"_s, u"namespace"_s, m_name}));
    // A controller makes the account without which no Pod is admitted.
    QTRY_VERIFY_WITH_TIMEOUT(kubectlGet(inNamespace({u"serviceaccounts"_s}))->value("items"_L1).toArray().size() > 0,
                             Timeout);
    QVERIFY(create(m_name, RandomCluster(0, m_name).runtimeClasses()));
}

//! Leaves the bed as it was, also when a test has failed half-way.
void TestSchedulerTruthBed::cleanup()
{
    m_pane.reset();
    QVERIFY(kubectl({u"delete"_s, u"--raw"_s, u"/api/v1/namespaces/%1/pods?gracePeriodSeconds=0"_s.arg(m_name)}));
    QStringList held;
    for (const QJsonValue &pod : pods()) {
        if (!pod["metadata"_L1]["finalizers"_L1].toArray().isEmpty())
            held << nameOf(pod);
    }
    QVERIFY(patch(held, R"({"metadata": {"finalizers": null}})"));
    QTRY_VERIFY_WITH_TIMEOUT(pods().isEmpty(), Timeout);
    QVERIFY(kubectl({u"delete"_s, u"nodes"_s, u"--selector"_s, u"fairlead.dev/truth="_s + m_name}));
}

void TestSchedulerTruthBed::cleanupTestCase()
{
    QVERIFY(kubectl({u"delete"_s, u"runtimeclasses"_s, u"--selector"_s, u"fairlead.dev/truth="_s + m_name}));
    QVERIFY(kubectl({u"delete"_s, u"namespace"_s, u"--wait=false"_s, m_name}));
}

QJsonArray TestSchedulerTruthBed::pods() const
{
    const auto list = kubectlGet(inNamespace({u"pods"_s}));
    return list ? list->value("items"_L1).toArray() : QJsonArray();
}

bool TestSchedulerTruthBed::areDecided(qsizetype count) const
{
    const QJsonArray all = pods();
    return all.size() == count && std::all_of(all.begin(), all.end(), isDecided);
}

//! The API server taints a new Node as not ready; a controller takes that away and brings what follows from its state.
bool TestSchedulerTruthBed::areNodesReady(qsizetype count) const
{
    const auto list = kubectlGet({u"nodes"_s, u"--selector"_s, u"fairlead.dev/truth="_s + m_name});
    if (!list || list->value("items"_L1).toArray().size() != count)
        return false;
    for (const QJsonValue &node : list->value("items"_L1).toArray()) {
        const QJsonArray taints = node["spec"_L1]["taints"_L1].toArray();
        const auto has = [&taints](const QString &key) {
            return std::any_of(taints.begin(), taints.end(), [&](const QJsonValue &t) { return t["key"_L1] == key; });
        };
        const bool isReady = node["status"_L1]["conditions"_L1][0]["status"_L1] == u"True"_s;
        if (has(u"node.kubernetes.io/not-ready"_s) == isReady ||
            has(u"node.kubernetes.io/unschedulable"_s) != node["spec"_L1]["unschedulable"_L1].toBool())
            return false;
    }
    return true;
}

bool TestSchedulerTruthBed::patch(const QStringList &pods, const QByteArray &patch, const QStringList &more) const
{
    return pods.isEmpty() ||
           kubectl(inNamespace(QStringList{u"patch"_s, u"pods"_s} + pods + more +
                               QStringList{u"-o"_s, u"name"_s, u"--patch"_s, QString::fromUtf8(patch)}));
}

bool TestSchedulerTruthBed::remove(const QStringList &pods) const
{
    return pods.isEmpty() || kubectl(inNamespace(QStringList{u"delete"_s, u"pods"_s, u"--grace-period=0"_s,
                                                             u"--force"_s, u"--wait=false"_s, u"--ignore-not-found"_s} +
                                                 pods));
}

//! Asks fairleadctl and looks at the pane, until both say the same: the watch may be a moment behind.
QString TestSchedulerTruthBed::lastingDifference()
{
    QString found = u"nothing was asked"_s;
    (void)QTest::qWaitFor([&] { return (found = differenceOfThePrograms()).isEmpty(); }, 20'000);
    return found;
}

QString TestSchedulerTruthBed::differenceOfThePrograms()
{
    const test::CtlRun run = test::runCtl(
        {u"gpus"_s, u"-o"_s, u"json"_s, u"--context"_s, Context, u"--tolerate"_s, u"fairlead.dev/truth"_s});
    m_answer = QJsonDocument::fromJson(run.out).object();
    if (run.exitCode != 0)
        return QString::fromUtf8(run.error);
    return difference(m_pane->lines(), linesOf(m_answer));
}

//! Pods that the scheduler places as it likes, bound ones and gated ones; no Node is full yet.
void TestSchedulerTruthBed::fill(RandomCluster &random)
{
    QJsonArray made;
    for (const QString &node : random.nodeNames()) {
        for (int i = 2 + random.number(4); i > 0; --i)
            made.append(random.pod(node, 1 + random.number(2)));
        if (random.happens(20))
            made.append(random.boundPod(node));
    }
    QVERIFY(create(m_name, made));
    QTRY_VERIFY_WITH_TIMEOUT(areDecided(made.size()), Timeout);
}

//! Some of them end, some are being deleted, some are being resized. What waits is given up: it would follow into the
//! room that becomes free while we look.
void TestSchedulerTruthBed::liveOn(RandomCluster &random)
{
    QStringList waiting;
    QStringList succeeded;
    QStringList failed;
    QStringList terminating;
    QJsonArray left;
    for (const QJsonValue &pod : pods()) {
        if (!isPlaced(pod))
            waiting << nameOf(pod);
        else if (random.happens(12))
            succeeded << nameOf(pod);
        else if (random.happens(12))
            failed << nameOf(pod);
        else
            left.append(pod);
    }
    QVERIFY(remove(waiting));
    QVERIFY(patch(succeeded, R"({"status": {"phase": "Succeeded"}})", {u"--subresource=status"_s}));
    QVERIFY(patch(failed, R"({"status": {"phase": "Failed"}})", {u"--subresource=status"_s}));
    for (const QJsonValue &pod : left) {
        if (random.happens(25)) {
            const QByteArray status =
                QJsonDocument(random.resizedStatus(pod.toObject())).toJson(QJsonDocument::Compact);
            QVERIFY(patch({nameOf(pod)}, status, {u"--subresource=status"_s}));
        }
        if (random.happens(20))
            terminating << nameOf(pod);
    }
    // One that has ended and is being deleted takes nothing.
    if (!succeeded.isEmpty())
        terminating << succeeded.first();
    QVERIFY(patch(terminating, R"({"metadata": {"finalizers": ["fairlead.dev/keep"]}})"));
    if (!terminating.isEmpty())
        QVERIFY(kubectl(inNamespace(QStringList{u"delete"_s, u"pods"_s, u"--wait=false"_s} + terminating)));
    const qsizetype kept = succeeded.size() + failed.size() + left.size();
    QTRY_VERIFY_WITH_TIMEOUT(areDecided(kept), Timeout);
}

//! Until the scheduler has refused one on each Node.
void TestSchedulerTruthBed::fillUp(RandomCluster &random)
{
    QSet<QString> open(random.nodeNames().begin(), random.nodeNames().end());
    qsizetype count = pods().size();
    for (int size = 3; !open.isEmpty() && size < 60; size *= 4) {
        QJsonArray made;
        for (const QString &node : random.nodeNames()) {
            if (open.contains(node))
                made.append(random.pod(node, size));
            if (size == 3 && random.happens(15))
                made.append(random.gatedPod(node));
        }
        count += made.size();
        QVERIFY(create(m_name, made));
        QTRY_VERIFY_WITH_TIMEOUT(areDecided(count), Timeout);
        for (const QJsonValue &pod : pods()) {
            if (refusal(pod).startsWith(u"Unschedulable"_s))
                open.remove(pod["spec"_L1]["nodeSelector"_L1]["kubernetes.io/hostname"_L1].toString());
        }
    }
}

//! One more of anything than there is.
std::vector<TestSchedulerTruthBed::Probe> TestSchedulerTruthBed::tooMuch(const RandomCluster &random) const
{
    std::vector<Probe> result;
    for (const QString &name : random.nodeNames()) {
        const NodeAvailability &node = *m_pane->node(name);
        const auto ask = [&](const QString &resource, const QString &amount) {
            result.push_back(
                {random.probe(u"more-"_s + QString::number(result.size()), name, {{resource, amount}}, true),
                 u"Insufficient "_s + resource});
        };
        const auto more = [](std::int64_t allocatable, std::int64_t requested) {
            return QString::number(std::max<std::int64_t>(0, allocatable - requested) + 1);
        };
        ask(u"cpu"_s, more(node.cpuAllocatableMillicores, *node.cpuRequestedMillicores) + u'm');
        ask(u"memory"_s, more(node.memoryAllocatableBytes, *node.memoryRequestedBytes));
        for (const QString &resource : RandomCluster::deviceResources()) {
            const auto devices = std::find_if(node.devices.begin(), node.devices.end(),
                                              [&](const NodeDevices &d) { return d.product.resource == resource; });
            ask(resource, QString::number(devices != node.devices.end() ? *devices->free + 1 : 1));
        }
    }
    return result;
}

//! What we say that one Pod could ask for, by the rules of requestable(), where it could: on an open Node.
std::vector<TestSchedulerTruthBed::Probe> TestSchedulerTruthBed::requestable(const RandomCluster &random) const
{
    std::vector<Probe> result;
    for (const QString &name : random.nodeNames()) {
        const NodeAvailability &node = *m_pane->node(name);
        QJsonObject requests{{u"cpu"_s, u"100m"_s}, {u"memory"_s, u"128Mi"_s}};
        bool isAny = false;
        bool hasFree = false;
        for (const NodeDevices &devices : node.devices) {
            hasFree = hasFree || *devices.free > 0;
            if (const std::int64_t now = accelerators::requestable(node, devices).now; now > 0) {
                requests[devices.product.resource] = QString::number(now);
                isAny = true;
            } else if (*devices.free > 0 && !isAny) {
                requests[devices.product.resource] = u"1"_s;
            }
        }
        if (hasFree)
            result.push_back({random.probe(u"now-"_s + QString::number(result.size()), name, requests, false),
                              isAny ? QString() : u"Unschedulable"_s});
    }
    return result;
}

//! All that is left of each Node in one Pod, past its taints.
std::vector<TestSchedulerTruthBed::Probe> TestSchedulerTruthBed::everything(const RandomCluster &random) const
{
    std::vector<Probe> result;
    for (const QString &name : random.nodeNames()) {
        const NodeAvailability &node = *m_pane->node(name);
        const auto left = [](std::int64_t allocatable, std::int64_t requested) {
            return QString::number(std::max<std::int64_t>(0, allocatable - requested));
        };
        QJsonObject requests{{u"cpu"_s, left(node.cpuAllocatableMillicores, *node.cpuRequestedMillicores) + u'm'},
                             {u"memory"_s, left(node.memoryAllocatableBytes, *node.memoryRequestedBytes)}};
        for (const NodeDevices &devices : node.devices)
            requests[devices.product.resource] = QString::number(*devices.free);
        result.push_back({random.probe(u"all-"_s + QString::number(result.size()), name, requests, true),
                          *node.pods < node.podsAllocatable ? QString() : u"Too many pods"_s});
    }
    return result;
}

//! \return what the scheduler said otherwise than expected.
QString TestSchedulerTruthBed::judge(const std::vector<Probe> &probes) const
{
    QHash<QString, QJsonValue> byName;
    for (const QJsonValue &pod : pods())
        byName.insert(nameOf(pod), pod);
    QStringList wrong;
    for (const Probe &probe : probes) {
        const QJsonValue pod = byName.value(nameOf(probe.pod));
        const QString said = isPlaced(pod) ? QString() : refusal(pod);
        if (probe.expected.isEmpty() ? !isPlaced(pod) : !said.contains(probe.expected))
            wrong << u"%1 %2: expected \"%3\", the scheduler says \"%4\""_s.arg(
                probe.pod["spec"_L1]["nodeSelector"_L1]["kubernetes.io/hostname"_L1].toString(),
                QString::fromUtf8(
                    QJsonDocument(probe.pod["spec"_L1]["containers"_L1][0]["resources"_L1]["requests"_L1].toObject())
                        .toJson(QJsonDocument::Compact)),
                probe.expected.isEmpty() ? u"placed"_s : probe.expected, isPlaced(pod) ? u"placed"_s : said);
    }
    return wrong.join(u'\n');
}

void TestSchedulerTruthBed::whatIsFree_data()
{
    QTest::addColumn<quint32>("seed");
    const bool isGiven = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED");
    const int rounds = std::max(1, qEnvironmentVariableIsSet("FAIRLEAD_TEST_ROUNDS")
                                       ? qEnvironmentVariableIntValue("FAIRLEAD_TEST_ROUNDS")
                                       : (isGiven ? 1 : 2));
    const quint32 first = isGiven ? quint32(qEnvironmentVariable("FAIRLEAD_TEST_SEED").toULong())
                                  : QRandomGenerator::global()->generate();
    for (int i = 0; i < rounds; ++i)
        QTest::addRow("FAIRLEAD_TEST_SEED=%u", first + quint32(i)) << first + quint32(i);
}

void TestSchedulerTruthBed::whatIsFree()
{
    QFETCH(quint32, seed);
    qInfo("FAIRLEAD_TEST_SEED=%u", seed);
    QElapsedTimer timer;
    timer.start();
    RandomCluster random(seed, m_name);
    const QJsonArray nodes = random.nodes();
    QVERIFY(create(m_name, nodes));
    QTRY_VERIFY_WITH_TIMEOUT(areNodesReady(nodes.size()), Timeout);
    for (const auto step :
         {&TestSchedulerTruthBed::fill, &TestSchedulerTruthBed::liveOn, &TestSchedulerTruthBed::fillUp}) {
        (this->*step)(random);
        if (QTest::currentTestFailed())
            return;
    }
    m_pane = std::make_unique<Pane>(qEnvironmentVariable("FAIRLEAD_BED_KUBECONFIG"));
    QTRY_VERIFY_WITH_TIMEOUT(m_pane->models.isLoaded() && m_pane->models.isSettled(), Timeout);
    VERIFY_NONE(lastingDifference());
    for (const QString &node : random.nodeNames())
        QVERIFY2(m_pane->node(node), qPrintable(node));
    const qint64 filled = timer.restart();

    const auto ask = [&](const std::vector<Probe> &probes) {
        const qsizetype before = pods().size();
        QJsonArray manifests;
        for (const Probe &probe : probes)
            manifests.append(probe.pod);
        if (!create(m_name, manifests))
            return u"they cannot be created"_s;
        if (!QTest::qWaitFor([&] { return areDecided(before + manifests.size()); }, Timeout))
            return u"the scheduler does not decide"_s;
        // The scheduler may still count what has just been deleted; then it asks itself once more.
        QString wrong;
        (void)QTest::qWaitFor([&] { return (wrong = judge(probes)).isEmpty(); }, 20'000);
        return wrong;
    };
    const std::vector<Probe> refused = tooMuch(random);
    VERIFY_NONE(ask(refused));
    const std::vector<Probe> granted = requestable(random);
    VERIFY_NONE(ask(granted));
    QStringList names;
    for (const Probe &probe : granted)
        names << nameOf(probe.pod);
    QVERIFY(remove(names));
    VERIFY_NONE(lastingDifference());
    VERIFY_NONE(ask(everything(random)));
    VERIFY_NONE(lastingDifference());
    VERIFY_NONE(judge(refused));
    qInfo("filled in %lld ms, asked in %lld ms", filled, timer.elapsed());
}

QTEST_GUILESS_MAIN(TestSchedulerTruthBed)
#include "tst_schedulertruth_bed.moc"
