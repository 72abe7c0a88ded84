// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/consolemodels.h"
#include "models/gpus/nodegroups.h"
#include "tests/models/fakecluster.h"
#include "ui/gpus/matrixview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/devicestrippainter.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

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
    NodeGroups groups{models.nodes, models.contexts};
    FakeCluster cluster;
    MatrixView view{theme, models.nodes, groups};

    explicit Fixture(int nodes)
    {
        view.resize(800, 400);
        view.show();
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)}, {});
        for (int i = 0; i < nodes; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        cluster.put(makePod(u"a"_s, u"node-0"_s, 3));
        cluster.put(makePod(u"b"_s, u"node-1"_s, 8));
        update();
    }

    void update()
    {
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
        groups.flush();
        view.grab(); // paints
    }

    QString selected() const { return view.selectedKey().section(u'\n', 1, 1); }

    //! How many have the first tone of the holder's colour.
    int pixelsOf(const QString &namespaceName)
    {
        const QImage image = view.viewport()->grab().toImage();
        const QRgb colour = theme.tokens().ofHolder(models.holderColours.indexOf(namespaceName)).rgb();
        int pixels = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                pixels += image.pixel(x, y) == colour ? 1 : 0;
        }
        return pixels;
    }
};

//! What was painted of a widget.
class PaintedRegion : public QObject
{
public:
    explicit PaintedRegion(QWidget &widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_region += static_cast<QPaintEvent *>(event)->region();
        return QObject::eventFilter(watched, event);
    }
    const QRegion &region() const { return m_region; }
    int area() const
    {
        int area = 0;
        for (const QRect &rect : m_region)
            area += rect.width() * rect.height();
        return area;
    }
    void clear() { m_region = {}; }

private:
    QRegion m_region;
};

} // namespace

