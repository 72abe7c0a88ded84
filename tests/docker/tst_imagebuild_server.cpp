// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/buildxbuild.h"
#include "backends/docker/buildxplugin.h"
#include "backends/docker/dockerendpoint.h"
#include "backends/docker/engineclient.h"
#include "backends/docker/imagebuild.h"
#include "backends/docker/imageprune.h"
#include "backends/docker/imagetransfer.h"
#include "tests/support/bedservers.h"
#include "tests/support/buildcontext.h"
#include "tests/support/peakmemory.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

//! What is freed is used again at once, or peaks are those of the sanitizer.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=1";
}

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! Builds, pushes and pulls with the daemon of FAIRLEAD_BED_DOCKER, and for all of it again with the newest one of
//! FAIRLEAD_BED_DOCKER_NEWEST, which has containerd's image store; the other one behind TLS, and the registries of
//! FAIRLEAD_BED_REGISTRIES; docker buildx is FAIRLEAD_BED_BUILDX.

namespace {

using Direction = ImageTransfer::Direction;
using State = BuildStep::State;
using Layer = LayerProgress::State;

constexpr int Patience = 120'000;

//! One of the daemons, as the environment names them.
struct Bed
{
    explicit Bed(const DaemonAddress &address)
    {
        const Result<DockerEndpoint> daemon = dockerEndpoint(address, {});
        if (!daemon)
            qFatal("no daemon: %s", qPrintable(daemon.error().message));
        endpoint = *daemon;
        http = std::make_unique<HttpClient>(daemon->endpoint, std::make_unique<StaticCredentials>(daemon->credentials),
                                            "fairlead-test");
        client = std::make_unique<EngineClient>(*http);
    }

    DockerEndpoint endpoint;
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<EngineClient> client;
};

//! What a build or a transfer ended with, and what it said.
template <class Task, class T>
struct Watched
{
    explicit Watched(Task *watched)
        : task(watched)
    {
        QObject::connect(watched, &Task::logged, watched, [this](const QByteArray &text) { log += text; });
        QObject::connect(watched, &Task::finished, watched, [this](const Result<T> &ended) { result = ended; });
        watched->start();
    }
    bool wait() const
    {
        return QTest::qWaitFor([this] { return result.has_value(); }, Patience);
    }
    QString error() const { return result && !*result ? toString(result->error().kind) : QString(); }
    QByteArray why() const { return result && !*result ? result->error().message.toUtf8() : log; }

    std::unique_ptr<Task> task;
    std::optional<Result<T>> result;
    QByteArray log;
};

using WatchedBuild = Watched<Build, BuiltImage>;
using WatchedTransfer = Watched<ImageTransfer, TransferResult>;

} // namespace

class TestImageBuildServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanupTestCase();
    void builds_data();
    void builds();
    void fails_data();
    void fails();
    void badDockerfile_data();
    void badDockerfile();
    void options();
    void cancelled_data();
    void cancelled();
    void cancelledUpload_data();
    void cancelledUpload();
    void bigContext_data();
    void bigContext();
    void installedBuildx();
    void secretsOfBuildx();
    void pushes_data();
    void pushes();
    void refused_data();
    void refused();
    void pulls_data();
    void pulls();
    void refusedPulls_data();
    void refusedPulls();
    void privateBase_data();
    void privateBase();
    void pulledBase_data();
    void pulledBase();
    void builtUpon();

