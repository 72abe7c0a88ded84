// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/accelerators/clusterledger.h"
#include "backends/kubernetes/apiclient.h"
#include "backends/kubernetes/apistatus.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/kubernetes/listwatch/reflector.h"
#include "backends/kubernetes/listwatch/store.h"
#include "backends/sandbox/apiserver.h"
#include "backends/sandbox/churn.h"
#include "backends/sandbox/jobdrift.h"
#include "backends/sandbox/loopbackcertificate.h"
#include "backends/sandbox/objectencoder.h"
#include "backends/sandbox/sandbox.h"
#include "backends/sandbox/sites.h"
#include "tests/support/exchange.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkInterface>
#include <QSslSocket>
#include <QTest>

using namespace fairlead;
using namespace fairlead::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using kubernetes::Freshness;
using What = Fault::What;

namespace {

const auto start = std::chrono::system_clock::time_point(1'790'000'000s);
const QByteArray token = "0123456789abcdef0123456789abcdef";

const LoopbackCertificate &certificate()
{
    static const LoopbackCertificate made = LoopbackCertificate::make().value();
    return made;
}

//! A site that stands still unless the test changes it.
class Still final : public Simulation
{
public:
    explicit Still(std::unique_ptr<Simulation> origin, std::chrono::system_clock::time_point when = start)
        : m_origin(std::move(origin))
        , m_when(when)
    {
    }
    void begin(std::chrono::system_clock::time_point) override
    {
        m_origin->begin(m_when);
        cluster() = m_origin->cluster();
    }

private:
    std::unique_ptr<Simulation> m_origin;
    std::chrono::system_clock::time_point m_when;
};

ApiServer::Settings settings(FaultScript faults = {})
{
    return {.token = token, .ssl = certificate().server, .faults = std::move(faults)};
}

//! The server of one site and a client of it, in this thread.
struct Served
{
    explicit Served(ApiServer::Settings given = settings(), std::unique_ptr<Simulation> simulation = {})
        : server(simulation ? std::move(simulation)
                            : std::make_unique<Still>(std::make_unique<JobDrift>(researchSite())),
                 std::move(given))
    {
        if (!server.listen())
            qFatal("no port");
        server.start();
        client = makeClient("Bearer " + token);
    }

    std::unique_ptr<transport::HttpClient> makeClient(const QByteArray &authorization) const
    {
        const transport::Endpoint endpoint{.server = QUrl(u"https://127.0.0.1:%1"_s.arg(server.port())),
                                           .caPem = certificate().certificatePem};
        return std::make_unique<transport::HttpClient>(
            endpoint, std::make_unique<transport::StaticCredentials>(transport::Credentials{authorization}), "test");
    }

    SimulatedCluster &cluster() { return server.simulation().cluster(); }

    //! The body of an answer in JSON; an error as {"error": kind, "reason": ...}.
    QJsonObject get(const QString &path, const QList<QPair<QString, QString>> &query = {})
    {
        transport::HttpRequest request{.path = path, .accept = "application/json"};
        request.query.setQueryItems(query);
        tests::Exchange exchange;
        if (!exchange.run(*client, request))
            return {{u"error"_s, u"no answer"_s}};
        if (exchange.succeeded())
            return QJsonDocument::fromJson(exchange.body()).object();
        const ApiError error = kubernetes::errorFromFailure(exchange.last->error());
        return {{u"error"_s, toString(error.kind)}, {u"reason"_s, error.reason}, {u"message"_s, error.message}};
    }

    ApiServer server;
    std::unique_ptr<transport::HttpClient> client;
};

//! What a client has to know of a Pod, as text.
template <class Pod>
QString textOf(const Pod &pod, const kubernetes::ResourceList &requests, bool isTerminating)
{
    QString text = pod.uid + u' ' + pod.namespaceName + u'/' + pod.name + u" on "_s + pod.nodeName + u' ' +
                   kubernetes::toString(pod.phase) + (isTerminating ? u" terminating "_s : u" "_s) + pod.waitingMessage;
    for (const auto &[resource, amount] : requests)
        text += u' ' + resource + u'=' + QString::number(amount.milliValue());
    return text;
}

QSet<QString> served(const SimulatedCluster &cluster)
{
    QSet<QString> result;
    for (const auto &[key, pod] : cluster.pods())
        result << textOf(*pod, requestOf(*pod), pod->deleted != 0);
    return result;
}

QSet<QString> received(const kubernetes::Store<kubernetes::Pod> &store)
{
    QSet<QString> result;
    for (const auto &pod : store.objects())
        result << textOf(*pod, pod->requests, pod->isTerminating);
    return result;
}

//! Follows the Pods; waits are shortened where the server did not ask for them.
struct Follower
{
    Follower(transport::HttpClient &client, const QString &path = u"/api/v1/pods"_s)
        : store(pool, [](const auto &, const auto &) {})
        , reflector(client, store, path)
    {
        QObject::connect(&reflector, &kubernetes::Reflector::stateChanged, &reflector, [this] {
            if (const auto &error = reflector.error()) {
                kinds << toString(error->kind);
                if (error->retryAfter)
                    longestWait = std::max(longestWait, reflector.remainingWait());
            }
        });
    }
    bool isLive() const { return reflector.freshness() == Freshness::Live; }
    bool isEqualTo(const SimulatedCluster &cluster)
    {
        if (reflector.error() && !reflector.error()->retryAfter)
            reflector.retryNow();
        return isLive() && received(store) == served(cluster);
    }

    kubernetes::ValuePool pool;
    kubernetes::Store<kubernetes::Pod> store;
    kubernetes::Reflector reflector;
    QStringList kinds;
    std::chrono::milliseconds longestWait{0};
};

SimulatedPod freshPod(const QString &name)
{
    SimulatedPod pod{.namespaceName = u"team"_s, .name = name, .uid = u"uid-"_s + name, .created = 1'790'000'000};
    pod.containers = {{u"main"_s, u"image"_s, {{u"cpu"_s, kubernetes::Quantity::fromMilli(1'500)}}}};
    return pod;
}

//! One Pod comes, one changes, one goes.
void changeSomething(Served &served)
{
    static int serial = 0;
    SimulatedCluster &cluster = served.cluster();
    cluster.putPod(freshPod(u"new-%1"_s.arg(++serial)));
    SimulatedPod changed = *cluster.pods().begin()->second;
    changed.deleted = changed.deleted == 0 ? 1'790'000'100 : 0;
    cluster.putPod(changed);
    cluster.removePod(std::prev(cluster.pods().end())->first);
    served.server.publish();
}

} // namespace

class TestSandboxServer : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void refusesStrangers_data();
    void refusesStrangers();
    void listensOnLoopbackOnly();
    void answersAboutItself();
    void hasNothingElse_data();
    void hasNothingElse();
    void encodingsAgree();
    void booksAgree_data();
    void booksAgree();
    void isFollowed_data();
    void isFollowed();
    void followsOpenStreams();
    void expiresOldVersions();
    void pages();
    void selects();
    void leavesTheSelection();
    void marksBookmarks();
    void cutsWhoDoesNotRead();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void refusesConnectionsForAWhile();
    void writesAKubeconfig();
};

void TestSandboxServer::refusesStrangers_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another token") << QByteArray("Bearer 0123456789abcdef0123456789abcdee");
    QTest::newRow("a part of it") << QByteArray("Bearer 0123456789abcdef");
    QTest::newRow("more than it") << "Bearer " + token + "0";
    QTest::newRow("empty") << QByteArray("Bearer ");
    QTest::newRow("another scheme") << "Basic " + token;
}

void TestSandboxServer::refusesStrangers()
{
    QFETCH(QByteArray, authorization);
    Served served;
    const auto stranger = served.makeClient(authorization);
    for (const QString &path : {u"/version"_s, u"/api/v1/nodes"_s, u"/nonsense"_s}) {
        tests::Exchange exchange;
        QVERIFY(exchange.run(*stranger, {.path = path}));
        QCOMPARE(exchange.error().httpStatus, 401);
    }
}

void TestSandboxServer::listensOnLoopbackOnly()
{
    Served served;
    QCOMPARE(served.server.address(), u"127.0.0.1"_s);
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || !address.scopeId().isEmpty())
            continue;
        QTcpSocket socket;
        socket.connectToHost(address, served.server.port());
        QVERIFY2(!socket.waitForConnected(2'000), qPrintable(address.toString()));
    }
}

void TestSandboxServer::answersAboutItself()
{
    Served served;
    kubernetes::ApiClient api(*served.client);
    QObject context;
    QStringList answers;
    const auto expect = [&answers](int count) {
        return QTest::qWaitFor([&answers, count] { return answers.size() == count; }, 30'000);
    };
    api.version(&context, [&](const auto &answer) { answers << answer.value().gitVersion; });
    QVERIFY(expect(1));
    api.clusterUid(&context, [&](const auto &answer) { answers << answer.value(); });
    QVERIFY(expect(2));
    api.selfSubjectReview(&context, [&](const auto &answer) { answers << answer.value().username; });
    QVERIFY(expect(3));
    const auto ask = [&](const QString &verb) {
        api.selfSubjectAccessReview({.verb = verb, .resource = u"pods"_s}, &context, [&, verb](const auto &answer) {
            answers << verb + (answer.value() ? u" yes"_s : u" no"_s);
        });
    };
    ask(u"watch"_s);
    QVERIFY(expect(4));
    ask(u"create"_s);
    QVERIFY(expect(5));
    api.daemonSets(&context, [&](const auto &answer) { answers << answer.value().first(); });
    QVERIFY(expect(6));
    api.servesResource(u"nvidia.com/v1"_s, u"clusterpolicies"_s, &context,
                       [&](const auto &answer) { answers << (answer.value() ? u"operator"_s : u"none"_s); });
    QVERIFY(expect(7));
    QCOMPARE(answers, QStringList({u"v1.36.3"_s, served.cluster().uid, u"sandbox"_s, u"watch yes"_s, u"create no"_s,
                                   u"kube-system/cilium"_s, u"operator"_s}));
}

void TestSandboxServer::hasNothingElse_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("secrets") << QByteArray("GET") << u"/api/v1/secrets"_s << 404;
    QTest::newRow("another group") << QByteArray("GET") << u"/apis/batch/v1/jobs"_s << 404;
    QTest::newRow("no such node") << QByteArray("GET") << u"/api/v1/nodes/nobody"_s << 404;
    QTest::newRow("part of a node") << QByteArray("GET") << u"/api/v1/nodes/a100-01/proxy"_s << 404;
    QTest::newRow("outside") << QByteArray("GET") << u"/../../etc/passwd"_s << 404;
    QTest::newRow("deleting a node") << QByteArray("DELETE") << u"/api/v1/nodes/a100-01"_s << 405;
    QTest::newRow("creating a pod") << QByteArray("POST") << u"/api/v1/namespaces/team/pods"_s << 405;
}

void TestSandboxServer::hasNothingElse()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    Served served;
    tests::Exchange exchange;
    QVERIFY(exchange.run(*served.client, {.method = method, .path = path, .accept = "application/json"}));
    QVERIFY(!exchange.succeeded());
    QTEST(exchange.error().httpStatus, "status");
    QVERIFY(!kubernetes::errorFromFailure(exchange.last->error()).message.isEmpty());
    const QJsonObject node = served.get(u"/api/v1/nodes/a100-01"_s);
    QCOMPARE(node[u"kind"_s].toString(), u"Node"_s);
    QCOMPARE(node[u"metadata"_s][u"name"_s].toString(), u"a100-01"_s);
}

void TestSandboxServer::encodingsAgree()
{
    JobDrift drift(researchSite());
    drift.begin(start);
    kubernetes::ValuePool pool;
    int compared = 0;
    for (const auto &[name, node] : drift.cluster().nodes()) {
        const EncodedObject object(node, 77);
        const auto binary = kubernetes::protobuf::decodeNode(object.bytes(Encoding::Protobuf), pool);
        QByteArray line;
        appendEvent(line, Encoding::Json, Resource::Nodes, EventType::Added, object.bytes(Encoding::Json));
        const auto text = kubernetes::json::decodeNodeEvent(line, pool);
        QVERIFY(binary && text);
        QVERIFY2(*binary->object == *text->object, qPrintable(name));
        QCOMPARE(binary->resourceVersion, u"77"_s);
        QCOMPARE(text->resourceVersion, u"77"_s);
        QCOMPARE(binary->object->name, node->name);
        QCOMPARE(binary->object->isUnschedulable, node->isCordoned);
        QCOMPARE(binary->object->isReady(), node->isReady());
        QVERIFY(binary->object->capacity == node->capacity);
        QVERIFY(binary->object->allocatable == node->allocatable);
        ++compared;
    }
    for (const auto &[key, pod] : drift.cluster().pods()) {
        const EncodedObject object(pod, 78);
        const auto binary = kubernetes::protobuf::decodePod(object.bytes(Encoding::Protobuf), pool);
        QByteArray line;
        appendEvent(line, Encoding::Json, Resource::Pods, EventType::Modified, object.bytes(Encoding::Json));
        const auto text = kubernetes::json::decodePodEvent(line, pool);
        QVERIFY(binary && text);
        QVERIFY2(*binary->object == *text->object, qPrintable(key));
        QCOMPARE(textOf(*binary->object, binary->object->requests, binary->object->isTerminating),
                 textOf(*pod, requestOf(*pod), pod->deleted != 0));
        ++compared;
    }
    QVERIFY(compared > 60);
}

void TestSandboxServer::booksAgree_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("training") << 0;
    QTest::newRow("research") << 1;
    QTest::newRow("flaky") << 2;
    QTest::newRow("churn") << 3;
}

//! What the product makes of the served objects is what the simulator itself has booked.
void TestSandboxServer::booksAgree()
{
    QFETCH(int, which);
    std::unique_ptr<Simulation> simulation;
    if (which == 3)
        simulation = std::make_unique<Churn>(Churn::Size{.nodes = 40, .pods = 400});
    else
        simulation = std::make_unique<JobDrift>(which == 0   ? trainingSite()
                                                : which == 1 ? researchSite()
                                                             : flakySite());
    Served served(settings(), std::make_unique<Still>(std::move(simulation)));
    accelerators::ClusterLedger ledger;
    kubernetes::ValuePool pool;
    kubernetes::Store<kubernetes::Node> nodes(pool, [&](const auto &, const auto &after) { ledger.setNode(after); });
    kubernetes::Store<kubernetes::Pod> pods(
        pool, [&](const auto &before, const auto &after) { ledger.setPod(before, after); });
    kubernetes::Reflector nodeReflector(*served.client, nodes, u"/api/v1/nodes"_s);
    kubernetes::Reflector podReflector(*served.client, pods, u"/api/v1/pods"_s);
    podReflector.setFieldSelector(u"status.phase!=Succeeded,status.phase!=Failed"_s);
    nodeReflector.start();
    podReflector.start();
    QTRY_VERIFY_WITH_TIMEOUT(
        nodeReflector.freshness() == Freshness::Live && podReflector.freshness() == Freshness::Live, 30'000);
    ledger.setPodsKnown(true);
    const SimulatedCluster &cluster = served.cluster();
    QCOMPARE(ledger.allAvailability().size(), cluster.nodes().size());
    std::int64_t held = 0;
    for (const accelerators::NodeAvailability &answer : ledger.allAvailability()) {
        const SimulatedNodePtr node = cluster.node(answer.node->name);
        const kubernetes::ResourceList requested = cluster.requested(node->name);
        QCOMPARE(answer.cpuRequestedMillicores, std::optional(requested.value(u"cpu").milliValue()));
        QCOMPARE(answer.memoryRequestedBytes, std::optional(requested.value(u"memory").value()));
        QCOMPARE(answer.pods, std::optional(cluster.podsOn(node->name)));
        for (const accelerators::NodeDevices &devices : answer.devices) {
            const QString &resource = devices.product.resource;
            QCOMPARE(devices.allocatable, node->allocatable.value(resource).value());
            QCOMPARE(devices.requested, std::optional(requested.value(resource).value()));
            QCOMPARE(devices.free, std::optional(cluster.left(*node, resource).value()));
            QVERIFY(!devices.isOvercommitted);
            held += *devices.requested;
        }
    }
    QVERIFY(held > 10);
}

void TestSandboxServer::isFollowed_data()
{
    QTest::addColumn<FaultScript>("faults");
    QTest::addColumn<QString>("kind"); // of the error that is seen; empty: none
    const QByteArray pods = "/api/v1/pods";
    const auto one = [](const Fault &fault) { return FaultScript{{fault}, {}}; };
    QTest::newRow("WatchList in Protobuf") << FaultScript{} << QString();
    QTest::newRow("an older server: pages, then watch") << one({.what = What::NoWatchList}) << QString();
    QTest::newRow("JSON only") << one({.what = What::NoProtobuf}) << QString();
    QTest::newRow("an older server with JSON only")
        << FaultScript{{{.what = What::NoWatchList}, {.what = What::NoProtobuf}}, {}} << QString();
    QTest::newRow("without bookmarks") << one({.what = What::NoBookmarks}) << QString();
    QTest::newRow("slow") << one({.what = What::Delay, .path = pods, .times = 2, .delay = 300ms}) << QString();
    QTest::newRow("429") << one({.what = What::TooManyRequests, .path = pods, .times = 2, .retryAfter = 1s})
                         << u"TooManyRequests"_s;
    QTest::newRow("401 for a moment") << one({.what = What::Unauthorized, .path = pods, .times = 2})
                                      << u"Unauthorized"_s;
    QTest::newRow("cut between two events")
        << one({.what = What::Cut, .path = pods, .times = 1, .items = 7}) << u"Network"_s;
    QTest::newRow("cut in an event") << one({.what = What::CutMidFrame, .path = pods, .times = 1, .items = 7})
                                     << u"Network"_s;
    QTest::newRow("cut in a page")
        << FaultScript{{{.what = What::NoWatchList},
                        {.what = What::CutMidFrame, .path = pods, .watches = false, .times = 1, .items = 7}},
                       {}}
        << u"Network"_s;
    QTest::newRow("cut in a line")
        << FaultScript{{{.what = What::NoProtobuf},
                        {.what = What::CutMidFrame, .path = pods, .skip = 1, .times = 1, .items = 7}},
                       {}}
        << u"Network"_s;
    QTest::newRow("410 after the first change")
        << one({.what = What::Gone, .path = pods, .times = 1, .items = 1}) << QString();
}

void TestSandboxServer::isFollowed()
{
    QFETCH(FaultScript, faults);
    QFETCH(QString, kind);
    Served served(settings(faults));
    Follower follower(*served.client);
    follower.reflector.start();
    QTRY_VERIFY_WITH_TIMEOUT(follower.isEqualTo(served.cluster()), 30'000);
    for (int i = 0; i < 3; ++i) {
        changeSomething(served);
        QTRY_VERIFY_WITH_TIMEOUT(follower.isEqualTo(served.cluster()), 30'000);
    }
    QVERIFY2(kind.isEmpty() || follower.kinds.contains(kind), qPrintable(follower.kinds.join(u", "_s)));
    if (kind == u"TooManyRequests"_s)
        QVERIFY(follower.longestWait > 500ms);
}

//! Faults with a time of their own hit who is connected already.
void TestSandboxServer::followsOpenStreams()
{
    Served served(settings({{{.what = What::Cut, .from = 700ms, .lasts = 100ms, .watches = true},
                             {.what = What::Gone, .from = 1'700ms, .lasts = 100ms, .watches = true}},
                            {}}));
    Follower follower(*served.client);
    follower.reflector.start();
    QTRY_VERIFY_WITH_TIMEOUT(follower.isEqualTo(served.cluster()), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(follower.kinds.contains(u"Network"_s), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(follower.isEqualTo(served.cluster()), 30'000);
    changeSomething(served);
    QTRY_VERIFY_WITH_TIMEOUT(follower.isEqualTo(served.cluster()), 30'000);
}

void TestSandboxServer::expiresOldVersions()
{
    Served served;
    const auto watchFrom = [&served](const QString &version) {
        return served.get(u"/api/v1/pods"_s,
                          {{u"watch"_s, u"1"_s}, {u"timeoutSeconds"_s, u"1"_s}, {u"resourceVersion"_s, version}});
    };
    const QJsonObject error = watchFrom(u"3"_s);
    QCOMPARE(error[u"type"_s].toString(), u"ERROR"_s);
    QCOMPARE(error[u"object"_s][u"code"_s].toInt(), 410);
    QVERIFY(error[u"object"_s][u"message"_s].toString().startsWith(u"too old resource version: 3 ("_s));

    const QString now =
        served.get(u"/api/v1/pods"_s, {{u"limit"_s, u"1"_s}})[u"metadata"_s][u"resourceVersion"_s].toString();
    served.cluster().putPod(freshPod(u"late"_s));
    served.server.publish();
    const QJsonObject event = watchFrom(now); // the only one since
    QCOMPARE(event[u"type"_s].toString(), u"ADDED"_s);
    QCOMPARE(event[u"object"_s][u"metadata"_s][u"name"_s].toString(), u"late"_s);
    served.server.compact();
    QCOMPARE(watchFrom(now)[u"object"_s][u"code"_s].toInt(), 410);
    QCOMPARE(watchFrom(u"999999999"_s)[u"error"_s].toString(), u"Timeout"_s);
    QCOMPARE(watchFrom(u"soon"_s)[u"error"_s].toString(), u"Invalid"_s);
}

void TestSandboxServer::pages()
{
    Served served;
    QStringList names;
    QString next;
    int pages = 0;
    do {
        const QJsonObject page =
            served.get(u"/api/v1/nodes"_s,
                       {{u"limit"_s, u"7"_s}, {u"continue"_s, QString::fromLatin1(QUrl::toPercentEncoding(next))}});
        QVERIFY2(page[u"items"_s].isArray(), QJsonDocument(page).toJson());
        QVERIFY(page[u"items"_s].toArray().size() <= 7);
        for (const QJsonValue item : page[u"items"_s].toArray())
            names << item[u"metadata"_s][u"name"_s].toString();
        next = page[u"metadata"_s][u"continue"_s].toString();
    } while (++pages < 20 && !next.isEmpty());
    QCOMPARE(pages, 3);
    QStringList all;
    for (const auto &[name, node] : served.cluster().nodes())
        all << name;
    QCOMPARE(names, all);

    QCOMPARE(served.get(u"/api/v1/nodes"_s, {{u"continue"_s, u"nonsense"_s}})[u"error"_s].toString(), u"Invalid"_s);
    const QString old = served.get(u"/api/v1/nodes"_s, {{u"limit"_s, u"7"_s}})[u"metadata"_s][u"continue"_s].toString();
    served.cluster().putPod(freshPod(u"later"_s));
    served.server.publish();
    served.server.compact();
    const QJsonObject expired = served.get(u"/api/v1/nodes"_s, {{u"limit"_s, u"7"_s}, {u"continue"_s, old}});
    QCOMPARE(expired[u"error"_s].toString(), u"Gone"_s);
    QCOMPARE(expired[u"reason"_s].toString(), u"Expired"_s);
}

void TestSandboxServer::selects()
{
    Served served;
    SimulatedPod done = freshPod(u"done"_s);
    done.phase = kubernetes::PodPhase::Succeeded;
    served.cluster().putPod(done);
    served.server.publish();
    const auto count = [&served](const QString &path, const QString &selector) {
        const QJsonObject list =
            served.get(path, {{u"fieldSelector"_s, QString::fromLatin1(QUrl::toPercentEncoding(selector))}});
        return list.contains(u"error"_s) ? -1 : int(list[u"items"_s].toArray().size());
    };
    const int all = int(served.cluster().pods().size());
    QCOMPARE(count(u"/api/v1/pods"_s, {}), all);
    const int ended = count(u"/api/v1/pods"_s, u"status.phase=Succeeded"_s);
    QVERIFY(ended >= 1);
    QCOMPARE(count(u"/api/v1/pods"_s, u"status.phase!=Succeeded"_s), all - ended);
    QCOMPARE(count(u"/api/v1/namespaces/team/pods"_s, u"status.phase==Succeeded"_s), 1);
    QCOMPARE(count(u"/api/v1/namespaces/team/pods"_s, u"status.phase!=Succeeded,status.phase!=Failed"_s), 0);
    QCOMPARE(count(u"/api/v1/nodes"_s, u"metadata.name=a100-01"_s), 1);
    QCOMPARE(count(u"/api/v1/nodes"_s, u"spec.podCIDR=x"_s), -1);
}

//! A Pod that ends is deleted for who looks only at those that have not.
void TestSandboxServer::leavesTheSelection()
{
    Served served;
    Follower follower(*served.client);
    follower.reflector.setFieldSelector(u"status.phase!=Succeeded,status.phase!=Failed"_s);
    follower.reflector.start();
    served.cluster().putPod(freshPod(u"short"_s));
    served.server.publish();
    QTRY_VERIFY_WITH_TIMEOUT(follower.store.object(u"uid-short"_s), 30'000);
    SimulatedPod pod = freshPod(u"short"_s);
    pod.phase = kubernetes::PodPhase::Succeeded;
    served.cluster().putPod(pod);
    served.server.publish();
    QTRY_VERIFY_WITH_TIMEOUT(!follower.store.object(u"uid-short"_s), 30'000);
    pod.phase = kubernetes::PodPhase::Running;
    served.cluster().putPod(pod);
    served.server.publish();
    QTRY_VERIFY_WITH_TIMEOUT(follower.store.object(u"uid-short"_s), 30'000);
}

void TestSandboxServer::marksBookmarks()
{
    ApiServer::Settings given = settings();
    given.bookmarkInterval = 10ms;
    Served served(given);
    const QString now =
        served.get(u"/api/v1/pods"_s, {{u"limit"_s, u"1"_s}})[u"metadata"_s][u"resourceVersion"_s].toString();
    const auto lines = [&](const QString &allow) {
        transport::HttpRequest request{.path = u"/api/v1/pods"_s, .accept = "application/json"};
        request.query.setQueryItems({{u"watch"_s, u"1"_s},
                                     {u"timeoutSeconds"_s, u"2"_s},
                                     {u"allowWatchBookmarks"_s, allow},
                                     {u"resourceVersion"_s, now}});
        tests::Exchange exchange;
        return exchange.run(*served.client, request) ? exchange.body() : QByteArray();
    };
    const QByteArray body = lines(u"true"_s);
    QVERIFY2(body.startsWith("{\"type\":\"BOOKMARK\""), body.constData());
    QVERIFY(body.contains("\"resourceVersion\":\"" + now.toLatin1() + '"'));
    QCOMPARE(lines(u"false"_s), QByteArray());
}

void TestSandboxServer::cutsWhoDoesNotRead()
{
    ApiServer::Settings given = settings();
    given.stallTimeout = 300ms;
    Served served(given, std::make_unique<Churn>(Churn::Size{.nodes = 100, .pods = 8'000}));
    QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
    ssl.setPeerVerifyMode(QSslSocket::VerifyNone);
    QSslSocket socket;
    socket.setSslConfiguration(ssl);
    socket.setReadBufferSize(1'024);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, served.server.port());
    QTRY_VERIFY_WITH_TIMEOUT(socket.isEncrypted(), 30'000);
    socket.write("GET /api/v1/pods?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan HTTP/1.1\r\n"
                 "Host: x\r\nAuthorization: Bearer " +
                 token + "\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(socket.bytesAvailable() > 0, 30'000);
    QCOMPARE(served.server.connections(), std::size_t(1));
    QTRY_COMPARE_WITH_TIMEOUT(served.server.connections(), std::size_t(0), 30'000);
}

void TestSandboxServer::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("no HTTP") << QByteArray("hello there\r\n\r\n") << QByteArray("400");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /version HTTP/1.0\r\n\r\n") << QByteArray("505");
    QTest::newRow("endless headers") << "GET / HTTP/1.1\r\nX: " + QByteArray(40'000, 'x') << QByteArray("431");
    QTest::newRow("a large body") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n")
                                  << QByteArray("413");
}

void TestSandboxServer::refusesWhatIsNoRequest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, status);
    Served served;
    QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
    ssl.setPeerVerifyMode(QSslSocket::VerifyNone);
    QSslSocket socket;
    socket.setSslConfiguration(ssl);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, served.server.port());
    QTRY_VERIFY_WITH_TIMEOUT(socket.isEncrypted(), 30'000);
    socket.write(bytes);
    QByteArray answer;
    QTRY_VERIFY_WITH_TIMEOUT((answer += socket.readAll()).contains("\r\n\r\n"), 30'000);
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status + ' '), answer.constData());
    QTRY_COMPARE_WITH_TIMEOUT(served.server.connections(), std::size_t(0), 30'000);
}

void TestSandboxServer::refusesConnectionsForAWhile()
{
    Served served(settings({{{.what = What::RefuseConnections, .lasts = 1'200ms}}, {}}));
    const quint16 port = served.server.port();
    Follower follower(*served.client);
    follower.reflector.start();
    QTRY_VERIFY_WITH_TIMEOUT(!served.server.isListening(), 10'000);
    QCOMPARE(served.server.connections(), std::size_t(0));
    QTRY_VERIFY_WITH_TIMEOUT(served.server.isListening(), 10'000);
    QCOMPARE(served.server.port(), port);
    QTRY_VERIFY_WITH_TIMEOUT(follower.isEqualTo(served.cluster()), 30'000);
}

//! What fairlead --sandbox starts, read as any other kubeconfig.
void TestSandboxServer::writesAKubeconfig()
{
    QString path;
    {
        Sandbox sandbox(Sandbox::exampleClusters());
        QVERIFY(sandbox.start());
        path = sandbox.writeKubeconfig();
        QVERIFY(!path.isEmpty());
        QCOMPARE(QFileInfo(path).permissions() & QFileDevice::Permissions(0x0077), QFileDevice::Permissions());
        QCOMPARE(QFileInfo(QFileInfo(path).path()).permissions() & QFileDevice::Permissions(0x0077),
                 QFileDevice::Permissions());
        const kubernetes::Kubeconfig config = kubernetes::loadKubeconfig({.explicitFiles = {path}});
        QVERIFY(config.problems.empty());
        QStringList names;
        for (const kubernetes::Context &context : config.contexts) {
            names << context.name;
            QVERIFY(!context.problem);
            transport::HttpClient client(
                context.endpoint,
                std::make_unique<transport::StaticCredentials>(transport::Credentials{"Bearer " + context.auth.token}),
                "test");
            tests::Exchange exchange;
            QVERIFY(exchange.run(client, {.path = u"/api/v1/nodes"_s}));
            QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
            QVERIFY(exchange.body().size() > 10'000);
        }
        QCOMPARE(names, QStringList({u"sandbox-training"_s, u"sandbox-research"_s, u"sandbox-flaky"_s}));
    }
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY(!QFileInfo::exists(QFileInfo(path).path()));
}

QTEST_GUILESS_MAIN(TestSandboxServer)
#include "tst_sandboxserver.moc"
