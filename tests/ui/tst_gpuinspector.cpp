// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "finders.h"
#include "models/consolemodels.h"
#include "models/gpus/facts.h"
#include "models/gpus/holdersmodel.h"
#include "models/keptstate.h"
#include "tests/models/fakecluster.h"
#include "ui/gpus/gpuinspector.h"
#include "ui/gpus/gpuspane.h"
#include "ui/gpus/matrixview.h"
#include "ui/gpus/nodeinspector.h"
#include "ui/gpus/podinspector.h"
#include "ui/gpus/productcard.h"
#include "ui/gpus/productinspector.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/anchoredscroll.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/dockarea.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/fittinglist.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/section.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/wrappedtext.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

struct Fixture
{
    Theme theme{*qApp, Theme::Mode::Light};
    ConsoleModels models;
    MainWindow window{theme, models};
    GpusPane &pane = *window.findChild<GpusPane *>();
    FakeCluster cluster;

    Fixture()
    {
        window.resize(1280, 800);
        window.show();
        window.activateWindow(); // focus belongs to the active window
        Q_UNUSED(QTest::qWaitForWindowActive(&window));
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)}, {});
        for (int i = 0; i < 5; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        put(u"a"_s, u"node-1"_s, 3);
        put(u"b"_s, u"node-1"_s, 2);
        put(u"a2"_s, u"node-2"_s, 1, u"a"_s);
        feed();
        select(u"node-1"_s);
    }

    //! Of team \p name, whose workload is its Job.
    void put(const QString &name, const QString &node, int gpus, const QString &team = {})
    {
        auto pod = makePod(name, node, gpus);
        pod->namespaceName = u"team-"_s + (team.isEmpty() ? name : team);
        pod->ownerKind = u"Job"_s;
        pod->ownerName = u"train"_s;
        pod->user = u"anna"_s;
        cluster.put(kubernetes::PodPtr(pod));
    }

    void feed()
    {
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
    }

    DataTable &table(const QString &name) const { return tableNamed(pane, name); }
    DataTable &nodes() const { return table(u"Nodes"_s); }

    void putWaiting(const QString &name, const QString &message)
    {
        auto pod = makePod(name, {}, 8);
        pod->waitingReason = u"Unschedulable"_s;
        pod->waitingMessage = message;
        pod->ownerKind = u"Job"_s;
        pod->ownerName = u"train"_s;
        cluster.put(kubernetes::PodPtr(pod));
    }
    PodInspector &pod() const { return *pane.findChild<PodInspector *>(); }
    //! The area that \p page belongs to.
    DockArea &dock(const QString &page) const
    {
        const auto areas = pane.findChildren<DockArea *>();
        return **std::find_if(areas.begin(), areas.end(), [&](auto *area) { return area->ids().contains(page); });
    }
    DataTable &waiting() const
    {
        dock(u"waiting"_s).show(u"waiting"_s);
        return table(u"Waiting"_s);
    }

    //! Of the first row whose text in \p column ends so.
    static QModelIndex rowOf(const QAbstractItemModel &model, const QString &end, int column = 0)
    {
        const auto flags = Qt::MatchEndsWith | Qt::MatchCaseSensitive;
        return model.match(model.index(0, column), Qt::DisplayRole, end, 1, flags).value(0);
    }

    void select(const QString &name) const
    {
        nodes().selectRowOf(rowOf(models.nodes, name, int(NodeTableModel::Column::Node)));
    }

    GpuInspector &inspector() const { return *pane.findChild<GpuInspector *>(); }
    NodeInspector &node() const { return *pane.findChild<NodeInspector *>(); }
    ProductInspector &product() const { return *pane.findChild<ProductInspector *>(); }

    FittingList &list(const QString &name) const
    {
        const auto lists = inspector().findChildren<FittingList *>();
        const auto it = std::find_if(lists.begin(), lists.end(), [&](auto *l) { return l->accessibleName() == name; });
        Q_ASSERT(it != lists.end());
        return **it;
    }

    ProductCard &card() const
    {
        const auto cards = pane.findChildren<ProductCard *>();
        return **std::find_if(cards.begin(), cards.end(), [](auto *c) { return c->isVisible(); });
    }

    QPushButton &button(const QString &text) const
    {
        const auto buttons = inspector().findChildren<QPushButton *>();
        return **std::find_if(buttons.begin(), buttons.end(),
                              [&](auto *b) { return b->isVisible() && b->text() == text; });
    }

    QString text() const
    {
        QStringList texts;
        for (const QLabel *label : inspector().findChildren<QLabel *>()) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts.join(u'\n');
    }

    QStringList picked() const
    {
        QStringList result;
        const FittingList &holders = list(u"Holders"_s);
        for (int row = 0; row < holders.model()->rowCount(); ++row) {
            const QModelIndex index = holders.model()->index(row, 0);
            if (index.data(HoldersModel::IsPickedRole).toBool())
                result += index.data().toString();
        }
        return result;
    }

    void click(FittingList &list, int row) const
    {
        const QRect area = list.visualRect(list.model()->index(row, 0));
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, area.center());
    }
};

} // namespace

