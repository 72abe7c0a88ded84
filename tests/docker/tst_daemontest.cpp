// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/daemonfindings.h"
#include "backends/docker/daemontest.h"
#include "engineanswers.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using State = CheckResult::State;

const QByteArray Json = "application/json";

DaemonTest::Settings settingsFor(const EngineAnswers &engine)
{
    return {.choice = {.address = {.host = u"tcp://127.0.0.1:%1"_s.arg(engine.server.port())}},
            .dockerFolder = u"/nonexistent"_s,
            .answerTimeout = 5s};
}

//! One run. "address ok", ... as they were told.
struct Run
{
    explicit Run(const DaemonTest::Settings &settings)
        : test(std::make_unique<DaemonTest>(settings))
    {
        QObject::connect(test.get(), &DaemonTest::checked, test.get(), [this](const CheckResult &result) {
            told << toString(result.id) + u' ' + toString(result.state);
            if (onChecked)
                onChecked(result);
        });
        QObject::connect(test.get(), &DaemonTest::finished, test.get(), [this](const std::optional<ApiError> &end) {
            results = test->results();
            error = end;
            ++ends;
        });
        test->start();
    }

    CheckResult result(CheckResult::Id id) const
    {
        const auto it = std::find_if(results.begin(), results.end(), [&](const auto &each) { return each.id == id; });
        return it == results.end() ? CheckResult{.state = State::Skipped, .detail = u"not made"_s} : *it;
    }

    std::unique_ptr<DaemonTest> test;
    std::function<void(const CheckResult &)> onChecked;
    QStringList told;
    std::vector<CheckResult> results;
    std::optional<ApiError> error;
    int ends = 0;
};

} // namespace

class TestDaemonTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void allChecks();
    void endsWhereNothingCanFollow_data();
    void endsWhereNothingCanFollow();
    void missingFile();
    void missingImages();
    void imagesOfOthers();
    void wantsARuntime();
    void triesABuild();
    void leftovers_data();
    void leftovers();
    void buildFails_data();
    void buildFails();
    void diskCannotBeCounted();
    void isCancelled_data();
    void isCancelled();
    void buildIsCancelled_data();
    void buildIsCancelled();
    void encryption_data();
    void encryption();
    void findings();
    void runtimes_data();
    void runtimes();
    void sizes_data();
    void sizes();
};

void TestDaemonTest::allChecks()
{
    EngineAnswers engine;
    Run run(settingsFor(engine));
    QVERIFY(run.told.isEmpty());
    QTRY_COMPARE(run.ends, 1);
    QVERIFY(!run.error);
    QCOMPARE(run.told, (QStringList{u"address ok"_s, u"reachable ok"_s, u"encryption failed"_s, u"api ok"_s,
                                    u"engine ok"_s, u"identity ok"_s, u"platform ok"_s, u"storage ok"_s, u"disk ok"_s,
                                    u"runtimes ok"_s, u"devices skipped"_s, u"builder ok"_s, u"trialBuild skipped"_s,
                                    u"registries ok"_s, u"warnings ok"_s, u"images skipped"_s}));
    QCOMPARE(run.results.size(), std::size_t(run.told.size()));
    QCOMPARE(toString(overall(run.results)), toString(State::Failed)); // in clear
    QCOMPARE(run.result(CheckResult::Id::Disk).detail, u"1.5 GB in /var/lib/docker"_s);
    QCOMPARE(run.result(CheckResult::Id::Builder).detail, u"BuildKit"_s);
    for (const SeenRequest &request : engine.server.requests())
        QCOMPARE(request.method, QByteArray("GET")); // it changes nothing
}

void TestDaemonTest::endsWhereNothingCanFollow_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("last");
    QTest::newRow("no answer that is one") << QByteArray("/_ping") << Script().close() << u"reachable failed"_s;
    QTest::newRow("too old") << QByteArray("/version")
                             << Script::answer(
                                    200, Json,
                                    R"({"Version":"19.03","ApiVersion":"1.40","Components":[{"Name":"Engine"}]})")
                             << u"api failed"_s;
    QTest::newRow("denied") << QByteArray("/info") << Script::answer(403, Json, R"({"message":"denied"})")
                            << u"identity failed"_s;
}

