// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/keptstate.h"
#include "shownwindow.h"
#include "ui/gpus/matrixview.h"
#include "ui/gpus/nodespanel.h"
#include "ui/palette/commandpalette.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/panewidget.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
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

struct Fixture : ShownWindow
{
    void feed()
    {
        auto refused = makeEntry(u"refused"_s, ConnectionState::Unreachable);
        refused.status.error = ApiError{
            .kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s, .message = u"<b>refused</b>\u202E"_s};
        auto plugin = makeEntry(u"plugin"_s, ConnectionState::NeedsLogin);
        plugin.approval =
            processes::ProgramApproval{.program = u"/bin/<i>x</i>"_s, .args = {u"--a"_s}, .fileHash = "00"};
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live), refused, plugin}, {});
        for (int i = 0; i < 5; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        cluster.put(makePod(u"a"_s, u"node-1"_s, 3));
        cluster.put(makePod(u"w"_s, {}, 4));
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
    }
};

//! A pane that has a form.
class FormPane : public PaneWidget
{
public:
    FormPane()
        : m_header(new PaneHeader(u"Form"_s, u"form"_s, this))
    {
    }

    PaneHeader &header() const override { return *m_header; }
    std::vector<Command> commands() override { return {}; }
    std::vector<KeyGroup> keyGroups() const override { return {}; }
    bool hasUnsavedChanges() const override { return isUnsaved; }
    void leaveForm(std::function<void()> go) override { ask(std::move(go)); }

    bool isUnsaved = false;
    std::function<void(std::function<void()>)> ask;

private:
    PaneHeader *m_header;
};

//! Two panes with forms and a gate behind them; \c unsaved as in asksBeforeItCloses().
struct ClosingFixture : ShownWindow
{
    QString asked;
    std::function<void()> go; //!< of who was asked last
    std::vector<FormPane *> panes;

    explicit ClosingFixture(const QString &unsaved)
    {
        const auto note = [this](int who, std::function<void()> next) {
            asked += QString::number(who);
            go = std::move(next);
        };
        for (int i = 0; i < 2; ++i) {
            panes.push_back(new FormPane);
            panes.back()->isUnsaved = unsaved[i] == u'u';
            panes.back()->ask = [note, i](std::function<void()> next) { note(i, std::move(next)); };
            window.addPane(panes.back(), u"form%1"_s.arg(i), u"Form"_s, u"Show form"_s);
        }
        window.addCloseGate([note, isAsked = unsaved[2] == u'u'](std::function<void()> next) {
            isAsked ? note(2, std::move(next)) : next();
        });
    }
    void answer() const { go(); }
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhyItIsEmpty()
    {
        Fixture f;
        f.models.setKubeconfigPaths({u"/nowhere/config"_s});
        QVERIFY(f.visibleText().contains(u"Reading kubeconfigs"_s));
        f.models.setContexts({}, {});
        QVERIFY(f.visibleText().contains(u"/nowhere/config"_s));
        f.models.setContexts({makeEntry(u"a"_s, ConnectionState::Closed, false)}, {});
        QVERIFY(f.visibleText().contains(u"none is open yet"_s));
        f.models.setContexts({makeEntry(u"a"_s, ConnectionState::Unreachable)}, {});
        QVERIFY(f.visibleText().contains(u"No cluster answers"_s));
        f.models.setContexts({makeEntry(u"a"_s, ConnectionState::Live)}, {});
        f.cluster.put(makeNode(u"plain"_s, 0));
        f.models.applyDelta(u"a"_s, f.cluster.takeDelta());
        f.models.flush();
        QVERIFY(f.visibleText().contains(u"No GPUs found"_s));
    }

