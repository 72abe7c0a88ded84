// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/accelerators/clustersession.h"
#include "tests/app/fakecluster.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using kubernetes::ConnectionState;
using test::FakeCluster;

class TestClusterSession : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void staleSinceTheLastWord();
};

//! A server that stops in the middle is found out later: what is shown is vouched for until its last word.
void TestClusterSession::staleSinceTheLastWord()
{
    FakeCluster cluster;
    cluster.podEvents = {{500ms, FakeCluster::podEvent("MODIFIED", cluster.pods.front(), 7)}};
    ClusterSession session({.server = QUrl(cluster.url())},
                           [] { return std::make_unique<transport::StaticCredentials>(transport::Credentials()); },
                           {.pulse = {.interval = 50ms, .silence = 4s, .timeout = 300ms}});
    kubernetes::ContextStatus status;
    connect(&session, &ClusterSession::statusChanged, &session,
            [&status](const kubernetes::ContextStatus &s) { status = s; });
    session.start();
    QTRY_VERIFY(status.state == ConnectionState::Live && status.isIdentified);
    tests::Script silence;
    silence.hang();
    cluster.always["/version"] = silence;
    cluster.always["/api/v1/nodes"] = silence;
    cluster.always["/api/v1/pods"] = silence;
    const qint64 live = QDateTime::currentSecsSinceEpoch();
    QTRY_VERIFY_WITH_TIMEOUT(status.state == ConnectionState::Stale, 60'000);
    const qint64 found = QDateTime::currentSecsSinceEpoch();
    QVERIFY(found - status.staleSince >= 3);
    QVERIFY(status.staleSince >= live - 2);
}

QTEST_GUILESS_MAIN(TestClusterSession)
#include "tst_clustersession.moc"
