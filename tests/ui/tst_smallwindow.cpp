// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shownwindow.h"
#include "ui/gpus/nodespanel.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/contextstates.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/screenfit.h"
#include "ui/widgets/statusline.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

struct Fixture : ShownWindow
{
    void feed(const std::vector<ConnectionState> &states = {ConnectionState::Live})
    {
        std::vector<ContextEntry> entries;
        for (const ConnectionState state : states)
            entries.push_back(makeEntry(u"context-%1"_s.arg(entries.size()), state));
        models.setContexts(entries, {});
        for (int i = 0; i < 20; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        cluster.put(makePod(u"a"_s, u"node-1"_s, 3));
        cluster.put(makePod(u"w"_s, {}, 4));
        models.applyDelta(u"context-0"_s, cluster.takeDelta());
        models.flush();
    }

    void resize(const QSize &size)
    {
        window.resize(size);
        QCoreApplication::processEvents(); // is laid out
        window.grab();
    }

    StatusLine &line() const { return *window.findChild<StatusLine *>(); }

    QList<QAbstractButton *> shownStates() const
    {
        QList<QAbstractButton *> shown;
        for (auto *button : window.findChild<ContextStates *>()->findChildren<QAbstractButton *>()) {
            if (button->isVisible())
                shown += button;
        }
        std::sort(shown.begin(), shown.end(), [](auto *a, auto *b) { return a->x() < b->x(); });
        return shown;
    }

    QRect inWindow(const QWidget &widget) const { return {widget.mapTo(&window, QPoint()), widget.size()}; }
};

const std::vector NineStates{ConnectionState::Live,      ConnectionState::Live,        ConnectionState::Live,
                             ConnectionState::Degraded,  ConnectionState::Connecting,  ConnectionState::NeedsLogin,
                             ConnectionState::Forbidden, ConnectionState::Unreachable, ConnectionState::Unreachable};

} // namespace

class TestSmallWindow : public QObject
{
    Q_OBJECT
private slots:
    // A menu without a screen says that it can neither be in front nor have the keyboard.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*(raise|grabbing)).*$"_s)); }

    void fits_data()
    {
        QTest::addColumn<QSize>("wanted");
        QTest::addColumn<QSize>("available");
        QTest::addColumn<QMargins>("frame");
        QTest::addColumn<QSize>("fitting");
        const QMargins none;
        const QMargins frame(4, 37, 4, 4);
        const QSize usual(1280, 800);
        QTest::newRow("there is room") << usual << QSize(1920, 1080) << frame << usual;
        QTest::newRow("just the room") << usual << QSize(1288, 841) << frame << usual;
        QTest::newRow("without its frame it would fit") << usual << usual << frame << QSize(1272, 759);
        QTest::newRow("as large as the screen") << usual << usual << none << usual;
        QTest::newRow("a small laptop") << usual << QSize(1280, 720) << frame << QSize(1272, 679);
        QTest::newRow("1280x800 at scale 1.5") << usual << QSize(853, 533) << frame << QSize(845, 492);
        QTest::newRow("1280x800 at scale 2") << usual << QSize(640, 400) << frame << QSize(632, 359);
        QTest::newRow("kept from a larger screen") << QSize(3800, 2100) << usual << frame << QSize(1272, 759);
        QTest::newRow("upright") << usual << QSize(800, 1280) << frame << QSize(792, 800);
        QTest::newRow("smaller than a frame") << usual << QSize(6, 6) << frame << QSize(1, 1);
        QTest::newRow("nobody knows the screen") << usual << QSize() << frame << usual;
    }
    void fits()
    {
        QFETCH(QSize, wanted);
        QFETCH(QSize, available);
        QFETCH(QMargins, frame);
        QTEST(fittingSize(wanted, available, frame), "fitting");
    }

    void fitsTheScreenThatIs()
    {
        Fixture f;
        f.window.hide();
        f.window.resize(5'000, 5'000);
        fitToScreen(f.window);
        const QRect available = f.window.screen()->availableGeometry();
        QVERIFY(f.window.width() < available.width() && f.window.height() < available.height());
        QVERIFY(f.window.width() > available.width() / 2 && f.window.height() > available.height() / 2);
    }

