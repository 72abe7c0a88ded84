// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/gpus/gpuavailability.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;
using kubernetes::Quantity;
using Json = nlohmann::ordered_json;

namespace {

const QString Partition = u"amd.com/cpx_nps4"_s;

ClusterAnswer answerOf(FakeCluster &cluster, const QString &context)
{
    const accelerators::ClusterDelta delta = cluster.takeDelta();
    ClusterAnswer answer;
    answer.id = u"uid-"_s + context;
    answer.contexts = QStringList{context};
    answer.context = context;
    answer.status.state = ConnectionState::Live;
    answer.nodes = delta.changed;
    answer.products = delta.products;
    answer.waiting = delta.waiting;
    return answer;
}

std::shared_ptr<kubernetes::Node> brokenPartitionNode()
{
    auto node = makeNode(u"npu-2"_s, 0);
    node->capacity.set(Partition, Quantity::fromUnits(16));
    node->allocatable.set(Partition, Quantity::fromUnits(16));
    node->conditions = {{.type = u"Ready"_s, .status = u"False"_s, .reason = u"KubeletNotReady"_s}};
    node->isUnschedulable = true;
    node->taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}, {u"amd.com/gpu"_s, {}, u"NoSchedule"_s}};
    return node;
}

std::shared_ptr<kubernetes::Node> deviceNode()
{
    auto node = makeNode(u"gpu-1"_s, 8);
    node->allocatable.set(Gpu, Quantity::fromUnits(7));
    node->internalAddress = u"10.0.0.1"_s;
    node->externalAddress = u"192.0.2.1"_s;
    return node;
}

