// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/processes/programpolicy.h"
#include "runctl.h"
#include "tests/support/bedservers.h"
#include "tests/support/sanitized.h"
#include "tests/support/writefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using fairlead::test::CtlRun;
using fairlead::test::runCtl;
using fairlead::test::runCtlMeasured;
using fairlead::tests::BedServers;
using fairlead::tests::writeFile;

namespace {

constexpr auto Settings = R"(apiVersion: fairlead/v1
daemons:
  - id: d-local
    name: local
    host: %1
  - id: d-remote
    name: far away
    host: %2
    tlsVerify: true
    certPath: %3
registries:
  - id: r-basic
    name: basic
    host: %4
    repositoryPrefix: ctl
    certificateAuthority: %5
  - id: r-token
    name: token
    host: %6
    repositoryPrefix: ctl
    certificateAuthority: %5
baseImages:
  - id: i-exec
    name: exec
    tag: %8/exec:${version}
    version: "%7"
    dockerfile: Dockerfile
    context: exec
    daemon: {id: d-local, name: local}
    registries:
      - {id: r-basic, name: basic}
      - {id: r-token, name: token}
  - id: i-broken
    name: broken
    tag: ctl/broken:1
    from: "debian 12"
)";

} // namespace

//! fairleadctl daemons, registries, images and dockerfile against the bed's daemons and registries.
class FairleadctlImagesTest : public QObject
{
    Q_OBJECT

    CtlRun run(const QStringList &arguments) const
    {
        return runCtl(arguments + QStringList{u"--config"_s, m_folder.filePath(m_config)});
    }
    static QJsonArray list(const CtlRun &run, const QString &name)
    {
        return QJsonDocument::fromJson(run.out).object()[name].toArray();
    }
    static QByteArray said(const CtlRun &run) { return run.out + run.error; }

    //! Rows of the engines on which the recipe is built.
    static void engines()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("name"); // of the repository
        QTest::newRow("docker") << u"fairlead.yaml"_s << u"ctl"_s;
        QTest::newRow("newest") << u"newest.yaml"_s << u"ctl-newest"_s;
    }

    QTemporaryDir m_folder;
    QString m_config = u"fairlead.yaml"_s;
    const QString m_version = QString::number(QDateTime::currentMSecsSinceEpoch(), 36); //!< of this run alone

