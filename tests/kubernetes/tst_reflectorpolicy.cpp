// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/listwatch/reflectorpolicy.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;
using Step = ReflectorPolicy::Step;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds Minutes = 6min;

//! Where a Reflector stands when something happens to it.
enum class At {
    WatchList,    //!< asked for, nothing answered
    Loading,      //!< WatchList answered, not complete
    Watching,     //!< complete, an event has come
    Rewatching,   //!< the watch was asked for again, nothing answered
    SecondPage,   //!< the server has no WatchList; one page is there
    PagesWatched, //!< the same, complete and answered
};

ReflectorPolicy policyAt(At at, double random = 0)
{
    ReflectorPolicy policy([random] { return random; });
    policy.start();
    switch (at) {
    case At::WatchList:
        return policy;
    case At::Loading:
        policy.answered(Encoding::Protobuf);
        return policy;
    case At::Watching:
    case At::Rewatching:
        policy.answered(Encoding::Protobuf);
        policy.initialEventsEnded(u"100"_s);
        policy.advanced(u"101"_s);
        if (at == At::Rewatching)
            policy.ended(Minutes);
        return policy;
    case At::SecondPage:
    case At::PagesWatched:
        policy.failed({.kind = Kind::Invalid, .httpStatus = 422});
        policy.answered(Encoding::Protobuf);
        policy.pageEnded({u"100"_s, u"token"_s});
        if (at == At::SecondPage)
            return policy;
        policy.answered(Encoding::Protobuf);
        policy.pageEnded({u"100"_s, {}});
        policy.answered(Encoding::Protobuf);
        return policy;
    }
    return policy;
}

QByteArray text(Step step)
{
    switch (step) {
    case Step::WatchList:
        return "WatchList";
    case Step::ListPage:
        return "ListPage";
    case Step::Watch:
        return "Watch";
    case Step::Wait:
        return "Wait";
    }
    return {};
}

QByteArray text(Freshness freshness)
{
    switch (freshness) {
    case Freshness::Connecting:
        return "Connecting";
    case Freshness::Live:
        return "Live";
    case Freshness::Stale:
        return "Stale";
    }
    return {};
}

ApiError error(Kind kind, int status = 0, std::optional<std::chrono::seconds> retryAfter = {})
{
    return {.kind = kind, .httpStatus = status, .retryAfter = retryAfter};
}

ApiError malformed(const QString &reason)
{
    return {.kind = Kind::Malformed, .httpStatus = 200, .reason = reason};
}

//! Listed, live, and forbidden to watch just now; \p retryAfter in seconds, -1: none.
ReflectorPolicy polledPolicy(double random = 0, int retryAfter = -1)
{
    ReflectorPolicy policy([random] { return random; });
    policy.start();
    policy.failed(error(Kind::Forbidden, 403));
    policy.answered(Encoding::Protobuf);
    policy.pageEnded({u"100"_s, {}});
    ApiError no = error(Kind::Forbidden, 403);
    if (retryAfter >= 0)
        no.retryAfter = std::chrono::seconds(retryAfter);
    policy.failed(no);
    return policy;
}

} // namespace

class TestReflectorPolicy : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void watchList();
    void pages();
    void fails_data();
    void fails();
    void fallsBackToJson_data();
    void fallsBackToJson();
    void tooLarge_data();
    void tooLarge();
    void mayListAndNotWatch();
    void mayWatchWithoutWatchList();
    void polls_data();
    void polls();
    void pollFails_data();
    void pollFails();
    void backsOff_data();
    void backsOff();
    void retryAfter_data();
    void retryAfter();
    void startsOverAfterSuccess_data();
    void startsOverAfterSuccess();
    void goneAgainAndAgain();
    void cleanEnd_data();
    void cleanEnd();
    void cannotSpin();
    void quietWatchesStayLive();
    void watchTimeout();
    void startsAnew();
};