void TestDaemonTest::endsWhereNothingCanFollow()
{
    QFETCH(QByteArray, path);
    QFETCH(Script, script);
    EngineAnswers engine;
    engine.set(path, script);
    Run run(settingsFor(engine));
    QTRY_COMPARE(run.ends, 1);
    QVERIFY(!run.error);
    QTEST(run.told.last(), "last");
    QVERIFY(run.results.back().error);
    QVERIFY(!run.results.back().detail.isEmpty());
}

void TestDaemonTest::missingFile()
{
    EngineAnswers engine;
    const QTemporaryDir folder;
    DaemonTest::Settings settings = settingsFor(engine);
    settings.choice.address.enablesTls = true;
    settings.choice.address.certificatePath = folder.path();
    Run run(settings);
    QTRY_COMPARE(run.ends, 1);
    QCOMPARE(run.told, QStringList{u"address failed"_s});
    QVERIFY(run.results.back().detail.contains(u"ca.pem"_s));
    QCOMPARE(engine.server.connections(), 0);
}

void TestDaemonTest::missingImages()
{
    EngineAnswers engine;
    engine.set("/images/base/exec:1/json", Script::answer(200, Json, R"({"Id":"sha256:1"})"));
    DaemonTest::Settings settings = settingsFor(engine);
    settings.images = QStringList{u"base/exec:1"_s, u"r.example:5000/base/spark:2"_s};
    Run run(settings);
    QTRY_COMPARE(run.ends, 1);
    const CheckResult images = run.result(CheckResult::Id::Images);
    QCOMPARE(toString(images.state), toString(State::Warning));
    QCOMPARE(images.items, QStringList{u"r.example:5000/base/spark:2"_s});
    QVERIFY(images.detail.startsWith(u"1 of 2"_s));
    QVERIFY(!images.remedy.isEmpty());
    QCOMPARE(run.result(CheckResult::Id::OtherImages).detail, u"not made"_s);
}

//! That others build and push nowhere: who knows whether they are to run here.
void TestDaemonTest::imagesOfOthers()
{
    EngineAnswers engine;
    engine.set("/images/base/exec:1/json", Script::answer(200, Json, R"({"Id":"sha256:1"})"));
    DaemonTest::Settings settings = settingsFor(engine);
    settings.images = QStringList{u"base/exec:1"_s};
    settings.otherImages = QStringList{u"base/api:1"_s};
    settings.unnamed = QStringList{u"spark"_s};
    Run run(settings);
    QTRY_COMPARE(run.ends, 1);
    const CheckResult others = run.result(CheckResult::Id::OtherImages);
    QCOMPARE(toString(others.state), u"note"_s);
    QCOMPARE(others.items, QStringList{u"base/api:1"_s});
    const CheckResult images = run.result(CheckResult::Id::Images);
    QCOMPARE(toString(images.state), u"warning"_s);
    QCOMPARE(images.detail, u"all 1 are there; nobody can tell the tag of spark"_s);
    QVERIFY(run.test->client());
}

void TestDaemonTest::wantsARuntime()
{
    EngineAnswers engine;
    DaemonTest::Settings settings = settingsFor(engine);
    settings.runtime = u"nvidia"_s;
    Run there(settings);
    QTRY_COMPARE(there.ends, 1);
    QCOMPARE(toString(there.result(CheckResult::Id::Runtimes).state), toString(State::Ok));
    settings.runtime = u"kata"_s;
    Run missing(settings);
    QTRY_COMPARE(missing.ends, 1);
    QCOMPARE(toString(missing.result(CheckResult::Id::Runtimes).state), toString(State::Failed));
    QCOMPARE(missing.told.size(), there.told.size());
}