std::shared_ptr<kubernetes::Pod> trainingPod()
{
    auto pod = makePod(u"train-1"_s, u"gpu-1"_s, 3);
    pod->requests.set(u"cpu"_s, Quantity::fromMilli(8'500));
    pod->requests.set(u"memory"_s, Quantity::fromUnits(std::int64_t(64) << 30));
    pod->ownerKind = u"Job"_s;
    pod->ownerName = u"train"_s;
    pod->started = 1'700'000'100;
    return pod;
}

//! Lines, so that a difference is shown by its line.
QStringList lines(const Json &json)
{
    return QString::fromStdString(json.dump(1)).split(u'\n');
}

QStringList lines(const char *text)
{
    return lines(Json::parse(text));
}

QStringList nodeNames(const ClusterAnswer &answer)
{
    QStringList names;
    for (const accelerators::NodeRowPtr &row : answer.nodes)
        names << row->availability.node->name;
    return names;
}

QStringList kinds(const ClusterAnswer &answer)
{
    QStringList names;
    for (const accelerators::ProductAvailability &product : answer.products)
        names << product.product.name + u' ' + toString(product.product.kind);
    return names;
}

QStringList podNames(const std::vector<kubernetes::PodPtr> &pods)
{
    QStringList names;
    for (const kubernetes::PodPtr &pod : pods)
        names << pod->name;
    return names;
}

const QDateTime takenAt = QDateTime::fromSecsSinceEpoch(1'700'003'600, Qt::UTC);

} // namespace

//! The document that scripts read, and what of it PRODUCT[:COUNT] leaves.
class TestGpuAvailability : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void wholeDocument();
    void withoutPodsNumbersAreNull();
    void errors_data();
    void errors();
    void takenAtIsUtc();
    void totalsNeverAddKinds();
    void totalsCountWhoAnswersNow_data();
    void totalsCountWhoAnswersNow();
    void totalsKeepWhatIsKnown();
    void devicesTellTheirProblem_data();
    void devicesTellTheirProblem();
    void parse_data();
    void parse();
    void applyFilter_data();
    void applyFilter();
    void filterKnowsLentMemory_data();
    void filterKnowsLentMemory();
    void filterKeepsWhatBelongs();
};

void TestGpuAvailability::wholeDocument()
{
    FakeCluster cluster;
    cluster.put(deviceNode());
    cluster.put(brokenPartitionNode());
    cluster.put(trainingPod());
    auto leaving = makePod(u"leaving-2"_s, u"gpu-1"_s, 1);
    leaving->isTerminating = true;
    cluster.put(leaving);
    auto wanting = makePod(u"wanting-3"_s, {}, 4);
    wanting->requests.set(Mig, Quantity::fromUnits(1));
    wanting->waitingReason = u"Unschedulable"_s;
    wanting->waitingMessage = u"0/2 nodes are available: \"no\"."_s;
    cluster.put(wanting);
    auto gated = makePod(u"gated-4"_s, {}, 2);
    gated->created += 1;
    gated->waitingReason = u"SchedulingGated"_s;
    cluster.put(gated);
    auto fresh = makePod(u"new-5"_s, {}, 1);
    fresh->created = 0;
    cluster.put(fresh);

    ClusterAnswer answer = answerOf(cluster, u"a"_s);
    answer.contexts << u"a again"_s;
    answer.status.serverVersion = u"v1.36.3"_s;
    const char *expected = R"json({
"apiVersion": "fairlead/v1",
"kind": "GpuAvailability",
"takenAt": "2023-11-14T23:13:20Z",
"totals": [
 {"product": "H100", "resource": "nvidia.com/gpu", "kind": "device", "profile": null, "memoryMiB": 81920,
  "allocatable": 7, "usable": 7, "unusable": 0, "requested": 4, "free": 3, "clusters": 1, "unknownClusters": 0,
  "knownAllocatable": 7, "knownRequested": 4, "knownFree": 3},
 {"product": "unknown", "resource": "amd.com/cpx_nps4", "kind": "mig", "profile": "cpx_nps4", "memoryMiB": null,
  "allocatable": 16, "usable": 0, "unusable": 16, "requested": 0, "free": 0, "clusters": 1, "unknownClusters": 0,
  "knownAllocatable": 16, "knownRequested": 0, "knownFree": 0}],
"clusters": [{
 "id": "uid-a",
 "contexts": ["a", "a again"],
 "context": "a",
 "state": "live",
 "error": null,
 "failedContexts": [],
 "serverVersion": "v1.36.3",
 "products": [
  {"product": "H100", "resource": "nvidia.com/gpu", "kind": "device", "profile": null, "memoryMiB": 81920, "nodes": 1,
   "capacity": 8, "allocatable": 7, "usable": 7, "unusable": 0, "requested": 4, "free": 3,
   "requestableNow": [1, 2, 3],
   "requestableMax": [1, 2, 4, 7]},
  {"product": "unknown", "resource": "amd.com/cpx_nps4", "kind": "mig", "profile": "cpx_nps4", "memoryMiB": null,
   "nodes": 1, "capacity": 16, "allocatable": 16, "usable": 0, "unusable": 16, "requested": 0, "free": 0,
   "requestableNow": [],
   "requestableMax": []}],
 "nodes": [
  {"name": "gpu-1", "uid": "uid-gpu-1", "ready": true, "cordoned": false, "schedulable": true, "reasons": [],
   "taints": [],
   "addresses": {"internal": "10.0.0.1", "external": "192.0.2.1"},
   "cpu": {"capacityMillicores": 64000, "allocatableMillicores": 64000, "requestedMillicores": 8500},
   "memory": {"capacityBytes": 549755813888, "allocatableBytes": 549755813888, "requestedBytes": 68719476736},
   "devices": [{"resource": "nvidia.com/gpu", "product": "H100", "rawProduct": "NVIDIA-H100-80GB-HBM3",
    "labelSource": "nvidia.com/gpu.product", "kind": "device", "profile": null, "memoryMiB": 81920, "sharedBy": 1,
    "capacity": 8, "allocatable": 7, "requested": 4, "free": 3, "usable": 7, "unhealthy": 1,
    "overcommitted": false, "problem": null, "multiHost": false}]},
  {"name": "npu-2", "uid": "uid-npu-2", "ready": false, "cordoned": true, "schedulable": false,
   "reasons": ["NotReady (KubeletNotReady)", "Cordoned", "Taint team=llm:NoSchedule"],
   "taints": [{"key": "team", "value": "llm", "effect": "NoSchedule", "tolerated": false},
              {"key": "amd.com/gpu", "value": null, "effect": "NoSchedule", "tolerated": true}],
   "addresses": {"internal": null, "external": null},
   "cpu": {"capacityMillicores": 64000, "allocatableMillicores": 64000, "requestedMillicores": 0},
   "memory": {"capacityBytes": 549755813888, "allocatableBytes": 549755813888, "requestedBytes": 0},
   "devices": [{"resource": "amd.com/cpx_nps4", "product": "unknown", "rawProduct": null, "labelSource": null,
    "kind": "mig", "profile": "cpx_nps4", "memoryMiB": null, "sharedBy": 1, "capacity": 16, "allocatable": 16,
    "requested": 0, "free": 16, "usable": 0, "unhealthy": 0, "overcommitted": false,
    "problem": null, "multiHost": false}]
}],
 "waiting": [
  {"namespace": "team-5", "name": "new-5", "resource": "nvidia.com/gpu", "count": 1, "since": null, "reason": null},
  {"namespace": "team-3", "name": "wanting-3", "resource": "nvidia.com/gpu", "count": 4,
   "since": "2023-11-14T22:13:20Z", "reason": "0/2 nodes are available: \"no\"."},
  {"namespace": "team-3", "name": "wanting-3", "resource": "nvidia.com/mig-1g.10gb", "count": 1,
   "since": "2023-11-14T22:13:20Z", "reason": "0/2 nodes are available: \"no\"."},
  {"namespace": "team-4", "name": "gated-4", "resource": "nvidia.com/gpu", "count": 2,
   "since": "2023-11-14T22:13:21Z", "reason": "SchedulingGated"}],
 "holders": [
  {"namespace": "team-1", "pod": "train-1", "owner": {"kind": "Job", "name": "train"}, "node": "gpu-1",
   "resource": "nvidia.com/gpu", "count": 3, "phase": "Running", "releasing": false, "since": "2023-11-14T22:15:00Z"},
  {"namespace": "team-2", "pod": "leaving-2", "owner": null, "node": "gpu-1", "resource": "nvidia.com/gpu",
   "count": 1, "phase": "Running", "releasing": true, "since": "2023-11-14T22:13:20Z"}]
}]
})json";
    QCOMPARE(lines(gpuAvailabilityDocument({answer}, takenAt, {})), lines(expected));
}

