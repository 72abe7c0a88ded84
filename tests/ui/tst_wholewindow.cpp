// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/clusters/contextstate.h"
#include "models/gpus/gpuexport.h"
#include "models/keptstate.h"
#include "shownwindow.h"
#include "ui/clusters/openbar.h"
#include "ui/gpus/devicelegend.h"
#include "ui/gpus/gpuspane.h"
#include "ui/gpus/matrixview.h"
#include "ui/gpus/productcard.h"
#include "ui/gpus/viewform.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/keysoverlay.h"
#include "ui/widgets/contextstates.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/scopebar.h"
#include "ui/widgets/statuspill.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

//! Without the one that stands for those that have none.
QList<StatusPill *> contextPills(const ScopeBar &scope)
{
    QList<StatusPill *> pills = scope.findChildren<StatusPill *>();
    pills.removeIf([](const StatusPill *pill) { return pill->objectName() == "more"_L1; });
    return pills;
}

struct Fixture : ShownWindow
{
    void feed(bool isWaiting = true)
    {
        models.setContexts(
            {makeEntry(u"prod"_s, ConnectionState::Live), makeEntry(u"lab"_s, ConnectionState::Closed, false)}, {});
        for (int i = 0; i < 5; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        auto cordoned = makeNode(u"node-9"_s, 8);
        cordoned->isUnschedulable = true;
        cluster.put(kubernetes::NodePtr(cordoned));
        cluster.put(makeNode(u"plain"_s, 0));
        cluster.put(makePod(u"a"_s, u"node-1"_s, 8));
        if (isWaiting)
            cluster.put(makePod(u"w"_s, {}, 4));
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
    }

    //! \p count closed ones.
    void feedMany(int count)
    {
        std::vector<ContextEntry> entries;
        for (int i = 0; i < count; ++i)
            entries.push_back(makeEntry(u"context-%1"_s.arg(i, 2, 10, QChar(u'0')), ConnectionState::Closed, false));
        models.setContexts(entries, {});
    }

    //! Visible buttons whose text begins so.
    QAbstractButton *button(const QString &text) const
    {
        for (auto *button : window.findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text().startsWith(text))
                return button;
        }
        return nullptr;
    }

    QString notice() const
    {
        QString text;
        for (const Notice *notice : window.findChildren<Notice *>())
            text += notice->text();
        return text;
    }

    FilterEdit &filter() const { return window.findChild<GpusPane *>()->header().filter(); }

    //! Types \p text into the palette and runs what is found first.
    void runCommand(const QString &text)
    {
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(window.focusWidget(), text);
        QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    }

    //! The menu that opens on a press of the header's button.
    QMenu *menuOf(const QString &text) const
    {
        QAbstractButton *opener = button(text);
        if (!opener)
            return nullptr;
        opener->click();
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }

    static QAction *actionOf(const QMenu &menu, const QString &text)
    {
        for (QAction *action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

    KeysOverlay &keys() const { return *window.findChild<KeysOverlay *>(); }
};

QList<QKeySequence> sequencesOf(const std::vector<KeyGroup> &groups)
{
    QList<QKeySequence> all;
    for (const KeyGroup &group : groups) {
        for (const KeyHint &hint : group.hints)
            all += hint.keys;
    }
    return all;
}

//! As a user does it.
void save(QFileDialog &dialog, const QString &path)
{
    dialog.findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(path);
    dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
}

bool accepts(QWidget &view, int key, Qt::KeyboardModifiers modifiers = {})
{
    QKeyEvent press(QEvent::KeyPress, key, modifiers);
    static_cast<QObject &>(view).event(&press); // not to its parents, which may take it
    return press.isAccepted();
}

//! Keys of a keyboard that a view may take.
QList<int> plainKeys()
{
    QList<int> keys{Qt::Key_Escape, Qt::Key_Return, Qt::Key_Space,  Qt::Key_Left,     Qt::Key_Right,
                    Qt::Key_Up,     Qt::Key_Down,   Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Home,
                    Qt::Key_End,    Qt::Key_Insert, Qt::Key_Delete, Qt::Key_Backspace};
    for (int key = Qt::Key_Exclam; key <= Qt::Key_AsciiTilde; ++key)
        keys += key;
    for (int key = Qt::Key_F1; key <= Qt::Key_F12; ++key)
        keys += key;
    return keys;
}

} // namespace

//! What belongs to the window as a whole: keys, views, export, states, welcomes, columns.
class TestWholeWindow : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        // Of menus and dialogs, by the offscreen platform.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s));
    }

    // Keys

    void keysShowAndLeave_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("Escape") << 0;
        QTest::newRow("? again") << 1;
        QTest::newRow("a click elsewhere") << 2;
        QTest::newRow("a click on what takes no focus") << 3;
    }

    void keysShowAndLeave()
    {
        QFETCH(int, way);
        Fixture f;
        f.feed();
        QWidget *before = f.window.focusWidget();
        QTest::keyClick(&f.window, Qt::Key_Question);
        QVERIFY(f.keys().isVisible());
        QVERIFY(f.keys().hasFocus());
        if (way == 0)
            QTest::keyClick(&f.keys(), Qt::Key_Escape);
        else if (way == 1)
            QTest::keyClick(&f.keys(), Qt::Key_Question);
        else if (way == 2)
            QTest::mouseClick(f.table(u"Nodes"_s).viewport(), Qt::LeftButton);
        else
            QTest::mouseClick(f.window.findChild<ContextStates *>(), Qt::LeftButton);
        QVERIFY(!f.keys().isVisible());
        if (way < 2)
            QCOMPARE(f.window.focusWidget(), before);
    }

    void keysScrollInASmallWindow()
    {
        Fixture f;
        f.feed();
        f.window.setMinimumSize(400, 300); // as a large font would make it
        f.window.resize(900, 360);
        QTest::keyClick(&f.window, Qt::Key_Question);
        QVERIFY(f.window.rect().contains(f.keys().geometry()));
        const QScrollBar *bar = f.keys().findChild<QScrollArea *>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTest::keyClick(&f.keys(), Qt::Key_PageDown);
        QVERIFY(bar->value() > 0);
        QTest::keyClick(&f.keys(), Qt::Key_PageUp, Qt::ShiftModifier);
        QCOMPARE(bar->value(), 0);
        QVERIFY(f.keys().isVisible());
    }

    void keysCutNoLine_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("stretch");
        QTest::newRow("the usual window") << QSize(1280, 800) << 100;
        QTest::newRow("a font that is wider, as many desktops have") << QSize(1280, 800) << 125;
        QTest::newRow("the smallest window") << QSize(900, 560) << 100;
        QTest::newRow("a large one") << QSize(2560, 1440) << 125;
    }

    //! Every line has the room for its words, and all of them can be scrolled to.
    void keysCutNoLine()
    {
        QFETCH(QSize, size);
        QFETCH(int, stretch);
        Fixture f;
        f.feed();
        const QFont before = QApplication::font();
        const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
        QFont font = before;
        font.setStretch(stretch);
        QApplication::setFont(font);
        f.window.resize(size);
        QTest::keyClick(&f.window, Qt::Key_Question);
        QCoreApplication::processEvents(); // is laid out
        const auto *scroll = f.keys().findChild<QScrollArea *>();
        QCOMPARE(scroll->widget()->width(), scroll->viewport()->width());
        QVERIFY(f.window.rect().contains(f.keys().geometry()));
        const QRect sheet = scroll->widget()->rect();
        for (const QLabel *label : scroll->widget()->findChildren<QLabel *>()) {
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
            QVERIFY(sheet.contains(QRect(label->mapTo(scroll->widget(), QPoint()), label->size())));
        }
        const auto *legend = scroll->widget()->findChild<DeviceLegend *>();
        QVERIFY(legend->heightForWidth(120) > legend->heightForWidth(2'000)); // its words go on in the next line
        QCOMPARE(legend->height(), legend->heightForWidth(legend->width()));
        QVERIFY(sheet.contains(QRect(legend->mapTo(scroll->widget(), QPoint()), legend->size())));
        QCOMPARE(scroll->verticalScrollBar()->maximum(), sheet.height() - scroll->viewport()->height());
    }

    void questionMarksCanBeTyped()
    {
        Fixture f;
        f.feed();
        QTest::keyClick(&f.window, Qt::Key_Slash);
        QTest::keyClicks(&f.filter(), u"gpu-?"_s);
        QCOMPARE(f.filter().text(), u"gpu-?"_s);
        QVERIFY(!f.keys().isVisible());
    }

    void keysSayEveryShortcut_data()
    {
        QTest::addColumn<MainWindow::Pane>("pane");
        QTest::newRow("GPUs") << MainWindow::Pane::Gpus;
        QTest::newRow("Clusters") << MainWindow::Pane::Clusters;
    }

    void keysSayEveryShortcut()
    {
        QFETCH(MainWindow::Pane, pane);
        Fixture f;
        f.feed();
        f.window.showPane(pane);
        f.runCommand(u"keys of this pane"_s);
        QVERIFY(f.keys().isVisible());
        const QList<QKeySequence> said = sequencesOf(f.keys().groups());
        const auto shortcuts = f.window.findChildren<QShortcut *>();
        QVERIFY(shortcuts.size() >= 7);
        for (const QShortcut *shortcut : shortcuts)
            QVERIFY2(said.contains(shortcut->key()), qPrintable(shortcut->key().toString()));
        for (const KeyHint &hint : f.keys().groups().front().hints) { // of the window
            for (const QKeySequence &keys : hint.keys) {
                const bool isShortcut = std::any_of(shortcuts.begin(), shortcuts.end(),
                                                    [&keys](const QShortcut *s) { return s->key() == keys; });
                QVERIFY2(isShortcut || keys[0].key() == Qt::Key_Tab, qPrintable(keys.toString()));
            }
        }
        for (const KeyGroup &group : f.keys().groups()) {
            QVERIFY(!group.title.isEmpty());
            for (const KeyHint &hint : group.hints)
                QVERIFY(f.visibleText().contains(hint.does));
        }
    }

    void keysOfTheMatrixAreTrue()
    {
        Fixture f;
        f.feed();
        auto &matrix = *f.window.findChild<MatrixView *>();
        QList<int> said;
        for (const KeyHint &hint : MatrixView::keyHints()) {
            for (const QKeySequence &keys : hint.keys)
                said += keys[0].key();
        }
        for (const int key : plainKeys())
            QVERIFY2(accepts(matrix, key) == said.contains(key), qPrintable(QKeySequence(key).toString()));
    }

    void keysOfTablesAreTrue()
    {
        Fixture f;
        f.feed();
        f.runCommand(u"show nodes as table"_s);
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.selectRowOf(nodes.model()->index(2, 0));
        for (const KeyHint &hint : DataTable::keyHints()) {
            for (const QKeySequence &keys : hint.keys) {
                const QKeyCombination key = keys[0];
                if (key.key() == Qt::Key_Menu || key.key() == Qt::Key_F10)
                    continue; // they open a menu: see tablesHaveAMenu
                QVERIFY2(accepts(nodes, key.key(), key.keyboardModifiers()), qPrintable(keys.toString()));
            }
        }
        QVERIFY(nodes.selectionModel()->selectedRows().size() > 1); // Ctrl+A
    }

    void selectingIsNoClick()
    {
        Fixture f;
        f.feed();
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.selectRowOf(nodes.model()->index(2, 0));
        QTest::keyPress(f.window.windowHandle(), Qt::Key_Control, Qt::ControlModifier);
        nodes.selectRowOf(nodes.model()->index(3, 0));
        QTest::keyRelease(f.window.windowHandle(), Qt::Key_Control);
        QCOMPARE(nodes.selectionModel()->selectedRows().size(), 1);
        QCOMPARE(nodes.selectionModel()->selectedRows().first().row(), 3);
    }

    // The legend

    void theLegendIsInTheKeysAndInTheToolbar()
    {
        Fixture f;
        f.feed();
        QTest::keyClick(&f.window, Qt::Key_Question);
        auto *legend = f.keys().findChild<DeviceLegend *>();
        QVERIFY(legend);
        for (const QString &words : DeviceLegend::words())
            QVERIFY(legend->accessibleDescription().contains(words));
        QTest::keyClick(&f.keys(), Qt::Key_Escape);

        QVERIFY(f.button(u"Legend"_s));
        f.button(u"Legend"_s)->click();
        QWidget *popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        legend = popup->findChild<DeviceLegend *>();
        QVERIFY(legend && legend->isVisible());
        QCOMPARE(legend->size(), legend->size().expandedTo(legend->sizeHint())); // nothing is cut
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(!QApplication::activePopupWidget());
    }

    // What comes and goes

    void nothingMovesForAMessage_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("said");
        QTest::newRow("the only cluster goes stale") << 0 << u"Totals leave out 1 context"_s;
        QTest::newRow("one of two goes stale") << 1 << u"Totals leave out 1 context"_s;
        QTest::newRow("a notice") << 2 << u"No pod waits"_s;
        QTest::newRow("a filter that cannot be followed") << 3 << u"There is no field"_s;
        QTest::newRow("no context is selected any more") << 4 << QString();
        QTest::newRow("a kubeconfig with an error") << 5 << u"expected a map"_s;
    }

    void nothingMovesForAMessage()
    {
        QFETCH(int, what);
        QFETCH(QString, said);
        Fixture f;
        f.feed(false);
        if (what == 1) {
            FakeCluster other(1'000);
            other.put(makeNode(u"other"_s, 0, 7));
            f.models.setContexts(
                {makeEntry(u"prod"_s, ConnectionState::Live), makeEntry(u"b"_s, ConnectionState::Live)}, {});
            f.models.applyDelta(u"b"_s, other.takeDelta());
            f.models.flush();
        }
        const bool isClusters = what >= 4;
        f.window.showPane(isClusters ? MainWindow::Pane::Clusters : MainWindow::Pane::Gpus);
        DataTable &contexts = f.table(u"Contexts"_s);
        contexts.selectRowOf(contexts.model()->index(0, 0));
        QApplication::sendPostedEvents();
        QWidget *below = isClusters ? static_cast<QWidget *>(&contexts) : f.window.findChild<MatrixView *>();
        const auto placeOf = [&f, below] {
            QApplication::sendPostedEvents();
            f.window.grab(); // lays out
            return below->mapTo(&f.window, QPoint());
        };
        const auto before = placeOf();
        switch (what) {
        case 0:
        case 1:
            f.models.setContext(makeEntry(u"prod"_s, ConnectionState::Stale));
            f.models.flush();
            break;
        case 2:
            f.runCommand(u"view: waiting"_s);
            break;
        case 3:
            f.filter().setText(u"nosuch:node"_s);
            break;
        case 4:
            contexts.clearSelection();
            break;
        case 5:
            f.models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)},
                                 {{.file = u"/c"_s, .line = 12, .message = u"expected a map"_s}});
            break;
        default:
            QFAIL("no such row");
        }
        const auto after = placeOf();
        QCOMPARE(after, before);
        if (what <= 1) { // the card stays, with its number
            const auto cards = f.window.findChildren<ProductCard *>();
            QVERIFY(std::any_of(cards.begin(), cards.end(), [](const ProductCard *card) {
                return card->isVisible() && card->accessibleName().contains(u"32 of 48 free"_s) &&
                       card->accessibleName().contains(u"as last seen"_s);
            }));
        }
        QVERIFY2(f.visibleText().contains(said) || f.notice().contains(said), qPrintable(f.visibleText()));
    }

    void noticesAreReachedAndLeftByKeys()
    {
        Fixture f;
        f.feed(false);
        f.runCommand(u"view: waiting"_s);
        QAbstractButton *dismiss = f.button(u"Dismiss"_s);
        QVERIFY(dismiss);
        auto &notice = *qobject_cast<Notice *>(dismiss->parentWidget());
        const QWidget &pane = *notice.parentWidget();
        QVERIFY(pane.rect().contains(notice.geometry()));
        QVERIFY(notice.geometry().bottom() > pane.height() - 60); // at its bottom edge
        for (int i = 0; i < 100 && f.window.focusWidget() != dismiss; ++i)
            QTest::keyClick(f.window.focusWidget(), Qt::Key_Tab);
        QCOMPARE(f.window.focusWidget(), dismiss);
        QTest::keyClick(dismiss, Qt::Key_Escape);
        QVERIFY(!notice.isVisible());
        QVERIFY(pane.isAncestorOf(f.window.focusWidget()));
    }

    // The head of the nodes

    void theHeadSaysWholeWords_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1600, 1280, 1100, 1000, 900})
            QTest::addRow("%d", width) << width;
    }

    void theHeadSaysWholeWords()
    {
        QFETCH(int, width);
        Fixture f;
        f.feed();
        f.window.resize(width, 600);
        f.window.grab();
        const QWidget *head = f.button(u"Matrix"_s)->parentWidget();
        for (const auto *button : head->findChildren<QAbstractButton *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->sizeHint().width(),
                         qPrintable(u"%1: %2 of %3, head %4"_s.arg(button->text())
                                        .arg(button->width())
                                        .arg(button->sizeHint().width())
                                        .arg(head->width())));
        }
        for (const auto *label : head->findChildren<QLabel *>()) {
            if (label->isVisible())
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
    }

    void noFilterIsInvisible_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("isWhole");
        for (const int width : {1600, 1280, 1100})
            QTest::addRow("%d", width) << width << true;
        QTest::newRow("900") << 900 << false;
    }

    //! What the nodes are not filtered by is said beside them, also where there is no room for their count.
    void noFilterIsInvisible()
    {
        QFETCH(int, width);
        QFETCH(bool, isWhole);
        Fixture f;
        f.feed();
        f.window.resize(width, 600);
        f.filter().setText(u"reason:quota"_s);
        f.models.flush();
        f.window.grab();
        const QWidget *head = f.button(u"Matrix"_s)->parentWidget();
        const QLabel *note = nullptr;
        for (const auto *label : head->findChildren<QLabel *>()) {
            if (label->text() == u"not filtered by reason:quota"_s)
                note = label;
        }
        QVERIFY(note && note->isVisible());
        QVERIFY(note->width() >= (isWhole ? note->sizeHint().width() : 24));
        QVERIFY(f.button(u"Table"_s)->geometry().right() < head->width());
    }

    void theScopeUsesItsRoom_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("least");
        QTest::newRow("wide") << 1280 << 3;
        QTest::newRow("narrow") << 1000 << 1;
    }

    void theScopeUsesItsRoom()
    {
        QFETCH(int, width);
        QFETCH(int, least);
        Fixture f;
        std::vector<ContextEntry> entries;
        for (const QString &name : {u"sandbox-training"_s, u"sandbox-research"_s, u"sandbox-flaky"_s})
            entries.push_back(makeEntry(name, ConnectionState::Live));
        f.models.setContexts(entries, {});
        f.models.flush();
        f.window.setSandbox();
        f.window.resize(width, 600);
        f.window.grab();
        const auto &scope = f.window.findChild<GpusPane *>()->header().scope();
        int shown = 0;
        for (const StatusPill *pill : contextPills(scope)) {
            shown += pill->isVisible() ? 1 : 0;
            QVERIFY(!pill->isVisible() || scope.rect().contains(pill->geometry()));
        }
        QVERIFY2(shown >= least, qPrintable(QString::number(shown)));
        for (const auto *link : scope.findChildren<QPushButton *>())
            QVERIFY(!link->isVisible() || scope.rect().contains(link->geometry()));
    }

    //! What has no room for a pill is not well because nobody sees it.
    void theScopeTellsOfWhatItHides_data()
    {
        QTest::addColumn<ConnectionState>("state");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("all is well") << ConnectionState::Live << models::Severity::Ok;
        QTest::newRow("not known yet") << ConnectionState::Connecting << models::Severity::Dim;
        QTest::newRow("stale") << ConnectionState::Stale << models::Severity::Warning;
        QTest::newRow("dead") << ConnectionState::Unreachable << models::Severity::Error;
    }
    void theScopeTellsOfWhatItHides()
    {
        QFETCH(ConnectionState, state);
        Fixture f;
        std::vector<ContextEntry> entries;
        for (int i = 0; i < 20; ++i)
            entries.push_back(makeEntry(u"context-%1"_s.arg(i, 2, 10, QChar(u'0')), ConnectionState::Live));
        entries.push_back(makeEntry(u"the-last"_s, state));
        f.models.setContexts(entries, {});
        f.models.flush();
        f.window.resize(1280, 600);
        f.window.grab();
        const auto &scope = f.window.findChild<GpusPane *>()->header().scope();
        const auto *more = scope.findChild<StatusPill *>(u"more"_s);
        QVERIFY(more->isVisible());
        QTEST(more->severity(), "severity");
        QVERIFY(more->text().endsWith(u" more"_s));
        const auto pills = contextPills(scope);
        const auto shown = std::count_if(pills.begin(), pills.end(), [](auto *pill) { return pill->isVisible(); });
        QCOMPARE(more->text().section(u' ', 0, 0).toInt(), 21 - shown);
        const bool isFirst = state != ConnectionState::Live; // the worst is named first
        QVERIFY2(!isFirst || more->accessibleName().contains(u"more: the-last: "_s),
                 qPrintable(more->accessibleName()));
    }

    //! Names are cut only where they do not fit, whatever their length.
    void theScopeCutsNoNameWithoutNeed_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("areWhole");
        const QString eks = u"arn:aws:eks:eu-west-1:123456789012:cluster/research-a100"_s;
        const QString gke = u"gke_acme-ml-prod_europe-west4-a_training-h100-cluster"_s;
        QTest::newRow("one long name") << QStringList{eks} << 1280 << true;
        QTest::newRow("two, and there is room") << QStringList{eks, gke} << 2560 << true;
        QTest::newRow("two long ones share the room") << QStringList{eks, gke} << 1280 << false;
        QTest::newRow("a short name is whole beside a long one")
            << QStringList{u"kind-lab"_s, eks, gke} << 1280 << false;
    }
    void theScopeCutsNoNameWithoutNeed()
    {
        QFETCH(QStringList, names);
        QFETCH(int, width);
        QFETCH(bool, areWhole);
        Fixture f;
        std::vector<ContextEntry> entries;
        for (const QString &name : names)
            entries.push_back(makeEntry(name, ConnectionState::Live));
        f.models.setContexts(entries, {});
        f.models.flush();
        f.window.resize(width, 600);
        f.window.grab();
        const auto &scope = f.window.findChild<GpusPane *>()->header().scope();
        int right = 0;
        for (const StatusPill *pill : contextPills(scope)) {
            QVERIFY(pill->isVisible());
            right = std::max(right, pill->geometry().right());
            if (areWhole || !pill->text().contains(u"cluster"_s))
                QCOMPARE(pill->width(), pill->sizeHint().width());
            else
                QVERIFY(pill->width() < pill->sizeHint().width());
        }
        QVERIFY(right < scope.width());
        QVERIFY2(areWhole || right > scope.width() - 20, qPrintable(u"%1 of %2"_s.arg(right).arg(scope.width())));
    }

    //! What leads nowhere is not offered.
    void theScopeOffersWhatCanBeOpened_data()
    {
        QTest::addColumn<bool>("hasClosed");
        QTest::addColumn<bool>("hasProblem");
        QTest::addColumn<bool>("isOffered");
        QTest::newRow("all are open") << false << false << false;
        QTest::newRow("one is closed") << true << false << true;
        QTest::newRow("the closed one cannot be used") << true << true << false;
    }
    void theScopeOffersWhatCanBeOpened()
    {
        QFETCH(bool, hasClosed);
        QFETCH(bool, hasProblem);
        QFETCH(bool, isOffered);
        Fixture f;
        std::vector<ContextEntry> entries{makeEntry(u"prod"_s, ConnectionState::Live)};
        if (hasClosed)
            entries.push_back(makeEntry(u"lab"_s, ConnectionState::Closed, false));
        if (hasProblem)
            entries.back().context.problem = kubernetes::KubeconfigProblem{.file = u"/c"_s};
        f.models.setContexts(entries, {});
        f.models.flush();
        QCOMPARE(f.button(u"+ add context"_s) != nullptr, isOffered);
        if (isOffered)
            f.button(u"+ add context"_s)->click();
        else
            f.runCommand(u"Show clusters"_s);
        QVERIFY(f.table(u"Contexts"_s).isVisible());
        QVERIFY(!f.button(u"+ add context"_s)); // they are opened right there
    }

    void countsAreThoseOfTheLocale()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const auto restore = qScopeGuard([&before] { QLocale::setDefault(before); });
        Fixture f;
        for (int i = 0; i < 1'200; ++i)
            f.cluster.put(makeNode(u"more-%1"_s.arg(i), 8));
        f.feed(); // six more, and a plain one
        QVERIFY2(f.visibleText().contains(u"1 cluster(s) counted, 1,206 node(s), 1 more"_s),
                 qPrintable(f.visibleText()));
        f.filter().setText(u"node:^more"_s);
        QVERIFY2(f.visibleText().contains(u"1,200 of 1,206 node(s)"_s), qPrintable(f.visibleText()));
    }

    void zoomingKeepsTheFocus()
    {
        Fixture f;
        f.feed();
        QAbstractButton *closer = nullptr;
        for (auto *button : f.window.findChildren<QAbstractButton *>())
            closer = button->accessibleName() == u"Zoom in"_s ? button : closer;
        QVERIFY(closer);
        closer->setFocus();
        for (int i = 0; i < MatrixZooms + 1; ++i) {
            QTest::keyClick(closer, Qt::Key_Space);
            QCOMPARE(f.window.focusWidget(), closer);
        }
        QVERIFY(f.window.findChild<MatrixView *>()->zoom() == MatrixZoom::Detail);
        QVERIFY(!closer->accessibleDescription().isEmpty());
    }

    // What is dangerous

    void insecureTlsIsSaidEverywhere()
    {
        Fixture f;
        auto insecure = makeEntry(u"lab"_s, ConnectionState::Live);
        insecure.context.endpoint.insecureSkipTlsVerify = true;
        auto closed = insecure;
        closed.context.id = u"closed"_s;
        closed.isOpen = false;
        f.models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live), insecure, closed}, {});
        f.models.flush();
        const auto &scope = f.window.findChild<GpusPane *>()->header().scope();
        QStringList names;
        for (const StatusPill *pill : contextPills(scope))
            names += pill->accessibleName();
        QCOMPARE(names, (QStringList{u"prod: live"_s, u"lab: live, insecure TLS"_s}));
        QAbstractButton *mark = f.button(u"1 with insecure TLS"_s);
        QVERIFY(mark);
        mark->click();
        QCOMPARE(f.table(u"Contexts"_s).selectedKey(), u"lab"_s);
        QVERIFY(f.button(u"1 with insecure TLS"_s)); // in every pane
        f.models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)}, {});
        f.models.flush();
        QVERIFY(!mark->isVisible());
    }

    // Silence

    void silenceSaysWhy_data()
    {
        QTest::addColumn<QList<int>>("states");
        QTest::addColumn<QStringList>("says");
        QTest::addColumn<QString>("button");
        const auto row = [](const char *name, std::initializer_list<ConnectionState> states, const QStringList &says,
                            const QString &button) {
            QList<int> numbers;
            for (const ConnectionState state : states)
                numbers += int(state);
            QTest::newRow(name) << numbers << says << button;
        };
        const QString wrong = u"Show what is wrong"_s;
        using State = ConnectionState;
        row("connecting", {State::Connecting},
            {u"Connecting to 1 context"_s, u"is not known yet"_s, u"no node to select"_s}, {});
        row("connecting beside refused ones", {State::Connecting, State::Unreachable, State::Forbidden},
            {u"Connecting to 1 context"_s, u"c1: Nothing listens"_s, u"c2: "_s}, wrong);
        row("unreachable", {State::Unreachable},
            {u"No cluster answers"_s, u"c0: Nothing listens"_s, u"Who holds devices is not known"_s}, wrong);
        row("forbidden", {State::Forbidden}, {u"Nodes may not be listed in 1 cluster"_s, u"c0: "_s}, wrong);
        row("needs login", {State::NeedsLogin}, {u"1 context(s) need a login"_s}, wrong);
        row("several", {State::Unreachable, State::Forbidden}, {u"No cluster shows its nodes"_s, u"c0: "_s, u"c1: "_s},
            wrong);
        row("no accelerators", {State::Live}, {u"No GPUs found"_s, u"no device that a pod could hold"_s}, {});
    }

    void silenceSaysWhy()
    {
        QFETCH(QList<int>, states);
        QFETCH(QStringList, says);
        QFETCH(QString, button);
        Fixture f;
        std::vector<ContextEntry> entries;
        for (const int state : states) {
            auto entry = makeEntry(u"c%1"_s.arg(entries.size()), ConnectionState(state));
            if (entry.status.state == ConnectionState::Unreachable)
                entry.status.error = ApiError{.kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s};
            if (entry.status.state == ConnectionState::Forbidden)
                entry.status.error = ApiError{.kind = ApiError::Kind::Forbidden, .httpStatus = 403};
            entries.push_back(entry);
        }
        f.models.setContexts(entries, {});
        f.models.flush();
        const QString text = f.visibleText();
        for (const QString &words : says)
            QVERIFY2(text.contains(words), qPrintable(words + u"\n\n"_s + text));
        QVERIFY2(!text.contains(u"No pod holds"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"Select a node"_s), qPrintable(text));
        QCOMPARE(f.button(u"Show what is wrong"_s) != nullptr, !button.isEmpty());
        f.runCommand(u"Holders: "_s);
        QVERIFY2(!f.visibleText().contains(u"No pod holds"_s), qPrintable(f.visibleText()));
    }

    // Views

    void builtInViews_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("rows");
        QTest::newRow("accelerators") << u"Nodes with accelerators"_s << QString() << 6;
        QTest::newRow("all") << u"All nodes"_s << QString() << 7;
        QTest::newRow("free") << u"Free GPUs now"_s << u"free>0"_s << 4; // none of a cordoned node
        QTest::newRow("cordoned") << u"Cordoned or not ready"_s << u"state:cordoned,notready"_s << 1;
    }

    void builtInViews()
    {
        QFETCH(QString, name);
        Fixture f;
        f.feed();
        f.filter().setText(u"node-1"_s);
        QMenu *menu = f.menuOf(u"Views"_s);
        QVERIFY(menu);
        QAction *action = Fixture::actionOf(*menu, name);
        QVERIFY(action);
        QVERIFY(!action->isChecked());
        action->trigger();
        menu->close();
        QTEST(f.filter().text(), "filter");
        f.models.flush();
        QTEST(f.models.nodes.rowCount(), "rows");
        menu = f.menuOf(u"Views"_s);
        QVERIFY(Fixture::actionOf(*menu, name)->isChecked());
        menu->close();
    }

    void theWaitingViewGoesToThem()
    {
        {
            Fixture f;
            f.feed();
            f.runCommand(u"view: waiting"_s);
            QCOMPARE(f.window.focusWidget(), &f.table(u"Waiting"_s));
        }
        Fixture none; // the program has one window of this kind: keys would belong to both
        none.feed(false);
        none.runCommand(u"view: waiting"_s);
        QVERIFY(none.notice().contains(u"No pod waits"_s));
    }

    void viewsAreSavedAndKept()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"window.ini"_s);
        {
            Fixture f;
            f.feed();
            QSignalSpy changed(&f.window, &MainWindow::stateChanged);
            f.filter().setText(u"free>0 node"_s);
            f.runCommand(u"show nodes as table"_s);
            f.runCommand(u"group by product"_s);
            DataTable &nodes = f.table(u"Nodes"_s);
            nodes.setShownColumns({int(NodeTableModel::Column::Free), int(NodeTableModel::Column::Node)});
            nodes.sortByColumn(int(NodeTableModel::Column::Free), Qt::DescendingOrder);
            f.runCommand(u"save view as"_s);
            auto *name = qobject_cast<QLineEdit *>(f.window.focusWidget());
            QVERIFY(name);
            QCOMPARE(name->accessibleName(), u"Name of the view"_s);
            QTest::keyClick(name, Qt::Key_Return); // without a name: nothing
            QVERIFY(name->isVisible());
            QTest::keyClicks(name, u"Mine & yours"_s);
            QTest::keyClick(name, Qt::Key_Return);
            QVERIFY(!name->isVisible());
            QCOMPARE(changed.size(), 1);
            KeptState state;
            f.window.saveState(state);
            QVERIFY(state.write(file));
        }
        Fixture f;
        f.feed();
        QSignalSpy changed(&f.window, &MainWindow::stateChanged);
        f.window.restoreState(KeptState::read(file));
        QCOMPARE(changed.size(), 0);
        f.runCommand(u"show nodes as matrix"_s);
        f.runCommand(u"group by cluster"_s);
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.sortByColumn(-1, Qt::AscendingOrder);
        nodes.setShownColumns({0, 1, 2, 3});
        f.filter().clear();

        f.runCommand(u"view: mine"_s);
        QCOMPARE(f.filter().text(), u"free>0 node"_s);
        QVERIFY(nodes.isVisible());
        const QList<int> columns{int(NodeTableModel::Column::Free), int(NodeTableModel::Column::Node)};
        QCOMPARE(nodes.shownColumns(), columns);
        QCOMPARE(f.models.nodes.sortColumn(), int(NodeTableModel::Column::Free));
        QCOMPARE(f.models.nodes.sortOrder(), Qt::DescendingOrder);
        QMenu *menu = f.menuOf(u"Views"_s);
        QVERIFY(Fixture::actionOf(*menu, u"Mine && yours"_s)->isChecked());
        menu->close();
    }

    void viewsAreRenamedUpdatedAndDeletedWithUndo()
    {
        Fixture f;
        f.feed();
        const auto named = [&f](const QString &text) {
            QMenu *menu = f.menuOf(u"Views"_s);
            const bool isThere = Fixture::actionOf(*menu, text) != nullptr;
            menu->close();
            return isThere;
        };
        f.filter().setText(u"node-1"_s);
        f.runCommand(u"save view as"_s);
        QTest::keyClicks(f.window.focusWidget(), u"one"_s);
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Return);
        QVERIFY(named(u"one"_s));

        f.runCommand(u"rename view one"_s);
        auto *name = qobject_cast<QLineEdit *>(f.window.focusWidget());
        QVERIFY(name);
        QCOMPARE(name->text(), u"one"_s);
        QTest::keyClicks(name, u"uno"_s); // it is selected
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(named(u"uno"_s) && !named(u"one"_s));

        f.filter().setText(u"node-2"_s);
        f.runCommand(u"update view uno"_s);
        f.filter().clear();
        f.runCommand(u"view: uno"_s);
        QCOMPARE(f.filter().text(), u"node-2"_s);

        f.runCommand(u"delete view uno"_s);
        QVERIFY(!named(u"uno"_s));
        QVERIFY(f.button(u"Undo"_s));
        f.button(u"Undo"_s)->click();
        QVERIFY(named(u"uno"_s));
        QVERIFY(!f.button(u"Undo"_s));

        // The same name again replaces, says so before, and can be taken back.
        f.filter().setText(u"node-3"_s);
        f.runCommand(u"save view as"_s);
        QTest::keyClicks(f.window.focusWidget(), u"UNO"_s);
        QVERIFY(f.button(u"Replace"_s));
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Return);
        f.button(u"Undo"_s)->click();
        f.runCommand(u"view: uno"_s);
        QCOMPARE(f.filter().text(), u"node-2"_s);
    }

    void aViewWithAnErrorSaysSo()
    {
        const QTemporaryDir folder;
        KeptState settings;
        settings.setValue(u"gpus/views"_s, u"[{\"name\":\"bad\",\"filter\":\"nosuchfield:x\",\"columns\":[\"No\"]}]"_s);
        Fixture f;
        f.feed();
        f.window.restoreState(settings);
        f.runCommand(u"view: bad"_s);
        QCOMPARE(f.filter().text(), u"nosuchfield:x"_s);
        QVERIFY2(f.visibleText().contains(u"There is no field \"nosuchfield\""_s), qPrintable(f.visibleText()));
    }

    void aViewWithContextsOpensJustThem()
    {
        const QTemporaryDir folder;
        KeptState settings;
        settings.setValue(u"gpus/views"_s, u"[{\"name\":\"lab only\",\"contexts\":[\"lab\",\"gone\"]}]"_s);
        Fixture f;
        f.feed();
        f.window.restoreState(settings);
        QSignalSpy opened(&f.window, &MainWindow::openOnlyRequested);
        f.runCommand(u"view: lab only"_s);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toStringList(), QStringList{u"lab"_s});
        QVERIFY(f.notice().contains(u"opened lab"_s) && f.notice().contains(u"closed prod"_s));
        QVERIFY(f.notice().contains(u"No kubeconfig has gone"_s));
        f.button(u"Undo"_s)->click();
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened[1][0].toStringList(), QStringList{u"prod"_s});
    }

    // Export

    void exportsWhatFairleadctlWouldSay_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("JSON") << u"export all gpus as json"_s << u"json"_s;
        QTest::newRow("CSV") << u"export all gpus as csv"_s << u"csv"_s;
    }

    void exportsWhatFairleadctlWouldSay()
    {
        QFETCH(QString, command);
        QFETCH(QString, suffix);
        const QTemporaryDir folder;
        Fixture f;
        f.feed();
        f.filter().setText(u"node-1"_s); // which is not asked for here
        f.models.flush();
        f.runCommand(command);
        auto *dialog = f.window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        const QString path = folder.filePath(u"out."_s + suffix);
        save(*dialog, path);
        QTRY_VERIFY2(f.notice().contains(u"Written: "_s + path), qPrintable(f.notice()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray content = file.readAll();
        if (suffix == "csv"_L1) {
            QCOMPARE(content, gpusAsCsv(f.models.gpuAnswers()));
            QCOMPARE(content.count("node-"), 6);
        } else {
            const qsizetype at = content.indexOf("\"takenAt\": \"") + 12;
            const auto time = QDateTime::fromString(QString::fromLatin1(content.mid(at, 20)), Qt::ISODate);
            QVERIFY(time.isValid());
            QCOMPARE(content, gpusAsJson(f.models.gpuAnswers(), time, {}));
        }
    }

    void exportsTheTableAsItIsShown()
    {
        const QTemporaryDir folder;
        Fixture f;
        f.feed();
        f.filter().setText(u"node"_s);
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.setShownColumns({int(NodeTableModel::Column::Node), int(NodeTableModel::Column::Free)});
        nodes.sortByColumn(int(NodeTableModel::Column::Node), Qt::DescendingOrder);
        f.models.flush();
        f.runCommand(u"nodes: export this table"_s);
        auto *dialog = f.window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        save(*dialog, folder.filePath(u"n.csv"_s));
        QTRY_VERIFY(f.notice().contains(u"Written"_s));
        QFile file(folder.filePath(u"n.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll().startsWith("Node,Free\r\nnode-9,0\r\nnode-4,8\r\n"), "");
        // The next time it begins there.
        KeptState settings;
        f.window.saveState(settings);
        QCOMPARE(settings.value(u"gpus/exportFolder"_s).toString(), folder.path());
    }

    void aFailedExportSaysWhatToDo()
    {
        const QTemporaryDir folder;
        Fixture f;
        f.feed();
        f.runCommand(u"export all gpus as csv"_s);
        auto *dialog = f.window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        emit dialog->fileSelected(folder.filePath(u"missing/x.csv"_s));
        dialog->close();
        QTRY_VERIFY2(f.notice().contains(u"Choose a folder that is there"_s), qPrintable(f.notice()));
    }

    void largeTablesAreTakenQuickly()
    {
        Fixture f;
        f.models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)}, {});
        for (int i = 0; i < 5'000; ++i)
            f.cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
        f.models.flush();
        QElapsedTimer timer;
        timer.start();
        const QList<QStringList> cells = f.table(u"Nodes"_s).cells(DataTable::Rows::All);
        QCOMPARE(cells.size(), 5'001);
        qInfo("5,000 rows taken in %lld ms", qlonglong(timer.elapsed()));
    }

    // States

    void statesAreClickable()
    {
        Fixture f;
        std::vector<ContextEntry> entries;
        for (int i = 0; i < 40; ++i) {
            const ConnectionState state = i < 30   ? ConnectionState::Live
                                          : i < 31 ? ConnectionState::Stale
                                          : i < 35 ? ConnectionState::NeedsLogin
                                          : i < 37 ? ConnectionState::Forbidden
                                          : i < 39 ? ConnectionState::Unreachable
                                                   : ConnectionState::Connecting;
            entries.push_back(makeEntry(u"a-context-with-a-long-name-%1"_s.arg(i), state));
            if (state == ConnectionState::Unreachable)
                entries.back().status.error =
                    ApiError{.kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s};
        }
        f.models.setContexts(entries, {});
        f.models.flush();
        auto &states = *f.window.findChild<ContextStates *>();
        QStringList words;
        int right = 0;
        for (const auto *button : states.findChildren<QAbstractButton *>()) {
            if (!button->isVisible())
                continue;
            words += button->text();
            right = std::max(right, button->geometry().right());
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(!button->accessibleDescription().isEmpty());
        }
        QVERIFY2(right <= states.width(), qPrintable(words.join(u" · "_s)));
        QVERIFY2(words.contains(u"30 live"_s), qPrintable(words.join(u" · "_s)));
        QVERIFY2(words.join(u' ').contains(u"1 stale since "_s) || words.contains(u"1 stale"_s),
                 qPrintable(words.join(u" · "_s)));

        const auto press = [&states](const QString &word) {
            for (auto *button : states.findChildren<QAbstractButton *>()) {
                if (button->isVisible() && button->text().contains(word)) {
                    QVERIFY(button->accessibleDescription().contains(u"a-context"_s));
                    button->click();
                    return;
                }
            }
            QFAIL("no such state");
        };
        press(u"stale"_s);
        DataTable &contexts = f.table(u"Contexts"_s);
        QVERIFY(contexts.isVisible());
        QCOMPARE(contexts.selectedKey(), u"a-context-with-a-long-name-30"_s);
        press(u"login"_s);
        QCOMPARE(contexts.model()->rowCount(), 4);
        press(u"unreachable"_s);
        QCOMPARE(contexts.model()->rowCount(), 2);
        press(u"stale"_s); // the filter would hide it
        QCOMPARE(contexts.selectedKey(), u"a-context-with-a-long-name-30"_s);
    }

    void fewContextsAreNamed()
    {
        Fixture f;
        f.models.setContexts(
            {makeEntry(u"prod"_s, ConnectionState::Live), makeEntry(u"edge"_s, ConnectionState::Stale)}, {});
        f.models.flush();
        QVERIFY(f.button(u"prod live"_s));
        QVERIFY(f.button(u"edge stale since "_s));
    }

    // Welcomes

    void welcomesByWhatIsThere()
    {
        Fixture f;
        f.models.setKubeconfigPaths({u"/home/<b>me</b>/.kube/config"_s});
        f.models.setContexts({}, {});
        QVERIFY(f.visibleText().contains(u"No cluster is configured"_s));
        QVERIFY(f.visibleText().contains(u"/home/<b>me</b>/.kube/config"_s));
        QVERIFY(f.visibleText().contains(u"--extra-kubeconfig"_s));
        QVERIFY(f.visibleText().contains(u"noticed by itself"_s));
        QSignalSpy sandbox(&f.window, &MainWindow::sandboxRequested);
        QVERIFY(f.button(u"Look around in the sandbox"_s));
        f.button(u"Look around in the sandbox"_s)->click();
        QCOMPARE(sandbox.count(), 1);

        f.models.setContexts({}, {{.file = u"/home/me/.kube/config"_s,
                                   .line = 12,
                                   .column = 5,
                                   .field = u"users[3].user"_s,
                                   .message = u"expected a map"_s}});
        QVERIFY2(f.visibleText().contains(u"/home/me/.kube/config:12:5"_s), qPrintable(f.visibleText()));
        QVERIFY(f.visibleText().contains(u"it is read again by itself"_s));

        f.feedMany(40);
        QVERIFY2(f.visibleText().contains(u"40 context"_s), qPrintable(f.visibleText()));
        QVERIFY(f.button(u"Choose which to open"_s));
        f.button(u"Choose which to open"_s)->click();
        QVERIFY(f.table(u"Contexts"_s).isVisible());
        QCOMPARE(f.window.focusWidget(), &f.table(u"Contexts"_s)); // Space opens at once
    }

    void opensManyAtOnce()
    {
        Fixture f;
        f.feedMany(40);
        f.window.showPane(MainWindow::Pane::Clusters);
        QSignalSpy opened(&f.window, &MainWindow::openManyRequested);
        DataTable &contexts = f.table(u"Contexts"_s);
        contexts.setFocus();
        contexts.selectRowOf(contexts.model()->index(0, 0));
        QTest::keyClick(&contexts, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&contexts, Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(f.button(u"Open 3 selected"_s));
        QTest::keyClick(&contexts, Qt::Key_Space);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toStringList(), (QStringList{u"context-00"_s, u"context-01"_s, u"context-02"_s}));
        QCOMPARE(opened[0][1].toBool(), true);

        for (int i = 0; i < 3; ++i)
            f.models.setContext(makeEntry(u"context-0%1"_s.arg(i), ConnectionState::Live));
        f.models.flush();
        QTest::keyClick(&contexts, Qt::Key_Return);
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened[1][1].toBool(), false); // all of them are open: closes them
    }

    void openingAllAsksFirst()
    {
        Fixture f;
        f.feedMany(40);
        f.window.showPane(MainWindow::Pane::Clusters);
        QSignalSpy opened(&f.window, &MainWindow::openManyRequested);
        f.button(u"Open all"_s)->click();
        QCOMPARE(opened.size(), 0);
        QVERIFY2(f.visibleText().contains(u"Open 40 context"_s), qPrintable(f.visibleText()));
        QCOMPARE(f.window.focusWidget(), f.button(u"Cancel"_s));
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Return);
        QCOMPARE(opened.size(), 0);
        QVERIFY(!f.button(u"Open 40"_s));

        // So does opening everything by way of the selection.
        DataTable &contexts = f.table(u"Contexts"_s);
        contexts.setFocus();
        QTest::keyClick(&contexts, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&contexts, Qt::Key_Return);
        QCOMPARE(opened.size(), 0);
        f.button(u"Open 40"_s)->click();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toStringList().size(), 40);
        QCOMPARE(f.window.focusWidget(), &contexts);
    }

    void brokenContextsAreNotOpened()
    {
        Fixture f;
        auto broken = makeEntry(u"broken"_s, ConnectionState::Invalid, false);
        broken.context.problem = kubernetes::KubeconfigProblem{.file = u"/c"_s, .message = u"no server"_s};
        f.models.setContexts({makeEntry(u"a"_s, ConnectionState::Closed, false), broken}, {});
        f.window.showPane(MainWindow::Pane::Clusters);
        QSignalSpy opened(&f.window, &MainWindow::openManyRequested);
        DataTable &contexts = f.table(u"Contexts"_s);
        contexts.setFocus();
        QTest::keyClick(&contexts, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&contexts, Qt::Key_Space);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toStringList(), QStringList{u"a"_s});
    }

    // Columns

    void columnsAreChosenByKeyboard_data()
    {
        QTest::addColumn<QString>("table");
        QTest::newRow("nodes") << u"Nodes"_s;
        QTest::newRow("waiting") << u"Waiting"_s;
        QTest::newRow("contexts") << u"Contexts"_s;
    }

    void columnsAreChosenByKeyboard()
    {
        QFETCH(QString, table);
        Fixture f;
        f.feed();
        f.runCommand(u"%1: choose columns"_s.arg(table));
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        DataTable &view = f.table(table);
        QCOMPARE(menu->actions().size(), view.model()->columnCount() + 2);
        const QList<int> before = view.shownColumns();
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(view.shownColumns() != before);
        QVERIFY(!QApplication::activePopupWidget());
    }

    void tablesHaveAMenu_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Menu") << int(Qt::Key_Menu);
        QTest::newRow("Shift+F10") << int(Qt::Key_F10);
    }

    void tablesHaveAMenu()
    {
        QFETCH(int, key);
        Fixture f;
        f.feed();
        f.runCommand(u"show nodes as table"_s);
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.selectRowOf(nodes.model()->index(2, 0));
        if (key == Qt::Key_Menu) { // of which the system makes this event
            QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
            QApplication::sendEvent(nodes.viewport(), &event);
        } else {
            QTest::keyClick(&nodes, Qt::Key(key), Qt::ShiftModifier);
        }
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QMenu *sort = nullptr;
        for (QAction *action : menu->actions()) {
            if (action->text() == u"Sort by"_s)
                sort = action->menu();
        }
        QVERIFY(sort);
        Fixture::actionOf(*sort, u"Free"_s)->trigger();
        QCOMPARE(f.models.nodes.sortColumn(), int(NodeTableModel::Column::Free));
        QCOMPARE(f.models.nodes.sortOrder(), Qt::DescendingOrder); // numbers begin with the largest
        menu->close();
    }

    void windowAndTablesSurviveARestart()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"window.ini"_s);
        const QList<int> columns{int(NodeTableModel::Column::Node), int(NodeTableModel::Column::Age),
                                 int(NodeTableModel::Column::Free)};
        {
            Fixture f;
            f.feed();
            f.window.resize(1400, 900);
            f.table(u"Nodes"_s).setShownColumns(columns);
            f.table(u"Nodes"_s).sortByColumn(int(NodeTableModel::Column::Age), Qt::DescendingOrder);
            f.table(u"Waiting"_s).sortByColumn(int(WaitingModel::Column::Since), Qt::AscendingOrder);
            f.table(u"Contexts"_s).setColumnHidden(int(ContextsModel::Column::Server), false);
            f.table(u"Contexts"_s).sortByColumn(int(ContextsModel::Column::Name), Qt::DescendingOrder);
            f.runCommand(u"show nodes as table"_s);
            KeptState state;
            f.window.saveState(state);
            QVERIFY(state.write(file));
        }
        Fixture f;
        f.feed();
        f.window.restoreState(KeptState::read(file));
        QCOMPARE(f.window.size(), QSize(1400, 900));
        QCOMPARE(f.table(u"Nodes"_s).shownColumns(), columns);
        QCOMPARE(f.models.nodes.sortColumn(), int(NodeTableModel::Column::Age));
        QCOMPARE(f.models.nodes.sortOrder(), Qt::DescendingOrder);
        QCOMPARE(f.models.waiting.sortColumn(), int(WaitingModel::Column::Since));
        QCOMPARE(f.models.contexts.sortColumn(), int(ContextsModel::Column::Name));
        QVERIFY(!f.table(u"Contexts"_s).isColumnHidden(int(ContextsModel::Column::Server)));
        QVERIFY(f.table(u"Nodes"_s).isVisible());
    }
};

QTEST_MAIN(TestWholeWindow)
#include "tst_wholewindow.moc"
