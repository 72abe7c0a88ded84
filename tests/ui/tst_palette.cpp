// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shownwindow.h"
#include "ui/gpus/gpuinspector.h"
#include "ui/gpus/gpuspane.h"
#include "ui/gpus/podinspector.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/palettedelegate.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <QListView>
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
    Fixture()
    {
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)}, {});
        for (int i = 0; i < 12; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        put(u"speech"_s, u"asr-0"_s, u"node-1"_s);
        put(u"speech-lab"_s, u"tts-0"_s, u"node-2"_s);
        put(u"speech"_s, u"asr-1"_s, {});
        put(u"vision"_s, u"asr-11"_s, {});
        feed();
    }

    void put(const QString &namespaceName, const QString &name, const QString &node)
    {
        auto pod = makePod(name, node, 2);
        pod->namespaceName = namespaceName;
        pod->user = u"anna"_s;
        cluster.put(kubernetes::PodPtr(pod));
    }

    void feed()
    {
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
    }

    FilterEdit &filter() const { return window.findChild<GpusPane *>()->header().filter(); }

    void type(const QString &text)
    {
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(window.focusWidget(), text);
    }

    //! "Holder: speech", as they are listed.
    QStringList found() const
    {
        const QAbstractItemModel *model = window.findChild<CommandPalette *>()->findChild<QListView *>()->model();
        QStringList lines;
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex index = model->index(row, 0);
            lines += index.data(PaletteDelegate::GroupRole).toString() + ": "_L1 + index.data().toString();
        }
        return lines;
    }

    void run() { QTest::keyClick(window.focusWidget(), Qt::Key_Return); }
};

} // namespace

