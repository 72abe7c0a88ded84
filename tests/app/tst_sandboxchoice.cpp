// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/sandboxchoice.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::console;
using namespace Qt::StringLiterals;

class TestSandboxChoice : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void chooses_data();
    void chooses();
};

void TestSandboxChoice::chooses_data()
{
    using Sources = kubernetes::KubeconfigSources;
    QTest::addColumn<Options>("options");
    QTest::addColumn<Sources>("sources");
    QTest::addColumn<bool>("isWanted");

    const QString nowhere = u"/nonexistent/config"_s;
    const QString there = QCoreApplication::applicationFilePath();
    const Options plain;
    const Options asked{.isSandbox = true};
    const Options ifEmpty{.isSandboxIfEmpty = true};
    QTest::newRow("no wish") << plain << Sources{.defaultFile = nowhere} << false;
    QTest::newRow("asked for, whatever there is") << asked << Sources{.defaultFile = there} << true;
    QTest::newRow("nothing there") << ifEmpty << Sources{.defaultFile = nowhere} << true;
    QTest::newRow("~/.kube/config is there") << ifEmpty << Sources{.defaultFile = there} << false;
    QTest::newRow("--kubeconfig") << ifEmpty << Sources{.explicitFiles = {nowhere}, .defaultFile = nowhere} << false;
    QTest::newRow("KUBECONFIG, though nothing is there")
        << ifEmpty << Sources{.environmentFiles = {nowhere}, .defaultFile = nowhere} << false;
    QTest::newRow("--extra-kubeconfig") << ifEmpty << Sources{.defaultFile = nowhere, .extraPaths = {nowhere}} << false;
}

void TestSandboxChoice::chooses()
{
    QFETCH(Options, options);
    QFETCH(kubernetes::KubeconfigSources, sources);
    QTEST(wantsSandbox(options, sources), "isWanted");
}

QTEST_GUILESS_MAIN(TestSandboxChoice)
#include "tst_sandboxchoice.moc"
