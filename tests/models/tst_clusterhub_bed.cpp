// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/clusters/clusterhub.h"
#include "models/consolemodels.h"
#include "tests/support/bedcommands.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

constexpr int Soon = 15'000;      //!< a server that is there answers
constexpr int Timeout = 30'000;   //!< one that says nothing is given up
constexpr int Restarted = 90'000; //!< one that was killed is back and has been found

const QString TestNode = u"gpu-h100-03"_s;
const QString TestPod = u"fairlead-hub-test"_s;
const QString StoppedPart = u"bed-b/kube-apiserver"_s;

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &bytes, QFileDevice::Permissions more = {})
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
           file.setPermissions(file.permissions() | more);
}

//! Hub and models, connected as in the console, and what they told.
struct Console
{
    Console(const ClusterHub::Settings &settings, const QStringList &open)
        : hub(settings)
    {
        models.follow(hub);
        QObject::connect(&hub, &ClusterHub::loaded, &hub,
                         [this, open] { hub.setOpen(QSet<QString>(open.begin(), open.end())); });
        QObject::connect(&hub, &ClusterHub::contextChanged, &hub, [this](const QString &id) {
            const QString state = toString(hub.context(id)->status.state);
            if (QStringList &told = states[id]; told.isEmpty() || told.last() != state)
                told << state;
        });
        QObject::connect(&hub, &ClusterHub::clusterRemoved, &hub, [this](const QString &id) { removed << id; });
        QObject::connect(&models.nodes, &NodeTableModel::countsChanged, &hub,
                         [this] { mostRows = std::max(mostRows, rows(TestNode).size()); });
        QObject::connect(&models.totals, &ProductTotalsModel::coverageChanged, &hub,
                         [this] { mostClusters = std::max(mostClusters, models.totals.countedClusters()); });
        hub.start();
    }

    QString state(const QString &id) const
    {
        const ContextEntry *entry = hub.context(id);
        return entry ? toString(entry->status.state) : u"missing"_s;
    }
    std::optional<ApiError> error(const QString &id) const
    {
        const ContextEntry *entry = hub.context(id);
        return entry ? entry->status.error : std::nullopt;
    }
    QString errorKind(const QString &id) const { return error(id) ? toString(error(id)->kind) : QString(); }
    bool isPrimary(const QString &id) const { return hub.context(id) && hub.context(id)->isPrimary; }
    bool asks(const QString &id) const { return hub.context(id) && hub.context(id)->approval; }

    //! Rows of one Node: the contexts that they came through.
    QStringList rows(const QString &node) const
    {
        QStringList contexts;
        for (int row = 0; row < models.nodes.rowCount(); ++row) {
            const auto selected = models.nodes.selected(models.nodes.index(row, 0));
            if (selected->node->availability.node->name == node)
                contexts << selected->contextId;
        }
        return contexts;
    }
    //! Rows that came through one context, with and without the mark.
    std::pair<int, int> staleAndFresh(const QString &contextId) const
    {
        std::pair<int, int> count;
        for (int row = 0; row < models.nodes.rowCount(); ++row) {
            const QModelIndex index = models.nodes.index(row, 0);
            if (index.data(NodeTableModel::ContextIdRole) == contextId)
                ++(index.data(NodeTableModel::IsStaleRole).toBool() ? count.first : count.second);
        }
        return count;
    }
    bool isHeld(const QString &node, const QString &pod) const
    {
        for (int row = 0; row < models.nodes.rowCount(); ++row) {
            const auto selected = models.nodes.selected(models.nodes.index(row, 0));
            const auto &holders = selected->node->holders;
            if (selected->node->availability.node->name == node &&
                std::any_of(holders.begin(), holders.end(), [&](const auto &p) { return p->name == pod; }))
                return true;
        }
        return false;
    }
    qlonglong total(const QString &product, int role = ProductTotalsModel::AllocatableRole) const
    {
        for (int row = 0; row < models.totals.rowCount(); ++row) {
            if (models.totals.index(row).data().toString() == product)
                return models.totals.index(row).data(role).toLongLong();
        }
        return -1;
    }
    QStringList notCounted() const
    {
        QStringList ids;
        for (const auto &one : models.totals.notCounted())
            ids << one.contextId;
        return ids;
    }

    ClusterHub hub;
    ConsoleModels models;
    QHash<QString, QStringList> states;
    QStringList removed;
    // At any moment:
    qsizetype mostRows = 0; //!< of TestNode
    int mostClusters = 0;   //!< that were counted
};

} // namespace

