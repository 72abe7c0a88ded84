// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/buildxbuild.h"
#include "backends/docker/buildxplugin.h"
#include "recordings.h"
#include "tests/support/buildcontext.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! The plugin of docker as a program of a few lines, which says what a real one (0.23.0) said to Docker 20.10.24. The
//! real one is in tst_imagebuild_server.

namespace {

constexpr int Patience = 30'000;
const QString Id = u"sha256:"_s + QString(64, u'a');

//! A context that breaks off.
class BrokenContext : public BodySource
{
public:
    ReadResult read(char *, qsizetype) override
    {
        return {.state = State::Failed, .error = {.kind = ApiError::Kind::Invalid, .reason = u"Changed"_s}};
    }
};

} // namespace

class TestBuildx : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void places();
    void plugins_data();
    void plugins();
    void finds();
    void findsNone_data();
    void findsNone();
    void commands_data();
    void commands();
    void argumentsOfABuild_data();
    void argumentsOfABuild();
    void builds();
    void fails_data();
    void fails();
    void contextBreaksOff();
    void cancelled_data();
    void cancelled();
    void cancelledBeforeItBegins();
    void deletedInASlot_data();
    void deletedInASlot();

private:
    //! A program of the shell.
    QString program(const QByteArray &script, const QString &name = u"docker-buildx"_s) const;
    BuildxBuild::Settings settings(const QByteArray &script) const;
    static QByteArray reciting(const QByteArray &name);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestBuildx::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QString TestBuildx::program(const QByteArray &script, const QString &name) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no place for a program");
    file.write("#!/bin/sh\n" + script + '\n');
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

BuildxBuild::Settings TestBuildx::settings(const QByteArray &script) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"FOLDER"_s, m_folder->path());
    environment.insert(u"ID"_s,
                       u"{\"containerimage.config.digest\":\"sha256:%1\",\"containerimage.digest\":\"%2\"}"_s.arg(
                           QString(64, u'b'), Id));
    return {.program = program(
                "for word; do case $word in --metadata-file=*) id=${word#--metadata-file=};; esac; done\n" + script),
            .options = {.tags = {u"a:1"_s}},
            .daemon = {.endpoint = unixEndpoint(u"/nowhere"_s)},
            .environment = environment,
            .context = std::make_shared<BuildContext>("FROM scratch\n", 1 << 20),
            .instructions = {{u"FROM scratch"_s, 1},
                             {u"COPY busybox /bin/busybox"_s, 2},
                             {u"RUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo oops >&2; exit 7\"]"_s, 4}},
            .kill = 200ms};
}

QByteArray TestBuildx::reciting(const QByteArray &name)
{
    return "cat > \"$FOLDER/context\"; cat " FAIRLEAD_TEST_DATA "/data/" + name + " >&2";
}

void TestBuildx::places()
{
    const QStringList all = buildxPlaces(u"/home/me/.docker"_s);
    QCOMPARE(all.size(), 5);
    QCOMPARE(all.first(), u"/home/me/.docker/cli-plugins/docker-buildx"_s);
    QCOMPARE(all.last(), u"/usr/libexec/docker/cli-plugins/docker-buildx"_s);
}

void TestBuildx::plugins_data()
{
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<QString>("problem");
    const auto row = [](const QByteArray &version, const QString &problem = {}) {
        QTest::newRow(version.constData())
            << QByteArray(R"({"SchemaVersion": "0.1.0", "Vendor": "Docker Inc.", "Version": ")" + version + "\"}\n")
            << problem;
    };
    row("v0.13.0");
    row("v0.13.0-rc1");
    row("v0.38.2");
    row("0.20.0-1~ubuntu.24.04");
    row("v1.0.0");
    row("v0.12.1", u"/p is v0.12.1, and only from v0.13 on it tells its progress as JSON"_s);
    row("v0.0.0+unknown", u"/p is v0.0.0+unknown, and only from v0.13 on it tells its progress as JSON"_s);
    row("master", u"/p does not say which version it is"_s);
    row("", u"/p does not say which version it is"_s);
    const QString none = u"/p is no plugin of docker"_s;
    QTest::newRow("an object of another kind") << QByteArray(R"({"Version": "v0.13.0"})") << none;
    QTest::newRow("no object") << QByteArray("[]") << none;
    QTest::newRow("no JSON") << QByteArray("github.com/docker/buildx v0.13.0") << none;
    QTest::newRow("nothing") << QByteArray() << none;
}