    void aLargerOneIsLeftMaximized()
    {
        Fixture f;
        f.window.hide();
        f.window.setWindowState(Qt::WindowMaximized);
        const QSize before = f.window.size();
        fitToScreen(f.window);
        QCOMPARE(f.window.size(), before);
    }

    void nothingIsLost_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1280x800") << QSize(1272, 759);
        QTest::newRow("at scale 1.25") << QSize(1016, 599);
        QTest::newRow("at scale 1.5") << QSize(845, 492);
        QTest::newRow("at scale 2") << QSize(632, 359);
        QTest::newRow("at scale 2, with a panel") << QSize(632, 327);
    }

    //! Sidebar and status line are in sight, and what is not can be come to.
    void nothingIsLost()
    {
        QFETCH(QSize, size);
        Fixture f;
        f.feed();
        f.resize(size);
        QCOMPARE(f.window.size(), size);
        QCOMPARE(f.inWindow(f.line()).bottom(), f.window.rect().bottom());
        QVERIFY(f.window.rect().contains(f.inWindow(f.line())));
        QVERIFY(!f.shownStates().isEmpty());
        for (const MainWindow::Pane pane : {MainWindow::Pane::Clusters, MainWindow::Pane::Gpus}) {
            f.window.showPane(pane);
            QCoreApplication::processEvents();
            QTest::keyClick(&f.window, Qt::Key_Slash);
            const auto *filter = qobject_cast<FilterEdit *>(f.window.focusWidget());
            QVERIFY(filter);
            QCOMPARE(filter->visibleRegion().boundingRect(), filter->rect());
            QVERIFY(f.window.rect().contains(f.inWindow(*filter)));
        }
    }

    void theWorstStatesStay_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("areAll");
        QTest::addColumn<bool>("hasCounts");
        QTest::newRow("wide") << 2'560 << true << true;
        QTest::newRow("as usual") << 1'280 << true << true;
        QTest::newRow("no room for what is counted") << 900 << true << false;
        QTest::newRow("no room for the keys") << 860 << true << false;
        QTest::newRow("no room for all states") << 632 << false << false;
    }

    //! Nothing is drawn in part: what has no room is a number, and its tool tip says what it is.
    void theWorstStatesStay()
    {
        QFETCH(int, width);
        QFETCH(bool, areAll);
        QFETCH(bool, hasCounts);
        Fixture f;
        f.feed(NineStates);
        f.resize({width, 600});
        const auto shown = f.shownStates();
        QVERIFY(shown.front()->accessibleName().contains(u"unreachable"_s));
        int right = -1;
        for (const QAbstractButton *button : shown) {
            QVERIFY2(button->x() > right, qPrintable(button->text()));
            right = button->geometry().right();
            const int text = button->fontMetrics().horizontalAdvance(button->text());
            QVERIFY2(button->width() >= text, qPrintable(button->text()));
        }
        QVERIFY(right < shown.front()->parentWidget()->width());
        QVERIFY(f.window.rect().contains(f.inWindow(*shown.back())));
        QCOMPARE(f.line().counts().isVisible(), hasCounts);
        const bool hasMore = shown.back()->text().startsWith(u'+');
        QCOMPARE(!hasMore, areAll);
        if (areAll) {
            QCOMPARE(shown.size(), 6);
            QVERIFY(shown.back()->accessibleName().contains(u"live"_s));
            return;
        }
        int contexts = shown.back()->text().mid(1).toInt();
        QVERIFY2(shown.back()->toolTip().contains(u"3 live"_s), qPrintable(shown.back()->toolTip()));
        for (const QAbstractButton *button : shown)
            contexts += button->accessibleName().section(u' ', 0, 0).toInt() * (button == shown.back() ? 0 : 1);
        QCOMPARE(contexts, int(NineStates.size()));
        QVERIFY2(shown.back()->accessibleName().contains(u"3 live"_s), qPrintable(shown.back()->accessibleName()));
        shown.back()->setFocus();
        f.models.setContext(makeEntry(u"context-0"_s, ConnectionState::Connecting));
        f.models.flush();
        QVERIFY(shown.back()->hasFocus());
        QVERIFY(!f.table(u"Contexts"_s).isVisible());
        shown.back()->click();
        QVERIFY(f.table(u"Contexts"_s).isVisible());
    }

    void noWordIsCut_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("showsMatrix");
        QTest::addColumn<bool>("hasSegments"); // else a menu
        QTest::newRow("as usual") << QSize(1'280, 800) << true << true;
        QTest::newRow("1000x650") << QSize(1'000, 650) << true << true;
        QTest::newRow("930x600") << QSize(930, 600) << true << false;
        QTest::newRow("900x560") << QSize(900, 560) << true << false;
        QTest::newRow("900x560, table") << QSize(900, 560) << false << false;
        QTest::newRow("at scale 1.5") << QSize(845, 492) << true << false;
        QTest::newRow("at scale 2") << QSize(632, 359) << true << false;
    }

    //! What has no room is gone, in a menu, or ends with an ellipsis.
    void noWordIsCut()
    {
        QFETCH(QSize, size);
        QFETCH(bool, showsMatrix);
        QFETCH(bool, hasSegments);
        Fixture f;
        f.feed();
        f.window.findChild<NodesPanel *>()->setShowsMatrix(showsMatrix);
        f.resize(size);
        for (const auto *button : f.window.findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY2(
                    button->width() >= button->sizeHint().width(),
                    qPrintable(
                        u"%1: %2 of %3"_s.arg(button->text()).arg(button->width()).arg(button->sizeHint().width())));
        }
        for (const auto *box : f.window.findChildren<CheckBox *>())
            QVERIFY(!box->isVisible() || box->width() >= box->sizeHint().width());
        auto &row = *f.window.findChild<ChoiceRow *>();
        QStringList shown;
        for (const auto *button : row.findChildren<QPushButton *>()) {
            if (button->isVisible()) {
                shown += button->text();
                QVERIFY(row.rect().contains(button->geometry()));
            }
        }
        const QStringList segments{u"Namespaces"_s, u"Workloads"_s, u"Users"_s};
        QCOMPARE(shown, hasSegments ? segments : QStringList{u"Namespaces ▾"_s});
    }

    //! As pressing a segment does.
    void theMenuChooses()
    {
        Fixture f;
        f.feed();
        f.resize({900, 560});
        auto &row = *f.window.findChild<ChoiceRow *>();
        for (auto *button : row.findChildren<QPushButton *>()) {
            if (button->isVisible())
                button->click();
        }
        auto *menu = row.findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 3);
        QVERIFY(menu->actions().at(0)->isChecked());
        menu->actions().at(2)->trigger();
        QVERIFY(f.models.holdings.grouping() == HoldingsModel::Grouping::User);
        for (const auto *button : row.findChildren<QPushButton *>()) {
            if (button->isVisible())
                QCOMPARE(button->text(), u"Users ▾"_s);
        }
    }

    //! What the line says on the right does not lie over the states.
    void thePartsOfTheLineAreBesideEachOther()
    {
        Fixture f;
        f.feed(NineStates);
        f.window.setSandbox();
        for (int width = 560; width < 1'600; width += 37) {
            f.resize({width, 400});
            QList<QRect> places;
            for (const QWidget *part : f.line().findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
                if (part->isVisible())
                    places += part->geometry();
            }
            std::sort(places.begin(), places.end(), [](const QRect &a, const QRect &b) { return a.x() < b.x(); });
            for (qsizetype i = 0; i < places.size(); ++i) {
                QVERIFY2(places[i].left() > (i > 0 ? places[i - 1].right() : 0), qPrintable(QString::number(width)));
                QVERIFY2(places[i].right() < f.line().width(), qPrintable(QString::number(width)));
            }
        }
    }
};

QTEST_MAIN(TestSmallWindow)
#include "tst_smallwindow.moc"