//! Hub and models against the test bed with both scenarios loaded, on a kubeconfig that is edited meanwhile.
class TestClusterHubBed : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void oneClusterThroughTwoNames();
    void aBetterContextTakesOver();
    void podComesAndGoes();
    void staleAndBack();
    void kubeconfigIsEdited();
    void aBrokenFileSparesTheOther();
    void aBrokenContextIsInvalid();
    void pluginRunsOnceApproved();
    void approvalIsRemembered();
    void closedContextsSendNothing();
    void failuresStayWhereTheyAre();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    ClusterHub::Settings settings() const;
    QByteArray labConfig(const QByteArray &server, const QByteArray &user = "lab") const;
    bool writePlugin(const QByteArray &comment = {}) const;
    int pluginRuns() const { return int(readFile(path(u"runs"_s)).count('\n')); }
    int requests(const QString &cluster) const;

    QString m_bedFolder;
    QByteArray m_bedConfig;
    QJsonObject m_bedStatus;
    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_userAgent;
    bool m_hasStopped = false;
    bool m_hasPod = false;
};

void TestClusterHubBed::initTestCase()
{
    for (const char *name : {"FAIRLEAD_BED_KUBECONFIG", "FAIRLEAD_BED_COMMAND", "FAIRLEAD_KUBECTL"})
        QVERIFY2(!qEnvironmentVariableIsEmpty(name), name);
    qputenv("KUBERC", "off");
    const QString kubeconfig = qEnvironmentVariable("FAIRLEAD_BED_KUBECONFIG");
    m_bedFolder = QFileInfo(kubeconfig).absolutePath();
    m_bedConfig = readFile(kubeconfig);
    QVERIFY(!m_bedConfig.isEmpty());
    m_bedConfig.replace(": bed-b/pki/", ": " + m_bedFolder.toUtf8() + "/bed-b/pki/");
    m_bedStatus = QJsonDocument::fromJson(tests::bed({u"status"_s, u"--json"_s}).value_or(QByteArray())).object();
    QVERIFY(!m_bedStatus.isEmpty());
}

void TestClusterHubBed::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_userAgent = QByteArray("fairlead-hub-test/") + QByteArray::number(QCoreApplication::applicationPid()) + '-' +
                  QTest::currentTestFunction();
    QVERIFY(writeFile(path(u"config"_s), m_bedConfig));
}

//! Leaves the bed as it was, also when a test has failed half-way.
void TestClusterHubBed::cleanup()
{
    if (std::exchange(m_hasStopped, false))
        QVERIFY(tests::bed({u"start"_s, StoppedPart}));
    if (std::exchange(m_hasPod, false))
        QVERIFY(tests::kubectl({u"delete"_s, u"pod"_s, TestPod, u"--ignore-not-found"_s, u"--now"_s}));
}

ClusterHub::Settings TestClusterHubBed::settings() const
{
    ClusterHub::Settings settings;
    settings.sources.explicitFiles = QStringList{path(u"config"_s)};
    settings.approvalsFile = path(u"state/approved-plugins"_s);
    settings.userAgent = m_userAgent;
    return settings;
}

//! A file of its own with one context, "lab".
QByteArray TestClusterHubBed::labConfig(const QByteArray &server, const QByteArray &user) const
{
    const QByteArray pki = m_bedFolder.toUtf8() + "/bed-b/pki";
    return "clusters: [{name: lab, cluster: {server: '" + server + "', certificate-authority: '" + pki +
           "/ca.crt'}}]\n"
           "users:\n"
           "- {name: lab, user: {client-certificate: '" +
           pki + "/admin.crt', client-key: '" + pki +
           "/admin.key'}}\n"
           "contexts: [{name: lab, context: {cluster: lab, user: " +
           user + "}}]\n";
}

//! The bed's own plugin, which also leaves a line for each time that it runs.
bool TestClusterHubBed::writePlugin(const QByteArray &comment) const
{
    static const QRegularExpression command(u"command: \"(.*)\""_s);
    const QByteArray plugin = command.match(QString::fromUtf8(m_bedConfig)).captured(1).toUtf8();
    const QByteArray own = path(u"plugin"_s).toUtf8();
    QByteArray config = m_bedConfig;
    config.replace('"' + plugin + '"', '"' + own + '"');
    return !plugin.isEmpty() && writeFile(path(u"config"_s), config) &&
           writeFile(path(u"plugin"_s),
                     "#!/bin/sh\n" + comment + "echo run >> '" + path(u"runs"_s).toUtf8() + "'\nexec '" + plugin +
                         "'\n",
                     QFileDevice::ExeOwner);
}

