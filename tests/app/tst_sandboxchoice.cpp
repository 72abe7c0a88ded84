// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/sandboxchoice.h"

#include <QDir>
#include <QFileInfo>
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
    void daemons_data();
    void daemons();
    void hasItsOwnSettings();
};

void TestSandboxChoice::chooses_data()
{
    using Sources = kubernetes::KubeconfigSources;
    QTest::addColumn<Options>("options");
    QTest::addColumn<Sources>("sources");
    QTest::addColumn<bool>("mayHaveDaemons");
    QTest::addColumn<bool>("isWanted");

    const QString nowhere = u"/nonexistent/config"_s;
    const QString there = QCoreApplication::applicationFilePath();
    const Options plain;
    const Options asked{.isSandbox = true};
    const Options ifEmpty{.isSandboxIfEmpty = true};
    QTest::newRow("no wish") << plain << Sources{.defaultFile = nowhere} << false << false;
    QTest::newRow("asked for, whatever there is") << asked << Sources{.defaultFile = there} << false << true;
    QTest::newRow("nothing there") << ifEmpty << Sources{.defaultFile = nowhere} << false << true;
    QTest::newRow("a daemon is there") << ifEmpty << Sources{.defaultFile = nowhere} << true << false;
    QTest::newRow("asked for, though a daemon is there") << asked << Sources{.defaultFile = nowhere} << true << true;
    QTest::newRow("~/.kube/config is there") << ifEmpty << Sources{.defaultFile = there} << false << false;
    QTest::newRow("--kubeconfig") << ifEmpty << Sources{.explicitFiles = {nowhere}, .defaultFile = nowhere} << false
                                  << false;
    QTest::newRow("KUBECONFIG, though nothing is there")
        << ifEmpty << Sources{.environmentFiles = {nowhere}, .defaultFile = nowhere} << false << false;
    QTest::newRow("--extra-kubeconfig") << ifEmpty << Sources{.defaultFile = nowhere, .extraPaths = {nowhere}} << false
                                        << false;
}

void TestSandboxChoice::chooses()
{
    QFETCH(Options, options);
    QFETCH(kubernetes::KubeconfigSources, sources);
    QFETCH(bool, mayHaveDaemons);
    QTEST(wantsSandbox(options, sources, mayHaveDaemons), "isWanted");
}

void TestSandboxChoice::daemons_data()
{
    QTest::addColumn<QString>("settingsPath");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("socketPath");
    QTest::addColumn<bool>("expected");
    const QString nowhere = u"/nonexistent/x"_s;
    const QString there = QCoreApplication::applicationFilePath();
    QTest::newRow("nothing") << nowhere << QString() << nowhere << false;
    QTest::newRow("settings") << there << QString() << nowhere << true;
    QTest::newRow("DOCKER_HOST") << nowhere << u"DOCKER_HOST"_s << nowhere << true;
    QTest::newRow("DOCKER_CONTEXT") << nowhere << u"DOCKER_CONTEXT"_s << nowhere << true;
    QTest::newRow("socket") << nowhere << QString() << there << true;
}

void TestSandboxChoice::daemons()
{
    QFETCH(QString, settingsPath);
    QFETCH(QString, variable);
    QFETCH(QString, socketPath);
    QProcessEnvironment environment;
    if (!variable.isEmpty())
        environment.insert(variable, u"x"_s);
    QTEST(mayHaveDaemons(settingsPath, environment, socketPath), "expected");
}

//! What is removed in the sandbox is not removed from the user's file.
void TestSandboxChoice::hasItsOwnSettings()
{
    Options options{.isSandbox = true};
    QString settings;
    {
        const auto sandbox = startSandbox(options);
        QVERIFY(sandbox);
        settings = options.config;
        QCOMPARE(QFileInfo(settings).dir(), QFileInfo(options.kubeconfigs.front()).dir());
        QVERIFY(QFileInfo(settings).dir().exists());
    }
    QVERIFY(!QFileInfo(settings).dir().exists());
    Options named{.config = u"/mine.yaml"_s, .isSandbox = true};
    QVERIFY(startSandbox(named));
    QCOMPARE(named.config, u"/mine.yaml"_s);
}

QTEST_GUILESS_MAIN(TestSandboxChoice)
#include "tst_sandboxchoice.moc"
