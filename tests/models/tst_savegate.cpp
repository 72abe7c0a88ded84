// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/folderlock.h"
#include "backends/settings/settingsstore.h"
#include "models/forms/savegate.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000; // ms

settings::SettingsChange changeOf(const QString &id, const files::YamlValue &before = {})
{
    return {u"daemons"_s, id, before, settings::toYaml(settings::Daemon{.id = id, .name = id, .host = u"h"_s})};
}

} // namespace

class TestSaveGate : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void nothingIsSaved()
    {
        const QTemporaryDir dir;
        settings::SettingsStore store(dir.filePath(u"f"_s));
        models::SaveGate gate(store);
        bool isThrough = false;
        gate.pass([&isThrough] { isThrough = true; });
        QVERIFY(isThrough);
    }

    void waitsForAll()
    {
        const QTemporaryDir dir;
        settings::SettingsStore store(dir.filePath(u"f"_s));
        models::SaveGate gate(store);
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
            store.save({changeOf(id)}, this, [](const settings::SaveOutcome &) {});
        QStringList passed;
        gate.pass([&passed] { passed += u"first"_s; });
        gate.pass([&] {
            passed += u"second"_s;
            QCOMPARE(settings::loadSettings(store.path()).settings.daemons.size(), 3U);
        });
        QVERIFY(passed.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(passed, QStringList{u"second"_s}, Patience);
    }

    void tellsWhoWaitsLong_data()
    {
        QTest::addColumn<int>("passes");
        QTest::addColumn<bool>("isCancelled");
        QTest::newRow("after a while") << 1 << false;
        QTest::newRow("at once where it is asked again") << 2 << false;
        QTest::newRow("and asked once more") << 3 << false;
        QTest::newRow("cancelled") << 2 << true;
    }
    void tellsWhoWaitsLong()
    {
        QFETCH(int, passes);
        QFETCH(bool, isCancelled);
        const QTemporaryDir dir;
        settings::SettingsStore store(dir.filePath(u"f"_s));
        models::SaveGate gate(store);
        QSignalSpy isLong(&gate, &models::SaveGate::waitIsLong);
        QSignalSpy isOver(&gate, &models::SaveGate::waitIsOver);
        auto another = std::make_optional<files::FolderLock>(store.path()); // another console is saving
        QVERIFY(another->take());
        store.save({changeOf(u"a"_s)}, this, [](const settings::SaveOutcome &) {});
        int passed = 0;
        for (int i = 0; i < passes; ++i)
            gate.pass([&passed] { ++passed; });
        QCOMPARE(isLong.size(), passes - 1);
        QTRY_VERIFY_WITH_TIMEOUT(!isLong.isEmpty(), Patience);
        QVERIFY(isOver.isEmpty());
        if (isCancelled) {
            gate.cancel();
            QCOMPARE(isOver.size(), 1);
        }
        another.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!store.isSaving(), Patience);
        QCOMPARE(passed, isCancelled ? 0 : 1);
        QCOMPARE(isOver.size(), 1);
    }

    void whatFailsKeepsItShut_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("why");
        QTest::newRow("broken") << "a: [\n"_ba << u"not overwritten"_s;
        QTest::newRow("clash") << "apiVersion: fairlead/v1\n"_ba << u"others have changed daemons[id=b] meanwhile"_s;
    }
    void whatFailsKeepsItShut()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, why);
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"f"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        settings::SettingsStore store(file.fileName());
        models::SaveGate gate(store);
        QSignalSpy notSaved(&gate, &models::SaveGate::notSaved);
        store.save({changeOf(u"a"_s)}, this, [](const settings::SaveOutcome &) {});
        store.save({changeOf(u"b"_s, changeOf(u"b"_s).after)}, nullptr, {}); // whose form is gone
        store.save({changeOf(u"c"_s)}, this, [](const settings::SaveOutcome &) {});
        bool isThrough = false;
        gate.pass([&isThrough] { isThrough = true; });
        QTRY_VERIFY_WITH_TIMEOUT(!store.isSaving(), Patience);
        QVERIFY(!isThrough);
        QCOMPARE(notSaved.size(), 1);
        QVERIFY2(notSaved[0][0].toString().contains(why), qPrintable(notSaved[0][0].toString()));
        gate.pass([&isThrough] { isThrough = true; }); // who wants to go all the same may
        QVERIFY(isThrough);
    }
};

QTEST_GUILESS_MAIN(TestSaveGate)
#include "tst_savegate.moc"
