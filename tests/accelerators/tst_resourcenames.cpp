// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/accelerators/devicerequest.h"
#include "backends/accelerators/resourcenames.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using kubernetes::Quantity;

class TestResourceNames : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void recognises_data();
    void recognises();
    void rejects_data();
    void rejects();
    void takesTheUsersOwn();
    void listsWhatAPodRequests();
};

void TestResourceNames::recognises_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("model");

    const auto row = [](const char *resource, const char *kind, const char *profile = "", const char *model = "") {
        QTest::newRow(resource) << QString::fromLatin1(resource) << QString::fromLatin1(kind)
                                << QString::fromLatin1(profile) << QString::fromLatin1(model);
    };
    row("nvidia.com/gpu", "device");
    row("nvidia.com/gpu.shared", "shared");
    row("nvidia.com/mig-1g.5gb", "mig", "1g.5gb");
    row("nvidia.com/mig-1g.10gb.me", "mig", "1g.10gb.me");
    row("nvidia.com/mig-1g.5gb.shared", "shared", "1g.5gb");
    row("amd.com/gpu", "device");
    row("amd.com/spx_nps1", "device");
    row("amd.com/cpx_nps4", "partition", "cpx_nps4");
    row("amd.com/dpx_nps2", "partition", "dpx_nps2");
    row("gpu.intel.com/i915", "device");
    row("gpu.intel.com/xe", "device");
    row("habana.ai/gaudi", "device", "", "Gaudi");
    row("google.com/tpu", "tpu");
    row("aws.amazon.com/neuron", "device", "", "Neuron");
    row("aws.amazon.com/neurondevice", "device", "", "Neuron");
    row("aws.amazon.com/neuroncore", "partition", "core", "Neuron");
    row("huawei.com/Ascend910", "device", "", "Ascend910");
    row("huawei.com/Ascend310P-2c", "partition", "2c", "Ascend310P");
    row("huawei.com/Ascend310P-4c.3cpu", "partition", "4c.3cpu", "Ascend310P");
    row("huawei.com/Ascend310P-VPro", "device", "", "Ascend310P-VPro");
    row("huawei.com/Atlas300I", "device", "", "Atlas300I");
    row("huawei.com/npu", "device", "", "Ascend");
    row("huawei.com/npu-core", "partition", "core", "Ascend");
    row("tenstorrent.com/n150", "device", "", "n150");
}

void TestResourceNames::recognises()
{
    QFETCH(QString, resource);
    const auto found = acceleratorResource(resource);
    QVERIFY(found);
    QTEST(toString(found->kind), "kind");
    QTEST(found->profile, "profile");
    QTEST(found->model, "model");
    QVERIFY(isAcceleratorResource(resource));
}

void TestResourceNames::rejects_data()
{
    QTest::addColumn<QString>("resource");

    for (const char *resource : {"",
                                 "/",
                                 "cpu",
                                 "memory",
                                 "pods",
                                 "ephemeral-storage",
                                 "hugepages-1Gi",
                                 "nvidia.com",
                                 "nvidia.com/",
                                 "nvidia.com/gpumem",
                                 "nvidia.com/gpucores",
                                 "nvidia.com/rdma_ib",
                                 "nvidia.com/gpu.sharedx",
                                 "amd.com/cpu",
                                 "amd.com/cpx_npsX",
                                 "gpu.intel.com/i915_monitoring",
                                 "gpu.intel.com/xe_monitoring",
                                 "gpu.intel.com/monitoring",
                                 "gpu.intel.com/millicores",
                                 "gpu.intel.com/memory.max",
                                 "gpu.intel.com/tiles",
                                 "habana.ai/hpu-memory",
                                 "google.com/gpu",
                                 "aws.amazon.com/efa",
                                 "vpc.amazonaws.com/efa",
                                 "huawei.com/Ascend910-memory",
                                 "huawei.com/npu-memory",
                                 "huawei.com/cpu",
                                 "huawei.com/hccn_rdma",
                                 "huawei.com/RoCE",
                                 "example.com/gpu",
                                 "evil-nvidia.com/gpu"})
        QTest::newRow(*resource ? resource : "empty") << QString::fromLatin1(resource);
}

void TestResourceNames::rejects()
{
    QFETCH(QString, resource);
    QVERIFY(!isAcceleratorResource(resource));
}

void TestResourceNames::takesTheUsersOwn()
{
    QVERIFY(isAcceleratorResource(u"example.com/accelerator", {u"example.com/accelerator"_s}));
    QVERIFY(isAcceleratorResource(u"plain", {u"plain"_s}));
    QVERIFY(!isAcceleratorResource(u"example.com/other", {u"example.com/accelerator"_s}));
}

void TestResourceNames::listsWhatAPodRequests()
{
    kubernetes::Pod pod;
    pod.requests = {{u"cpu"_s, Quantity::fromUnits(4)},
                    {u"nvidia.com/mig-1g.5gb"_s, Quantity::fromUnits(2)},
                    {u"nvidia.com/gpu"_s, Quantity::fromUnits(1)},
                    {u"amd.com/gpu"_s, Quantity()},
                    {u"example.com/x"_s, Quantity::fromUnits(3)}};
    const std::vector<DeviceRequest> expected = {{u"nvidia.com/gpu"_s, 1}, {u"nvidia.com/mig-1g.5gb"_s, 2}};
    QVERIFY(deviceRequests(pod) == expected);
    QCOMPARE(deviceRequests(pod, {u"example.com/x"_s}).size(), 3u);
    QVERIFY(requestsAccelerators(pod));

    pod.requests = {{u"amd.com/gpu"_s, Quantity()}, {u"example.com/x"_s, Quantity::fromUnits(3)}};
    QVERIFY(!requestsAccelerators(pod));
    QVERIFY(requestsAccelerators(pod, {u"example.com/x"_s}));
}

QTEST_GUILESS_MAIN(TestResourceNames)
#include "tst_resourcenames.moc"
