// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/dockerendpoint.h"
#include "backends/docker/engineclient.h"
#include "backends/docker/eventstream.h"
#include "backends/docker/imageprune.h"
#include "backends/docker/jsonlines.h"
#include "backends/docker/logstream.h"
#include "backends/docker/prunelist.h"
#include "tests/support/buildcontext.h"
#include "tests/support/peakmemory.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <array>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! Against the daemon of FAIRLEAD_BED_DOCKER ("unix:///...", "tcp://...") and, for all of it again, the newest one of
//! FAIRLEAD_BED_DOCKER_NEWEST, which has containerd's image store, and the Podman of FAIRLEAD_BED_PODMAN, with images
//! that are made here, of a static busybox and nothing else.

namespace {

const QString Label = u"fairlead-test"_s;

enum class Which { Docker, Newest, Podman };

constexpr std::array<const char *, 3> Variables{"FAIRLEAD_BED_DOCKER", "FAIRLEAD_BED_DOCKER_NEWEST",
                                                "FAIRLEAD_BED_PODMAN"};

//! An engine, with what was negotiated with it.
struct Engine
{
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<EngineClient> client;
};

} // namespace

class TestEngineClientServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanupTestCase();
    void identity();
    void info();
    void streamsABigContext();
    void failingBuild();
    void images();
    void dangling();
    void parents();
    void containers();
    void logs_data();
    void logs();
    void followsLogs();
    void waitIsCancelled();
    void events();
    void errors_data();
    void errors();
    void counts();

private:
    //! What went wrong while connecting; empty: nothing.
    QString open(Engine &engine, const QString &host);
    static Which which()
    {
        QFETCH_GLOBAL(const Which, which);
        return which;
    }
    static bool isPodman() { return which() == Which::Podman; }
    static bool isNewest() { return which() == Which::Newest; }
    //! From here on this one is spoken to.
    void use(Engine &engine)
    {
        m_http = engine.http.get();
        m_client = engine.client.get();
    }
    void clear();
    //! Waits for the answer to \p call(context, done).
    template <class T, class Call>
    Result<T> ask(Call call)
    {
        std::optional<Result<T>> answer;
        QObject context;
        call(&context, [&](const Result<T> &result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 60'000))
            return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Timeout, .message = u"no answer at all"_s});
        return *answer;
    }
    //! Builds by streaming the context. \return the lines of the answer.
    QList<QJsonObject> build(const QByteArray &dockerfile, const QString &tag, qint64 zeros = 0);
    Result<std::vector<Image>> listImages()
    {
        return ask<std::vector<Image>>([this](auto *c, auto done) { m_client->listImages(c, done); });
    }
    QString create(const QStringList &command, bool isTty = false);
    QString nameOf(const QString &id)
    {
        const auto container =
            ask<ContainerDetails>([&](auto *c, auto done) { m_client->inspectContainer(id, c, done); });
        return container ? container->name : QString();
    }
    Result<void> start(const QString &id)
    {
        return ask<void>([&](auto *c, auto done) { m_client->startContainer(id, c, done); });
    }
    Result<ContainerExit> wait(const QString &id)
    {
        return ask<ContainerExit>([&](auto *c, auto done) { m_client->waitContainer(id, 60s, c, done); });
    }
    Result<void> remove(const QString &id)
    {
        return ask<void>([&](auto *c, auto done) { m_client->removeContainer(id, true, true, c, done); });
    }

    std::array<Engine, Variables.size()> m_engines;
    HttpClient *m_http = nullptr; // of the row's engine
    EngineClient *m_client = nullptr;
    // Podman takes a name without a registry for one of docker.io.
    QString m_repository = u"localhost/fairlead-test/p%1"_s.arg(QCoreApplication::applicationPid());
    QString m_tag = m_repository + u":1"_s;
};

void TestEngineClientServer::initTestCase_data()
{
    QTest::addColumn<Which>("which");
    QTest::newRow("docker") << Which::Docker;
    QTest::newRow("newest") << Which::Newest;
    QTest::newRow("podman") << Which::Podman;
}

