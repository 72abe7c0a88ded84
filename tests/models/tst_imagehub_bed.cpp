// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/docker/dockerdetails.h"
#include "models/workshop/imagehub.h"
#include "tests/docker/bedengine.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;

namespace {

constexpr int Patience = 120'000;

//! Hub and models, connected as in the console.
struct Console
{
    explicit Console(const QString &host)
        : path(folder.filePath(u"fairlead.yaml"_s))
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write("apiVersion: fairlead/v1\ndaemons:\n  - {id: bed, name: bed, host: \"" + host.toUtf8() + "\"}\n");
        file.close();
        hub.setOpenDaemons({u"bed"_s});
        store.start();
    }
    const DaemonStatus &status() const
    {
        static const DaemonStatus none;
        const DaemonEntry *entry = docker.daemons.entry(u"bed"_s);
        return entry ? entry->status : none;
    }
    const ContainersModel::Entry *container(const QString &id) const
    {
        return docker.containers.entry(ContainersModel::keyFor(u"bed"_s, id));
    }
    bool isFollowed(const QString &id) const
    {
        const auto *entry = container(id);
        return entry && entry->object.stats && !entry->object.stats->isOld &&
               entry->object.stats->sample.cpuFraction.has_value() && entry->object.stats->sample.memoryBytes > 0;
    }
    QString text(const QString &id, ContainersModel::Column column)
    {
        docker.flush();
        const QModelIndex row = docker.containers.indexOf(ContainersModel::keyFor(u"bed"_s, id));
        return row.siblingAtColumn(int(column)).data().toString();
    }

    QTemporaryDir folder;
    QString path;
    settings::SettingsStore store{path};
    DockerModels docker;
    ImagesModels images;
    ActivityCentre activities{QString()};
    QAbstractItemModelTester daemonsTester{&docker.daemons, FailureMode::QtTest};
    QAbstractItemModelTester containersTester{&docker.containers, FailureMode::QtTest};
    QAbstractItemModelTester imagesTester{&docker.images, FailureMode::QtTest};
    QAbstractItemModelTester volumesTester{&docker.volumes, FailureMode::QtTest};
    QAbstractItemModelTester activitiesTester{&activities.activities(), FailureMode::QtTest};
    ImageHub hub{{.settingsFolder = folder.path(), .dockerFolder = folder.path(), .userAgent = "fairlead-test"},
                 {.settings = store, .docker = docker, .images = images, .activities = activities}};
};

} // namespace

//! The way from a real daemon to the tables of the window, and what the window asks for.
class TestImageHubBed : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_engine.close(); }
    void init();
    void cleanup() { m_console.reset(); }
    void statsOfWhatIsSeen();
    void diskUse();
    void testIsAnActivity();
    void testIsCancelled();

private:
    BedEngine m_engine;
    std::unique_ptr<Console> m_console;
};

void TestImageHubBed::initTestCase()
{
    const QString host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER");
    QVERIFY2(!host.isEmpty(), "the test bed is not running: ./dev test starts it");
    QCOMPARE(m_engine.open({.address = {.host = host}, .contextName = {}}), QString());
}

void TestImageHubBed::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_console = std::make_unique<Console>(qEnvironmentVariable("FAIRLEAD_BED_DOCKER"));
    QTRY_VERIFY_WITH_TIMEOUT(m_console->status().state == DaemonState::Live, Patience);
}