void TestReflectorPolicy::watchList()
{
    ReflectorPolicy policy([] { return 0.0; });
    QCOMPARE(text(policy.start()), "WatchList");
    QCOMPARE(text(policy.freshness()), "Connecting");
    QCOMPARE(policy.encoding(), Encoding::Protobuf);
    QVERIFY(policy.isLoading());
    policy.answered(Encoding::Protobuf);
    QCOMPARE(text(policy.freshness()), "Connecting"); // answered is not complete
    policy.initialEventsEnded(u"100"_s);
    QCOMPARE(text(policy.freshness()), "Live");
    QVERIFY(!policy.isLoading());
    QCOMPARE(policy.resourceVersion(), u"100"_s);
    policy.advanced(u"105"_s); // a bookmark
    QCOMPARE(policy.resourceVersion(), u"105"_s);
    policy.advanced({});
    QCOMPARE(policy.resourceVersion(), u"105"_s);
    QCOMPARE(text(policy.ended(Minutes)), "Watch");
    QCOMPARE(policy.resourceVersion(), u"105"_s);
    QCOMPARE(text(policy.freshness()), "Live");
}

void TestReflectorPolicy::pages()
{
    ReflectorPolicy policy([] { return 0.0; });
    policy.start();
    QCOMPARE(text(policy.failed(error(Kind::Invalid, 422))), "ListPage");
    QVERIFY(policy.continueToken().isEmpty());
    policy.answered(Encoding::Protobuf);
    QCOMPARE(text(policy.freshness()), "Connecting");
    QCOMPARE(text(policy.pageEnded({u"100"_s, u"one"_s})), "ListPage");
    QCOMPARE(policy.continueToken(), u"one"_s);
    QCOMPARE(text(policy.freshness()), "Connecting");
    policy.answered(Encoding::Protobuf);
    QCOMPARE(text(policy.pageEnded({u"100"_s, u"two"_s})), "ListPage");
    QCOMPARE(policy.continueToken(), u"two"_s);
    policy.answered(Encoding::Protobuf);
    QCOMPARE(text(policy.pageEnded({u"100"_s, {}})), "Watch");
    QCOMPARE(policy.resourceVersion(), u"100"_s);
    QVERIFY(policy.continueToken().isEmpty());
    QCOMPARE(text(policy.freshness()), "Live");
}

//! One failure at each place: what comes now, what comes after the wait, and how fresh the objects are taken to be.
void TestReflectorPolicy::fails_data()
{
    QTest::addColumn<At>("at");
    QTest::addColumn<ApiError>("error");
    QTest::addColumn<Step>("now");
    QTest::addColumn<Step>("then"); // Wait: the same as now
    QTest::addColumn<Freshness>("freshness");
    QTest::addColumn<QString>("resourceVersion");
    QTest::addColumn<QString>("continueToken");

    using F = Freshness;
    struct Place
    {
        const char *name;
        At at;
        F before;
        F after; //!< a failure that is not repaired at once
        Step same;
        Step load;
        QString version;
        QString token;
    };
    const std::vector<Place> places{
        {"watchlist", At::WatchList, F::Connecting, F::Connecting, Step::WatchList, Step::WatchList, {}, {}},
        {"loading", At::Loading, F::Connecting, F::Connecting, Step::WatchList, Step::WatchList, {}, {}},
        {"watching", At::Watching, F::Live, F::Stale, Step::Watch, Step::WatchList, u"101"_s, {}},
        {"rewatching", At::Rewatching, F::Live, F::Stale, Step::Watch, Step::WatchList, u"101"_s, {}},
        {"second page", At::SecondPage, F::Connecting, F::Connecting, Step::ListPage, Step::ListPage, {}, u"token"_s},
        {"pages watched", At::PagesWatched, F::Live, F::Stale, Step::Watch, Step::ListPage, u"100"_s, {}},
    };
    for (const Place &p : places) {
        const auto row = [&p](const char *what, const ApiError &e, Step now, Step then, F freshness, bool keeps) {
            QTest::addRow("%s: %s", p.name, what) << p.at << e << now << then << freshness
                                                  << (keeps ? p.version : QString()) << (keeps ? p.token : QString());
        };
        // The connection, or a server that cannot just now: the same again, later.
        const std::vector<std::pair<const char *, ApiError>> later{
            {"connection refused", error(Kind::Network)},
            {"connection reset", error(Kind::Network, 200)},
            {"wrong certificate", error(Kind::Tls)},
            {"no answer", error(Kind::Timeout)},
            {"silence", error(Kind::Timeout, 200)},
            {"429", error(Kind::TooManyRequests, 429)},
            {"500", error(Kind::Server, 500)},
            {"503", error(Kind::Server, 503)},
            {"504", error(Kind::Timeout, 504)},
            {"409", error(Kind::Conflict, 409)},
            {"401", error(Kind::Unauthorized, 401)},
            {"cancelled", error(Kind::Cancelled)},
        };
        for (const auto &[what, e] : later)
            row(what, e, Step::Wait, p.same, p.after, true);
        // HTTP status and ERROR event look the same here: Gone.
        row("410", error(Kind::Gone, 410), p.load, Step::Wait, p.before, false);
        // A watch that is forbidden says nothing of the list: that is tried first.
        const bool isList = p.same == Step::ListPage;
        row("403", error(Kind::Forbidden, 403), isList ? Step::Wait : Step::ListPage, isList ? p.load : Step::Wait,
            isList ? p.after : p.before, false);
        row("404", error(Kind::NotFound, 404), Step::Wait, p.same, p.after, true);
        row("406", error(Kind::Invalid, 406), p.same, Step::Wait, p.before, true);
        row("415", error(Kind::Invalid, 415), p.same, Step::Wait, p.before, true);
        const bool isWatchList = p.same == Step::WatchList;
        for (const int status : {400, 405, 422}) {
            QTest::addRow("%s: %d", p.name, status)
                << p.at << error(Kind::Invalid, status) << (isWatchList ? Step::ListPage : Step::Wait)
                << (isWatchList ? Step::Wait : p.load) << (isWatchList ? p.before : p.after) << QString() << QString();
        }
    }
}

