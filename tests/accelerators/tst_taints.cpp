// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/accelerators/taints.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using kubernetes::Taint;
using kubernetes::Toleration;

class TestTaints : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void tolerates_data();
    void tolerates();
    void keys_data();
    void keys();
    void toleratesAcceleratorTaints_data();
    void toleratesAcceleratorTaints();
    void views();
    void repeatsState_data();
    void repeatsState();
    void writesTaints();
};

void TestTaints::tolerates_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("operatorName");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("effect");
    QTest::addColumn<bool>("expected");

    const QString none;
    QTest::newRow("skypilot 2.2: equal by default") << u"team"_s << none << u"llm"_s << u"NoSchedule"_s << true;
    QTest::newRow("Equal") << u"team"_s << u"Equal"_s << u"llm"_s << u"NoSchedule"_s << true;
    QTest::newRow("other value") << u"team"_s << u"Equal"_s << u"vision"_s << u"NoSchedule"_s << false;
    QTest::newRow("no value is a value") << u"team"_s << u"Equal"_s << none << u"NoSchedule"_s << false;
    QTest::newRow("skypilot 2.2: Exists ignores the value")
        << u"team"_s << u"Exists"_s << u"vision"_s << u"NoSchedule"_s << true;
    QTest::newRow("other key") << u"squad"_s << u"Exists"_s << none << u"NoSchedule"_s << false;
    QTest::newRow("other effect") << u"team"_s << u"Exists"_s << none << u"NoExecute"_s << false;
    QTest::newRow("skypilot 2.2: no effect is every effect") << u"team"_s << u"Exists"_s << none << none << true;
    QTest::newRow("skypilot 2.2: no key with Exists is every taint") << none << u"Exists"_s << none << none << true;
    QTest::newRow("wildcard of an effect") << none << u"Exists"_s << none << u"NoExecute"_s << false;
    QTest::newRow("skypilot 2.2: no key needs Exists") << none << u"Equal"_s << u"llm"_s << none << false;
    QTest::newRow("unknown operator") << u"team"_s << u"Gt"_s << u"llm"_s << none << false;
    QTest::newRow("case matters") << u"Team"_s << u"Exists"_s << none << none << false;
}

void TestTaints::tolerates()
{
    QFETCH(QString, key);
    QFETCH(QString, operatorName);
    QFETCH(QString, value);
    QFETCH(QString, effect);
    const Taint taint{u"team"_s, u"llm"_s, u"NoSchedule"_s};
    QTEST(accelerators::tolerates(Toleration{key, operatorName, value, effect}, taint), "expected");
}

void TestTaints::keys_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("whole cards") << u"nvidia.com/gpu"_s << QStringList{u"nvidia.com/gpu"_s, u"nvidia.com/gpu.shared"_s};
    QTest::newRow("a slice") << u"nvidia.com/mig-1g.10gb"_s
                             << QStringList{u"nvidia.com/mig-1g.10gb"_s, u"nvidia.com/gpu"_s,
                                            u"nvidia.com/gpu.shared"_s};
    QTest::newRow("shared") << u"nvidia.com/gpu.shared"_s
                            << QStringList{u"nvidia.com/gpu.shared"_s, u"nvidia.com/gpu"_s};
    QTest::newRow("neuron") << u"aws.amazon.com/neuroncore"_s
                            << QStringList{u"aws.amazon.com/neuroncore"_s, u"aws.amazon.com/neuron"_s,
                                           u"aws.amazon.com/neurondevice"_s};
    QTest::newRow("Ascend") << u"huawei.com/Ascend910"_s << QStringList{u"huawei.com/Ascend910"_s, u"huawei.com/npu"_s};
    QTest::newRow("nobody's") << u"example.com/foo"_s << QStringList{u"example.com/foo"_s};
}

void TestTaints::keys()
{
    QFETCH(QString, resource);
    QTEST(acceleratorTaintKeys(resource), "expected");
}

