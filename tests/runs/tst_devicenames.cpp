// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/devicenames.h"
#include "clusters.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;
using manifests::DeviceNames;
using settings::GpuRequest;

//! How the nodes of a cluster call what a config asks for.
class TestDeviceNames : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void called_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        for (const char *text : {"H100", "h100", "H100 80GB", "H100 80 GB", "h100-80gb"})
            QTest::newRow(text) << QString::fromLatin1(text) << true;
        for (const char *text : {"H10", "H100 96GB", "H200", "H100 80", ""})
            QTest::newRow(text) << QString::fromLatin1(text) << false;
    }
    void called()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        QCOMPARE(isCalled({.name = u"H100"_s, .resource = u"nvidia.com/gpu"_s, .memoryMiB = 81'920}, text), expected);
    }

    //! Nodes of one cluster, labelled by GPU Feature Discovery, by GKE and by nobody, with slices and shares.
    static std::vector<accelerators::NodeRowPtr> mixed()
    {
        std::vector<accelerators::NodeRowPtr> nodes{
            emptyRow(gpuNode(u"a"_s, u"NVIDIA-H100-80GB-HBM3"_s)), emptyRow(gpuNode(u"b"_s, u"NVIDIA-H100-PCIe"_s)),
            emptyRow(gpuNode(u"c"_s, u"NVIDIA-L4"_s)),
            emptyRow(node(u"d"_s, u"cloud.google.com/gke-accelerator=nvidia-h100-80gb"_s, {{"nvidia.com/gpu", "8"}})),
            emptyRow(node(u"e"_s, {}, {{"nvidia.com/gpu", "4"}}))};
        nodes.push_back(
            emptyRow(node(u"f"_s, u"nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB nvidia.com/mig.strategy=mixed"_s,
                          {{"nvidia.com/mig-1g.10gb", "7"}})));
        nodes.push_back(emptyRow(node(u"g"_s, u"nvidia.com/gpu.product=NVIDIA-L4-SHARED nvidia.com/gpu.replicas=4"_s,
                                      {{"nvidia.com/gpu", "4"}})));
        return nodes;
    }

    //! Each is the product that it stands for where a node has it.
    void coming_data()
    {
        QTest::addColumn<QString>("product");
        QTest::addColumn<QString>("expected");
        QTest::newRow("of GKE and Karpenter") << u"H100"_s
                                              << u"cloud.google.com/gke-accelerator=nvidia-h100-80gb,"
                                                 "nvidia-h100-mega-80gb karpenter.k8s.aws/instance-gpu-name=h100"_s;
        QTest::newRow("of every size") << u"A100"_s
                                       << u"cloud.google.com/gke-accelerator=nvidia-a100-80gb,nvidia-tesla-a100"_s;
        QTest::newRow("of one size") << u"A100 80GB"_s << u"cloud.google.com/gke-accelerator=nvidia-a100-80gb"_s;
        QTest::newRow("of AWS alone") << u"A10G"_s << u"karpenter.k8s.aws/instance-gpu-name=a10g"_s;
        QTest::newRow("as GKE says") << u"nvidia-tesla-t4"_s << u"cloud.google.com/gke-accelerator=nvidia-tesla-t4"_s;
        QTest::newRow("as NVIDIA says") << u"NVIDIA-H100-PCIe"_s << u"nvidia.com/gpu.product=NVIDIA-H100-PCIe"_s;
        QTest::newRow("of nobody") << u"B300"_s << QString();
        QTest::newRow("any") << QString() << QString();
    }
    void coming()
    {
        QFETCH(QString, product);
        QStringList texts;
        for (const DeviceNames::Label &label : comingLabels(product)) {
            texts += label.key + u'=' + label.values.join(u',');
            for (const QString &value : label.values) {
                const auto row = emptyRow(node(u"n"_s, label.key + u'=' + value, {{"nvidia.com/gpu", "8"}}));
                QVERIFY2(isWanted(row->availability.devices.front(), {.product = product, .count = 1}),
                         qPrintable(value));
            }
        }
        QTEST(texts.join(u' '), "expected");
    }

    void names_data()
    {
        QTest::addColumn<GpuRequest>("gpu");
        QTest::addColumn<DeviceNames>("expected");
        const QString gfd = u"nvidia.com/gpu.product"_s;
        const QString gke = u"cloud.google.com/gke-accelerator"_s;
        const QString gpu = u"nvidia.com/gpu"_s;
        QTest::newRow("any") << GpuRequest{.count = 1} << DeviceNames{gpu, {}};
        QTest::newRow("a resource that nobody has")
            << GpuRequest{.resource = u"amd.com/gpu"_s, .count = 1} << DeviceNames{u"amd.com/gpu"_s, {}};
        QTest::newRow("a product by all its labels")
            << GpuRequest{.product = u"H100 80GB"_s, .count = 1}
            << DeviceNames{
                   gpu, {{gke, {u"nvidia-h100-80gb"_s}}, {gfd, {u"NVIDIA-H100-80GB-HBM3"_s, u"NVIDIA-H100-PCIe"_s}}}};
        QTest::newRow("a label's value") << GpuRequest{.product = u"nvidia-h100-pcie"_s, .count = 1}
                                         << DeviceNames{gpu, {{gfd, {u"NVIDIA-H100-PCIe"_s}}}};
        QTest::newRow("a slice has a resource of its own")
            << GpuRequest{.product = u"A100 1g.10gb"_s, .kind = u"mig"_s, .count = 1}
            << DeviceNames{u"nvidia.com/mig-1g.10gb"_s, {{gfd, {u"NVIDIA-A100-SXM4-80GB"_s}}}};
        QTest::newRow("whole cards, not shares") << GpuRequest{.product = u"L4"_s, .kind = u"device"_s, .count = 1}
                                                 << DeviceNames{gpu, {{gfd, {u"NVIDIA-L4"_s}}}};
        QTest::newRow("shares") << GpuRequest{.kind = u"shared"_s, .count = 1}
                                << DeviceNames{gpu, {{gfd, {u"NVIDIA-L4-SHARED"_s}}}};
        QTest::newRow("a number alone is of the usual resource, whatever most nodes have")
            << GpuRequest{.count = 4} << DeviceNames{gpu, {}};
        QTest::newRow("nobody has it") << GpuRequest{.product = u"B200"_s, .count = 1} << DeviceNames{gpu, {}};
    }
    void names()
    {
        QFETCH(GpuRequest, gpu);
        QFETCH(DeviceNames, expected);
        const DeviceNames names = deviceNames(gpu, mixed());
        QCOMPARE(names.resource, expected.resource);
        QCOMPARE(names.labels.size(), expected.labels.size());
        for (std::size_t i = 0; i < expected.labels.size(); ++i) {
            QCOMPARE(names.labels[i].key, expected.labels[i].key);
            QCOMPARE(names.labels[i].values, expected.labels[i].values);
        }
    }
};

QTEST_GUILESS_MAIN(TestDeviceNames)
#include "tst_devicenames.moc"
