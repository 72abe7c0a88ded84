// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/effectiverequest.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <random>
#include <string>

using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;

namespace {

using Amounts = std::initializer_list<std::pair<const char *, const char *>>;

ResourceList list(Amounts amounts)
{
    ResourceList result;
    for (const auto &[name, text] : amounts)
        result.set(QString::fromLatin1(name), Quantity::parse(text).value());
    return result;
}

ContainerResources container(Amounts requests)
{
    return {list(requests), {}, {}, false};
}

ContainerResources sidecar(Amounts requests)
{
    return {list(requests), {}, {}, true};
}

ContainerResources resized(Amounts requests, Amounts actual, Amounts allocated)
{
    return {list(requests), list(actual), list(allocated), false};
}

QString text(const ResourceList &resources)
{
    QStringList result;
    for (const auto &[name, amount] : resources)
        result += u"%1=%2"_s.arg(name).arg(amount.milliValue());
    return result.join(u' ');
}

} // namespace

Q_DECLARE_METATYPE(fairlead::kubernetes::PodResources)

class TestEffectiveRequest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void adds_data();
    void adds();
    void equalsALifeOfThePod();
};

//! Expected amounts are in thousandths.
void TestEffectiveRequest::adds_data()
{
    QTest::addColumn<PodResources>("pod");
    QTest::addColumn<QString>("expected");

    QTest::newRow("nothing") << PodResources{} << QString();
    QTest::newRow("containers add up") << PodResources{.containers = {container({{"cpu", "1"}}),
                                                                      container(
                                                                          {{"cpu", "500m"}, {"nvidia.com/gpu", "2"}})}}
                                       << u"cpu=1500 nvidia.com/gpu=2000"_s;
    QTest::newRow("skypilot 2.1, dstack 2.1: init containers ignored")
        << PodResources{.initContainers = {container({{"nvidia.com/gpu", "4"}, {"cpu", "100m"}})},
                        .containers = {container({{"nvidia.com/gpu", "1"}, {"cpu", "1"}})}}
        << u"cpu=1000 nvidia.com/gpu=4000"_s;
    QTest::newRow("init containers run one after the other")
        << PodResources{.initContainers = {container({{"cpu", "2"}}), container({{"cpu", "3"}})},
                        .containers = {container({{"cpu", "1"}})}}
        << u"cpu=3000"_s;
    QTest::newRow("skypilot 2.1: sidecars ignored")
        << PodResources{.initContainers = {sidecar({{"cpu", "1"}})}, .containers = {container({{"cpu", "1"}})}}
        << u"cpu=2000"_s;
    QTest::newRow("sidecar before an init container runs beside it")
        << PodResources{.initContainers = {sidecar({{"cpu", "1"}}), container({{"cpu", "5"}})},
                        .containers = {container({{"cpu", "1"}})}}
        << u"cpu=6000"_s;
    QTest::newRow("sidecar after an init container does not")
        << PodResources{.initContainers = {container({{"cpu", "5"}}), sidecar({{"cpu", "1"}})},
                        .containers = {container({{"cpu", "1"}})}}
        << u"cpu=5000"_s;
    QTest::newRow("skypilot 2.1: pod overhead ignored")
        << PodResources{.containers = {container({{"cpu", "1"}})}, .overhead = list({{"cpu", "250m"}, {"memory", "1"}})}
        << u"cpu=1250 memory=1000"_s;
    QTest::newRow("overhead comes after the maximum") << PodResources{.initContainers = {container({{"cpu", "4"}})},
                                                                      .containers = {container({{"cpu", "1"}})},
                                                                      .overhead = list({{"cpu", "1"}})}
                                                      << u"cpu=5000"_s;
    QTest::newRow("half a byte is a byte, once for each pod")
        << PodResources{.containers = {container({{"memory", "1500m"}}), container({{"memory", "1800m"}})},
                        .overhead = list({{"memory", "100m"}})}
        << u"memory=4000"_s;
    QTest::newRow("cpu is counted in thousandths")
        << PodResources{.containers = {container({{"cpu", "1500u"}}), container({{"cpu", "1m"}})}} << u"cpu=3"_s;
    QTest::newRow("a zero is a request") << PodResources{.containers = {container({{"cpu", "0"}})}} << u"cpu=0"_s;

    QTest::newRow("skypilot 2.1: pod-level resources ignored")
        << PodResources{.containers = {container({{"cpu", "1"}, {"nvidia.com/gpu", "1"}})},
                        .podRequests = list({{"cpu", "4"}, {"memory", "8"}, {"hugepages-2Mi", "2"}})}
        << u"cpu=4000 hugepages-2Mi=2000 memory=8000 nvidia.com/gpu=1000"_s;
    QTest::newRow("pod level replaces, be it less")
        << PodResources{.containers = {container({{"cpu", "3"}})}, .podRequests = list({{"cpu", "2"}})}
        << u"cpu=2000"_s;
    QTest::newRow("pod level speaks of cpu, memory and hugepages only")
        << PodResources{.containers = {container({{"cpu", "1"}})}, .podRequests = list({{"nvidia.com/gpu", "8"}})}
        << u"cpu=1000"_s;
    QTest::newRow("overhead on top of the pod level") << PodResources{.containers = {container({{"cpu", "1"}})},
                                                                      .overhead = list({{"cpu", "500m"}}),
                                                                      .podRequests = list({{"cpu", "2"}})}
                                                      << u"cpu=2500"_s;
    QTest::newRow("pod level in resize") << PodResources{.podRequests = list({{"cpu", "2"}, {"memory", "4"}}),
                                                         .podActualRequests = list({{"cpu", "3"}}),
                                                         .podAllocated = list({{"cpu", "1"}, {"memory", "5"}})}
                                         << u"cpu=3000 memory=5000"_s;
    QTest::newRow("pod level, infeasible resize") << PodResources{.podRequests = list({{"cpu", "8"}}),
                                                                  .podActualRequests = list({{"cpu", "2"}}),
                                                                  .podAllocated = list({{"cpu", "1"}}),
                                                                  .isResizeInfeasible = true}
                                                  << u"cpu=2000"_s;
    QTest::newRow("pod level allocation alone is not looked at")
        << PodResources{.podRequests = list({{"cpu", "2"}}), .podAllocated = list({{"cpu", "9"}})} << u"cpu=2000"_s;

    QTest::newRow("resize up: the wish counts")
        << PodResources{.containers = {resized({{"cpu", "4"}}, {{"cpu", "1"}}, {{"cpu", "2"}})}} << u"cpu=4000"_s;
    QTest::newRow("resize down: what it still has counts")
        << PodResources{.containers = {resized({{"cpu", "1"}}, {{"cpu", "4"}}, {{"cpu", "1"}})}} << u"cpu=4000"_s;
    QTest::newRow("resize: allocated counts")
        << PodResources{.containers = {resized({{"cpu", "1"}}, {{"cpu", "1"}}, {{"cpu", "3"}})}} << u"cpu=3000"_s;
    QTest::newRow("infeasible resize: the wish does not count")
        << PodResources{.containers = {resized({{"cpu", "64"}}, {{"cpu", "1"}}, {{"cpu", "2"}})},
                        .isResizeInfeasible = true}
        << u"cpu=2000"_s;
    QTest::newRow("each resource by itself")
        << PodResources{.containers = {resized({{"cpu", "4"}, {"nvidia.com/gpu", "1"}}, {{"cpu", "1"}, {"memory", "9"}},
                                               {})}}
        << u"cpu=4000 memory=9000 nvidia.com/gpu=1000"_s;
    ContainerResources allocatedOnly = container({{"cpu", "1"}});
    allocatedOnly.allocatedResources = list({{"cpu", "5"}});
    QTest::newRow("allocation without actual resources is not looked at")
        << PodResources{.containers = {allocatedOnly}} << u"cpu=1000"_s;
    ContainerResources resizedSidecar = resized({{"cpu", "1"}}, {{"cpu", "3"}}, {});
    resizedSidecar.isSidecar = true;
    QTest::newRow("a sidecar can be resized")
        << PodResources{.initContainers = {resizedSidecar, container({{"cpu", "2"}})},
                        .containers = {container({{"cpu", "1"}})}}
        << u"cpu=5000"_s;
    QTest::newRow("an init container cannot")
        << PodResources{.initContainers = {resized({{"cpu", "2"}}, {{"cpu", "9"}}, {})}} << u"cpu=2000"_s;
}

