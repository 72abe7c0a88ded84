// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/workshop/imagehub.h"
#include "tests/support/bedservers.h"
#include "tests/support/writefile.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
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

} // namespace

//! Two daemons and a registry: which has the image that was built, and which another one.
class TestImagePlacesBed : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void drifts();

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
    settings::SettingsStore store(m_folder.filePath(u"fairlead.yaml"_s));
    DockerModels docker;
    ImagesModels images;
    ActivityCentre activities{QString()};
    ImageHub hub({.settingsFolder = m_folder.path(),
                  .dockerFolder = m_folder.path(),
                  .userAgent = "fairlead-test",
                  .environment = BedServers::environment(m_bed.dockerConfig())},
                 {.settings = store, .docker = docker, .images = images, .activities = activities});
    store.start();
    hub.setOpenDaemons({u"local"_s, u"remote"_s});
    hub.seePlaces(true);
    //! "There Missing There": on the local daemon, on the remote one, in the registry.
    const auto states = [&] {
        const ImagePlacesModel &places = *images.places();
        const ImagePlaces::Image *image = places.image(u"exec"_s);
        QStringList words;
        for (const ImagePlaces::Found &found : image ? image->found : std::vector<ImagePlaces::Found>()) {
            static const QStringList all{u"Unknown"_s,    u"Missing"_s, u"There"_s,
                                         u"Uncompared"_s, u"Differs"_s, u"Failed"_s};
            words += all[qsizetype(found.state)];
        }
        return words.join(u' ');
    };
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"Missing Missing Missing"_s, Patience);
    hub.build({u"exec"_s}, true);
    QTRY_COMPARE_WITH_TIMEOUT(states(), u"There Missing There"_s, Patience);
    const auto inRegistry = [&] { return images.places()->image(u"exec"_s)->found.back(); };
    QTRY_VERIFY_WITH_TIMEOUT(inRegistry().sizeBytes > 0, Patience);
    QVERIFY(inRegistry().created > QDateTime::currentSecsSinceEpoch() - 3'600);
    QVERIFY(inRegistry().sizeBytes < images.places()->image(u"exec"_s)->found.front().sizeBytes); // compressed

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

QTEST_GUILESS_MAIN(TestImagePlacesBed)
#include "tst_imageplaces_bed.moc"
