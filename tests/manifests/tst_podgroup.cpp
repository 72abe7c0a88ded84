// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/podgroup.h"
#include "nodecases.h"
#include "yamlobjects.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

const QString Coscheduling = u"scheduling.x-k8s.io/v1alpha1"_s;
const QString Volcano = u"scheduling.volcano.sh/v1beta1"_s;

} // namespace

//! Who starts several nodes together.
class TestPodGroup : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void choice_data()
    {
        QTest::addColumn<QString>("scheduler");
        QTest::addColumn<QStringList>("served");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a cluster without") << QString() << QStringList() << QString();
        QTest::newRow("another API") << QString() << QStringList{u"scheduling.x-k8s.io/v1"_s} << QString();
        QTest::newRow("the cluster's own scheduler may have the plugin")
            << QString() << QStringList{Volcano, Coscheduling} << Coscheduling;
        QTest::newRow("one with the plugin") << u"packer"_s << QStringList{Coscheduling} << Coscheduling;
        QTest::newRow("Volcano's") << u"volcano"_s << QStringList{Coscheduling, Volcano} << Volcano;
        QTest::newRow("Volcano's goes by no other") << u"volcano"_s << QStringList{Coscheduling} << QString();
        QTest::newRow("nobody else goes by Volcano's") << u"packer"_s << QStringList{Volcano} << QString();
    }
    void choice()
    {
        QFETCH(QString, scheduler);
        QFETCH(QStringList, served);
        QTEST(podGroupApi(scheduler, served), "expected");
    }

    void coscheduling()
    {
        const auto manifest =
            jobManifest(configOf("kubernetes: {schedulerName: packer}"), launchOn(4, Coscheduling), PodSchema());
        QVERIFY(manifest);
        QCOMPARE(manifest->podGroup["apiVersion"_L1].toString(), Coscheduling);
        QCOMPARE(manifest->podGroup["kind"_L1].toString(), u"PodGroup"_s);
        QCOMPARE(text(manifest->podGroup["spec"_L1]), text(objectOf("{minMember: 4}")));
        const QJsonValue pod = manifest->job["spec"_L1]["template"_L1];
        QCOMPARE(pod["metadata"_L1]["labels"_L1]["scheduling.x-k8s.io/pod-group"_L1].toString(), u"job-1"_s);
        QCOMPARE(pod["spec"_L1]["schedulerName"_L1].toString(), u"packer"_s);
    }

    void volcano_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("scheduler");
        QTest::newRow("the config says no other") << "engine: kubernetes"_ba << u"volcano"_s;
        QTest::newRow("it may be called otherwise") << "kubernetes: {schedulerName: lava}"_ba << u"lava"_s;
    }
    void volcano()
    {
        QFETCH(QByteArray, config);
        const auto manifest = jobManifest(configOf(config), launchOn(4, Volcano), PodSchema());
        QVERIFY(manifest);
        QCOMPARE(manifest->podGroup["apiVersion"_L1].toString(), Volcano);
        QCOMPARE(text(manifest->podGroup["spec"_L1]), text(objectOf("{minMember: 4}")));
        const QJsonValue pod = manifest->job["spec"_L1]["template"_L1];
        QCOMPARE(pod["metadata"_L1]["annotations"_L1]["scheduling.k8s.io/group-name"_L1].toString(), u"job-1"_s);
        QTEST(pod["spec"_L1]["schedulerName"_L1].toString(), "scheduler");
    }

    //! It holds the whole Job back, and wants to be given it so.
    void kueue()
    {
        const auto manifest =
            jobManifest(configOf("kubernetes: {queueName: team}"), launchOn(4, Coscheduling), PodSchema());
        QVERIFY(manifest);
        QVERIFY(manifest->podGroup.isEmpty());
        QVERIFY(manifest->job["spec"_L1]["suspend"_L1].toBool());
        QCOMPARE(manifest->job["metadata"_L1]["labels"_L1]["kueue.x-k8s.io/queue-name"_L1].toString(), u"team"_s);
    }

    void nobody()
    {
        const auto manifest = jobManifest(configOf("engine: kubernetes"), launchOn(4), PodSchema());
        QVERIFY(manifest);
        QVERIFY(manifest->podGroup.isEmpty());
        QVERIFY(!manifest->job["spec"_L1].toObject().contains("suspend"_L1));
    }
};

QTEST_GUILESS_MAIN(TestPodGroup)
#include "tst_podgroup.moc"
