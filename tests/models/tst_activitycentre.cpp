// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activities/activitycentre.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <thread>

using namespace fairlead::models;
using namespace Qt::StringLiterals;
using State = Activity::State;

namespace {

struct Fixture
{
    QTemporaryDir folder;
    std::unique_ptr<ActivityCentre> centre = make();

    std::unique_ptr<ActivityCentre> make() const { return std::make_unique<ActivityCentre>(folder.path()); }
    QString begin(const QString &title) const
    {
        return centre->begin({.kind = Activity::Kind::Build, .title = title, .state = State::Running});
    }
    void restart()
    {
        centre.reset();
        centre = make();
        restore(*centre);
    }
    static void restore(ActivityCentre &centre)
    {
        QSignalSpy restored(&centre, &ActivityCentre::restored);
        centre.restore();
        QVERIFY(restored.wait(60'000));
        centre.activities().flush();
    }
    QStringList titlesInFile() const
    {
        QFile file(folder.filePath(u"activities.json"_s));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QStringList titles;
        const QJsonArray all = QJsonDocument::fromJson(file.readAll()).object()[u"activities"].toArray();
        for (const QJsonValue &activity : all)
            titles += activity.toObject()[u"title"].toString();
        return titles;
    }
};

QStringList titlesOf(ActivityCentre &centre)
{
    centre.activities().flush();
    QStringList titles;
    for (int row = 0; row < centre.activities().rowCount(); ++row)
        titles += centre.activities().index(row, 0).data().toString();
    return titles;
}

QByteArrayList linesOf(const ActivityDetails &details)
{
    QByteArrayList lines;
    const LogRing &ring = details.log.ring();
    for (std::int64_t i = ring.firstLine(); i < ring.endLine(); ++i)
        lines += ring.line(i).utf8.toByteArray();
    return lines;
}

} // namespace

class TestActivityCentre : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tellsWhatIsDone()
    {
        Fixture f;
        QSignalSpy changes(f.centre.get(), &ActivityCentre::detailsChanged);
        const QString id = f.begin(u"base/exec:1.2"_s);
        const auto details = f.centre->details(id);
        QVERIFY(details);
        f.centre->log(id, "Step 1\nSte");
        f.centre->log(id, "p 2");
        f.centre->setSteps(id, {{.id = u"1"_s, .number = 1, .total = 2, .name = u"FROM scratch"_s}});
        f.centre->setLayers(id, {{.id = u"5f70"_s}});
        QCOMPARE(changes.size(), 2); // there are some now
        f.centre->setSteps(
            id, {{.id = u"1"_s, .number = 1, .total = 2, .state = fairlead::docker::BuildStep::State::Done}});
        QCOMPARE(changes.size(), 2);
        QCOMPARE(details->steps.totalCount(), 1);
        QCOMPARE(details->layers.totalCount(), 1);
        f.centre->update(id, [](Activity &activity) { activity.progress = 0.5; });
        QCOMPARE(f.centre->activities().activity(id)->progress, 0.5);
        f.centre->finish(id, State::Succeeded, u"sha256:1"_s);
        QCOMPARE(linesOf(*details), (QByteArrayList{"Step 1", "Step 2"}));
        f.centre->log(id, "too late\n");
        QCOMPARE(details->log.ring().size(), 2);
        QCOMPARE(f.centre->activities().activity(id)->result, u"sha256:1"_s);
        QCOMPARE(f.centre->activities().runningCount(), 0);
        QVERIFY(!f.centre->details(u"unknown"_s));
    }