class TestGpuInspector : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s)); }

    void holdersArePickedAsSquaresAre()
    {
        Fixture f;
        FittingList &holders = f.list(u"Holders"_s);
        QCOMPARE(holders.model()->rowCount(), 2);
        f.click(holders, 0);
        QCOMPARE(f.picked(), QStringList{u"team-a/a"_s});
        const auto line = [&f] {
            for (const auto *label : f.pane.findChildren<ElidedLabel *>()) {
                if (label->isVisible() && label->text().contains(u" holds "_s))
                    return label->text();
            }
            return QString();
        };
        QCOMPARE(line(), u"team-a / Job train holds 4 device(s) on 2 node(s)"_s);
        f.click(holders, 0); // the namespace
        QCOMPARE(line(), u"team-a holds 4 device(s) on 2 node(s)"_s);
        f.click(holders, 1);
        QCOMPARE(f.picked(), QStringList{u"team-b/b"_s});
        holders.setFocus();
        QTest::keyClick(&holders, Qt::Key_Space);
        QTest::keyClick(&holders, Qt::Key_Space);
        QCOMPARE(f.picked(), QStringList());
        QCOMPARE(line(), QString());
        QTest::keyClick(&holders, Qt::Key_Up);
        QTest::keyClick(&holders, Qt::Key_Return);
        QCOMPARE(f.picked(), QStringList{u"team-a/a"_s});
        QVERIFY(holders.model()->index(0, 0).data(Qt::AccessibleTextRole).toString().endsWith(u"Picked"_s));
        // And what is picked in the matrix is picked here.
        QTest::keyClick(f.pane.findChild<MatrixView *>(), Qt::Key_Escape);
        QCOMPARE(f.picked(), QStringList());
    }

    void copiesHolders()
    {
        Fixture f;
        f.list(u"Holders"_s).setFocus();
        QTest::keySequence(&f.list(u"Holders"_s), QKeySequence::Copy);
        const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], u"Pod\tOwner\tDevices\tState\tUser\tAge"_s);
        QVERIFY2(lines[1].startsWith(u"team-a/a\tJob train\t3\trunning\tanna\t"_s), qPrintable(lines[1]));
    }

    void labelsAreFilteredAndCopied()
    {
        Fixture f;
        auto node = makeNode(u"node-1"_s, 8);
        for (int i = 0; i < 40; ++i)
            node->labels.emplace_back(u"feature.example/%1"_s.arg(i), u"v%1"_s.arg(i));
        f.cluster.put(kubernetes::NodePtr(node));
        f.feed();
        FittingList &labels = f.list(u"Labels"_s);
        QCOMPARE(labels.model()->rowCount(), 1); // the product's
        f.button(u"Show all 41 labels"_s).click();
        QCOMPARE(labels.model()->rowCount(), 41);
        auto *filter = f.node().findChild<FilterEdit *>();
        filter->setFocus();
        QTest::keyClicks(filter, u"V39"_s);
        QCOMPARE(labels.model()->rowCount(), 1);
        QTest::keySequence(&labels, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(), u"feature.example/39\tv39\n"_s);
        QTest::keyClicks(filter, u"x"_s);
        QVERIFY(f.text().contains(u"No label matches the filter."_s));
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(labels.model()->rowCount(), 41);
    }

    void sectionsStayFolded()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"window.ini"_s);
        {
            Fixture f;
            auto *section = f.node().findChildren<Section *>().first();
            auto *head = section->findChild<SectionHead *>();
            QVERIFY(section->isOpen());
            head->setFocus();
            QTest::keyClick(head, Qt::Key_Return);
            QVERIFY(!section->isOpen());
            QVERIFY(!f.list(u"Resources"_s).isVisible());
            KeptState state;
            f.window.saveState(state);
            QVERIFY(state.write(file));
        }
        Fixture f;
        f.window.restoreState(KeptState::read(file));
        QVERIFY(!f.list(u"Resources"_s).isVisible());
        QVERIFY(f.list(u"Holders"_s).isVisible());
    }

    void leavesForAWindowOfItsOwn()
    {
        Fixture f;
        GpuInspector &inspector = f.inspector();
        const auto run = [&f](const QString &title) {
            for (const Command &command : f.pane.commands()) {
                if (command.title == title)
                    return command.run();
            }
            QFAIL(qPrintable(title));
        };
        run(u"Detach Inspector"_s);
        QVERIFY(inspector.isVisible() && inspector.window() != f.pane.window());
        QVERIFY2(!f.dock(u"inspector"_s).isVisible(), "its room is the table's");
        f.select(u"node-1"_s);
        const auto labels = inspector.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](auto *label) { return label->isVisible() && label->text() == u"node-1"_s; }));
        run(u"Bring Inspector back"_s);
        QVERIFY(inspector.isVisible() && inspector.window() == f.pane.window());
    }

    void cardsShowTheirProduct()
    {
        Fixture f;
        QVERIFY(f.node().isVisible());
        QTest::mouseClick(&f.card(), Qt::LeftButton);
        QVERIFY(f.product().isVisible());
        QVERIFY(f.card().isChecked());
        QVERIFY2(f.text().contains(u"H100 80 GB"_s), qPrintable(f.text()));
        QVERIFY(f.pane.header().filter().text().isEmpty()); // nothing is filtered unasked
        QTest::mouseClick(&f.card(), Qt::LeftButton);
        QVERIFY(f.node().isVisible());
        QVERIFY(!f.card().isChecked());

        f.card().setFocus();
        QTest::keyClick(&f.card(), Qt::Key_Return);
        QVERIFY(f.product().isVisible());
        QTest::keyClick(&f.card(), Qt::Key_Escape);
        QVERIFY(f.node().isVisible());
        QTest::keyClick(&f.card(), Qt::Key_Space);
        QVERIFY(f.product().isVisible());
        QTest::keyClick(&f.list(u"Clusters"_s), Qt::Key_Escape);
        QVERIFY(f.node().isVisible());
        QVERIFY(!f.card().isChecked());
    }

    void productLeadsToItsNodes()
    {
        Fixture f;
        f.cluster.put(makeNode(u"other"_s, 0, 7));
        f.feed();
        const auto cards = f.pane.findChildren<ProductCard *>();
        for (ProductCard *card : cards) {
            if (card->text() == u"H100 80 GB"_s)
                card->click();
        }
        f.button(u"Show only these nodes"_s).click();
        QCOMPARE(f.pane.header().filter().text(), u"product=\"H100 80 GB\""_s);
        QCOMPARE(f.models.nodes.rowCount(), 5);
        f.pane.header().filter().setText(u"node-4"_s); // hides the one that is wanted next
        FittingList &nodes = f.list(u"Nodes with free devices"_s);
        QCOMPARE(nodes.model()->index(0, 0).data().toString(), u"node-0"_s);
        nodes.setFocus();
        QTest::keyClick(&nodes, Qt::Key_Return);
        QVERIFY(f.node().isVisible());
        QVERIFY2(f.text().contains(u"node-0"_s), qPrintable(f.text()));
        QVERIFY(f.pane.header().filter().text().isEmpty());
    }

    void userChoosesANodeInstead()
    {
        Fixture f;
        f.card().click();
        QVERIFY(f.product().isVisible());
        f.put(u"c"_s, u"node-1"_s, 1);
        f.feed(); // an update of the selected node is no choice
        QVERIFY(f.product().isVisible());
        QTest::keyClick(f.pane.findChild<MatrixView *>(), Qt::Key_Down);
        QVERIFY(f.node().isVisible());
        QCOMPARE(f.inspector().product(), std::nullopt);
    }

    void saysWhyAPodWaits()
    {
        Fixture f;
        const QString message = u"0/5 nodes are available: 1 node(s) had untolerated taint {team: <b>llm</b>}, 4 "
                                "Insufficient nvidia.com/gpu. preemption: 0/5 nodes are available."_s;
        f.putWaiting(u"1x"_s, message);
        f.putWaiting(u"2x"_s, {});
        f.feed();
        DataTable &waiting = f.waiting();
        const auto clickRow = [&waiting](const QString &name) {
            const QModelIndex row = Fixture::rowOf(*waiting.model(), name, int(WaitingModel::Column::Pod));
            QTest::mouseClick(waiting.viewport(), Qt::LeftButton, {}, waiting.visualRect(row).center());
        };
        clickRow(u"1x"_s);
        QVERIFY(f.pod().isVisible());
        QVERIFY2(f.text().contains(u"0/5 nodes are available:"_s), qPrintable(f.text()));
        const QAbstractItemModel &causes = *f.list(u"Why it waits"_s).model();
        QCOMPARE(causes.rowCount(), 2);
        QCOMPARE(causes.index(0, 0).data().toString(), u"Insufficient nvidia.com/gpu"_s);
        const auto message_ = [&f] {
            for (const WrappedText *text : f.pod().findChildren<WrappedText *>()) {
                if (text->objectName() == u"message"_s)
                    return text;
            }
            return static_cast<const WrappedText *>(nullptr);
        }();
        QVERIFY(message_ && message_->isVisible());
        QCOMPARE(message_->toPlainText(), message); // whole, and no rich text
        QVERIFY(message_->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));

        // By the keyboard, too.
        waiting.setFocus();
        QTest::keyClick(&waiting, waiting.currentIndex().row() == 0 ? Qt::Key_Down : Qt::Key_Up);
        QVERIFY2(f.text().contains(u"The scheduler has not said anything of it yet."_s), qPrintable(f.text()));
        QVERIFY(!message_->isVisible());
        QTest::keyClick(&f.list(u"Why it waits"_s), Qt::Key_Escape);
        QVERIFY(f.node().isVisible());

        // A card is asked for instead, and the pod again.
        clickRow(u"1x"_s);
        f.card().click();
        QVERIFY(f.product().isVisible());
        clickRow(u"1x"_s);
        QVERIFY(f.pod().isVisible());
        QVERIFY(!f.card().isChecked());
        QTest::keyClick(f.pane.findChild<MatrixView *>(), Qt::Key_Down);
        QVERIFY(f.node().isVisible());
    }

    //! Another pod takes its row; what one reads stays.
    void aPodThatWaitsNoLongerStays()
    {
        Fixture f;
        f.putWaiting(u"1x"_s, u"0/5 nodes are available: 5 Insufficient nvidia.com/gpu."_s);
        f.putWaiting(u"2x"_s, u"0/5 nodes are available: 5 node(s) were unschedulable."_s);
        f.feed();
        DataTable &waiting = f.waiting();
        waiting.setFocus();
        waiting.selectRowOf(waiting.model()->index(0, 0));
        const QString name = waiting.currentIndex().siblingAtColumn(int(WaitingModel::Column::Pod)).data().toString();
        QVERIFY2(f.pod().isVisible() && f.text().contains(name), qPrintable(f.text()));
        f.cluster.removePod(u"uid-"_s + name);
        f.feed();
        QCOMPARE(waiting.model()->rowCount(), 1);
        QVERIFY2(f.pod().isVisible() && f.text().contains(name), qPrintable(f.text()));
        QCOMPARE(f.pod().findChild<StateLabel *>()->text(), u"Waits no longer"_s);
    }

    //! What the user filters away is not what he reads about.
    void aPodThatTheFilterHidesIsLeft_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("isLeft");
        QTest::newRow("it matches") << u"1x"_s << false;
        QTest::newRow("another one matches") << u"2x"_s << true;
        QTest::newRow("none matches") << u"nothing"_s << true;
    }
    void aPodThatTheFilterHidesIsLeft()
    {
        QFETCH(QString, filter);
        Fixture f;
        f.putWaiting(u"1x"_s, u"0/5 nodes are available: 5 Insufficient nvidia.com/gpu."_s);
        f.putWaiting(u"2x"_s, u"0/5 nodes are available: 5 node(s) were unschedulable."_s);
        f.feed();
        DataTable &waiting = f.waiting();
        waiting.setFocus();
        waiting.selectRowOf(Fixture::rowOf(*waiting.model(), u"1x"_s, int(WaitingModel::Column::Pod)));
        QVERIFY(f.pod().isVisible());
        f.pane.header().filter().setFocus();
        f.pane.header().filter().setText(filter);
        QTEST(!f.pod().isVisible(), "isLeft");
        QVERIFY(f.text().contains(u"1x"_s) == f.pod().isVisible());
    }

    //! A context that is closed says nothing of whether its pods wait.
    void aPodOfAClosedContextIsNotKnown()
    {
        Fixture f;
        f.putWaiting(u"1x"_s, u"0/5 nodes are available: 5 Insufficient nvidia.com/gpu."_s);
        f.feed();
        DataTable &waiting = f.waiting();
        waiting.setFocus();
        waiting.selectRowOf(waiting.model()->index(0, 0));
        QVERIFY(f.pod().isVisible());
        f.models.waiting.removeCluster(u"prod"_s);
        f.models.waiting.flush();
        QCOMPARE(waiting.model()->rowCount(), 0);
        QCOMPARE(f.pod().findChild<StateLabel *>()->text(), u"Not known now"_s);
        f.models.waiting.applyDelta(u"prod"_s, {}); // open again
        f.models.waiting.flush();
        f.pod().updateAges();
        QCOMPARE(f.pod().findChild<StateLabel *>()->text(), u"Waits no longer"_s);
    }

    //! What one reads and does in the inspector stays while the cluster changes below it.
    void staysWhileTheClusterChanges()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        Fixture f;
        const auto change = [&f, &random](int round) {
            auto node = makeNode(u"node-1"_s, 8);
            node->isUnschedulable = random.bounded(2) == 0; // a warning more or less at the top
            node->allocatable.set(Gpu, kubernetes::Quantity::fromUnits(8 - random.bounded(3)));
            if (random.bounded(2))
                node->taints.push_back({u"team"_s, QString::number(round), u"NoSchedule"_s});
            for (int i = random.bounded(6); i > 0; --i)
                node->conditions.push_back(
                    {u"Check%1"_s.arg(i), u"True"_s, u"Reason"_s, u"message "_s.repeated(30), 1});
            for (int i = 0; i < 30; ++i)
                node->labels.emplace_back(u"nvidia.com/gpu.x%1"_s.arg(i), QString::number(random.bounded(100)));
            f.cluster.put(kubernetes::NodePtr(node));
            f.put(u"extra%1"_s.arg(random.bounded(4)), u"node-1"_s, 1); // comes below the largest
            if (random.bounded(3) == 0)
                f.cluster.removePod(f.cluster.podUids().filter(u"extra"_s).value(0));
            f.feed();
        };
        change(0);
        FittingList &holders = f.list(u"Holders"_s);
        f.click(holders, 0);
        holders.setFocus();
        holders.selectionModel()->setCurrentIndex(holders.model()->index(0, 0), QItemSelectionModel::NoUpdate);
        const QPersistentModelIndex current = holders.currentIndex();
        auto *scroll = f.node().findChild<AnchoredScroll *>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 200);
        const auto sections = f.node().findChildren<Section *>();
        const auto conditions = std::find_if(sections.begin(), sections.end(), [](const Section *section) {
            return section->findChild<SectionHead *>()->text() == u"Conditions"_s;
        });
        scroll->verticalScrollBar()->setValue((*conditions)->y() + 10);
        const auto distance = [&] { return (*conditions)->mapTo(scroll->viewport(), QPoint()).y(); };
        QCOMPARE(distance(), -10);

        for (int round = 0; round < 200; ++round) {
            change(round);
            if (random.bounded(4) == 0)
                f.pane.updateAges();
            if (random.bounded(4) == 0)
                QCoreApplication::processEvents();
            QVERIFY2(distance() == -10, qPrintable(u"round %1: %2"_s.arg(round).arg(distance())));
            QCOMPARE(f.picked(), QStringList{u"team-a/a"_s});
            QVERIFY(holders.hasFocus());
            QVERIFY(current.isValid() && holders.currentIndex() == current);
            for (const FittingList *list : f.node().findChildren<FittingList *>()) {
                if (list->isVisible())
                    QCOMPARE(list->height(), list->heightForWidth(list->width()));
            }
        }
    }

    void hostileTextIsShownAsItStands()
    {
        Fixture f;
        auto node = makeNode(u"node-1"_s, 8);
        node->labels = {{u"<b>key</b>"_s, u"<img src=file:///etc/passwd>\x1b[31m"_s},
                        {u"long"_s, QString(10'000, u'W')},
                        {u"nvidia.com/gpu.product"_s, QString(10'000, u'<')}};
        node->taints = {{u"<h1>t</h1>"_s, QString(10'000, u'x'), u"\x1b]0;title\x07"_s}};
        node->conditions = {{u"Ready"_s, u"False"_s, u"<i>r</i>"_s, u"\x1b[2J"_s + QString(10'000, u'm'), 1}};
        node->kubeletVersion = u"<script>\u202E"_s;
        node->internalAddress = QString(10'000, u'1');
        f.cluster.put(kubernetes::NodePtr(node));
        auto pod = makePod(u"<b>pod</b>"_s, u"node-1"_s, 1);
        pod->namespaceName = u"<u>ns</u>\x1b[0m"_s;
        pod->ownerKind = QString(10'000, u'K');
        pod->ownerName = u"\u202Eowner"_s;
        f.cluster.put(kubernetes::PodPtr(pod));
        f.feed();
        f.inspector().grab();
        for (const QLabel *label : f.inspector().findChildren<QLabel *>()) {
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
            QVERIFY(!label->text().contains(u'\x1b') && !label->text().contains(QChar(0x202E)));
        }
        for (const FittingList *list : f.inspector().findChildren<FittingList *>()) {
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                const QModelIndex index = list->model()->index(row, 0);
                for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(Qt::ToolTipRole)}) {
                    const QString text = index.data(role).toString();
                    QVERIFY2(!text.contains(u'\x1b') && !text.contains(QChar(0x202E)), qPrintable(text));
                    QVERIFY(role != Qt::ToolTipRole || !text.contains(u"<b>"_s));
                }
            }
            if (list->isVisible())
                QVERIFY2(list->height() < 3'000, qPrintable(list->accessibleName()));
        }
        f.card().click();
        f.inspector().grab();
    }

    void isWideEnoughForItself_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("narrow") << 280;
        QTest::newRow("usual") << 340;
        QTest::newRow("wide") << 600;
    }
    //! Nothing needs more room than the inspector has.
    void isWideEnoughForItself()
    {
        QFETCH(int, width);
        Fixture f;
        f.inspector().setFixedWidth(width);
        for (int page = 0; page < 2; ++page) {
            QCoreApplication::processEvents();
            for (const AnchoredScroll *scroll : f.inspector().findChildren<AnchoredScroll *>()) {
                if (scroll->isVisible())
                    QVERIFY2(scroll->widget()->width() <= scroll->viewport()->width(),
                             qPrintable(u"%1 needs %2 of %3"_s.arg(scroll->parentWidget()->accessibleName())
                                            .arg(scroll->widget()->width())
                                            .arg(scroll->viewport()->width())));
            }
            for (const QPushButton *each : f.inspector().findChildren<QPushButton *>()) {
                if (each->isVisible())
                    QVERIFY2(each->width() >= each->minimumSizeHint().width(), qPrintable(each->text()));
            }
            f.card().click();
        }
    }
};

QTEST_MAIN(TestGpuInspector)
#include "tst_gpuinspector.moc"
