// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamlvalue.h"
#include "backends/runs/nodefit.h"
#include "clusters.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;
using Cause = NodeFit::Cause;
using When = NodeFit::When;

namespace {

PodDemand demandOf(const QByteArray &spec)
{
    const auto yaml = files::parseYaml("{" + spec + "}");
    return podDemand(QJsonObject{{u"spec"_s, files::toJson(yaml.value().root)}});
}

QByteArray asking(const QByteArray &requests, const QByteArray &more = {})
{
    return "containers: [{name: main, resources: {requests: {" + requests + "}}}]" + (more.isEmpty() ? "" : ", ") +
           more;
}

QByteArray affinity(const QByteArray &terms)
{
    return "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [" + terms +
           "]}}}";
}

kubernetes::Node tainted(kubernetes::Node node, const QString &taint)
{
    const auto toleration = accelerators::parseToleration(taint).value();
    node.taints.push_back({toleration.key, toleration.value, toleration.effect});
    return node;
}

//! 8 H100, of which 6 are held, with 60 of 64 cores; "gpu" is a label.
accelerators::NodeRowPtr busyNode()
{
    const Amounts held{{"nvidia.com/gpu", "6"}, {"cpu", "60"}};
    kubernetes::Node busy = gpuNode(u"gpu-1"_s, u"NVIDIA-H100-80GB-HBM3"_s);
    busy.labels = labels(u"pool=gpu cores=64 nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3"_s);
    return row(busy, &held);
}

} // namespace

Q_DECLARE_METATYPE(fairlead::accelerators::NodeRowPtr)