void TestBuildx::plugins()
{
    QFETCH(QByteArray, metadata);
    const BuildxPlugin plugin = buildxPlugin(u"/p"_s, metadata);
    QTEST(plugin.problem, "problem");
    QCOMPARE(plugin.isUsable(), plugin.problem.isEmpty());
    QCOMPARE(plugin.path, u"/p"_s);
}

//! The first that is a program, asked once for as long as it is the same.
void TestBuildx::finds()
{
    QFile text(m_folder->filePath(u"text"_s));
    QVERIFY(text.open(QIODevice::WriteOnly));
    const auto script = [](const QByteArray &version) {
        return "[ \"$*\" = docker-cli-plugin-metadata ] && echo '{\"SchemaVersion\": \"0.1.0\", \"Version\": \"" +
               version + "\"}'";
    };
    const QString first = program(script("v0.13.1"));
    const QString second = program(script("v0.23.0"), u"second"_s);
    BuildxFinder finder({m_folder->filePath(u"missing"_s), text.fileName(), m_folder->path(), first, second});
    QCOMPARE(finder.find(), (BuildxPlugin{.path = first, .version = u"v0.13.1"_s}));
    QCOMPARE(finder.find().version, u"v0.13.1"_s);
    program(script("v0.23.0")); // another in its place
    QCOMPARE(finder.find().version, u"v0.23.0"_s);
    QVERIFY(QFile::remove(first));
    QCOMPARE(finder.find().path, second);
    QVERIFY(QFile::remove(second));
    QCOMPARE(finder.find(), (BuildxPlugin{.problem = u"docker buildx is not installed"_s}));
}

void TestBuildx::findsNone_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("problem");
    QTest::newRow("fails") << QByteArray("exit 3") << u"failed with exit code 3"_s;
    QTest::newRow("floods") << QByteArray("exec yes") << u"printed more than 64 KiB"_s;
    QTest::newRow("hangs") << QByteArray("sleep 60") << u"cancelled"_s;
}

void TestBuildx::findsNone()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, problem);
    BuildxFinder finder({program(script)});
    const BuildxPlugin plugin = finder.find([&problem] { return problem == "cancelled"_L1; });
    QVERIFY(!plugin.isUsable());
    QVERIFY2(plugin.problem.endsWith(problem), qPrintable(plugin.problem));
}

void TestBuildx::commands_data()
{
    QTest::addColumn<BuildOptions>("options");
    QTest::addColumn<QString>("arguments");
    const QString begin = u"buildx build --builder=default --progress=rawjson --metadata-file=/private/metadata"_s;
    QTest::newRow("nothing said") << BuildOptions{} << begin + u" -"_s;
    QTest::newRow("all") << BuildOptions{.builder = Builder::Buildx,
                                         .tags = {u"h:5000/a:1"_s, u"b:2"_s},
                                         .dockerfile = u"--sub/Dockerfile"_s,
                                         .buildArgs = {{u"A"_s, u"1"_s}},
                                         .labels = {{u"l"_s, u"x=ü"_s}},
                                         .target = u"one"_s,
                                         .platform = u"linux/arm64"_s,
                                         .usesCache = false,
                                         .pulls = true,
                                         .cacheFrom = {u"c:1"_s},
                                         .extraHosts = {u"a:1.2.3.4"_s},
                                         .networkMode = u"none"_s,
                                         .shmSizeBytes = 64,
                                         .memoryBytes = 128}
                         << begin + u" --build-arg=A --file=--sub/Dockerfile --tag=h:5000/a:1 --tag=b:2 --label=l=x=ü "
                                    "--target=one --platform=linux/arm64 --no-cache --pull --cache-from=c:1 "
                                    "--add-host=a:1.2.3.4 --network=none --shm-size=64 -"_s;
}