void TestEffectiveRequest::adds()
{
    QFETCH(PodResources, pod);
    QTEST(text(effectiveRequest(pod)), "expected");
}

//! The same by living through the Pod: which containers run together at each moment, and the most of every resource.
void TestEffectiveRequest::equalsALifeOfThePod()
{
    const unsigned seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                              ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                              : std::random_device()();
    qInfo("FAIRLEAD_TEST_SEED=%u", seed);
    std::mt19937 random(seed);
    const auto upTo = [&random](int n) { return std::uniform_int_distribution<int>(0, n)(random); };
    const std::vector<std::string> names = {"cpu", "memory", "hugepages-1Gi", "nvidia.com/gpu"};
    const auto randomList = [&] {
        ResourceList result;
        for (const std::string &name : names) {
            if (upTo(2) == 0)
                result.set(QString::fromStdString(name), Quantity::fromUnits(upTo(9)));
        }
        return result;
    };
    const auto randomOptional = [&] { return upTo(2) == 0 ? std::optional(randomList()) : std::nullopt; };
    const auto amountOf = [](const ResourceList &resources, const std::string &name) {
        return static_cast<int>(resources.value(QString::fromStdString(name)).value());
    };

    for (int round = 0; round < 5000; ++round) {
        PodResources pod;
        for (int i = upTo(4); i > 0; --i)
            pod.initContainers.push_back({randomList(), randomOptional(), randomOptional(), upTo(1) == 0});
        for (int i = upTo(3); i > 0; --i)
            pod.containers.push_back({randomList(), randomOptional(), randomOptional(), false});
        pod.overhead = randomList();
        pod.podRequests = randomOptional();
        pod.podActualRequests = randomOptional();
        pod.podAllocated = randomOptional();
        pod.isResizeInfeasible = upTo(3) == 0;

        const ResourceList result = effectiveRequest(pod);
        for (const std::string &name : names) {
            const auto takes = [&](const ContainerResources &c, bool canResize) {
                if (!canResize || !c.actualRequests)
                    return amountOf(c.requests, name);
                const int wish = pod.isResizeInfeasible ? 0 : amountOf(c.requests, name);
                return std::max({wish, amountOf(*c.actualRequests, name),
                                 c.allocatedResources ? amountOf(*c.allocatedResources, name) : 0});
            };
            int most = 0;
            for (std::size_t moment = 0; moment <= pod.initContainers.size(); ++moment) {
                int running = 0;
                for (std::size_t i = 0; i < pod.initContainers.size(); ++i) {
                    const bool isSidecar = pod.initContainers[i].isSidecar;
                    if ((isSidecar && i <= moment) || (!isSidecar && i == moment))
                        running += takes(pod.initContainers[i], isSidecar);
                }
                if (moment == pod.initContainers.size()) {
                    for (const ContainerResources &c : pod.containers)
                        running += takes(c, true);
                }
                most = std::max(most, running);
            }
            const bool isPodLevel =
                name != "nvidia.com/gpu" && pod.podRequests && pod.podRequests->contains(QString::fromStdString(name));
            if (isPodLevel)
                most = takes({*pod.podRequests, pod.podActualRequests, pod.podAllocated, false}, true);
            QCOMPARE(amountOf(result, name), most + amountOf(pod.overhead, name));
        }
    }
}

QTEST_GUILESS_MAIN(TestEffectiveRequest)
#include "tst_effectiverequest.moc"
