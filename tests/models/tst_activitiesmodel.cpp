// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activities/activitiesmodel.h"
#include "models/severity.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;
using Kind = Activity::Kind;
using State = Activity::State;

namespace {

struct Fixture
{
    ActivitiesModel model;
    QAbstractItemModelTester tester{&model, FailureMode::QtTest};

    QString add(const QString &title, State state = State::Running, ActivitiesModel::Actions actions = {})
    {
        const QString id = model.add({.kind = Kind::Push, .title = title, .target = u"registry"_s, .state = state},
                                     std::move(actions));
        model.flush();
        return id;
    }
    void set(const QString &id, State state)
    {
        model.update(id, [state](Activity &activity) { activity.state = state; });
        model.flush();
    }
    QStringList texts(ActivitiesModel::Column column = ActivitiesModel::Column::Activity) const
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row)
            result += model.index(row, int(column)).data().toString();
        return result;
    }
};

} // namespace

class TestActivitiesModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatRunsIsFirst()
    {
        Fixture f;
        const QString a = f.add(u"a"_s);
        f.add(u"b"_s, State::Waiting);
        f.add(u"c"_s);
        QCOMPARE(f.texts(), (QStringList{u"Push c"_s, u"Push b"_s, u"Push a"_s}));
        QCOMPARE(f.model.runningCount(), 3);
        QSignalSpy ended(&f.model, &ActivitiesModel::ended);
        f.set(a, State::Failed);
        f.set(a, State::Running); // too late
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].value<Activity>().state, State::Failed);
        QVERIFY(f.model.activity(a)->ended > 0);
        f.add(u"d"_s);
        QCOMPARE(f.texts(), (QStringList{u"Push d"_s, u"Push c"_s, u"Push b"_s, u"Push a"_s}));
        QCOMPARE(f.model.runningCount(), 3);
        f.model.setFilterText(u"state:failed"_s);
        f.model.flush();
        QCOMPARE(f.texts(), QStringList{u"Push a"_s});
    }

    void progress_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QVariant>("progress");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("bar");
        QTest::newRow("unknown") << State::Running << QVariant() << QString() << QString() << QVariant(-1.0);
        QTest::newRow("a share") << State::Running << QVariant(0.456) << QString() << u"45 %"_s << QVariant(0.456);
        QTest::newRow("a share and words")
            << State::Running << QVariant(0.5) << u"step 4 of 9"_s << u"step 4 of 9"_s << QVariant(0.5);
        QTest::newRow("escape sequences")
            << State::Running << QVariant() << u"a\x1b[31m\nb"_s << u"a\ufffd[31m b"_s << QVariant(-1.0);
        QTest::newRow("over") << State::Succeeded << QVariant(0.5) << u"step"_s << QString() << QVariant();
    }
    void progress()
    {
        QFETCH(State, state);
        QFETCH(QVariant, progress);
        QFETCH(QString, detail);
        Fixture f;
        const QString id = f.add(u"a"_s);
        f.model.update(id, [&](Activity &activity) {
            activity.state = state;
            activity.detail = detail;
            if (progress.isValid())
                activity.progress = progress.toDouble();
        });
        f.model.flush();
        const QModelIndex index = f.model.index(0, int(ActivitiesModel::Column::Progress));
        QTEST(index.data().toString(), "text");
        QTEST(index.data(ActivitiesModel::ProgressRole), "bar");
    }

    void cancelAndRetry()
    {
        Fixture f;
        int cancels = 0;
        int retries = 0;
        const QString id = f.add(u"a"_s, State::Running,
                                 {.cancel = [&cancels] { ++cancels; },
                                  .retry =
                                      [&] {
                                          ++retries;
                                          f.add(u"again"_s);
                                      }});
        QVERIFY(f.model.canCancel(id) && !f.model.canRetry(id));
        f.model.retry(id);
        f.model.cancel(id);
        f.model.cancel(id); // it is at it
        QCOMPARE(cancels, 1);
        QCOMPARE(f.model.activity(id)->state, State::Cancelling);
        f.set(id, State::Cancelled);
        QVERIFY(!f.model.canCancel(id) && f.model.canRetry(id));
        f.model.retry(id);
        QCOMPARE(retries, 1);
        QCOMPARE(f.model.rowCount(), 2);
        const QString plain = f.add(u"b"_s);
        QVERIFY(!f.model.canCancel(plain));
        f.model.cancel(plain);
        QCOMPARE(f.model.activity(plain)->state, State::Running);
    }

    //! What ended well with a warning is no failure, and not just well either; over a restart, too.
    void warning_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<bool>("hasWarning");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<Severity>("ofResult");
        QTest::newRow("well") << State::Succeeded << false << u"succeeded"_s << Severity::Ok << Severity::Dim;
        QTest::newRow("with a warning") << State::Succeeded << true << u"succeeded, with a warning"_s
                                        << Severity::Warning << Severity::Warning;
        QTest::newRow("failed") << State::Failed << false << u"failed"_s << Severity::Error << Severity::Error;
    }
    void warning()
    {
        using Column = ActivitiesModel::Column;
        QFETCH(const State, state);
        QFETCH(const bool, hasWarning);
        Fixture f;
        f.model.update(f.add(u"a"_s), [=](Activity &activity) {
            activity.state = state;
            activity.result = u"sha256:1, pushed, not verified: x"_s;
            activity.hasWarning = hasWarning;
        });
        f.model.flush();
        Fixture next;
        next.model.restoreHistory(f.model.history());
        next.model.flush();
        for (ActivitiesModel *model : {&f.model, &next.model}) {
            const QModelIndex index = model->index(0, int(Column::State));
            QTEST(index.data().toString(), "text");
            QTEST(index.data(ActivitiesModel::SeverityRole).value<Severity>(), "severity");
            QTEST(index.siblingAtColumn(int(Column::Result)).data(ActivitiesModel::SeverityRole).value<Severity>(),
                  "ofResult");
            QCOMPARE(index.data(ActivitiesModel::ShorterRole).toStringList(),
                     hasWarning ? QStringList{u"warning"_s} : QStringList());
            model->setFilterText(u"state:warning"_s);
            model->flush();
            QCOMPARE(model->rowCount(), int(hasWarning));
        }
        QCOMPARE(f.model.history()[0].toObject()[u"warning"].toBool(), hasWarning);
    }

    void historyOutlivesTheConsole()
    {
        Fixture f;
        const QString a = f.add(u"a"_s);
        f.add(u"b"_s);
        f.model.update(a, [](Activity &activity) {
            activity.state = State::Succeeded;
            activity.result = u"sha256:1"_s;
            activity.logPath = u"/log"_s;
        });
        QJsonArray json = f.model.history();
        json.append(QJsonObject{{u"id"_s, u"x"_s}, {u"kind"_s, u"dance"_s}, {u"state"_s, u"running"_s}});
        json.append(u"nonsense"_s);
        json.append(json[0]); // twice
        Fixture next;
        next.model.restoreHistory(json);
        next.model.flush();
        QCOMPARE(next.texts(), (QStringList{u"Push b"_s, u"Push a"_s}));
        QCOMPARE(next.texts(ActivitiesModel::Column::State), (QStringList{u"interrupted"_s, u"succeeded"_s}));
        QCOMPARE(next.model.activity(a)->result, u"sha256:1"_s);
        QCOMPARE(next.model.activity(a)->logPath, u"/log"_s);
        QCOMPARE(next.model.runningCount(), 0);
        next.model.removeEnded();
        next.model.flush();
        QCOMPARE(next.model.rowCount(), 0);
    }

    void isBounded()
    {
        Fixture f;
        const QString running = f.add(u"running"_s);
        for (std::size_t i = 0; i < ActivitiesModel::MostEnded + 20; ++i)
            f.model.update(f.model.add({.title = QString::number(i), .state = State::Running}),
                           [](Activity &activity) { activity.state = State::Succeeded; });
        f.model.flush();
        QCOMPARE(f.model.rowCount(), int(ActivitiesModel::MostEnded) + 1);
        QVERIFY(f.model.activity(running));
        QCOMPARE(f.texts().last(), u"Build 20"_s);
        Fixture next;
        QJsonArray json;
        for (int i = 0; i < 2'000; ++i)
            json.append(Activity{.id = QString::number(i), .state = State::Failed}.toJson());
        next.model.restoreHistory(json);
        next.model.flush();
        QCOMPARE(next.model.rowCount(), int(ActivitiesModel::MostEnded));
    }

    void anyChanges()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        Fixture f;
        QStringList ids;
        for (int i = 0; i < 3'000; ++i) {
            switch (random.bounded(5)) {
            case 0:
                ids += f.model.add({.title = QString::number(i), .state = State(random.bounded(2))});
                break;
            case 1:
                if (!ids.isEmpty())
                    f.model.remove(ids.takeAt(random.bounded(int(ids.size()))));
                break;
            case 2:
                f.model.sort(random.bounded(ActivitiesModel::Columns + 1) - 1, Qt::SortOrder(random.bounded(2)));
                break;
            default:
                if (!ids.isEmpty())
                    f.model.update(ids[random.bounded(int(ids.size()))], [&random](Activity &activity) {
                        activity.state = State(random.bounded(7));
                        activity.progress = random.bounded(1.0);
                    });
            }
            if (random.bounded(3) == 0)
                f.model.flush();
        }
        f.model.flush();
    }
};

QTEST_GUILESS_MAIN(TestActivitiesModel)
#include "tst_activitiesmodel.moc"