void TestGpuAvailability::withoutPodsNumbersAreNull()
{
    FakeCluster cluster;
    cluster.setPodsKnown(false);
    cluster.put(makeNode(u"n"_s, 8));
    const Json document = gpuAvailabilityDocument({answerOf(cluster, u"a"_s)}, takenAt, {});
    const Json &only = document["clusters"][0];
    const Json &node = only["nodes"][0];
    for (const Json &counted : {document["totals"][0], only["products"][0], node["devices"][0]}) {
        QCOMPARE(counted["allocatable"].get<int>(), 8);
        QVERIFY(counted["requested"].is_null());
        QVERIFY(counted["free"].is_null());
    }
    QVERIFY(node["cpu"]["requestedMillicores"].is_null());
    QVERIFY(node["memory"]["requestedBytes"].is_null());
    QCOMPARE(only["products"][0]["requestableNow"].dump(), "[]");
    QCOMPARE(only["products"][0]["requestableMax"].dump(), "[1,2,4,8]");
    QCOMPARE(only["holders"].dump(), "[]");
    QVERIFY(only["serverVersion"].is_null());
}

void TestGpuAvailability::errors_data()
{
    QTest::addColumn<ApiError>("error");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("of the server") << ApiError{.kind = ApiError::Kind::Forbidden,
                                               .httpStatus = 403,
                                               .reason = u"Forbidden"_s,
                                               .message = u"pods is forbidden: \"x\""_s}
                                   << QByteArray(R"json({"kind": "Forbidden", "httpStatus": 403,
        "message": "pods is forbidden: \"x\"",
        "cause": "You are known to the server and not allowed to do this.",
        "remedy": "Ask for a ClusterRole that lets you get, list and watch nodes and pods; \"kubectl auth can-i list nodes\" shows whether you have it."})json");
    QTest::newRow("without an answer") << ApiError{.kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s}
                                       << QByteArray(R"json({"kind": "Network", "httpStatus": null,
        "message": null,
        "cause": "Nothing listens at the server's address.",
        "remedy": "Check that the API server runs and that host and port of clusters[].cluster.server are right; it is tried again by itself."})json");
}

void TestGpuAvailability::errors()
{
    QFETCH(ApiError, error);
    QFETCH(QByteArray, expected);
    ClusterAnswer answer;
    answer.status.state = ConnectionState::Unreachable;
    answer.status.error = error;
    const Json cluster = gpuAvailabilityDocument({answer}, takenAt, {})["clusters"][0];
    QCOMPARE(lines(cluster["error"]), lines(expected.constData()));
    QCOMPARE(cluster["state"].get<std::string>(), "unreachable");
    QVERIFY(cluster["id"].is_null());
    for (const char *list : {"products", "nodes", "waiting", "holders"})
        QCOMPARE(cluster[list].dump(), "[]");
}

