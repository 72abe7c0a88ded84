// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/buildcacheprune.h"
#include "tests/support/faultserver.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrl>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Records = std::vector<BuildCacheEntry>;

namespace {

const QByteArray Json = "application/json";
const QByteArray Two = R"({"BuildCache":[{"ID":"a","Type":"regular","Size":1,"LastUsedAt":"2026-01-01T00:00:00Z"},
    {"ID":"b","Type":"regular","Size":2},{"ID":"image","Type":"regular","Size":7,"Shared":true}]})";
const QByteArray One = R"({"BuildCache":[{"ID":"b","Type":"regular","Size":2,"InUse":true}]})";

//! A daemon with a build cache, and what is told of it.
struct Fixture
{
    Fixture()
        : http({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test")
        , client(http)
        , prune(std::make_unique<BuildCachePrune>(client))
    {
        QObject::connect(prune.get(), &BuildCachePrune::listed, prune.get(),
                         [this](const Result<BuildCacheList> &told) { list = told; });
        QObject::connect(prune.get(), &BuildCachePrune::removed, prune.get(),
                         [this](const Result<BuildCacheOutcome> &told) { outcome = told; });
    }

    FaultServer server;
    HttpClient http;
    EngineClient client;
    std::unique_ptr<BuildCachePrune> prune;
    std::optional<Result<BuildCacheList>> list;
    std::optional<Result<BuildCacheOutcome>> outcome;
};

} // namespace

class TestBuildCache : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void lists_data()
    {
        QTest::addColumn<Records>("records");
        QTest::addColumn<QStringList>("ids");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("lastUsed");
        const auto row = [](const char *name, const Records &records, const QStringList &ids, qint64 bytes = 0,
                            qint64 lastUsed = 0) { QTest::newRow(name) << records << ids << bytes << lastUsed; };
        row("nothing", {}, {});
        row("the largest first",
            {{.id = u"a"_s, .type = u"regular"_s, .sizeBytes = 1, .lastUsed = 9},
             {.id = u"b"_s, .type = u"exec.cachemount"_s, .sizeBytes = 5, .lastUsed = 7},
             {.id = u"c"_s, .type = u"source.local"_s, .sizeBytes = 5}},
            {u"b"_s, u"c"_s, u"a"_s}, 11, 9);
        row("of a build that runs", {{.id = u"a"_s, .isInUse = true, .sizeBytes = 1}}, {});
        row("of an image", {{.id = u"a"_s, .isShared = true, .sizeBytes = 1}}, {});
        row("BuildKit's own",
            {{.id = u"a"_s, .type = u"internal"_s, .sizeBytes = 1},
             {.id = u"b"_s, .type = u"frontend"_s, .sizeBytes = 1}},
            {});
        row("a type of tomorrow", {{.id = u"a"_s, .type = u"new"_s, .sizeBytes = 1}}, {u"a"_s}, 1);
        row("not measured", {{.id = u"a"_s}, {.id = u"b"_s, .sizeBytes = 3}}, {u"b"_s, u"a"_s}, 3);
        row("without an id", {{.sizeBytes = 1}}, {});
    }
    void lists()
    {
        QFETCH(Records, records);
        const BuildCacheList list = buildCacheList(records);
        QStringList ids;
        for (const BuildCacheEntry &record : list.records)
            ids += record.id;
        QTEST(ids, "ids");
        QTEST(qint64(list.bytes), "bytes");
        QTEST(qint64(list.lastUsed), "lastUsed");
    }

    void tellsWhatCameOfIt_data()
    {
        QTest::addColumn<QStringList>("deleted");
        QTest::addColumn<QStringList>("there"); // behind it
        QTest::addColumn<BuildCacheOutcome>("expected");
        const auto row = [](const char *name, const QStringList &deleted, const QStringList &there,
                            const BuildCacheOutcome &expected) { QTest::newRow(name) << deleted << there << expected; };
        row("all", {u"b"_s, u"a"_s}, {}, {.records = 2, .bytes = 10});
        row("one stays", {u"a"_s}, {u"b"_s, u"x"_s}, {.records = 1, .bytes = 10, .missed = {u"b"_s}});
        row("one that the daemon removed by itself", {u"a"_s}, {}, {.records = 1, .bytes = 10});
        row("one of an image that went", {u"a"_s, u"b"_s, u"i"_s}, {}, {.records = 3, .bytes = 10, .imageRecords = 1});
        row("both", {u"i"_s, u"a"_s}, {u"b"_s}, {.records = 2, .bytes = 10, .imageRecords = 1, .missed = {u"b"_s}});
        row("none", {}, {u"a"_s, u"b"_s}, {.bytes = 10, .missed = {u"a"_s, u"b"_s}});
    }
    void tellsWhatCameOfIt()
    {
        QFETCH(QStringList, deleted);
        QFETCH(QStringList, there);
        Records now;
        for (const QString &id : there)
            now.push_back({.id = id});
        const BuildCacheList list{.records = {{.id = u"a"_s}, {.id = u"b"_s}}};
        BuildCacheOutcome outcome = buildCacheOutcome(list, {.deleted = deleted, .spaceReclaimedBytes = 10});
        keepMissed(outcome, now);
        QTEST(outcome, "expected");
    }

