// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/folderlock.h"
#include "shownconsole.h"
#include "ui/widgets/notice.h"

#include <QRegularExpression>

#include <optional>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000; // ms
const QByteArray Settings = "apiVersion: fairlead/v1\n"
                            "daemons:\n"
                            "  - {id: d-1, name: build box, host: tcp://127.0.0.1:1}\n"
                            "  - {id: d-2, name: lab, host: tcp://127.0.0.1:1}\n";
const QString Waits = u"Fairlead closes when fairlead.yaml is saved."_s;

} // namespace

//! The window closes while something is being saved, which another console holds up.
class TestClosing : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void waitsForTheFile_data()
    {
        QTest::addColumn<QString>("then"); // while it waits
        QTest::newRow("saved") << QString();
        QTest::newRow("closed again") << u"close"_s;
        QTest::newRow("stays open") << u"stay"_s;
        QTest::newRow("the notice is dismissed") << u"dismiss"_s;
        QTest::newRow("another pane is shown") << u"activity"_s;
        QTest::newRow("something is typed") << u"type"_s;
    }
    void waitsForTheFile();
};

void TestClosing::waitsForTheFile()
{
    QFETCH(const QString, then);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"fairlead.yaml"_s);
    QVERIFY(writeFile(path, Settings));
    ShownConsole shown(folder);
    shown.window.showPane(shown.docker());
    QTRY_VERIFY_WITH_TIMEOUT(tableText(shown.docker()).contains(u"lab"_s), Patience);
    shown.docker().selectDaemon(u"d-2"_s);
    auto another = std::make_optional<files::FolderLock>(path);
    QVERIFY(another->take());
    press(shown.docker(), u"Remove…"_s);
    press(shown.docker(), u"Remove"_s);
    const auto notices = shown.window.paneArea().findChildren<ui::Notice *>(Qt::FindDirectChildrenOnly);
    QCOMPARE(notices.size(), 1);
    const ui::Notice &notice = *notices.front();

    QVERIFY(!shown.window.close());
    QCOMPARE(notice.text(), QString()); // most saves are through before anybody could read it
    if (then == "close"_L1) {
        QVERIFY(!shown.window.close());
        QCOMPARE(notice.text(), Waits);
    }
    QTRY_COMPARE_WITH_TIMEOUT(notice.text(), Waits, Patience);
    picture(shown.window, shown.shown.theme, u"closing-waits"_s);
    if (then == "stay"_L1)
        press(notice, u"Stay open"_s);
    if (then == "dismiss"_L1)
        press(notice, u"Dismiss"_s);
    if (then == "activity"_L1)
        shown.window.showPane(shown.activity());
    if (then == "type"_L1) {
        shown.docker().addDaemon();
        type(shown.docker(), u"Name"_s, u"new"_s);
    }
    QCOMPARE(notice.text(), then == "stay"_L1 || then == "dismiss"_L1 ? QString() : Waits);
    QVERIFY(read(path).contains("lab"));
    another.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!read(path).contains("lab"), Patience);
    if (then == "type"_L1) {
        QTRY_VERIFY_WITH_TIMEOUT(readable(shown.docker()).contains(u"not saved yet"_s), Patience);
        picture(shown.window, shown.shown.theme, u"closing-asks"_s);
        QVERIFY(shown.window.isVisible());
        QCOMPARE(notice.text(), QString());
        press(shown.docker(), u"Discard"_s);
    }
    if (then == "stay"_L1) // it hears of the save before it could close
        QTRY_VERIFY_WITH_TIMEOUT(!tableText(shown.docker()).contains(u"lab"_s), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.window.isVisible(), then == "stay"_L1, Patience);
}

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
