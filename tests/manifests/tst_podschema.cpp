// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/podschema.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::files;
using namespace fairlead::manifests;
using namespace Qt::StringLiterals;

class TestPodSchema : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QStringList>("problems"); // "line:column field: message"
        const auto row = [](const char *name, const QByteArray &yaml, const QStringList &problems = {}) {
            QTest::newRow(name) << yaml << problems;
        };
        row("nothing", "{}");
        row("much of it", R"(
metadata: {labels: {a: b}, annotations: {c: "1"}}
spec:
  hostAliases: [{ip: 10.0.0.1, hostnames: [x]}]
  terminationGracePeriodSeconds: 30
  containers:
  - name: main
    resources: {limits: {cpu: 1, memory: 2Gi}}
    livenessProbe: {httpGet: {port: 8080}, periodSeconds: 5}
    securityContext: {readOnlyRootFilesystem: yes}
  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In, values: [b]}]}]}}}
)");
        row("null says nothing", "spec: {nodeSelector: ~, containers: [{name: main, image: ~}]}");
        row("directives", "spec: {$patch: replace, volumes: [{$retainKeys: [name], name: a}], "
                          "$setElementOrder/containers: [{name: a}]}");
        row("unknown, and near to another", "spec:\n  nodeSelctor: {a: b}",
            {u"2:16 spec.nodeSelctor: unknown field; nodeSelector may be meant"_s});
        row("unknown, in another case", "spec: {hostnetwork: true}",
            {u"1:21 spec.hostnetwork: unknown field; hostNetwork may be meant"_s});
        row("unknown", "spec: {gpus: 1}", {u"1:14 spec.gpus: unknown field"_s});
        row("deep within", "spec: {containers: [{name: a}, {name: b, env: [{name: x, valu: y}]}]}",
            {u"1:64 spec.containers[1].env[0].valu: unknown field; value may be meant"_s});
        row("a pod instead of its template", "apiVersion: v1\nkind: Pod\nspec: {}",
            {u"1:13 apiVersion: unknown field"_s, u"2:7 kind: unknown field"_s});
        row("no list", "spec: {containers: {name: a}}", {u"1:20 spec.containers: expected a list, found a map"_s});
        row("no map", "spec: [a]", {u"1:7 spec: expected a map, found a list"_s});
        row("no map of texts", "spec: {nodeSelector: [a]}",
            {u"1:22 spec.nodeSelector: expected a map, found a list"_s});
        row("a number for a text", "spec: {nodeSelector: {zone: 1}}",
            {u"1:29 spec.nodeSelector.zone: expected a text in quotes, found a number"_s});
        row("a switch for a text", "spec: {containers: [{name: a, env: [{name: D, value: yes}]}]}",
            {u"1:54 spec.containers[0].env[0].value: expected a text in quotes, found true or false"_s});
        row("a text for a number", "spec: {terminationGracePeriodSeconds: \"30\"}",
            {u"1:39 spec.terminationGracePeriodSeconds: expected a whole number, found a string"_s});
        row("half a number", "spec: {terminationGracePeriodSeconds: 1.5}",
            {u"1:39 spec.terminationGracePeriodSeconds: expected a whole number"_s});
        row("a text for a switch", "spec: {hostNetwork: \"true\"}",
            {u"1:21 spec.hostNetwork: expected true or false, found a string"_s});
        row("a map for a quantity", "spec: {containers: [{name: a, resources: {limits: {cpu: {}}}}]}",
            {u"1:57 spec.containers[0].resources.limits.cpu: expected a quantity, found a map"_s});
        row("a quantity that is none",
            "spec: {containers: [{name: a, resources: {limits: {memory: 4GB, cpu: 1e3, nvidia.com/gpu: \"8\"}}}]}",
            {u"1:60 spec.containers[0].resources.limits.memory: expected a quantity such as 500m, 2 or 4Gi"_s});
        row("a port by its name or number",
            "spec: {containers: [{name: a, livenessProbe: {httpGet: {port: http}}, readinessProbe: {tcpSocket: {port: "
            "8.5}}}]}",
            {u"1:106 spec.containers[0].readinessProbe.tcpSocket.port: expected a whole number"_s});
        row("letters of others", "spec: {nödeName: a}",
            {u"1:19 spec.nödeName: unknown field; nodeName may be meant"_s});
    }
    void problems()
    {
        QFETCH(QByteArray, yaml);
        QStringList texts;
        for (const SchemaProblem &each : PodSchema().problems(parseYaml(yaml).value().root, PodSchema::Template))
            texts += u"%1:%2 %3: %4"_s.arg(each.line).arg(each.column).arg(each.field, each.message);
        QTEST(texts, "problems");
    }

    void types()
    {
        const PodSchema schema;
        const SchemaType spec = schema.field(PodSchema::Template, u"spec").value();
        QCOMPARE(spec.text(), "PodSpec"_L1);
        QVERIFY(schema.isObject(spec));
        const SchemaType containers = schema.field(spec, u"containers").value();
        QVERIFY(containers.isMergedList());
        QCOMPARE(containers.mergeKey(), "name"_L1);
        QCOMPARE(containers.element().text(), "Container"_L1);
        const SchemaType tolerations = schema.field(spec, u"tolerations").value();
        QVERIFY(tolerations.isList());
        QVERIFY(!tolerations.isMergedList());
        QVERIFY(schema.field(spec, u"nodeSelector")->isMap());
        QVERIFY(!schema.field(spec, u"nope"));
        QVERIFY(!schema.field(containers, u"name"));
        QVERIFY(schema.isObject(PodSchema::Affinity));
    }

    //! A problem stands below the field that it was asked for.
    void below()
    {
        const auto problems =
            PodSchema().problems(parseYaml("{nodeAfinity: {}}").value().root, PodSchema::Affinity, u"affinity"_s);
        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems[0].field, u"affinity.nodeAfinity"_s);
    }
};

QTEST_GUILESS_MAIN(TestPodSchema)
#include "tst_podschema.moc"
