// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/containerrequest.h"
#include "backends/manifests/runnodes.h"
#include "nodecases.h"
#include "yamlobjects.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

QStringList textsOf(const ManifestProblems &problems)
{
    QStringList texts;
    for (const ManifestProblem &problem : problems)
        texts += u"%1: %2"_s.arg(problem.field, problem.message);
    return texts;
}

//! "A=1, B=2" of those in \p names that are set.
QString pairsOf(const QMap<QString, QString> &environment, const QStringList &names)
{
    QStringList pairs;
    for (const QString &name : names) {
        if (environment.contains(name))
            pairs += name + u'=' + environment.value(name);
    }
    return pairs.join(u", "_s);
}

} // namespace

//! What several nodes get that one does not.
class TestRunNodes : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    //! Whole, but for the environment, of which the table below tells.
    void smallest()
    {
        const auto manifest = jobManifest(configOf("kubernetes: {gpu: {count: 8}}"), launchOn(2), PodSchema());
        QVERIFY(manifest);
        const QByteArray labels =
            "{app.kubernetes.io/managed-by: fairlead, fairlead.dev/run: r-1, fairlead.dev/config: c-1, "
            "fairlead.dev/user: anna, fairlead.dev/project: CHURN}";
        const QByteArray metadata = "metadata: {name: job-1, namespace: default, labels: " + labels + "}\n";
        QCOMPARE(text(manifest->service), text(objectOf("apiVersion: v1\nkind: Service\n" + metadata + R"(
spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {fairlead.dev/run: r-1}})")));
        QCOMPARE(text(manifest->configMap), text(objectOf("apiVersion: v1\nkind: ConfigMap\n" + metadata + R"(
data:
  hostfile: "job-1-0.job-1 slots=8\njob-1-1.job-1 slots=8\n"
  nodes: "job-1-0.job-1\njob-1-1.job-1")")));
        const QJsonValue main = manifest->job["spec"_L1]["template"_L1]["spec"_L1]["containers"_L1][0];
        const QByteArray env = QJsonDocument(main["env"_L1].toArray()).toJson(QJsonDocument::Compact);
        QCOMPARE(text(manifest->job), text(objectOf("apiVersion: batch/v1\nkind: Job\n" + metadata + R"(
spec:
  completionMode: Indexed
  completions: 2
  parallelism: 2
  backoffLimit: 0
  template:
    metadata: {labels: )" + labels + R"(}
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      subdomain: job-1
      tolerations: [{key: nvidia.com/gpu, operator: Exists}, {key: nvidia.com/gpu.shared, operator: Exists}]
      volumes: [{name: run-nodes, configMap: {name: job-1}}]
      containers:
      - name: main
        image: "reg/exec:1"
        command: [nvidia-smi]
        resources: {requests: {nvidia.com/gpu: "8"}, limits: {nvidia.com/gpu: "8"}}
        volumeMounts: [{name: run-nodes, mountPath: /etc/fairlead, readOnly: true}]
        env: )" + env)));
    }

    //! One node is what it was before there were several.
    void oneNode()
    {
        const auto config = configOf("kubernetes: {gpu: {count: 8}, queueName: team}, timeouts: {backoffLimit: 2}");
        const auto plain = jobManifest(config, someLaunch(), PodSchema());
        const auto one = jobManifest(config, launchOn(1, u"scheduling.x-k8s.io/v1alpha1"_s), PodSchema());
        QVERIFY(plain && one);
        QCOMPARE(one->all(), plain->all());
        QCOMPARE(one->all().size(), 1U);
        for (const QLatin1StringView key : {"completionMode"_L1, "completions"_L1, "parallelism"_L1, "suspend"_L1})
            QVERIFY(!one->job["spec"_L1].toObject().contains(key));
        QCOMPARE(one->job["spec"_L1]["backoffLimit"_L1].toInt(), 2);
    }

    void oneFailureEndsIt()
    {
        const auto manifest = jobManifest(configOf("timeouts: {backoffLimit: 3}"), launchOn(3), PodSchema());
        QVERIFY(manifest);
        QCOMPARE(manifest->job["spec"_L1]["backoffLimit"_L1].toInt(-1), 0);
    }

    //! ENVIRONMENT.md tells of each variable, in the order in which they are sent, and its examples are true.
    void environmentIsTold()
    {
        QFile file(QStringLiteral(FAIRLEAD_TEST_DATA "/../../backends/manifests/ENVIRONMENT.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression line(u"^\\| `([A-Z0-9_]+)` \\| `([^`]*)` \\| .+ \\|$"_s,
                                             QRegularExpression::MultilineOption);
        QStringList told;
        for (auto matches = line.globalMatch(QString::fromUtf8(file.readAll())); matches.hasNext();) {
            const auto match = matches.next();
            told += match.captured(1) + u'=' + match.captured(2);
        }
        Launch launch = launchOn(2);
        launch.name = u"train"_s;
        const auto manifest = jobManifest(configOf("kubernetes: {gpu: {count: 8}}"), launch, PodSchema());
        QVERIFY(manifest);
        const QMap<QString, QString> environment = environmentOf(*manifest, 1);
        QStringList sent;
        const QJsonValue main = manifest->job["spec"_L1]["template"_L1]["spec"_L1]["containers"_L1][0];
        for (const QJsonValue each : main["env"_L1].toArray()) {
            const QString name = each["name"_L1].toString();
            sent += name + u'=' + environment.value(name).replace(u'\n', u"\\n"_s);
        }
        QCOMPARE(told, sent);
        QVERIFY(told.size() > 20);
    }

    void environment_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("expected"); // of rank 1 of 2
        const auto row = [](const char *name, const QByteArray &config, const QStringList &names,
                            const QString &expected) { QTest::newRow(name) << config << names << expected; };
        const QStringList gpus{u"NPROC_PER_NODE"_s, u"PET_NPROC_PER_NODE"_s, u"DSTACK_GPUS_PER_NODE"_s,
                               u"DSTACK_GPUS_NUM"_s, u"SKYPILOT_NUM_GPUS_PER_NODE"_s};
        row("no GPUs", "", gpus, u"DSTACK_GPUS_PER_NODE=0, DSTACK_GPUS_NUM=0, SKYPILOT_NUM_GPUS_PER_NODE=0"_s);
        row("GPUs of the limits", "kubernetes: {limits: {amd.com/gpu: 4}}", gpus,
            u"NPROC_PER_NODE=4, PET_NPROC_PER_NODE=4, DSTACK_GPUS_PER_NODE=4, DSTACK_GPUS_NUM=8, "
            "SKYPILOT_NUM_GPUS_PER_NODE=4"_s);
        row("slices of two sizes", "kubernetes: {limits: {nvidia.com/mig-1g.10gb: 1, nvidia.com/mig-2g.20gb: \"2\"}}",
            gpus.mid(2), u"DSTACK_GPUS_PER_NODE=3, DSTACK_GPUS_NUM=6, SKYPILOT_NUM_GPUS_PER_NODE=3"_s);
        row("GPUs of the patch",
            "kubernetes: {podTemplatePatch: {spec: {containers: [{name: main, resources: {limits: {nvidia.com/gpu: "
            "2}}}]}}}",
            gpus.mid(2, 2), u"DSTACK_GPUS_PER_NODE=2, DSTACK_GPUS_NUM=4"_s);
        row("those of a sidecar are not the program's",
            "kubernetes: {podTemplatePatch: {spec: {containers: [{name: side, resources: {limits: {nvidia.com/gpu: "
            "2}}}]}}}",
            gpus.mid(2, 2), QString());
        row("claimed ones nobody can count",
            "kubernetes: {podTemplatePatch: {spec: {containers: [{name: main, resources: {claims: [{name: a}]}}]}}}",
            gpus, QString());
        const QStringList ports{u"MASTER_PORT"_s, u"PET_MASTER_PORT"_s};
        row("the config's wins, and the others follow", "env: [{name: MASTER_PORT, value: \"29600\"}]", ports,
            u"MASTER_PORT=29600, PET_MASTER_PORT=29600"_s);
        row("by whichever name", "env: [{name: PET_MASTER_PORT, value: \"1\"}]", ports,
            u"MASTER_PORT=1, PET_MASTER_PORT=1"_s);
        row("both of the config's", "env: [{name: PET_MASTER_PORT, value: \"1\"}, {name: MASTER_PORT, value: \"2\"}]",
            ports, u"MASTER_PORT=2, PET_MASTER_PORT=1"_s);
        row("the patch's wins",
            "kubernetes: {podTemplatePatch: {spec: {containers: [{name: main, env: [{name: NNODES, value: "
            "\"1:2\"}]}]}}}",
            {u"NNODES"_s, u"PET_NNODES"_s, u"DSTACK_NODES_NUM"_s},
            u"NNODES=1:2, PET_NNODES=1:2, DSTACK_NODES_NUM=1:2"_s);
    }
    void environment()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, names);
        const auto manifest = jobManifest(configOf(config.isEmpty() ? "engine: kubernetes" : config), launchOn(2), {});
        QVERIFY(manifest);
        const QMap<QString, QString> environment = environmentOf(*manifest, 1);
        QTEST(pairsOf(environment, names), "expected");
        const QJsonValue main = manifest->job["spec"_L1]["template"_L1]["spec"_L1]["containers"_L1][0];
        qsizetype sent = main["env"_L1].toArray().size();
        QCOMPARE(sent, environment.size()); // none twice
    }

    //! $(NAME) stands for what is defined before it: ours come first, and what repeats the config's comes last.
    void environmentInOrder()
    {
        const auto manifest = jobManifest(
            configOf("env: [{name: PORTS, value: \"296\"}, {name: MASTER_PORT, value: \"$(PORTS)00\"}, {name: ME, "
                     "value: \"$(NODE_RANK) of $(NNODES)\"}]"),
            launchOn(2), {});
        QVERIFY(manifest);
        QStringList names;
        const QJsonValue main = manifest->job["spec"_L1]["template"_L1]["spec"_L1]["containers"_L1][0];
        for (const QJsonValue each : main["env"_L1].toArray())
            names += each["name"_L1].toString();
        QCOMPARE(
            names.filter(QRegularExpression(u"^(NODE_RANK|NNODES|PORTS|ME|.*MASTER_PORT)$"_s)),
            (QStringList{u"NNODES"_s, u"NODE_RANK"_s, u"PORTS"_s, u"MASTER_PORT"_s, u"ME"_s, u"PET_MASTER_PORT"_s}));
    }

    void hostfile_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("expected");
        QTest::newRow("without GPUs") << "engine: kubernetes"_ba << u"job-1-0.job-1\njob-1-1.job-1\n"_s;
        QTest::newRow("with GPUs") << "kubernetes: {gpu: {count: 2}}"_ba
                                   << u"job-1-0.job-1 slots=2\njob-1-1.job-1 slots=2\n"_s;
    }
    void hostfile()
    {
        QFETCH(QByteArray, config);
        const auto manifest = jobManifest(configOf(config), launchOn(2), PodSchema());
        QVERIFY(manifest);
        QTEST(manifest->configMap["data"_L1]["hostfile"_L1].toString(), "expected");
    }

    void fails_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<int>("nodes");
        QTest::addColumn<QString>("problem"); // empty: it does not
        QTest::newRow("none") << "engine: kubernetes"_ba << 0 << u"nodes: expected 1 node or more"_s;
        QTest::newRow("fewer than none") << "engine: kubernetes"_ba << -2 << u"nodes: expected 1 node or more"_s;
        QTest::newRow("the most") << "engine: kubernetes"_ba << 1'000 << QString();
        QTest::newRow("more than a list of names holds")
            << "engine: kubernetes"_ba << 1'001 << u"nodes: expected no more than 1000 nodes"_s;
        QTest::newRow("another subdomain")
            << "kubernetes: {podTemplatePatch: {spec: {subdomain: a}}}"_ba << 2
            << u"kubernetes.podTemplatePatch: spec.subdomain: several nodes find each other by one of the run's own: "
               "take it out"_s;
        QTest::newRow("another subdomain of one node")
            << "kubernetes: {podTemplatePatch: {spec: {subdomain: a}}}"_ba << 1 << QString();
        QTest::newRow("Docker") << "engine: docker"_ba << 2
                                << u"nodes: Docker runs on one node: ask for 1, or take a config of Kubernetes"_s;
        QTest::newRow("one of Docker") << "engine: docker"_ba << 1 << QString();
    }
    void fails()
    {
        QFETCH(QByteArray, config);
        QFETCH(int, nodes);
        ManifestProblems problems;
        if (config.contains("docker")) {
            const auto spec = containerRequest(configOf(config), launchOn(nodes));
            problems = spec ? ManifestProblems() : spec.error();
        } else {
            const auto manifest = jobManifest(configOf(config), launchOn(nodes), PodSchema());
            problems = manifest ? ManifestProblems() : manifest.error();
        }
        QTEST(textsOf(problems).join(u'\n'), "problem");
    }

    //! The list of names is one variable, of which a system takes 128 KiB, and each name a label of DNS.
    void namesOfTheMost()
    {
        Launch launch = launchOn(1'000);
        launch.name = QString(52, u'a');
        const QStringList names = nodeNames(launch);
        QCOMPARE(names.size(), 1'000);
        QVERIFY(names.join(u'\n').size() < 128 * 1'024);
        QVERIFY(names.last().section(u'.', 0, 0).size() <= 63);
    }
};

QTEST_GUILESS_MAIN(TestRunNodes)
#include "tst_runnodes.moc"
