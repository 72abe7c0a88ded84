// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"
#include "models/gpus/gpunames.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

kubernetes::PodPtr podOf(const QString &namespaceName, const QString &name, const QString &node, int gpus)
{
    auto pod = makePod(name, node, gpus);
    pod->namespaceName = namespaceName;
    return pod;
}

} // namespace

class TestGpuNames : public QObject
{
    Q_OBJECT
private slots:
    void namesEachHolderOnceAndEveryWaitingPod()
    {
        ConsoleModels models;
        auto other = makeEntry(u"lab"_s, ConnectionState::Live);
        other.context.endpoint.server = QUrl(u"https://127.0.0.2:6443"_s); // another cluster
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live), other}, {});
        FakeCluster prod;
        FakeCluster lab;
        for (FakeCluster *cluster : {&prod, &lab}) {
            cluster->put(makeNode(u"gpu-1"_s, 8));
            cluster->put(makeNode(u"plain"_s, 0));
            cluster->put(podOf(u"team-10"_s, u"a"_s, u"gpu-1"_s, 1));
        }
        prod.put(podOf(u"team-9"_s, u"b"_s, u"gpu-1"_s, 1));
        prod.put(podOf(u"team-9"_s, u"c"_s, u"gpu-1"_s, 2));
        prod.put(podOf(u"idle"_s, u"d"_s, u"plain"_s, 0)); // no device, no holder
        lab.put(podOf(u"speech"_s, u"asr-0"_s, {}, 4));
        models.applyDelta(u"prod"_s, prod.takeDelta());
        models.applyDelta(u"lab"_s, lab.takeDelta());
        models.nodes.setFilterText(u"nothing has this name"_s);
        models.waiting.setFilterText(u"nothing has this name"_s);
        models.flush();

        const GpuNames names = GpuNames::of(models.gpuAnswers());
        QCOMPARE(names.holders, (QStringList{u"team-9"_s, u"team-10"_s}));
        QCOMPARE(names.waiting.size(), 1U);
        QCOMPARE(names.waiting[0].title, u"speech / asr-0 · lab"_s);
        const auto pod = models.waiting.pod(names.waiting[0].key);
        QVERIFY(pod);
        QCOMPARE(pod->pod->name, u"asr-0"_s);
    }

    void nobodyIsNamedWhereNothingIsKnown()
    {
        const GpuNames names = GpuNames::of({});
        QVERIFY(names.holders.isEmpty() && names.waiting.empty());
    }
};

QTEST_GUILESS_MAIN(TestGpuNames)
#include "tst_gpunames.moc"