void TestReflectorPolicy::fails()
{
    QFETCH(At, at);
    QFETCH(ApiError, error);
    QFETCH(Step, now);
    QFETCH(Step, then);
    QFETCH(Freshness, freshness);
    QFETCH(QString, resourceVersion);
    QFETCH(QString, continueToken);
    ReflectorPolicy policy = policyAt(at);
    QCOMPARE(text(policy.failed(error)), text(now));
    QCOMPARE(text(policy.freshness()), text(freshness));
    QCOMPARE(policy.resourceVersion(), resourceVersion);
    QCOMPARE(policy.continueToken(), continueToken);
    if (now != Step::Wait)
        return;
    QVERIFY(policy.error() == error);
    // Rights and paths do not come back by themselves; everything else is tried again soon.
    const bool isSlow =
        error.kind == Kind::Forbidden || (error.kind == Kind::NotFound && freshness != Freshness::Stale);
    QCOMPARE(policy.delay(), isSlow ? milliseconds(5min) : 800ms);
    QCOMPARE(text(policy.waitIsOver()), text(then));
    QCOMPARE(text(policy.freshness()), text(freshness));
    QVERIFY(policy.error() == error);
}

void TestReflectorPolicy::fallsBackToJson_data()
{
    QTest::addColumn<At>("at");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<std::optional<Encoding>>("answered");
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<Step>("then");
    QTest::addColumn<QString>("resourceVersion");
    QTest::addColumn<QString>("continueToken");
    using E = Encoding;
    const auto row = [](const char *name, At at, const QString &reason, std::optional<E> answered, E encoding,
                        Step then, const QString &version = {}, const QString &token = {}) {
        QTest::newRow(name) << at << reason << answered << encoding << then << version << token;
    };
    const QString bad = u"BadProtobuf"_s;
    const QString frame = u"BadFrame"_s;
    const QString json = u"BadJson"_s;
    const QString page = u"HtmlAnswer"_s;
    const QString cut = u"Truncated"_s;
    // Before anything was answered it was no body of the API: a login page, a proxy.
    row("page instead of a load", At::WatchList, page, {}, E::Protobuf, Step::WatchList);
    row("page instead of a watch", At::Rewatching, page, {}, E::Protobuf, Step::Watch, u"101"_s);
    row("page instead of a page", At::SecondPage, page, {}, E::Protobuf, Step::ListPage, {}, u"token"_s);
    row("load", At::Loading, bad, E::Protobuf, E::Json, Step::WatchList);
    row("frame while loading", At::Loading, frame, E::Protobuf, E::Json, Step::WatchList);
    row("list page", At::SecondPage, bad, E::Protobuf, E::Json, Step::ListPage);
    // What could not be read is lost for a watch that goes on: everything is loaded again.
    row("watch", At::Watching, bad, E::Protobuf, E::Json, Step::WatchList);
    row("watch after pages", At::PagesWatched, frame, E::Protobuf, E::Json, Step::ListPage);
    // No word against Protobuf.
    row("page cut off", At::SecondPage, cut, E::Protobuf, E::Protobuf, Step::ListPage, {}, u"token"_s);
    row("page too large", At::SecondPage, u"TooLarge"_s, E::Protobuf, E::Protobuf, Step::ListPage, {}, u"token"_s);
    row("JSON page", At::SecondPage, json, E::Json, E::Protobuf, Step::ListPage);
    row("JSON watch", At::Watching, json, E::Json, E::Protobuf, Step::WatchList);
    row("JSON event without an end", At::Watching, frame, E::Json, E::Protobuf, Step::WatchList);
    row("broken HTTP", At::Watching, u"NetworkFailed"_s, E::Protobuf, E::Protobuf, Step::WatchList);
}