//! Those of this test that the API server has written down.
int TestClusterHubBed::requests(const QString &cluster) const
{
    const QString log = m_bedStatus["clusters"_L1][cluster]["auditLog"_L1].toString();
    return int(readFile(log).count("\"userAgent\":\"" + m_userAgent + '"'));
}

void TestClusterHubBed::oneClusterThroughTwoNames()
{
    Console alone(settings(), {u"bed-a"_s});
    QTRY_COMPARE_WITH_TIMEOUT(alone.rows(TestNode), QStringList{u"bed-a"_s}, Soon);
    const qlonglong once = alone.total(u"H100 80 GB"_s);
    QVERIFY(once > 0);

    Console console(settings(), {u"bed-a"_s, u"bed-a-again"_s});
    QTRY_VERIFY_WITH_TIMEOUT(console.hub.context(u"bed-a-again"_s) && !console.isPrimary(u"bed-a-again"_s), Soon);
    QTRY_COMPARE_WITH_TIMEOUT(console.rows(TestNode), QStringList{u"bed-a"_s}, Soon);
    QTRY_COMPARE(console.state(u"bed-a-again"_s), u"live"_s);
    QCOMPARE(console.state(u"bed-a"_s), u"live"_s);
    QCOMPARE(console.hub.context(u"bed-a"_s)->clusterKey, console.hub.context(u"bed-a-again"_s)->clusterKey);
    QVERIFY(console.isPrimary(u"bed-a"_s));
    QTRY_COMPARE(console.total(u"H100 80 GB"_s), once);
    QCOMPARE(console.models.totals.countedClusters(), 1);
    QCOMPARE(console.mostRows, 1);
    QCOMPARE(console.mostClusters, 1);

    console.hub.close(u"bed-a"_s);
    QVERIFY(console.isPrimary(u"bed-a-again"_s));
    QTRY_COMPARE_WITH_TIMEOUT(console.rows(TestNode), QStringList{u"bed-a-again"_s}, Soon);
    QTRY_COMPARE(console.total(u"H100 80 GB"_s), once);
    QCOMPARE(console.state(u"bed-a"_s), u"closed"_s);
}

void TestClusterHubBed::aBetterContextTakesOver()
{
    Console console(settings(), {u"nodes-only"_s});
    QTRY_COMPARE_WITH_TIMEOUT(console.rows(TestNode), QStringList{u"nodes-only"_s}, Soon);
    QTRY_COMPARE(console.state(u"nodes-only"_s), u"degraded"_s);
    QVERIFY(!console.models.totals.index(0).data(ProductTotalsModel::FreeRole).isValid());
    console.hub.open(u"bed-a"_s);
    QTRY_COMPARE_WITH_TIMEOUT(console.rows(TestNode), QStringList{u"bed-a"_s}, Soon);
    QTRY_VERIFY(console.total(u"H100 80 GB"_s, ProductTotalsModel::FreeRole) > 0);
    QCOMPARE(console.state(u"nodes-only"_s), u"degraded"_s);
    QCOMPARE(console.mostRows, 1);
}

void TestClusterHubBed::podComesAndGoes()
{
    Console console(settings(), {u"bed-a"_s});
    QTRY_COMPARE_WITH_TIMEOUT(console.rows(TestNode), QStringList{u"bed-a"_s}, Soon);
    m_hasPod = true;
    QVERIFY(tests::kubectl({u"create"_s, u"-f"_s, u"-"_s}, tests::gpuPodJson(TestPod, TestNode)));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(QTest::qWaitFor([&] { return console.isHeld(TestNode, TestPod); }));
    qInfo("a pod was shown %lld ms after kubectl create returned", timer.elapsed());
    QVERIFY(tests::kubectl({u"delete"_s, u"pod"_s, TestPod, u"--now"_s}));
    timer.start();
    QVERIFY(QTest::qWaitFor([&] { return !console.isHeld(TestNode, TestPod); }));
    qInfo("it was gone %lld ms after kubectl delete returned", timer.elapsed());
    QCOMPARE(console.states[u"bed-a"_s], (QStringList{u"connecting"_s, u"live"_s}));
}