void TestBuildx::commands()
{
    QFETCH(BuildOptions, options);
    QFETCH(QString, arguments);
    DockerEndpoint daemon{.endpoint = unixEndpoint(u"/run/d.sock"_s)};
    QProcessEnvironment environment;
    environment.insert(u"DOCKER_CONFIG"_s, u"/home/me/.docker"_s);
    for (const char *name : {"DOCKER_CONTEXT", "DOCKER_HOST", "DOCKER_TLS", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH",
                             "BUILDX_BUILDER", "BUILDX_CONFIG"})
        environment.insert(QString::fromLatin1(name), u"the user's"_s);
    const BuildxRequest request{u"/p"_s, options, daemon, u"/private"_s, environment};
    processes::ProcessCommand command = buildxCommand(request);
    QCOMPARE(command.program, u"/p"_s);
    QStringList expected = arguments.split(u' ');
    QStringList given = command.arguments;
    expected.sort();
    given.sort();
    QCOMPARE(given, expected);
    QCOMPARE(command.arguments.last(), u"-"_s);
    QVERIFY(command.takesInput);
    const auto value = [&command](const QString &name) { return command.environment.value(name); };
    QCOMPARE(value(u"DOCKER_HOST"_s), u"unix:///run/d.sock"_s);
    QCOMPARE(value(u"DOCKER_CONFIG"_s), u"/home/me/.docker"_s);
    QCOMPARE(value(u"BUILDX_CONFIG"_s), u"/private"_s);
    QVERIFY(!command.environment.toStringList().join(u' ').contains("DOCKER_CONTEXT"_L1));
    QVERIFY(!command.environment.toStringList().join(u' ').contains("TLS"_L1));
    QVERIFY(!command.environment.contains(u"BUILDX_BUILDER"_s));

    daemon = {.endpoint = {.server = QUrl(u"https://10.0.0.5:2376"_s)}, .tlsFolder = u"/certificates"_s};
    command = buildxCommand({u"/p"_s, options, daemon, u"/private"_s, environment});
    QCOMPARE(value(u"DOCKER_HOST"_s), u"tcp://10.0.0.5:2376"_s);
    QCOMPARE(value(u"DOCKER_TLS_VERIFY"_s), u"1"_s);
    QCOMPARE(value(u"DOCKER_CERT_PATH"_s), u"/certificates"_s);
    QVERIFY(!command.environment.contains(u"DOCKER_TLS"_s));
    daemon.endpoint.insecureSkipTlsVerify = true;
    daemon.tlsFolder.clear();
    command = buildxCommand({u"/p"_s, options, daemon, u"/private"_s, environment});
    QCOMPARE(value(u"DOCKER_TLS"_s), u"1"_s);
    QCOMPARE(value(u"DOCKER_CERT_PATH"_s), u"/private"_s); // not those of the user
    QVERIFY(!command.environment.contains(u"DOCKER_TLS_VERIFY"_s));
}

