// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/podports.h"
#include "portcases.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::files;
using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

class TestPodPorts : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("containers");
        QTest::addColumn<QStringList>("problems");
        for (const PortCase &each : portCases())
            QTest::newRow(each.name) << each.containers << each.problems;
        QTest::newRow("what another check tells")
            << "[{name: main, ports: [{containerPort: a}, {containerPort: 1.5}, 80]}, 7]"_ba << QStringList();
        QTest::newRow("what a patch takes away") << "[{$patch: delete, name: a, ports: [{containerPort: 0}]}, {name: "
                                                    "b, ports: [{$patch: delete, containerPort: "
                                                    "0}]}]"_ba
                                                 << QStringList();
    }
    void problems()
    {
        QFETCH(QByteArray, containers);
        QFETCH(QStringList, problems);
        const YamlValue patch = parseYaml("spec: {containers: " + containers + "}").value().root;
        QStringList texts;
        for (const SchemaProblem &each : portProblems(patch))
            texts += (each.isWarning ? u"~"_s : QString()) + each.field + u": "_s + each.message;
        QCOMPARE(texts, problems);
    }

    //! Beside what is no field.
    void places()
    {
        const QByteArray text =
            "spec:\n  containers:\n  - name: main\n    prots: []\n    ports:\n    - containerPort: 0\n"
            "      hostPort: 70000\n";
        QStringList texts;
        for (const SchemaProblem &each : patchProblems(parseYaml(text).value().root, PodSchema()))
            texts += u"%1:%2 %3"_s.arg(each.line).arg(each.column).arg(each.field);
        QCOMPARE(texts,
                 QStringList({u"4:12 spec.containers[0].prots"_s, u"6:22 spec.containers[0].ports[0].containerPort"_s,
                              u"7:17 spec.containers[0].ports[0].hostPort"_s}));
    }
};

QTEST_GUILESS_MAIN(TestPodPorts)
#include "tst_podports.moc"