void TestDaemonTest::triesABuild()
{
    EngineAnswers engine;
    engine.set("/build",
               Script()
                   .head(200, Json)
                   .chunk("{\"stream\":\"Step 1/2 : FROM scratch\\n\"}\r\n{\"aux\":{\"ID\":\"sha256:77\"}}\r\n"
                          "{\"stream\":\"Successfully built 77\\n\"}\r\n")
                   .lastChunk());
    engine.set("/images/sha256:77", Script::answer(200, Json, R"([{"Deleted":"sha256:77"}])"));
    DaemonTest::Settings settings = settingsFor(engine);
    settings.triesBuild = true;
    Run run(settings);
    QTRY_COMPARE(run.ends, 1);
    QCOMPARE(toString(run.result(CheckResult::Id::TrialBuild).state), toString(State::Ok));
    QCOMPARE(engine.asked("/images/sha256:77"), 1);
    const auto build = std::find_if(engine.server.requests().begin(), engine.server.requests().end(),
                                    [](const SeenRequest &request) { return request.path().endsWith("/build"); });
    QCOMPARE(build->value("Content-Type"), QByteArray("application/x-tar"));
    QVERIFY(build->body.contains("FROM scratch\nLABEL dev.fairlead.trial="));
    QCOMPARE(build->body.size() % 512, 0);
    QVERIFY(build->query(u"t"_s).isEmpty()); // it takes no name
    QCOMPARE(run.result(CheckResult::Id::TrialBuild).detail, u"an image was built and removed"_s);
}

void TestDaemonTest::leftovers_data()
{
    QTest::addColumn<QByteArray>("listed");
    QTest::addColumn<int>("status"); // of the first removal
    QTest::addColumn<QList<QByteArray>>("removed");
    QTest::addColumn<QString>("finding");
    using Removed = QList<QByteArray>;
    const auto image = [](const QByteArray &id, const QByteArray &tags, const QByteArray &labels) {
        return R"({"Id":"sha256:)" + id + R"(","RepoTags":)" + tags + R"(,"Labels":)" + labels + '}';
    };
    const QByteArray none = R"(["<none>:<none>"])";
    const QByteArray ours = R"({"dev.fairlead.trial":"4b5aa0e2-6b11-4ffb-a2a9-3b9e4f3e2f10"})";
    const QByteArray list = '[' + image("aa", none, ours) + ',' + image("bb", "[]", ours) + ']';
    const auto built = u"an image was built and removed"_s;
    const auto left = built + u"; left there by tests that were broken off, and removed now: "_s;
    QTest::newRow("none") << QByteArray("[]") << 200 << Removed() << u"ok: "_s + built;
    QTest::newRow("two") << list << 200 << Removed{"sha256:bb", "sha256:aa"} << u"ok: "_s + left + u'2';
    QTest::newRow("another test was faster")
        << list << 404 << Removed{"sha256:bb", "sha256:aa"} << u"ok: "_s + left + u'2';
    QTest::newRow("one is in use") << list << 409 << Removed{"sha256:bb", "sha256:aa"}
                                   << u"note: "_s + left + u"1; left there, and not to be removed: 1 (in use)"_s;
    QTest::newRow("an engine without the filter, or somebody's own")
        << '[' + image("aa", none, "null") + ',' + image("bb", none, R"({"a":"b"})") + ',' +
               image("cc", R"(["kept:1"])", ours) + ',' + image("dd", none, R"({"dev.fairlead.trial":"mine"})") + ']'
        << 200 << Removed() << u"ok: "_s + built;
    QTest::newRow("they are not listed") << QByteArray("{") << 200 << Removed() << u"ok: "_s + built;
}

