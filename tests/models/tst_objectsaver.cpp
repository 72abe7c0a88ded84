// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsfile.h"
#include "backends/settings/settingsstore.h"
#include "models/forms/clash.h"
#include "models/forms/objectedit.h"
#include "models/forms/objectsaver.h"
#include "models/forms/settingstext.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using settings::Daemon;

namespace {

constexpr int Patience = 30'000; // ms

const QByteArray File = "apiVersion: fairlead/v1\n"
                        "daemons:\n"
                        "- {id: d, name: lab, host: \"tcp://a:1\"} # ours\n";

//! A form's saver over a file that others write, too.
struct Fixture
{
    QTemporaryDir dir;
    settings::SettingsStore store{dir.filePath(u"fairlead.yaml"_s)};
    ObjectSaver saver{store};
    QSignalSpy saved{&saver, &ObjectSaver::saved};
    QSignalSpy clashed{&saver, &ObjectSaver::clashed};
    QSignalSpy failed{&saver, &ObjectSaver::failed};
    QSignalSpy failedLate{&saver, &ObjectSaver::failedLate};

    Fixture()
    {
        write(File);
        QSignalSpy changed(&store, &settings::SettingsStore::changed);
        store.start();
        QVERIFY(!changed.isEmpty() || changed.wait(Patience));
    }
    void write(const QByteArray &content) const
    {
        QFile file(store.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    Daemon now() const { return settings::loadSettings(store.path()).settings.daemons.at(0); }
    //! With name and host of ours.
    settings::SettingsChange change() const
    {
        const auto edit = ObjectEdit<Daemon>::of(store.root(), u"d"_s);
        Daemon ours = edit->object();
        ours.name = u"mine"_s;
        ours.host = u"tcp://mine:1"_s;
        return edit->change(ours);
    }
};

} // namespace

class TestObjectSaver : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saves()
    {
        Fixture f;
        f.saver.save(f.change());
        QVERIFY(f.saver.isSaving());
        QTRY_COMPARE_WITH_TIMEOUT(f.saved.size(), 1, Patience);
        QCOMPARE(f.saved[0][0].toString(), u"d"_s);
        QVERIFY(!f.saver.isSaving());
        QCOMPARE(f.now().host, u"tcp://mine:1"_s);
    }

    void asksAgainAboutAThirdSide()
    {
        Fixture f;
        const settings::SettingsChange change = f.change();
        f.write(QByteArray(File).replace("a:1", "theirs:1"));
        f.saver.save(change);
        QTRY_COMPARE_WITH_TIMEOUT(f.clashed.size(), 1, Patience);
        QVERIFY(f.saver.isClashing() && !f.saver.isGone());
        QCOMPARE(f.saver.clashingKeys(), QStringList{u"host"_s});
        const settings::SettingsChange mine = f.saver.decided({});
        f.write(QByteArray(File).replace("a:1", "third:1")); // while somebody chooses
        f.saver.save(mine);
        QTRY_COMPARE_WITH_TIMEOUT(f.clashed.size(), 2, Patience);
        QCOMPARE(clashTexts(f.saver.clashes()),
                 (std::vector<ClashText>{{u"host"_s, u"tcp://third:1"_s, u"tcp://mine:1"_s}}));
        f.saver.save(f.saver.decided({u"host"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(f.saved.size(), 1, Patience);
        QCOMPARE(f.now().host, u"tcp://third:1"_s);
        QCOMPARE(f.now().name, u"mine"_s);
    }

    void putsBackWhatIsGone()
    {
        Fixture f;
        const settings::SettingsChange change = f.change();
        f.write("apiVersion: fairlead/v1\n");
        f.saver.save(change);
        QTRY_COMPARE_WITH_TIMEOUT(f.clashed.size(), 1, Patience);
        QVERIFY(f.saver.isGone());
        f.saver.save(f.saver.decided({}));
        QTRY_COMPARE_WITH_TIMEOUT(f.saved.size(), 1, Patience);
        QCOMPARE(f.now().name, u"mine"_s);
    }

    void tellsWhatFailed_data()
    {
        QTest::addColumn<bool>("isForgotten");
        QTest::newRow("the form waits") << false;
        QTest::newRow("the form is about something else by now") << true;
    }
    void tellsWhatFailed()
    {
        QFETCH(bool, isForgotten);
        Fixture f;
        const settings::SettingsChange change = f.change();
        f.write("daemons: [\n");
        f.saver.save(change);
        if (isForgotten)
            f.saver.forget();
        QSignalSpy &told = isForgotten ? f.failedLate : f.failed;
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Patience);
        QVERIFY(!told[0][0].toString().isEmpty());
        QCOMPARE(f.failed.size() + f.failedLate.size(), 1);
        QVERIFY(!f.saver.isSaving());
        QTRY_VERIFY_WITH_TIMEOUT(readOnlyText(f.store).contains(f.store.path() + u':'), Patience);
        f.write(File);
        QTRY_VERIFY_WITH_TIMEOUT(readOnlyText(f.store).isEmpty(), Patience);
    }
};

QTEST_GUILESS_MAIN(TestObjectSaver)
#include "tst_objectsaver.moc"