private slots:
    void initTestCase()
    {
        BedServers bed;
        const QString problem = bed.open();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        qputenv("DOCKER_CONFIG", bed.dockerConfig().toUtf8());
        const auto basic = bed.registry(u"basic"_s, {});
        for (const auto &[file, host, name] : {std::tuple(u"fairlead.yaml"_s, bed.daemons()[0].host, u"ctl"_s),
                                               std::tuple(u"newest.yaml"_s, bed.newest().host, u"ctl-newest"_s)}) {
            const QString text =
                QString::fromLatin1(Settings).arg(host, bed.daemons()[1].host, bed.daemons()[1].certPath, basic.host,
                                                  basic.certificateAuthority, bed.address(u"token"_s), m_version, name);
            QVERIFY(writeFile(m_folder.filePath(file), text.toUtf8()));
        }
        QVERIFY(QDir(m_folder.path()).mkdir(u"exec"_s));
        QVERIFY(QFile::copy(u"/bin/busybox"_s, m_folder.filePath(u"exec/busybox"_s)));
        QVERIFY(writeFile(
            m_folder.filePath(u"exec/Dockerfile"_s),
            "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"echo\", \"from the build\"]\n"));
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_config = u"fairlead.yaml"_s;
    }

    void daemons_data() { engines(); }
    void daemons()
    {
        QFETCH(const QString, config);
        m_config = config;
        const CtlRun listed = run({u"daemons"_s, u"-o"_s, u"json"_s});
        QCOMPARE(listed.exitCode, 0);
        QCOMPARE(list(listed, u"daemons"_s).size(), 2);
        const CtlRun tested = run({u"daemons"_s, u"test"_s, u"-o"_s, u"json"_s});
        QVERIFY2(tested.exitCode == 0, said(tested));
        for (const QJsonValue &daemon : list(tested, u"daemons"_s)) {
            QVERIFY(daemon["ok"_L1].toBool());
            QVERIFY(daemon["checks"_L1].toArray().size() > 5);
        }
        const auto statesOf = [](const CtlRun &run, const QString &check) {
            QStringList states;
            for (const QJsonValue &each : list(run, u"daemons"_s)[0]["checks"_L1].toArray()) {
                if (each["check"_L1].toString() == check)
                    states += each["state"_L1].toString();
            }
            return states;
        };
        QCOMPARE(statesOf(tested, u"trialBuild"_s), QStringList{u"ok"_s});
        QCOMPARE(statesOf(tested, u"push"_s), (QStringList{u"ok"_s, u"ok"_s}));
        QCOMPARE(statesOf(tested, u"pull"_s).size(), 2);
        const CtlRun careful =
            run({u"daemons"_s, u"test"_s, u"local"_s, u"--no-build"_s, u"--no-push"_s, u"-o"_s, u"json"_s});
        QVERIFY2(careful.exitCode == 0, said(careful));
        QCOMPARE(statesOf(careful, u"trialBuild"_s), QStringList{u"skipped"_s});
        QCOMPARE(statesOf(careful, u"push"_s), (QStringList{u"skipped"_s, u"skipped"_s}));
        const CtlRun none = run({u"daemons"_s, u"test"_s, u"nobody"_s});
        QCOMPARE(none.exitCode, 1);
        QVERIFY(none.error.contains("far away"));
    }

    //! Another engine: named, used as it can be, and warned of nothing that is not so.
    void podman()
    {
        const QString config = m_folder.filePath(u"podman.yaml"_s);
        const QString text = u"apiVersion: fairlead/v1\ndaemons: [{id: d, name: podman, host: '%1'}]\n"_s;
        QVERIFY(writeFile(config, text.arg(qEnvironmentVariable("FAIRLEAD_BED_PODMAN")).toUtf8()));
        const CtlRun tested = runCtl({u"daemons"_s, u"test"_s, u"-o"_s, u"json"_s, u"--config"_s, config});
        QVERIFY2(tested.exitCode == 0, said(tested));
        QMap<QString, QStringList> byState;
        for (const QJsonValue &each : list(tested, u"daemons"_s)[0]["checks"_L1].toArray()) {
            const QString check = each["check"_L1].toString();
            if (check == "engine"_L1)
                QVERIFY2(each["text"_L1].toString().startsWith(u"Podman 4."_s), said(tested));
            if (check != "storage"_L1) // vfs, where no overlay can be
                byState[each["state"_L1].toString()] += check;
        }
        const QStringList good{u"address"_s,  u"reachable"_s, u"encryption"_s, u"api"_s,
                               u"engine"_s,   u"identity"_s,  u"platform"_s,   u"disk"_s,
                               u"runtimes"_s, u"builder"_s,   u"trialBuild"_s, u"warnings"_s};
        const QMap<QString, QStringList> expected{{u"ok"_s, good},
                                                  {u"skipped"_s, {u"devices"_s, u"registries"_s, u"images"_s}}};
        QVERIFY2(byState == expected, said(tested));
    }

    void registries()
    {
        const CtlRun listed = run({u"registries"_s});
        QCOMPARE(listed.exitCode, 0);
        QVERIFY(listed.out.contains("basic"));
        const CtlRun tested = run({u"registries"_s, u"test"_s, u"-o"_s, u"json"_s});
        QVERIFY2(tested.exitCode == 0, said(tested));
        QCOMPARE(list(tested, u"registries"_s).size(), 2);
        QVERIFY2(tested.out.contains("an upload was begun and given up"), said(tested));
        const CtlRun careful = run({u"registries"_s, u"test"_s, u"--no-push"_s});
        QVERIFY2(careful.exitCode == 0 && !careful.out.contains("upload"), said(careful));
    }

    void dockerfile()
    {
        const CtlRun own = run({u"dockerfile"_s, u"exec"_s});
        QCOMPARE(own.exitCode, 0);
        QVERIFY(own.out.startsWith("FROM scratch\n"));
        const CtlRun broken = run({u"dockerfile"_s, u"broken"_s});
        QCOMPARE(broken.exitCode, 3);
        QVERIFY2(broken.error.contains("from"), said(broken));
    }

    void buildsAndPushes_data() { engines(); }
    //! In order: what is planned is done, and then there is nothing left to do.
    void buildsAndPushes()
    {
        QFETCH(const QString, config);
        QFETCH(const QString, name);
        m_config = config;
        const CtlRun plan = run({u"images"_s, u"plan"_s, u"exec"_s, u"-o"_s, u"json"_s});
        QVERIFY2(plan.exitCode == 0, said(plan));
        QVERIFY(list(plan, u"steps"_s)[0]["builds"_L1].toBool());

        const CtlRun pushed = run({u"images"_s, u"push"_s, u"exec"_s, u"-o"_s, u"json"_s});
        QVERIFY2(pushed.exitCode == 0, said(pushed));
        QHash<QString, int> events;
        bool isBuildShown = false;
        QStringList digests;
        for (const QByteArray &line : pushed.out.split('\n')) {
            if (line.isEmpty())
                continue;
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            QVERIFY2(!event.isEmpty(), line);
            ++events[event["event"_L1].toString()];
            if (event["event"_L1] == "layer"_L1)
                QVERIFY2(event.contains("bytesPerSecond"_L1) && event.contains("remainingSeconds"_L1), line);
            isBuildShown |= event["text"_L1].toString().contains("from the build"_L1);
            if (!event["digest"_L1].toString().isEmpty())
                digests += event["digest"_L1].toString();
        }
        QCOMPARE(events[u"added"_s], 3);
        QCOMPARE(events[u"ended"_s], 3);
        QVERIFY(events[u"step"_s] >= 3 && events[u"layer"_s] >= 2 && isBuildShown);
        QCOMPARE(digests.size(), 2);
        QCOMPARE(digests[0], digests[1]);

        const CtlRun again = run({u"images"_s, u"build"_s, u"exec"_s});
        QVERIFY2(again.exitCode == 0, said(again));
        QVERIFY2(again.out.contains("Nothing to do"), said(again));
        const CtlRun told = run({u"images"_s, u"build"_s, u"exec"_s, u"-o"_s, u"json"_s});
        QVERIFY2(told.exitCode == 0 && told.out.count('\n') == 1, said(told));
        QCOMPARE(QJsonDocument::fromJson(told.out)["event"_L1].toString(), u"nothingToDo"_s);

        const CtlRun listed = run({u"images"_s, u"-o"_s, u"json"_s});
        QCOMPARE(listed.exitCode, 3); // the other one has no FROM that could be
        const QJsonValue exec = list(listed, u"images"_s)[0];
        QCOMPARE(exec["state"_L1].toString(), u"Current"_s);
        QCOMPARE(exec["tag"_L1].toString(), name + u"/exec:"_s + m_version);
        QCOMPARE(exec["registries"_L1].toArray().size(), 2);
        for (const QJsonValue &registry : exec["registries"_L1].toArray()) {
            QCOMPARE(registry["state"_L1].toString(), u"current"_s);
            QCOMPARE(registry["digest"_L1].toString(), digests[0]);
        }
        const QString reference = exec["registries"_L1][0]["reference"_L1].toString();
        const CtlRun tags = run({u"registries"_s, u"tags"_s, reference});
        QVERIFY2(tags.exitCode == 0, said(tags));
        QVERIFY(tags.out.contains(m_version.toUtf8()));
        const CtlRun pulled = run({u"images"_s, u"pull"_s, reference, u"--daemon"_s, u"far away"_s});
        QVERIFY2(pulled.exitCode == 0, said(pulled));
        // What a recipe has tagged stays, wherever it is and whatever it is called there.
        const CtlRun prune = run({u"images"_s, u"prune"_s, u"--dry-run"_s, u"--daemon"_s, u"far away"_s});
        QVERIFY2(prune.exitCode == 0, said(prune));
        QVERIFY2(!prune.out.contains("/" + name.toUtf8() + "/exec:" + m_version.toUtf8()), said(prune));
    }

    //! Of the image that buildsAndPushes() has pushed: what registries have needs no daemon.
    void registriesWithoutTheDaemon()
    {
        QFile whole(m_folder.filePath(u"fairlead.yaml"_s));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QString config = m_folder.filePath(u"down.yaml"_s);
        QVERIFY(writeFile(
            config, whole.readAll().replace("host: " + qgetenv("FAIRLEAD_BED_DOCKER"), "host: unix:///nowhere.sock")));
        const QStringList images{u"images"_s, u"--config"_s, config};
        const CtlRun listed = runCtl(images + QStringList{u"-o"_s, u"json"_s});
        QVERIFY2(listed.exitCode == 3, said(listed));
        const QJsonValue exec = list(listed, u"images"_s)[0];
        QCOMPARE(exec["state"_L1].toString(), u"Unknown"_s);
        QVERIFY2(!exec["error"_L1].toString().isEmpty(), said(listed));
        QCOMPARE(exec["tag"_L1].toString(), u"ctl/exec:"_s + m_version);
        QCOMPARE(exec["registries"_L1].toArray().size(), 2);
        for (const QJsonValue &registry : exec["registries"_L1].toArray()) {
            QCOMPARE(registry["state"_L1].toString(), u"notCompared"_s);
            QVERIFY2(registry["digest"_L1].toString().startsWith("sha256:"_L1), said(listed));
        }
        const CtlRun table = runCtl(images);
        QVERIFY2(table.out.contains("ctl/exec:" + m_version.toUtf8()) && table.out.contains("0 of 2"), said(table));
    }

    void pushesAnyImage_data() { engines(); }
    //! To a registry of the settings under a name of its own, and under its name there; nothing stays on the daemon.
    void pushesAnyImage()
    {
        QFETCH(const QString, config);
        QFETCH(const QString, name);
        m_config = config;
        const QString image = name + u"/exec:"_s + m_version;
        const CtlRun pushed = run({u"images"_s, u"push"_s, image, u"--to"_s, u"basic"_s});
        QVERIFY2(pushed.exitCode == 0, said(pushed));
        const QJsonValue basic = list(run({u"registries"_s, u"-o"_s, u"json"_s}), u"registries"_s)[0];
        const QString other = basic["host"_L1].toString() + u"/ctl/free/"_s + name + m_version;
        const CtlRun renamed = run({u"images"_s, u"push"_s, image, u"--to"_s, other + u":2"_s, u"-o"_s, u"json"_s});
        QVERIFY2(renamed.exitCode == 0, said(renamed));
        QVERIFY2(renamed.out.contains("taken away"), said(renamed));
        const CtlRun tags = run({u"registries"_s, u"tags"_s, other});
        QVERIFY2(tags.exitCode == 0 && tags.out.contains("2"), said(tags));
        const CtlRun missing = run({u"images"_s, u"push"_s, u"ctl/nobody:1"_s, u"--to"_s, u"basic"_s});
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(run({u"images"_s, u"push"_s, image, u"--to"_s, u"No Name"_s}).exitCode, 2);
    }

    void prunesOverAll_data() { engines(); }
    //! With settings that have no recipe it is nobody's, and on the list of each daemon.
    void prunesOverAll()
    {
        QFETCH(const QString, config);
        m_config = config;
        QFile whole(m_folder.filePath(m_config));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QByteArray bare = whole.readAll();
        bare.truncate(bare.indexOf("baseImages:"));
        bare.replace("registries:", "  - id: d-gone\n    name: gone\n    host: unix:///nowhere.sock\nregistries:");
        const QString path = m_folder.filePath(u"bare.yaml"_s);
        QVERIFY(writeFile(path, bare));
        const QStringList prune{u"images"_s, u"prune"_s, u"--dry-run"_s, u"--config"_s, path};
        const CtlRun all = runCtl(prune + QStringList{u"-o"_s, u"json"_s});
        QVERIFY2(all.exitCode == 3, said(all)); // one is not there
        QVERIFY2(all.error.contains("gone: "), said(all));
        QSet<QString> daemons;
        for (const QJsonValue &image : list(all, u"images"_s)) {
            if (image["names"_L1].toVariant().toStringList().join(u' ').contains(m_version))
                daemons += image["daemon"_L1].toString();
        }
        QCOMPARE(daemons, (QSet<QString>{u"local"_s, u"far away"_s}));
        const QJsonArray told = list(all, u"daemons"_s);
        QCOMPARE(told.size(), 3);
        QVERIFY(told[0]["images"_L1].toInt() > 0 && told[0]["mostBytes"_L1].toInteger() > 0);
        QVERIFY(told[2]["images"_L1].isNull() && !told[2]["error"_L1].isNull());
        QVERIFY(told[2]["buildCache"_L1].isNull() && told[0]["buildCacheError"_L1].isNull());
        const CtlRun table = runCtl(prune + QStringList{u"--all"_s});
        QVERIFY2(table.out.contains("DAEMON") && table.out.contains("bytes freed; build cache, "), said(table));
    }

    //! What BuildKit left of a build: the cache of a mount, which no image has.
    void prunesTheBuildCache()
    {
        QVERIFY(QDir(m_folder.path()).mkdir(u"mount"_s));
        QVERIFY(QFile::copy(u"/bin/busybox"_s, m_folder.filePath(u"mount/busybox"_s)));
        QVERIFY(writeFile(m_folder.filePath(u"mount/Dockerfile"_s),
                          "FROM scratch\nCOPY busybox /bin/busybox\nRUN --mount=type=cache,target=/c "
                          "[\"/bin/busybox\", \"touch\", \"/c/" +
                              m_version.toUtf8() + "\"]\n"));
        QFile whole(m_folder.filePath(u"fairlead.yaml"_s));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QString config = m_folder.filePath(u"mount.yaml"_s);
        QVERIFY(writeFile(config, whole.readAll() +
                                      "  - id: i-mount\n    name: mount\n    tag: ctl/mount:" + m_version.toUtf8() +
                                      "\n    dockerfile: Dockerfile\n    context: mount\n"
                                      "    daemon: {id: d-local, name: local}\n"));
        const CtlRun built = runCtl({u"images"_s, u"build"_s, u"mount"_s, u"--config"_s, config});
        QVERIFY2(built.exitCode == 0, said(built));
        const QStringList prune{u"images"_s, u"prune"_s,    u"--dry-run"_s, u"--config"_s,
                                config,      u"--daemon"_s, u"local"_s};
        const CtlRun json = runCtl(prune + QStringList{u"-o"_s, u"json"_s});
        QVERIFY2(json.exitCode == 0, said(json));
        const QJsonValue cache = list(json, u"daemons"_s)[0]["buildCache"_L1];
        QVERIFY2(cache["records"_L1].toInt() > 0 && cache["bytes"_L1].toInteger() > 0, said(json));
        QVERIFY2(!cache["lastUsed"_L1].toString().isEmpty(), said(json));
        const CtlRun table = runCtl(prune);
        QVERIFY2(table.out.contains("build cache") && table.out.contains(" records "), said(table));
    }

    //! Two gigabytes that are in no memory of ours, and how they go.
    void sendsALargeContext()
    {
        constexpr qint64 Size = 2LL << 30;
        QVERIFY(QDir(m_folder.path()).mkdir(u"large"_s));
        QFile::remove(m_folder.filePath(u"large/zeros"_s));
        QVERIFY(writeFile(m_folder.filePath(u"large/zeros"_s), {}));
        QVERIFY(QFile::resize(m_folder.filePath(u"large/zeros"_s), Size)); // takes no room here
        QVERIFY(writeFile(m_folder.filePath(u"large/Dockerfile"_s), "FROM scratch\nCOPY Dockerfile /\n"));
        QFile whole(m_folder.filePath(u"fairlead.yaml"_s));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray recipe = "  - id: i-large\n    name: large\n    tag: ctl/large:" + m_version.toUtf8() +
                                  "\n    dockerfile: Dockerfile\n    context: large\n"
                                  "    daemon: {id: d-local, name: local}\n";
        const QString config = m_folder.filePath(u"large.yaml"_s);
        QVERIFY(writeFile(config, whole.readAll() + recipe));
        const QStringList build{u"images"_s, u"build"_s, u"large"_s, u"--config"_s, config};
        qint64 peakKiB = 0;
        const CtlRun table = runCtlMeasured(build, peakKiB);
        QVERIFY2(table.exitCode == 0, said(table));
        const QRegularExpression line(
            u"^\\[ctl/large:\\S+\\] Sending the context: [\\d.]+ [MG]B of 2\\.1 GB, [\\d.]+ [kMG]B/s$"_s,
            QRegularExpression::MultilineOption);
        QVERIFY2(line.match(QString::fromUtf8(table.out)).hasMatch(), said(table));
        QVERIFY2(table.out.contains("] Context sent: 2.1 GB in "), said(table));
        qInfo("peak %lld KiB", peakKiB);
        constexpr qint64 most = fairlead::tests::IsSanitized ? Size / 4 : 80'000'000;
        QVERIFY2(peakKiB > 0 && peakKiB < most / 1024, qPrintable(QString::number(peakKiB)));
        const CtlRun json = runCtl(build + QStringList{u"--force"_s, u"-o"_s, u"json"_s});
        QVERIFY2(json.exitCode == 0, said(json));
        QList<QJsonObject> contexts;
        for (const QByteArray &each : json.out.split('\n')) {
            const QJsonObject event = QJsonDocument::fromJson(each).object();
            if (event["event"_L1] == "context"_L1)
                contexts += event;
        }
        QVERIFY(contexts.size() >= 3);
        QVERIFY(std::any_of(contexts.begin(), contexts.end(), [](const QJsonObject &event) {
            return event["bytesPerSecond"_L1].toInteger() > 0 && event["remainingSeconds"_L1].isDouble() &&
                   !event["sent"_L1].toBool();
        }));
        const QJsonObject last = contexts.last();
        QVERIFY(last["sent"_L1].toBool() && last["bytes"_L1] == last["totalBytes"_L1]);
        QVERIFY(last["bytes"_L1].toInteger() > Size && last["bytesPerSecond"_L1].isNull());
        QFile::remove(m_folder.filePath(u"large/zeros"_s));
    }

    void tellsWhatFailed()
    {
        const CtlRun broken = run({u"images"_s, u"build"_s, u"broken"_s});
        QCOMPARE(broken.exitCode, 1);
        QVERIFY2(broken.out.contains("from:"), said(broken));
        const CtlRun pulled = run({u"images"_s, u"pull"_s, u"10.99.0.1:5000/no/such:1"_s});
        QCOMPARE(pulled.exitCode, 1);
    }

    void programsBeforeAPush_data()
    {
        QTest::addColumn<bool>("isApproved"); // in the window, once
        QTest::addColumn<bool>("isChanged");  // since
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("nobody allowed it") << false << false << QStringList() << 1;
        QTest::newRow("--allow-exec") << false << false << QStringList{u"--allow-exec"_s} << 0;
        QTest::newRow("allowed in the window") << true << false << QStringList() << 0;
        QTest::newRow("allowed, and changed since") << true << true << QStringList() << 1;
        QTest::newRow("changed, --allow-exec") << true << true << QStringList{u"--allow-exec"_s} << 0;
    }

    //! Of the image that buildsAndPushes() has built.
    void programsBeforeAPush()
    {
        QFETCH(const bool, isApproved);
        QFETCH(const bool, isChanged);
        QFETCH(const QStringList, options);
        QFETCH(const int, exitCode);
        const QTemporaryDir state;
        const QString hook = state.filePath(u"hook"_s);
        const auto writeHook = [&](const QByteArray &body) {
            return writeFile(hook, "#!/bin/sh\necho hooked >> '" + QFile::encodeName(state.filePath(u"runs"_s)) +
                                       "'\n" + body) &&
                   QFile::setPermissions(hook,
                                         QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        };
        QVERIFY(writeHook({}));
        if (isApproved) {
            auto policy = fairlead::processes::ProgramPolicy::withApprovals(
                false, state.filePath(u"fairlead/approved-plugins"_s));
            QVERIFY(policy.remember(policy
                                        .decide({.program = hook,
                                                 .args = {u"push"_s},
                                                 .envNames = {u"AWS_PAGER"_s, u"CLOUDSDK_CORE_DISABLE_PROMPTS"_s,
                                                              u"FAIRLEAD_REGISTRY"_s, u"FAIRLEAD_REPOSITORY"_s}})
                                        .approval));
        }
        if (isChanged)
            QVERIFY(writeHook("echo changed\n"));
        QFile plain(m_folder.filePath(u"fairlead.yaml"_s));
        QVERIFY(plain.open(QIODevice::ReadOnly));
        const QByteArray prefix = "    repositoryPrefix: ctl\n";
        const QByteArray text = plain.readAll().replace(prefix, prefix + "    prePush: command\n    prePushCommand: [" +
                                                                    QFile::encodeName(hook) + ", push]\n");
        const QString config = m_folder.filePath(u"hooks.yaml"_s);
        QVERIFY(writeFile(config, text));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, state.path());
        const CtlRun pushed =
            runCtl(QStringList{u"images"_s, u"push"_s, u"exec"_s, u"--no-build"_s, u"--config"_s, config} + options,
                   environment);
        QVERIFY2(pushed.exitCode == exitCode, said(pushed));
        QFile runs(state.filePath(u"runs"_s));
        QCOMPARE(runs.open(QIODevice::ReadOnly) ? runs.readAll().count('\n') : 0, exitCode == 0 ? 2 : 0);
        QCOMPARE(said(pushed).contains("--allow-exec"), exitCode != 0); // the remedy
    }
};

QTEST_GUILESS_MAIN(FairleadctlImagesTest)
#include "tst_fairleadctl_images.moc"