void TestGpuAvailability::takenAtIsUtc()
{
    const QDateTime elsewhere = takenAt.toOffsetFromUtc(5 * 3600);
    const char *expected = R"json({"apiVersion": "fairlead/v1",
        "kind": "GpuAvailability", "takenAt": "2023-11-14T23:13:20Z", "totals": [], "clusters": []})json";
    QCOMPARE(lines(gpuAvailabilityDocument({}, elsewhere, {})), lines(expected));
}

void TestGpuAvailability::totalsNeverAddKinds()
{
    FakeCluster one;
    one.put(makeNode(u"n1"_s, 8, 7));
    one.put(makePod(u"p1"_s, u"n1"_s, 3));
    FakeCluster two;
    two.put(makeNode(u"n2"_s, 4));
    auto shared = makeNode(u"n3"_s, 16);
    shared->labels.emplace_back(u"nvidia.com/gpu.replicas"_s, u"4"_s);
    shared->labels.emplace_back(u"nvidia.com/gpu.sharing-strategy"_s, u"time-slicing"_s);
    two.put(shared);
    const Json document = gpuAvailabilityDocument({answerOf(one, u"1"_s), answerOf(two, u"2"_s)}, takenAt, {});
    QStringList rows;
    for (const Json &total : document["totals"])
        rows << QString::fromStdString(total["product"].get<std::string>() + ' ' + total["kind"].get<std::string>() +
                                       ' ' + total["free"].dump() + " free in " + total["clusters"].dump());
    QCOMPARE(rows,
             (QStringList{u"H100 device 9 free in 2"_s, u"H100 mig 7 free in 1"_s, u"H100 shared 16 free in 1"_s}));
}

void TestGpuAvailability::totalsCountWhoAnswersNow_data()
{
    QTest::addColumn<ConnectionState>("state");
    QTest::addColumn<bool>("isCounted");
    QTest::newRow("live") << ConnectionState::Live << true;
    QTest::newRow("degraded") << ConnectionState::Degraded << true;
    QTest::newRow("what it was before it died is no answer") << ConnectionState::Stale << false;
    QTest::newRow("no whole answer in time") << ConnectionState::Unreachable << false;
    QTest::newRow("needs login") << ConnectionState::NeedsLogin << false;
    QTest::newRow("connecting") << ConnectionState::Connecting << false;
}

void TestGpuAvailability::totalsCountWhoAnswersNow()
{
    QFETCH(ConnectionState, state);
    QFETCH(bool, isCounted);
    FakeCluster live;
    live.put(makeNode(u"n1"_s, 8));
    FakeCluster other;
    other.put(makeNode(u"n2"_s, 4));
    std::vector<ClusterAnswer> answers{answerOf(live, u"1"_s), answerOf(other, u"2"_s)};
    answers[1].status.state = state;
    const Json document = gpuAvailabilityDocument(answers, takenAt, {});
    QCOMPARE(document["totals"][0]["free"].get<int>(), isCounted ? 12 : 8);
    QCOMPARE(document["totals"][0]["clusters"].get<int>(), isCounted ? 2 : 1);
    QCOMPARE(document["clusters"][1]["products"][0]["free"].get<int>(), 4); // it is shown all the same
}

void TestGpuAvailability::totalsKeepWhatIsKnown()
{
    FakeCluster known;
    known.put(makeNode(u"n1"_s, 8));
    known.put(makePod(u"p1"_s, u"n1"_s, 2));
    FakeCluster withoutPods;
    withoutPods.setPodsKnown(false);
    withoutPods.put(makeNode(u"n2"_s, 100));
    std::vector<ClusterAnswer> answers{answerOf(known, u"1"_s), answerOf(withoutPods, u"2"_s)};
    answers[1].status.state = ConnectionState::Degraded;
    const Json total = gpuAvailabilityDocument(answers, takenAt, {})["totals"][0];
    const char *expected = R"json({"product": "H100", "resource": "nvidia.com/gpu", "kind": "device", "profile": null,
        "memoryMiB": 81920, "allocatable": 108, "usable": 108, "unusable": 0, "requested": null, "free": null,
        "clusters": 2,
        "unknownClusters": 1, "knownAllocatable": 8, "knownRequested": 2, "knownFree": 6})json";
    QCOMPARE(lines(total), lines(expected));
}

