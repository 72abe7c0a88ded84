// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/statskeeper.h"
#include "tests/docker/bedengine.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 120'000;

} // namespace

//! The stats of real containers: of those that are seen, for as long as they are and run.
class TestStatsKeeperServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_engine.close(); }
    void init();
    void onlyWhatIsSeen();
    void whatEnds_data();
    void whatEnds();
    void connectedAnew();

private:
    ContainerRef ref(const QString &id) const { return {u"bed"_s, id}; }
    std::vector<settings::Daemon> daemons() const
    {
        return {{.id = u"bed"_s, .name = u"bed"_s, .host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER")}};
    }
    bool isLive() const
    {
        docker::DaemonSession *session = m_fleet->session(u"bed"_s);
        return session && session->status().state == docker::DaemonState::Live;
    }
    bool knows(const QStringList &ids) const;
    int samplesOf(const QString &id) const
    {
        return int(std::count_if(m_samples.begin(), m_samples.end(), [&](const StatsSample &sample) {
            return sample.container == ref(id) && sample.stats.memoryBytes > 0;
        }));
    }

    BedEngine m_engine;
    std::unique_ptr<DaemonFleet> m_fleet;
    std::unique_ptr<StatsKeeper> m_keeper; // goes first
    std::vector<StatsSample> m_samples;
    QList<ContainerRef> m_ended;
};

void TestStatsKeeperServer::initTestCase()
{
    const QString host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER");
    QVERIFY2(!host.isEmpty(), "the test bed is not running: ./dev test starts it");
    QCOMPARE(m_engine.open({.address = {.host = host}, .contextName = {}}), QString());
}

void TestStatsKeeperServer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_keeper.reset();
    m_samples.clear();
    m_ended.clear();
    m_fleet = std::make_unique<DaemonFleet>(QString(), QString(), "fairlead-test");
    m_keeper = std::make_unique<StatsKeeper>(*m_fleet);
    connect(m_keeper.get(), &StatsKeeper::sampled, this, [this](const std::vector<StatsSample> &samples) {
        m_samples.insert(m_samples.end(), samples.begin(), samples.end());
    });
    connect(m_keeper.get(), &StatsKeeper::ended, this, [this](const ContainerRef &each) { m_ended += each; });
    m_fleet->setDaemons(daemons());
    m_fleet->open(u"bed"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(), Patience);
}

bool TestStatsKeeperServer::knows(const QStringList &ids) const
{
    const auto &all = m_fleet->session(u"bed"_s)->containers();
    return std::all_of(ids.begin(), ids.end(), [&](const QString &id) {
        return std::any_of(all.begin(), all.end(),
                           [&](const docker::Container &each) { return each.id == id && each.state == "running"_L1; });
    });
}

void TestStatsKeeperServer::onlyWhatIsSeen()
{
    const QString one = m_engine.run({u"sleep"_s, u"600"_s});
    const QString two = m_engine.run({u"sleep"_s, u"600"_s});
    const QString created = m_engine.create({.command = {u"true"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(knows({one, two}), Patience);
    QCOMPARE(m_keeper->streamCount(), 0u); // nobody looks
    m_keeper->setSeen({ref(one), ref(created), ref(u"nobody"_s), {u"other"_s, one}});
    QCOMPARE(m_keeper->streamCount(), 1u);
    QTRY_VERIFY_WITH_TIMEOUT(samplesOf(one) >= 2, Patience);
    QVERIFY(m_samples.back().stats.cpuFraction.has_value());
    QVERIFY(m_samples.back().stats.memoryLimitBytes > 0);
    QVERIFY(m_samples.back().at > 0);
    QCOMPARE(samplesOf(two), 0);
    m_keeper->setSeen({ref(two)});
    QCOMPARE(m_keeper->streamCount(), 1u);
    QCOMPARE(m_ended, QList<ContainerRef>{ref(one)});
    m_samples.clear();
    QTRY_VERIFY_WITH_TIMEOUT(samplesOf(two) >= 2, Patience);
    QCOMPARE(samplesOf(one), 0);
    m_keeper->setSeen({});
    QCOMPARE(m_keeper->streamCount(), 0u);
}

void TestStatsKeeperServer::whatEnds_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"stopped", "removed", "closed", "gone from the settings"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void TestStatsKeeperServer::whatEnds()
{
    QFETCH(QString, way);
    const QString id = m_engine.run({u"sleep"_s, u"600"_s});
    QTRY_VERIFY_WITH_TIMEOUT(knows({id}), Patience);
    m_keeper->setSeen({ref(id)});
    QTRY_VERIFY_WITH_TIMEOUT(samplesOf(id) >= 1, Patience);
    if (way == "stopped"_L1)
        QVERIFY(m_engine.ask<void>(
            [&](auto *c, auto done) { m_engine.client->stopContainer(id, std::chrono::seconds(1), c, done); }));
    else if (way == "removed"_L1)
        QVERIFY(m_engine.remove(id));
    else if (way == "closed"_L1)
        m_fleet->setOpen({});
    else
        m_fleet->setDaemons({});
    QTRY_COMPARE_WITH_TIMEOUT(m_keeper->streamCount(), 0u, Patience);
    QCOMPARE(m_ended, QList<ContainerRef>{ref(id)});
    if (way != "stopped"_L1)
        return;
    // It runs again, and is still seen.
    m_samples.clear();
    QVERIFY(m_engine.start(id));
    QTRY_VERIFY_WITH_TIMEOUT(samplesOf(id) >= 1, Patience);
}

//! With the daemon come the streams of what is still seen.
void TestStatsKeeperServer::connectedAnew()
{
    const QString id = m_engine.run({u"sleep"_s, u"600"_s});
    QTRY_VERIFY_WITH_TIMEOUT(knows({id}), Patience);
    m_keeper->setSeen({ref(id)});
    QTRY_VERIFY_WITH_TIMEOUT(samplesOf(id) >= 1, Patience);
    m_fleet->setOpen({});
    QCOMPARE(m_keeper->streamCount(), 0u);
    m_samples.clear();
    m_fleet->open(u"bed"_s);
    QCOMPARE(m_keeper->streamCount(), 0u); // not before it is live
    QTRY_VERIFY_WITH_TIMEOUT(samplesOf(id) >= 1, Patience);
    QCOMPARE(m_keeper->streamCount(), 1u);
}

QTEST_GUILESS_MAIN(TestStatsKeeperServer)
#include "tst_statskeeper_server.moc"
