// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/clusterlook.h"
#include "backends/runs/groupfit.h"
#include "backends/runs/nodematch.h"
#include "generatedpods.h"
#include "trialbed.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <map>

using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint32 Seed = 20260809;
constexpr int Islands = 16;
constexpr int Batches = 22;
constexpr int Patience = 60'000;
const QString Namespace = u"fit-placement"_s;

//! Some equal pods that are asked for at once on one island, and what we say about them.
struct Case
{
    int island = 0;
    int pods = 1;
    QJsonObject podTemplate;
    std::int64_t copies = 0; //!< that fit now, as we say
    QStringList nodes;       //!< of these

    QString text() const { return QString::fromUtf8(QJsonDocument(podTemplate).toJson(QJsonDocument::Compact)); }
};

//! The scheduler asks for taints alone: who tolerates all of them gets a node that is not ready, where nothing starts.
//! We say that it does not fit now; this is the one thing in which we mean to differ.
bool isLostAndTolerated(const PodDemand &demand, const accelerators::NodeAvailability &node)
{
    const auto isTaintTolerated = [&demand](const kubernetes::Taint &taint) {
        return taint.effect == "PreferNoSchedule"_L1 || isTolerated(demand, taint);
    };
    return !node.isReady && std::all_of(node.node->taints.begin(), node.node->taints.end(), isTaintTolerated);
}

} // namespace

//! The real scheduler places pods where we say that they fit, as many of them as we say, and no others.
class TestPlacementServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void schedulerAgrees();

private:
    std::vector<accelerators::NodeAvailability> look();
    //! Names of those that are not ready.
    static QStringList lost(const std::vector<accelerators::NodeAvailability> &nodes);
    void judge(Case &tried, const std::vector<accelerators::NodeAvailability> &nodes) const;
    static bool launch(const std::vector<Case> &cases, int batch);
    //! Nodes by case, as soon as the scheduler has looked at every pod; empty texts: it found none.
    static std::map<int, QStringList> placed(int batch, std::size_t pods);
    static QString disagreement(const Case &tried, const QStringList &nodes);

    QTemporaryDir m_folder;
    std::unique_ptr<transport::HttpClient> m_http;
};

void TestPlacementServer::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
    const kubernetes::Context context = bedContext(u"bed-a"_s);
    m_http = std::make_unique<transport::HttpClient>(context.endpoint, kubernetes::makeCredentialSource(context, {}),
                                                     "fairlead-test");
    QFile scenario(m_folder.filePath(u"fit.yaml"_s));
    QVERIFY(scenario.open(QIODevice::WriteOnly));
    scenario.write("nodes:\n");
    for (int island = 0; island < Islands; ++island)
        scenario.write(islandNodes(island));
    scenario.close();
    QVERIFY(bed({u"load"_s, scenario.fileName()}));
    QVERIFY(admin({u"create"_s, u"ns"_s, Namespace}));
    QTRY_VERIFY_WITH_TIMEOUT(admin({u"-n"_s, Namespace, u"get"_s, u"sa"_s, u"default"_s}), Patience);
    // Nodes come with taints that the controller takes away.
    const auto haveSettled = [this] {
        int ready = 0;
        for (const accelerators::NodeAvailability &node : look()) {
            const bool isOurs = !node.node->label(IslandLabel).isEmpty();
            const auto isState = [](const kubernetes::Taint &taint) { return taint.key.endsWith("not-ready"_L1); };
            const bool isTainted = std::any_of(node.node->taints.begin(), node.node->taints.end(), isState);
            ready += isOurs && isTainted != node.isReady ? 1 : 0;
        }
        return ready == 10 * Islands;
    };
    QTRY_VERIFY_WITH_TIMEOUT(haveSettled(), Patience);
}

void TestPlacementServer::cleanupTestCase()
{
    admin({u"delete"_s, u"ns"_s, Namespace, u"--wait=true"_s});
    bed({u"load"_s, u"--delete"_s, m_folder.filePath(u"fit.yaml"_s)});
}

std::vector<accelerators::NodeAvailability> TestPlacementServer::look()
{
    ClusterLook look(*m_http, 20s);
    QSignalSpy finished(&look, &ClusterLook::finished);
    look.start();
    return finished.wait(Patience) ? look.nodes() : std::vector<accelerators::NodeAvailability>();
}

QStringList TestPlacementServer::lost(const std::vector<accelerators::NodeAvailability> &nodes)
{
    QStringList names;
    for (const accelerators::NodeAvailability &node : nodes) {
        if (!node.isReady)
            names += node.node->name;
    }
    return names;
}

void TestPlacementServer::judge(Case &tried, const std::vector<accelerators::NodeAvailability> &nodes) const
{
    GroupWish wish{.demand = podDemand(tried.podTemplate), .gpu = {}, .asks = {}, .limits = {}};
    for (const accelerators::NodeAvailability &node : nodes) {
        auto row = std::make_shared<accelerators::NodeRow>();
        row->availability = node;
        NodeGroup group;
        group.nodes = {row};
        const GroupFit fit = groupFit(group, wish);
        QCOMPARE(nodeFit(wish.demand, node).when == NodeFit::When::Now, fit.when() == NodeFit::When::Now);
        tried.copies += fit.copies;
        tried.nodes += fit.nowOn;
        accelerators::NodeAvailability alive = node;
        alive.isReady = true;
        if (!isLostAndTolerated(wish.demand, node) || !obstacles(wish.demand, alive).empty())
            continue;
        tried.copies += copies(wish.demand, node, Fill::Now);
        tried.nodes += node.node->name;
    }
}

