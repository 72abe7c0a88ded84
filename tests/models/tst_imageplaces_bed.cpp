// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/workshop/imagehub.h"
#include "tests/support/bedcommands.h"
#include "tests/support/bedservers.h"
#include "tests/support/writefile.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 120'000;

//! Of another run it is another one: an image that was left there is as old as that.
QByteArray recipe(const QString &run, int number)
{
    return "FROM scratch\nCOPY busybox /bin/busybox\nENV NUMBER=" + run.toUtf8() + '.' + QByteArray::number(number) +
           "\n";
}

//! Hub and models on the settings of a folder.
struct Console
{
    explicit Console(const QString &folder, const BedServers &bed)
        : store(folder + u"/fairlead.yaml"_s)
        , hub({.settingsFolder = folder,
               .dockerFolder = folder,
               .userAgent = "fairlead-test",
               .environment = BedServers::environment(bed.dockerConfig())},
              {.settings = store, .docker = docker, .images = images, .activities = activities})
    {
        store.start();
    }
    //! "There Missing There": on the local daemon, on the remote one, in the registry.
    QString states() const
    {
        const ImagePlaces::Image *image = images.places()->image(u"exec"_s);
        QStringList words;
        for (const ImagePlaces::Found &found : image ? image->found : std::vector<ImagePlaces::Found>()) {
            static const QStringList all{u"Unknown"_s,    u"Missing"_s, u"There"_s,
                                         u"Uncompared"_s, u"Differs"_s, u"Failed"_s};
            words += all[qsizetype(found.state)];
        }
        return words.join(u' ');
    }
    const ImagePlaces::Found &found(int place) const { return images.places()->image(u"exec"_s)->found.at(place); }

    settings::SettingsStore store;
    DockerModels docker;
    ImagesModels images;
    ActivityCentre activities{QString()};
    ImageHub hub;
};

} // namespace

//! Two daemons and a registry: which has the image that was built, and which another one.
class TestImagePlacesBed : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void drifts();
    void withoutTheBuilder_data();
    void withoutTheBuilder();

private:
    QByteArray settings() const;

    BedServers m_bed;
    QTemporaryDir m_folder;
    const QString m_number = QString::number(QDateTime::currentMSecsSinceEpoch(), 36);
};

void TestImagePlacesBed::initTestCase()
{
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(QDir(m_folder.path()).mkpath(u"exec"_s));
    QVERIFY(QFile::copy(u"/bin/busybox"_s, m_folder.filePath(u"exec/busybox"_s)));
}

QByteArray TestImagePlacesBed::settings() const
{
    const settings::Registry registry = m_bed.registry(u"basic"_s, u"places"_s);
    return u"apiVersion: fairlead/v1\n"
           "daemons:\n"
           "  - {id: local, name: local, host: \"%1\"}\n"
           "  - {id: remote, name: remote, host: \"%2\", tlsVerify: true, certPath: \"%3\"}\n"
           "registries:\n"
           "  - {id: basic, name: basic, host: \"%4\", repositoryPrefix: places, certificateAuthority: \"%5\"}\n"
           "baseImages:\n"
           "  - {id: exec, name: exec, tag: \"exec:%6\", dockerfile: Dockerfile, context: exec,\n"
           "     daemon: {id: local, name: local}, registries: [{id: basic, name: basic}]}\n"_s
               .arg(qEnvironmentVariable("FAIRLEAD_BED_DOCKER"), qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"),
                    qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS"), registry.host, registry.certificateAuthority,
                    m_number)
               .toUtf8();
}