    void outlivesTheConsole()
    {
        Fixture f;
        const QString done = f.begin(u"done"_s);
        f.centre->log(done, "one\ntwo\n", LogRing::Source::Error);
        f.centre->finish(done, State::Failed, u"no space"_s);
        const QString running = f.begin(u"running"_s);
        f.centre->log(running, "half\nway");
        f.restart();
        QCOMPARE(titlesOf(*f.centre), (QStringList{u"Build running"_s, u"Build done"_s}));
        QCOMPARE(f.centre->activities().activity(running)->state, State::Interrupted);
        QCOMPARE(f.centre->activities().activity(done)->state, State::Failed);
        QSignalSpy changes(f.centre.get(), &ActivityCentre::detailsChanged);
        const auto details = f.centre->details(done);
        QVERIFY(details && details->isReading);
        QVERIFY(changes.wait(60'000));
        QVERIFY(!details->isReading);
        QCOMPARE(linesOf(*details), (QByteArrayList{"one", "two"}));
        QCOMPARE(details->log.ring().line(0).source, LogRing::Source::Error);
        QVERIFY(details->log.ring().line(0).time > 0);
        const auto rest = f.centre->details(running);
        QVERIFY(changes.wait(60'000));
        QCOMPARE(linesOf(*rest), (QByteArrayList{"half", "way"}));
        // What begins before the history is there is the newest all the same.
        f.centre.reset();
        f.centre = f.make();
        f.begin(u"new"_s);
        Fixture::restore(*f.centre);
        QCOMPARE(titlesOf(*f.centre), (QStringList{u"Build new"_s, u"Build running"_s, u"Build done"_s}));
    }

    void onlyTheLastStayInMemory()
    {
        Fixture f;
        QStringList ids;
        for (std::size_t i = 0; i < ActivityCentre::MostDetails + 5; ++i) {
            ids += f.begin(QString::number(i));
            f.centre->log(ids.last(), QByteArray::number(qlonglong(i)) + '\n');
        }
        const auto held = f.centre->details(ids[0]);
        for (const QString &id : std::as_const(ids))
            f.centre->finish(id, State::Succeeded);
        QVERIFY(!f.centre->details(ids.last())->isReading);
        QCOMPARE(f.centre->details(ids[0]), held); // whoever shows it has it
        const auto read = f.centre->details(ids[1]);
        QVERIFY(read->isReading);
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(*read), QByteArrayList{"1"}, 60'000);
        QCOMPARE(f.centre->details(ids[1]), read);
    }

    void aLogThatHasGone()
    {
        Fixture f;
        const QString id = f.begin(u"a"_s);
        f.centre->finish(id, State::Succeeded);
        f.restart();
        QVERIFY(QFile::remove(f.centre->activities().activity(id)->logPath));
        QSignalSpy changes(f.centre.get(), &ActivityCentre::detailsChanged);
        const auto details = f.centre->details(id);
        QVERIFY(changes.wait(60'000));
        QVERIFY(!details->isReading && !details->problem.isEmpty());
    }

    void removedWithItsLog()
    {
        Fixture f;
        const QString id = f.begin(u"a"_s);
        f.centre->log(id, "one\n");
        const QString path = f.centre->activities().activity(id)->logPath;
        f.centre->finish(id, State::Succeeded);
        QTRY_VERIFY(QFile::exists(path));
        f.centre->activities().remove(id);
        QVERIFY(!f.centre->details(id));
        QTRY_VERIFY(!QFile::exists(path));
        f.restart();
        QCOMPARE(titlesOf(*f.centre), QStringList());
    }

    //! What one console knows nothing of stays; what another one still does is not "interrupted".
    void twoConsolesAtOnce()
    {
        Fixture f;
        const QString old = f.begin(u"old"_s);
        f.centre->finish(old, State::Succeeded);
        f.restart();
        const QString mine = f.begin(u"mine"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.titlesInFile(), (QStringList{u"old"_s, u"mine"_s}), 60'000);

        const auto other = f.make();
        Fixture::restore(*other);
        QCOMPARE(titlesOf(*other), QStringList{u"Build old"_s}); // "mine" runs over there
        const QString theirs =
            other->begin({.title = u"theirs"_s, .state = State::Running, .created = secondsNowPlus(1)});
        other->finish(theirs, State::Failed);
        other->activities().remove(old);
        QTRY_COMPARE_WITH_TIMEOUT(f.titlesInFile(), (QStringList{u"mine"_s, u"theirs"_s}), 60'000);

        f.centre->finish(mine, State::Succeeded);
        f.restart();
        QCOMPARE(f.titlesInFile(), (QStringList{u"mine"_s, u"theirs"_s}));
        QCOMPARE(titlesOf(*f.centre), (QStringList{u"Build theirs"_s, u"Build mine"_s}));
        QCOMPARE(f.centre->activities().activity(mine)->state, State::Succeeded);
    }

    void aFileThatIsNoHistory()
    {
        Fixture f;
        QFile file(f.folder.filePath(u"activities.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ not json");
        file.close();
        f.restart();
        f.centre->finish(f.begin(u"a"_s), State::Succeeded);
        f.restart();
        QCOMPARE(titlesOf(*f.centre), QStringList{u"Build a"_s});
        QFile kept(f.folder.filePath(u"activities.json.bak"_s));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), "{ not json"_ba);
    }

    //! Whoever works in another thread does not wait for this one, and nothing gathers meanwhile: the end is shown,
    //! what is left out is said, and the file has all of it.
    void logsOfAnotherThread_data()
    {
        QTest::addColumn<int>("lines");
        QTest::newRow("a few") << 1'000;
        QTest::newRow("more than may wait") << 200'000;
    }
    void logsOfAnotherThread()
    {
        QFETCH(int, lines);
        Fixture f;
        ActivityLogs &logs = f.centre->logs();
        const QString id = u"b6e1c0de-5f1e-4f6e-9d3e-3b1c2a4d5e6f"_s;
        QByteArrayList written;
        for (int i = 0; i < lines; ++i)
            written += "line " + QByteArray::number(i) + QByteArray(40, '.');
        std::thread other([&] { // this one is busy until it has ended
            logs.open(id);
            for (const QByteArray &line : std::as_const(written))
                logs.append(id, line + '\n', fairlead::imagejobs::LogQueue::Source::Output);
            logs.append(id, "over", fairlead::imagejobs::LogQueue::Source::Ours);
        });
        other.join();
        QVERIFY(logs.queue(id)->bytes() <= 4 << 20);
        QCOMPARE(f.centre->begin({.id = id, .title = u"a"_s, .state = State::Running}), id);
        f.centre->finish(id, State::Failed);
        QVERIFY(!logs.queue(id));
        logs.append(id, "too late\n", fairlead::imagejobs::LogQueue::Source::Output);

        const LogRing &ring = f.centre->details(id)->log.ring();
        QByteArrayList shown = linesOf(*f.centre->details(id));
        QCOMPARE(shown.takeLast(), "over"_ba);
        QCOMPARE(ring.line(ring.endLine() - 1).source, LogRing::Source::Fairlead);
        QCOMPARE(ring.missing() > 0, lines > 100'000);
        if (ring.missing() > 0)
            QCOMPARE(shown.takeFirst(),
                     QByteArray::number(qlonglong(ring.missing())) +
                         " lines are left out here: more came than could be shown; a saved log has them");
        QCOMPARE(shown, written.mid(ring.missing()));

        f.restart();
        QSignalSpy changes(f.centre.get(), &ActivityCentre::detailsChanged);
        const auto kept = f.centre->details(id);
        QVERIFY(changes.wait(60'000));
        QCOMPARE(linesOf(*kept), written + QByteArrayList{"over"});
    }

    void withoutADisk()
    {
        ActivityCentre centre({});
        const QString id = centre.begin({.title = u"a"_s, .state = State::Running});
        centre.log(id, "one\n");
        centre.finish(id, State::Succeeded);
        QCOMPARE(linesOf(*centre.details(id)), QByteArrayList{"one"});
        QCOMPARE(centre.activities().activity(id)->logPath, QString());
        centre.restore();
    }

    void aFolderThatCannotBe()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ActivityCentre centre(folder.filePath(u"file/fairlead"_s));
        QSignalSpy changes(&centre, &ActivityCentre::detailsChanged);
        QSignalSpy failures(&centre, &ActivityCentre::saveFailed);
        const QString id = centre.begin({.title = u"a"_s, .state = State::Running});
        QVERIFY(changes.wait(60'000));
        QVERIFY(!centre.details(id)->problem.isEmpty());
        centre.log(id, "one\n");
        QCOMPARE(linesOf(*centre.details(id)), QByteArrayList{"one"});
        QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, 60'000);
    }

private:
    static std::int64_t secondsNowPlus(int seconds) { return QDateTime::currentSecsSinceEpoch() + seconds; }
};

QTEST_GUILESS_MAIN(TestActivityCentre)
#include "tst_activitycentre.moc"