    void paletteFindsAndRuns()
    {
        Fixture f;
        f.feed();
        QTest::keyClick(&f.window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = f.window.findChild<CommandPalette *>();
        QVERIFY(palette->isVisible());
        auto *edit = qobject_cast<QLineEdit *>(f.window.focusWidget());
        QVERIFY(edit && palette->isAncestorOf(edit));
        QTest::keyClicks(edit, u"nd3"_s);
        QCOMPARE(palette->findChild<QListView *>()->model()->index(0, 0).data().toString(),
                 u"node-3 · prod · H100 80 GB"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QVERIFY2(f.visibleText().contains(u"node-3"_s), qPrintable(f.visibleText()));

        QTest::keyClick(&f.window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(f.window.focusWidget(), u"refused show"_s);
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Return);
        QVERIFY(f.visibleText().contains(u"Nothing listens"_s));

        QSignalSpy opened(&f.window, &MainWindow::openRequested);
        QTest::keyClick(&f.window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(f.window.focusWidget(), u"prod: disconnect"_s);
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), u"prod"_s);

        QTest::keyClick(&f.window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(f.window.focusWidget(), u"zzzz"_s);
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Return); // does nothing
        QVERIFY(palette->isVisible());
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    void filterNarrowsAndEscapeClears()
    {
        Fixture f;
        f.feed();
        DataTable &nodes = f.table(u"Nodes"_s);
        QCOMPARE(nodes.model()->rowCount(), 5);
        QTest::keyClick(&f.window, Qt::Key_Slash);
        auto *filter = qobject_cast<FilterEdit *>(f.window.focusWidget());
        QVERIFY(filter);
        QTest::keyClicks(filter, u"node-3"_s);
        QCOMPARE(nodes.model()->rowCount(), 1);
        QTest::keyClicks(filter, u"zzz"_s);
        QCOMPARE(nodes.model()->rowCount(), 0);
        QVERIFY(f.visibleText().contains(u"No node matches the filter"_s));
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(nodes.model()->rowCount(), 5);
    }

    void selectionSurvivesAReset()
    {
        Fixture f;
        f.models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)}, {});
        for (int i = 0; i < 400; ++i)
            f.cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
        f.models.flush();
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.selectRowOf(nodes.model()->index(377, 0));
        const QString key = nodes.selectedKey();
        QVERIFY(key.contains(u"node-377"_s));
        f.models.nodes.setFilterText(u"7"_s);
        QCOMPARE(nodes.selectedKey(), key);
        f.models.nodes.setFilterText({});
        QCOMPARE(nodes.selectedKey(), key);
    }

    void aRowThatGoesLeavesNoneSelected_data()
    {
        QTest::addColumn<bool>("isHidden");
        QTest::newRow("the node is deleted") << false;
        QTest::newRow("the filter hides it") << true;
    }
    void aRowThatGoesLeavesNoneSelected()
    {
        QFETCH(bool, isHidden);
        Fixture f;
        f.feed();
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.selectRowOf(nodes.model()->index(2, 0));
        const QString key = nodes.selectedKey();
        const QString name = key.section(u'\n', 1, 1).mid(4); // "uid-" and the name
        QVERIFY(f.visibleText().contains(name));
        if (isHidden) {
            f.models.nodes.setFilterText(u"!node:%1"_s.arg(name));
        } else {
            f.cluster.removeNode(name);
            f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
            f.models.flush();
        }
        QCOMPARE(nodes.selectedKey(), QString());
        QVERIFY(nodes.selectionModel()->selectedRows().isEmpty());
        QVERIFY2(f.visibleText().contains(u"Select a node"_s), qPrintable(f.visibleText()));
        const QString next = nodes.model()->index(2, 0).data(NodeTableModel::KeyRole).toString();
        QTest::keyClick(&nodes, Qt::Key_Down); // goes on from where it was
        QCOMPARE(nodes.selectedKey(), next);
    }

    void nothingJumpsWhileOneReads_data()
    {
        QTest::addColumn<bool>("showsMatrix");
        QTest::addColumn<int>("sortColumn");
        QTest::newRow("table") << false << -1;
        QTest::newRow("table, sorted") << false << int(NodeTableModel::Column::Allocatable);
        QTest::newRow("matrix") << true << -1;
    }

    //! Selection, place and focus, while ten thousand changes come in above what one reads.
    void nothingJumpsWhileOneReads()
    {
        QFETCH(bool, showsMatrix);
        QFETCH(int, sortColumn);
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        Fixture f;
        const auto entry = [](ConnectionState state) { return makeEntry(u"prod"_s, state); };
        f.models.setContexts({entry(ConnectionState::Live)}, {});
        for (int i = 0; i < 150; ++i) // after all others, in both orders
            f.cluster.put(makeNode(u"stays-%1"_s.arg(i), 16));
        for (int i = 0; i < 60; ++i) {
            auto pod = makePod(u"stays-%1"_s.arg(i), {}, 1);
            pod->namespaceName = u"stays"_s;
            pod->created += 100;
            f.cluster.put(kubernetes::PodPtr(pod));
        }
        const auto update = [&f] {
            f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
            f.models.flush();
        };
        for (int i = 0; i < 200; ++i)
            f.cluster.churn(random);
        update();
        f.window.findChild<NodesPanel *>()->setShowsMatrix(showsMatrix);
        auto &matrix = *f.window.findChild<MatrixView *>();
        matrix.setZoom(MatrixZoom::Detail);
        DataTable &nodes = f.table(u"Nodes"_s);
        DataTable &waiting = f.table(u"Waiting"_s);
        QWidget &read = showsMatrix ? static_cast<QWidget &>(matrix) : nodes;
        const QList<DataTable *> tables = showsMatrix ? QList{&waiting} : QList{&nodes, &waiting};
        f.models.nodes.sort(sortColumn);
        QCoreApplication::processEvents(); // the splitters take in what the first context shows
        f.window.grab();

        const auto keyAt = [](const DataTable &table, int row) {
            return table.model()->index(row, 0).data(IndexedTableModel::KeyRole).toString();
        };
        const auto rowLike = [&keyAt](const DataTable &table, const QString &part) {
            int row = 0;
            while (row < table.model()->rowCount() && !keyAt(table, row).contains(part))
                ++row;
            return row;
        };
        waiting.selectRowOf(waiting.model()->index(rowLike(waiting, u"stays-40"_s), 0));
        waiting.scrollTo(waiting.currentIndex(), QAbstractItemView::PositionAtTop);
        nodes.selectRowOf(nodes.model()->index(rowLike(nodes, u"stays-70"_s), 0));
        nodes.scrollTo(nodes.currentIndex(), QAbstractItemView::PositionAtTop);
        const QString selectedNode = nodes.selectedKey();
        const QString selectedPod = waiting.selectedKey();
        QVERIFY(selectedNode.contains(u"stays-70"_s) && selectedPod.contains(u"stays-40"_s));
        f.window.grab();
        read.setFocus();
        QCOMPARE(f.window.focusWidget(), &read);
        QStringList tops;
        for (const DataTable *table : tables) {
            QVERIFY(table->verticalScrollBar()->value() > 0);
            tops << keyAt(*table, table->rowAt(0));
        }
        const auto below = [&matrix] {
            const QScrollBar &bar = *matrix.verticalScrollBar();
            return bar.maximum() + bar.pageStep() - bar.value();
        };
        const int left = below();
        const QRect place(matrix.mapTo(&f.window, QPoint()), matrix.size());
        QVERIFY(!showsMatrix || (left > 0 && matrix.verticalScrollBar()->value() > 0));

        for (int change = 0; change < 10'000;) {
            for (int i = random.bounded(20); i >= 0; --i, ++change)
                f.cluster.churn(random);
            if (random.bounded(50) == 0)
                f.models.setContext(entry(random.bounded(2) == 0 ? ConnectionState::Stale : ConnectionState::Live));
            update();
            if (random.bounded(10) == 0)
                QCoreApplication::processEvents(); // what is laid out and painted later
            for (qsizetype i = 0; i < tables.size(); ++i)
                QCOMPARE(keyAt(*tables[i], tables[i]->rowAt(0)), tops[i]);
            if (showsMatrix) {
                matrix.grab(); // as it paints, it regroups
                QCOMPARE(QRect(matrix.mapTo(&f.window, QPoint()), matrix.size()), place);
                QCOMPARE(below(), left);
                QCOMPARE(matrix.selectedKey(), selectedNode);
            }
            QCOMPARE(nodes.selectedKey(), selectedNode);
            QCOMPARE(nodes.selectionModel()->selectedRows().size(), 1);
            QCOMPARE(waiting.selectedKey(), selectedPod);
            QCOMPARE(f.window.focusWidget(), &read);
        }
    }

    //! Wherever nodes are counted, one with two kinds of device is one.
    void countsNodesInOneWay()
    {
        Fixture f;
        f.cluster.put(makeNode(u"mixed"_s, 4, 7));
        f.cluster.put(makeNode(u"plain"_s, 0));
        f.feed();
        QVERIFY2(f.visibleText().split(u'\n').contains(u"6 node(s)"_s), qPrintable(f.visibleText()));
        QVERIFY2(f.visibleText().contains(u"1 of 3 cluster(s) counted, 6 node(s), 1 more without accelerators"_s),
                 qPrintable(f.visibleText()));
        f.models.nodes.setFilterText(u"mixed"_s);
        f.models.flush();
        QVERIFY2(f.visibleText().split(u'\n').contains(u"1 of 6 node(s)"_s), qPrintable(f.visibleText()));
        QVERIFY2(f.visibleText().contains(u"of the 1 node(s) that match"_s), qPrintable(f.visibleText()));
    }

    void copiesRowsAsTsv()
    {
        Fixture f;
        f.feed();
        DataTable &nodes = f.table(u"Nodes"_s);
        nodes.selectRowOf(nodes.model()->index(1, 0));
        QTest::keySequence(&nodes, QKeySequence::Copy);
        const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].count(u'\t'), lines[1].count(u'\t'));
        QVERIFY(lines[1].contains(u"node-1\tH100 80 GB\t3 held, 5 free\t5\t"_s));
    }

    void showsTheRemedyAndAsksForApproval()
    {
        Fixture f;
        f.feed();
        f.window.showPane(MainWindow::Pane::Clusters);
        DataTable &contexts = f.table(u"Contexts"_s);
        contexts.selectRowOf(f.models.contexts.indexOf(u"refused"_s));
        QVERIFY(f.visibleText().contains(u"Nothing listens at the server's address."_s));
        QSignalSpy approvals(&f.window, &MainWindow::approveRequested);
        contexts.selectRowOf(f.models.contexts.indexOf(u"plugin"_s));
        for (auto *button : f.window.findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text() == u"Allow and connect"_s)
                button->click();
        }
        QCOMPARE(approvals.count(), 1);
        QCOMPARE(approvals.first().first().toString(), u"plugin"_s);
        QSignalSpy retries(&f.window, &MainWindow::retryRequested);
        QTest::keyClick(&f.window, Qt::Key_F5);
        QCOMPARE(retries.count(), 1);
    }

    void nothingForeignIsRichText()
    {
        Fixture f;
        f.feed();
        f.window.selectSomething();
        f.window.showPane(MainWindow::Pane::Clusters);
        f.table(u"Contexts"_s).selectRowOf(f.models.contexts.indexOf(u"refused"_s));
        for (const QLabel *label : f.window.findChildren<QLabel *>())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }

    void everythingHasAName()
    {
        Fixture f;
        f.feed();
        f.window.selectSomething();
        for (const QWidget *widget : f.window.findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool isInner = widget->parentWidget() && widget->parentWidget()->inherits("QAbstractScrollArea");
            const bool isNamed = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(isNamed || isInner || widget->inherits("QScrollArea") || widget->inherits("QHeaderView"),
                     widget->metaObject()->className());
        }
    }

    void keepsItsState()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"window.ini"_s);
        {
            Fixture f;
            f.feed();
            f.table(u"Nodes"_s).setColumnHidden(int(NodeTableModel::Column::Age), false);
            f.table(u"Nodes"_s).sortByColumn(int(NodeTableModel::Column::Free), Qt::DescendingOrder);
            f.window.showPane(MainWindow::Pane::Clusters);
            KeptState state;
            f.window.saveState(state);
            QVERIFY(state.write(file));
        }
        Fixture f;
        f.feed();
        const KeptState settings = KeptState::read(file);
        f.window.restoreState(settings);
        QVERIFY(!f.table(u"Nodes"_s).isColumnHidden(int(NodeTableModel::Column::Age)));
        QCOMPARE(f.models.nodes.sortColumn(), int(NodeTableModel::Column::Free));
        QVERIFY(f.table(u"Contexts"_s).isVisible());
    }

    void switchesThemesLive()
    {
        Fixture f;
        f.feed();
        f.theme.setMode(Theme::Mode::Dark);
        QCOMPARE(f.window.palette().color(QPalette::Window), Tokens::dark().background);
        f.theme.setMode(Theme::Mode::Light);
        QCOMPARE(f.window.palette().color(QPalette::Window), Tokens::light().background);
    }

    void asksBeforeItCloses_data()
    {
        QTest::addColumn<QString>("unsaved"); // of each pane and gate: u unsaved, - nothing
        QTest::addColumn<QString>("answers"); // of who is asked: y yes, n never
        QTest::addColumn<QString>("asked");   // in order
        QTest::addColumn<bool>("closes");
        QTest::newRow("nothing") << u"---"_s << QString() << QString() << true;
        QTest::newRow("a form, left") << u"u--"_s << u"y"_s << u"0"_s << true;
        QTest::newRow("a form, stays") << u"u--"_s << u"n"_s << u"0"_s << false;
        QTest::newRow("two forms") << u"uu-"_s << u"yy"_s << u"01"_s << true;
        QTest::newRow("two forms, stays at the second") << u"uu-"_s << u"yn"_s << u"01"_s << false;
        QTest::newRow("jobs") << u"--u"_s << u"y"_s << u"2"_s << true;
        QTest::newRow("a form and jobs, stays") << u"u-u"_s << u"yn"_s << u"02"_s << false;
    }

    void asksBeforeItCloses()
    {
        QFETCH(const QString, unsaved);
        QFETCH(const QString, answers);
        ClosingFixture f(unsaved);
        QSignalSpy closing(&f.window, &MainWindow::closing);
        const bool isAsked = unsaved.contains(u'u');
        QCOMPARE(f.window.close(), !isAsked); // a question is no loop of its own
        for (qsizetype i = 0; i < answers.size(); ++i) {
            QVERIFY(f.window.isVisible());
            QCOMPARE(f.asked.size(), i + 1);
            if (const int pane = f.asked.back().digitValue(); pane < 2)
                QVERIFY(f.window.isShown(*f.panes[pane]));
            if (answers[i] == u'y')
                f.answer();
        }
        QFETCH(const bool, closes);
        QTRY_COMPARE(f.window.isVisible(), !closes);
        QTEST(f.asked, "asked");
        QCOMPARE(closing.size(), int(closes));
    }

    void asksAboutWhatIsTypedMeanwhile_data()
    {
        QTest::addColumn<QString>("typed"); // while the gate waits, each time: into that form, - into none
        QTest::addColumn<bool>("keeps");    // the form lets it close with its changes
        QTest::addColumn<QString>("asked");
        QTest::newRow("nothing") << u"-"_s << false << u"2"_s;
        QTest::newRow("into a form") << u"0-"_s << false << u"202"_s;
        QTest::newRow("into one, then into the other") << u"01-"_s << false << u"20212"_s;
        QTest::newRow("into one again") << u"11-"_s << false << u"21212"_s;
        QTest::newRow("into a form that keeps it") << u"0-"_s << true << u"202"_s;
    }

    //! What is typed behind the back of the question about it is not lost.
    void asksAboutWhatIsTypedMeanwhile()
    {
        QFETCH(const QString, typed);
        QFETCH(const bool, keeps);
        ClosingFixture f(u"--u"_s);
        QVERIFY(!f.window.close());
        for (const QChar form : typed) {
            FormPane *pane = form == u'-' ? nullptr : f.panes[form.digitValue()];
            if (pane)
                pane->isUnsaved = true;
            QCOMPARE(f.asked.back(), u'2');
            f.answer();
            if (!pane)
                break;
            QVERIFY(f.window.isVisible());
            QCOMPARE(f.asked.back(), form);
            QVERIFY(f.window.isShown(*pane));
            pane->isUnsaved = keeps;
            f.answer();
        }
        QTRY_VERIFY(!f.window.isVisible());
        QTEST(f.asked, "asked");
    }

    //! Else it would be asked for ever.
    void aFormThatGoesOnWithItsChanges()
    {
        ClosingFixture f(u"u--"_s);
        int asked = 0;
        f.panes[0]->ask = [&asked](const std::function<void()> &go) {
            if (++asked < 100)
                go();
        };
        QVERIFY(f.window.close());
        QCOMPARE(asked, 1);
    }

    //! Who closes it again while something is asked is asked again, and an answer to the first question closes nothing.
    void closedTwice()
    {
        ClosingFixture f(u"--u"_s);
        QVERIFY(!f.window.close());
        const auto first = f.go;
        QVERIFY(!f.window.close());
        QCOMPARE(f.asked, u"22"_s);
        first();
        QCoreApplication::processEvents();
        QVERIFY(f.window.isVisible());
        f.answer();
        QTRY_VERIFY(!f.window.isVisible());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