void TestReflectorPolicy::fallsBackToJson()
{
    QFETCH(At, at);
    QFETCH(QString, reason);
    QFETCH(std::optional<Encoding>, answered);
    QFETCH(Encoding, encoding);
    QFETCH(Step, then);
    QFETCH(QString, resourceVersion);
    QFETCH(QString, continueToken);
    ReflectorPolicy policy = policyAt(at);
    if (answered)
        policy.answered(*answered);
    Step step = policy.failed(malformed(reason));
    QVERIFY(policy.encoding() == encoding);
    QCOMPARE(policy.resourceVersion(), resourceVersion);
    QCOMPARE(policy.continueToken(), continueToken);
    if (step == Step::Wait)
        step = policy.waitIsOver();
    QCOMPARE(text(step), text(then));
    if (encoding == Encoding::Protobuf)
        return;
    // JSON that cannot be read either has nothing to fall back to.
    policy.answered(Encoding::Json);
    QCOMPARE(text(policy.failed(malformed(u"BadJson"_s))), "Wait");
    QVERIFY(policy.encoding() == Encoding::Json);
    policy.waitIsOver();
    QCOMPARE(text(policy.failed(error(Kind::Invalid, 406))), "Wait");
}

void TestReflectorPolicy::tooLarge_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::newRow("JSON") << Encoding::Json;
    QTest::newRow("Protobuf") << Encoding::Protobuf;
}

//! Smaller pages at once, and nothing for long when the smallest is too large as well.
void TestReflectorPolicy::tooLarge()
{
    QFETCH(Encoding, encoding);
    ReflectorPolicy policy = policyAt(At::SecondPage);
    QCOMPARE(policy.pageSize(), 500);
    for (const int size : {250, 125, 62, 31, 25}) {
        policy.answered(encoding);
        QCOMPARE(text(policy.failed(malformed(u"TooLarge"_s))), "ListPage");
        QCOMPARE(policy.pageSize(), size);
        QCOMPARE(policy.continueToken(), u"token"_s);
        QVERIFY(!policy.error());
    }
    policy.answered(encoding);
    QCOMPARE(text(policy.failed(malformed(u"TooLarge"_s))), "Wait");
    QCOMPARE(policy.delay(), milliseconds(5min));
    QVERIFY(policy.error() == malformed(u"TooLarge"_s));
    QCOMPARE(text(policy.waitIsOver()), "ListPage");
    QVERIFY(policy.continueToken().isEmpty());
    policy.answered(encoding);
    QCOMPARE(text(policy.pageEnded({u"200"_s, {}})), "Watch");
    QCOMPARE(policy.pageSize(), 25);
}

