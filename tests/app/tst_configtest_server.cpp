// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/configtest.h"
#include "tests/runs/trialbed.h"

#include <QProcess>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ctl::PlannedTarget targetAt(const QString &context)
{
    ctl::PlannedTarget target{.context = bedContext(context)};
    target.plan.target.contextId = target.context.id;
    target.plan.target.name = context;
    target.plan.launch = bedLaunch();
    return target;
}

//! What the command will do, in a process of its own: it prints.
int printTest(const QString &format, const QStringList &contexts)
{
    ctl::Options options{.command = u"configs"_s, .verb = u"test"_s};
    options.format = format == "json"_L1 ? ctl::Format::Json : ctl::Format::Table;
    ctl::Cancellation cancellation(options);
    std::vector<ctl::PlannedTarget> targets;
    for (const QString &context : contexts)
        targets.push_back(targetAt(context));
    const auto config = configOf("kubernetes: {nodeSelector: {kubernetes.io/hostname: real-1}}");
    return ctl::testConfig(config, targets, {.pollInterval = 100ms}, {}, options, cancellation);
}

} // namespace

//! What a test of a runtime config prints, and its exit code.
class TestConfigTestServer : public QObject
{
    Q_OBJECT
private slots:
    void prints()
    {
        QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
        const auto [code, text] = run({u"json"_s, u"bed-a"_s, u"dead"_s});
        QCOMPARE(code, int(ctl::SomeFailed));
        const QJsonObject document = QJsonDocument::fromJson(text).object();
        QCOMPARE(document["kind"_L1].toString(), u"ConfigTest"_s);
        const QJsonArray targets = document["targets"_L1].toArray();
        QCOMPARE(targets.size(), 2);
        QCOMPARE(targets[0]["verdict"_L1].toString(), u"ok"_s);
        QCOMPARE(targets[0]["steps"_L1].toArray().last()["step"_L1].toString(), u"cleanUp"_s);
        QCOMPARE(targets[1]["verdict"_L1].toString(), u"failed"_s);
        QVERIFY(targets[1]["steps"_L1][0]["remedy"_L1].toString().contains(u"address"_s));
        QCOMPARE(leftInCluster(), QStringList());
    }

    void hasATable()
    {
        const auto [code, text] = run({u"table"_s, u"nothing"_s});
        QCOMPARE(code, int(ctl::NoneAnswered));
        QVERIFY2(text.contains("nothing  rights"), text.constData());
        QVERIFY2(text.contains("nothing  verdict"), text.constData());
        QVERIFY2(text.contains("\n# nothing: what is missing, to apply\napiVersion: rbac"), text.constData());
    }

    void isWell()
    {
        const auto [code, text] = run({u"table"_s, u"bed-a"_s});
        QVERIFY2(code == int(ctl::AllAnswered), text.constData());
        QVERIFY2(text.contains("docker.io/bed/busybox:1: is on 1 of 1 nodes that fit"), text.constData());
        QVERIFY2(text.contains("bed-a wrote:\n") && text.contains("  no nvidia-smi in this image\n"), text.constData());
    }

private:
    static std::pair<int, QByteArray> run(const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), QStringList{u"--print"_s} + arguments);
        const bool hasEnded = process.waitForFinished(180'000);
        return {hasEnded ? process.exitCode() : -1, process.readAllStandardOutput()};
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--print"_L1)
        return printTest(arguments.value(2), arguments.sliced(3));
    TestConfigTestServer test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_configtest_server.moc"
