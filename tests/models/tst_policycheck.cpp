// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/configs/policycheck.h"
#include "policycases.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

class TestPolicyCheck : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QStringList>("problems");
        for (const PolicyCase &each : policyCases())
            QTest::newRow(each.name) << each.policy << each.problems;
    }
    void problems()
    {
        QFETCH(const QByteArray, policy);
        settings::YamlPart policies;
        policies.value.type = files::YamlValue::Type::List;
        policies.value.items = {files::parseYaml(policy).value().root};
        QStringList texts;
        for (const manifests::SchemaProblem &each : policyProblems(policies)) {
            QVERIFY(each.field.startsWith("[0]."_L1));
            texts += u"%1:%2 %3: %4"_s.arg(each.line).arg(each.column).arg(each.field.mid(4), each.message);
        }
        QTEST(texts, "problems");
    }
};

QTEST_APPLESS_MAIN(TestPolicyCheck)
#include "tst_policycheck.moc"