//! The verbs get and list without watch: WatchList is authorized as watch.
void TestReflectorPolicy::mayListAndNotWatch()
{
    const ApiError no = error(Kind::Forbidden, 403);
    ReflectorPolicy policy([] { return 0.0; });
    policy.start();
    QCOMPARE(text(policy.failed(no)), "ListPage");
    QCOMPARE(text(policy.freshness()), "Connecting");
    QVERIFY(!policy.error());
    policy.answered(Encoding::Protobuf);
    QCOMPARE(text(policy.pageEnded({u"100"_s, u"token"_s})), "ListPage");
    policy.answered(Encoding::Protobuf);
    QCOMPARE(text(policy.pageEnded({u"100"_s, {}})), "Watch");
    // Every five minutes a watch is tried after the list.
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(text(policy.failed(no)), "Wait");
        for (int i = 0; i < 10; ++i) {
            QVERIFY(policy.isPolled());
            QVERIFY(!policy.error());
            QCOMPARE(text(policy.freshness()), "Live");
            QCOMPARE(policy.delay(), milliseconds(30s));
            QCOMPARE(text(policy.waitIsOver()), "ListPage");
            QVERIFY(policy.continueToken().isEmpty());
            policy.answered(Encoding::Protobuf);
            QCOMPARE(text(policy.pageEnded({u"200"_s, {}})), i < 9 ? "Wait" : "Watch");
        }
        QCOMPARE(policy.resourceVersion(), u"200"_s);
    }
    // It is allowed by now.
    policy.answered(Encoding::Protobuf);
    QVERIFY(!policy.isPolled());
    policy.advanced(u"201"_s);
    QCOMPARE(text(policy.ended(Minutes)), "Watch");
    QCOMPARE(text(policy.failed(error(Kind::Gone, 410))), "WatchList");
}

//! Something on the way that forbids what it does not know.
void TestReflectorPolicy::mayWatchWithoutWatchList()
{
    ReflectorPolicy policy([] { return 0.0; });
    policy.start();
    policy.failed(error(Kind::Forbidden, 403));
    policy.answered(Encoding::Protobuf);
    QCOMPARE(text(policy.pageEnded({u"100"_s, {}})), "Watch");
    policy.answered(Encoding::Protobuf);
    QVERIFY(!policy.isPolled());
    QCOMPARE(text(policy.ended(Minutes)), "Watch");
}

void TestReflectorPolicy::polls_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<int>("retryAfter");
    QTest::addColumn<int>("delay");
    QTest::newRow("no jitter") << 0.0 << -1 << 30'000;
    QTest::newRow("half") << 0.5 << -1 << 35'000;
    QTest::newRow("most") << 0.999999 << -1 << 39'999;
    QTest::newRow("Retry-After: shorter than ours") << 0.0 << 1 << 30'000;
    QTest::newRow("Retry-After: longer than ours") << 0.5 << 90 << 90'000;
}

void TestReflectorPolicy::polls()
{
    QFETCH(double, random);
    QFETCH(int, retryAfter);
    QFETCH(int, delay);
    ReflectorPolicy policy = polledPolicy(random, retryAfter);
    QCOMPARE(policy.delay(), milliseconds(delay));
}

//! What may go wrong between two lists, and that it is polled again once the list is there.
void TestReflectorPolicy::pollFails_data()
{
    QTest::addColumn<ApiError>("error");
    QTest::addColumn<int>("delay");
    QTest::addColumn<Step>("then");
    QTest::newRow("connection refused") << error(Kind::Network) << 800 << Step::ListPage;
    QTest::newRow("500") << error(Kind::Server, 500) << 800 << Step::ListPage;
    QTest::newRow("429 with Retry-After") << error(Kind::TooManyRequests, 429, 60s) << 60'000 << Step::ListPage;
    // The list has been forbidden as well: really nothing.
    QTest::newRow("403") << error(Kind::Forbidden, 403) << 300'000 << Step::WatchList;
}

void TestReflectorPolicy::pollFails()
{
    QFETCH(ApiError, error);
    QFETCH(int, delay);
    QFETCH(Step, then);
    ReflectorPolicy policy = polledPolicy();
    QCOMPARE(text(policy.waitIsOver()), "ListPage");
    QCOMPARE(text(policy.failed(error)), "Wait");
    QCOMPARE(policy.delay(), milliseconds(delay));
    QCOMPARE(text(policy.freshness()), "Stale");
    QVERIFY(policy.error() == error);
    QVERIFY(!policy.isPolled());
    Step step = policy.waitIsOver();
    QCOMPARE(text(step), text(then));
    if (step == Step::WatchList)
        step = policy.failed({.kind = Kind::Forbidden, .httpStatus = 403});
    QCOMPARE(text(step), "ListPage");
    policy.answered(Encoding::Protobuf);
    step = policy.pageEnded({u"200"_s, {}});
    if (step == Step::Watch)
        step = policy.failed({.kind = Kind::Forbidden, .httpStatus = 403});
    QCOMPARE(text(step), "Wait");
    QVERIFY(policy.isPolled());
    QVERIFY(!policy.error());
}

