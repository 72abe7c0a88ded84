// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/accelerators/clustersession.h"
#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "tests/support/bedcommands.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <map>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using kubernetes::ConnectionState;

namespace {

const QString podName = u"fairlead-session-test"_s;
const QString stoppedPart = u"bed-b/kube-apiserver"_s;

//! A session of one context and the sum of what it told.
struct Watched
{
    //! \p user: whom the context's user impersonates; empty: nobody.
    explicit Watched(const QString &contextName, const QByteArray &user = {})
    {
        kubernetes::KubeconfigSources sources;
        sources.explicitFiles = QStringList{qEnvironmentVariable("FAIRLEAD_BED_KUBECONFIG")};
        const kubernetes::Kubeconfig config = kubernetes::loadKubeconfig(sources);
        const auto context = std::find_if(config.contexts.begin(), config.contexts.end(),
                                          [&](const kubernetes::Context &c) { return c.name == contextName; });
        if (context == config.contexts.end())
            qFatal("the bed has no context %s", qPrintable(contextName));
        transport::Endpoint endpoint = context->endpoint;
        if (!user.isEmpty())
            endpoint.headers.append({"Impersonate-User", user});
        session = std::make_unique<ClusterSession>(
            endpoint, [context = *context] { return kubernetes::makeCredentialSource(context, {}); },
            ClusterSession::Settings{.userAgent = "fairlead-test", .answerTimeout = 2s});
        QObject::connect(session.get(), &ClusterSession::statusChanged, session.get(),
                         [this](const kubernetes::ContextStatus &s) {
                             status = s;
                             if (states.isEmpty() || states.last() != toString(s.state))
                                 states << toString(s.state);
                         });
        QObject::connect(session.get(), &ClusterSession::changed, session.get(), [this](const ClusterDelta &delta) {
            for (const QString &uid : delta.removed)
                rows.erase(uid);
            for (const NodeRowPtr &row : delta.changed)
                rows[row->availability.node->uid] = row;
            wasEmptied = wasEmptied || (isSettled && rows.empty());
            session->acknowledge();
        });
        QObject::connect(session.get(), &ClusterSession::settled, session.get(), [this] {
            ++settledCount;
            isSettled = true;
        });
        session->start();
    }

    NodeRowPtr row(const QString &node) const
    {
        for (const auto &[uid, row] : rows) {
            if (row->availability.node->name == node)
                return row;
        }
        return nullptr;
    }
    bool holds(const QString &node, const QString &pod) const
    {
        const NodeRowPtr found = row(node);
        return found && std::any_of(found->holders.begin(), found->holders.end(),
                                    [&](const kubernetes::PodPtr &p) { return p->name == pod; });
    }
    std::optional<std::int64_t> free(const QString &node) const
    {
        const NodeRowPtr found = row(node);
        return found && !found->availability.devices.empty() ? found->availability.devices.front().free : std::nullopt;
    }

    kubernetes::ContextStatus status;
    QStringList states;
    std::map<QString, NodeRowPtr> rows;
    int settledCount = 0;
    bool isSettled = false;
    bool wasEmptied = false;
    std::unique_ptr<ClusterSession> session;
};

} // namespace

class TestClusterSessionBed : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup();
    void settles();
    void podComesAndGoes();
    void nodesOnly();
    void listsWithoutWatching();
    void nothing();
    void unreachable_data();
    void unreachable();
    void staleAndBack();

private:
    bool m_hasStopped = false;
    bool m_hasPod = false;
    bool m_hasLister = false;
};

void TestClusterSessionBed::initTestCase()
{
    for (const char *name : {"FAIRLEAD_BED_KUBECONFIG", "FAIRLEAD_BED_COMMAND", "FAIRLEAD_KUBECTL"})
        QVERIFY2(!qEnvironmentVariableIsEmpty(name), name);
}

//! Leaves the bed as it was, also when a test has failed half-way.
void TestClusterSessionBed::cleanup()
{
    if (std::exchange(m_hasStopped, false))
        QVERIFY(tests::bed({u"start"_s, stoppedPart}));
    if (std::exchange(m_hasPod, false))
        QVERIFY(tests::kubectl({u"delete"_s, u"pod"_s, podName, u"--ignore-not-found"_s, u"--now"_s}));
    if (std::exchange(m_hasLister, false))
        QVERIFY(tests::kubectl({u"delete"_s, u"clusterrole,clusterrolebinding"_s, u"fairlead-lister"_s}));
}

