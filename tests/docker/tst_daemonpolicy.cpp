// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/daemonpolicy.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Kind = ApiError::Kind;
using Step = DaemonPolicy::Step;
using Refresh = ListRefresh::Step;

ApiError error(Kind kind, std::optional<std::chrono::seconds> retryAfter = {})
{
    return {.kind = kind, .retryAfter = retryAfter};
}

DaemonPolicy policy(double random = 0)
{
    return DaemonPolicy([random] { return random; });
}

//! As far as live.
void goLive(DaemonPolicy &policy)
{
    QCOMPARE(policy.open(), Step::Resolve);
    for (const Step step : {Step::Identify, Step::Listen, Step::List, Step::None})
        QCOMPARE(policy.succeeded(), step);
    QCOMPARE(toString(policy.state()), toString(DaemonState::Live));
}

Event eventOf(Event::Type type, const QString &action)
{
    return {.type = type, .action = action};
}

} // namespace

class TestDaemonPolicy : public QObject
{
    Q_OBJECT

private slots:
    void goesLive();
    void firstFailure_data();
    void firstFailure();
    void addressThatCannotBeRead();
    void staleAndLiveAgain();
    void backsOff();
    void comesAndGoes();
    void waitsAsLongAsAsked();
    void closed();
    void anotherAddress();
    void listIsAskedOnceForMany();
    void listThatTakesLong();
    void listThatFails();
    void effects_data();
    void effects();
};

void TestDaemonPolicy::goesLive()
{
    DaemonPolicy p = policy();
    QCOMPARE(toString(p.state()), toString(DaemonState::Closed));
    QCOMPARE(p.waitIsOver(), Step::None);
    QCOMPARE(p.open(), Step::Resolve);
    QCOMPARE(toString(p.state()), toString(DaemonState::Connecting));
    QVERIFY(!p.isReconnecting());
    goLive(p);
    QVERIFY(!p.error());
}

void TestDaemonPolicy::firstFailure_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<DaemonState>("state");
    QTest::newRow("nothing listens") << Kind::Network << DaemonState::Unreachable;
    QTest::newRow("no answer") << Kind::Timeout << DaemonState::Unreachable;
    QTest::newRow("gateway") << Kind::Server << DaemonState::Unreachable;
    QTest::newRow("web page") << Kind::Malformed << DaemonState::Unreachable;
    QTest::newRow("certificate") << Kind::Tls << DaemonState::Refused;
    QTest::newRow("permissions of the socket") << Kind::Forbidden << DaemonState::Refused;
    QTest::newRow("who are you") << Kind::Unauthorized << DaemonState::Refused;
    QTest::newRow("engine of another age") << Kind::Invalid << DaemonState::Invalid;
}

void TestDaemonPolicy::firstFailure()
{
    QFETCH(Kind, kind);
    QFETCH(DaemonState, state);
    DaemonPolicy p = policy();
    p.open();
    p.succeeded();
    QCOMPARE(p.failed(error(kind)), Step::Wait);
    QCOMPARE(toString(p.state()), toString(state));
    QCOMPARE(toString(p.error()->kind), toString(kind));
    QVERIFY(p.isReconnecting());
    QCOMPARE(p.waitIsOver(), Step::Resolve);
    QCOMPARE(toString(p.state()), toString(state)); // until there is another answer
}

//! Whatever is wrong with it: nobody was asked, and nothing of a server is known.
void TestDaemonPolicy::addressThatCannotBeRead()
{
    for (const Kind kind : {Kind::Invalid, Kind::Tls, Kind::NotFound}) {
        DaemonPolicy p = policy();
        p.open();
        QCOMPARE(p.failed(error(kind)), Step::Wait);
        QCOMPARE(toString(p.state()), toString(DaemonState::Invalid));
        QCOMPARE(p.waitIsOver(), Step::Resolve); // the file may be there by then
    }
}

void TestDaemonPolicy::staleAndLiveAgain()
{
    DaemonPolicy p = policy();
    goLive(p);
    QCOMPARE(p.failed(error(Kind::Network), 1h), Step::Wait);
    QCOMPARE(toString(p.state()), toString(DaemonState::Stale));
    QCOMPARE(p.waitIsOver(), Step::Resolve);
    p.succeeded();
    QCOMPARE(p.failed(error(Kind::Tls)), Step::Wait);
    QCOMPARE(toString(p.state()), toString(DaemonState::Stale)); // what was seen is still shown
    QCOMPARE(toString(p.error()->kind), toString(Kind::Tls));
    p.waitIsOver();
    for (int i = 0; i < 3; ++i)
        p.succeeded();
    QCOMPARE(toString(p.state()), toString(DaemonState::Stale)); // until the lists are there
    p.succeeded();
    QCOMPARE(toString(p.state()), toString(DaemonState::Live));
    QVERIFY(!p.error());
}