//! Which node a pod would get, and why not.
class TestNodeFit : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void fits_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<accelerators::NodeRowPtr>("node");
        QTest::addColumn<When>("when");
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<QString>("reason");
        const auto now = [](const char *name, const QByteArray &spec, const accelerators::NodeRowPtr &node) {
            QTest::newRow(name) << spec << node << When::Now << Cause::None << QString();
        };
        const auto row = [](const char *name, const QByteArray &spec, const accelerators::NodeRowPtr &node, When when,
                            Cause cause,
                            const QString &reason) { QTest::newRow(name) << spec << node << when << cause << reason; };
        const auto busy = busyNode();
        now("nothing asked for", asking({}), busy);
        now("two of two free", asking("nvidia.com/gpu: 2"), busy);
        row("three of two free", asking("nvidia.com/gpu: 3"), busy, When::Later, Cause::Room,
            u"2 of 8 nvidia.com/gpu free"_s);
        row("nine of eight", asking("nvidia.com/gpu: 9"), busy, When::Never, Cause::Room,
            u"9 of nvidia.com/gpu asked for, the node has 8"_s);
        row("no such device", asking("amd.com/gpu: 1"), busy, When::Never, Cause::Room, u"no amd.com/gpu"_s);
        row("cpu", asking("cpu: 4500m"), busy, When::Later, Cause::Room, u"4 of 64 cpu free"_s);
        row("memory", asking("memory: 600Gi"), busy, When::Never, Cause::Room,
            u"600Gi of memory asked for, the node has 512Gi"_s);
        now("a limit alone is a request, and fits",
            "containers: [{name: main, resources: {limits: {nvidia.com/gpu: 2}}}]", busy);
        row("a limit alone is a request", "containers: [{name: main, resources: {limits: {nvidia.com/gpu: 3}}}]", busy,
            When::Later, Cause::Room, u"2 of 8 nvidia.com/gpu free"_s);
        row("init containers count by their maximum",
            "initContainers: [{name: i, resources: {requests: {cpu: 100}}}], containers: [{name: main}]", busy,
            When::Never, Cause::Room, u"100 of cpu asked for, the node has 64"_s);
        row("overhead counts", asking("cpu: 4", "overhead: {cpu: 1}"), busy, When::Later, Cause::Room,
            u"4 of 64 cpu free"_s);
        row("a resource that nobody counts", asking("hugepages-2Mi: 64Mi"), busy, When::Never, Cause::Room,
            u"no hugepages-2Mi"_s);

        now("selector", asking({}, "nodeSelector: {pool: gpu}"), busy);
        row("selector, another value", asking({}, "nodeSelector: {pool: cpu}"), busy, When::Never, Cause::Label,
            u"no label pool=cpu"_s);
        row("selector comes before room", asking("nvidia.com/gpu: 9", "nodeSelector: {pool: cpu}"), busy, When::Never,
            Cause::Label, u"no label pool=cpu"_s);
        now("affinity In", asking({}, affinity("{matchExpressions: [{key: pool, operator: In, values: [a, gpu]}]}")),
            busy);
        now("affinity, the second term",
            asking({}, affinity("{matchExpressions: [{key: pool, operator: In, values: [a]}]}, "
                                "{matchExpressions: [{key: pool, operator: Exists}]}")),
            busy);
        for (const char *expression :
             {"{key: pool, operator: NotIn, values: [gpu]}", "{key: other, operator: Exists}",
              "{key: pool, operator: DoesNotExist}", "{key: cores, operator: Gt, values: [\"64\"]}",
              "{key: pool, operator: Lt, values: [\"9\"]}", "{key: pool, operator: New}"})
            row(expression, asking({}, affinity("{matchExpressions: [" + QByteArray(expression) + "]}")), busy,
                When::Never, Cause::Affinity, u"not the node affinity"_s);
        now("affinity Gt", asking({}, affinity("{matchExpressions: [{key: cores, operator: Gt, values: [\"63\"]}]}")),
            busy);
        now("affinity NotIn of a label that is not there",
            asking({}, affinity("{matchExpressions: [{key: other, operator: NotIn, values: [a]}]}")), busy);
        now("a field", asking({}, affinity("{matchFields: [{key: metadata.name, operator: In, values: [gpu-1]}]}")),
            busy);
        row("an empty term is no node's", asking({}, affinity("{}")), busy, When::Never, Cause::Affinity,
            u"not the node affinity"_s);

        const auto own = emptyRow(tainted(node(u"n"_s, {}, {}), u"team=llm:NoSchedule"_s));
        row("taint", asking({}), own, When::Never, Cause::Taint, u"taint team=llm:NoSchedule"_s);
        now("tolerated", asking({}, "tolerations: [{key: team, operator: Equal, value: llm, effect: NoSchedule}]"),
            own);
        now("tolerated as any", asking({}, "tolerations: [{operator: Exists}]"), own);
        now("a soft taint", asking({}), emptyRow(tainted(node(u"n"_s, {}, {}), u"team=llm:PreferNoSchedule"_s)));

        kubernetes::Node cordoned = tainted(node(u"n"_s, {}, {}), u"node.kubernetes.io/unschedulable:NoSchedule"_s);
        cordoned.isUnschedulable = true;
        row("cordoned", asking({}), emptyRow(cordoned), When::Later, Cause::State, u"cordoned"_s);
        now("cordoned, and tolerated",
            asking({}, "tolerations: [{key: node.kubernetes.io/unschedulable, operator: Exists}]"), emptyRow(cordoned));
        kubernetes::Node dead = node(u"n"_s, {}, {});
        dead.conditions.front().status = u"Unknown"_s;
        row("not ready", asking({}), emptyRow(dead), When::Later, Cause::State, u"not ready"_s);
        row("not ready, and too small", asking("cpu: 65"), emptyRow(dead), When::Never, Cause::Room,
            u"65 of cpu asked for, the node has 64"_s);
        row("pods cannot be seen", asking("cpu: 1"), tests::row(node(u"n"_s, {}, {})), When::Unknown, Cause::None,
            u"what pods hold is not known"_s);
    }
    void fits()
    {
        QFETCH(QByteArray, spec);
        QFETCH(accelerators::NodeRowPtr, node);
        QFETCH(When, when);
        QFETCH(Cause, cause);
        QFETCH(QString, reason);
        const NodeFit fit = nodeFit(demandOf(spec), node->availability);
        QCOMPARE(fit.reason, reason);
        QCOMPARE(fit.when, when);
        QCOMPARE(fit.cause, cause);
    }

    void cluster_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isPossible");
        QTest::addColumn<bool>("isControlPlaneOnly");
        QTest::addColumn<QString>("role");
        const auto row = [](const char *name, const QByteArray &spec, const QString &text, bool isPossible,
                            bool isControlPlaneOnly = false, const QString &role = u"control-plane"_s) {
            QTest::newRow(name) << spec << text << isPossible << isControlPlaneOnly << role;
        };
        row("now", asking("nvidia.com/gpu: 2"),
            u"fits now on 1 of 4 nodes (2: no nvidia.com/gpu; 1: taint node-role.kubernetes.io/control-plane:NoSchedule)"_s,
            true);
        row("later", asking("nvidia.com/gpu: 3"),
            u"fits later on 1 of 4 nodes, on none now (2: no nvidia.com/gpu; 1: 2 of 8 nvidia.com/gpu free; "
            "1: taint node-role.kubernetes.io/control-plane:NoSchedule)"_s,
            true);
        row("never", asking("cpu: 65"),
            u"fits on none of 4 nodes (3: 65 of cpu asked for, the node has 64; "
            "1: taint node-role.kubernetes.io/control-plane:NoSchedule)"_s,
            false);
        row("of the control plane only",
            asking("cpu: 1", "nodeSelector: {role: cp}, tolerations: [{operator: Exists}]"),
            u"fits now on 1 of 4 nodes (3: no label role=cp)"_s, true, true);
        row("of the control plane only, by its older label",
            asking("cpu: 1", "nodeSelector: {role: cp}, tolerations: [{operator: Exists}]"),
            u"fits now on 1 of 4 nodes (3: no label role=cp)"_s, true, true, u"master"_s);
        row("a role of another kind is an ordinary node's",
            asking("cpu: 1", "nodeSelector: {role: cp}, tolerations: [{operator: Exists}]"),
            u"fits now on 1 of 4 nodes (3: no label role=cp)"_s, true, false, u"worker"_s);
    }
    void cluster()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QString, text);
        QFETCH(bool, isPossible);
        QFETCH(bool, isControlPlaneOnly);
        QFETCH(QString, role);
        const QString taint = u"node-role.kubernetes.io/control-plane:NoSchedule"_s;
        const std::vector<accelerators::NodeRowPtr> nodes{
            busyNode(), emptyRow(node(u"a"_s, {}, {})), emptyRow(node(u"b"_s, {}, {})),
            emptyRow(tainted(node(u"cp"_s, u"role=cp node-role.kubernetes.io/%1="_s.arg(role), {}), taint))};
        const ClusterFit fit = clusterFit(demandOf(spec), nodes);
        QCOMPARE(fit.text(), text);
        QCOMPARE(fit.isPossible(), isPossible);
        QCOMPARE(fit.fitsControlPlaneOnly, isControlPlaneOnly);
    }

    void noNodes()
    {
        const ClusterFit fit = clusterFit(demandOf(asking({})), {});
        QCOMPARE(fit.text(), u"there are no nodes"_s);
        QVERIFY(!fit.isPossible());
    }
};

QTEST_GUILESS_MAIN(TestNodeFit)
#include "tst_nodefit.moc"