void TestImagePlacesBed::drifts()
{
    QVERIFY(writeFile(m_folder.filePath(u"fairlead.yaml"_s), settings()));
    QVERIFY(writeFile(m_folder.filePath(u"exec/Dockerfile"_s), recipe(m_number, 1)));
    Console console(m_folder.path(), m_bed);
    ImageHub &hub = console.hub;
    hub.setOpenDaemons({u"local"_s, u"remote"_s});
    hub.seePlaces(true);
    const auto states = [&console] { return console.states(); };
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"Missing Missing Missing"_s, Patience);
    hub.build({u"exec"_s}, true);
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"There Missing There"_s, Patience);
    const auto inRegistry = [&console] { return console.found(2); };
    QTRY_VERIFY_WITH_TIMEOUT(inRegistry().sizeBytes > 0, Patience);
    QVERIFY(inRegistry().created > QDateTime::currentSecsSinceEpoch() - 3'600);
    QVERIFY(inRegistry().sizeBytes < console.found(0).sizeBytes); // compressed

    const QString pushed = u"%1/places/exec:%2"_s.arg(m_bed.registry(u"basic"_s, {}).host, m_number);
    hub.pull(pushed, u"remote"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"There There There"_s, Patience); // by the registry's name alone

    QVERIFY(writeFile(m_folder.filePath(u"exec/Dockerfile"_s), recipe(m_number, 2)));
    hub.build({u"exec"_s}, false);
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"There Differs Differs"_s, Patience);

    hub.push({u"exec"_s});
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"There Differs There"_s, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(hub.runningActivities().isEmpty(), Patience);
    // What was built elsewhere under the very name: another image, whatever its name.
    for (const QString &daemon : {u"local"_s, u"remote"_s})
        hub.act([daemon, pushed](imagejobs::DaemonActions &actions) { actions.removeImage(daemon, pushed); });
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"There Missing There"_s, Patience);
    // Nothing is built any more: what is in the registry differs from nothing.
    hub.act([this](imagejobs::DaemonActions &actions) { actions.removeImage(u"local"_s, u"exec:"_s + m_number); });
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"Missing Missing Uncompared"_s, Patience);
}

void TestImagePlacesBed::withoutTheBuilder_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<QString>("why");
    QTest::newRow("closed") << false << u"its Docker daemon local is not open"_s;
    QTest::newRow("stopped") << true << u"docker"_s; // its socket
}

//! A console that never saw the daemon that builds: what other places have is known, and as soon as it is there, all.
void TestImagePlacesBed::withoutTheBuilder()
{
    QFETCH(const bool, isOpen);
    QFETCH(const QString, why);
    QVERIFY(writeFile(m_folder.filePath(u"fairlead.yaml"_s), settings()));
    QVERIFY(writeFile(m_folder.filePath(u"exec/Dockerfile"_s), recipe(m_number, 3)));
    {
        Console console(m_folder.path(), m_bed);
        console.hub.setOpenDaemons({u"local"_s, u"remote"_s});
        console.hub.seePlaces(true);
        QTRY_VERIFY_WITH_TIMEOUT(!console.states().isEmpty() && !console.states().contains("Unknown"_L1), Patience);
        console.hub.build({u"exec"_s}, true);
        QTRY_VERIFY_WITH_TIMEOUT(console.states().startsWith("There "_L1) && console.states().endsWith(" There"_L1),
                                 Patience);
        const QString pushed = u"%1/places/exec:%2"_s.arg(m_bed.registry(u"basic"_s, {}).host, m_number);
        console.hub.pull(pushed, u"remote"_s);
        QTRY_COMPARE_WITH_TIMEOUT(console.states(), u"There There There"_s, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(console.hub.runningActivities().isEmpty(), Patience);
    }
    if (isOpen)
        QVERIFY(bed({u"stop"_s, u"docker/local"_s}));
    auto start = qScopeGuard([isOpen] { QVERIFY(!isOpen || bed({u"start"_s, u"docker/local"_s})); });
    Console console(m_folder.path(), m_bed);
    console.hub.setOpenDaemons(isOpen ? QSet<QString>{u"local"_s, u"remote"_s} : QSet<QString>{u"remote"_s});
    console.hub.seePlaces(true);
    QTRY_COMPARE_WITH_TIMEOUT(console.states(), u"Unknown Uncompared Uncompared"_s, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(console.found(2).sizeBytes > 0, Patience);
    QVERIFY(console.found(1).sizeBytes > 0 && console.found(1).created > 0 && !console.found(2).digest.isEmpty());
    for (const int place : {0, 1, 2})
        QVERIFY2(console.found(place).text.contains(why), qPrintable(console.found(place).text));
    start.dismiss();
    if (isOpen)
        QVERIFY(bed({u"start"_s, u"docker/local"_s}));
    else
        console.hub.openDaemon(u"local"_s, true);
    QTRY_COMPARE_WITH_TIMEOUT(console.states(), u"There There There"_s, Patience);
    console.hub.openDaemon(u"local"_s, false);
    QTRY_COMPARE_WITH_TIMEOUT(console.states(), u"Unknown Uncompared Uncompared"_s, Patience);
}

QTEST_GUILESS_MAIN(TestImagePlacesBed)
#include "tst_imageplaces_bed.moc"
