// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/launchvariables.h"
#include "backends/variables/expansion.h"

#include <QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestLaunchVariables : public QObject
{
    Q_OBJECT
private slots:
    void says_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expanded"); // empty: nobody sets it
        const auto row = [](const char *text, const char *expanded) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expanded);
        };
        row("${dssUserLogin}", "anna");
        row("${adminProperty:k8sNS}", "team-a");
        row("${userProperty:mail}", "anna@example.com");
        row("${userProperty:zone}", "of all");
        row("${projectKey}", "CHURN");
        row("${env}", "prod");
        row("${region}", "eu");
        row("${adminProperty:none}", "");
        row("${none}", "");
    }
    void says()
    {
        QFETCH(QString, text);
        const settings::User user{.id = u"u"_s,
                                  .name = u"anna"_s,
                                  .adminProperties = {{u"k8sNS"_s, u"team-a"_s}},
                                  .userProperties = {{u"mail"_s, u"anna@example.com"_s}}};
        // What separates users is no project's to set.
        const settings::Project project{.id = u"p"_s,
                                        .name = u"CHURN"_s,
                                        .variables = {{u"env"_s, u"prod"_s},
                                                      {u"projectKey"_s, u"OTHER"_s},
                                                      {u"adminProperty:k8sNS"_s, u"team-b"_s},
                                                      {u"dssUserLogin"_s, u"root"_s}}};
        settings::Defaults defaults;
        defaults.variables = {{u"env"_s, u"dev"_s}, {u"region"_s, u"eu"_s}, {u"userProperty:zone"_s, u"of all"_s}};
        const auto expansion = variables::expand(text, runs::launchVariables(&user, &project, defaults));
        QTEST(expansion ? expansion->text : QString(), "expanded");
    }

    void nobody()
    {
        const auto variables = runs::launchVariables(nullptr, nullptr, {});
        QCOMPARE(variables::expand(u"${dssUserLogin}"_s, variables).error().message,
                 u"nobody sets ${dssUserLogin}: no user is given"_s);
        QVERIFY(!variables::expand(u"${projectKey}"_s, variables));
    }
};

QTEST_GUILESS_MAIN(TestLaunchVariables)
#include "tst_launchvariables.moc"