void TestClusterHubBed::staleAndBack()
{
    Console console(settings(), {u"bed-a"_s, u"bed-b"_s});
    QTRY_VERIFY_WITH_TIMEOUT(console.models.totals.countedClusters() == 2, Soon);
    console.models.flush();
    const auto [none, rows] = console.staleAndFresh(u"bed-b"_s);
    QCOMPARE(none, 0);
    QVERIFY(rows > 0);
    const std::int64_t before = QDateTime::currentSecsSinceEpoch();
    m_hasStopped = true;
    QVERIFY(tests::bed({u"stop"_s, StoppedPart}));
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"bed-b"_s), u"stale"_s, Timeout);
    qInfo("stale %lld ms after the command that killed the server", timer.elapsed());
    QVERIFY(console.hub.context(u"bed-b"_s)->status.staleSince >= before);
    QTRY_COMPARE(console.staleAndFresh(u"bed-b"_s), (std::pair{rows, 0}));
    QTRY_COMPARE(console.notCounted(), QStringList{u"bed-b"_s});
    QCOMPARE(console.models.totals.countedClusters(), 1);
    QCOMPARE(console.states[u"bed-a"_s], (QStringList{u"connecting"_s, u"live"_s}));
    QCOMPARE(console.staleAndFresh(u"bed-a"_s).first, 0);

    QVERIFY(tests::bed({u"start"_s, StoppedPart}));
    m_hasStopped = false;
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"bed-b"_s), u"live"_s, Restarted);
    qInfo("live %lld ms after the command that started it again", timer.elapsed());
    QTRY_COMPARE(console.staleAndFresh(u"bed-b"_s), (std::pair{0, rows}));
    QCOMPARE(console.hub.context(u"bed-b"_s)->status.staleSince, 0);
    QTRY_COMPARE(console.models.totals.countedClusters(), 2);
    QCOMPARE(console.states[u"bed-b"_s], (QStringList{u"connecting"_s, u"live"_s, u"stale"_s, u"live"_s}));
    QVERIFY(console.removed.isEmpty());
}

void TestClusterHubBed::kubeconfigIsEdited()
{
    ClusterHub::Settings settings = this->settings();
    settings.sources.explicitFiles << path(u"lab"_s);
    Console console(settings, {u"bed-a"_s, u"lab"_s});
    QTRY_COMPARE_WITH_TIMEOUT(console.rows(TestNode), QStringList{u"bed-a"_s}, Soon);
    QCOMPARE(console.state(u"lab"_s), u"missing"_s);
    QCOMPARE(console.hub.problems().size(), 1u); // there is no such file yet

    QElapsedTimer timer;
    QVERIFY(writeFile(path(u"lab"_s), labConfig("https://127.0.0.1:7443")));
    timer.start();
    QVERIFY(QTest::qWaitFor([&] { return console.hub.context(u"lab"_s); }));
    qInfo("an added context was there after %lld ms", timer.elapsed());
    QVERIFY(console.hub.problems().empty());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"lab"_s), u"live"_s, Soon);
    QTRY_COMPARE(console.rows(u"a100-a"_s), QStringList{u"lab"_s});

    QVERIFY(writeFile(path(u"lab"_s), labConfig("https://127.0.0.1:9")));
    timer.start();
    QVERIFY(QTest::qWaitFor([&] { return console.hub.context(u"lab"_s)->context.endpoint.server.port() == 9; }));
    qInfo("a changed one was followed after %lld ms", timer.elapsed());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"lab"_s), u"unreachable"_s, Soon);
    QCOMPARE(console.errorKind(u"lab"_s), u"Network"_s);
    QTRY_COMPARE(console.rows(u"a100-a"_s), QStringList());

    QVERIFY(writeFile(path(u"lab"_s), "contexts: []\n"));
    timer.start();
    QVERIFY(QTest::qWaitFor([&] { return !console.hub.context(u"lab"_s); }));
    qInfo("a removed one was gone after %lld ms", timer.elapsed());
    QCOMPARE(console.models.contexts.entry(u"lab"_s), nullptr);
    QTRY_COMPARE(console.notCounted(), QStringList());
    QCOMPARE(console.states[u"bed-a"_s], (QStringList{u"connecting"_s, u"live"_s}));
    QVERIFY(!console.removed.contains(u"bed-a"_s));
}

