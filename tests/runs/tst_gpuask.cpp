// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/gpucandidates.h"
#include "clusters.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

//! What people ask for when asking for GPUs, and what nodes have of it.
class TestGpuAsk : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *text, const char *canonical) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
        };
        row("8", "8");
        row("H100", "H100:1");
        row("h100:8", "H100:8");
        row("8:H100", "H100:8");
        row(" H100 : 8 ", "H100:8");
        row("A100:40GB..:2", "A100:40GB..:2");
        row("A100,H100:80GB:1..8", "A100,H100:80GB:1..8");
        row("a100 , h100", "A100,H100:1");
        row("nvidia:1..8", "nvidia:1..8");
        row("NVIDIA:2..", "nvidia:2..");
        row("amd", "amd:1");
        row("tpu:4", "google:4");
        row("tt", "tenstorrent:1");
        row("24GB", "24GB:1");
        row("24gb", "24GB:1");
        row("24 GB:2", "24GB:2");
        row("24GiB", "24GB:1");
        row("40GB..80GB", "40GB..80GB:1");
        row("40GB .. 80GB", "40GB..80GB:1");
        row("..16GB", "..16GB:1");
        row("16GB+:2", "16GB..:2");
        row("12288MB", "12GB:1");
        row("1TB..", "1024GB..:1");
        row("512MB", "512MB:1");
        row("A100-80GB", "A100:80GB:1");
        row("A100-80GB:8", "A100:80GB:8");
        row("a100 80gb:8", "A100:80GB:8");
        row("A100-80GB,H100:8", "A100 80GB,H100:8");
        row("A100:1g.10gb:2", "A100:1g.10gb:2");
        row("A100:MIG-1G.10GB:2", "A100:1g.10gb:2");
        row("mig-1g.10gb:1", "1g.10gb:1");
        row("mig-1g.5gb+me:1", "1g.5gb.me:1");
        row("1c.3g.40gb", "1c.3g.40gb:1");
        row("T4:shared:2", "T4:shared:2");
        row("vgpu", "vgpu:1");
        row("amd:partition:2", "amd:partition:2");
        row("RTX4090:2", "RTX 4090:2");
        row("rtx-4090", "RTX 4090:1");
        row("A6000", "RTX A6000:1");
        row("H100 NVL:2", "H100:94GB:2");
        row("MI300X:8", "MI300X:8");
        row("amd:MI300X", "amd:MI300X:1");
        row("tpu-v6e:4", "TPU v6e:4");
        row("NVIDIA-H100-PCIe:2", "NVIDIA-H100-PCIe:2");
        row("nvidia-h100-80gb", "nvidia-h100-80gb:1");
        row("X9000:3", "X9000:3");
        row("V100:16..16", "V100:16..16");
        row("A100:8", "A100:8");
        row("A100:16", "A100:16");
        row("H100:40", "H100:40");
        row("4090..4090", "!"); // no node has so many
        row("None", "none");
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto ask = parseGpuAsk(text);
        if (canonical == u'!') {
            QVERIFY(!ask);
            return;
        }
        QVERIFY2(ask, ask ? "" : qPrintable(ask.error().text()));
        QCOMPARE(ask->text(), canonical);
        const auto again = parseGpuAsk(ask->text());
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QVERIFY(*again == *ask);
    }

    void values()
    {
        const GpuAsk ask = parseGpuAsk(u"A100,H100:40GB..80GB:1..8"_s).value();
        QCOMPARE(ask.names, QStringList({u"A100"_s, u"H100"_s}));
        QCOMPARE(*ask.leastMemoryBytes, std::int64_t(40) << 30);
        QCOMPARE(*ask.mostMemoryBytes, std::int64_t(80) << 30);
        QCOMPARE(ask.leastCount, 1);
        QCOMPARE(*ask.mostCount, 8);
        QVERIFY(!ask.vendor && ask.kind.isEmpty() && !ask.isNone);
        QVERIFY(!parseGpuAsk(u"H100:2.."_s)->mostCount);
        QVERIFY(parseGpuAsk(u"none"_s)->isNone);
        QVERIFY(parseGpuAsk(u"3"_s)->isPlain());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char *text, int at, int length, const QString &message, const QString &remedy) {
            QTest::newRow(*text ? text : "empty") << QString::fromUtf8(text) << at << length << message << remedy;
        };
        row("", 0, 0, u"nothing is asked for"_s, u"write a number, a product and a number (H100:8), or none"_s);
        row("H100:", 5, 0, u"there is nothing before or behind the colon"_s, u"write H100:8"_s);
        row("H100::8", 5, 0, u"there is nothing before or behind the colon"_s, u"write H100:8"_s);
        row("A100,:2", 5, 0, u"a name is missing before or behind the comma"_s, u"write A100,H100"_s);
        row("0", 0, 1, u"0 GPUs are none"_s, u"write none"_s);
        row("H100:0", 5, 1, u"0 GPUs are none"_s, u"write none"_s);
        row("H100:0..8", 5, 1, u"0 GPUs are none"_s, u"write none"_s);
        row("none:8", 0, 4, u"\"none\" stands alone"_s, u"write none, or what is asked for"_s);
        row("H100:0.5", 5, 3, u"there is no part of a GPU"_s,
            u"write shared:1 for a share, or a MIG profile for a slice, such as 1g.10gb:1"_s);
        row("H100:-1", 5, 2, u"\"-1\" is no number of GPUs"_s, u"write 8, 1..8, or H100:8"_s);
        row("4090", 0, 4, u"no node has 4090 GPUs"_s, u"write RTX4090 for the product"_s);
        row("A100:80", 5, 2, u"80 could be memory or a number of GPUs"_s,
            u"write A100:80GB for the memory, or A100:80..80 for so many"_s);
        row("A100:40..80", 5, 6, u"40..80 could be memory or a number of GPUs"_s,
            u"write A100:40GB..80GB for the memory, or A100:40..40 for so many"_s);
        row("A100:40..", 5, 4, u"40.. could be memory or a number of GPUs"_s,
            u"write A100:40GB.. for the memory, or A100:40..40 for so many"_s);
        row("V100:16", 5, 2, u"16 could be memory or a number of GPUs"_s,
            u"write V100:16GB for the memory, or V100:16..16 for so many"_s);
        row("H100:8..1", 5, 4, u"the range is upside down"_s, u"write 1..8"_s);
        row("80GB..40GB", 0, 10, u"the range is upside down"_s, u"write 40GB..80GB"_s);
        row("H100:..8", 5, 3, u"the range does not say from how many on"_s, u"write 1..8"_s);
        row("H100:..", 5, 2, u"the range does not say from how many on"_s, u"write 1..8"_s);
        row("1..2..3", 0, 7, u"a range has two ends"_s, u"write 1..8"_s);
        row("1GB..2GB..3GB", 0, 13, u"a range has two ends"_s, u"write 40GB..80GB"_s);
        row("16G", 0, 3, u"16G has no unit"_s, u"write 16GB"_s);
        row("16Gi", 0, 4, u"16Gi has no unit"_s, u"write 16GB"_s);
        row("A100:40GB..80", 11, 2, u"80 has no unit"_s, u"write 80GB"_s);
        row("A100:40..80GB", 5, 2, u"40 has no unit"_s, u"write 40GB"_s);
        row("0GB", 0, 3, u"there is no GPU without memory"_s, u"write 16GB, or leave it out"_s);
        row("1.5TB", 0, 5, u"memory is a whole number"_s, u"write it in MB, such as 12288MB for 12GB"_s);
        row("-1GB", 0, 4, u"\"-1GB\" is no amount of memory"_s, u"write 80GB, 40GB..80GB or 40GB.."_s);
        row("1e3", 0, 3, u"\"1e3\" is no amount of memory"_s, u"write 80GB, 40GB..80GB or 40GB.."_s);
        row("8xH100", 0, 6, u"the number stands behind the product"_s, u"write H100:8"_s);
        row("8 H100", 0, 6, u"the number stands behind the product"_s, u"write H100:8"_s);
        row("H100x8", 0, 6, u"a number stands behind a colon"_s, u"write H100:8"_s);
        row("H100 8", 0, 6, u"a number stands behind a colon"_s, u"write H100:8"_s);
        row("tpu-v6e-8", 0, 9, u"a number stands behind a colon"_s, u"write tpu-v6e:8"_s);
        row("H100=8", 0, 6, u"\"H100=8\" is no name of a product"_s, u"write H100:8 or A100,H100:80GB"_s);
        row("{A100: 1}", 0, 5, u"\"{A100\" is no amount of memory"_s, u"write 80GB, 40GB..80GB or 40GB.."_s);
        row("A100..2", 0, 7, u"\"A100..2\" is no name of a product"_s, u"write H100:8 or A100,H100:80GB"_s);
        row("all", 0, 3, u"\"all\" is no product"_s, u"write a number, such as 8, or a product, H100:8"_s);
        row("gpu:2", 0, 3, u"\"gpu\" is no product"_s, u"write a number, such as 8, or a product, H100:8"_s);
        row("H100:A100", 5, 4, u"a product is there already: \"H100\""_s, u"put a comma between products: H100,A100"_s);
        row("H100,h100", 5, 4, u"H100 is there twice"_s, u"leave one of them out"_s);
        row("H100:2:4", 7, 1, u"a number is there already: \"2\""_s, u"leave one of them out"_s);
        row("24GB:48GB", 5, 4, u"memory is there already: \"24GB\""_s, u"leave one of them out"_s);
        row("nvidia:amd", 7, 3, u"a vendor is there already: \"nvidia\""_s, u"leave one of them out"_s);
        row("T4:shared:vgpu", 10, 4, u"a kind is there already: \"shared\""_s, u"leave one of them out"_s);
        row("A100-80GB:40GB", 10, 4, u"A100-80GB says its memory already"_s, u"leave one of them out"_s);
        row("amd:A100", 4, 4, u"A100 is made by nvidia, not by amd"_s, u"leave out amd"_s);
        row("nvidia:H100,MI300X:2", 12, 6, u"MI300X is made by amd, not by nvidia"_s, u"leave out nvidia"_s);
        row("MI300X:1g.10gb", 7, 7, u"only NVIDIA's GPUs have MIG profiles, and MI300X is none"_s,
            u"leave out 1g.10gb"_s);
        row("amd:1g.10gb", 4, 7, u"only NVIDIA's GPUs have MIG profiles"_s, u"leave out amd"_s);
        row("A100:1g.10gb:80GB", 13, 4, u"the profile 1g.10gb says how much memory a slice has"_s, u"leave out 80GB"_s);
        row("A100-80GB:1g.10gb", 0, 9, u"nodes tell the memory of a slice, not of its card"_s, u"write A100:1g.10gb"_s);
        row("A100:mig", 5, 3, u"the MIG profile is missing"_s, u"write A100:1g.10gb:2"_s);
        row("100000000000000000000", 0, 21, u"\"100000000000000000000\" is no number of GPUs"_s,
            u"write 8, 1..8, or H100:8"_s);
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(int, at);
        QFETCH(int, length);
        QFETCH(QString, message);
        QFETCH(QString, remedy);
        const auto ask = parseGpuAsk(text);
        QVERIFY2(!ask, ask ? qPrintable(ask->text()) : "");
        QCOMPARE(ask.error().message, message);
        QCOMPARE(ask.error().remedy, remedy);
        QCOMPARE(ask.error().at, at);
        QCOMPARE(ask.error().length, length);
    }

    //! Whatever is put together of parts: what is taken has one spelling, which means the same.
    void roundTrip()
    {
        constexpr quint32 Seed = 20260807;
        qInfo("seed %u", Seed);
        QRandomGenerator random(Seed);
        const QStringList parts{u"H100"_s,      u"a100"_s, u"A100-80GB"_s, u"RTX4090"_s, u"V100,T4"_s, u"X1"_s,
                                u"nvidia"_s,    u"AMD"_s,  u"80GB"_s,      u"40GB.."_s,  u"..16gb"_s,  u"1..8"_s,
                                u"2"_s,         u"16"_s,   u"16..16"_s,    u"4.."_s,     u"shared"_s,  u"mig-1g.10gb"_s,
                                u"1g.5gb+me"_s, u"none"_s, u""_s,          u"0"_s,       u"MI300X"_s,  u"24"_s};
        int taken = 0;
        for (int i = 0; i < 3'000; ++i) {
            QStringList chosen;
            for (int n = int(random.bounded(1, 5)); n > 0; --n)
                chosen += parts[random.bounded(int(parts.size()))];
            const auto ask = parseGpuAsk(chosen.join(u':'));
            if (!ask) {
                QVERIFY2(ask.error().at + ask.error().length <= chosen.join(u':').size(),
                         qPrintable(chosen.join(u':')));
                continue;
            }
            ++taken;
            const auto again = parseGpuAsk(ask->text());
            QVERIFY2(again && *again == *ask, qPrintable(chosen.join(u':') + u" as "_s + ask->text()));
            QCOMPARE(again->text(), ask->text());
        }
        QVERIFY(taken > 100);
    }

    static std::vector<accelerators::NodeRowPtr> mixed()
    {
        std::vector<accelerators::NodeRowPtr> nodes{
            emptyRow(gpuNode(u"a"_s, u"NVIDIA-H100-80GB-HBM3"_s)),
            emptyRow(gpuNode(u"b"_s, u"NVIDIA-A100-SXM4-40GB"_s)),
            emptyRow(gpuNode(u"c"_s, u"NVIDIA-A100-SXM4-80GB"_s)),
            emptyRow(gpuNode(u"d"_s, u"NVIDIA-L4"_s)),
            emptyRow(node(u"e"_s, {}, {{"nvidia.com/gpu", "4"}})),
            emptyRow(node(u"f"_s, u"nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB nvidia.com/mig.strategy=mixed"_s,
                          {{"nvidia.com/mig-1g.10gb", "7"}})),
            emptyRow(node(u"g"_s, u"nvidia.com/gpu.product=Tesla-T4-SHARED nvidia.com/gpu.replicas=4"_s,
                          {{"nvidia.com/gpu", "4"}})),
            emptyRow(node(u"h"_s, u"amd.com/gpu.product-name=AMD_Instinct_MI300X_OAM"_s, {{"amd.com/gpu", "8"}})),
            emptyRow(gpuNode(u"i"_s, u"NVIDIA-X9000-Prototype"_s)),
            emptyRow(node(u"j"_s, {}, {}))};
        return nodes;
    }

    void offers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected"); // "product kind resource × count"
        const auto row = [](const char *text, const QStringList &expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected;
        };
        const QString h100 = u"H100 80GB|device|nvidia.com/gpu|"_s;
        const QString small = u"A100 40GB|device|nvidia.com/gpu|"_s;
        const QString large = u"A100 80GB|device|nvidia.com/gpu|"_s;
        const QString l4 = u"L4 24GB|device|nvidia.com/gpu|"_s;
        row("H100:8", {h100 + u'8'});
        row("A100:2..8", {small + u'2', large + u'2'});
        row("A100:40GB", {small + u'1'});
        row("A100-80GB", {large + u'1'});
        row("A100:40GB..:2", {small + u'2', large + u'2'});
        row("H100,A100:80GB", {h100 + u'1', large + u'1'});
        row("A100,H100:80GB", {large + u'1', h100 + u'1'});
        row("24GB", {l4 + u'1'});
        row("..40GB:nvidia", {l4 + u'1', small + u'1'});
        row("100GB..", {u"MI300X 192GB|device|amd.com/gpu|1"_s}); // nobody knows the prototype's
        row("8", {u"||nvidia.com/gpu|8"_s});
        row("nvidia:8", {u"||nvidia.com/gpu|8"_s});
        row("amd:2", {u"||amd.com/gpu|2"_s});
        row("amd:100GB..:2", {u"MI300X 192GB|device|amd.com/gpu|2"_s});
        row("A100:1g.10gb:2", {u"A100 1g.10gb|mig|nvidia.com/mig-1g.10gb|2"_s});
        row("mig-1g.10gb", {u"A100 1g.10gb|mig|nvidia.com/mig-1g.10gb|1"_s});
        row("A100:2g.20gb", {});
        row("T4", {});
        row("T4:shared:2", {u"T4 16GB|shared|nvidia.com/gpu|2"_s});
        row("NVIDIA-X9000-Prototype:2", {u"NVIDIA-X9000-Prototype|device|nvidia.com/gpu|2"_s});
        row("B200", {});
        row("google", {});
        row("none", {});
    }
    void offers()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QStringList found;
        for (const settings::GpuRequest &gpu : candidates(parseGpuAsk(text).value(), mixed()).choices)
            found += u"%1|%2|%3|%4"_s.arg(gpu.product, gpu.kind, gpu.resource).arg(gpu.count.value_or(0));
        QCOMPARE(found, expected);
    }

    void reasons_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("name") << u"B200"_s << u"has H100 80GB, not B200"_s;
        QTest::newRow("slice") << u"A100:40GB"_s << u"A100 1g.10gb is a MIG slice, which is asked for as 1g.10gb"_s;
        QTest::newRow("share") << u"T4"_s << u"T4 16GB is shared, which is asked for as shared"_s;
        QTest::newRow("size") << u"A100:40GB"_s << u"has A100 80GB, not the memory that is asked for"_s;
        QTest::newRow("unknown size") << u"24GB"_s << u"nobody knows how much memory NVIDIA-X9000-Prototype has"_s;
        QTest::newRow("vendor") << u"amd"_s << u"has H100 80GB, which is not by amd"_s;
        QTest::newRow("number") << u"8"_s << u"MI300X 192GB is amd.com/gpu, and a number alone is of nvidia.com/gpu"_s;
        QTest::newRow("profile") << u"A100:2g.20gb"_s << u"has A100 1g.10gb, not 2g.20gb"_s;
    }
    void reasons()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const QStringList found = candidates(parseGpuAsk(text).value(), mixed()).reasons;
        QVERIFY2(found.contains(expected), qPrintable(found.join(u"; "_s)));
    }

    void plain_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("number") << u"8"_s << u"|||8"_s;
        QTest::newRow("product") << u"H100:2..4"_s << u"H100|device||2"_s;
        QTest::newRow("size") << u"A100:80GB"_s << u"A100 80GB|device||1"_s;
        QTest::newRow("sizes") << u"A100:40GB..80GB"_s << u"A100|device||1"_s;
        QTest::newRow("slice") << u"A100:1g.10gb:2"_s << u"A100 1g.10gb|mig||2"_s;
        QTest::newRow("any slice") << u"1g.10gb:2"_s << u"||nvidia.com/mig-1g.10gb|2"_s;
        QTest::newRow("vendor") << u"amd:4"_s << u"||amd.com/gpu|4"_s;
        QTest::newRow("none") << u"none"_s << u"|||0"_s;
    }
    void plain()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const settings::GpuRequest gpu = plainRequest(parseGpuAsk(text).value());
        QCOMPARE(u"%1|%2|%3|%4"_s.arg(gpu.product, gpu.kind, gpu.resource).arg(gpu.count.value_or(0)), expected);
    }
};

QTEST_GUILESS_MAIN(TestGpuAsk)
#include "tst_gpuask.moc"