    void sinceTheList()
    {
        QCOMPARE(unusedSince(1'500ms, 1'400ms), 1'500ms);
        QCOMPARE(unusedSince(10ms, 8h), 8h);    // it slept
        QCOMPARE(unusedSince(10ms, -1h), 10ms); // somebody set the clock
        QCOMPARE(unusedSince(0ms, 0ms), 1ms);   // 0 is all there is
    }

    //! One prune for all of them, and a second look where it missed one.
    void removes()
    {
        Fixture f;
        f.server.setScripts({Script::answer(200, Json, Two),
                             Script::answer(200, Json, R"({"CachesDeleted":["a"],"SpaceReclaimed":1})"),
                             Script::answer(200, Json, One)});
        f.prune->list();
        QVERIFY(!f.list && !f.prune->isListed());
        QTRY_VERIFY(f.list);
        QCOMPARE((*f.list)->records.size(), 2u);
        QCOMPARE((*f.list)->lastUsed, 1'767'225'600);
        f.prune->remove();
        QTRY_VERIFY(f.outcome);
        QCOMPARE(*f.outcome,
                 Result<BuildCacheOutcome>(BuildCacheOutcome{.records = 1, .bytes = 1, .missed = {u"b"_s}}));
        QCOMPARE(f.server.requests().size(), 3);
        const SeenRequest prune = f.server.requests()[1];
        QCOMPARE(prune.method, QByteArray("POST"));
        const QString asked = QUrl::fromPercentEncoding(prune.target);
        QVERIFY2(QRegularExpression(u"^/v1\\.41/build/prune\\?filters=\\{\"until\":\\[\"[1-9]\\d*ms\"\\]\\}$"_s)
                     .match(asked)
                     .hasMatch(),
                 qPrintable(asked));
    }

    void fails_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("kind");
        QTest::newRow("no BuildKit") << 404 << u"NotFound"_s;
        QTest::newRow("a prune is under way") << 409 << u"Conflict"_s;
        QTest::newRow("the daemon's trouble") << 500 << u"Server"_s;
    }
    void fails()
    {
        QFETCH(int, status);
        Fixture f;
        const Script no = Script::answer(status, Json, R"({"message":"no"})");
        f.server.setScripts({no, Script::answer(200, Json, Two), no});
        f.prune->list();
        QTRY_VERIFY(f.list);
        QTEST(toString(f.list->error().kind), "kind");
        QVERIFY(!f.prune->isListed());
        f.list.reset();
        f.prune->list();
        QTRY_VERIFY(f.list && *f.list);
        f.prune->remove();
        QTRY_VERIFY(f.outcome);
        QTEST(toString(f.outcome->error().kind), "kind");
        QCOMPARE(f.outcome->error().message, u"no"_s);
    }

    void ends_data()
    {
        QTest::addColumn<bool>("isDeleted");
        QTest::newRow("cancelled") << false;
        QTest::newRow("deleted") << true;
    }
    void ends()
    {
        QFETCH(bool, isDeleted);
        Fixture f;
        f.server.setHandler([](const SeenRequest &request) {
            return request.method == "GET" ? Script::answer(200, Json, Two) : Script().hang();
        });
        f.prune->list();
        QTRY_VERIFY(f.list);
        f.prune->remove();
        QTRY_COMPARE(f.server.requests().size(), 2);
        QVERIFY(!f.outcome);
        isDeleted ? f.prune.reset() : f.prune->cancel();
        QCOMPARE(f.outcome.has_value(), !isDeleted);
        if (!isDeleted)
            QVERIFY(f.outcome->error().kind == ApiError::Kind::Cancelled);
    }

    //! In the slot that hears of it.
    void goesInItsSlots()
    {
        Fixture f;
        f.server.setScripts({Script::answer(200, Json, Two)});
        bool isGone = false;
        QObject::connect(f.prune.get(), &BuildCachePrune::listed, &f.http, [&] {
            f.prune.reset();
            isGone = true;
        });
        f.prune->list();
        QTRY_VERIFY(isGone);
    }
};

QTEST_GUILESS_MAIN(TestBuildCache)
#include "tst_buildcache.moc"