void TestGpuAvailability::devicesTellTheirProblem_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("labels");
    QTest::addColumn<QByteArray>("problem");
    QTest::addColumn<bool>("isMultiHost");
    const QString product = u"nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3"_s;
    const QString slice = u"cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice cloud.google.com/gke-tpu-topology=4x4"_s;
    QTest::newRow("well") << Gpu << 8 << product << "null"_ba << false;
    QTest::newRow("the plugin counts none") << Gpu << 0 << product << "\"NoDevices\""_ba << false;
    QTest::newRow("no plugin") << u"hugepages-1Gi"_s << 0 << product << "\"NotRegistered\""_ba << false;
    QTest::newRow("slice of several hosts") << u"google.com/tpu"_s << 4 << slice << "null"_ba << true;
}

void TestGpuAvailability::devicesTellTheirProblem()
{
    QFETCH(QString, resource);
    QFETCH(int, count);
    QFETCH(QString, labels);
    auto node = makeNode(u"n"_s, 0);
    for (const QString &label : labels.split(u' '))
        node->labels.emplace_back(label.section(u'=', 0, 0), label.section(u'=', 1));
    node->capacity.set(resource, Quantity::fromUnits(count));
    node->allocatable.set(resource, Quantity::fromUnits(count));
    FakeCluster cluster;
    cluster.put(node);
    const Json document = gpuAvailabilityDocument({answerOf(cluster, u"a"_s)}, takenAt, {});
    const Json device = document["clusters"][0]["nodes"][0]["devices"][0];
    QTEST(QByteArray::fromStdString(device["problem"].dump()), "problem");
    QTEST(device["multiHost"].get<bool>(), "isMultiHost");
}

void TestGpuAvailability::parse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("product"); //!< empty: refused
    QTest::addColumn<int>("count");
    QTest::newRow("product") << u"H100"_s << u"H100"_s << 0;
    QTest::newRow("product and count") << u"H100:8"_s << u"H100"_s << 8;
    QTest::newRow("glob and count") << u"*:1"_s << u"*"_s << 1;
    QTest::newRow("label of a product") << u"A100 MIG 1g.10gb:7"_s << u"A100 MIG 1g.10gb"_s << 7;
    QTest::newRow("nothing") << QString() << QString() << 0;
    QTest::newRow("no product") << u":8"_s << QString() << 0;
    QTest::newRow("no count") << u"H100:"_s << QString() << 0;
    QTest::newRow("zero") << u"H100:0"_s << QString() << 0;
    QTest::newRow("negative") << u"H100:-1"_s << QString() << 0;
    QTest::newRow("a fraction") << u"H100:1.5"_s << QString() << 0;
    QTest::newRow("a word") << u"H100:all"_s << QString() << 0;
    QTest::newRow("more than there are numbers") << u"H100:99999999999999999999"_s << QString() << 0;
}

void TestGpuAvailability::parse()
{
    QFETCH(QString, text);
    QFETCH(QString, product);
    QFETCH(int, count);
    const auto filter = ProductFilter::parse(text);
    QCOMPARE(filter.has_value(), !product.isEmpty());
    if (!filter)
        return;
    QCOMPARE(filter->product, product);
    QCOMPARE(filter->count, count);
    QVERIFY(!filter->isEmpty());
}

void TestGpuAvailability::applyFilter_data()
{
    QTest::addColumn<QString>("product");
    QTest::addColumn<int>("count");
    QTest::addColumn<QStringList>("nodes");
    QTest::addColumn<QStringList>("products");
    const QStringList h100{u"H100 device"_s};
    const QStringList all{u"A100 device"_s, u"H100 device"_s, u"H100 mig"_s};
    QTest::newRow("nothing asked") << QString() << 0
                                   << QStringList{u"a100"_s, u"both"_s, u"cordoned"_s, u"cpu"_s, u"h100"_s} << all;
    QTest::newRow("product") << u"A100"_s << 0 << QStringList{u"a100"_s} << QStringList{u"A100 device"_s};
    QTest::newRow("other case") << u"a100"_s << 0 << QStringList{u"a100"_s} << QStringList{u"A100 device"_s};
    QTest::newRow("name with its size") << u"H100 80 GB"_s << 0 << QStringList{u"both"_s, u"cordoned"_s, u"h100"_s}
                                        << h100;
    QTest::newRow("slice by label") << u"H100 MIG*"_s << 0 << QStringList{u"both"_s} << QStringList{u"H100 mig"_s};
    QTest::newRow("raw value") << u"NVIDIA-A100-SXM4-*"_s << 0 << QStringList{u"a100"_s}
                               << QStringList{u"A100 device"_s};
    QTest::newRow("whole names only") << u"H10"_s << 0 << QStringList() << QStringList();
    QTest::newRow("glob") << u"?100"_s << 0 << QStringList{u"a100"_s, u"both"_s, u"cordoned"_s, u"h100"_s} << all;
    QTest::newRow("count") << u"H100 80 GB"_s << 5 << QStringList{u"both"_s, u"h100"_s} << h100;
    QTest::newRow("count that one node has not free") << u"H100 80 GB"_s << 6 << QStringList{u"both"_s} << h100;
    QTest::newRow("count that none has") << u"H100"_s << 9 << QStringList()
                                         << QStringList{u"H100 device"_s, u"H100 mig"_s};
    QTest::newRow("count of any product") << QString() << 7 << QStringList{u"a100"_s, u"both"_s} << all;
}