void TestTaints::toleratesAcceleratorTaints_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("resource");
    QTest::addColumn<bool>("expected");

    for (const char *key : {"nvidia.com/gpu", "amd.com/gpu", "google.com/tpu", "habana.ai/gaudi",
                            "aws.amazon.com/neuron", "gpu.intel.com/i915", "huawei.com/npu"})
        QTest::addRow("%s, usual", key) << QString::fromLatin1(key) << QString() << true;
    for (const char *key : {"nvidia.com/mig-1g.5gb", "huawei.com/Ascend910", "tenstorrent.com/n300", "amd.com/cpx_nps4",
                            "gpu.intel.com/other"})
        QTest::addRow("%s, which the node has", key) << QString::fromLatin1(key) << QString::fromLatin1(key) << true;
    for (const char *key :
         {"node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master", "dedicated", "nvidia.com/other",
          "gpu.intel.com/maintenance", "huawei.com/broken", "tenstorrent.com/reset", "nvidia.com/mig-1g.5gb"})
        QTest::addRow("%s, no resource", key) << QString::fromLatin1(key) << u"gpu.intel.com/i915"_s << false;
    QTest::newRow("a resource that is no accelerator") << u"nvidia.com/rdma_ib"_s << u"nvidia.com/rdma_ib"_s << false;
}

void TestTaints::toleratesAcceleratorTaints()
{
    QFETCH(QString, key);
    QFETCH(QString, resource);
    kubernetes::Node node;
    node.allocatable = {{resource, kubernetes::Quantity::fromUnits(1)}};
    QTEST(isAcceleratorTaint({key, u"present"_s, u"NoSchedule"_s}, node), "expected");
    node.capacity = node.allocatable; // a card that failed is still there
    node.allocatable = {};
    QTEST(isAcceleratorTaint({key, u"present"_s, u"NoSchedule"_s}, node), "expected");
}

void TestTaints::views()
{
    kubernetes::Node node;
    node.taints = {{u"nvidia.com/gpu"_s, u"present"_s, u"NoSchedule"_s},
                   {u"soft"_s, {}, u"PreferNoSchedule"_s},
                   {u"team"_s, u"llm"_s, u"NoExecute"_s},
                   {u"dstack 8 #3802"_s, {}, u"FutureEffect"_s},
                   {u"example.com/x"_s, {}, u"NoSchedule"_s}};
    const auto flags = [&node](const std::vector<Toleration> &tolerations, const QStringList &extra) {
        QString result;
        for (const TaintView &view : taintViews(node, tolerations, extra))
            result += view.isTolerated ? u'+' : u'-';
        return result;
    };
    QCOMPARE(flags({}, {}), u"++---"_s);
    QCOMPARE(flags({}, {u"example.com/x"_s}), u"++--+"_s);
    QCOMPARE(flags({{u"team"_s, u"Exists"_s, {}, {}}}, {}), u"+++--"_s);
    QCOMPARE(flags({{{}, u"Exists"_s, {}, {}}}, {}), u"+++++"_s);
}

void TestTaints::repeatsState_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("isReady");
    QTest::addColumn<bool>("isCordoned");
    QTest::addColumn<bool>("expected");

    QTest::newRow("cordoned") << u"node.kubernetes.io/unschedulable"_s << true << true << true;
    QTest::newRow("skypilot 2.2: unschedulable left over after uncordon keeps Pods away")
        << u"node.kubernetes.io/unschedulable"_s << true << false << false;
    QTest::newRow("not ready") << u"node.kubernetes.io/not-ready"_s << false << false << true;
    QTest::newRow("unreachable") << u"node.kubernetes.io/unreachable"_s << false << false << true;
    QTest::newRow("skypilot 2.2: not-ready keeps Pods away though ready")
        << u"node.kubernetes.io/not-ready"_s << true << false << false;
    QTest::newRow("skypilot 2.2: unreachable keeps Pods away though ready")
        << u"node.kubernetes.io/unreachable"_s << true << false << false;
    QTest::newRow("disk pressure is a reason of its own")
        << u"node.kubernetes.io/disk-pressure"_s << false << true << false;
}

void TestTaints::repeatsState()
{
    QFETCH(QString, key);
    QFETCH(bool, isReady);
    QFETCH(bool, isCordoned);
    QTEST(repeatsNodeState({key, {}, u"NoSchedule"_s}, isReady, isCordoned), "expected");
}

void TestTaints::writesTaints()
{
    QCOMPARE(taintText({u"team"_s, u"llm"_s, u"NoSchedule"_s}), u"team=llm:NoSchedule"_s);
    QCOMPARE(taintText({u"team"_s, {}, u"NoExecute"_s}), u"team:NoExecute"_s);
}

QTEST_GUILESS_MAIN(TestTaints)
#include "tst_taints.moc"
