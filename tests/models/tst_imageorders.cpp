// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/forms/settingstext.h"
#include "models/workshop/imagehub.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;

namespace {

constexpr int Patience = 120'000;

const QByteArray Good = "apiVersion: fairlead/v1\n"
                        "daemons:\n- {id: d, name: here, host: 'unix:///nowhere.sock'}\n"
                        "registries:\n- {id: r, name: lab, host: 'registry.example:5000'}\n"
                        "baseImages:\n- {id: exec, name: exec, from: debian, tag: 'exec:1', registries: [{id: r}]}\n";

//! Hub and models, as in the console.
struct Console
{
    Console(const QByteArray &yaml, const QByteArray &backup)
        : path(folder.filePath(u"fairlead.yaml"_s))
    {
        write(path, yaml);
        if (!backup.isEmpty())
            write(path + u".bak"_s, backup);
        QObject::connect(&hub, &ImageHub::orderFailed, &hub,
                         [this](QString why) { told += u"failed: "_s + why.replace(folder.path(), u"DIR"_s); });
        QObject::connect(&activities.activities(), &ActivitiesModel::ended, &hub, [this](const Activity &activity) {
            told += u"%1 on %2 %3: %4"_s.arg(kindText(activity.kind), activity.target, stateText(activity.state),
                                             activity.result);
        });
        images.follow(store);
        store.start();
    }
    static void write(const QString &name, const QByteArray &content)
    {
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
    }

    QTemporaryDir folder;
    QString path;
    QStringList told;
    settings::SettingsStore store{path};
    DockerModels docker;
    ImagesModels images;
    ActivityCentre activities{QString()};
    QAbstractItemModelTester activitiesTester{&activities.activities(), FailureMode::QtTest};
    QAbstractItemModelTester recipesTester{&images.recipes, FailureMode::QtTest};
    ImageHub hub{{.settingsFolder = folder.path(), .dockerFolder = folder.path(), .userAgent = "fairlead-test"},
                 {.settings = store, .docker = docker, .images = images, .activities = activities}};
};

} // namespace

//! What the window is told of orders that cannot be carried out. No daemon is there.
class TestImageOrders : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aBrokenFile_data()
    {
        QTest::addColumn<QByteArray>("backup");
        QTest::addColumn<QString>("says");
        QTest::newRow("its backup is shown and nothing is built from it") << Good << u"What is shown is its backup"_s;
        QTest::newRow("nothing can be shown") << QByteArray() << u"there is no earlier state of it to show"_s;
    }
    //! At start.
    void aBrokenFile()
    {
        QFETCH(const QByteArray, backup);
        QFETCH(const QString, says);
        Console f("apiVersion: [\n", backup);
        QTRY_VERIFY_WITH_TIMEOUT(f.store.isReadOnly(), Patience);
        const QString text = readOnlyText(f.store);
        QVERIFY2(text.contains(says) && text.contains("fairlead.yaml:2:1"_L1), qPrintable(text));
        QCOMPARE(f.images.recipes.totalCount(), backup.isEmpty() ? 0 : 1);
        if (backup.isEmpty())
            return;
        f.hub.build({u"exec"_s}, true);
        QCOMPARE(f.told, QStringList{u"failed: Nothing is built or pushed from a backup of the settings: "
                                     "mend DIR/fairlead.yaml first"_s});
        Console::write(f.path, backup);
        QTRY_VERIFY_WITH_TIMEOUT(!f.store.isReadOnly(), Patience);
        f.hub.push({u"exec"_s});
        QTRY_COMPARE_WITH_TIMEOUT(f.told.size(), 2, Patience);
        QVERIFY2(f.told[1].startsWith(u"Push on lab failed: "_s), qPrintable(f.told[1]));
    }

    //! A push behind a build that fails is not what the user has cancelled.
    void skips()
    {
        Console f(Good, {});
        QTRY_COMPARE_WITH_TIMEOUT(f.images.recipes.totalCount(), 1, Patience);
        f.hub.build({u"exec"_s}, true);
        QTRY_COMPARE_WITH_TIMEOUT(f.told.size(), 2, Patience);
        QVERIFY2(f.told[0].startsWith(u"Build on here failed: "_s), qPrintable(f.told[0]));
        QCOMPARE(f.told[1], u"Push on lab skipped: exec was not built"_s);
    }
};

QTEST_GUILESS_MAIN(TestImageOrders)
#include "tst_imageorders.moc"
