// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/connectionstate.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {

//! Every error but the two that mean something of their own.
const QList<Kind> otherKinds = {Kind::Cancelled,      Kind::Network, Kind::Tls,     Kind::Timeout, Kind::NotFound,
                                Kind::Conflict,       Kind::Gone,    Kind::Invalid, Kind::Server,  Kind::Malformed,
                                Kind::TooManyRequests};

ResourceState live()
{
    return {.freshness = Freshness::Live};
}

ResourceState connecting(std::optional<Kind> kind = {})
{
    ResourceState state;
    if (kind)
        state.error = ApiError{.kind = *kind};
    return state;
}

ResourceState stale(Kind kind)
{
    return {.freshness = Freshness::Stale, .error = ApiError{.kind = kind}};
}

} // namespace

class TestConnectionState : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void decides_data();
    void decides();
    void isOld_data();
    void isOld();
    void spelling();
};

void TestConnectionState::decides_data()
{
    QTest::addColumn<ResourceState>("nodes");
    QTest::addColumn<ResourceState>("pods");
    QTest::addColumn<ConnectionState>("state");

    using S = ConnectionState;
    struct Named
    {
        QByteArray name;
        ResourceState state;
    };
    std::vector<Named> everyPods{{"pods live", live()},
                                 {"pods connecting", connecting()},
                                 {"pods forbidden", connecting(Kind::Forbidden)},
                                 {"pods unauthorized", connecting(Kind::Unauthorized)},
                                 {"pods stale forbidden", stale(Kind::Forbidden)},
                                 {"pods stale unauthorized", stale(Kind::Unauthorized)}};
    for (const Kind kind : otherKinds) {
        everyPods.push_back({"pods " + toString(kind).toLatin1(), connecting(kind)});
        everyPods.push_back({"pods stale " + toString(kind).toLatin1(), stale(kind)});
    }
    // While the nodes are not live they alone decide.
    for (const auto &[name, pods] : everyPods) {
        QTest::newRow("connecting, " + name) << connecting() << pods << S::Connecting;
        QTest::newRow("unauthorized, " + name) << connecting(Kind::Unauthorized) << pods << S::NeedsLogin;
        QTest::newRow("forbidden, " + name) << connecting(Kind::Forbidden) << pods << S::Forbidden;
        QTest::newRow("stale unauthorized, " + name) << stale(Kind::Unauthorized) << pods << S::NeedsLogin;
        QTest::newRow("stale forbidden, " + name) << stale(Kind::Forbidden) << pods << S::Stale;
        for (const Kind kind : otherKinds) {
            const QByteArray text = toString(kind).toLatin1();
            QTest::newRow(text + ", " + name) << connecting(kind) << pods << S::Unreachable;
            QTest::newRow("stale " + text + ", " + name) << stale(kind) << pods << S::Stale;
        }
    }
    QTest::newRow("live, pods live") << live() << live() << S::Live;
    QTest::newRow("live, pods connecting") << live() << connecting() << S::Connecting;
    QTest::newRow("live, pods forbidden") << live() << connecting(Kind::Forbidden) << S::Degraded;
    QTest::newRow("live, pods unauthorized") << live() << connecting(Kind::Unauthorized) << S::Degraded;
    QTest::newRow("live, pods stale forbidden") << live() << stale(Kind::Forbidden) << S::Degraded;
    QTest::newRow("live, pods stale unauthorized") << live() << stale(Kind::Unauthorized) << S::Stale;
    for (const Kind kind : otherKinds) {
        const QByteArray text = toString(kind).toLatin1();
        QTest::newRow("live, pods " + text) << live() << connecting(kind) << S::Degraded;
        QTest::newRow("live, pods stale " + text) << live() << stale(kind) << S::Stale;
    }
}

void TestConnectionState::decides()
{
    QFETCH(ResourceState, nodes);
    QFETCH(ResourceState, pods);
    QFETCH(ConnectionState, state);
    QCOMPARE(toString(connectionState(nodes, pods)), toString(state));
}

void TestConnectionState::isOld_data()
{
    QTest::addColumn<ResourceState>("nodes");
    QTest::addColumn<ResourceState>("pods");
    QTest::addColumn<bool>("isOld");
    QTest::newRow("nothing seen yet") << connecting() << connecting() << false;
    QTest::newRow("live") << live() << live() << false;
    QTest::newRow("stale") << stale(Kind::Network) << stale(Kind::Network) << true;
    QTest::newRow("token ran out") << stale(Kind::Unauthorized) << stale(Kind::Unauthorized) << true;
    QTest::newRow("never let in") << connecting(Kind::Unauthorized) << connecting(Kind::Unauthorized) << false;
    QTest::newRow("pods stale") << live() << stale(Kind::Network) << true;
    QTest::newRow("pods not allowed any more") << live() << stale(Kind::Forbidden) << false;
}

void TestConnectionState::isOld()
{
    QFETCH(ResourceState, nodes);
    QFETCH(ResourceState, pods);
    QTEST(fairlead::kubernetes::isOld(nodes, pods), "isOld");
}

void TestConnectionState::spelling()
{
    QSet<QString> words;
    for (int i = 0; i <= int(ConnectionState::Unreachable); ++i)
        words << toString(ConnectionState(i));
    QCOMPARE(words.size(), int(ConnectionState::Unreachable) + 1);
    QVERIFY(!words.contains(QString()));
    QCOMPARE(toString(ConnectionState::NeedsLogin), u"unauthorized"_s);
}

QTEST_GUILESS_MAIN(TestConnectionState)
#include "tst_connectionstate.moc"
