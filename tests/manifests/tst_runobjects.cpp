// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/kubernetesobject.h"
#include "backends/manifests/runlabels.h"
#include "nodecases.h"
#include "yamlobjects.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

QStringList titlesOf(const std::vector<QJsonObject> &objects)
{
    QStringList titles;
    for (const QJsonObject &object : objects)
        titles += object["kind"_L1].toString() + u' ' + object["metadata"_L1]["name"_L1].toString();
    return titles;
}

} // namespace

//! All that is made for a run can be found, and goes with its Job.
class TestRunObjects : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void inOrder()
    {
        const auto manifest = jobManifest(
            configOf("kubernetes: {namespace: team, createNamespace: true, namespacePolicies: [{apiVersion: v1, kind: "
                     "ResourceQuota, metadata: {name: q}}], serviceAccount: perRun, roles: [ClusterRole/view]}"),
            launchOn(2, u"scheduling.x-k8s.io/v1alpha1"_s), PodSchema());
        QVERIFY(manifest);
        const QStringList owned{u"ServiceAccount job-1"_s, u"RoleBinding job-1-0"_s, u"Service job-1"_s,
                                u"ConfigMap job-1"_s, u"PodGroup job-1"_s};
        QCOMPARE(titlesOf(manifest->owned()), owned);
        QCOMPARE(titlesOf(manifest->all()),
                 QStringList({u"Namespace team"_s, u"ResourceQuota q"_s}) + owned + QStringList{u"Job job-1"_s});
    }

    //! Of each object but the namespace and its policies, which outlive the run, and of the pods.
    void labels()
    {
        const auto manifest = jobManifest(
            configOf("labels: {team: ds, fairlead.dev/run: other}, kubernetes: {serviceAccount: perRun, roles: "
                     "[ClusterRole/view]}"),
            launchOn(2, u"scheduling.volcano.sh/v1beta1"_s), PodSchema());
        QVERIFY(manifest);
        std::vector<QJsonObject> objects = manifest->all();
        QCOMPARE(objects.size(), 6U);
        objects.push_back(manifest->job["spec"_L1]["template"_L1].toObject());
        const QJsonObject expected = objectOf("{team: ds, app.kubernetes.io/managed-by: fairlead, fairlead.dev/run: "
                                              "r-1, fairlead.dev/config: c-1, fairlead.dev/user: anna, "
                                              "fairlead.dev/project: CHURN}");
        for (const QJsonObject &object : objects) {
            QCOMPARE(text(object["metadata"_L1]["labels"_L1]), text(expected));
            for (const QString &key : expected.keys())
                QCOMPARE(isRunLabel(key), key != "team"_L1);
        }
    }

    void selectors()
    {
        QCOMPARE(runSelector(u"r-1"_s), u"app.kubernetes.io/managed-by=fairlead,fairlead.dev/run=r-1"_s);
        QCOMPARE(runsSelector(), u"app.kubernetes.io/managed-by=fairlead,fairlead.dev/run,fairlead.dev/trial!=true"_s);
    }

    void owner()
    {
        const QJsonObject job = objectOf("{apiVersion: batch/v1, kind: Job, metadata: {name: j, uid: u-1}}");
        const QJsonObject map = objectOf("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, labels: {a: b}}}");
        QCOMPARE(text(withOwner(map, job)),
                 text(objectOf("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, labels: {a: b}, ownerReferences: "
                               "[{apiVersion: batch/v1, kind: Job, name: j, uid: u-1}]}}")));
    }
};

QTEST_GUILESS_MAIN(TestRunObjects)
#include "tst_runobjects.moc"