void TestReflectorPolicy::backsOff_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<QList<int>>("delays");
    QTest::newRow("no jitter") << 0.0 << QList<int>{800, 1600, 3200, 6400, 12800, 22500, 22500};
    QTest::newRow("half") << 0.5 << QList<int>{933, 1866, 3733, 7466, 14933, 26250, 26250};
    QTest::newRow("most") << 0.999999 << QList<int>{1066, 2133, 4266, 8533, 17066, 29999, 29999};
}

void TestReflectorPolicy::backsOff()
{
    QFETCH(double, random);
    QFETCH(QList<int>, delays);
    ReflectorPolicy policy = policyAt(At::Watching, random);
    for (const int delay : delays) {
        QCOMPARE(text(policy.failed(error(Kind::Network))), "Wait");
        QCOMPARE(policy.delay(), milliseconds(delay));
        QCOMPARE(text(policy.waitIsOver()), "Watch");
    }
    for (int i = 0; i < 100; ++i) {
        policy.failed(error(Kind::Server, 500));
        QVERIFY(policy.delay() >= 800ms && policy.delay() <= 30s);
        policy.waitIsOver();
    }
}

void TestReflectorPolicy::retryAfter_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("delay");
    QTest::newRow("429: none") << Kind::TooManyRequests << -1 << 800;
    QTest::newRow("429: at once is not at once") << Kind::TooManyRequests << 0 << 800;
    QTest::newRow("429: 1 s") << Kind::TooManyRequests << 1 << 1'000;
    QTest::newRow("429: longer than the longest of ours") << Kind::TooManyRequests << 120 << 120'000;
    QTest::newRow("503: 7 s") << Kind::Server << 7 << 7'000;
}

void TestReflectorPolicy::retryAfter()
{
    QFETCH(Kind, kind);
    QFETCH(int, seconds);
    QFETCH(int, delay);
    ReflectorPolicy policy = policyAt(At::Watching);
    ApiError refused = error(kind, 429);
    if (seconds >= 0)
        refused.retryAfter = std::chrono::seconds(seconds);
    QCOMPARE(text(policy.failed(refused)), "Wait");
    QCOMPARE(policy.delay(), milliseconds(delay));
}

void TestReflectorPolicy::startsOverAfterSuccess_data()
{
    QTest::addColumn<At>("at");
    QTest::newRow("load") << At::Loading;
    QTest::newRow("page") << At::SecondPage;
    QTest::newRow("event") << At::Watching;
    QTest::newRow("long watch") << At::Rewatching;
}