void TestEngineClientServer::initTestCase()
{
    for (std::size_t i = 0; i < m_engines.size(); ++i) {
        const QString host = qEnvironmentVariable(Variables[i]);
        QVERIFY2(!host.isEmpty(),
                 qPrintable(QLatin1StringView(Variables[i]) + u" names no engine; start the test bed"_s));
        const QString problem = open(m_engines[i], host);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const QList<QJsonObject> lines = build("FROM scratch\nCOPY busybox /bin/busybox\nLABEL a=b\n"
                                               "ENTRYPOINT [\"/bin/busybox\"]\nCMD [\"true\"]\n",
                                               m_tag);
        QVERIFY(!lines.isEmpty());
        QVERIFY2(!lines.last().contains("error"_L1), qPrintable(lines.last().value("error"_L1).toString()));
    }
}

void TestEngineClientServer::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    use(m_engines[std::size_t(which())]);
}

QString TestEngineClientServer::open(Engine &engine, const QString &host)
{
    const Result<DockerEndpoint> daemon = dockerEndpoint({.host = host}, {});
    if (!daemon)
        return daemon.error().message;
    engine.http = std::make_unique<HttpClient>(
        daemon->endpoint, std::make_unique<StaticCredentials>(daemon->credentials), "fairlead-test");
    engine.client = std::make_unique<EngineClient>(*engine.http);
    use(engine);
    const auto version = ask<EngineVersion>([this](auto *c, auto done) { m_client->version(c, done); });
    if (!version)
        return version.error().message;
    const auto negotiated = negotiateApiVersion(*version);
    if (!negotiated)
        return negotiated.error().message;
    m_client->setApiVersion(*negotiated);
    return {};
}

void TestEngineClientServer::cleanupTestCase()
{
    for (Engine &engine : m_engines) {
        use(engine);
        if (m_client)
            clear();
    }
}

void TestEngineClientServer::clear()
{
    const auto containers =
        ask<std::vector<Container>>([this](auto *c, auto done) { m_client->listContainers(true, c, done); });
    for (const Container &container : containers.value_or(std::vector<Container>())) {
        if (container.labels.contains(Label))
            remove(container.id);
    }
    for (const Image &image : listImages().value_or(std::vector<Image>())) {
        for (const QString &tag : image.repoTags) {
            if (tag.startsWith(m_repository))
                ask<ImageRemoval>([&](auto *c, auto done) { m_client->removeImage(tag, true, c, done); });
        }
    }
}

QList<QJsonObject> TestEngineClientServer::build(const QByteArray &dockerfile, const QString &tag, qint64 zeros)
{
    HttpRequest request{.method = "POST",
                        .path = u"/v%1/build"_s.arg(m_client->apiVersion().text()),
                        .contentType = "application/x-tar",
                        .bodySource = std::make_shared<BuildContext>(dockerfile, zeros),
                        .answerTimeout = 60s,
                        .idleTimeout = 60s,
                        .bodyLimit = 0};
    request.query.addQueryItem(u"t"_s, tag);
    request.query.addQueryItem(u"rm"_s, u"1"_s);
    QList<QJsonObject> lines;
    JsonLines splitter;
    bool isOver = false;
    const std::unique_ptr<HttpStream> stream(m_http->stream(request, nullptr));
    connect(stream.get(), &HttpStream::received, stream.get(), [&](QByteArrayView bytes) {
        std::ignore = splitter.feed(bytes, [&](QByteArrayView line) {
            lines << QJsonDocument::fromJson(line.toByteArray()).object();
            return true;
        });
    });
    QEventLoop loop; // without the naps of qWaitFor, which are most of the time of a big body
    connect(stream.get(), &HttpStream::finished, stream.get(), [&](const HttpEnd &end) {
        if (end.failure)
            lines << QJsonObject{{u"error"_s, errorFromFailure(*end.failure).message}};
        isOver = true;
        loop.quit();
    });
    QTimer::singleShot(120s, &loop, &QEventLoop::quit);
    stream->start();
    loop.exec();
    return isOver ? lines : QList<QJsonObject>();
}