private:
    QString address(const QString &registry) const { return m_bed.address(registry); }
    EngineLogin login(const QString &registry, const QString &user) const
    {
        return {user, m_bed.password(registry, user), false, address(registry)};
    }
    static bool isNewest()
    {
        QFETCH_GLOBAL(const bool, isNewest);
        return isNewest;
    }
    //! Negotiates. \return what went wrong; empty: nothing.
    QString open(Bed &bed);
    template <class T, class Call>
    Result<T> ask(Call call)
    {
        std::optional<Result<T>> answer;
        QObject context;
        call(&context, [&](const Result<T> &result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, Patience))
            return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Timeout});
        return *answer;
    }
    //! RUN in a form that needs no shell in the image.
    static QByteArray run(const QByteArray &command)
    {
        return "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"" + command + "\"]\n";
    }
    static QByteArray base() { return "FROM scratch\nCOPY busybox /bin/busybox\n"; }
    std::unique_ptr<WatchedBuild> build(const QByteArray &dockerfile, BuildOptions options, qint64 zeros = 0,
                                        const EngineLogins &logins = {}, Bed *where = nullptr)
    {
        return build(dockerfile, std::move(options), std::make_shared<BuildContext>(dockerfile, zeros), logins, where);
    }
    std::unique_ptr<WatchedBuild> build(const QByteArray &dockerfile, BuildOptions options,
                                        std::shared_ptr<BodySource> context, const EngineLogins &logins = {},
                                        Bed *where = nullptr)
    {
        const Bed &bed = where ? *where : *m_local;
        std::vector<BuildInstruction> instructions;
        const QByteArrayList lines = dockerfile.split('\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (!lines[i].isEmpty())
                instructions.push_back({QString::fromUtf8(lines[i]), int(i) + 1});
        }
        if (options.builder == Builder::Buildx)
            return std::make_unique<WatchedBuild>(
                new BuildxBuild({.program = qEnvironmentVariable("FAIRLEAD_BED_BUILDX"),
                                 .options = std::move(options),
                                 .daemon = bed.endpoint,
                                 .environment = m_environment,
                                 .context = std::move(context),
                                 .instructions = instructions}));
        return std::make_unique<WatchedBuild>(new ImageBuild(*bed.http, {.apiVersion = bed.client->apiVersion(),
                                                                         .options = std::move(options),
                                                                         .context = std::move(context),
                                                                         .logins = logins,
                                                                         .instructions = instructions}));
    }
    std::unique_ptr<WatchedTransfer> transfer(Direction direction, const QString &repository, const EngineLogin &login,
                                              Bed *where = nullptr)
    {
        return std::make_unique<WatchedTransfer>(new ImageTransfer(
            *(where ? where : m_local)->http, {.apiVersion = (where ? where : m_local)->client->apiVersion(),
                                               .direction = direction,
                                               .repository = repository,
                                               .tag = u"1"_s,
                                               .login = login}));
    }
    void tag(const QString &repository)
    {
        const auto tagged = ask<void>(
            [&](auto *c, auto done) { m_local->client->tagImage(m_tag, repository, u"1"_s, c, std::move(done)); });
        QVERIFY(tagged);
    }
    std::size_t containers()
    {
        const auto all = ask<std::vector<Container>>(
            [this](auto *c, auto done) { m_local->client->listContainers(true, c, std::move(done)); });
        return all ? all->size() : 99;
    }
    void removeImages(Bed &bed);
    //! Whether a process of this machine has these words.
    static bool runs(const QByteArray &words);

    BedServers m_bed;
    std::unique_ptr<Bed> m_docker;
    std::unique_ptr<Bed> m_newest;
    std::unique_ptr<Bed> m_remote;
    Bed *m_local = nullptr; //!< the row's one
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QByteArray m_unique = QByteArray::number(QDateTime::currentMSecsSinceEpoch()); //!< nothing of it is in a cache
    QString m_name = u"fairlead-test/b"_s + QString::fromLatin1(m_unique);
    QString m_tag = m_name + u":1"_s;
};

void TestImageBuildServer::initTestCase_data()
{
    QTest::addColumn<bool>("isNewest");
    QTest::newRow("docker") << false;
    QTest::newRow("newest") << true;
}

void TestImageBuildServer::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_local = isNewest() ? m_newest.get() : m_docker.get();
}

QString TestImageBuildServer::open(Bed &bed)
{
    const auto version = ask<EngineVersion>([&](auto *c, auto done) { bed.client->version(c, std::move(done)); });
    if (!version)
        return version.error().message;
    const auto negotiated = negotiateApiVersion(*version);
    if (negotiated)
        bed.client->setApiVersion(*negotiated);
    return negotiated ? QString() : negotiated.error().message;
}

