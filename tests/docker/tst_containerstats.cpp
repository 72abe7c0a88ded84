// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/containerstats.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace Qt::StringLiterals;

class TestContainerStats : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data();
    void decodes();
    void refuses_data();
    void refuses();
};

void TestContainerStats::decodes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<ContainerStats>("expected");
    const QByteArray before = R"("precpu_stats":{"cpu_usage":{"total_usage":100},"system_cpu_usage":1000},)";
    QTest::newRow("cgroup v2") << QByteArray("{" + before +
                                             R"("cpu_stats":{"cpu_usage":{"total_usage":600},"system_cpu_usage":2000,
            "online_cpus":4},"memory_stats":{"usage":5000,"limit":9000,"stats":{"inactive_file":1000,"anon":1}},
            "networks":{"eth0":{"rx_bytes":7,"tx_bytes":8},"eth1":{"rx_bytes":1,"tx_bytes":2}},
            "blkio_stats":{"io_service_bytes_recursive":[{"op":"read","value":3},{"op":"write","value":4},
            {"op":"read","value":10}]},"pids_stats":{"current":5}})")
                               << ContainerStats{.cpuFraction = 2.0,
                                                 .cpus = 4,
                                                 .memoryBytes = 4000,
                                                 .memoryLimitBytes = 9000,
                                                 .receivedBytes = 8,
                                                 .sentBytes = 10,
                                                 .readBytes = 13,
                                                 .writtenBytes = 4,
                                                 .pids = 5};
    QTest::newRow("cgroup v1") << QByteArray("{" + before + R"("cpu_stats":{"cpu_usage":{"total_usage":350,
            "percpu_usage":[1,2]},"system_cpu_usage":2000},"memory_stats":{"usage":5000,"limit":9223372036854771712,
            "stats":{"total_inactive_file":2000,"inactive_file":1000}},"blkio_stats":{"io_service_bytes_recursive":[
            {"op":"Read","value":3},{"op":"Write","value":4},{"op":"Total","value":7}]}})")
                               << ContainerStats{.cpuFraction = 0.5,
                                                 .cpus = 2,
                                                 .memoryBytes = 3000,
                                                 .memoryLimitBytes = 1LL << 62,
                                                 .readBytes = 3,
                                                 .writtenBytes = 4};
    QTest::newRow("the first sample has no interval")
        << QByteArray(R"({"precpu_stats":{"cpu_usage":{"total_usage":0}},"cpu_stats":{"cpu_usage":{"total_usage":600},
            "system_cpu_usage":2000,"online_cpus":1},"memory_stats":{"usage":10}})")
        << ContainerStats{.cpus = 1, .memoryBytes = 10};
    QTest::newRow("more cache than use") << QByteArray(R"({"memory_stats":{"usage":10,"stats":{"inactive_file":11}}})")
                                         << ContainerStats{.memoryBytes = 10};
    QTest::newRow("it has stopped")
        << QByteArray(R"({"read":"0001-01-01T00:00:00Z","cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{},
            "blkio_stats":{"io_service_bytes_recursive":null},"pids_stats":{}})")
        << ContainerStats{};
    QTest::newRow("a counter that began anew")
        << QByteArray("{" + before + R"("cpu_stats":{"cpu_usage":{"total_usage":1},"system_cpu_usage":2000,
            "online_cpus":1}})")
        << ContainerStats{.cpuFraction = 0.0, .cpus = 1};
    QTest::newRow("of other types") << QByteArray(R"({"cpu_stats":[],"memory_stats":"x","networks":3})")
                                    << ContainerStats{};
}

void TestContainerStats::decodes()
{
    QFETCH(QByteArray, json);
    QFETCH(ContainerStats, expected);
    const Result<ContainerStats> stats = decodeStats(json);
    QVERIFY(stats);
    QCOMPARE(stats->cpuFraction.has_value(), expected.cpuFraction.has_value());
    QCOMPARE(stats->cpuFraction.value_or(0), expected.cpuFraction.value_or(0));
    QCOMPARE(stats->memoryBytes, expected.memoryBytes);
    QCOMPARE(stats->memoryLimitBytes, expected.memoryLimitBytes);
    QVERIFY(*stats == expected);
}

void TestContainerStats::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no JSON") << QByteArray("<html>");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("cut") << QByteArray("{\"cpu_stats\":");
    QTest::newRow("nothing") << QByteArray();
}

void TestContainerStats::refuses()
{
    QFETCH(QByteArray, json);
    const Result<ContainerStats> stats = decodeStats(json);
    QVERIFY(!stats);
    QCOMPARE(stats.error().reason, u"BadJson"_s);
}

QTEST_GUILESS_MAIN(TestContainerStats)
#include "tst_containerstats.moc"