void TestImageHubBed::statsOfWhatIsSeen()
{
    using Column = ContainersModel::Column;
    Console &console = *m_console;
    const QString seen = m_engine.run({u"sh"_s, u"-c"_s, u"while :; do :; done"_s}); // busy
    const QString other = m_engine.run({u"sleep"_s, u"600"_s});
    QTRY_VERIFY_WITH_TIMEOUT(console.container(seen) && console.container(other), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(
        console.container(seen)->object.isRunning() && console.container(other)->object.isRunning(), Patience);
    console.hub.seeContainers({ContainersModel::keyFor(u"bed"_s, seen)});
    QTRY_VERIFY_WITH_TIMEOUT(console.isFollowed(seen), Patience);
    QVERIFY(!console.container(other)->object.stats);
    QVERIFY(!console.text(seen, Column::Cpu).isEmpty());
    QVERIFY(!console.text(seen, Column::Memory).isEmpty());
    QVERIFY(console.container(seen)->object.stats->sample.memoryLimitBytes > 0);
    QTRY_VERIFY_WITH_TIMEOUT(console.container(seen)->object.stats->sample.cpuFraction.value_or(0) > 0, Patience);
    console.hub.seeContainers({ContainersModel::keyFor(u"bed"_s, other)});
    QTRY_VERIFY_WITH_TIMEOUT(console.isFollowed(other), Patience);
    QVERIFY(console.container(seen)->object.stats->isOld);
    console.hub.seeContainers({});
    QTRY_VERIFY_WITH_TIMEOUT(console.container(other)->object.stats->isOld, Patience);
    console.hub.act([other](imagejobs::DaemonActions &actions) { actions.removeContainer(u"bed"_s, other); });
    QTRY_VERIFY_WITH_TIMEOUT(!console.container(other), Patience);
    console.hub.setOpenDaemons({});
    QTRY_VERIFY_WITH_TIMEOUT(!console.container(seen), Patience);
    QVERIFY(m_engine.remove(seen));
}

//! Never by itself; what came is in the inspector and in the tables, and goes with the connection.
void TestImageHubBed::diskUse()
{
    Console &console = *m_console;
    const QString id = m_engine.run({u"sh"_s, u"-c"_s, u"echo something > /file; sleep 600"_s});
    QTRY_VERIFY_WITH_TIMEOUT(console.container(id), Patience);
    QCOMPARE(console.status().disk.counted, 0);
    console.hub.countDisk(u"bed"_s);
    QVERIFY(console.status().disk.isCounting);
    QTRY_VERIFY_WITH_TIMEOUT(console.status().disk.counted > 0, Patience);
    QVERIFY(!console.status().disk.isCounting && !console.status().disk.error);
    QVERIFY(console.status().disk.imagesBytes > 0);
    const ObjectDetails details = daemonDetails(*console.docker.daemons.entry(u"bed"_s));
    QVERIFY(std::any_of(details.sections.begin(), details.sections.end(),
                        [](const ObjectDetails::Section &each) { return each.key == "disk"_L1; }));
    QVERIFY(console.container(id)->object.container.sizeRwBytes > 0);
    const auto images = console.docker.images.entriesOf(u"bed"_s);
    const auto ours = std::find_if(images.begin(), images.end(),
                                   [&](const auto *each) { return each->object.reference == m_engine.tag; });
    QVERIFY(ours != images.end());
    QVERIFY((*ours)->object.image.sharedSizeBytes >= 0);
    console.hub.setOpenDaemons({});
    QTRY_VERIFY_WITH_TIMEOUT(console.status().state == DaemonState::Closed, Patience);
    QCOMPARE(console.status().disk.totalBytes(), -1);
    console.hub.countDisk(u"bed"_s); // nobody is asked
    QVERIFY(!console.status().disk.isCounting);
    QVERIFY(m_engine.remove(id));
}

//! In the list with its log, and line by line at the daemon.
void TestImageHubBed::testIsAnActivity()
{
    Console &console = *m_console;
    console.hub.testDaemon(u"bed"_s);
    QVERIFY(console.status().test.isRunning);
    console.activities.activities().flush();
    QCOMPARE(console.activities.activities().rowCount(), 1);
    const QString id = console.activities.activities().index(0, 0).data(ActivitiesModel::KeyRole).toString();
    QTRY_VERIFY_WITH_TIMEOUT(!console.status().test.isRunning, Patience);
    const Activity activity = *console.activities.activities().activity(id);
    QVERIFY(activity.kind == Activity::Kind::Test && activity.hasEnded());
    QCOMPARE(activity.title, u"bed"_s);
    QVERIFY2(activity.state == Activity::State::Succeeded, qPrintable(activity.result));
    const auto &lines = console.status().test.lines;
    QVERIFY(lines.size() >= 16);
    const LogRing &log = console.activities.details(id)->log.ring();
    QCOMPARE(log.endLine() - log.firstLine(), std::int64_t(lines.size()));
    QVERIFY(std::any_of(lines.begin(), lines.end(), [](const TestReport::Line &line) {
        return line.text == "an image was built and removed"_L1 && line.severity == Severity::Ok;
    }));
    QVERIFY(console.activities.activities().canRetry(id));
    console.activities.activities().retry(id);
    QVERIFY(console.status().test.isRunning && console.status().test.lines.empty());
    QTRY_VERIFY_WITH_TIMEOUT(!console.status().test.isRunning, Patience);
    console.activities.activities().flush();
    QCOMPARE(console.activities.activities().rowCount(), 2);
}

void TestImageHubBed::testIsCancelled()
{
    Console &console = *m_console;
    console.hub.testDaemon(u"bed"_s);
    console.activities.activities().flush();
    const QString id = console.activities.activities().index(0, 0).data(ActivitiesModel::KeyRole).toString();
    console.activities.activities().cancel(id);
    QTRY_VERIFY_WITH_TIMEOUT(!console.status().test.isRunning, Patience);
    QVERIFY(console.activities.activities().activity(id)->state == Activity::State::Cancelled);
    QCOMPARE(console.status().test.lines.back().name, u"Cancelled"_s);
}

QTEST_GUILESS_MAIN(TestImageHubBed)
#include "tst_imagehub_bed.moc"
