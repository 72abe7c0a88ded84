// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsstore.h"
#include "backends/settings/unusable.h"

#include <QDir>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace fairlead::files;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;
using Kind = SaveOutcome::Kind;

namespace {

constexpr int Patience = 30'000; // ms

SettingsChange newDaemon(const QString &id)
{
    return {u"daemons"_s, id, {}, toYaml(Daemon{.id = id, .name = id, .host = u"unix:///x"_s})};
}

} // namespace

class TestSettingsStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString path() const { return m_dir->filePath(u"fairlead.yaml"_s); }
    //! As an editor does: another file takes its place.
    void replace(const QByteArray &content)
    {
        QSaveFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        QVERIFY(file.commit());
    }
    QStringList idsOf(const SettingsStore &store)
    {
        QStringList ids;
        for (const Daemon &daemon : store.settings().daemons)
            ids += daemon.id;
        return ids;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void followsTheFile_data()
    {
        QTest::addColumn<bool>("isRemote");
        QTest::newRow("the kernel reports") << false;
        QTest::newRow("of another machine") << true;
    }
    void followsTheFile()
    {
        QFETCH(bool, isRemote);
        SettingsStore store(
            path(), nullptr, isRemote ? [](const QString &) { return true; } : [](const QString &) { return false; });
        QSignalSpy changes(&store, &SettingsStore::changed);
        store.start();
        QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 1, Patience);
        QVERIFY(store.settings() == Settings() && !store.isReadOnly());
        replace("apiVersion: fairlead/v1\ndaemons: [{id: a, name: a}]\n");
        QTRY_COMPARE_WITH_TIMEOUT(idsOf(store), QStringList{u"a"_s}, Patience);
        replace("apiVersion: fairlead/v1\ndaemons: [{id: a, name: a}, {id: b}]\n");
        QTRY_COMPARE_WITH_TIMEOUT(store.problems().size(), std::size_t(1), Patience);
        QCOMPARE(idsOf(store), QStringList{u"a"_s});
        // Broken: what was good stays until it is mended.
        replace("apiVersion: [\n");
        QTRY_VERIFY_WITH_TIMEOUT(store.isReadOnly(), Patience);
        QCOMPARE(idsOf(store), QStringList{u"a"_s});
        replace("apiVersion: fairlead/v1\n");
        QTRY_VERIFY_WITH_TIMEOUT(!store.isReadOnly(), Patience);
        QCOMPARE(idsOf(store), QStringList());
    }

    void opensOnABrokenFile_data()
    {
        QTest::addColumn<QByteArray>("backup"); // empty: none
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("its backup is good")
            << QByteArray("apiVersion: fairlead/v1\ndaemons: [{id: a, name: a}]\n") << QStringList{u"a"_s};
        QTest::newRow("its backup has mistakes")
            << QByteArray("apiVersion: fairlead/v1\ndaemons: [{id: a, name: a}, {id: b}]\n") << QStringList{u"a"_s};
        QTest::newRow("its backup is broken, too") << QByteArray("apiVersion: [\n") << QStringList();
        QTest::newRow("it has no backup") << QByteArray() << QStringList();
    }
    //! What its backup says is shown, and is never taken for what the file says.
    void opensOnABrokenFile()
    {
        QFETCH(const QByteArray, backup);
        QFETCH(const QStringList, ids);
        replace("apiVersion: [\n");
        QFile bak(path() + u".bak"_s);
        if (!backup.isEmpty()) {
            QVERIFY(bak.open(QIODevice::WriteOnly));
            bak.write(backup);
            bak.close();
        }
        SettingsStore store(path());
        QSignalSpy changes(&store, &SettingsStore::changed);
        store.start();
        QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 1, Patience);
        QVERIFY(store.isReadOnly());
        QCOMPARE(idsOf(store), ids);
        QCOMPARE(store.hasGood(), !ids.isEmpty());
        QCOMPARE(store.backupUntil().has_value(), !ids.isEmpty());
        if (!ids.isEmpty())
            QCOMPARE(*store.backupUntil(), QFileInfo(bak).lastModified());
        const Unusable *unusable = unusableIn(store.settings(), u"baseImages"_s);
        QVERIFY(unusable && unusable->problem.startsWith(path() + u':'));
        // Another mistake, and none.
        replace("apiVersion: {\n");
        QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 2, Patience);
        QCOMPARE(idsOf(store), ids);
        QVERIFY(unusableIn(store.settings(), u"baseImages"_s));
        replace("apiVersion: fairlead/v1\ndaemons: [{id: c, name: c}]\n");
        QTRY_COMPARE_WITH_TIMEOUT(idsOf(store), QStringList{u"c"_s}, Patience);
        QVERIFY(store.hasGood() && !store.backupUntil() && store.settings().unusable.empty());
        // From here on there is a state that was read as it is.
        replace("apiVersion: [\n");
        QTRY_VERIFY_WITH_TIMEOUT(store.isReadOnly(), Patience);
        QVERIFY(!store.backupUntil() && unusableIn(store.settings(), u"baseImages"_s));
        QCOMPARE(idsOf(store), QStringList{u"c"_s});
    }

    void savesInOrder()
    {
        SettingsStore store(path());
        QSignalSpy changes(&store, &SettingsStore::changed);
        store.start();
        QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 1, Patience);
        QStringList done;
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s}) {
            store.save({newDaemon(id)}, this, [&done, &store, id, this](const SaveOutcome &outcome) {
                QCOMPARE(outcome.kind, Kind::Saved);
                done += id;
                QCOMPARE(idsOf(store), done); // it is there before one is told
            });
        }
        QVERIFY(done.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(done, (QStringList{u"a"_s, u"b"_s, u"c"_s}), Patience);
    }

    void twoConsolesSeeEachOther()
    {
        SettingsStore one(path());
        SettingsStore two(path());
        one.start();
        two.start();
        one.save({newDaemon(u"a"_s)}, this, [](const SaveOutcome &) {});
        two.save({newDaemon(u"b"_s)}, this, [](const SaveOutcome &) {});
        QTRY_COMPARE_WITH_TIMEOUT(idsOf(one).size(), 2, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(idsOf(two).size(), 2, Patience);
        QCOMPARE(idsOf(one), idsOf(two));
    }

    void whoIsGoneIsNotTold()
    {
        bool isTold = false;
        {
            SettingsStore store(path());
            auto context = std::make_unique<QObject>();
            bool isDone = false;
            store.save({newDaemon(u"a"_s)}, context.get(), [&isTold](const SaveOutcome &) { isTold = true; });
            store.save({newDaemon(u"b"_s)}, this, [&isDone](const SaveOutcome &) { isDone = true; });
            context.reset();
            QTRY_VERIFY_WITH_TIMEOUT(isDone, Patience);
            store.save({newDaemon(u"c"_s)}, this, [&isTold](const SaveOutcome &) { isTold = true; });
        } // a save that has begun is done
        QVERIFY(!isTold);
        QCOMPARE(loadSettings(path()).settings.daemons.size(), 3U);
    }

    //! A console that ends loses nothing that was to be saved.
    void allThatWaitIsSaved()
    {
        {
            SettingsStore store(path());
            for (const QString &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
                store.save({newDaemon(id)}, this, [](const SaveOutcome &) { QFAIL("told"); });
        }
        QCOMPARE(loadSettings(path()).settings.daemons.size(), 4U);
    }

    void saysUntilWhenItSaves()
    {
        SettingsStore store(path());
        QList<Kind> ended;
        QStringList told;
        connect(&store, &SettingsStore::saveEnded, this, [&](const SaveOutcome &outcome) {
            ended += outcome.kind;
            QCOMPARE(store.isSaving(), ended.size() < 3);
            QCOMPARE(told.size(), ended.size()); // who asked for it is told first
        });
        QVERIFY(!store.isSaving());
        for (const QString &id : {u"a"_s, u"a"_s, u"b"_s})
            store.save({newDaemon(id)}, this, [&told, id](const SaveOutcome &) { told += id; });
        QVERIFY(store.isSaving());
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 3, Patience);
        QVERIFY(!store.isSaving());
    }

    void aBrokenFileIsNotSaved()
    {
        replace("apiVersion: [\n");
        SettingsStore store(path());
        store.start();
        QTRY_VERIFY_WITH_TIMEOUT(store.isReadOnly(), Patience);
        std::optional<SaveOutcome> outcome;
        store.save({newDaemon(u"a"_s)}, this, [&outcome](const SaveOutcome &it) { outcome = it; });
        QTRY_VERIFY_WITH_TIMEOUT(outcome, Patience);
        QCOMPARE(outcome->kind, Kind::Failed);
        QVERIFY2(outcome->reason.contains(u"not overwritten"_s), qPrintable(outcome->reason));
    }
};

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "tst_settingsstore.moc"