void TestClusterHubBed::aBrokenFileSparesTheOther()
{
    ClusterHub::Settings settings = this->settings();
    settings.sources.explicitFiles << path(u"lab"_s);
    const QByteArray whole = labConfig("https://127.0.0.1:7443");
    QVERIFY(writeFile(path(u"lab"_s), whole));
    Console console(settings, {u"bed-a"_s, u"lab"_s});
    QTRY_VERIFY_WITH_TIMEOUT(console.models.totals.countedClusters() == 2, Soon);

    QByteArray broken = whole;
    broken.replace("- {name: lab, user: {", "- {name: lab, user: ]");
    QVERIFY(writeFile(path(u"lab"_s), broken));
    QTRY_COMPARE(console.hub.problems().size(), 1u);
    const kubernetes::KubeconfigProblem problem = console.hub.problems().front();
    QCOMPARE(problem.file, path(u"lab"_s));
    QCOMPARE(problem.line, 3);
    QCOMPARE(console.models.problems(), console.hub.problems());
    QCOMPARE(console.state(u"bed-a"_s), u"live"_s);

    QVERIFY(writeFile(path(u"lab"_s), whole));
    QTRY_VERIFY(console.hub.problems().empty());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"lab"_s), u"live"_s, Soon);
    QTRY_COMPARE(console.rows(u"a100-a"_s), QStringList{u"lab"_s});
    QCOMPARE(console.states[u"bed-a"_s], (QStringList{u"connecting"_s, u"live"_s}));
    QVERIFY(!console.removed.contains(u"bed-a"_s));
}

void TestClusterHubBed::aBrokenContextIsInvalid()
{
    ClusterHub::Settings settings = this->settings();
    settings.sources.explicitFiles = QStringList{path(u"lab"_s)};
    QVERIFY(writeFile(path(u"lab"_s), labConfig("https://127.0.0.1:7443", "nobody")));
    Console console(settings, {u"lab"_s});
    QTRY_COMPARE(console.state(u"lab"_s), u"invalid"_s);
    QCOMPARE(console.errorKind(u"lab"_s), u"Invalid"_s);
    QVERIFY(!console.hub.context(u"lab"_s)->isOpen);
    QVERIFY(writeFile(path(u"lab"_s), labConfig("https://127.0.0.1:7443")));
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"lab"_s), u"live"_s, Soon);
    QVERIFY(writeFile(path(u"lab"_s), labConfig("https://127.0.0.1:7443", "nobody")));
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"lab"_s), u"invalid"_s, Soon);
    QTRY_COMPARE(console.rows(u"a100-a"_s), QStringList());
}

void TestClusterHubBed::pluginRunsOnceApproved()
{
    QVERIFY(writePlugin());
    Console console(settings(), {u"exec"_s});
    QTRY_VERIFY_WITH_TIMEOUT(console.asks(u"exec"_s), Soon);
    QCOMPARE(console.state(u"exec"_s), u"unauthorized"_s);
    QCOMPARE(console.error(u"exec"_s)->reason, u"ExecPluginNotAllowed"_s);
    QCOMPARE(console.hub.context(u"exec"_s)->approval->program, path(u"plugin"_s));
    // Neither asking again nor time runs it.
    console.hub.retry(u"exec"_s);
    QTest::qWait(3'000);
    QVERIFY(console.asks(u"exec"_s));
    QCOMPARE(pluginRuns(), 0);
    QVERIFY(!QFile::exists(settings().approvalsFile));

    console.hub.approveExec(u"exec"_s);
    QVERIFY(!console.asks(u"exec"_s));
    QTRY_COMPARE_WITH_TIMEOUT(console.state(u"exec"_s), u"live"_s, Soon);
    QTRY_COMPARE(console.rows(u"a100-a"_s), QStringList{u"exec"_s});
    QVERIFY(!console.asks(u"exec"_s));
    QCOMPARE(pluginRuns(), 1);
    QTRY_COMPARE(readFile(settings().approvalsFile).count('\n'), 1);
}

void TestClusterHubBed::approvalIsRemembered()
{
    QVERIFY(writePlugin());
    {
        Console first(settings(), {u"exec"_s});
        QTRY_VERIFY_WITH_TIMEOUT(first.asks(u"exec"_s), Soon);
        first.hub.approveExec(u"exec"_s);
        QTRY_COMPARE_WITH_TIMEOUT(first.state(u"exec"_s), u"live"_s, Soon);
        QTRY_VERIFY(QFile::exists(settings().approvalsFile));
    }
    {
        Console second(settings(), {u"exec"_s});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(u"exec"_s), u"live"_s, Soon);
        QVERIFY(!second.asks(u"exec"_s));
        QVERIFY(!second.states[u"exec"_s].contains(u"unauthorized"_s));
        QCOMPARE(pluginRuns(), 2);

        // What was approved is the program as it was.
        QVERIFY(writePlugin("# changed\n"));
        second.hub.close(u"exec"_s);
        second.hub.open(u"exec"_s);
        QTRY_VERIFY_WITH_TIMEOUT(second.asks(u"exec"_s), Soon);
    }
    Console third(settings(), {u"exec"_s});
    QTRY_VERIFY_WITH_TIMEOUT(third.asks(u"exec"_s), Soon);
    QCOMPARE(pluginRuns(), 2);

    // It changes once more before the user has said yes: that yes was for something else.
    QVERIFY(writePlugin("# changed again\n"));
    third.hub.approveExec(u"exec"_s);
    QTRY_VERIFY_WITH_TIMEOUT(third.asks(u"exec"_s), Soon);
    QCOMPARE(pluginRuns(), 2);
    third.hub.approveExec(u"exec"_s);
    QTRY_COMPARE_WITH_TIMEOUT(third.state(u"exec"_s), u"live"_s, Soon);
    QCOMPARE(pluginRuns(), 3);
}