void TestBuildx::argumentsOfABuild_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("argument");   // empty: none
    QTest::addColumn<QString>("inheriting"); // what its environment has of that name
    const QString secret = u"s3cret"_s;
    const auto row = [](const char *name, const QString &key, const QString &value, const QString &argument,
                        const QString &inheriting) { QTest::newRow(name) << key << value << argument << inheriting; };
    row("any", u"TOKEN"_s, secret, u"TOKEN"_s, secret);
    row("empty", u"EMPTY"_s, {}, u"EMPTY"_s, {});
    row("no name for a shell", u"my.token"_s, secret, u"my.token"_s, secret);
    row("of BuildKit's Dockerfile", u"BUILDKIT_INLINE_CACHE"_s, u"1"_s, u"BUILDKIT_INLINE_CACHE"_s, u"1"_s);
    row("of BuildKit, secret", u"BUILDKIT_TOKEN"_s, secret, u"BUILDKIT_TOKEN"_s, secret);
    row("of a Go project", u"GOPROXY"_s, secret, u"GOPROXY"_s, secret);
    row("of a place", u"TZ"_s, u"UTC"_s, u"TZ"_s, u"UTC"_s);
    row("docker's logins", u"DOCKER_AUTH_CONFIG"_s, secret, {}, u"the user's"_s);
    row("docker's, not there", u"DOCKER_TOKEN"_s, secret, {}, {});
    row("buildx's own", u"BUILDX_TOKEN"_s, secret, {}, {});
    row("where programs are", u"PATH"_s, u"/opt"_s, {}, u"/usr/bin"_s);
    row("Go's", u"GODEBUG"_s, secret, {}, {});
    row("telemetry", u"OTEL_EXPORTER_OTLP_HEADERS"_s, secret, {}, {});
    row("no name", {}, secret, {}, {});
    row("a name and more", u"A=B"_s, secret, {}, {});
    row("proxy", u"http_proxy"_s, u"http://proxy:3128"_s, u"http_proxy=http://proxy:3128"_s, {});
    row("proxy with a login", u"HTTPS_PROXY"_s, u"http://me:s3cret@proxy:3128"_s, u"HTTPS_PROXY"_s,
        u"http://me:s3cret@proxy:3128"_s);
    row("no proxy", u"NO_PROXY"_s, u"a.example"_s, u"NO_PROXY=a.example"_s, u"localhost"_s);
}

//! Everybody on the machine can read arguments.
void TestBuildx::argumentsOfABuild()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const QString, argument);
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/bin"_s);
    environment.insert(u"NO_PROXY"_s, u"localhost"_s);
    environment.insert(u"DOCKER_AUTH_CONFIG"_s, u"the user's"_s);
    const auto command = buildxCommand({u"/p"_s,
                                        {.buildArgs = {{name, value}}},
                                        {.endpoint = {.server = QUrl(u"http://10.0.0.5:2375"_s)}},
                                        u"/private"_s,
                                        environment});
    const QStringList given = command.arguments.filter(u"--build-arg="_s);
    QCOMPARE(given, argument.isEmpty() ? QStringList() : QStringList{u"--build-arg="_s + argument});
    QVERIFY(!command.arguments.join(u' ').contains("s3cret"_L1));
    QTEST(command.environment.value(name), "inheriting");
    QCOMPARE(notForBuildx({u"A"_s, name}), argument.isEmpty() ? QStringList{name} : QStringList());
    if (name == "HTTPS_PROXY"_L1) // the plugin's too, by that name
        QCOMPARE(command.environment.value(u"NO_PROXY"_s), u"localhost,10.0.0.5"_s);
}

