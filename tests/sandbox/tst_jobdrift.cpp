// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/sandbox/churn.h"
#include "backends/sandbox/jobdrift.h"
#include "backends/sandbox/objectencoder.h"
#include "backends/sandbox/sites.h"

#include <QCryptographicHash>
#include <QTest>

using namespace fairlead;
using namespace fairlead::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto start = std::chrono::system_clock::time_point(1'790'000'000s);

QByteArray fingerprint(const SimulatedCluster &cluster)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto &[name, node] : cluster.nodes())
        hash.addData(EncodedObject(node, 1).bytes(Encoding::Protobuf));
    for (const auto &[key, pod] : cluster.pods())
        hash.addData(EncodedObject(pod, 1).bytes(Encoding::Protobuf));
    return hash.result().toHex();
}

//! Empty when the books agree with the Pods and no Node has given away more than it has.
QString bookError(const SimulatedCluster &cluster)
{
    std::map<QString, kubernetes::ResourceList> sums;
    for (const auto &[key, pod] : cluster.pods()) {
        if (pod->occupiesNode())
            sums[pod->nodeName].add(requestOf(*pod));
    }
    for (const auto &[name, node] : cluster.nodes()) {
        const kubernetes::ResourceList requested = cluster.requested(name);
        for (const auto &[resource, amount] : sums[name]) {
            if (requested.value(resource) != amount)
                return u"%1: wrong sum of %2"_s.arg(name, resource);
        }
        for (const auto &[resource, amount] : requested) {
            if (amount > node->allocatable.value(resource))
                return u"%1 is over-committed in %2"_s.arg(name, resource);
            if (amount != sums[name].value(resource))
                return u"%1: %2 is booked for nobody"_s.arg(name, resource);
        }
    }
    return {};
}

Site siteNamed(const QString &name)
{
    return name == u"training"_s ? trainingSite() : name == u"research"_s ? researchSite() : flakySite();
}

} // namespace

class TestJobDrift : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void neverOvercommits_data();
    void neverOvercommits();
    void repeatsItself();
    void showsEverything();
    void sleepsWell();
    void churnKeepsItsSize();
};

void TestJobDrift::neverOvercommits_data()
{
    QTest::addColumn<QString>("site");
    for (const char *site : {"training", "research", "flaky"})
        QTest::newRow(site) << QString::fromLatin1(site);
}

void TestJobDrift::neverOvercommits()
{
    QFETCH(QString, site);
    JobDrift drift(siteNamed(site));
    drift.begin(start);
    QVERIFY(drift.cluster().pods().size() > 20);
    for (int minute = 0; minute < 240; ++minute) {
        const QString error = bookError(drift.cluster());
        QVERIFY2(error.isEmpty(), qPrintable(u"after %1 min: %2"_s.arg(minute).arg(error)));
        drift.advance(start + std::chrono::minutes(minute));
    }
}

void TestJobDrift::repeatsItself()
{
    const auto history = [](std::uint64_t seed) {
        Site site = researchSite();
        site.seed = seed;
        JobDrift drift(site);
        drift.begin(start);
        drift.advance(start + 10min);
        return fingerprint(drift.cluster());
    };
    QCOMPARE(history(5), history(5));
    QVERIFY(history(5) != history(6));

    JobDrift once(flakySite()); // in one step or in many
    once.begin(start);
    once.advance(start + 90s);
    JobDrift often(flakySite());
    often.begin(start);
    for (int second = 1; second <= 90; ++second)
        often.advance(start + std::chrono::seconds(second));
    QCOMPARE(fingerprint(often.cluster()), fingerprint(once.cluster()));
}

//! Within a working day all that the console has to show happens.
void TestJobDrift::showsEverything()
{
    JobDrift drift(trainingSite());
    drift.begin(start);
    QSet<QString> seen;
    for (int i = 0; i < 8 * 60 * 2; ++i) {
        drift.advance(start + i * 30s);
        for (const auto &change : drift.cluster().takePodChanges()) {
            const SimulatedPod &pod = *change.object;
            if (change.type == Change<SimulatedPod>::Type::Deleted)
                seen << u"gone"_s;
            if (pod.deleted != 0 && pod.occupiesNode())
                seen << u"releasing"_s;
            if (pod.waitingMessage.contains(u"Insufficient nvidia.com/gpu"_s))
                seen << u"waiting"_s;
            if (!pod.nodeName.isEmpty())
                seen << kubernetes::toString(pod.phase);
        }
        for (const auto &change : drift.cluster().takeNodeChanges()) {
            const SimulatedNode &node = *change.object;
            const QString gpu = u"nvidia.com/gpu"_s;
            if (node.isCordoned && node.name != u"h100-17"_s)
                seen << u"cordoned"_s;
            if (node.allocatable.value(gpu) < node.capacity.value(gpu))
                seen << u"unhealthy"_s;
        }
    }
    for (const QString &what : {u"gone"_s, u"releasing"_s, u"waiting"_s, u"Pending"_s, u"Running"_s, u"Succeeded"_s,
                                u"Failed"_s, u"cordoned"_s, u"unhealthy"_s})
        QVERIFY2(seen.contains(what), qPrintable(what));
}

//! A machine that slept for a week does not make up for it second by second.
void TestJobDrift::sleepsWell()
{
    JobDrift drift(flakySite());
    drift.begin(start);
    QElapsedTimer timer;
    timer.start();
    drift.advance(start + std::chrono::hours(24 * 7));
    QCOMPARE(bookError(drift.cluster()), QString());
    QVERIFY(timer.elapsed() < 20'000); // 600,000 steps take minutes
}

void TestJobDrift::churnKeepsItsSize()
{
    Churn churn({.nodes = 50, .pods = 500, .eventsPerSecond = 1'000, .seed = 3});
    churn.begin(start);
    QCOMPARE(churn.cluster().nodes().size(), std::size_t(50));
    QCOMPARE(churn.cluster().pods().size(), std::size_t(500));
    QCOMPARE(bookError(churn.cluster()), QString());
    churn.cluster().takePodChanges();
    std::size_t events = 0;
    for (int i = 1; i <= 100; ++i) {
        churn.advance(start + i * 20ms);
        events += churn.cluster().takePodChanges().size();
    }
    QVERIFY2(events >= 1'990 && events <= 2'010, qPrintable(QString::number(events)));
    QCOMPARE(churn.cluster().pods().size(), std::size_t(500));
    QCOMPARE(bookError(churn.cluster()), QString());
}

QTEST_GUILESS_MAIN(TestJobDrift)
#include "tst_jobdrift.moc"