class TestMatrixView : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void zoomFits_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<int>("zoom");
        QTest::newRow("a line per node") << 8 << int(MatrixZoom::Detail);
        QTest::newRow("several side by side") << 60 << int(MatrixZoom::Compact);
        QTest::newRow("squares only") << 250 << int(MatrixZoom::Dense);
        QTest::newRow("a tile per node") << 1'000 << int(MatrixZoom::Density);
        QTest::newRow("as small as it takes") << 5'000 << int(MatrixZoom::Overview);
    }
    void zoomFits()
    {
        QFETCH(int, nodes);
        Fixture f(nodes);
        QTEST(int(f.view.zoom()), "zoom");
        if (f.view.zoom() >= MatrixZoom::Dense) // no name is worth scrolling for
            QCOMPARE(f.view.verticalScrollBar()->maximum(), 0);
    }

    //! What leaves the pane is the name of the cluster alone.
    void aTitleIsALink_data()
    {
        QTest::addColumn<int>("x");
        QTest::addColumn<bool>("isLink");
        QTest::newRow("its name") << 20 << true;
        QTest::newRow("what is said beside it") << 100 << false;
        QTest::newRow("the rest of the line") << 700 << false;
    }
    void aTitleIsALink()
    {
        QFETCH(int, x);
        QFETCH(bool, isLink);
        Fixture f(8);
        QSignalSpy activated(&f.view, &MatrixView::clusterActivated);
        const QPoint point(x, 16);
        QTest::mouseMove(f.view.viewport(), QPoint(x, 200));
        QTest::mouseMove(f.view.viewport(), point);
        QTRY_COMPARE(f.view.viewport()->cursor().shape(), isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, point);
        QCOMPARE(activated.count(), isLink ? 1 : 0);
        if (QGuiApplication::platformName() == "offscreen"_L1)
            QTest::ignoreMessage(QtWarningMsg, "This plugin does not support raise()");
        QHelpEvent help(QEvent::ToolTip, point, f.view.viewport()->mapToGlobal(point));
        QApplication::sendEvent(f.view.viewport(), &help);
        QVERIFY(QToolTip::text().contains(u"8 node(s)"_s));
        QCOMPARE(QToolTip::text().contains(u"Clusters"_s), isLink);
    }

    //! Two rows of one node read as one, not as two nodes of the same name.
    void aNodeHasItsNameOnce()
    {
        Fixture f(8);
        const auto nameOf = [&f](int line) { // what is painted where it stands
            return f.view.viewport()->grab(QRect(0, 32 + line * 26, 130, 26)).toImage();
        };
        f.cluster.put(makeNode(u"node-0"_s, 8, 7));
        f.update();
        const QImage second = nameOf(1);
        f.cluster.put(makeNode(u"node-0"_s, 0, 7));
        f.update();
        QVERIFY(second != nameOf(0));
    }

    void zoomIsTheUsers()
    {
        Fixture f(8);
        QSignalSpy changed(&f.view, &MatrixView::zoomChanged);
        QTest::keyClick(&f.view, Qt::Key_Minus);
        QVERIFY(f.view.zoom() == MatrixZoom::Compact);
        QVERIFY(f.view.chosenZoom() == MatrixZoom::Compact);
        f.cluster.put(makeNode(u"more"_s, 8));
        f.update();
        QVERIFY(f.view.zoom() == MatrixZoom::Compact);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&f.view, Qt::Key_Minus);
        QVERIFY(f.view.zoom() == MatrixZoom::Overview);
        QTest::keyClick(&f.view, Qt::Key_0);
        QVERIFY(f.view.zoom() == MatrixZoom::Detail);
        QVERIFY(!f.view.chosenZoom());
        QVERIFY(changed.count() >= 3);
    }

    void paintsOnlyWhatChanged_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::newRow("a line per node") << 8;
        QTest::newRow("several side by side") << 60;
        QTest::newRow("squares only") << 250;
        QTest::newRow("a tile per node") << 1'000;
    }
    //! And what is on screen then is what a view shows that paints all.
    void paintsOnlyWhatChanged()
    {
        QFETCH(int, nodes);
        Fixture f(nodes);
        QVERIFY(QTest::qWaitForWindowExposed(&f.view));
        f.view.selectNode(f.models.nodes.index(3, 0).data(NodeTableModel::KeyRole).toString());
        QCoreApplication::processEvents();
        const auto onScreen = [&f] { return f.view.screen()->grabWindow(f.view.winId()).toImage(); };
        QTRY_COMPARE(onScreen(), f.view.grab().toImage());

        PaintedRegion painted(*f.view.viewport());
        f.cluster.put(makePod(u"new"_s, u"node-2"_s, 5));
        f.cluster.put(makePod(u"other"_s, u"node-5"_s, 8));
        f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
        f.models.flush();
        f.groups.flush();
        QTRY_VERIFY(!painted.region().isEmpty());
        QVERIFY2(painted.area() < f.view.viewport()->width() * f.view.viewport()->height() / 2, "it painted all");
        QCOMPARE(onScreen(), f.view.grab().toImage());

        painted.clear();
        f.cluster.put(makeNode(u"more"_s, 8));
        f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
        f.models.flush();
        f.groups.flush();
        QTRY_COMPARE(painted.region(), QRegion(f.view.viewport()->rect()));
    }

    void theOverviewHasAll()
    {
        Fixture f(5'000);
        f.view.resize(676, 340); // as in a window of 1280x800
        QVERIFY(f.view.zoom() == MatrixZoom::Overview);
        QCOMPARE(f.view.verticalScrollBar()->maximum(), 0);
        QTest::keyClick(&f.view, Qt::Key_End);
        QCOMPARE(f.selected(), u"uid-node-4999"_s);
        QCOMPARE(f.view.verticalScrollBar()->value(), 0);
    }

    //! Issue 4: small devices that are free looked like circles.
    void smallDevicesAreSquares_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isSquare");
        using State = DeviceRun::State;
        QTest::newRow("free, full size") << DeviceStripLayout::FullSide << int(State::Free) << false;
        QTest::newRow("free") << 10 << int(State::Free) << true;
        QTest::newRow("held") << 10 << int(State::Held) << true;
        QTest::newRow("unhealthy") << 10 << int(State::Unhealthy) << true;
    }

    void smallDevicesAreSquares()
    {
        QFETCH(const int, side);
        QFETCH(const int, state);
        Theme theme(*qApp, Theme::Mode::Light);
        QImage image(40, 24, QImage::Format_RGB32);
        image.fill(theme.tokens().panel);
        const DeviceStrip strip{.runs = {{.state = DeviceRun::State(state), .holder = 0, .count = 1}}};
        const DeviceStripLayout layout(strip, image.rect(), side);
        QPainter painter(&image);
        paintDeviceStrip(painter, image.rect(), strip, theme.tokens(), side);
        painter.end();
        const QPoint corner = layout.rect(0).toRect().topLeft();
        QTEST(image.pixelColor(corner) != theme.tokens().panel, "isSquare");
    }

    //! Where the selected node is on screen; -1: nowhere. It is found by the colour behind it.
    static int yOfSelected(Fixture &f)
    {
        const QImage image = f.view.viewport()->grab().toImage();
        const QRgb selection = f.theme.tokens().selection().rgb();
        const QRgb accent = f.theme.tokens().accent.rgb();
        for (int y = 0; y < image.height(); ++y) {
            int pixels = 0;
            for (int x = 0; x < image.width(); ++x)
                pixels += image.pixel(x, y) == selection || image.pixel(x, y) == accent ? 1 : 0;
            if (pixels > 5)
                return y;
        }
        return -1;
    }

    void zoomKeepsTheSelection_data()
    {
        QTest::addColumn<int>("node");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("key");
        QTest::newRow("the last one, closer") << 4'999 << int(MatrixZoom::Overview) << int(Qt::Key_Plus);
        QTest::newRow("one in the middle, closer") << 2'500 << int(MatrixZoom::Overview) << int(Qt::Key_Plus);
        QTest::newRow("the last one, farther") << 4'999 << int(MatrixZoom::Detail) << int(Qt::Key_Minus);
        QTest::newRow("one in the middle, farther") << 2'500 << int(MatrixZoom::Detail) << int(Qt::Key_Minus);
    }

    void zoomKeepsTheSelection()
    {
        QFETCH(int, node);
        QFETCH(int, from);
        QFETCH(int, key);
        Fixture f(5'000);
        f.view.setZoom(MatrixZoom(from));
        f.view.selectNode(f.models.nodes.index(node, 0).data(NodeTableModel::KeyRole).toString());
        QVERIFY(yOfSelected(f) >= 0);
        for (int i = 1; i < MatrixZooms; ++i) {
            QTest::keyClick(&f.view, Qt::Key(key));
            const int y = yOfSelected(f);
            QVERIFY2(y >= 0 && y < f.view.viewport()->height(), qPrintable(u"step %1: %2"_s.arg(i).arg(y)));
        }
    }

    void resizingKeepsTheSelection()
    {
        Fixture f(500);
        f.view.setZoom(MatrixZoom::Detail);
        f.view.selectNode(f.models.nodes.index(400, 0).data(NodeTableModel::KeyRole).toString());
        f.view.setZoom(MatrixZoom::Dense);
        f.view.resize(400, 300);
        QVERIFY(yOfSelected(f) >= 0);
    }

    void theWheelZoomsWhereTheMouseIs()
    {
        Fixture f(5'000);
        f.view.setZoom(MatrixZoom::Density);
        f.view.verticalScrollBar()->setValue(300);
        f.view.grab();
        const QPoint mouse(31, 200);
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, mouse); // selects what is under it
        const QString under = f.view.selectedKey();
        QVERIFY(!under.isEmpty());
        f.view.selectNode(f.models.nodes.index(0, 0).data(NodeTableModel::KeyRole).toString()); // far away
        f.view.verticalScrollBar()->setValue(300);
        QWheelEvent wheel(mouse, f.view.viewport()->mapToGlobal(mouse), {}, QPoint(0, 120), Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(f.view.viewport(), &wheel);
        QVERIFY(f.view.zoom() == MatrixZoom::Dense);
        f.view.selectNode(under);
        const int y = yOfSelected(f);
        QVERIFY2(std::abs(y - mouse.y()) < 20, qPrintable(QString::number(y)));
    }

    //! Beside squares there are words where there is room, and a shape where something is wrong.
    void compactSpeaks()
    {
        Fixture f(8);
        auto cordoned = makeNode(u"node-2"_s, 8);
        cordoned->isUnschedulable = true;
        f.cluster.put(kubernetes::NodePtr(cordoned));
        f.update();
        f.view.setZoom(MatrixZoom::Compact);
        const QImage image = f.view.viewport()->grab().toImage();
        const auto pixels = [&image](const QColor &colour, int from, int to) {
            int count = 0;
            for (int y = 30; y < image.height(); ++y) {
                for (int x = from; x < to; ++x)
                    count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
            }
            return count;
        };
        constexpr int Words = 230;
        const Tokens &tokens = f.theme.tokens();
        QVERIFY(pixels(tokens.text, Words, Words + 50) > 20);   // "5 free"
        QVERIFY(pixels(tokens.warning, 0, image.width()) > 60); // "Cordoned"
    }

    //! That a cluster is silent stands above its nodes; at each of them it would hide what is wrong with that one.
    void aSilentClusterIsSaidOnce()
    {
        Fixture f(8);
        f.models.setContext(makeEntry(u"prod"_s, ConnectionState::Stale));
        f.update();
        constexpr int HeaderHeight = 32;
        for (const MatrixZoom zoom : {MatrixZoom::Detail, MatrixZoom::Compact}) {
            f.view.setZoom(zoom);
            const QImage image = f.view.viewport()->grab().toImage();
            int above = 0;
            int below = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixel(x, y) == f.theme.tokens().warning.rgb())
                        ++(y < HeaderHeight ? above : below);
                }
            }
            QVERIFY(above > 0);
            QCOMPARE(below, 0);
        }
    }

    void keysMove()
    {
        Fixture f(8);
        QSignalSpy selected(&f.view, &MatrixView::nodeSelected);
        QTest::keyClick(&f.view, Qt::Key_Down);
        QCOMPARE(f.selected(), u"uid-node-0"_s);
        QTest::keyClick(&f.view, Qt::Key_Down);
        QCOMPARE(f.selected(), u"uid-node-1"_s);
        QTest::keyClick(&f.view, Qt::Key_End);
        QCOMPARE(f.selected(), u"uid-node-7"_s);
        QTest::keyClick(&f.view, Qt::Key_Home);
        QCOMPARE(f.selected(), u"uid-node-0"_s);
        QCOMPARE(selected.count(), 4);
        QVERIFY(f.view.accessibleDescription().contains(u"prod / node-0"_s));
        QVERIFY(f.view.accessibleDescription().contains(u"3 held, 5 free"_s));
    }

    //! A square picks its workload, then its namespace, then nothing.
    void squaresPickHolders_data()
    {
        QTest::addColumn<int>("zoom");
        QTest::newRow("detail") << int(MatrixZoom::Detail);
        QTest::newRow("compact") << int(MatrixZoom::Compact);
        QTest::newRow("dense") << int(MatrixZoom::Dense);
    }
    void squaresPickHolders()
    {
        QFETCH(int, zoom);
        Fixture f(8);
        f.view.setZoom(MatrixZoom(zoom));
        f.view.grab();
        QList<std::optional<HolderSelection>> picked;
        connect(&f.view, &MatrixView::holderPicked, &f.view, [&picked](const auto &holder) { picked << holder; });
        // The held square is found by its colour: what one sees is what one clicks.
        const QImage image = f.view.viewport()->grab().toImage();
        const QRgb held =
            f.theme.tokens().ofHolder(f.models.holderColours.indexOf(makePod(u"a"_s, {}, 1)->namespaceName)).rgb();
        QPoint square(-1, -1);
        for (int y = 0; y < image.height() && square.x() < 0; ++y) {
            for (int x = 0; x < image.width() && square.x() < 0; ++x) {
                if (image.pixel(x, y) == held)
                    square = QPoint(x, y);
            }
        }
        QVERIFY(square.x() >= 0);
        for (int i = 0; i < 3; ++i)
            QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, square);
        QCOMPARE(f.selected(), u"uid-node-0"_s);
        QCOMPARE(picked.size(), 3);
        QVERIFY(picked[0] == HolderSelection::workloadOf(u"prod"_s, *makePod(u"a"_s, {}, 1)));
        QVERIFY(picked[1] == HolderSelection::namespaceOf(*makePod(u"a"_s, {}, 1)));
        QVERIFY(!picked[2]);
    }

    //! All its devices are held, so no dashes tell it.
    void aNodeWithoutANameShowsThatItIsCordoned()
    {
        Fixture f(8);
        f.view.setZoom(MatrixZoom::Dense);
        const auto count = [&f](const QColor &colour) {
            const QImage image = f.view.viewport()->grab().toImage();
            int pixels = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    pixels += image.pixel(x, y) == colour.rgb();
            }
            return pixels;
        };
        const QColor warning = f.theme.tokens().of(Severity::Warning);
        QCOMPARE(count(warning), 0);
        auto node = makeNode(u"node-1"_s, 8);
        node->isUnschedulable = true;
        f.cluster.put(kubernetes::NodePtr(node));
        f.update();
        QVERIFY(count(warning) > 0);
    }

    //! Two namespaces that share a colour are told apart by its tone, also where they stand back.
    void tonesDoNotVanish_data()
    {
        QTest::addColumn<double>("opacity");
        QTest::newRow("live") << 1.0;
        QTest::newRow("stale") << 0.5;
        QTest::newRow("behind what is selected") << 0.25;
    }
    void tonesDoNotVanish()
    {
        QFETCH(double, opacity);
        const Theme theme(*qApp, Theme::Mode::Light);
        const Tokens &tokens = theme.tokens();
        QImage image(16, 16, QImage::Format_RGB32);
        image.fill(tokens.panel);
        QPainter painter(&image);
        painter.setOpacity(opacity);
        paintHolder(painter, image.rect(), HolderColours::Colours, tokens);
        painter.end();
        const QColor base = image.pixelColor(2, 2);
        const QColor tone = image.pixelColor(8, 8);
        QVERIFY(contrast(base, tokens.panel) > contrast(tone, tokens.panel)); // the tone is the paler one
        QVERIFY(contrast(tone, tokens.panel) > 1.01);
    }

    void pickedHolderStandsOut()
    {
        Fixture f(8);
        const QImage before = f.view.grab().toImage();
        f.view.setHolder(HolderSelection::workloadOf(u"prod"_s, *makePod(u"a"_s, {}, 1)));
        const QImage after = f.view.grab().toImage();
        QVERIFY(before != after);
        f.view.setHolder({});
        QCOMPARE(f.view.grab().toImage(), before);
    }

    //! Whoever has most in many small pods, not the largest pod.
    void tileIsOfTheLargestHolder()
    {
        Fixture f(1);
        f.cluster.put(makePod(u"a"_s, {}, 3)); // leaves the node
        for (int i = 0; i < 4; ++i)
            f.cluster.put(makePod(u"%1-c"_s.arg(i), u"node-0"_s, 1));
        f.cluster.put(makePod(u"d"_s, u"node-0"_s, 2));
        f.update();
        f.view.setZoom(MatrixZoom::Density);
        QVERIFY(f.pixelsOf(u"team-c"_s) > 0);
        QCOMPARE(f.pixelsOf(u"team-d"_s), 0);
    }

    void paintsWhoCameInsteadOfAnother_data()
    {
        QTest::addColumn<NodeGroups::Grouping>("grouping");
        QTest::newRow("by cluster") << NodeGroups::Grouping::Cluster;
        QTest::newRow("by product") << NodeGroups::Grouping::Product;
        QTest::newRow("by pool") << NodeGroups::Grouping::Pool;
        QTest::newRow("by state") << NodeGroups::Grouping::State;
    }

    //! Groups as large as before, of other nodes: what is repainted is what a new view would show.
    void paintsWhoCameInsteadOfAnother()
    {
        QFETCH(NodeGroups::Grouping, grouping);
        Fixture f(0);
        const auto put = [&f](const QString &name, const QString &pool) {
            auto node = makeNode(name, 8);
            node->labels = {{u"eks.amazonaws.com/nodegroup"_s, pool},
                            {u"nvidia.com/gpu.product"_s, u"NVIDIA-X"_s + pool}};
            node->isUnschedulable = pool > u"z"_s;
            f.cluster.put(kubernetes::NodePtr(node));
        };
        put(u"n1"_s, u"m"_s);
        put(u"n2"_s, u"zz"_s);
        f.groups.setGrouping(grouping);
        f.update();
        QImage shown(f.view.viewport()->size(), QImage::Format_RGB32);
        f.view.viewport()->render(&shown);
        PaintedRegion painted(*f.view.viewport());
        put(u"n2"_s, u"a"_s);
        f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
        f.models.flush();
        f.groups.flush();
        QTRY_VERIFY(painted.area() > 0);
        QImage fresh(shown.size(), shown.format());
        f.view.viewport()->render(&fresh);
        for (int y = 0; y < shown.height(); ++y) {
            for (int x = 0; x < shown.width(); ++x)
                QVERIFY(painted.region().contains(QPoint(x, y)) || shown.pixel(x, y) == fresh.pixel(x, y));
        }
    }

    //! A tile in which it has a little is not full, and not in the colour of who has the rest.
    void tilesShowWhatThePickedHolderHas()
    {
        Fixture f(8);
        f.cluster.put(makePod(u"c"_s, u"node-2"_s, 7));
        f.cluster.put(makePod(u"d"_s, u"node-2"_s, 1));
        f.update();
        f.view.setZoom(MatrixZoom::Density);
        QVERIFY(f.pixelsOf(u"team-c"_s) > 0);
        QCOMPARE(f.pixelsOf(u"team-d"_s), 0);
        f.view.setHolder(HolderSelection{.namespaceName = u"team-d"_s});
        QCOMPARE(f.pixelsOf(u"team-c"_s), 0);
        QVERIFY(f.pixelsOf(u"team-d"_s) > 0);
    }

    //! What keeps names readable is worth scrolling, many small groups are no reason for specks.
    void smallGroupsKeepTheirNames()
    {
        Fixture f(52);
        QVERIFY(f.view.zoom() <= MatrixZoom::Compact);
        for (int i = 0; i < 52; ++i) {
            auto node = makeNode(u"node-%1"_s.arg(i), 8);
            node->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-X%1"_s.arg(i / 5)}};
            f.cluster.put(kubernetes::NodePtr(node));
        }
        f.groups.setGrouping(NodeGroups::Grouping::Product);
        f.update();
        QVERIFY(f.groups.groups().size() > 10);
        QVERIFY2(f.view.zoom() <= MatrixZoom::Compact, qPrintable(QString::number(int(f.view.zoom()))));
    }

    //! Nodes that come above do not move what one looks at.
    void staysWhereOneReads()
    {
        Fixture f(200);
        f.view.setZoom(MatrixZoom::Detail);
        f.view.verticalScrollBar()->setValue(2'000);
        f.view.grab();
        for (int i = 0; i < 10; ++i)
            f.cluster.put(makeNode(u"a-new-%1"_s.arg(i), 8)); // sorted before all others
        f.update();
        QCOMPARE(f.view.verticalScrollBar()->value(), 2'260);
        for (int i = 0; i < 10; ++i)
            f.cluster.removeNode(u"a-new-%1"_s.arg(i));
        f.update();
        QCOMPARE(f.view.verticalScrollBar()->value(), 2'000);
    }

    void survivesChurn()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        Fixture f(20);
        for (int round = 0; round < 300; ++round) {
            for (int i = 0; i < 10; ++i)
                f.cluster.churn(random);
            f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
            f.models.nodes.flush();
            if (round % 3 == 0)
                f.view.grab(); // also between a change and the regrouping that follows it
            if (round % 7 == 0)
                f.groups.flush();
            if (round % 20 == 0)
                f.groups.setGrouping(NodeGroups::Grouping(random.bounded(4)));
            if (round % 11 == 0)
                f.view.setZoom(MatrixZoom(random.bounded(MatrixZooms)));
            QTest::keyClick(&f.view, random.bounded(2) == 0 ? Qt::Key_Down : Qt::Key_Right);
            QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, QPoint(random.bounded(800), random.bounded(400)));
        }
    }

    //! To be looked at: nodes in several sizes as pictures into the folder that FAIRLEAD_PICTURES names.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
        if (folder.isEmpty())
            return;
        Fixture f(12);
        auto full = makePod(u"c"_s, u"node-2"_s, 3);
        full->requests.set(u"cpu"_s, kubernetes::Quantity::fromUnits(64));
        f.cluster.put(full);
        auto cordoned = makeNode(u"node-3"_s, 8);
        cordoned->isUnschedulable = true;
        f.cluster.put(cordoned);
        f.view.resize(900, 420);
        f.update();
        for (const auto &[zoom, name] : {std::pair(MatrixZoom::Detail, u"detail"_s),
                                         {MatrixZoom::Compact, u"compact"_s},
                                         {MatrixZoom::Dense, u"dense"_s}}) {
            f.view.setZoom(zoom);
            for (const auto &[mode, suffix] :
                 {std::pair(Theme::Mode::Dark, u"dark"_s), {Theme::Mode::Light, u"light"_s}}) {
                f.theme.setMode(mode);
                QVERIFY(f.view.grab().save(u"%1/matrix-%2-%3.png"_s.arg(folder, name, suffix)));
            }
        }
    }
};

QTEST_MAIN(TestMatrixView)
#include "tst_matrixview.moc"