QString TestEngineClientServer::create(const QStringList &command, bool isTty)
{
    const ContainerSpec spec{.image = m_tag,
                             .command = command,
                             .env = {u"WORD=from the environment"_s},
                             .labels = {{Label, u"1"_s}},
                             .isTty = isTty,
                             .networkMode = u"none"_s};
    const auto created =
        ask<CreatedContainer>([&](auto *c, auto done) { m_client->createContainer({}, spec, c, done); });
    return created ? created->id : u"failed: "_s + created.error().message;
}

void TestEngineClientServer::identity()
{
    const auto ping = ask<Ping>([this](auto *c, auto done) { m_client->ping(c, done); });
    QVERIFY(ping);
    QCOMPARE(ping->osType, isPodman() ? QString() : u"linux"_s);
    const auto version = ask<EngineVersion>([this](auto *c, auto done) { m_client->version(c, done); });
    QVERIFY(version);
    QCOMPARE(version->kind, isPodman() ? EngineVersion::Kind::Podman : EngineVersion::Kind::Docker);
    QCOMPARE(version->engineName == "Podman"_L1, isPodman());
    QCOMPARE(version->apiVersion, ping->apiVersion);
    QVERIFY(ping->server.contains(version->version));
    QCOMPARE(m_client->apiVersion(), isNewest() ? NewestApiVersion : OldestApiVersion);
}

void TestEngineClientServer::info()
{
    const auto info = ask<EngineInfo>([this](auto *c, auto done) { m_client->info(c, done); });
    QVERIFY(info);
    QVERIFY(!info->id.isEmpty());
    QVERIFY(!info->driver.isEmpty());
    QVERIFY(info->dockerRootDir.startsWith(u'/'));
    QVERIFY(info->cpus > 0);
    QVERIFY(info->memoryBytes > 1 << 20);
    QVERIFY(info->images > 0);
    QVERIFY(std::any_of(info->runtimes.begin(), info->runtimes.end(),
                        [&](const auto &runtime) { return runtime.name == info->defaultRuntime; }));
    QCOMPARE(info->insecureRegistries.isEmpty(), isPodman()); // loopback is one always; Podman tells none
    QCOMPARE(info->usesContainerdStore, isNewest());
    QStringList devices;
    for (const EngineInfo::Device &device : info->discoveredDevices)
        devices << device.source + u' ' + device.id;
    devices.sort();
    const QStringList gpus{u"cdi nvidia.com/gpu=0"_s, u"cdi nvidia.com/gpu=1"_s, u"cdi nvidia.com/gpu=all"_s};
    QCOMPARE(devices, isNewest() ? gpus : QStringList());
}

void TestEngineClientServer::streamsABigContext()
{
    const qint64 before = peakMemory();
    const QList<QJsonObject> lines = build("FROM scratch\nLABEL big=1\n", m_repository + u":big"_s, 256LL << 20);
    QVERIFY(!lines.isEmpty());
    QVERIFY2(!lines.last().contains("error"_L1), qPrintable(lines.last().value("error"_L1).toString()));
    QVERIFY(std::any_of(lines.begin(), lines.end(), [](const QJsonObject &line) {
        return line.value("stream"_L1).toString().startsWith("Successfully tagged"_L1);
    }));
    const qint64 grown = peakMemory() - before;
    QVERIFY2(grown < 32 << 20, qPrintable(u"grew by %1 bytes"_s.arg(grown)));
}

void TestEngineClientServer::failingBuild()
{
    const QList<QJsonObject> lines = build("FROM scratch\nCOPY nothing /\n", m_repository + u":bad"_s);
    QVERIFY(!lines.isEmpty());
    QVERIFY(lines.last().contains("error"_L1));
    const QList<QJsonObject> refused = build("FRAM scratch\n", m_repository + u":bad"_s);
    QVERIFY(!refused.isEmpty());
    QVERIFY2(refused.last().value("error"_L1).toString().contains(isPodman() ? "no FROM"_L1 : "FRAM"_L1),
             qPrintable(refused.last().value("error"_L1).toString()));
}