void TestBuildx::builds()
{
    BuildxBuild::Settings settings =
        this->settings(reciting("build-buildx.jsonl") + "; printf %s $ID > $id; "
                                                        "stat -c %a $(dirname $id) > $FOLDER/mode; "
                                                        "dirname $id > $FOLDER/private");
    settings.instructions = {{u"FROM scratch"_s, 1},
                             {u"COPY busybox /bin/busybox"_s, 2},
                             {u"ARG WORD"_s, 3},
                             {u"RUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo hello $WORD; echo err >&2\"]"_s, 4},
                             {u"RUN [\"/bin/busybox\", \"sleep\", \"1\"]"_s, 5}};
    const auto context = std::static_pointer_cast<BuildContext>(settings.context);
    QString privateFolder;
    {
        BuildxBuild build(settings);
        QStringList order;
        QByteArray log;
        std::optional<Result<BuiltImage>> result;
        connect(&build, &Build::started, this, [&] { order += u"started"_s; });
        connect(&build, &Build::stepsChanged, this, [&] { order += u"steps"_s; });
        connect(&build, &Build::logged, this, [&](const QByteArray &text) { log += text; });
        connect(&build, &Build::finished, this, [&](const Result<BuiltImage> &ended) { result = ended; });
        build.start();
        QVERIFY(order.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(result, Patience);
        QVERIFY2(*result, log.constData());
        QCOMPARE((*result)->id, Id);
        QCOMPARE((*result)->tags, QStringList{u"a:1"_s});
        QCOMPARE(order.first(), u"started"_s);
        QCOMPARE(order.count(u"started"_s), 1);
        QVERIFY(order.contains(u"steps"_s));
        const auto &steps = build.progress().steps();
        const auto step = std::find_if(steps.all().begin(), steps.all().end(),
                                       [](const BuildStep &each) { return each.name.contains("hello"_L1); });
        QVERIFY(step != steps.all().end());
        QCOMPARE(step->line, 4);
        QCOMPARE((step + 1)->line, 5);
        QVERIFY(std::all_of(steps.all().begin(), steps.all().end(), [](const auto &each) { return each.hasEnded(); }));
        QVERIFY2(log.contains("hello alpha\n") && log.contains(" DONE "), log.constData());
        QCOMPARE(QFileInfo(m_folder->filePath(u"context"_s)).size(), context->sent()); // whole
        QFile mode(m_folder->filePath(u"mode"_s));
        QVERIFY(mode.open(QIODevice::ReadOnly));
        QCOMPARE(mode.readAll(), QByteArray("700\n"));
        QFile place(m_folder->filePath(u"private"_s));
        QVERIFY(place.open(QIODevice::ReadOnly));
        privateFolder = QString::fromUtf8(place.readAll().trimmed());
    }
    QVERIFY(!privateFolder.isEmpty() && !QFileInfo::exists(privateFolder));
}

void TestBuildx::fails_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("error"); //!< kind and reason
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    const auto row = [](const char *name, const QByteArray &script, const QString &error, const QString &message,
                        int line = 0) { QTest::newRow(name) << script << error << message << line; };
    row("a command", reciting("build-buildx-failed.jsonl") + "; exit 1", u"Invalid BuildFailed"_s,
        u"failed to solve: executor failed running [/bin/busybox sh -c echo oops >&2; exit 7]: exit code: 7"_s, 4);
    row("the Dockerfile",
        "echo 'ERROR: failed to solve: dockerfile parse error line 3: unknown instruction: X' >&2; exit 1",
        u"Invalid BadDockerfile"_s, u"failed to solve: dockerfile parse error line 3: unknown instruction: X"_s, 3);
    row("several lines", "printf 'note\\nERROR: failed to solve: a\\nb\\n\\nView details\\n' >&2; exit 1",
        u"Invalid BuildFailed"_s, u"failed to solve: a\nb"_s);
    row("no daemon", "echo 'ERROR: Cannot connect to the Docker daemon at tcp://h:1. Is it running?' >&2; exit 1",
        u"Network "_s, u"Cannot connect to the Docker daemon at tcp://h:1. Is it running?"_s);
    row("no login", "echo 'ERROR: failed to solve: host: 401 Unauthorized' >&2; exit 1", u"Unauthorized "_s,
        u"failed to solve: host: 401 Unauthorized"_s);
    row("without a word", "exit 5", u"Invalid BuildxFailed"_s, u"failed with exit code 5"_s);
    row("crashes", "kill -SEGV $$", u"Invalid BuildxFailed"_s, u"crashed"_s);
    row("no id", "cat > /dev/null", u"Malformed NoImageId"_s, u"docker buildx ended without an image"_s);
    row("an id that is none", "cat > /dev/null; echo nonsense > $id", u"Malformed NoImageId"_s,
        u"docker buildx ended without an image"_s);
    row("half a line", "printf '{\"vertexes\":[{\"dig' >&2; exit 1", u"Invalid BuildxFailed"_s,
        u"failed with exit code 1"_s);
}

void TestBuildx::fails()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, error);
    QFETCH(QString, message);
    BuildxBuild build(settings(script));
    std::optional<Result<BuiltImage>> result;
    QByteArray log;
    connect(&build, &Build::logged, this, [&](const QByteArray &text) { log += text; });
    connect(&build, &Build::finished, this, [&](const Result<BuiltImage> &ended) { result = ended; });
    build.start();
    QTRY_VERIFY_WITH_TIMEOUT(result, Patience);
    QVERIFY(!*result);
    const ApiError &why = result->error();
    QCOMPARE(toString(why.kind) + u' ' + why.reason, error);
    QVERIFY2(why.message.endsWith(message), qPrintable(why.message));
    QTEST(build.failedLine(), "line");
    if (!why.reason.endsWith("Id"_L1) && why.reason != "BuildxFailed"_L1)
        QCOMPARE(log.count(message.section(u'\n', 0, 0).toUtf8() + '\n'), 1);
    const BuildStep *step = build.progress().steps().failed();
    QCOMPARE(step ? step->line : 0, build.failedLine() == 4 ? 4 : 0);
}