void TestDaemonPolicy::backsOff()
{
    DaemonPolicy none = policy(0);
    DaemonPolicy most = policy(0.999'999);
    none.open();
    most.open();
    const std::chrono::milliseconds expected[] = {800ms, 1'600ms, 3'200ms, 6'400ms, 12'800ms, 22'500ms, 22'500ms};
    for (const auto delay : expected) {
        none.failed(error(Kind::Network));
        most.failed(error(Kind::Network));
        QCOMPARE(none.delay().count(), delay.count());
        QVERIFY(most.delay() > delay && most.delay() <= 30s);
        none.waitIsOver();
        most.waitIsOver();
    }
}

//! One that goes each time it was there is not asked at once each time.
void TestDaemonPolicy::comesAndGoes()
{
    DaemonPolicy p = policy();
    goLive(p);
    p.failed(error(Kind::Network), 2s);
    QCOMPARE(p.delay().count(), 800);
    p.waitIsOver();
    for (int i = 0; i < 4; ++i)
        p.succeeded();
    p.failed(error(Kind::Network), 2s);
    QCOMPARE(p.delay().count(), 1'600);
    p.waitIsOver();
    for (int i = 0; i < 4; ++i)
        p.succeeded();
    p.failed(error(Kind::Network), 10s);
    QCOMPARE(p.delay().count(), 800);
}

void TestDaemonPolicy::waitsAsLongAsAsked()
{
    DaemonPolicy p = policy();
    p.open();
    p.failed(error(Kind::TooManyRequests, 90s));
    QCOMPARE(p.delay().count(), 90'000);
}

void TestDaemonPolicy::closed()
{
    DaemonPolicy p = policy();
    QCOMPARE(p.failed(error(Kind::Network)), Step::None);
    QCOMPARE(toString(p.state()), toString(DaemonState::Closed));
    goLive(p);
    QCOMPARE(p.close(), Step::None);
    QCOMPARE(p.failed(error(Kind::Network)), Step::None); // of what was under way
    QCOMPARE(p.succeeded(), Step::None);
    QCOMPARE(p.waitIsOver(), Step::None);
    QCOMPARE(toString(p.state()), toString(DaemonState::Closed));
}

void TestDaemonPolicy::anotherAddress()
{
    DaemonPolicy p = policy();
    goLive(p);
    QCOMPARE(p.open(), Step::Resolve);
    QCOMPARE(toString(p.state()), toString(DaemonState::Connecting));
    p.succeeded();
    p.failed(error(Kind::Network));
    QCOMPARE(toString(p.state()), toString(DaemonState::Unreachable)); // nothing of it was ever seen
}

void TestDaemonPolicy::listIsAskedOnceForMany()
{
    ListRefresh list;
    QCOMPARE(list.start(), Refresh::Ask);
    QCOMPARE(list.answered(5ms), Refresh::Nothing);
    QCOMPARE(list.changed(), Refresh::Wait);
    QCOMPARE(list.delay().count(), 200);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(list.changed(), Refresh::Nothing);
    QCOMPARE(list.waitIsOver(), Refresh::Ask);
    QCOMPARE(list.changed(), Refresh::Nothing); // it may be in the answer, or not
    QCOMPARE(list.answered(5ms), Refresh::Wait);
    QCOMPARE(list.waitIsOver(), Refresh::Ask);
    QCOMPARE(list.answered(5ms), Refresh::Nothing);
}

void TestDaemonPolicy::listThatTakesLong()
{
    ListRefresh list;
    list.start();
    list.answered(600ms);
    list.changed();
    QCOMPARE(list.delay().count(), 2'400);
    list.waitIsOver();
    list.answered(60s);
    list.changed();
    QCOMPARE(list.delay().count(), 5'000);
}

void TestDaemonPolicy::listThatFails()
{
    ListRefresh list;
    list.start();
    QCOMPARE(list.failed(error(Kind::Server)), Refresh::Wait);
    QCOMPARE(list.delay().count(), 800);
    QCOMPARE(list.changed(), Refresh::Nothing); // it is asked again anyway
    list.waitIsOver();
    list.failed(error(Kind::Timeout));
    QCOMPARE(list.delay().count(), 1'600);
    list.waitIsOver();
    list.failed(error(Kind::Forbidden));
    QCOMPARE(list.delay().count(), 300'000);
    QCOMPARE(list.start(), Refresh::Ask); // another connection
    QCOMPARE(list.answered(1ms), Refresh::Nothing);
}

void TestDaemonPolicy::effects_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<EventEffect>("effect");
    using Type = Event::Type;
    const EventEffect none;
    for (const char *action : {"create", "start", "die", "stop", "kill", "pause", "rename", "destroy", "oom", "update"})
        QTest::addRow("container %s", action)
            << eventOf(Type::Container, QString::fromLatin1(action)) << EventEffect{.containers = true};
    QTest::newRow("health") << eventOf(Type::Container, u"health_status: healthy"_s) << EventEffect{.containers = true};
    QTest::newRow("commit") << eventOf(Type::Container, u"commit"_s) << EventEffect{.images = true};
    for (const char *action : {"exec_create: sh -c create", "exec_start: sh", "exec_die", "attach", "resize", "top"})
        QTest::addRow("container %s", action) << eventOf(Type::Container, QString::fromLatin1(action)) << none;
    for (const char *action : {"pull", "tag", "untag", "delete", "load", "import", "push"})
        QTest::addRow("image %s", action)
            << eventOf(Type::Image, QString::fromLatin1(action)) << EventEffect{.images = true};
    QTest::newRow("image save") << eventOf(Type::Image, u"save"_s) << none;
    QTest::newRow("volume create") << eventOf(Type::Volume, u"create"_s) << EventEffect{.volumes = true};
    QTest::newRow("volume destroy") << eventOf(Type::Volume, u"destroy"_s) << EventEffect{.volumes = true};
    QTest::newRow("volume mount") << eventOf(Type::Volume, u"mount"_s) << none;
    QTest::newRow("daemon reload") << eventOf(Type::Daemon, u"reload"_s) << EventEffect{.info = true};
    QTest::newRow("network connect") << eventOf(Type::Network, u"connect"_s) << none;
    QTest::newRow("of a kind to come") << eventOf(Type::Other, u"create"_s) << none;
}

void TestDaemonPolicy::effects()
{
    QFETCH(Event, event);
    QFETCH(EventEffect, effect);
    QVERIFY(effectOf(event) == effect);
}

QTEST_GUILESS_MAIN(TestDaemonPolicy)
#include "tst_daemonpolicy.moc"