void TestEngineClientServer::images()
{
    const auto image = ask<ImageDetails>([this](auto *c, auto done) { m_client->inspectImage(m_tag, c, done); });
    QVERIFY(image);
    QVERIFY(image->id.startsWith("sha256:"_L1));
    QVERIFY(image->sizeBytes > 100'000);
    QCOMPARE(image->entrypoint, QStringList{u"/bin/busybox"_s});
    QCOMPARE(image->labels.value(u"a"_s), u"b"_s);
    QCOMPARE(image->layers.size(), 1);
    QVERIFY(std::abs(image->created - QDateTime::currentSecsSinceEpoch()) < 3'600);

    const QString other = m_repository + u"/other:2"_s;
    const auto tagged =
        ask<void>([&](auto *c, auto done) { m_client->tagImage(m_tag, m_repository + u"/other"_s, u"2"_s, c, done); });
    QVERIFY(tagged);
    const auto images = listImages();
    QVERIFY(images);
    const auto listed =
        std::find_if(images->begin(), images->end(), [&](const Image &each) { return each.id == image->id; });
    QVERIFY(listed != images->end());
    QVERIFY(listed->repoTags.contains(m_tag) && listed->repoTags.contains(other));
    if (isNewest())
        QVERIFY(listed->sizeBytes > image->sizeBytes); // the latter is packed, as in a registry; a list has both
    else
        QCOMPARE(listed->sizeBytes, image->sizeBytes);
    QCOMPARE(listed->created, image->created);

    const auto layers =
        ask<std::vector<ImageLayer>>([&](auto *c, auto done) { m_client->imageHistory(other, c, done); });
    QVERIFY(layers);
    QCOMPARE(layers->size(), 4u);
    std::int64_t size = 0;
    for (const ImageLayer &layer : *layers)
        size += layer.sizeBytes;
    if (isPodman())
        QVERIFY(size > 100'000 && size <= image->sizeBytes); // which counts what describes the image, too
    else if (isNewest())
        QVERIFY(size > image->sizeBytes && size < listed->sizeBytes); // unpacked
    else
        QCOMPARE(size, image->sizeBytes);

    const auto removed = ask<ImageRemoval>([&](auto *c, auto done) { m_client->removeImage(other, false, c, done); });
    QVERIFY(removed);
    QCOMPARE(removed->untagged, QStringList{other});
    QVERIFY(removed->deleted.isEmpty()); // its other name is still there
}

//! An image whose name another one takes is one to prune, until a container has it.
void TestEngineClientServer::dangling()
{
    const QString tag = m_repository + u":moves"_s;
    QVERIFY(
        !build("FROM scratch\nCOPY busybox /bin/busybox\nLABEL n=1\nENTRYPOINT [\"/bin/busybox\"]\n", tag).isEmpty());
    const auto old = ask<ImageDetails>([&](auto *c, auto done) { m_client->inspectImage(tag, c, done); });
    QVERIFY(old);
    QVERIFY(
        !build("FROM scratch\nCOPY busybox /bin/busybox\nLABEL n=2\nENTRYPOINT [\"/bin/busybox\"]\n", tag).isEmpty());
    const auto isPrunable = [&] {
        const auto images = listImages();
        const auto containers =
            ask<std::vector<Container>>([this](auto *c, auto done) { m_client->listContainers(true, c, done); });
        const PruneList list = pruneList(*images, *containers, {});
        return std::any_of(list.candidates.begin(), list.candidates.end(),
                           [&](const PruneCandidate &candidate) { return candidate.image.id == old->id; });
    };
    QVERIFY(isPrunable());
    const ContainerSpec spec{.image = old->id, .labels = {{Label, u"1"_s}}, .networkMode = u"none"_s};
    const auto holder =
        ask<CreatedContainer>([&](auto *c, auto done) { m_client->createContainer({}, spec, c, done); });
    QVERIFY(holder);
    QVERIFY(!isPrunable());
    const auto refused = ask<ImageRemoval>([&](auto *c, auto done) { m_client->removeImage(old->id, false, c, done); });
    QVERIFY(!refused);
    QCOMPARE(toString(refused.error().kind), u"Conflict"_s);
    QVERIFY(remove(holder->id));
    QVERIFY(isPrunable());
    ImagePrune prune(*m_client, {});
    QStringList removed;
    std::optional<ApiError> error;
    bool isOver = false;
    connect(&prune, &ImagePrune::listed, this, [&] { prune.remove({old->id}); });
    connect(&prune, &ImagePrune::removed, this,
            [&](const QString &, const ImageRemoval &removal) { removed << removal.deleted; });
    connect(&prune, &ImagePrune::finished, this, [&](const std::optional<ApiError> &end) {
        error = end;
        isOver = true;
    });
    prune.list();
    QTRY_VERIFY(isOver);
    QVERIFY(!error);
    QVERIFY(removed.contains(old->id));
    QVERIFY(!isPrunable());
}

//! What another image is built upon is none to prune, whatever it is called.
void TestEngineClientServer::parents()
{
    const QString parent = m_repository + u":parent"_s;
    const QString child = m_repository + u":child"_s;
    QVERIFY(!build("FROM scratch\nCOPY busybox /bin/busybox\nLABEL parent=1\n", parent).isEmpty());
    QVERIFY(!build("FROM " + parent.toUtf8() + "\nLABEL child=1\n", child).isEmpty());
    const auto images = listImages();
    QVERIFY(images);
    QStringList prunable;
    for (const PruneCandidate &candidate : pruneList(*images, {}, {.isDanglingOnly = false}).candidates)
        prunable << candidate.image.repoTags;
    QVERIFY2(prunable.contains(child), qPrintable(prunable.join(u' ')));
    QVERIFY2(!prunable.contains(parent), qPrintable(prunable.join(u' ')));
}

void TestEngineClientServer::containers()
{
    const QString id = create({u"sleep"_s, u"600"_s});
    QVERIFY2(id.size() == 64, qPrintable(id));
    QVERIFY(start(id));
    QVERIFY(start(id)); // it runs already
    const auto running = ask<ContainerDetails>([&](auto *c, auto done) { m_client->inspectContainer(id, c, done); });
    QVERIFY(running);
    QVERIFY(running->isRunning);
    QCOMPARE(running->image, m_tag);
    QCOMPARE(running->finishedAt, 0);
    QVERIFY(std::abs(running->startedAt - QDateTime::currentSecsSinceEpoch()) < 600);
    const auto list =
        ask<std::vector<Container>>([this](auto *c, auto done) { m_client->listContainers(false, c, done); });
    QVERIFY(list);
    const auto listed = std::find_if(list->begin(), list->end(), [&](const Container &each) { return each.id == id; });
    QVERIFY(listed != list->end());
    QCOMPARE(listed->names, QStringList{running->name});
    QCOMPARE(listed->imageId, running->imageId);
    QCOMPARE(listed->state, u"running"_s);
    QCOMPARE(listed->networkMode, isPodman() ? QString() : u"none"_s);

    std::optional<Result<ContainerExit>> exit;
    m_client->waitContainer(id, 60s, this, [&](const Result<ContainerExit> &result) { exit = result; });
    const auto stop = [&] { return ask<void>([&](auto *c, auto done) { m_client->stopContainer(id, 1s, c, done); }); };
    QVERIFY(stop());
    QVERIFY(stop()); // it has stopped already
    QTRY_VERIFY(exit);
    QVERIFY(*exit);
    QCOMPARE((*exit)->statusCode, 137); // sleep as the first process hears no SIGTERM
    const auto stopped = ask<ContainerDetails>([&](auto *c, auto done) { m_client->inspectContainer(id, c, done); });
    QVERIFY(stopped);
    QCOMPARE(stopped->status, u"exited"_s);
    QVERIFY(stopped->finishedAt >= running->startedAt);
    QVERIFY(remove(id));
    const auto gone = ask<ContainerDetails>([&](auto *c, auto done) { m_client->inspectContainer(id, c, done); });
    QVERIFY(!gone);
    QCOMPARE(toString(gone.error().kind), u"NotFound"_s);
}

void TestEngineClientServer::logs_data()
{
    QTest::addColumn<bool>("isTty");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    QTest::newRow("frames") << false << QByteArray("from the environment\n").repeated(2'000) << QByteArray("oh\n");
    QTest::newRow("terminal") << true << QByteArray("from the environment\r\n").repeated(2'000) + "oh\r\n"
                              << QByteArray();
}

void TestEngineClientServer::logs()
{
    QFETCH(bool, isTty);
    const QString id =
        create({u"sh"_s, u"-c"_s, u"for i in $(/bin/busybox seq 2000); do echo \"$WORD\"; done; echo oh >&2; exit 7"_s},
               isTty);
    QVERIFY2(id.size() == 64, qPrintable(id));
    QVERIFY(start(id));
    const auto exit = wait(id);
    QVERIFY(exit);
    QCOMPARE(exit->statusCode, 7);
    LogStream stream(*m_http,
                     {.apiVersion = m_client->apiVersion(), .container = id, .isTty = isTty, .follows = false});
    QByteArray out;
    QByteArray err;
    bool isOver = false;
    std::optional<ApiError> error;
    connect(&stream, &LogStream::received, this,
            [&](LogSource source, QByteArrayView bytes) { (source == LogSource::Stderr ? err : out) += bytes; });
    connect(&stream, &LogStream::finished, this, [&](const std::optional<ApiError> &end) {
        error = end;
        isOver = true;
    });
    stream.start();
    QTRY_VERIFY(isOver);
    QVERIFY2(!error, qPrintable(error.value_or(ApiError()).message));
    QTEST(out, "out");
    QTEST(err, "err");
    QVERIFY(remove(id));
}

void TestEngineClientServer::followsLogs()
{
    const QString id = create({u"sh"_s, u"-c"_s, u"echo ready; exec /bin/busybox sleep 600"_s});
    QVERIFY(start(id));
    LogStream stream(*m_http, {.apiVersion = m_client->apiVersion(), .container = id});
    QByteArray out;
    bool isOver = false;
    connect(&stream, &LogStream::received, this, [&](LogSource, QByteArrayView bytes) { out += bytes; });
    connect(&stream, &LogStream::finished, this, [&](const std::optional<ApiError> &end) { isOver = !end; });
    stream.start();
    QTRY_COMPARE(out, QByteArray("ready\n"));
    QVERIFY(!isOver);
    QVERIFY(remove(id));
    QTRY_VERIFY(isOver);
}

void TestEngineClientServer::waitIsCancelled()
{
    const QString id = create({u"sleep"_s, u"600"_s});
    QVERIFY(start(id));
    std::optional<Result<ContainerExit>> exit;
    RequestHandle handle =
        m_client->waitContainer(id, 60s, this, [&](const Result<ContainerExit> &result) { exit = result; });
    QVERIFY(ask<Ping>([this](auto *c, auto done) { m_client->ping(c, done); }));
    QVERIFY(!exit);
    handle.cancel();
    QVERIFY(exit && !*exit);
    QCOMPARE(toString(exit->error().kind), u"Cancelled"_s);
    const auto late = ask<ContainerExit>([&](auto *c, auto done) { m_client->waitContainer(id, 300ms, c, done); });
    QVERIFY(!late);
    QCOMPARE(toString(late.error().kind), u"Timeout"_s);
    QVERIFY(remove(id));
}

void TestEngineClientServer::events()
{
    EventStream live(*m_http, {.apiVersion = m_client->apiVersion(), .types = {u"container"_s}});
    std::vector<Event> seen;
    bool isStarted = false;
    bool isOver = false;
    connect(&live, &EventStream::started, this, [&] { isStarted = true; });
    connect(&live, &EventStream::received, this, [&](const Event &event) { seen.push_back(event); });
    connect(&live, &EventStream::finished, this, [&] { isOver = true; });
    live.start();
    QTRY_VERIFY(isStarted);
    const QString id = create({u"true"_s});
    QVERIFY(start(id));
    QVERIFY(wait(id));
    QVERIFY(remove(id));
    const auto actionsOf = [&id](const std::vector<Event> &events) {
        QStringList actions;
        for (const Event &event : events) {
            if (event.actorId == id && event.type == Event::Type::Container)
                actions << event.action;
        }
        return actions;
    };
    const QStringList expected =
        isPodman() ? QStringList{u"create"_s, u"init"_s, u"start"_s, u"die"_s, u"cleanup"_s, u"remove"_s}
                   : QStringList{u"create"_s, u"start"_s, u"die"_s, u"destroy"_s};
    QTRY_VERIFY(actionsOf(seen).contains(expected.last()));
    QCOMPARE(actionsOf(seen), expected);
    QVERIFY(!isOver);
    const auto create = std::find_if(seen.begin(), seen.end(), [&](const Event &event) { return event.actorId == id; });
    QCOMPARE(create->attributes.value(Label), u"1"_s);
    QVERIFY(create->timeNano / 1'000'000'000 == create->time);
    live.stop();

    // Who was away hears what there was, the event that it knew last included.
    std::vector<Event> again;
    EventStream later(*m_http, {.apiVersion = m_client->apiVersion(), .sinceNano = create->timeNano});
    connect(&later, &EventStream::received, this, [&](const Event &event) { again.push_back(event); });
    later.start();
    // Podman rounds the time that it is given: it may leave that one out.
    const auto isAll = [&] {
        return actionsOf(again) == expected || (isPodman() && actionsOf(again) == expected.mid(1));
    };
    QTRY_VERIFY2(isAll(), qPrintable(actionsOf(again).join(u' ')));
}

void TestEngineClientServer::errors_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("part"); // of the engine's own words
    QTest::addColumn<QString>("podmanKind");
    QTest::addColumn<QString>("podmanPart");
    const auto row = [](const char *name, const QString &what, const QString &kind, const QString &part,
                        const QString &podmanKind, const QString &podmanPart) {
        QTest::newRow(name) << what << kind << part << podmanKind << podmanPart;
    };
    row("no such image", u"inspect"_s, u"NotFound"_s, u"No such image"_s, u"NotFound"_s, u"No such image"_s);
    row("no such container", u"start"_s, u"NotFound"_s, u"No such container"_s, u"NotFound"_s, u"no such container"_s);
    row("container of no image", u"create"_s, u"NotFound"_s, u"No such image"_s, u"NotFound"_s, u"No such image"_s);
    row("name that is taken", u"name"_s, u"Conflict"_s, u"already in use"_s, u"Server"_s, u"already in use"_s);
    row("bind of no absolute path", u"mount"_s, u"Invalid"_s, u"absolute path"_s, u"Server"_s, u"not/absolute"_s);
}

void TestEngineClientServer::errors()
{
    QFETCH(QString, what);
    QFETCH(QString, kind);
    QFETCH(QString, part);
    QFETCH(QString, podmanKind);
    QFETCH(QString, podmanPart);
    std::optional<ApiError> error;
    int calls = 0;
    const auto keep = [&](const auto &result) {
        ++calls;
        if (!result)
            error = result.error();
    };
    const QString nobody = u"fairlead-nobody"_s;
    if (what == "inspect"_L1)
        m_client->inspectImage(nobody, this, keep);
    else if (what == "start"_L1)
        m_client->startContainer(nobody, this, keep);
    else if (what == "create"_L1)
        m_client->createContainer({}, {.image = nobody}, this, keep);
    else if (what == "name"_L1)
        m_client->createContainer(nameOf(create({u"true"_s})), {.image = m_tag}, this, keep);
    else
        m_client->createContainer({}, {.image = m_tag, .binds = {u"not/absolute:/x"_s}}, this, keep);
    QTRY_COMPARE(calls, 1);
    QVERIFY(error);
    QCOMPARE(toString(error->kind), isPodman() ? podmanKind : kind);
    QVERIFY2(error->message.contains(isPodman() ? podmanPart : part, Qt::CaseInsensitive), qPrintable(error->message));
}

void TestEngineClientServer::counts()
{
    const auto usage = ask<DiskUsage>([this](auto *c, auto done) { m_client->diskUsage(c, done); });
    QVERIFY(usage);
    QCOMPARE(usage->layersBytes > 100'000, !isPodman()); // which counts none
    const auto image = std::find_if(usage->images.begin(), usage->images.end(), [this](const Image &each) {
        return each.repoTags.contains(isPodman() ? u"1"_s : m_tag); // and names no repository
    });
    QVERIFY(image != usage->images.end());
    QVERIFY(image->sharedSizeBytes >= 0);
    QVERIFY(image->containers >= 0);
    const auto volumes = ask<std::vector<Volume>>([this](auto *c, auto done) { m_client->listVolumes(c, done); });
    QVERIFY(volumes);
}

QTEST_GUILESS_MAIN(TestEngineClientServer)
#include "tst_engineclient_server.moc"