void TestClusterSessionBed::settles()
{
    Watched watched(u"bed-a"_s);
    QCOMPARE(watched.states, QStringList{u"connecting"_s});
    QTRY_VERIFY_WITH_TIMEOUT(watched.isSettled && watched.status.isIdentified, 10'000);
    QCOMPARE(toString(watched.status.state), toString(ConnectionState::Live));
    QVERIFY(!watched.status.error);
    QVERIFY(watched.status.serverVersion.startsWith(u"v1."_s));
    QVERIFY(!watched.status.username.isEmpty());
    QVERIFY(!watched.status.clusterUid.isEmpty());
    QVERIFY(watched.rows.size() >= 10);
    QCOMPARE(watched.free(u"gpu-h100-03"_s), 4);
    QCOMPARE(watched.settledCount, 1);
}

void TestClusterSessionBed::podComesAndGoes()
{
    Watched watched(u"bed-a"_s);
    const QString node = u"gpu-h100-03"_s;
    QTRY_VERIFY_WITH_TIMEOUT(watched.isSettled && watched.row(node), 10'000);
    const auto before = watched.free(node);
    m_hasPod = true;
    QVERIFY(tests::kubectl({u"create"_s, u"-f"_s, u"-"_s}, tests::gpuPodJson(podName, node)));
    QTRY_VERIFY_WITH_TIMEOUT(watched.holds(node, podName), 10'000);
    QCOMPARE(watched.free(node), *before - 2);
    QVERIFY(tests::kubectl({u"delete"_s, u"pod"_s, podName, u"--now"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!watched.holds(node, podName), 10'000);
    QCOMPARE(watched.free(node), before);
    QVERIFY(!watched.states.contains(u"stale"_s));
}

void TestClusterSessionBed::nodesOnly()
{
    Watched watched(u"nodes-only"_s);
    QTRY_VERIFY_WITH_TIMEOUT(watched.isSettled && watched.status.isIdentified, 10'000);
    QTRY_COMPARE(toString(watched.status.state), toString(ConnectionState::Degraded));
    QVERIFY(watched.status.error);
    QCOMPARE(toString(watched.status.error->kind), u"Forbidden"_s);
    QVERIFY(watched.row(u"gpu-h100-03"_s));
    QVERIFY(!watched.free(u"gpu-h100-03"_s));
    QVERIFY(watched.row(u"gpu-h100-03"_s)->holders.empty());
}

//! A WatchList is authorized as the verb watch, which a role for kubectl get may leave out.
void TestClusterSessionBed::listsWithoutWatching()
{
    m_hasLister = true;
    QVERIFY(tests::kubectl({u"create"_s, u"-f"_s, u"-"_s}, R"({"apiVersion": "v1", "kind": "List", "items": [
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "fairlead-lister"},
         "rules": [{"apiGroups": [""], "resources": ["nodes", "pods"], "verbs": ["get", "list"]}]},
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
         "metadata": {"name": "fairlead-lister"},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "fairlead-lister"},
         "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "lister"}]}]})"));
    Watched watched(u"bed-a"_s, "lister");
    QTRY_COMPARE_WITH_TIMEOUT(toString(watched.status.state), toString(ConnectionState::Live), 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(watched.free(u"gpu-h100-03"_s), 4, 10'000);
    QCOMPARE(watched.status.retryAt, 0);
}

void TestClusterSessionBed::nothing()
{
    Watched watched(u"nothing"_s);
    QTRY_VERIFY_WITH_TIMEOUT(watched.isSettled && watched.status.isIdentified, 10'000);
    QCOMPARE(toString(watched.status.state), toString(ConnectionState::Forbidden));
    QCOMPARE(toString(watched.status.error->kind), u"Forbidden"_s);
    QVERIFY(!watched.status.username.isEmpty());
    QVERIFY(watched.rows.empty());
}

void TestClusterSessionBed::unreachable_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("wrong-ca") << u"Tls"_s;
    QTest::newRow("dead") << u"Network"_s;
    QTest::newRow("silent") << u"Timeout"_s;
}

void TestClusterSessionBed::unreachable()
{
    QFETCH(QString, kind);
    Watched watched(QString::fromLatin1(QTest::currentDataTag()));
    QTRY_VERIFY_WITH_TIMEOUT(watched.isSettled, 10'000);
    QCOMPARE(toString(watched.status.state), toString(ConnectionState::Unreachable));
    QCOMPARE(toString(watched.status.error->kind), kind);
    QCOMPARE(watched.status.staleSince, 0);
    QVERIFY(watched.rows.empty());
}

void TestClusterSessionBed::staleAndBack()
{
    Watched watched(u"bed-b"_s);
    QTRY_VERIFY_WITH_TIMEOUT(watched.isSettled && watched.status.state == ConnectionState::Live, 10'000);
    const auto rows = watched.rows.size();
    QVERIFY(rows > 0);
    const std::int64_t before = QDateTime::currentSecsSinceEpoch();
    m_hasStopped = true;
    QVERIFY(tests::bed({u"stop"_s, stoppedPart}));
    QTRY_COMPARE_WITH_TIMEOUT(toString(watched.status.state), toString(ConnectionState::Stale), 30'000);
    QVERIFY(watched.status.staleSince >= before);
    QVERIFY(watched.status.error);
    const std::int64_t staleSince = watched.status.staleSince;
    QCOMPARE(watched.rows.size(), rows);
    // It tries again and again and stays stale since the first moment.
    QTRY_VERIFY_WITH_TIMEOUT(watched.status.nodes.error && watched.status.nodes.error->reason == u"ConnectionRefused"_s,
                             30'000);
    QCOMPARE(toString(watched.status.state), toString(ConnectionState::Stale));
    QCOMPARE(watched.status.staleSince, staleSince);
    QVERIFY(tests::bed({u"start"_s, stoppedPart}));
    m_hasStopped = false;
    QTRY_COMPARE_WITH_TIMEOUT(toString(watched.status.state), toString(ConnectionState::Live), 60'000);
    QCOMPARE(watched.status.staleSince, 0);
    QVERIFY(!watched.status.error);
    QCOMPARE(watched.rows.size(), rows);
    QVERIFY(!watched.wasEmptied);
    QCOMPARE(watched.settledCount, 1);
}

QTEST_GUILESS_MAIN(TestClusterSessionBed)
#include "tst_clustersession_bed.moc"
