// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shownwindow.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/keysoverlay.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/dockarea.h"
#include "ui/widgets/filteredit.h"

#include <QDialog>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

//! The window, and the waiting pods in one of their own that has the focus.
struct Fixture : ShownWindow
{
    DataTable *waiting = nullptr;

    Fixture()
    {
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live), makeEntry(u"b"_s, ConnectionState::Stale)},
                           {});
        cluster.put(makeNode(u"node"_s, 8));
        cluster.put(makePod(u"w"_s, {}, 4));
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
        for (DockArea *area : window.findChildren<DockArea *>()) {
            if (area->ids().contains(u"waiting"_s))
                area->setDetached(u"waiting"_s, true);
        }
        waiting = &table(u"Waiting"_s);
        away().activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&away()));
        waiting->setFocus();
    }

    QWidget &away() const { return *waiting->window(); }
};

} // namespace

class TestDetachedKeys : public QObject
{
    Q_OBJECT
private slots:
    // A window without a screen says that it has no size hints and cannot be in front.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*(propagateSizeHints|raise)).*$"_s)); }

    void keysWork_data()
    {
        QTest::addColumn<QKeySequence>("keys");
        QTest::addColumn<bool>("isInFront"); // the window that shows what the key asked for
        QTest::newRow("commands") << QKeySequence(u"Ctrl+K"_s) << true;
        QTest::newRow("filter") << QKeySequence(u"/"_s) << true;
        QTest::newRow("keys") << QKeySequence(u"?"_s) << true;
        QTest::newRow("the other pane") << QKeySequence(u"Ctrl+2"_s) << true;
        QTest::newRow("retry") << QKeySequence(u"F5"_s) << false;
    }

    void keysWork()
    {
        QFETCH(QKeySequence, keys);
        QFETCH(bool, isInFront);
        Fixture f;
        QVERIFY(&f.away() != &f.window);
        QTRY_VERIFY(f.away().isActiveWindow() && f.waiting->hasFocus());
        QSignalSpy retries(&f.window, &MainWindow::retryRequested);
        QTest::keySequence(f.waiting, keys);
        QTRY_COMPARE(f.window.isActiveWindow(), isInFront);
        const QString key = keys.toString();
        QCOMPARE(f.window.findChild<CommandPalette *>()->isVisible(), key == u"Ctrl+K"_s);
        QCOMPARE(f.window.findChild<KeysOverlay *>()->isVisible(), key == u"?"_s);
        QCOMPARE(qobject_cast<FilterEdit *>(QApplication::focusWidget()) != nullptr, key == u"/"_s);
        QCOMPARE(retries.size(), key == u"F5"_s ? 1 : 0); // of what is stale, and once
        QCOMPARE(f.table(u"Contexts"_s).isVisible(), key == u"Ctrl+2"_s);
    }

    void escapeGoesBack_data()
    {
        QTest::addColumn<QKeySequence>("keys");
        QTest::newRow("from the commands") << QKeySequence(u"Ctrl+K"_s);
        QTest::newRow("from the keys") << QKeySequence(u"?"_s);
    }

    void escapeGoesBack()
    {
        QFETCH(QKeySequence, keys);
        Fixture f;
        QTest::keySequence(f.waiting, keys);
        QTRY_VERIFY(f.window.isActiveWindow());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(f.away().isActiveWindow());
        QTRY_VERIFY(f.waiting->hasFocus());
        QVERIFY(!f.window.findChild<CommandPalette *>()->isVisible());
        QVERIFY(!f.window.findChild<KeysOverlay *>()->isVisible());
    }

    //! The window is gone that the commands were opened from.
    void thereIsNoWayBack()
    {
        Fixture f;
        QTest::keySequence(f.waiting, QKeySequence(u"Ctrl+K"_s));
        QTRY_VERIFY(f.window.isActiveWindow());
        f.away().close();
        QTest::keyClick(f.window.findChild<CommandPalette *>()->findChild<QWidget *>(), Qt::Key_Escape);
        QTRY_VERIFY(!f.window.findChild<CommandPalette *>()->isVisible());
    }

    void aDialogIsAnsweredFirst()
    {
        Fixture f;
        QSignalSpy retries(&f.window, &MainWindow::retryRequested);
        QDialog dialog(&f.window);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        for (const QString &keys : {u"F5"_s, u"Ctrl+K"_s, u"?"_s})
            QTest::keySequence(&dialog, QKeySequence(keys));
        QCOMPARE(retries.size(), 0);
        QVERIFY(!f.window.findChild<CommandPalette *>()->isVisible());
        QVERIFY(!f.window.findChild<KeysOverlay *>()->isVisible());
    }
};

QTEST_MAIN(TestDetachedKeys)
#include "tst_detachedkeys.moc"