//! What a crash left goes before the next image is made; nothing else does.
void TestDaemonTest::leftovers()
{
    QFETCH(const QByteArray, listed);
    QFETCH(const int, status);
    QFETCH(const QList<QByteArray>, removed);
    EngineAnswers engine;
    engine.set("/images/json", Script::answer(200, Json, listed));
    engine.set("/build", Script().head(200, Json).chunk("{\"aux\":{\"ID\":\"sha256:77\"}}\r\n").lastChunk());
    engine.set("/images/sha256:77", Script::answer(200, Json, "[]"));
    engine.set("/images/sha256:aa", Script::answer(200, Json, "[]"));
    engine.set("/images/sha256:bb", Script::answer(status, Json, status == 200 ? "[]" : R"({"message":"in use"})"));
    DaemonTest::Settings settings = settingsFor(engine);
    settings.triesBuild = true;
    Run run(settings);
    QTRY_COMPARE(run.ends, 1);
    const CheckResult result = run.result(CheckResult::Id::TrialBuild);
    QTEST(toString(result.state) + u": "_s + result.detail, "finding");
    QList<QByteArray> deleted;
    QList<QByteArray> order;
    for (const SeenRequest &request : engine.server.requests()) {
        const QByteArray name = request.path().split('/').last();
        if (request.method == "DELETE")
            deleted << name;
        if (request.method == "DELETE" || name == "build")
            order << name;
        if (name == "json" && request.path().endsWith("/images/json"))
            QCOMPARE(request.query(u"filters"_s), u"{\"label\":[\"dev.fairlead.trial\"]}"_s);
        QVERIFY(request.query(u"force"_s) != "1"_L1);
    }
    QCOMPARE(deleted, removed + QList<QByteArray>{"sha256:77"});
    QCOMPARE(order, (removed + QList<QByteArray>{"build", "sha256:77"}));
}

void TestDaemonTest::buildFails_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("detail");
    QTest::newRow("in the stream") << Script()
                                          .head(200, Json)
                                          .chunk("{\"errorDetail\":{\"message\":\"no space left on device\"},"
                                                 "\"error\":\"no space left on device\"}\r\n")
                                          .lastChunk()
                                   << u"no space left on device"_s;
    QTest::newRow("refused") << Script::answer(403, Json, R"({"message":"you may not build"})")
                             << u"you may not build"_s;
    QTest::newRow("nothing") << Script().head(200, Json).lastChunk() << u"the engine names no image that it built"_s;
}

void TestDaemonTest::buildFails()
{
    QFETCH(Script, script);
    EngineAnswers engine;
    engine.set("/build", script);
    DaemonTest::Settings settings = settingsFor(engine);
    settings.triesBuild = true;
    Run run(settings);
    QTRY_COMPARE(run.ends, 1);
    QCOMPARE(toString(run.result(CheckResult::Id::TrialBuild).state), toString(State::Failed));
    QTEST(run.result(CheckResult::Id::TrialBuild).detail, "detail");
    QCOMPARE(run.told.size(), 16); // the others are made all the same
}

void TestDaemonTest::diskCannotBeCounted()
{
    EngineAnswers engine;
    engine.set("/system/df", Script::answer(500, Json, R"({"message":"a disk usage operation is already running"})"));
    Run run(settingsFor(engine));
    QTRY_COMPARE(run.ends, 1);
    QCOMPARE(toString(run.result(CheckResult::Id::Disk).state), toString(State::Warning));
    QCOMPARE(run.told.size(), 16);
}

void TestDaemonTest::isCancelled_data()
{
    QTest::addColumn<int>("behind"); // so many checks
    QTest::addColumn<bool>("isDeleted");
    for (const int behind : {1, 2, 5, 9, 16}) {
        QTest::addRow("behind %d", behind) << behind << false;
        QTest::addRow("deleted behind %d", behind) << behind << true;
    }
}

void TestDaemonTest::isCancelled()
{
    QFETCH(int, behind);
    QFETCH(bool, isDeleted);
    EngineAnswers engine;
    Run run(settingsFor(engine));
    bool hasEnded = false;
    run.onChecked = [&](const CheckResult &) {
        if (run.told.size() != behind)
            return;
        hasEnded = true;
        if (isDeleted)
            run.test.reset();
        else
            run.test->cancel();
    };
    QTRY_VERIFY(hasEnded);
    QTest::qWait(20);
    QCOMPARE(run.told.size(), behind);
    QCOMPARE(run.ends, isDeleted ? 0 : 1);
    if (!isDeleted)
        QCOMPARE(toString(run.error->kind), u"Cancelled"_s);
}