void TestImageBuildServer::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_BED_DOCKER"), "start the test bed");
    QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_BED_DOCKER_NEWEST"), "start the test bed anew");
    QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_BED_BUILDX"), "start the test bed anew");
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    // Whatever a person has set, it is not for us.
    m_environment.insert(u"DOCKER_CONTEXT"_s, u"elsewhere"_s);
    m_environment.insert(u"BUILDX_BUILDER"_s, u"elsewhere"_s);
    m_environment.insert(u"DOCKER_HOST"_s, u"tcp://127.0.0.1:9"_s);
    m_environment.insert(u"DOCKER_CONFIG"_s, m_bed.dockerConfig());
    m_docker = std::make_unique<Bed>(DaemonAddress{.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER")});
    m_newest = std::make_unique<Bed>(DaemonAddress{.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_NEWEST")});
    m_remote =
        std::make_unique<Bed>(DaemonAddress{.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"),
                                            .enablesTls = true,
                                            .certificatePath = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS")});
    for (Bed *bed : {m_docker.get(), m_newest.get(), m_remote.get()}) {
        const QString problem = open(*bed);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    for (Bed *bed : {m_docker.get(), m_newest.get()}) {
        const auto made = build(base() + "LABEL unique=" + m_unique + "\n", {.tags = {m_tag}}, 0, {}, bed);
        QVERIFY(made->wait());
        QVERIFY2(*made->result, made->why().constData());
    }
}

void TestImageBuildServer::cleanupTestCase()
{
    for (Bed *bed : {m_docker.get(), m_newest.get(), m_remote.get()}) {
        if (bed)
            removeImages(*bed);
    }
}

void TestImageBuildServer::removeImages(Bed &bed)
{
    const auto images =
        ask<std::vector<Image>>([&](auto *c, auto done) { bed.client->listImages(c, std::move(done)); });
    for (const Image &image : images.value_or(std::vector<Image>())) {
        for (const QString &tag : image.repoTags) {
            if (tag.contains(QString::fromLatin1(m_unique)))
                ask<ImageRemoval>([&](auto *c, auto done) { bed.client->removeImage(tag, true, c, std::move(done)); });
        }
    }
}

void TestImageBuildServer::builds_data()
{
    QTest::addColumn<int>("builder");
    QTest::newRow("classic") << int(Builder::Classic);
    QTest::newRow("BuildKit") << int(Builder::BuildKit);
    QTest::newRow("buildx") << int(Builder::Buildx);
}

void TestImageBuildServer::builds()
{
    QFETCH(int, builder);
    const QByteArray word = m_unique + '-' + QByteArray::number(builder);
    const QByteArray dockerfile = base() + run("echo hello " + word) + run("/bin/busybox sleep 1") + "LABEL a=b\n";
    const QString name = m_name + u":builds-%1"_s.arg(builder);
    for (const bool isAgain : {false, true}) {
        const auto made = build(dockerfile, {.builder = Builder(builder), .tags = {name}});
        QVERIFY(made->wait());
        QVERIFY2(*made->result, made->why().constData());
        const auto image =
            ask<ImageDetails>([&](auto *c, auto done) { m_local->client->inspectImage(name, c, std::move(done)); });
        QVERIFY(image);
        QCOMPARE((*made->result)->id, image->id);
        QCOMPARE(image->labels.value(u"a"_s), u"b"_s);
        const auto &steps = made->task->progress().steps();
        const auto step = std::find_if(steps.all().begin(), steps.all().end(),
                                       [](const BuildStep &each) { return each.name.contains("hello"_L1); });
        QVERIFY(step != steps.all().end());
        QCOMPARE(step->line, 3);
        QCOMPARE(int(step->state), int(isAgain ? State::Cached : State::Done));
        QVERIFY(step->startedMs > 0 && step->endedMs >= step->startedMs);
        QCOMPARE(made->log.contains("hello " + word + "\n"), !isAgain);
        QCOMPARE(steps.logOf(step->id).contains("hello " + word + "\n"), !isAgain);
        const auto sleep = std::find_if(steps.all().begin(), steps.all().end(), [](const BuildStep &each) {
            return each.name.contains("busybox sleep"_L1); // BuildKit tells steps in any order
        });
        QVERIFY(sleep != steps.all().end());
        QCOMPARE(sleep->line, 4);
        QVERIFY(isAgain || sleep->endedMs - sleep->startedMs >= 900);
        QVERIFY(std::all_of(steps.all().begin(), steps.all().end(), [](const auto &each) { return each.hasEnded(); }));
    }
}

void TestImageBuildServer::fails_data()
{
    builds_data();
}

void TestImageBuildServer::fails()
{
    QFETCH(int, builder);
    const std::size_t before = containers();
    const auto made =
        build(base() + "\n" + run("echo oops >&2; exit 7") + "LABEL a=b\n", {.builder = Builder(builder)});
    QVERIFY(made->wait());
    QCOMPARE(made->error(), u"Invalid"_s);
    QCOMPARE((*made->result).error().reason, u"BuildFailed"_s);
    QVERIFY(made->why().endsWith(": 7"));
    QVERIFY(made->log.contains("oops"));
    const BuildStep *step = made->task->progress().steps().failed();
    QVERIFY(step);
    QCOMPARE(step->line, 4);
    QCOMPARE(made->task->failedLine(), 4);
    QCOMPARE(containers(), before);
}

void TestImageBuildServer::badDockerfile_data()
{
    builds_data();
}

void TestImageBuildServer::badDockerfile()
{
    QFETCH(int, builder);
    const auto made = build("FROM scratch\n\nFRAM x\n", {.builder = Builder(builder)});
    QVERIFY(made->wait());
    QCOMPARE(made->error(), u"Invalid"_s);
    QCOMPARE((*made->result).error().reason, u"BadDockerfile"_s);
    QCOMPARE(made->task->failedLine(), 3);
}

//! Everything that the classic builder takes.
void TestImageBuildServer::options()
{
    const QByteArray dockerfile = "FROM scratch AS one\nCOPY busybox /bin/busybox\nARG WORD\n" +
                                  run("echo \\\"$WORD\\\" > /word; df /dev/shm; cat /etc/hosts") +
                                  "FROM scratch\nLABEL second=1\n";
    const QString word = u"1&2=3+4 %41 ü"_s;
    const auto made = build(dockerfile, {.tags = {m_name + u":o1"_s, m_name + u":o2"_s},
                                         .buildArgs = {{u"WORD"_s, word}},
                                         .labels = {{u"by option"_s, u"y&z"_s}},
                                         .target = u"one"_s,
                                         .platform = u"linux/amd64"_s,
                                         .usesCache = false,
                                         .extraHosts = {u"one.example:10.1.2.3"_s, u"two.example:10.1.2.4"_s},
                                         .networkMode = u"bridge"_s,
                                         .shmSizeBytes = 3 << 20,
                                         .memoryBytes = 64 << 20,
                                         .memorySwapBytes = -1});
    QVERIFY(made->wait());
    QVERIFY2(*made->result, made->why().constData());
    QVERIFY2(made->log.contains(" 3072 "), made->log.constData()); // KiB of /dev/shm
    QVERIFY(made->log.contains("10.1.2.3\tone.example"));
    QVERIFY(made->log.contains("10.1.2.4\ttwo.example"));
    for (const QString &tag : (*made->result)->tags) {
        const auto image =
            ask<ImageDetails>([&](auto *c, auto done) { m_local->client->inspectImage(tag, c, std::move(done)); });
        QVERIFY(image);
        QCOMPARE(image->labels.value(u"by option"_s), u"y&z"_s);
        QVERIFY(!image->labels.contains(u"second"_s));
    }
    const auto history = ask<std::vector<ImageLayer>>(
        [&](auto *c, auto done) { m_local->client->imageHistory(m_name + u":o1"_s, c, std::move(done)); });
    QVERIFY(history);
    QVERIFY(std::any_of(history->begin(), history->end(),
                        [&](const ImageLayer &layer) { return layer.createdBy.contains(u"WORD="_s + word); }));
}

void TestImageBuildServer::cancelled_data()
{
    builds_data();
}

//! What a build runs is a process of this machine: its words are not there any more when it is cancelled.
void TestImageBuildServer::cancelled()
{
    QFETCH(int, builder);
    const std::size_t before = containers();
    const QByteArray seconds = "9" + m_unique.right(6) + QByteArray::number(builder);
    const auto runs = [&seconds] { return TestImageBuildServer::runs("/bin/busybox\0sleep\0"_ba + seconds + '\0'); };
    const auto made =
        build(base() + "RUN [\"/bin/busybox\", \"sleep\", \"" + seconds + "\"]\n", {.builder = Builder(builder)});
    QTRY_VERIFY_WITH_TIMEOUT(runs() || made->result, Patience);
    QVERIFY2(!made->result, made->why().constData());
    if (Builder(builder) == Builder::Classic)
        QCOMPARE(containers(), before + 1);
    made->task->cancel();
    QVERIFY(made->wait());
    QCOMPARE(made->error(), u"Cancelled"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!runs(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(containers(), before, Patience);
    const auto &steps = made->task->progress().steps().all();
    QVERIFY(std::any_of(steps.begin(), steps.end(), [&](const BuildStep &each) {
        return each.name.contains(QString::fromLatin1(seconds)) && each.state == State::Cancelled;
    }));
}

bool TestImageBuildServer::runs(const QByteArray &words)
{
    for (const QString &process : QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        QFile line(u"/proc/"_s + process + u"/cmdline"_s);
        if (line.open(QIODevice::ReadOnly) && line.readAll().contains(words))
            return true;
    }
    return false;
}

void TestImageBuildServer::cancelledUpload_data()
{
    builds_data();
}

void TestImageBuildServer::cancelledUpload()
{
    QFETCH(int, builder);
    const std::size_t before = containers();
    const auto context = std::make_shared<BuildContext>(base(), 64LL << 30);
    const auto made = build(base(), {.builder = Builder(builder), .tags = {m_name + u":never"_s}}, context);
    QTRY_VERIFY_WITH_TIMEOUT(context->sent() > 8 << 20, Patience);
    made->task->cancel();
    QVERIFY(made->wait());
    QCOMPARE(made->error(), u"Cancelled"_s);
    QCOMPARE(containers(), before);
    const auto image = ask<ImageDetails>(
        [&](auto *c, auto done) { m_local->client->inspectImage(m_name + u":never"_s, c, std::move(done)); });
    QVERIFY(!image);
}

void TestImageBuildServer::bigContext_data()
{
    QTest::addColumn<int>("builder");
    QTest::newRow("classic") << int(Builder::Classic);
    QTest::newRow("buildx") << int(Builder::Buildx);
}

void TestImageBuildServer::bigContext()
{
    QFETCH(int, builder);
    const qint64 before = peakMemory();
    const auto made = build("FROM scratch\nLABEL big=" + m_unique + "\n",
                            {.builder = Builder(builder), .tags = {m_name + u":big%1"_s.arg(builder)}}, 256LL << 20);
    QVERIFY(made->wait());
    QVERIFY2(*made->result, made->why().constData());
    const qint64 grown = peakMemory() - before;
    QVERIFY2(grown < 32 << 20, qPrintable(u"grew by %1 bytes"_s.arg(grown)));
}

void TestImageBuildServer::installedBuildx()
{
    BuildxFinder finder({qEnvironmentVariable("FAIRLEAD_BED_BUILDX")});
    const BuildxPlugin plugin = finder.find();
    QVERIFY2(plugin.isUsable(), qPrintable(plugin.problem));
    QVERIFY(plugin.version.startsWith("v0."_L1));
}

//! What a build is told is in no argument of a process, and comes to the build all the same; what it lacks is said.
void TestImageBuildServer::secretsOfBuildx()
{
    const QByteArray secret = "s3cret" + m_unique + (isNewest() ? "n" : "d");
    const auto made =
        build(base() + "ARG TOKEN\nARG HTTP_PROXY\n" +
                  run("[ $TOKEN = " + m_unique + "x ] || echo none; echo proxy=$HTTP_PROXY; sleep 1"),
              {.builder = Builder::Buildx,
               .buildArgs = {{u"TOKEN"_s, QString::fromLatin1(secret)}, {u"HTTP_PROXY"_s, u"http://127.0.0.1:9"_s}}},
              0, {}, m_remote.get());
    bool isSeen = false;
    QVERIFY(QTest::qWaitFor(
        [&] {
            isSeen |= runs(secret);
            return made->result.has_value();
        },
        Patience));
    QVERIFY2(*made->result, made->why().constData());
    QVERIFY2(made->log.contains("none\n"), made->log.constData());
    QVERIFY(made->log.contains("proxy=http://127.0.0.1:9\n"));
    QVERIFY(!isSeen);
    const auto lacking = build(base() + "RUN --mount=type=secret,id=token,required [\"/bin/busybox\", \"true\"]\n",
                               {.builder = Builder::Buildx}, 0, {}, m_remote.get());
    QVERIFY(lacking->wait());
    QVERIFY2(lacking->why().contains("secret token not found"), lacking->why().constData());
    QCOMPARE(lacking->task->failedLine(), 3);
}

void TestImageBuildServer::pushes_data()
{
    QTest::addColumn<QString>("registry");
    QTest::addColumn<QString>("user");
    QTest::newRow("basic") << u"basic"_s << u"builder"_s;
    QTest::newRow("a password of all kinds") << u"basic"_s << u"odd"_s;
    QTest::newRow("token") << u"token"_s << u"builder"_s;
}

//! A layer is sent, then it is there, then another repository takes it from the first.
void TestImageBuildServer::pushes()
{
    QFETCH(QString, registry);
    QFETCH(QString, user);
    const QString place = address(registry) + u"/fairlead-test/"_s + user + QString::fromLatin1(m_unique);
    const QString image = m_name + u":push-"_s + registry + user;
    const auto made = build("FROM scratch\nCOPY busybox /"_ba + user.toLatin1() + registry.toLatin1() + m_unique + "\n",
                            {.tags = {place + u"/one:1"_s, place + u"/two:1"_s, image}});
    QVERIFY(made->wait());
    QVERIFY2(*made->result, made->why().constData());
    QString digest;
    const QList<QPair<QString, Layer>> expected{
        {u"/one"_s, Layer::Done}, {u"/one"_s, Layer::AlreadyExists}, {u"/two"_s, Layer::Mounted}};
    for (const auto &[repository, state] : expected) {
        const auto sent = transfer(Direction::Push, place + repository, login(registry, user));
        QVERIFY(sent->wait());
        QVERIFY2(*sent->result, sent->why().constData());
        const TransferResult &result = **sent->result;
        QVERIFY(isDigest(result.digest));
        QVERIFY(digest.isEmpty() || result.digest == digest);
        digest = result.digest;
        QCOMPARE(result.tag, u"1"_s);
        QVERIFY(result.sizeBytes > 0);
        const std::vector<LayerProgress> &layers = sent->task->progress().layers();
        QCOMPARE(layers.size(), 1u);
        QCOMPARE(int(layers[0].state), int(state));
        if (state == Layer::Done && (!isNewest() || layers[0].totalBytes >= 0)) // which has a look ten times a second
            QVERIFY(layers[0].currentBytes > 1'000'000 && layers[0].currentBytes == layers[0].totalBytes);
        if (state == Layer::Mounted)
            QVERIFY2(layers[0].mountedFrom.endsWith("/one"_L1), qPrintable(layers[0].mountedFrom));
        QVERIFY(sent->log.startsWith("The push refers to repository ["));
        QVERIFY(!sent->log.contains(login(registry, user).secret.toUtf8()));
    }
    const auto image1 = ask<ImageDetails>(
        [&](auto *c, auto done) { m_local->client->inspectImage(place + u"/one:1"_s, c, std::move(done)); });
    QVERIFY(image1);
    QVERIFY(image1->repoDigests.contains(place + u"/one@"_s + digest));
}

void TestImageBuildServer::refused_data()
{
    QTest::addColumn<QString>("registry");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("expected");
    QTest::newRow("basic, wrong password") << u"basic"_s << u"builder"_s << u"wrong"_s << u"Unauthorized"_s;
    QTest::newRow("basic, nobody") << u"basic"_s << QString() << u"nobody"_s << u"Unauthorized"_s;
    QTest::newRow("token, wrong password") << u"token"_s << u"builder"_s << u"wrong"_s << u"Unauthorized"_s;
    QTest::newRow("token, may only read") << u"token"_s << u"reader"_s << QString() << u"Forbidden"_s;
    QTest::newRow("token, elsewhere") << u"token"_s << u"team-a"_s << QString() << u"Forbidden"_s;
    QTest::newRow("no such image") << u"basic"_s << u"builder"_s << u"image"_s << u"NotFound"_s;
    QTest::newRow("too many") << u"token"_s << u"builder"_s << u"429"_s << u"TooManyRequests"_s;
}

void TestImageBuildServer::refused()
{
    QFETCH(QString, registry);
    QFETCH(QString, user);
    QFETCH(QString, what);
    const QString repository = address(registry) + u"/refused/"_s + QString::fromLatin1(m_unique);
    if (what != "image"_L1)
        tag(repository);
    EngineLogin who = what == "nobody"_L1 ? EngineLogin{} : login(registry, user);
    if (what == "wrong"_L1)
        who.secret = u"wrong"_s;
    const QString switchFile = m_bed.known(registry).value("switchFile"_L1).toString();
    if (what == "429"_L1) {
        QFile file(switchFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("429");
    }
    const auto sent = transfer(Direction::Push, repository + (what == "image"_L1 ? u"/none"_s : QString()), who);
    const bool hasEnded = sent->wait();
    if (what == "429"_L1)
        QFile::remove(switchFile);
    QVERIFY(hasEnded);
    QVERIFY(sent->result && !*sent->result);
    QFETCH(QString, expected);
    if (isNewest() && what == "429"_L1)
        expected = u"Server"_s; // it keeps the words and no number
    QVERIFY2(sent->error() == expected, sent->why().constData());
    QVERIFY(!sent->why().isEmpty());
    QVERIFY(who.secret.isEmpty() || !sent->why().contains(who.secret.toUtf8()));
    for (const LayerProgress &layer : sent->task->progress().layers())
        QVERIFY(layer.hasEnded());
}

void TestImageBuildServer::pulls_data()
{
    QTest::addColumn<QString>("registry");
    QTest::newRow("basic") << u"basic"_s;
    QTest::newRow("token") << u"token"_s;
}

//! From one daemon over a registry to the other.
void TestImageBuildServer::pulls()
{
    QFETCH(QString, registry);
    const EngineLogin who = login(registry, u"builder"_s);
    const QString repository = address(registry) + u"/pulls/"_s + QString::fromLatin1(m_unique);
    // Of its own: the other daemon has no layer of it yet.
    const auto made = build("FROM scratch\nCOPY busybox /pulled-"_ba + registry.toLatin1() + m_unique + "\n",
                            {.tags = {repository + u":1"_s}});
    QVERIFY(made->wait());
    QVERIFY2(*made->result, made->why().constData());
    const auto sent = transfer(Direction::Push, repository, who);
    QVERIFY(sent->wait());
    QVERIFY2(*sent->result, sent->why().constData());
    for (const bool isAgain : {false, true}) {
        const auto got = transfer(Direction::Pull, repository, who, m_remote.get());
        QVERIFY(got->wait());
        QVERIFY2(*got->result, got->why().constData());
        QCOMPARE((*got->result)->digest, (*sent->result)->digest);
        QCOMPARE((*got->result)->isUpToDate, isAgain);
        const std::vector<LayerProgress> &layers = got->task->progress().layers();
        QCOMPARE(layers.size(), isAgain ? 0u : 1u);
        if (!isAgain)
            QCOMPARE(int(layers[0].state), int(Layer::Done));
    }
    const auto image = ask<ImageDetails>(
        [&](auto *c, auto done) { m_remote->client->inspectImage(repository + u":1"_s, c, std::move(done)); });
    QVERIFY(image);
    if (!isNewest()) // whose id is the digest of the manifest, as it says of its own
        QCOMPARE(image->id, (*made->result)->id);
    else
        QCOMPARE((*made->result)->id, (*sent->result)->digest);
}

void TestImageBuildServer::refusedPulls_data()
{
    QTest::addColumn<QString>("repository");
    QTest::addColumn<bool>("isRight");
    QTest::addColumn<QString>("expected");
    QTest::newRow("wrong password") << u"refused/"_s + QString::fromLatin1(m_unique) << false << u"Unauthorized"_s;
    QTest::newRow("not there") << u"nothing/here"_s << true << u"NotFound"_s;
}

void TestImageBuildServer::refusedPulls()
{
    QFETCH(QString, repository);
    QFETCH(bool, isRight);
    EngineLogin who = login(u"basic"_s, u"builder"_s);
    if (!isRight)
        who.secret = u"wrong"_s;
    const auto got = transfer(Direction::Pull, address(u"basic"_s) + u'/' + repository, who, m_remote.get());
    QVERIFY(got->wait());
    QTEST(got->error(), "expected");
}

void TestImageBuildServer::privateBase_data()
{
    QTest::addColumn<int>("builder");
    QTest::addColumn<bool>("isRight");
    QTest::addColumn<QString>("expected");
    QTest::newRow("classic") << int(Builder::Classic) << true << QString();
    QTest::newRow("classic, wrong password") << int(Builder::Classic) << false << u"Unauthorized"_s;
    // Why chooseBuilder() asks: there is nobody to ask for a login.
    QTest::newRow("BuildKit") << int(Builder::BuildKit) << true << u"Unauthorized NeedsSession"_s;
    // By the logins of docker's own configuration.
    QTest::newRow("buildx") << int(Builder::Buildx) << true << QString();
    QTest::newRow("buildx, no login") << int(Builder::Buildx) << false << u"Unauthorized"_s;
}

void TestImageBuildServer::privateBase()
{
    QFETCH(int, builder);
    QFETCH(bool, isRight);
    const EngineLogin who = login(u"basic"_s, u"builder"_s);
    const QString repository = address(u"basic"_s) + u"/base/"_s + QString::fromLatin1(m_unique);
    tag(repository);
    const auto sent = transfer(Direction::Push, repository, who);
    QVERIFY(sent->wait());
    QVERIFY2(*sent->result, sent->why().constData());
    const EngineLogin right{who.username, isRight ? who.secret : u"wrong"_s, false, who.serverAddress};
    QTemporaryDir nobody;
    const QProcessEnvironment environment = m_environment;
    if (!isRight)
        m_environment.insert(u"DOCKER_CONFIG"_s, nobody.path());
    const auto restored = qScopeGuard([&] { m_environment = environment; });
    const auto made =
        build("FROM " + repository.toUtf8() + ":1\n" + run("echo on it") + "LABEL on=" + m_unique + "\n",
              {.builder = Builder(builder), .tags = {m_name + u":on-private-%1"_s.arg(builder)}, .pulls = true}, 0,
              {{address(u"basic"_s), right}}, m_remote.get());
    QVERIFY(made->wait());
    QFETCH(QString, expected);
    QCOMPARE(made->error(), expected.section(u' ', 0, 0));
    if (!expected.isEmpty()) {
        QCOMPARE((*made->result).error().reason, expected.section(u' ', 1));
        return;
    }
    QVERIFY(made->log.contains("on it\n"));
    QVERIFY(!made->log.contains(who.secret.toUtf8()));
    if (Builder(builder) == Builder::Buildx)
        return;
    QVERIFY(made->log.contains("Pulling from base/"));
    QVERIFY(isDigest(made->task->progress().transfer().digest()));
}

void TestImageBuildServer::pulledBase_data()
{
    QTest::addColumn<QByteArray>("dockerfile"); // %: the image
    const QByteArray mount = "RUN --mount=type=bind,from=%,target=/from [\"/from/bin/busybox\", \"true\"]\n";
    QTest::newRow("FROM") << "FROM %\n"_ba;
    QTest::newRow("COPY --from") << "FROM scratch\nCOPY --from=% /bin/busybox /bin/busybox\n"_ba;
    QTest::newRow("a mount of it") << base() + mount;
}

//! BuildKit needs no session for images that were pulled before.
void TestImageBuildServer::pulledBase()
{
    QFETCH(QByteArray, dockerfile);
    Bed *where = isNewest() ? m_local : m_remote.get();
    const EngineLogin who = login(u"basic"_s, u"builder"_s);
    const QString repository =
        address(u"basic"_s) + u"/pulled-base-%1/"_s.arg(dockerfile.size()) + QString::fromLatin1(m_unique);
    tag(repository);
    const auto sent = transfer(Direction::Push, repository, who);
    QVERIFY(sent->wait());
    QVERIFY2(*sent->result, sent->why().constData());
    const auto got = transfer(Direction::Pull, repository, who, where);
    QVERIFY(got->wait());
    QVERIFY2(*got->result, got->why().constData());
    dockerfile.replace('%', repository.toUtf8() + ":1");
    const QByteArray command = "RUN --mount=type=cache,target=/cache [\"/bin/busybox\", \"echo\", \"cached mount\"]\n";
    const auto made =
        build(dockerfile + command + "LABEL on=" + m_unique + "\n",
              {.builder = Builder::BuildKit, .tags = {m_name + u":on-pulled"_s}, .usesCache = false}, 0, {}, where);
    QVERIFY(made->wait());
    QVERIFY2(*made->result, made->why().constData());
    QVERIFY(made->log.contains("cached mount\n"));
}

//! Review 5, 5. BuildKit's image does not name what it is built on, and nevertheless holds it.
void TestImageBuildServer::builtUpon()
{
    const QString below = m_name + u":below"_s;
    const QString above = m_name + u":above"_s;
    const auto buildOne = [&](const QByteArray &dockerfile, const QString &name) {
        const auto made = build(dockerfile, {.builder = Builder::BuildKit, .tags = {name}});
        return made->wait() && *made->result;
    };
    const auto inspect = [&](const QString &name) {
        return ask<ImageDetails>([&](auto *c, auto done) { m_local->client->inspectImage(name, c, done); });
    };
    QVERIFY(buildOne(base() + run("echo " + m_unique + " > /below"), below));
    QVERIFY(buildOne("FROM " + below.toUtf8() + "\n" + run("echo > /above"), above));
    const auto lower = inspect(below);
    const auto upper = inspect(above);
    QVERIFY(lower && upper);
    QCOMPARE(upper->parentId, QString());
    const auto isListed = [&](const QString &id) {
        ImagePrune prune(*m_local->client, {.isDanglingOnly = false});
        std::optional<PruneList> list;
        connect(&prune, &ImagePrune::listed, this, [&list](const PruneList &listed) { list = listed; });
        prune.list();
        return QTest::qWaitFor([&list] { return list.has_value(); }, Patience) &&
               std::any_of(list->candidates.begin(), list->candidates.end(),
                           [&id](const PruneCandidate &candidate) { return candidate.image.id == id; });
    };
    QVERIFY(!isListed(lower->id));
    QVERIFY(isListed(upper->id));
    QVERIFY(ask<ImageRemoval>([&](auto *c, auto done) { m_local->client->removeImage(above, false, c, done); }));
    QVERIFY(isListed(lower->id));
}

QTEST_GUILESS_MAIN(TestImageBuildServer)
#include "tst_imagebuild_server.moc"
