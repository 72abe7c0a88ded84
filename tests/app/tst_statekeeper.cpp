// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "ui/widgets/datatable.h"

#include <QApplication>
#include <QHeaderView>
#include <QLockFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::console;
using namespace Qt::StringLiterals;
using models::KeptState;

namespace {

using Change = void (*)(ui::MainWindow &);

QPushButton &button(ui::MainWindow &window, const QString &text)
{
    for (QPushButton *button : window.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == text)
            return *button;
    }
    qFatal("no such button");
}

ui::DataTable &visibleTable(ui::MainWindow &window)
{
    for (ui::DataTable *table : window.findChildren<ui::DataTable *>()) {
        if (table->isVisible())
            return *table;
    }
    qFatal("no table");
}

void drag(QWidget &widget, const QPoint &from, const QPoint &by)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    QTest::mouseMove(&widget, from + by / 2);
    QTest::mouseMove(&widget, from + by);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, from + by);
}

void resizeWindow(ui::MainWindow &window)
{
    window.resize(1234, 777);
}

void showClusters(ui::MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
}

void detachHolders(ui::MainWindow &window)
{
    QTest::mouseClick(&button(window, u"Detach"_s), Qt::LeftButton);
}

void showWaiting(ui::MainWindow &window)
{
    QTest::mouseClick(&button(window, u"Waiting"_s), Qt::LeftButton);
}

void showTable(ui::MainWindow &window)
{
    QTest::mouseClick(&button(window, u"Table"_s), Qt::LeftButton);
}

void moveSplitter(ui::MainWindow &window)
{
    for (QSplitter *splitter : window.findChildren<QSplitter *>()) {
        if (splitter->isVisible() && splitter->orientation() == Qt::Horizontal)
            return drag(*splitter->handle(1), splitter->handle(1)->rect().center(), {-60, 0});
    }
    qFatal("no splitter");
}

void widenColumn(ui::MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    const QHeaderView &header = *visibleTable(window).horizontalHeader();
    const int edge = header.sectionViewportPosition(0) + header.sectionSize(0) - 1;
    drag(*header.viewport(), {edge, header.height() / 2}, {40, 0});
}

void sortColumn(ui::MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    const QHeaderView &header = *visibleTable(window).horizontalHeader();
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, {header.sectionViewportPosition(0) + 20, 10});
}

void beDark(ui::MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(window.focusWidget(), u"appearance: dark"_s);
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
}

} // namespace

class TestStateKeeper : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        // Nothing but that a window without a screen lacks what one on a screen has.
        QTest::failOnWarning(QRegularExpression(u"^(?!.*(propagateSizeHints|This plugin does not support))"_s));
    }

    void keepsWhatTheUserChanges_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("key");
        QTest::newRow("geometry") << Change(resizeWindow) << u"window/geometry"_s;
        QTest::newRow("pane") << Change(showClusters) << u"window/pane"_s;
        QTest::newRow("theme, by the palette") << Change(beDark) << u"window/theme"_s;
        QTest::newRow("a dock that leaves") << Change(detachHolders) << u"gpus/docks/holders/isDetached"_s;
        QTest::newRow("the dock in front") << Change(showWaiting) << u"gpus/docks/current"_s;
        QTest::newRow("matrix or table") << Change(showTable) << u"gpus/view"_s;
        QTest::newRow("splitter") << Change(moveSplitter) << u"gpus/splitter"_s;
        QTest::newRow("width of a column") << Change(widenColumn) << u"clusters/columns"_s;
        QTest::newRow("sorting") << Change(sortColumn) << u"clusters/columns"_s;
    }

    //! While the window stands there: nobody has closed anything.
    void keepsWhatTheUserChanges()
    {
        QFETCH(Change, change);
        QFETCH(QString, key);
        const QTemporaryDir home;
        qputenv("HOME", home.path().toUtf8());
        const QString kubeconfig = home.filePath(u"config"_s);
        KeptState before;
        const QString file = home.filePath(u"state/window.ini"_s);
        QFile contexts(kubeconfig);
        QVERIFY(contexts.open(QIODevice::WriteOnly));
        QVERIFY(contexts.write("contexts:\n- {name: a, context: {cluster: c, user: u}}\n"
                               "clusters:\n- {name: c, cluster: {server: 'https://127.0.0.1:1'}}\n"
                               "users:\n- {name: u, user: {token: t}}\n") > 0);
        contexts.close();
        Console console(*qApp, {.kubeconfigs = {kubeconfig}}, file);
        console.start();
        QTRY_COMPARE(console.models().contexts.openEntries().size(), 1U);
        QVERIFY(QTest::qWaitForWindowActive(&console.window()));
        emit console.window().stateChanged();
        QTRY_VERIFY(KeptState::read(file).contains(key));
        before = KeptState::read(file);
        change(console.window());
        QTRY_VERIFY_WITH_TIMEOUT(KeptState::read(file).value(key) != before.value(key), 10'000);
        QVERIFY(console.window().isVisible());
    }

    void writesOnlyWhatChanged()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"window.ini"_s);
        int collected = 0;
        KeptState state;
        StateKeeper keeper(file, [&] {
            ++collected;
            return state;
        });
        QWidget window;
        window.show();
        QTRY_COMPARE_WITH_TIMEOUT(collected, 1, 10'000);
        QVERIFY(!QFile::exists(file)); // there was nothing to keep
        state.setValue(u"a/b"_s, 1);
        QTest::mouseClick(&window, Qt::LeftButton);
        QTest::mouseClick(&window, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(KeptState::read(file).value(u"a/b"_s).toInt(), 1, 10'000);
        QCOMPARE(collected, 2); // once for both
        QVERIFY(QFile::remove(file));
        QTest::mouseClick(&window, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(collected, 3, 10'000);
        QVERIFY(!QFile::exists(file)); // as it was written before
    }

    void whoNeverRestsLosesNothing()
    {
        const QTemporaryDir folder;
        int collected = 0;
        StateKeeper keeper(folder.filePath(u"window.ini"_s), [&] {
            ++collected;
            return KeptState();
        });
        QWidget window;
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT((QTest::keyClick(&window, Qt::Key_A), collected > 0), 10'000);
    }

    //! Somebody else has the file; the window goes on.
    void waitsForNoFile()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"window.ini"_s);
        KeptState state;
        state.setValue(u"a"_s, u"b"_s);
        QLockFile lock(file + u".lock"_s);
        QVERIFY(lock.lock());
        {
            StateKeeper keeper(file, [&] { return state; });
            keeper.save(); // comes back
            QVERIFY(!QFile::exists(file));
            lock.unlock();
        } // it ends when it is written
        QCOMPARE(KeptState::read(file), state);
    }

    void whatElseIsInTheFileStays()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"deep/window.ini"_s);
        KeptState ours;
        ours.setValue(u"ours"_s, QByteArray("\0\1=;\n", 5));
        KeptState theirs;
        theirs.setValue(u"theirs"_s, QStringList{u"ä"_s, QString()});
        QVERIFY(theirs.write(file));
        QVERIFY(ours.write(file));
        QCOMPARE(KeptState::read(file).value(u"ours"_s), ours.value(u"ours"_s));
        QCOMPARE(KeptState::read(file).value(u"theirs"_s), theirs.value(u"theirs"_s));
        QVERIFY(!KeptState::read(folder.filePath(u"none"_s)).contains(u"ours"_s));
        QVERIFY(!ours.write(u"/proc/none/window.ini"_s));
    }
};

QTEST_MAIN(TestStateKeeper)
#include "tst_statekeeper.moc"