void TestClusterHubBed::closedContextsSendNothing()
{
    Console console(settings(), {});
    QTRY_VERIFY(console.hub.isLoaded());
    console.hub.open(u"bed-b"_s);
    QTRY_COMPARE_WITH_TIMEOUT(console.rows(u"a100-a"_s), QStringList{u"bed-b"_s}, Soon);
    QTRY_VERIFY(console.hub.context(u"bed-b"_s)->status.isIdentified);
    QTRY_VERIFY(requests(u"bed-b"_s) >= 5); // version, user, cluster, nodes, pods

    console.hub.close(u"bed-b"_s);
    QTRY_COMPARE(console.rows(u"a100-a"_s), QStringList());
    // Its watches end, which is written down as the end of what was asked before.
    QTest::qWait(2'000);
    const int asked = requests(u"bed-b"_s);
    console.hub.retry(u"bed-b"_s);
    QTest::qWait(8'000); // longer than a session waits before it looks after its server
    QCOMPARE(requests(u"bed-b"_s), asked);
    QCOMPARE(requests(u"bed-a"_s), 0);
}

void TestClusterHubBed::failuresStayWhereTheyAre()
{
    Console console(settings(),
                    {u"bed-a"_s, u"bed-b"_s, u"nodes-only"_s, u"nothing"_s, u"wrong-ca"_s, u"dead"_s, u"silent"_s});
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY_WITH_TIMEOUT(console.models.totals.countedClusters() == 2, Soon);
    qInfo("two clusters beside five failures were shown after %lld ms", timer.elapsed());
    QTRY_VERIFY_WITH_TIMEOUT(console.models.isSettled(), Timeout);
    const auto found = [&console](const QString &id) {
        return id + u' ' + console.state(id) + u' ' + console.errorKind(id);
    };
    QTRY_COMPARE(found(u"nodes-only"_s), u"nodes-only degraded Forbidden"_s);
    QTRY_COMPARE(found(u"nothing"_s), u"nothing forbidden Forbidden"_s);
    QCOMPARE(found(u"wrong-ca"_s), u"wrong-ca unreachable Tls"_s);
    QCOMPARE(found(u"dead"_s), u"dead unreachable Network"_s);
    QCOMPARE(found(u"silent"_s), u"silent unreachable Timeout"_s);
    for (const QString &id : {u"bed-a"_s, u"bed-b"_s})
        QCOMPARE(console.states[id], (QStringList{u"connecting"_s, u"live"_s}));
    QCOMPARE(console.rows(TestNode), QStringList{u"bed-a"_s});
    QTRY_COMPARE(console.notCounted(), (QStringList{u"dead"_s, u"silent"_s, u"wrong-ca"_s}));
    QVERIFY(console.removed.isEmpty() || !console.removed.contains(u"bed-a"_s));
    QVERIFY(!console.removed.contains(u"bed-b"_s));
}

QTEST_GUILESS_MAIN(TestClusterHubBed)
#include "tst_clusterhub_bed.moc"