void TestReflectorPolicy::startsOverAfterSuccess()
{
    QFETCH(At, at);
    ReflectorPolicy policy = policyAt(at);
    for (int i = 0; i < 5; ++i) {
        policy.failed(error(Kind::Server, 500));
        policy.waitIsOver();
    }
    QCOMPARE(policy.delay(), 12'800ms);
    policy.answered(Encoding::Protobuf);
    switch (at) {
    case At::Loading:
        policy.initialEventsEnded(u"200"_s);
        break;
    case At::SecondPage:
        policy.pageEnded({u"200"_s, u"next"_s});
        break;
    case At::Rewatching:
        policy.ended(Minutes);
        break;
    default:
        policy.advanced(u"200"_s);
    }
    if (at != At::SecondPage)
        QCOMPARE(text(policy.freshness()), "Live");
    policy.failed(error(Kind::Server, 500));
    QCOMPARE(policy.delay(), 800ms);
}

//! The first 410 is repaired at once; a server that knows nothing else is asked ever more rarely.
void TestReflectorPolicy::goneAgainAndAgain()
{
    ReflectorPolicy policy = policyAt(At::Watching);
    QCOMPARE(text(policy.failed(error(Kind::Gone, 410))), "WatchList");
    policy.answered(Encoding::Protobuf);
    policy.initialEventsEnded(u"200"_s);
    QCOMPARE(text(policy.failed(error(Kind::Gone, 410))), "Wait");
    QCOMPARE(text(policy.freshness()), "Stale");
    QCOMPARE(text(policy.waitIsOver()), "WatchList");
    QCOMPARE(text(policy.failed(error(Kind::Gone, 410))), "Wait");
    QCOMPARE(policy.delay(), 1'600ms);
    policy.waitIsOver();
    policy.answered(Encoding::Protobuf);
    policy.initialEventsEnded(u"300"_s);
    policy.advanced(u"301"_s);
    QCOMPARE(text(policy.failed(error(Kind::Gone, 410))), "WatchList");
}

void TestReflectorPolicy::cleanEnd_data()
{
    QTest::addColumn<At>("at");
    QTest::addColumn<int>("lasted");
    QTest::addColumn<Step>("now");
    QTest::addColumn<Freshness>("freshness");
    QTest::newRow("watch, its timeout") << At::Watching << 360'000 << Step::Watch << Freshness::Live;
    QTest::newRow("watch, a second") << At::Watching << 1'000 << Step::Watch << Freshness::Live;
    QTest::newRow("watch, at once") << At::Watching << 999 << Step::Wait << Freshness::Live;
    QTest::newRow("watch without event, its timeout") << At::PagesWatched << 360'000 << Step::Watch << Freshness::Live;
    QTest::newRow("watch without event, at once") << At::PagesWatched << 0 << Step::Wait << Freshness::Live;
    // A load that ends before its end has failed, however long it took.
    QTest::newRow("load") << At::Loading << 360'000 << Step::Wait << Freshness::Connecting;
}

void TestReflectorPolicy::cleanEnd()
{
    QFETCH(At, at);
    QFETCH(int, lasted);
    QFETCH(Step, now);
    QFETCH(Freshness, freshness);
    ReflectorPolicy policy = policyAt(at);
    const QString version = policy.resourceVersion();
    QCOMPARE(text(policy.ended(milliseconds(lasted))), text(now));
    QCOMPARE(text(policy.freshness()), text(freshness));
    QCOMPARE(policy.resourceVersion(), version);
    if (now == Step::Wait)
        QCOMPARE(policy.delay(), 800ms);
}

void TestReflectorPolicy::cannotSpin()
{
    // It says one thing and closes, for ever.
    ReflectorPolicy talking = policyAt(At::Watching);
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(text(talking.ended(1ms)), "Wait");
        QVERIFY(talking.delay() >= 800ms);
        QCOMPARE(text(talking.freshness()), "Live");
        QCOMPARE(text(talking.waitIsOver()), "Watch");
        talking.answered(Encoding::Protobuf);
        talking.advanced(QString::number(200 + i));
    }
    // It closes without a word, for ever.
    ReflectorPolicy silent = policyAt(At::Rewatching);
    milliseconds last{};
    for (int i = 0; i < 20; ++i) {
        silent.answered(Encoding::Protobuf);
        QCOMPARE(text(silent.ended(1ms)), "Wait");
        QVERIFY(silent.delay() >= std::max(last, 800ms));
        last = silent.delay();
        QCOMPARE(text(silent.waitIsOver()), "Watch");
    }
    QCOMPARE(last, 22'500ms);
    QCOMPARE(text(silent.freshness()), "Stale");
}

void TestReflectorPolicy::quietWatchesStayLive()
{
    ReflectorPolicy policy = policyAt(At::PagesWatched);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(text(policy.ended(Minutes)), "Watch");
        QCOMPARE(text(policy.freshness()), "Live");
        policy.answered(Encoding::Protobuf);
    }
}

void TestReflectorPolicy::watchTimeout()
{
    QCOMPARE(ReflectorPolicy([] { return 0.0; }).watchTimeout(), 300s);
    QCOMPARE(ReflectorPolicy([] { return 0.5; }).watchTimeout(), 450s);
    QCOMPARE(ReflectorPolicy([] { return 0.999999; }).watchTimeout(), 599s);
}

void TestReflectorPolicy::startsAnew()
{
    ReflectorPolicy policy = policyAt(At::SecondPage);
    QCOMPARE(text(policy.start()), "ListPage");
    QVERIFY(policy.continueToken().isEmpty());
}

QTEST_GUILESS_MAIN(TestReflectorPolicy)
#include "tst_reflectorpolicy.moc"
