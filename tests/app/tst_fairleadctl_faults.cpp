// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "runctl.h"

#include "tests/docker/engineanswers.h"
#include "tests/support/testpki.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fairlead::test::CtlRun;
using fairlead::test::FakeCluster;
using fairlead::test::runCtlBeside;
using fairlead::tests::Script;

//! fairleadctl against servers that do what no real one does on demand.
class FairleadctlFaultsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Entry
    {
        QString name;
        QString server;
        QString user;   //!< to impersonate
        QString plugin; //!< a program that gives the token
    };

    QString kubeconfig(const QList<Entry> &contexts)
    {
        const QString path = m_folder.filePath(u"config"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        QString clusters;
        QString users;
        QString list;
        for (const Entry &entry : contexts) {
            clusters += u"- name: '%1'\n  cluster: {server: '%2', insecure-skip-tls-verify: %3}\n"_s.arg(
                entry.name, entry.server, entry.server.startsWith("https"_L1) ? u"true"_s : u"false"_s);
            QStringList user;
            if (!entry.user.isEmpty())
                user += u"as: '%1'"_s.arg(entry.user);
            if (!entry.plugin.isEmpty())
                user +=
                    u"exec: {apiVersion: client.authentication.k8s.io/v1, command: '%1', interactiveMode: Never}"_s.arg(
                        entry.plugin);
            users += u"- name: '%1'\n  user: {%2}\n"_s.arg(entry.name, user.join(", "_L1));
            list += u"- name: '%1'\n  context: {cluster: '%1', user: '%1'}\n"_s.arg(entry.name);
        }
        file.write(u"apiVersion: v1\nkind: Config\nclusters:\n%1users:\n%2contexts:\n%3"_s.arg(clusters, users, list)
                       .toUtf8());
        return path;
    }

    CtlRun run(const QString &command, const QList<Entry> &contexts, const QStringList &more = {})
    {
        return runCtlBeside(QStringList{command, u"--kubeconfig"_s, kubeconfig(contexts)} + more);
    }

    CtlRun gpus(const QList<Entry> &contexts, const QStringList &more = {})
    {
        return run(u"gpus"_s, contexts, QStringList{u"-o"_s, u"json"_s} + more);
    }

    static QJsonArray clustersOf(const CtlRun &run)
    {
        return QJsonDocument::fromJson(run.out).object().value("clusters"_L1).toArray();
    }

    static QStringList nodeNames(const QJsonValue &cluster)
    {
        QStringList names;
        for (const QJsonValue &node : cluster["nodes"_L1].toArray())
            names << node["name"_L1].toString();
        return names;
    }

    //! A credential plugin that takes its time and writes a line for each run.
    QString plugin(const QString &name, int seconds)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(
            u"#!/bin/sh\necho run >> '%1.runs'\nsleep %2\necho '{\"apiVersion\": "
            "\"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", \"status\": {\"token\": \"t\"}}'\n"_s
                .arg(path)
                .arg(seconds)
                .toUtf8());
        file.setPermissions(file.permissions() | QFile::ExeOwner);
        return path;
    }

    static int runsOf(const QString &plugin)
    {
        QFile file(plugin + ".runs"_L1);
        return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('\n')) : 0;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    // Which contexts are one cluster, and what each owes to the exit code.

    void twoClustersBehindOneUrlAreTwo()
    {
        FakeCluster gateway;
        gateway.uidByUser = {{"one", u"uid-1"_s}, {"two", u"uid-2"_s}};
        const CtlRun run = gpus({{u"a"_s, gateway.url(), u"one"_s}, {u"b"_s, gateway.url(), u"two"_s}});
        QCOMPARE(run.exitCode, 0);
        const QJsonArray clusters = clustersOf(run);
        QCOMPARE(clusters.size(), 2);
        QCOMPARE(clusters[0]["id"_L1].toString(), u"uid-1"_s);
        QCOMPARE(clusters[1]["id"_L1].toString(), u"uid-2"_s);
        QCOMPARE(nodeNames(clusters[1]), QStringList{u"gpu-1"_s});
    }

    void oneClusterIsListedOnceForAllItsContexts()
    {
        FakeCluster cluster;
        const CtlRun run = gpus({{u"a"_s, cluster.url(), u"one"_s}, {u"b"_s, cluster.url(), u"two"_s}});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(clustersOf(run).size(), 1);
        QCOMPARE(clustersOf(run)[0]["contexts"_L1].toArray(), (QJsonArray{u"a"_s, u"b"_s}));
        QCOMPARE(clustersOf(run)[0]["failedContexts"_L1].toArray(), QJsonArray());
        int loads = 0;
        for (const fairlead::tests::SeenRequest &request : cluster.server().requests())
            loads += request.path() == "/api/v1/pods" && request.query(u"watch"_s).isEmpty();
        QCOMPARE(loads, 1);
    }

    void whoFailsBesideAGoodContextOfItsServer_data()
    {
        QTest::addColumn<bool>("isExpired");
        QTest::addColumn<QString>("uid");
        QTest::addColumn<bool>("isFirst");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("dstack 2.3: a failing cluster is not skipped silently") << true << u"uid"_s << false << 3;
        QTest::newRow("expired first") << true << u"uid"_s << true << 3;
        QTest::newRow("expired, uid unreadable") << true << QString() << false << 3;
        QTest::newRow("forbidden") << false << u"uid"_s << false << 0;
        QTest::newRow("forbidden first") << false << u"uid"_s << true << 0;
    }

    void whoFailsBesideAGoodContextOfItsServer()
    {
        QFETCH(bool, isExpired);
        QFETCH(QString, uid);
        QFETCH(bool, isFirst);
        FakeCluster cluster;
        cluster.uidByUser = {{"", uid}};
        (isExpired ? cluster.expiredUsers : cluster.forbiddenUsers) << u"bad"_s;
        QList<Entry> contexts{{u"good"_s, cluster.url(), u"good"_s}, {u"bad"_s, cluster.url(), u"bad"_s}};
        if (isFirst)
            contexts.swapItemsAt(0, 1);
        const CtlRun run = gpus(contexts);
        QTEST(run.exitCode, "exitCode");
        const QJsonArray clusters = clustersOf(run);
        QCOMPARE(clusters.size(), 1);
        QCOMPARE(clusters[0]["context"_L1].toString(), u"good"_s);
        QCOMPARE(clusters[0]["state"_L1].toString(), u"live"_s);
        QCOMPARE(clusters[0]["contexts"_L1].toArray().size(), 2);
        const QJsonArray failed = clusters[0]["failedContexts"_L1].toArray();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0]["context"_L1].toString(), u"bad"_s);
        QCOMPARE(failed[0]["state"_L1].toString(), isExpired ? u"unauthorized"_s : u"forbidden"_s);
        QVERIFY2(run.error.contains("bad: "), run.error.constData());

        const CtlRun table = this->run(u"gpus"_s, contexts);
        QTEST(table.exitCode, "exitCode");
        QVERIFY(table.out.contains(isExpired ? "bad: unauthorized" : "bad: forbidden"));
        const CtlRun csv = this->run(u"gpus"_s, contexts, {u"-o"_s, u"csv"_s});
        QVERIFY(csv.out.contains(isExpired ? ",bad,unauthorized," : ",bad,forbidden,"));
    }

    void theOneThatMayListAnswersForTheOthers()
    {
        FakeCluster cluster;
        cluster.forbiddenUsers << u"bad"_s << u"worse"_s;
        const CtlRun run = gpus({{u"a"_s, cluster.url(), u"bad"_s},
                                 {u"b"_s, cluster.url(), u"worse"_s},
                                 {u"c"_s, cluster.url(), u"good"_s}});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(clustersOf(run).size(), 1);
        QCOMPARE(clustersOf(run)[0]["context"_L1].toString(), u"c"_s);
        QCOMPARE(nodeNames(clustersOf(run)[0]), QStringList{u"gpu-1"_s});
    }

    void namesAreNoRegularExpressions() // skypilot 3
    {
        FakeCluster first;
        FakeCluster second;
        second.uidByUser = {{"", u"second"_s}};
        const QString odd = u"arn:aws:eks:eu-1:12:cluster/a+b(c)[1]"_s;
        const CtlRun run = gpus({{odd, first.url(), {}}, {u"axb"_s, second.url(), {}}});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(clustersOf(run).size(), 2);
        QCOMPARE(clustersOf(run)[0]["context"_L1].toString(), odd);
        QCOMPARE(nodeNames(clustersOf(run)[0]), QStringList{u"gpu-1"_s});
        const CtlRun one = gpus({{odd, first.url(), {}}, {u"axb"_s, second.url(), {}}}, {u"--context"_s, u"a.b"_s});
        QCOMPARE(one.exitCode, 2);
    }

    // Time.

    void deadlines_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<Script>("script");
        Script silent;
        silent.head(200, "application/json").hang();
        Script trickling;
        trickling.head(200, "application/json", {{"Content-Length", "1000"}}).trickle(QByteArray(1'000, ' '), 100ms);
        Script mute;
        mute.hang();
        for (const QByteArray &path : {"/version"_ba, "/api/v1/nodes"_ba, "/api/v1/pods"_ba}) {
            QTest::newRow("headers and nothing " + path) << path << silent;
            QTest::newRow("trickling " + path) << path << trickling;
            QTest::newRow("mute " + path) << path << mute;
        }
    }

    //! skypilot 2.4: one unreachable context does not hide or abort others; contexts in parallel.
    void deadlines()
    {
        QFETCH(QByteArray, path);
        QFETCH(Script, script);
        FakeCluster bad;
        bad.always.emplace(path, script);
        FakeCluster good;
        good.uidByUser = {{"", u"good"_s}};
        const QList<Entry> contexts{
            {u"bad"_s, bad.url(), {}}, {u"bad too"_s, bad.url(), u"other"_s}, {u"good"_s, good.url(), {}}};
        QElapsedTimer timer;
        timer.start();
        const CtlRun run = gpus(contexts, {u"--timeout"_s, u"2"_s});
        const qint64 took = timer.elapsed();
        const QJsonArray clusters = clustersOf(run);
        QVERIFY(clusters.size() >= 2);
        QCOMPARE(clusters.last()["state"_L1].toString(), u"live"_s);
        QCOMPARE(clusters.last()["context"_L1].toString(), u"good"_s);
        if (clusters[0]["state"_L1] != "live"_L1 || path != "/version") { // without a version the lists may be whole
            // Nodes stay, without what is requested of them.
            const bool hasNodes = path == "/api/v1/pods";
            QCOMPARE(run.exitCode, hasNodes ? 0 : 3);
            QCOMPARE(clusters[0]["state"_L1].toString(), hasNodes ? u"degraded"_s : u"unreachable"_s);
            QCOMPARE(clusters[0]["error"_L1]["kind"_L1].toString(), u"Timeout"_s);
            QCOMPARE(nodeNames(clusters[0]), hasNodes ? QStringList{u"gpu-1"_s} : QStringList());
            if (hasNodes)
                QVERIFY(clusters[0]["nodes"_L1][0]["devices"_L1][0]["free"_L1].isNull());
        }
        QVERIFY2(took < 6'000, qPrintable(QString::number(took)));
    }

    void slowPluginIsNoDeadServer()
    {
        fairlead::tests::TestPki pki; // no credentials are sent without TLS
        FakeCluster cluster(pki.server());
        const QString slow = plugin(u"slow"_s, 4);
        const CtlRun run = gpus({{u"a"_s, cluster.url(), {}, slow}}, {u"--timeout"_s, u"2"_s, u"--allow-exec"_s});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(clustersOf(run)[0]["state"_L1].toString(), u"live"_s);
        QCOMPARE(runsOf(slow), 1);
    }

    void whoIsElectedAsksItsPluginOnce()
    {
        fairlead::tests::TestPki pki; // no credentials are sent without TLS
        FakeCluster cluster(pki.server());
        cluster.forbiddenUsers << u"bad"_s;
        const QString once = plugin(u"once"_s, 0);
        const CtlRun run =
            gpus({{u"a"_s, cluster.url(), u"bad"_s, {}}, {u"b"_s, cluster.url(), {}, once}}, {u"--allow-exec"_s});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(clustersOf(run).size(), 1);
        QCOMPARE(clustersOf(run)[0]["context"_L1].toString(), u"b"_s);
        QCOMPARE(nodeNames(clustersOf(run)[0]), QStringList{u"gpu-1"_s});
        QCOMPARE(runsOf(once), 1);
    }

    void checkDeadlines_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("version") << "/version"_ba << u"unreachable"_s;
        QTest::newRow("nodes") << "/api/v1/nodes"_ba << u"unreachable"_s;
        QTest::newRow("daemonsets") << "/apis/apps/v1/daemonsets"_ba << u"degraded"_s;
    }

    void checkDeadlines()
    {
        QFETCH(QByteArray, path);
        FakeCluster bad;
        Script trickling;
        trickling.head(200, "application/json", {{"Content-Length", "1000"}}).trickle(QByteArray(1'000, ' '), 100ms);
        bad.always.emplace(path, trickling);
        FakeCluster good;
        QElapsedTimer timer;
        timer.start();
        const CtlRun run = this->run(u"check"_s, {{u"bad"_s, bad.url(), {}}, {u"good"_s, good.url(), {}}},
                                     {u"-o"_s, u"json"_s, u"--timeout"_s, u"2"_s});
        QVERIFY(timer.elapsed() < 6'000);
        const QJsonArray contexts = QJsonDocument::fromJson(run.out).object().value("contexts"_L1).toArray();
        QTEST(contexts[0]["verdict"_L1].toString(), "verdict");
        QCOMPARE(contexts[0]["error"_L1]["kind"_L1].toString(), u"Timeout"_s);
        QCOMPARE(contexts[1]["verdict"_L1].toString(), u"ok"_s);
    }

    void busyForAMoment_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        for (const QByteArray &path : {"/api/v1/nodes"_ba, "/api/v1/pods"_ba}) {
            for (const int status : {429, 500, 503})
                QTest::addRow("%d for %s", status, path.constData()) << path << status;
        }
    }

    void busyForAMoment()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        const Script busy = FakeCluster::status(status, u"Busy"_s, u"later"_s, {{"Retry-After", "1"}});
        FakeCluster cluster;
        cluster.scripts[path] = {busy};
        const CtlRun run = gpus({{u"a"_s, cluster.url(), {}}});
        QCOMPARE(run.exitCode, 0);
        const QJsonValue found = clustersOf(run).first();
        QCOMPARE(found["state"_L1].toString(), u"live"_s);
        QVERIFY(found["error"_L1].isNull());
        QCOMPARE(found["products"_L1][0]["free"_L1].toInt(-1), 5);

        cluster.scripts[path] = {busy};
        const CtlRun check = this->run(u"check"_s, {{u"a"_s, cluster.url(), {}}}, {u"-o"_s, u"json"_s});
        QCOMPARE(check.exitCode, 0);
    }

    void podsThatStayAway_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("kind");
        QTest::newRow("skypilot 2.3: pods 403 keep the nodes") << 403 << u"Forbidden"_s;
        QTest::newRow("404") << 404 << u"NotFound"_s;
        QTest::newRow("503 until the timeout") << 503 << u"Server"_s;
    }

    void podsThatStayAway()
    {
        QFETCH(int, status);
        FakeCluster cluster;
        cluster.always.emplace("/api/v1/pods", FakeCluster::status(status, u"X"_s, u"said the server"_s));
        const CtlRun run = gpus({{u"a"_s, cluster.url(), {}}}, {u"--timeout"_s, u"2"_s});
        QCOMPARE(run.exitCode, 0);
        const QJsonValue found = clustersOf(run).first();
        QCOMPARE(found["state"_L1].toString(), u"degraded"_s);
        QTEST(found["error"_L1]["kind"_L1].toString(), "kind");
        QCOMPARE(found["error"_L1]["message"_L1].toString(), u"said the server"_s); // the server's words and no others
        QVERIFY(!found["error"_L1]["cause"_L1].toString().isEmpty());
        QCOMPARE(nodeNames(found), QStringList{u"gpu-1"_s});
        QVERIFY(found["products"_L1][0]["free"_L1].isNull());
    }

    // PRODUCT:COUNT.

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("arePodsKnown");
        QTest::addColumn<QStringList>("nodes");
        QTest::newRow("name") << u"h100"_s << true << QStringList{u"busy"_s, u"free"_s, u"full"_s};
        QTest::newRow("skypilot's spelling") << u"H100-80GB"_s << true << QStringList{u"busy"_s, u"free"_s, u"full"_s};
        QTest::newRow("no CPU left") << u"H100:1"_s << true << QStringList{u"busy"_s, u"free"_s};
        QTest::newRow("many") << u"H100:6"_s << true << QStringList{u"free"_s};
        QTest::newRow("unknown stays") << u"H100:6"_s << false << QStringList{u"busy"_s, u"free"_s, u"full"_s};
        QTest::newRow("more than there are") << u"H100:9"_s << false << QStringList{};
    }

    void filters()
    {
        QFETCH(QString, filter);
        QFETCH(bool, arePodsKnown);
        FakeCluster cluster;
        cluster.nodes = {{.name = u"busy"_s}, {.name = u"free"_s}, {.name = u"full"_s}};
        cluster.pods = {{.name = u"a"_s, .node = u"busy"_s, .gpus = 3},
                        {.name = u"b"_s, .node = u"full"_s, .gpus = 0, .cpu = u"96"_s}};
        if (!arePodsKnown)
            cluster.always.emplace("/api/v1/pods", FakeCluster::status(403, u"Forbidden"_s, u"no"_s));
        const CtlRun run = gpus({{u"a"_s, cluster.url(), {}}}, {filter});
        QCOMPARE(run.exitCode, 0);
        QTEST(nodeNames(clustersOf(run).first()), "nodes");
        QVERIFY(!run.error.contains("no product"));
    }

    void aNameThatMatchesNothingTellsTheNames()
    {
        FakeCluster cluster;
        const CtlRun run = gpus({{u"a"_s, cluster.url(), {}}}, {u"B300"_s});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.error.contains("no product matches B300; there are: H100 80 GB"), run.error.constData());
    }

    // What goes to the terminal.

    void hostileText_data()
    {
        QTest::addColumn<QString>("format");
        for (const QString &format : {u"table"_s, u"csv"_s, u"json"_s, u"yaml"_s})
            QTest::newRow(qPrintable(format)) << format;
    }

    void hostileText()
    {
        QFETCH(QString, format);
        const QString evil = u"x\u001b[31m\u009b31m\u202etxt\u2066\nfree: 99\u0085\u007f"_s;
        FakeCluster cluster;
        cluster.nodes = {{.name = u"=cmd()"_s}, {.name = evil, .product = evil}};
        cluster.pods = {{.name = evil, .node = evil}, {.name = u"wait"_s, .message = evil}};
        FakeCluster broken;
        broken.always.emplace("/api/v1/nodes", FakeCluster::status(403, u"Forbidden"_s, evil));
        broken.always.emplace("/api/v1/namespaces/kube-system", FakeCluster::status(403, u"Forbidden"_s, evil));
        const QList<Entry> contexts{{u"a"_s, cluster.url(), {}}, {u"b"_s, broken.url(), {}}};
        for (const QString &command : {u"gpus"_s, u"check"_s}) {
            QStringList more{u"-o"_s, format};
            if (command == "gpus"_L1)
                more << u"--holders"_s << u"--waiting"_s << u"-v"_s;
            const CtlRun run = this->run(command, contexts, more);
            QCOMPARE(run.exitCode, 3);
            for (const char32_t c : QString::fromUtf8(run.out + run.error).toStdU32String()) {
                QVERIFY2(QChar::isPrint(c) || c == U'\n' || (c == U'\r' && format == "csv"_L1),
                         qPrintable(QString::number(uint(c), 16)));
            }
            QVERIFY(!run.out.contains("\nfree: 99"));
            if (format == "csv"_L1 && command == "gpus"_L1)
                QVERIFY(run.out.contains(",'=cmd(),"));
            if (format == "json"_L1 && command == "gpus"_L1) // escaped, not changed
                QVERIFY(nodeNames(clustersOf(run).first()).contains(evil));
        }
    }

    // check.

    void pluginsAndLabels()
    {
        FakeCluster cluster;
        cluster.daemonSets = {u"dcgm-exporter"_s, u"nvidia-dcgm"_s};
        cluster.nodes = {{.name = u"labelled"_s},
                         {.name = u"gaudi"_s, .product = {}, .resource = u"habana.ai/gaudi"_s},
                         {.name = u"plain"_s, .product = {}}};
        const auto check = [&] {
            const CtlRun run = this->run(u"check"_s, {{u"a"_s, cluster.url(), {}}}, {u"-o"_s, u"json"_s});
            return QJsonDocument::fromJson(run.out).object().value("contexts"_L1).toArray().first();
        };
        const QJsonValue without = check();
        QCOMPARE(without["devicePlugins"_L1].toArray(), QJsonArray());
        QCOMPARE(without["gpuNodes"_L1].toInt(), 3);
        QCOMPARE(without["unlabelledGpuNodes"_L1].toInt(), 1);
        cluster.daemonSets << u"nvidia-device-plugin-daemonset"_s;
        QCOMPARE(check()["devicePlugins"_L1].toArray(), QJsonArray{u"kube-system/nvidia-device-plugin-daemonset"_s});
    }

    // --watch.

    void watchPrintsWhatChanged()
    {
        FakeCluster cluster;
        cluster.forbiddenUsers << u"bad"_s;
        cluster.podEvents = {
            {4s, FakeCluster::podEvent("ADDED", {.name = u"new"_s, .node = u"gpu-1"_s, .gpus = 2}, 20)}};
        const QString config = kubeconfig({{u"poor"_s, cluster.url(), u"bad"_s}, {u"rich"_s, cluster.url(), {}}});
        QProcess process;
        process.start(QStringLiteral(FAIRLEADCTL),
                      {u"gpus"_s, u"--kubeconfig"_s, config, u"-o"_s, u"json"_s, u"--watch"_s});
        QByteArray out;
        const auto documents = [&] {
            out += process.readAllStandardOutput();
            return out.count('\n');
        };
        QTRY_COMPARE_WITH_TIMEOUT(documents(), 1, 20'000);
        QTest::qWait(2'000); // nothing changes, nothing is printed
        QCOMPARE(documents(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(documents(), 2, 20'000);
        const QList<QByteArray> lines = out.split('\n');
        const auto freeOf = [&lines](int line) {
            const QJsonObject document = QJsonDocument::fromJson(lines[line]).object();
            return document.value("totals"_L1).toArray().first()["free"_L1].toInt(-1);
        };
        QCOMPARE(freeOf(0), 5);
        QCOMPARE(freeOf(1), 3);
        QVERIFY(lines[1].contains("\"context\":\"rich\""));
        process.kill();
        QVERIFY(QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }));
    }

    void silentDaemonsAndRegistries_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("daemons test") << QStringList{u"daemons"_s, u"test"_s};
        QTest::newRow("registries test") << QStringList{u"registries"_s, u"test"_s};
        QTest::newRow("registries tags") << QStringList{u"registries"_s, u"tags"_s, u"%1/team/image"_s};
        QTest::newRow("images") << QStringList{u"images"_s};
        QTest::newRow("images build") << QStringList{u"images"_s, u"build"_s};
        QTest::newRow("images pull") << QStringList{u"images"_s, u"pull"_s, u"%1/team/image"_s};
        QTest::newRow("images prune") << QStringList{u"images"_s, u"prune"_s, u"--dry-run"_s};
    }

    //! --timeout is for each of them: what is told is how long they had.
    void silentDaemonsAndRegistries()
    {
        QFETCH(QStringList, arguments);
        QTcpServer silent; // the system takes connections, and nobody reads them
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QString address = u"127.0.0.1:%1"_s.arg(silent.serverPort());
        const QString path = m_folder.filePath(u"silent.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            u"apiVersion: fairlead/v1\n"
            "daemons: [{id: d, name: silent, host: 'tcp://%1'}]\n"
            "registries: [{id: r, name: silent, host: '%1', insecure: true}]\n"
            "baseImages: [{id: i, name: image, tag: 'team/image:1', from: scratch, daemon: {id: d, name: silent}}]\n"_s
                .arg(address)
                .toUtf8());
        file.close();
        arguments.replaceInStrings(u"%1"_s, address);
        const CtlRun asked = runCtlBeside(arguments + QStringList{u"--config"_s, path, u"--timeout"_s, u"1"_s});
        const QByteArray said = asked.out + asked.error;
        QVERIFY2(asked.exitCode == 1, said);
        QVERIFY2(said.contains("no answer within 1 s"), said);
    }

    //! The daemon reaches what this machine does not: it is done, and told as a warning.
    void pushedAndNotVerified()
    {
        const QByteArray json = "application/json";
        fairlead::tests::EngineAnswers engine;
        engine.set("/images/base/exec:1/json", Script::answer(200, json, "{\"Id\":\"sha256:aaa\"}"));
        engine.set("/images/sha256:aaa/tag", Script::answer(201, json, {}));
        engine.set("/images/127.0.0.1:1/team/app/push",
                   Script()
                       .head(200, json)
                       .chunk("{\"progressDetail\":{},\"aux\":{\"Tag\":\"1\",\"Digest\":\"sha256:" +
                              QByteArray(64, 'd') + "\",\"Size\":528}}\r\n")
                       .lastChunk());
        const QString path = m_folder.filePath(u"push.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("apiVersion: fairlead/v1\ndaemons: [{id: d, name: local, host: 'tcp://127.0.0.1:" +
                   QByteArray::number(engine.server.port()) + "'}]\n");
        file.close();
        const QStringList arguments{u"images"_s,   u"push"_s, u"base/exec:1"_s, u"--to"_s, u"127.0.0.1:1/team/app:1"_s,
                                    u"--config"_s, path};
        for (const auto &[format, told] :
             {std::pair(u"json"_s, "\"warning\":true"), std::pair(u"yaml"_s, "warning: true")}) {
            const CtlRun pushed = runCtlBeside(arguments + QStringList{u"-o"_s, format});
            QCOMPARE(pushed.exitCode, 0);
            QVERIFY2(pushed.out.contains("pushed, not verified") && pushed.out.contains(told), pushed.out);
        }
    }
};

QTEST_GUILESS_MAIN(FairleadctlFaultsTest)
#include "tst_fairleadctl_faults.moc"