bool TestPlacementServer::launch(const std::vector<Case> &cases, int batch)
{
    QJsonArray items;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        for (int n = 0; n < cases[i].pods; ++n) {
            QJsonObject pod = cases[i].podTemplate;
            QJsonObject metadata = pod.value(u"metadata"_s).toObject();
            QJsonObject labels = metadata.value(u"labels"_s).toObject();
            labels.insert(u"case"_s, QString::number(i));
            labels.insert(u"batch"_s, QString::number(batch));
            metadata.insert(u"labels"_s, labels);
            metadata.insert(u"generateName"_s, u"case-%1-"_s.arg(i));
            metadata.insert(u"namespace"_s, Namespace);
            pod.insert(u"metadata"_s, metadata);
            pod.insert(u"apiVersion"_s, u"v1"_s);
            pod.insert(u"kind"_s, u"Pod"_s);
            items.append(pod);
        }
    }
    const QJsonObject list{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}};
    return admin({u"create"_s, u"-f"_s, u"-"_s}, QJsonDocument(list).toJson(QJsonDocument::Compact));
}

std::map<int, QStringList> TestPlacementServer::placed(int batch, std::size_t pods)
{
    std::map<int, QStringList> nodes;
    const QByteArray text =
        kubectlOutput({u"-n"_s, Namespace, u"get"_s, u"pods"_s, u"-l"_s, u"batch=%1"_s.arg(batch), u"-o"_s, u"json"_s});
    const QJsonArray items = QJsonDocument::fromJson(text).object().value(u"items"_s).toArray();
    if (std::size_t(items.size()) != pods)
        return {};
    for (const QJsonValue item : items) {
        const QString node = item[u"spec"_s][u"nodeName"_s].toString();
        bool hasAnswer = !node.isEmpty();
        for (const QJsonValue condition : item[u"status"_s][u"conditions"_s].toArray())
            hasAnswer =
                hasAnswer || (condition[u"type"_s] == "PodScheduled"_L1 && condition[u"status"_s] == "False"_L1);
        if (!hasAnswer)
            return {};
        nodes[item[u"metadata"_s][u"labels"_s][u"case"_s].toString().toInt()] += node;
    }
    return nodes;
}

QString TestPlacementServer::disagreement(const Case &tried, const QStringList &nodes)
{
    QStringList got = nodes;
    got.removeAll(QString());
    const qsizetype expected = std::min<qsizetype>(tried.pods, tried.copies);
    if (got.size() != expected)
        return u"%1 of %2 pods got a node (%3), and we say %4 (%5): %6"_s.arg(got.size())
            .arg(tried.pods)
            .arg(got.join(u", "_s))
            .arg(tried.copies)
            .arg(tried.nodes.join(u", "_s), tried.text());
    for (const QString &node : got) {
        if (!tried.nodes.contains(node))
            return u"a pod is on %1, and we say %2: %3"_s.arg(node, tried.nodes.join(u", "_s), tried.text());
    }
    return {};
}

void TestPlacementServer::schedulerAgrees()
{
    qInfo("seed %u", Seed);
    PodGenerator generator(Seed);
    QStringList disagreements;
    int fitting = 0;
    int all = 0;
    int repeated = 0;
    const QStringList remove{u"-n"_s, Namespace, u"delete"_s, u"pods"_s};
    for (int batch = 0; batch < Batches; ++batch) {
        const std::vector<accelerators::NodeAvailability> nodes = look();
        QVERIFY(!nodes.empty());
        std::vector<Case> cases;
        std::size_t pods = 0;
        for (int island = 0; island < Islands; ++island) {
            Case tried{.island = island, .pods = generator.chance(30) ? generator.number(2, 5) : 1};
            tried.podTemplate = generator.podTemplate(island);
            judge(tried, nodes);
            pods += std::size_t(tried.pods);
            cases.push_back(std::move(tried));
        }
        QVERIFY(launch(cases, batch));
        std::map<int, QStringList> found;
        QTRY_VERIFY_WITH_TIMEOUT(!(found = placed(batch, pods)).empty(), Patience);
        // A machine too busy for the heartbeats of simulated nodes: the scheduler saw others than we did.
        if (lost(look()) != lost(nodes)) {
            QVERIFY2(++repeated <= Batches, "the nodes do not stay what they are");
            QVERIFY(admin(remove + QStringList{u"--all"_s}));
            --batch;
            continue;
        }
        for (std::size_t i = 0; i < cases.size(); ++i) {
            ++all;
            fitting += cases[i].copies > 0 ? 1 : 0;
            if (const QString text = disagreement(cases[i], found[int(i)]); !text.isEmpty())
                disagreements += text;
        }
        // What found no node goes; the others stay, and fill the nodes, until these are emptied now and then.
        const bool empties = batch % 6 == 5;
        QVERIFY(
            admin(remove + (empties ? QStringList{u"--all"_s} : QStringList{u"--field-selector=spec.nodeName="_s})));
    }
    qInfo("%d cases, %d of them fit, %d disagreements, %d batches again", all, fitting, int(disagreements.size()),
          repeated);
    QVERIFY2(disagreements.isEmpty(), qPrintable(disagreements.join(u'\n')));
    QVERIFY(all >= 300 && fitting >= all / 5 && fitting <= all * 9 / 10);
}

QTEST_GUILESS_MAIN(TestPlacementServer)
#include "tst_placement_server.moc"