void TestDaemonTest::buildIsCancelled_data()
{
    QTest::addColumn<QByteArray>("at"); // when this was asked for
    QTest::addColumn<Script>("build");
    QTest::addColumn<int>("removals");
    const Script head = Script().head(200, Json);
    const QByteArray made = "{\"aux\":{\"ID\":\"sha256:77\"}}\r\n";
    QTest::newRow("it goes on for ever") << QByteArray("/build") << Script(head).hang() << 0;
    QTest::newRow("its image is told behind that")
        << QByteArray("/build") << Script(head).pause(300ms).chunk(made).lastChunk() << 1;
    QTest::newRow("its image is being removed")
        << QByteArray("/images/sha256:77") << Script(head).chunk(made).lastChunk() << 1;
}

//! Its end waits until the image is gone.
void TestDaemonTest::buildIsCancelled()
{
    QFETCH(const QByteArray, at);
    QFETCH(const Script, build);
    QFETCH(const int, removals);
    EngineAnswers engine;
    engine.set("/build", build);
    engine.set(
        "/images/sha256:77",
        Script().pause(50ms).send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]"));
    DaemonTest::Settings settings = settingsFor(engine);
    settings.triesBuild = true;
    Run run(settings);
    QTRY_COMPARE(engine.asked(at), 1);
    run.test->cancel();
    QCOMPARE(run.ends, 0);
    run.test->cancel();
    QTRY_COMPARE_WITH_TIMEOUT(run.ends, 1, 30'000);
    QCOMPARE(toString(run.error->kind), u"Cancelled"_s);
    QCOMPARE(engine.asked("/images/sha256:77"), removals);
    QCOMPARE(run.told.last(), u"builder ok"_s);
}

void TestDaemonTest::encryption_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("socket");
    QTest::addColumn<bool>("isInsecure");
    QTest::addColumn<QString>("state");
    QTest::newRow("socket") << u"http://localhost"_s << u"/run/docker.sock"_s << false << u"ok"_s;
    QTest::newRow("TLS") << u"https://h:2376"_s << QString() << false << u"ok"_s;
    QTest::newRow("TLS, not verified") << u"https://h:2376"_s << QString() << true << u"failed"_s;
    QTest::newRow("in clear") << u"http://h:2375"_s << QString() << true << u"failed"_s;
}

void TestDaemonTest::encryption()
{
    QFETCH(QString, server);
    QFETCH(QString, socket);
    QFETCH(bool, isInsecure);
    const CheckResult result =
        encryptionFinding({.endpoint = {.server = QUrl(server), .unixSocketPath = socket}, .isInsecure = isInsecure});
    QTEST(toString(result.state), "state");
    QVERIFY(!result.detail.isEmpty());
}

