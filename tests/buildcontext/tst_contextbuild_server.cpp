// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/buildcontext/contextfiles.h"
#include "backends/buildcontext/contextsource.h"
#include "backends/buildcontext/contexttar.h"
#include "backends/docker/dockerendpoint.h"
#include "backends/docker/jsonlines.h"
#include "backends/transport/httpclient.h"
#include "tests/support/tree.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace fairlead;
using namespace fairlead::buildcontext;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! Against the daemon of FAIRLEAD_BED_DOCKER: what a build sees of a context of ours, and of one of the docker
//! client's.

namespace {

const QByteArray Program = "FROM scratch\nCOPY tools/busybox /busybox\nCOPY . /context\n"
                           "RUN [\"/busybox\", \"find\", \"/context\", \"-exec\", \"/busybox\", \"stat\", \"-c\", "
                           "\"seen %A %u %g %h %N\", \"{}\", \";\"]\n";

//! What the build says of the files; folders above without the time, which the two need not have alike.
QStringList seenIn(const QString &output)
{
    QStringList seen;
    for (const QString &line : output.split(u'\n')) {
        if (line.startsWith("seen "_L1))
            seen += line;
    }
    seen.sort();
    return seen;
}

//! The body of POST /build, as docker's client sends it to an engine that is none.
QByteArray sentByTheClient(const QString &folder)
{
    QTcpServer engine;
    QByteArray body;
    QObject::connect(&engine, &QTcpServer::newConnection, &engine, [&engine, &body] {
        QTcpSocket *socket = engine.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &body, request = QByteArray()]() mutable {
            request += socket->readAll();
            const qsizetype end = request.indexOf("\r\n\r\n");
            const bool isBuild = request.startsWith("POST /");
            if (end < 0 || (isBuild && !request.endsWith("\r\n0\r\n\r\n")))
                return;
            socket->write("HTTP/1.1 200 OK\r\nAPI-Version: 1.41\r\nContent-Length: 2\r\n\r\n" +
                          QByteArray(isBuild ? "{}" : "OK"));
            for (qsizetype at = end + 4; isBuild;) { // chunks
                const qsizetype line = request.indexOf("\r\n", at);
                const qsizetype size = request.mid(at, line - at).toLongLong(nullptr, 16);
                if (size == 0)
                    break;
                body += request.mid(line + 2, size);
                at = line + 2 + size + 2;
            }
            request.clear();
        });
    });
    if (!engine.listen(QHostAddress::LocalHost))
        qFatal("no port to listen on");
    QProcess client;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DOCKER_HOST"_s, u"tcp://127.0.0.1:%1"_s.arg(engine.serverPort()));
    environment.insert(u"DOCKER_BUILDKIT"_s, u"0"_s);
    client.setProcessEnvironment(environment);
    client.start(u"docker"_s, {u"build"_s, folder});
    if (!QTest::qWaitFor([&client] { return client.state() == QProcess::NotRunning; }, 60'000))
        qFatal("docker does not end");
    return body;
}

//! As GNU tar shows them, without their times, each with its attributes; sorted.
QStringList entriesIn(const QByteArray &archive)
{
    QProcess tar;
    tar.start(u"tar"_s, {u"--warning=no-unknown-keyword"_s, u"--numeric-owner"_s, u"--xattrs"_s,
                         u"--xattrs-include=*"_s, u"-vvtf"_s, u"-"_s});
    tar.write(archive);
    tar.closeWriteChannel();
    if (!tar.waitForFinished(60'000))
        qFatal("tar does not end");
    QString text = QString::fromUtf8(tar.readAllStandardOutput());
    text.replace(QRegularExpression(u" +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d "_s), u" "_s);
    text.replace(u"\n  x:"_s, u" x:"_s);
    text.replace(QRegularExpression(u"(/\\d+) +(\\d+) "_s), u"\\1 \\2 "_s);
    QStringList entries = text.split(u'\n', Qt::SkipEmptyParts);
    entries.sort();
    return entries;
}

} // namespace

class TestContextBuildServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase();
    void isWhatTheClientSends_data();
    void isWhatTheClientSends();
    void hardLinksAreInTheImage_data();
    void hardLinksAreInTheImage();
    void archiveIsWhatTheClientSends();
    void dockerfileIsNotInTheImage();
    void buildKitTakesItToo();

private:
    QString build(const ContextRequest &request, bool isBuildKit = false);
    static QString run(const QStringList &arguments);
    static void fill(Tree &tree);

    std::unique_ptr<HttpClient> m_http;
    const QString m_tag = u"fairlead-test/context%1"_s.arg(QCoreApplication::applicationPid());
};

void TestContextBuildServer::initTestCase()
{
    const QString host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER");
    QVERIFY2(!host.isEmpty(), "FAIRLEAD_BED_DOCKER names no daemon; start the test bed");
    const Result<docker::DockerEndpoint> daemon = docker::dockerEndpoint({.host = host}, {});
    QVERIFY2(daemon, qPrintable(daemon ? QString() : daemon.error().message));
    m_http = std::make_unique<HttpClient>(daemon->endpoint, std::make_unique<StaticCredentials>(daemon->credentials),
                                          "fairlead-test");
}

void TestContextBuildServer::cleanupTestCase()
{
    if (m_http)
        run({u"image"_s, u"rm"_s, u"-f"_s, m_tag + u":ours"_s, m_tag + u":theirs"_s});
}

//! Of the docker client, at the bed's daemon. \return all that it says.
QString TestContextBuildServer::run(const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DOCKER_HOST"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER"));
    environment.insert(u"DOCKER_BUILDKIT"_s, u"0"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"docker"_s, arguments);
    if (!process.waitForFinished(120'000))
        qFatal("docker does not end");
    return QString::fromUtf8(process.readAll());
}

QString TestContextBuildServer::build(const ContextRequest &request, bool isBuildKit)
{
    auto listed = listContext(request, [] { return false; });
    if (!listed)
        return listed.error().message;
    const auto list = std::make_shared<const ContextList>(*std::move(listed));
    HttpRequest http{.method = "POST",
                     .path = u"/v1.41/build"_s,
                     .contentType = "application/x-tar",
                     .bodySource = std::make_shared<ContextSource>(list),
                     .answerTimeout = 60s,
                     .idleTimeout = 60s,
                     .bodyLimit = 0};
    http.query.addQueryItem(u"t"_s, m_tag + u":ours"_s);
    http.query.addQueryItem(u"rm"_s, u"1"_s);
    http.query.addQueryItem(u"nocache"_s, u"1"_s);
    http.query.addQueryItem(u"version"_s, isBuildKit ? u"2"_s : u"1"_s);
    http.query.addQueryItem(u"dockerfile"_s, list->dockerfileName);
    QString output;
    docker::JsonLines splitter;
    bool isOver = false;
    const std::unique_ptr<HttpStream> stream(m_http->stream(http, nullptr));
    connect(stream.get(), &HttpStream::received, stream.get(), [&](QByteArrayView bytes) {
        std::ignore = splitter.feed(bytes, [&](QByteArrayView line) {
            const QJsonObject object = QJsonDocument::fromJson(line.toByteArray()).object();
            output += object.value("stream"_L1).toString() + object.value("error"_L1).toString();
            return true;
        });
    });
    connect(stream.get(), &HttpStream::finished, stream.get(), [&](const HttpEnd &end) {
        if (end.failure)
            output += end.failure->error.message + QString::fromUtf8(end.failure->body);
        isOver = true;
    });
    stream->start();
    const bool hasEnded = QTest::qWaitFor([&isOver] { return isOver; }, 120'000);
    return hasEnded ? output : u"no end"_s;
}

void TestContextBuildServer::fill(Tree &tree)
{
    QFile busybox(u"/bin/busybox"_s);
    if (!busybox.open(QIODevice::ReadOnly))
        qFatal("no /bin/busybox: install busybox-static");
    tree.add(u"context/tools/busybox"_s, busybox.readAll(), 0755).add(u"context/Dockerfile"_s, Program, 0644);
    tree.add(u"context/a.txt"_s, "1", 0640).add(u"context/log/x.log"_s, "2").add(u"context/log/keep.log"_s, "3");
    tree.add(u"context/ä b/"_s + u"long/"_s.repeated(30) + u"name"_s, "4").add(u"context/empty/"_s, {}, 0700);
    tree.link(u"context/link"_s, "a.txt").link(u"context/out"_s, "/etc/passwd").link(u"context/dangling"_s, "x/../y");
    tree.hardLink(u"context/log/again"_s, u"context/a.txt"_s).hardLink(u"context/z"_s, u"context/a.txt"_s);
    tree.socket(u"context/log/socket"_s);
    tree.add(u"context/target/debug/big"_s, QByteArray(100'000, 'x')).add(u"context/run"_s, "5", 04755);
}

void TestContextBuildServer::isWhatTheClientSends_data()
{
    QTest::addColumn<QByteArray>("ignore");
    QTest::addColumn<QString>("dockerfile");
    QTest::newRow("all") << QByteArray() << u"Dockerfile"_s;
    QTest::newRow("ignored files and folders") << QByteArray("target\n*.txt\n") << u"Dockerfile"_s;
    QTest::newRow("taken in again") << QByteArray("**/*.log\n!log/keep.log\n") << u"Dockerfile"_s;
    QTest::newRow("nothing but") << QByteArray("*\n!tools\n!log/x.log\n") << u"Dockerfile"_s;
    QTest::newRow("ignores the Dockerfile and itself") << QByteArray("Dockerfile\n.dockerignore\n") << u"Dockerfile"_s;
    QTest::newRow("outside, with .dockerignore") << QByteArray("target\n") << u"../outside"_s;
}

void TestContextBuildServer::isWhatTheClientSends()
{
    QFETCH(QByteArray, ignore);
    QFETCH(QString, dockerfile);
    Tree tree;
    fill(tree);
    tree.add(u"outside"_s, Program);
    if (!ignore.isEmpty())
        tree.add(u"context/.dockerignore"_s, ignore, 0644);
    const QString output = build({.recipe = {.dockerfile = dockerfile, .context = u"context"_s},
                                  .settingsFolder = tree.path(),
                                  .hidesDockerfile = true});
    const QString folder = tree.path(u"context"_s);
    const QString theirs = run({u"build"_s, u"--no-cache"_s, u"-t"_s, m_tag + u":theirs"_s, u"-f"_s,
                                QDir(folder).absoluteFilePath(dockerfile), folder});
    QVERIFY2(!seenIn(output).isEmpty(), qPrintable(output));
    QVERIFY2(!seenIn(theirs).isEmpty(), qPrintable(theirs));
    QCOMPARE(seenIn(output), seenIn(theirs));
}

void TestContextBuildServer::hardLinksAreInTheImage_data()
{
    QTest::addColumn<bool>("isBuildKit");
    QTest::newRow("the classic builder") << false;
    QTest::newRow("BuildKit") << true;
}

void TestContextBuildServer::hardLinksAreInTheImage()
{
    QFETCH(bool, isBuildKit);
    Tree tree;
    fill(tree);
    const QString output =
        build({.recipe = {.dockerfile = u"Dockerfile"_s, .context = u"context"_s}, .settingsFolder = tree.path()},
              isBuildKit);
    const QString seen =
        run({u"run"_s, u"--rm"_s, u"--network"_s, u"none"_s, m_tag + u":ours"_s, u"/busybox"_s, u"stat"_s, u"-c"_s,
             u"%h"_s, u"/context/a.txt"_s, u"/context/z"_s, u"/context/log/again"_s});
    QVERIFY2(seen == "3\n3\n3\n"_L1, qPrintable(seen + output));
}

//! Of a capability too, which COPY of this engine loses, whoever has sent it.
void TestContextBuildServer::archiveIsWhatTheClientSends()
{
    Tree tree;
    fill(tree);
    const QByteArray netBind = QByteArray::fromHex("0100000200040000000000000000000000000000");
    QVERIFY2(tree.setCapability(u"context/log/x.log"_s, netBind), "the bed's tests are root's");
    QVERIFY2(tree.setCapability(u"context/a.txt"_s, netBind), "the bed's tests are root's");
    const ListedContext listed =
        listContext({.recipe = {.dockerfile = u"Dockerfile"_s, .context = u"context"_s}, .settingsFolder = tree.path()},
                    [] { return false; });
    QVERIFY(listed);
    QCOMPARE(listed->sockets.size(), 1U);
    QByteArray ours;
    const auto append = [&ours](QByteArrayView piece) {
        ours.append(piece);
        return true;
    };
    QVERIFY(writeContextTar(*listed, append, [](qint64) {}));
    const QByteArray theirs = sentByTheClient(tree.path(u"context"_s));
    QVERIFY(ours.contains("SCHILY.xattr.security.capability=" + netBind + '\n'));
    QVERIFY(theirs.contains("SCHILY.xattr.security.capability=" + netBind + '\n'));
    const QStringList seen = entriesIn(theirs);
    QVERIFY(!seen.filter(u"link to a.txt"_s).isEmpty() && !seen.filter(u"security.capability"_s).isEmpty());
    QCOMPARE(entriesIn(ours), seen);
}

void TestContextBuildServer::dockerfileIsNotInTheImage()
{
    Tree tree;
    fill(tree);
    tree.remove(u"context/Dockerfile"_s);
    const QByteArray copies = Program.mid(Program.indexOf("COPY"));
    const QString output = build({.recipe = {.from = u"scratch"_s,
                                             .append = QString::fromUtf8(copies),
                                             .files = {{u"context/a.txt"_s, u"new/place/"_s}},
                                             .context = u"context"_s},
                                  .settingsFolder = tree.path(),
                                  .hidesDockerfile = true});
    QVERIFY2(output.contains(u"seen -rw-r----- 0 0 1 /context/new/place/a.txt\n"_s), qPrintable(output));
    QVERIFY2(!output.contains(u"fairlead.Dockerfile"_s), qPrintable(output));
    QVERIFY2(!output.contains(u".dockerignore"_s), qPrintable(output));
}

void TestContextBuildServer::buildKitTakesItToo()
{
    Tree tree;
    fill(tree);
    const QString output = build(
        {.recipe = {.dockerfile = u"Dockerfile"_s, .context = u"context"_s}, .settingsFolder = tree.path()}, true);
    QVERIFY2(output.contains(u"Successfully tagged"_s), qPrintable(output));
}

QTEST_GUILESS_MAIN(TestContextBuildServer)
#include "tst_contextbuild_server.moc"