void TestGpuAvailability::applyFilter()
{
    QFETCH(QString, product);
    QFETCH(int, count);
    FakeCluster cluster;
    auto a100 = makeNode(u"a100"_s, 8);
    a100->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-A100-SXM4-80GB"_s}};
    cluster.put(a100);
    cluster.put(makeNode(u"both"_s, 8, 7));
    auto cordoned = makeNode(u"cordoned"_s, 8);
    cordoned->isUnschedulable = true;
    cluster.put(cordoned);
    cluster.put(makeNode(u"cpu"_s, 0));
    cluster.put(makeNode(u"h100"_s, 8));
    cluster.put(makePod(u"p"_s, u"h100"_s, 3));
    std::vector<ClusterAnswer> answers{answerOf(cluster, u"a"_s)};
    models::applyFilter(answers, {product, count}, {});
    QTEST(nodeNames(answers.front()), "nodes");
    QTEST(kinds(answers.front()), "products");
}

//! A node that does not tell its memory is counted with those that do, and is found with them.
void TestGpuAvailability::filterKnowsLentMemory_data()
{
    QTest::addColumn<QString>("product");
    QTest::addColumn<QStringList>("nodes");
    QTest::addColumn<QStringList>("products");
    const QStringList h100{u"H100 device"_s};
    QTest::newRow("by size") << u"H100-80GB"_s << QStringList{u"silent"_s, u"told"_s} << h100;
    QTest::newRow("by raw name") << u"NVIDIA-H100-PCIe"_s << QStringList{u"silent"_s} << h100;
    QTest::newRow("by another size") << u"H100-94GB"_s << QStringList() << QStringList();
}

void TestGpuAvailability::filterKnowsLentMemory()
{
    QFETCH(QString, product);
    FakeCluster cluster;
    cluster.put(makeNode(u"told"_s, 8));
    auto silent = makeNode(u"silent"_s, 8);
    silent->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-H100-PCIe"_s}};
    cluster.put(silent);
    std::vector<ClusterAnswer> answers{answerOf(cluster, u"a"_s)};
    models::applyFilter(answers, {product, 0}, {});
    QTEST(nodeNames(answers.front()), "nodes");
    QTEST(kinds(answers.front()), "products");
}

//! Devices, holders and waiting pods of what was asked for, and no others.
void TestGpuAvailability::filterKeepsWhatBelongs()
{
    FakeCluster cluster;
    cluster.put(makeNode(u"n"_s, 8, 7));
    cluster.put(makePod(u"card"_s, u"n"_s, 1));
    cluster.put(makePod(u"slice"_s, u"n"_s, 1, Mig));
    cluster.put(makePod(u"wants-card"_s, {}, 1));
    cluster.put(makePod(u"wants-slice"_s, {}, 1, Mig));
    std::vector<ClusterAnswer> answers{answerOf(cluster, u"a"_s)};
    models::applyFilter(answers, {u"*MIG*"_s}, {});
    const ClusterAnswer &left = answers.front();
    QCOMPARE(nodeNames(left), QStringList{u"n"_s});
    QCOMPARE(left.nodes.front()->availability.devices.size(), 1u);
    QCOMPARE(left.nodes.front()->availability.devices.front().product.resource, Mig);
    QCOMPARE(podNames(left.nodes.front()->holders), QStringList{u"slice"_s});
    QCOMPARE(podNames(left.waiting), QStringList{u"wants-slice"_s});
}

QTEST_GUILESS_MAIN(TestGpuAvailability)
#include "tst_gpuavailability.moc"
