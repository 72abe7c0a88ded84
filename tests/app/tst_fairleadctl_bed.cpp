// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runctl.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using fairlead::test::CtlRun;
using fairlead::test::runCtl;

//! fairleadctl against the test bed with both scenarios loaded.
class FairleadctlBedTest : public QObject
{
    Q_OBJECT

    struct Answer
    {
        int exitCode = -1;
        QJsonObject document;
    };

    static Answer gpus(const QStringList &arguments)
    {
        const CtlRun run = runCtl(QStringList{u"gpus"_s, u"-o"_s, u"json"_s} + arguments);
        return {run.exitCode, QJsonDocument::fromJson(run.out).object()};
    }

    static QJsonValue clusterOf(const QJsonObject &document, const QString &context)
    {
        for (const QJsonValue &cluster : document.value("clusters"_L1).toArray()) {
            if (cluster["context"_L1].toString() == context)
                return cluster;
        }
        return {};
    }

    static QJsonValue nodeOf(const QJsonValue &cluster, const QString &name)
    {
        for (const QJsonValue &node : cluster["nodes"_L1].toArray()) {
            if (node["name"_L1].toString() == name)
                return node;
        }
        return {};
    }

private slots:
    void initTestCase() { QVERIFY2(!qEnvironmentVariableIsEmpty("FAIRLEAD_BED_KUBECONFIG"), "the test bed is not up"); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    //! Every node's devices of both scenarios, as a person would count them from the YAML.
    void nodes_data()
    {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("product");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("allocatable");
        QTest::addColumn<int>("requested");
        QTest::addColumn<int>("free");
        QTest::addColumn<int>("usable");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *context, const char *node, const char *product, const char *kind,
                            int allocatable, int requested, int free, int usable, const char *reason = "") {
            QTest::newRow(node) << QString::fromLatin1(context) << QString::fromLatin1(node)
                                << QString::fromLatin1(product) << QString::fromLatin1(kind) << allocatable << requested
                                << free << usable << QString::fromLatin1(reason);
        };
        row("bed-a", "gpu-h100-01", "H100", "device", 8, 8, 0, 8);
        row("bed-a", "gpu-h100-02", "H100", "device", 8, 8, 0, 8);
        row("bed-a", "gpu-h100-03", "H100", "device", 8, 4, 4, 8);
        row("bed-a", "gpu-h100-04", "H100", "device", 8, 0, 8, 0, "Taint team=llm:NoSchedule");
        row("bed-a", "gpu-h100-05", "H100", "device", 8, 0, 8, 0, "Cordoned");
        row("bed-a", "gpu-h100-06", "H100", "device", 7, 1, 6, 7);
        row("bed-a", "gpu-h100-07", "H100", "device", 8, 3, 5, 8);
        row("bed-a", "gpu-h100-08", "H100", "device", 8, 8, 0, 0, "NotReady (KubeletNotReady)");
        row("bed-b", "a100-a", "A100", "device", 8, 6, 2, 8);
        row("bed-b", "a100-mig-b", "A100", "mig", 28, 19, 9, 28);
        row("bed-b", "l4-d", "L4", "device", 4, 1, 3, 4);
        row("bed-b", "mi300x-c", "MI300X", "device", 8, 0, 8, 8);
        row("bed-b", "t4-e", "T4", "shared", 8, 3, 5, 8);
        row("bed-b", "unlabelled-f", "unknown", "device", 2, 1, 1, 2);
        row("bed-b", "unknown-g", "NVIDIA-X9000-Prototype", "device", 4, 2, 2, 4);
    }

    void nodes()
    {
        QFETCH(QString, context);
        QFETCH(QString, node);
        const Answer answer = gpus({u"--context"_s, context});
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject &document = answer.document;
        const QJsonValue found = nodeOf(clusterOf(document, context), node);
        QVERIFY(found.isObject());
        const QJsonArray devices = found["devices"_L1].toArray();
        QCOMPARE(devices.size(), 1);
        const QJsonValue device = devices.first();
        QTEST(device["product"_L1].toString(), "product");
        QTEST(device["kind"_L1].toString(), "kind");
        QTEST(device["allocatable"_L1].toInt(-1), "allocatable");
        QTEST(device["requested"_L1].toInt(-1), "requested");
        QTEST(device["free"_L1].toInt(-1), "free");
        QTEST(device["usable"_L1].toInt(-1), "usable");
        QFETCH(QString, reason);
        QCOMPARE(found["schedulable"_L1].toBool(), reason.isEmpty());
        QCOMPARE(found["reasons"_L1].toArray(), reason.isEmpty() ? QJsonArray() : QJsonArray{reason});
    }