void TestBuildx::contextBreaksOff()
{
    BuildxBuild::Settings settings = this->settings("cat > /dev/null; echo ERROR: interrupted >&2; exit 1");
    settings.context = std::make_shared<BrokenContext>();
    BuildxBuild build(settings);
    std::optional<Result<BuiltImage>> result;
    connect(&build, &Build::finished, this, [&](const Result<BuiltImage> &ended) { result = ended; });
    build.start();
    QTRY_VERIFY_WITH_TIMEOUT(result, Patience);
    QVERIFY(!*result);
    QCOMPARE(result->error().reason, u"Changed"_s);
}

void TestBuildx::cancelled_data()
{
    QTest::addColumn<QByteArray>("trap");
    QTest::newRow("ends") << QByteArray("trap 'echo ERROR: context canceled >&2; exit 1' INT");
    QTest::newRow("ends well") << QByteArray("trap 'printf %s $ID > $id; exit 0' INT");
    QTest::newRow("deaf") << QByteArray("trap '' INT");
}

void TestBuildx::cancelled()
{
    QFETCH(QByteArray, trap);
    BuildxBuild build(settings(trap + "; head -n 9 " FAIRLEAD_TEST_DATA
                                      "/data/build-buildx-failed.jsonl >&2; sleep 60 & wait; sleep 60"));
    QSignalSpy steps(&build, &Build::stepsChanged);
    std::optional<Result<BuiltImage>> result;
    connect(&build, &Build::finished, this, [&](const Result<BuiltImage> &ended) { result = ended; });
    build.start();
    QTRY_VERIFY_WITH_TIMEOUT(!steps.isEmpty(), Patience);
    build.cancel();
    build.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(result, Patience);
    QVERIFY(!*result);
    QCOMPARE(toString(result->error().kind), u"Cancelled"_s);
    for (const BuildStep &step : build.progress().steps().all())
        QVERIFY(step.state != BuildStep::State::Running);
}

void TestBuildx::cancelledBeforeItBegins()
{
    BuildxBuild::Settings settings = this->settings({});
    settings.program = u"/nowhere/docker-buildx"_s;
    BuildxBuild build(settings);
    std::optional<Result<BuiltImage>> result;
    connect(&build, &Build::finished, this, [&](const Result<BuiltImage> &ended) { result = ended; });
    build.start();
    QVERIFY(!result);
    build.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(result, Patience);
    QCOMPARE(toString(result->error().kind), u"Cancelled"_s);
}

void TestBuildx::deletedInASlot_data()
{
    QTest::addColumn<QString>("signal");
    for (const char *signal : {"started", "stepsChanged", "logged", "finished"})
        QTest::newRow(signal) << QString::fromLatin1(signal);
}

void TestBuildx::deletedInASlot()
{
    QFETCH(QString, signal);
    auto build = std::make_unique<BuildxBuild>(settings(reciting("build-buildx.jsonl")));
    const auto remove = [&](const QString &name) {
        if (name == signal)
            build.reset();
    };
    connect(build.get(), &Build::started, this, [&] { remove(u"started"_s); });
    connect(build.get(), &Build::stepsChanged, this, [&] { remove(u"stepsChanged"_s); });
    connect(build.get(), &Build::logged, this, [&] { remove(u"logged"_s); });
    connect(build.get(), &Build::finished, this, [&] { remove(u"finished"_s); });
    build->start();
    QTRY_VERIFY_WITH_TIMEOUT(!build, Patience);
}

QTEST_GUILESS_MAIN(TestBuildx)
#include "tst_buildx.moc"
