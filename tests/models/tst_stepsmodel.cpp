// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activities/layersmodel.h"
#include "models/activities/stepsmodel.h"
#include "models/activities/transfertext.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;
using fairlead::docker::BuildStep;
using fairlead::docker::LayerProgress;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;

Q_DECLARE_METATYPE(std::optional<std::int64_t>)

class TestStepsModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void transfers_data()
    {
        QTest::addColumn<qint64>("current");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("share");
        QTest::newRow("of a total") << qint64(12'300'000) << qint64(40'000'000) << u"12.3 of 40 MB"_s << 0.3075;
        QTest::newRow("small of large") << qint64(4'000) << qint64(40'000'000) << u"0 of 40 MB"_s << 0.0001;
        QTest::newRow("all") << qint64(1'500'000'000) << qint64(1'500'000'000) << u"1.5 of 1.5 GB"_s << 1.0;
        QTest::newRow("bytes") << qint64(10) << qint64(999) << u"10 of 999 B"_s << 10.0 / 999;
        QTest::newRow("no total") << qint64(2'000) << qint64(-1) << u"2 kB"_s << -1.0;
        QTest::newRow("nothing") << qint64(0) << qint64(-1) << QString() << -1.0;
        QTest::newRow("more than all") << qint64(50) << qint64(40) << u"40 of 40 B"_s << 1.0;
        QTest::newRow("an empty one") << qint64(0) << qint64(0) << u"0 of 0 B"_s << 1.0;
        QTest::newRow("rounded up into the next unit") << qint64(999'600) << qint64(999'600) << u"1 of 1 MB"_s << 1.0;
    }
    void transfers()
    {
        QFETCH(qint64, current);
        QFETCH(qint64, total);
        QTEST(transferText(current, total), "text");
        QTEST(shareOf(current, total), "share");
    }

    void remaining()
    {
        QCOMPARE(remainingSeconds(10, 100, 9), std::optional<std::int64_t>(10));
        QCOMPARE(remainingSeconds(10, 100, 0), std::nullopt);
        QCOMPARE(remainingSeconds(10, -1, 5), std::nullopt);
        QCOMPARE(remainingSeconds(0, std::int64_t(1) << 60, 0.001), std::nullopt); // never
        QCOMPARE(rateText(4'200'000), u"4.2 MB/s"_s);
        QCOMPARE(rateText(0), QString());
        QCOMPARE(stepTimeText(432), u"0.4 s"_s);
        QCOMPARE(stepTimeText(12'900), u"12 s"_s);
    }

    void stepsAreTold_data()
    {
        QTest::addColumn<BuildStep>("step");
        QTest::addColumn<QStringList>("texts");
        using State = BuildStep::State;
        QTest::newRow("running") << BuildStep{.id = u"a"_s,
                                              .number = 3,
                                              .total = 9,
                                              .name = u"COPY . /opt"_s,
                                              .state = State::Running,
                                              .currentBytes = 12'300'000,
                                              .totalBytes = 40'000'000}
                                 << QStringList{u"3/9"_s, u"COPY . /opt"_s, u"running"_s, {}, u"12.3 of 40 MB"_s, {}};
        QTest::newRow("done") << BuildStep{.id = u"a"_s,
                                           .number = 1,
                                           .total = 9,
                                           .name = u"FROM scratch"_s,
                                           .state = State::Done,
                                           .startedMs = 1'000,
                                           .endedMs = 1'432}
                              << QStringList{u"1/9"_s, u"FROM scratch"_s, u"done"_s, u"0.4 s"_s, {}, {}};
        QTest::newRow("cached") << BuildStep{.id = u"a"_s,
                                             .number = 2,
                                             .name = u"RUN true"_s,
                                             .state = State::Cached,
                                             .startedMs = 1'000,
                                             .endedMs = 1'002}
                                << QStringList{u"2"_s, u"RUN true"_s, u"cached"_s, {}, {}, {}};
        QTest::newRow("failed") << BuildStep{.id = u"a"_s,
                                             .number = 4,
                                             .total = 9,
                                             .name = u"RUN\tfalse\x1b[31m"_s,
                                             .state = State::Failed,
                                             .startedMs = 1,
                                             .endedMs = 60'001,
                                             .error = u"exit code: 1\n"_s,
                                             .line = 12}
                                << QStringList{u"4/9"_s,    u"RUN false\ufffd[31m"_s,
                                               u"failed"_s, u"1 min"_s,
                                               {},          u"Dockerfile line 12: exit code: 1"_s};
        QTest::newRow("the builder's own")
            << BuildStep{.id = u"a"_s, .name = u"[internal] load build context"_s}
            << QStringList{{}, u"[internal] load build context"_s, u"waiting"_s, {}, {}, {}};
    }
    void stepsAreTold()
    {
        QFETCH(BuildStep, step);
        StepsModel model;
        model.setSteps({step});
        model.flush();
        QStringList texts;
        for (int column = 0; column < StepsModel::Columns; ++column)
            texts += model.index(0, column).data().toString();
        QTEST(texts, "texts");
    }

    void pointsAtTheFailure()
    {
        StepsModel model;
        std::vector<BuildStep> steps{{.id = u"1"_s, .number = 1, .total = 2, .name = u"FROM scratch"_s},
                                     {.id = u"2"_s, .number = 2, .total = 2, .name = u"RUN false"_s}};
        model.setSteps(steps);
        QCOMPARE(model.failure(), QString());
        steps[1].state = BuildStep::State::Failed;
        model.setSteps(steps);
        QCOMPARE(model.failure(), u"Step 2/2 failed: RUN false"_s);
        steps[1].line = 12;
        model.setSteps(steps);
        QCOMPARE(model.failure(), u"Step 2/2 failed, line 12 of the Dockerfile: RUN false"_s);
    }

    //! A step that goes on is the same row.
    void stepsAreMerged()
    {
        StepsModel model;
        QAbstractItemModelTester tester(&model, FailureMode::QtTest);
        std::vector<BuildStep> steps{{.id = u"ctx"_s, .name = u"load"_s},
                                     {.id = u"1"_s, .number = 1, .total = 2, .name = u"FROM"_s},
                                     {.id = u"2"_s, .number = 2, .total = 2, .name = u"RUN"_s}};
        model.setSteps(steps);
        model.flush();
        QCOMPARE(model.summary(), u"0 of 2"_s);
        const QPersistentModelIndex run = model.index(2, 0);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        steps[1].state = BuildStep::State::Cached;
        model.setSteps(steps);
        model.flush();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(inserted.size() + removed.size(), 0);
        QCOMPARE(model.summary(), u"1 of 2"_s);
        steps.erase(steps.begin());
        steps.insert(steps.begin() + 1, {.id = u"1a"_s, .number = 0, .name = u"pull"_s});
        model.setSteps(steps);
        model.flush();
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(run.isValid());
        QCOMPARE(run.row(), 2);
        QCOMPARE(run.data(IndexedTableModel::KeyRole).toString(), u"2"_s);
        model.setSteps(steps);
        QCOMPARE(model.index(0, int(StepsModel::Column::Transferred)).data(StepsModel::ProgressRole), QVariant());
    }

    void layersAreTold_data()
    {
        QTest::addColumn<LayerProgress>("layer");
        QTest::addColumn<QStringList>("texts");
        QTest::addColumn<QVariant>("share");
        using State = LayerProgress::State;
        QTest::newRow("pushing") << LayerProgress{.id = u"5f70bf18a086"_s,
                                                  .state = State::Pushing,
                                                  .currentBytes = 10'000'000,
                                                  .totalBytes = 40'000'000,
                                                  .bytesPerSecond = 5'000'000}
                                 << QStringList{u"5f70bf18a086"_s, u"pushing"_s, u"10 of 40 MB"_s,
                                                u"5 MB/s"_s,       u"6 s"_s,     {}}
                                 << QVariant(0.25);
        QTest::newRow("total unknown") << LayerProgress{.id = u"a"_s, .state = State::Preparing, .currentBytes = 1'000}
                                       << QStringList{u"a"_s, u"preparing"_s, u"1 kB"_s, {}, {}, {}} << QVariant(-1.0);
        QTest::newRow("already exists") << LayerProgress{.id = u"a"_s, .state = State::AlreadyExists, .totalBytes = 10}
                                        << QStringList{u"a"_s, u"already exists"_s, {}, {}, {}, {}} << QVariant();
        QTest::newRow("mounted") << LayerProgress{.id = u"a"_s, .state = State::Mounted, .mountedFrom = u"base/os"_s}
                                 << QStringList{u"a"_s, u"mounted from base/os"_s, {}, {}, {}, {}} << QVariant();
        QTest::newRow("unavailable") << LayerProgress{.id = u"a"_s, .state = State::Unavailable}
                                     << QStringList{u"a"_s, u"not on the daemon"_s, {}, {}, {}, {}} << QVariant();
        QTest::newRow("done") << LayerProgress{.id = u"a"_s,
                                               .state = State::Done,
                                               .currentBytes = 40,
                                               .totalBytes = 40,
                                               .bytesPerSecond = 3,
                                               .startedMs = 1'000,
                                               .endedMs = 3'000}
                              << QStringList{u"a"_s, u"done"_s, u"40 B"_s, {}, {}, u"2.0 s"_s} << QVariant();
        QTest::newRow("retrying") << LayerProgress{.id = u"a"_s, .state = State::Retrying}
                                  << QStringList{u"a"_s, u"retrying"_s, {}, {}, {}, {}} << QVariant();
    }
    void layersAreTold()
    {
        QFETCH(LayerProgress, layer);
        LayersModel model;
        QAbstractItemModelTester tester(&model, FailureMode::QtTest);
        model.setLayers({layer});
        model.flush();
        QStringList texts;
        for (int column = 0; column < LayersModel::Columns; ++column)
            texts += model.index(0, column).data().toString();
        QTEST(texts, "texts");
        QTEST(model.index(0, int(LayersModel::Column::Transferred)).data(LayersModel::ProgressRole), "share");
    }

    void layersAreSummed()
    {
        using State = LayerProgress::State;
        LayersModel model;
        QCOMPARE(model.summary(), QString());
        model.setLayers({{.id = u"a"_s, .state = State::AlreadyExists, .totalBytes = 7'000'000},
                         {.id = u"b"_s, .state = State::Pushing, .currentBytes = 1'000'000, .totalBytes = 4'000'000},
                         {.id = u"c"_s, .state = State::Done, .currentBytes = 1, .totalBytes = 6'000'000},
                         {.id = u"d"_s, .state = State::Failed},
                         {.id = u"e"_s, .state = State::Unavailable}});
        QCOMPARE(model.summary(), u"3 of 5 · 7 of 10 MB"_s);
    }

    void anyChanges()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        LayersModel model;
        QAbstractItemModelTester tester(&model, FailureMode::QtTest);
        std::vector<LayerProgress> layers;
        for (int i = 0; i < 2'000; ++i) {
            switch (random.bounded(4)) {
            case 0:
                layers.insert(layers.begin() + random.bounded(int(layers.size()) + 1), {.id = QString::number(i)});
                break;
            case 1:
                if (layers.size() > 20)
                    layers.erase(layers.begin() + random.bounded(int(layers.size())));
                break;
            case 2:
                model.sort(random.bounded(LayersModel::Columns + 1) - 1, Qt::SortOrder(random.bounded(2)));
                break;
            default:
                if (!layers.empty()) {
                    LayerProgress &layer = layers[std::size_t(random.bounded(int(layers.size())))];
                    layer.state = LayerProgress::State(random.bounded(12));
                    layer.currentBytes = random.bounded(1'000);
                    layer.totalBytes = random.bounded(1'000);
                }
            }
            model.setLayers(layers);
            if (random.bounded(3) == 0)
                model.flush();
        }
        model.flush();
        model.sort(-1);
        QCOMPARE(model.rowCount(), int(layers.size()));
        for (std::size_t row = 0; row < layers.size(); ++row)
            QCOMPARE(model.index(int(row), 0).data(IndexedTableModel::KeyRole).toString(), layers[row].id);
    }
};

QTEST_GUILESS_MAIN(TestStepsModel)
#include "tst_stepsmodel.moc"