//! Ctrl+K: what is found by which letters, and what it does. The keys of the palette itself: TestMainWindow.
class TestPalette : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s)); }

    void findsFirst_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("first");
        QTest::newRow("a holder before a longer name and before his pods")
            << u"speech"_s
            << QStringList{u"Holder: speech"_s, u"Waiting: speech / asr-1 · prod"_s, u"Holder: speech-lab"_s};
        QTest::newRow("who only waits is no holder") << u"vis"_s << QStringList{u"Waiting: vision / asr-11 · prod"_s};
        QTest::newRow("a pod before a longer name")
            << u"asr-1"_s << QStringList{u"Waiting: speech / asr-1 · prod"_s, u"Waiting: vision / asr-11 · prod"_s};
        QTest::newRow("a pod by its namespace") << u"vision asr"_s << QStringList{u"Waiting: vision / asr-11 · prod"_s};
        QTest::newRow("a node before longer names")
            << u"node-1"_s
            << QStringList{u"Node: node-1 · prod · H100 80 GB"_s, u"Node: node-10 · prod · H100 80 GB"_s};
        QTest::newRow("a command") << u"zoom in"_s << QStringList{u"Action: Matrix: zoom in"_s};
        QTest::newRow("a product") << u"filter h100"_s << QStringList{u"Product: Filter H100 80 GB"_s};
        QTest::newRow("a context") << u"prod: dis"_s << QStringList{u"Context: prod: disconnect"_s};
    }
    void findsFirst()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, first);
        Fixture f;
        f.type(typed);
        QCOMPARE(f.found().mid(0, first.size()), first);
    }

    void holdersAndPodsAreFoundOnlyByTyping()
    {
        Fixture f;
        f.type({});
        for (const QString &line : f.found())
            QVERIFY2(!line.startsWith(u"Holder"_s) && !line.startsWith(u"Waiting"_s), qPrintable(line));
    }

    //! What it lists is of the moment when it opened; the next time it is of the next.
    void findsWhatIsThereWhenItOpens()
    {
        Fixture f;
        f.type(u"newcomer"_s);
        QVERIFY(!f.found().contains(u"Holder: newcomer"_s));
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Escape);
        f.put(u"newcomer"_s, u"first"_s, u"node-3"_s);
        f.feed();
        f.type(u"newcomer"_s);
        QCOMPARE(f.found().value(0), u"Holder: newcomer"_s);
    }

    void manyOfAKindHideNoOther()
    {
        Fixture f;
        for (int i = 0; i < 80; ++i)
            f.put(u"asr"_s, u"asr-big-%1"_s.arg(i), {});
        f.feed();
        f.type(u"as"_s);
        const QStringList found = f.found();
        QVERIFY(found.contains(u"Action: Show nodes as table"_s));
        QCOMPARE(std::count_if(found.begin(), found.end(),
                               [](const QString &line) { return line.startsWith(u"Waiting"_s); }),
                 10);
    }

    void showsAHolder_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<HoldingsModel::Grouping>("grouping");
        QTest::addColumn<QString>("filterAfter");
        using Grouping = HoldingsModel::Grouping;
        QTest::newRow("as it is") << QString() << Grouping::Namespace << QString();
        QTest::newRow("the filter shows it") << u"node-1"_s << Grouping::Namespace << u"node-1"_s;
        QTest::newRow("the filter hides it") << u"node-7"_s << Grouping::Namespace << QString();
        QTest::newRow("holders are users") << QString() << Grouping::User << QString();
        QTest::newRow("holders are workloads, hidden") << u"node-7"_s << Grouping::Workload << QString();
    }
    void showsAHolder()
    {
        QFETCH(QString, filter);
        QFETCH(HoldingsModel::Grouping, grouping);
        Fixture f;
        f.models.holdings.setGrouping(grouping);
        f.filter().setText(filter);
        f.models.flush();
        f.window.showPane(MainWindow::Pane::Clusters);
        f.type(u"speech"_s);
        f.run();
        QVERIFY(f.window.findChild<GpusPane *>()->isVisible());
        const DataTable &holders = f.table(u"Holders"_s);
        QVERIFY(holders.isVisible());
        const QModelIndexList selected = holders.selectionModel()->selectedRows();
        QCOMPARE(selected.size(), 1);
        QCOMPARE(f.models.holdings.holder(selected[0]), HolderSelection{.namespaceName = u"speech"_s});
        QVERIFY2(f.visibleText().contains(u"speech 2 device(s)"_s) ||
                     f.visibleText().contains(QRegularExpression(u"speech .*2 device"_s)),
                 qPrintable(f.visibleText()));
        QTEST(f.filter().text(), "filterAfter");
    }

    void showsAWaitingPod_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("filterAfter");
        QTest::newRow("as it is") << QString() << QString();
        QTest::newRow("the filter shows it") << u"asr"_s << u"asr"_s;
        QTest::newRow("the filter hides it") << u"node-7"_s << QString();
    }
    void showsAWaitingPod()
    {
        QFETCH(QString, filter);
        Fixture f;
        f.filter().setText(filter);
        f.models.flush();
        f.window.showPane(MainWindow::Pane::Clusters);
        f.type(u"asr-11"_s);
        f.run();
        const DataTable &waiting = f.table(u"Waiting"_s);
        QVERIFY(waiting.isVisible());
        QCOMPARE(waiting.currentIndex().siblingAtColumn(int(WaitingModel::Column::Pod)).data().toString(), u"asr-11"_s);
        QCOMPARE(waiting.selectionModel()->selectedRows().size(), 1);
        const auto *inspector = f.window.findChild<PodInspector *>();
        QVERIFY(inspector->isVisible());
        QCOMPARE(inspector->pod(), waiting.selectedKey());
        QTEST(f.filter().text(), "filterAfter");
    }

    //! Whatever was inspected before, and wherever the focus was.
    void showsANode_data()
    {
        QTest::addColumn<QString>("before");
        QTest::newRow("a node") << QString();
        QTest::newRow("a waiting pod") << u"asr-11"_s;
        QTest::newRow("a product") << u"product"_s;
    }
    void showsANode()
    {
        QFETCH(QString, before);
        Fixture f;
        auto *inspector = f.window.findChild<GpuInspector *>();
        if (before == "product"_L1) {
            const QModelIndex product = f.models.totals.index(0);
            inspector->toggleProduct(f.models.totals.total(product.row()).product);
            QVERIFY(inspector->product());
        } else if (!before.isEmpty()) {
            f.type(before);
            f.run();
            QVERIFY(!inspector->pod().isEmpty());
        }
        f.type(u"node-7"_s);
        f.run();
        QVERIFY(!inspector->product());
        QCOMPARE(inspector->pod(), QString());
        QVERIFY2(f.visibleText().contains(u"node-7"_s), qPrintable(f.visibleText()));
    }

    //! Words of a product's name are in other rows, too.
    void filtersByTheProduct()
    {
        Fixture f;
        f.type(u"filter h100"_s);
        f.run();
        QCOMPARE(f.filter().text(), u"product=\"H100 80 GB\""_s);
        f.models.flush();
        QCOMPARE(f.models.nodes.rowCount(), 12);
    }

    void aPodThatWaitsNoLongerIsSaidToBe()
    {
        Fixture f;
        f.type(u"asr-11"_s);
        f.cluster.removePod(u"uid-asr-11"_s);
        f.feed();
        f.run();
        QString said;
        for (const Notice *notice : f.window.findChildren<Notice *>())
            said += notice->text();
        QVERIFY2(said.contains(u"waits no longer"_s), qPrintable(said));
    }
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