void TestDaemonTest::findings()
{
    EngineInfo info{.id = u"ID"_s,
                    .name = u"host"_s,
                    .driver = u"vfs"_s,
                    .cdiSpecDirs = {u"/etc/cdi"_s},
                    .warnings = {u"WARNING: No swap limit support"_s},
                    .insecureRegistries = {u"127.0.0.0/8"_s, u"10.0.0.1:5000"_s},
                    .registryMirrors = {u"https://mirror.example/"_s}};
    QCOMPARE(toString(storageFinding(info).state), toString(State::Warning));
    QCOMPARE(toString(storageFinding({.driver = u"native"_s}).state), toString(State::Warning));
    QCOMPARE(toString(storageFinding({.driver = u"overlayfs"_s}).state), toString(State::Ok));
    QCOMPARE(toString(warningsFinding(info).state), toString(State::Warning));
    QCOMPARE(toString(registriesFinding(info, EngineVersion::Kind::Docker).state), toString(State::Warning));
    QCOMPARE(registriesFinding(info, EngineVersion::Kind::Docker).items,
             (QStringList{u"insecure: 10.0.0.1:5000"_s, u"mirror: https://mirror.example/"_s}));
    info.insecureRegistries = QStringList{u"127.0.0.0/8"_s, u"::1/128"_s};
    QCOMPARE(toString(registriesFinding(info, EngineVersion::Kind::Docker).state), toString(State::Ok));
    info.insecureRegistries.clear();
    info.registryMirrors.clear();
    QCOMPARE(toString(registriesFinding(info, EngineVersion::Kind::Podman).state), toString(State::Skipped));
    QCOMPARE(toString(devicesFinding(info).state), toString(State::Ok));
    info.discoveredDevices = {{.source = u"cdi"_s, .id = u"nvidia.com/gpu=0"_s}};
    QCOMPARE(devicesFinding(info).items, QStringList{u"nvidia.com/gpu=0"_s});
    QCOMPARE(identityFinding(info, EngineVersion::Kind::Docker).detail, u"host (ID)"_s);
    QCOMPARE(identityFinding(info, EngineVersion::Kind::Podman).detail, u"host"_s);
    QCOMPARE(toString(engineFinding({.kind = EngineVersion::Kind::Other, .engineName = u"x"_s}).state),
             toString(State::Warning));
    DiskUsage usage{.layersBytes = 1'000, .volumes = {{.sizeBytes = 500}, {}}};
    usage.containers = {{.sizeRwBytes = 20}};
    usage.buildCache = {{.sizeBytes = 3'000}, {.isShared = true, .sizeBytes = 9'000}};
    QCOMPARE(diskFinding(usage, info).items,
             (QStringList{u"images 1.0 kB"_s, u"containers 20 B"_s, u"volumes 500 B"_s, u"build cache 3.0 kB"_s}));
    QVERIFY(diskFinding(usage, info).detail.startsWith(u"4.5 kB"_s));
    usage.layersBytes = 0; // Podman
    usage.images = {{.sizeBytes = 300, .sharedSizeBytes = 100}, {.sizeBytes = 50}};
    QCOMPARE(diskFinding(usage, info).items.first(), u"images at least 350 B"_s);
    QVERIFY(diskFinding(usage, info).detail.startsWith(u"at least 3.9 kB"_s));
}

void TestDaemonTest::runtimes_data()
{
    using Kind = EngineVersion::Kind;
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("detail");
    const QString listed = u"crun, kata, runc; default: runc"_s;
    const QString known = listed + u"; known by name, installed or not"_s;
    const QString none = u"no runtime \"nvidia\" among crun, kata, runc"_s;
    QTest::newRow("none wanted") << Kind::Docker << QString() << u"ok"_s << listed;
    QTest::newRow("there") << Kind::Docker << u"kata"_s << u"ok"_s << listed;
    QTest::newRow("not there") << Kind::Docker << u"nvidia"_s << u"failed"_s << none;
    QTest::newRow("Podman") << Kind::Podman << QString() << u"ok"_s << known;
    QTest::newRow("Podman, its default") << Kind::Podman << u"runc"_s << u"ok"_s << known;
    QTest::newRow("Podman, who knows") << Kind::Podman << u"kata"_s << u"note"_s << known;
    QTest::newRow("Podman, unknown") << Kind::Podman << u"nvidia"_s << u"failed"_s << none;
}

void TestDaemonTest::runtimes()
{
    QFETCH(const EngineVersion::Kind, kind);
    QFETCH(const QString, wanted);
    const EngineInfo info{.runtimes = {{.name = u"crun"_s}, {.name = u"kata"_s}, {.name = u"runc"_s}},
                          .defaultRuntime = u"runc"_s};
    const CheckResult result = runtimesFinding(info, wanted, kind);
    QTEST(toString(result.state), "state");
    QTEST(result.detail, "detail");
}

void TestDaemonTest::sizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << u"0 B"_s;
    QTest::newRow("below") << qint64(999) << u"999 B"_s;
    QTest::newRow("just") << qint64(1'000) << u"1.0 kB"_s;
    QTest::newRow("no 1000.0 kB") << qint64(999'990) << u"1.0 MB"_s;
    QTest::newRow("many") << qint64(1'234'000'000'000) << u"1.2 TB"_s;
}

void TestDaemonTest::sizes()
{
    QFETCH(qint64, bytes);
    QTEST(sizeText(bytes), "text");
}

QTEST_GUILESS_MAIN(TestDaemonTest)
#include "tst_daemontest.moc"