    //! Products are the sums of their nodes, totals the sums of clusters; kinds never meet.
    void sumsAddUp()
    {
        const Answer answer = gpus({u"--context"_s, u"bed-?"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject &document = answer.document;
        std::map<QString, int> totalFree;
        for (const QJsonValue &cluster : document.value("clusters"_L1).toArray()) {
            std::map<QString, std::map<QString, int>> sums;
            for (const QJsonValue &node : cluster["nodes"_L1].toArray()) {
                for (const QJsonValue &d : node["devices"_L1].toArray()) {
                    const QString key = d["product"_L1].toString() + d["kind"_L1].toString() +
                                        d["profile"_L1].toString() + QString::number(d["memoryMiB"_L1].toInt());
                    for (const auto &field : {u"capacity"_s, u"allocatable"_s, u"usable"_s, u"requested"_s})
                        sums[key][field] += d[field].toInt();
                    sums[key][u"free"_s] += node["schedulable"_L1].toBool() ? d["free"_L1].toInt() : 0;
                }
            }
            QCOMPARE(qsizetype(sums.size()), cluster["products"_L1].toArray().size());
            for (const QJsonValue &p : cluster["products"_L1].toArray()) {
                const QString key = p["product"_L1].toString() + p["kind"_L1].toString() + p["profile"_L1].toString() +
                                    QString::number(p["memoryMiB"_L1].toInt());
                for (const auto &[field, sum] : sums[key])
                    QCOMPARE(p[field].toInt(-1), sum);
                totalFree[key] += p["free"_L1].toInt();
            }
        }
        QCOMPARE(document.value("totals"_L1).toArray().size(), qsizetype(totalFree.size()));
        for (const QJsonValue &t : document.value("totals"_L1).toArray()) {
            const QString key = t["product"_L1].toString() + t["kind"_L1].toString() + t["profile"_L1].toString() +
                                QString::number(t["memoryMiB"_L1].toInt());
            QCOMPARE(t["free"_L1].toInt(-1), totalFree[key]);
        }
    }

    void aClusterThroughTwoNamesCountsOnce()
    {
        const Answer answer = gpus({u"--context"_s, u"bed-a"_s, u"--context"_s, u"bed-a-again"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject &document = answer.document;
        const QJsonArray clusters = document.value("clusters"_L1).toArray();
        QCOMPARE(clusters.size(), 1);
        QCOMPARE(clusters.first()["contexts"_L1].toArray(), (QJsonArray{u"bed-a"_s, u"bed-a-again"_s}));
        const Answer onceAnswer = gpus({u"--context"_s, u"bed-a"_s});
        QCOMPARE(onceAnswer.exitCode, 0);
        const QJsonObject &once = onceAnswer.document;
        QCOMPARE(document.value("totals"_L1), once.value("totals"_L1));
        QCOMPARE(clusters.first()["id"_L1].toString().size(), 36); // the uid of kube-system
    }

    void withoutRightToPodsNodesStayAndNumbersAreNull()
    {
        const Answer answer = gpus({u"--context"_s, u"nodes-only"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject &document = answer.document;
        const QJsonValue cluster = clusterOf(document, u"nodes-only"_s);
        QCOMPARE(cluster["state"_L1].toString(), u"degraded"_s);
        QCOMPARE(cluster["error"_L1]["kind"_L1].toString(), u"Forbidden"_s);
        QCOMPARE(cluster["error"_L1]["httpStatus"_L1].toInt(), 403);
        const QJsonValue device = nodeOf(cluster, u"gpu-h100-03"_s)["devices"_L1].toArray().first();
        QCOMPARE(device["allocatable"_L1].toInt(), 8);
        QVERIFY(device["requested"_L1].isNull());
        QVERIFY(device["free"_L1].isNull());
        const QJsonValue product = cluster["products"_L1].toArray().first();
        QVERIFY(product["requested"_L1].isNull());
        QVERIFY(product["free"_L1].isNull());
    }

    void aBetterContextOfTheSameClusterAnswers()
    {
        const Answer answer = gpus({u"--context"_s, u"no*"_s, u"--context"_s, u"bed-a"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject &document = answer.document;
        const QJsonArray clusters = document.value("clusters"_L1).toArray();
        QCOMPARE(clusters.size(), 1);
        QCOMPARE(clusters.first()["context"_L1].toString(), u"bed-a"_s);
        QCOMPARE(clusters.first()["state"_L1].toString(), u"live"_s);
    }

    void failures_data()
    {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("kind");
        QTest::newRow("nothing allowed") << u"nothing"_s << u"forbidden"_s << u"Forbidden"_s;
        QTest::newRow("exec not allowed") << u"exec"_s << u"unauthorized"_s << u"Unauthorized"_s;
        QTest::newRow("wrong CA") << u"wrong-ca"_s << u"unreachable"_s << u"Tls"_s;
        QTest::newRow("dead") << u"dead"_s << u"unreachable"_s << u"Network"_s;
        QTest::newRow("silent") << u"silent"_s << u"unreachable"_s << u"Timeout"_s;
    }

    void failures()
    {
        QFETCH(QString, context);
        // Beside a good one, which is not affected.
        const Answer answer = gpus({u"--context"_s, context, u"--context"_s,
                                    context == "exec"_L1 ? u"bed-a"_s : u"bed-b"_s, u"--timeout"_s, u"4"_s});
        QCOMPARE(answer.exitCode, 3);
        const QJsonObject &document = answer.document;
        const QJsonValue cluster = clusterOf(document, context);
        QTEST(cluster["state"_L1].toString(), "state");
        QTEST(cluster["error"_L1]["kind"_L1].toString(), "kind");
        QVERIFY(!cluster["error"_L1]["remedy"_L1].toString().isEmpty());
        QCOMPARE(clusterOf(document, context == "exec"_L1 ? u"bed-a"_s : u"bed-b"_s)["state"_L1].toString(), u"live"_s);
    }

    void execPluginWhenAllowed()
    {
        const Answer answer = gpus({u"--context"_s, u"exec"_s, u"--allow-exec"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject &document = answer.document;
        QCOMPARE(clusterOf(document, u"exec"_s)["state"_L1].toString(), u"live"_s);
    }

    void holdersAndWaiting()
    {
        const Answer answer = gpus({u"--context"_s, u"bed-a"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonValue cluster = clusterOf(answer.document, u"bed-a"_s);
        bool foundJob = false;
        bool foundReleasing = false;
        for (const QJsonValue &holder : cluster["holders"_L1].toArray()) {
            if (holder["namespace"_L1] == "speech"_L1 && holder["owner"_L1]["kind"_L1] == "Job"_L1)
                foundJob = holder["count"_L1].toInt() == 2 && holder["node"_L1] == "gpu-h100-03"_L1;
            foundReleasing = foundReleasing || holder["releasing"_L1].toBool();
        }
        QVERIFY(foundJob);
        QVERIFY(foundReleasing);
        bool foundWaiting = false;
        for (const QJsonValue &pod : cluster["waiting"_L1].toArray())
            foundWaiting = foundWaiting || (pod["name"_L1] == "ft-70b-worker-1"_L1 && pod["count"_L1].toInt() == 8 &&
                                            pod["reason"_L1].toString().contains("Insufficient nvidia.com/gpu"_L1));
        QVERIFY(foundWaiting);
    }

    void aFilterNamesOneProduct()
    {
        const Answer answer = gpus({u"--context"_s, u"bed-?"_s, u"A10"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject &document = answer.document;
        QCOMPARE(document.value("totals"_L1).toArray().size(), 0); // A10 is not A100
        const Answer fourAnswer = gpus({u"--context"_s, u"bed-a"_s, u"h100:5"_s});
        QCOMPARE(fourAnswer.exitCode, 0);
        const QJsonObject &four = fourAnswer.document;
        QStringList names;
        for (const QJsonValue &node : clusterOf(four, u"bed-a"_s)["nodes"_L1].toArray())
            names << node["name"_L1].toString();
        QCOMPARE(names, (QStringList{u"gpu-h100-06"_s, u"gpu-h100-07"_s, u"real-1"_s}));
    }

    void aTolerationMakesItsNodeUsable()
    {
        const Answer answer = gpus({u"--context"_s, u"bed-a"_s, u"--tolerate"_s, u"team=llm:NoSchedule"_s});
        QCOMPARE(answer.exitCode, 0);
        const QJsonValue cluster = clusterOf(answer.document, u"bed-a"_s);
        QCOMPARE(nodeOf(cluster, u"gpu-h100-04"_s)["schedulable"_L1].toBool(), true);
    }

    void deadContextsCostOneTimeout_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("check") << u"check"_s;
        QTest::newRow("skypilot 2.4: contexts in parallel") << u"gpus"_s;
    }

    //! Contexts that never answer cost one timeout together.
    void deadContextsCostOneTimeout()
    {
        QFETCH(QString, command);
        QElapsedTimer timer;
        timer.start();
        const CtlRun run = runCtl({command, u"--context"_s, u"silent"_s, u"--context"_s, u"dead"_s, u"--context"_s,
                                   u"wrong-ca"_s, u"--timeout"_s, u"10"_s, u"-o"_s, u"json"_s});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(timer.elapsed() < 19'000, "the timeouts were added up");
    }

    //! skypilot 3: json for all contexts with free counts; 2.4: one unreachable context does not hide or abort others.
    void allContextsAtOnce()
    {
        const Answer answer = gpus({u"--timeout"_s, u"25"_s});
        QCOMPARE(answer.exitCode, 3);
        const QJsonArray clusters = answer.document.value("clusters"_L1).toArray();
        QStringList states;
        for (const QJsonValue &cluster : clusters)
            states << cluster["context"_L1].toString() + u' ' + cluster["state"_L1].toString();
        QVERIFY(states.contains(u"bed-a live"_s));
        QVERIFY(states.contains(u"bed-b live"_s));
        for (const auto &dead : {u"wrong-ca"_s, u"dead"_s, u"silent"_s})
            QVERIFY(states.contains(dead + u" unreachable"_s));
        for (const QJsonValue &product : clusterOf(answer.document, u"bed-b"_s)["products"_L1].toArray())
            QVERIFY(product["free"_L1].isDouble());
    }

    void check()
    {
        const CtlRun run = runCtl({u"check"_s, u"--timeout"_s, u"15"_s, u"-o"_s, u"json"_s});
        QCOMPARE(run.exitCode, 3);
        QHash<QString, QJsonValue> byContext;
        QStringList order;
        for (const QJsonValue &context : QJsonDocument::fromJson(run.out).object().value("contexts"_L1).toArray()) {
            order << context["context"_L1].toString();
            byContext.insert(order.last(), context);
        }
        QCOMPARE(order, (QStringList{u"bed-a"_s, u"bed-b"_s, u"bed-a-again"_s, u"nodes-only"_s, u"nothing"_s, u"exec"_s,
                                     u"wrong-ca"_s, u"dead"_s, u"silent"_s}));
        QCOMPARE(byContext[u"bed-a"_s]["verdict"_L1].toString(), u"ok"_s);
        QCOMPARE(byContext[u"bed-a"_s]["username"_L1].toString(), u"admin"_s);
        QVERIFY(byContext[u"bed-a"_s]["serverVersion"_L1].toString().startsWith("v1."_L1));
        QCOMPARE(byContext[u"bed-b"_s]["unlabelledGpuNodes"_L1].toInt(), 1);
        QCOMPARE(byContext[u"nodes-only"_s]["verdict"_L1].toString(), u"degraded"_s);
        QCOMPARE(byContext[u"nothing"_s]["verdict"_L1].toString(), u"forbidden"_s);
        QCOMPARE(byContext[u"exec"_s]["verdict"_L1].toString(), u"unauthorized"_s);
        for (const auto &dead : {u"wrong-ca"_s, u"dead"_s, u"silent"_s})
            QCOMPARE(byContext[dead]["verdict"_L1].toString(), u"unreachable"_s);
    }

    void everyFormatTellsTheSame()
    {
        for (const auto &format : {u"table"_s, u"csv"_s, u"yaml"_s}) {
            const CtlRun run = runCtl({u"gpus"_s, u"--context"_s, u"bed-b"_s, u"-o"_s, format});
            QCOMPARE(run.exitCode, 0);
            QVERIFY(run.out.contains("mi300x-c"));
            QVERIFY(run.out.contains("unlabelled-f"));
            QVERIFY(!QString::fromUtf8(run.out).contains(
                QRegularExpression(u"(^|[\\s,:])-[0-9]"_s))); // skypilot: -1 for unknown
        }
    }
};

QTEST_GUILESS_MAIN(FairleadctlBedTest)
#include "tst_fairleadctl_bed.moc"
