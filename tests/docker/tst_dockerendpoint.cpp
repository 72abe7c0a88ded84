// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/dockerendpoint.h"
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testpki.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

using Source = EnvironmentDaemon::Source;

//! One line for all that matters of an endpoint.
QString described(const Result<DockerEndpoint> &result)
{
    if (!result)
        return toString(result.error().kind) + u' ' + result.error().reason;
    QString text = result->endpoint.unixSocketPath.isEmpty() ? result->endpoint.server.toString()
                                                             : result->endpoint.unixSocketPath;
    if (!result->endpoint.caPem.isEmpty())
        text += u" ca"_s;
    if (!result->credentials.certificatePem.isEmpty())
        text += u" cert"_s;
    if (result->endpoint.insecureSkipTlsVerify)
        text += u" unverified"_s;
    if (result->isInsecure)
        text += u" insecure"_s;
    return text;
}

QProcessEnvironment environmentOf(const QStringList &pairs)
{
    QProcessEnvironment environment;
    for (const QString &pair : pairs)
        environment.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return environment;
}

QString contextId(const QString &name)
{
    return QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace

class TestDockerEndpoint : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void addresses_data();
    void addresses();
    void tlsFolders_data();
    void tlsFolders();
    void namesTheFolderAsWritten();
    void speaksTls();
    void sendsNothingWithoutItsFiles_data();
    void sendsNothingWithoutItsFiles();
    void contexts_data();
    void contexts();
    void listsContexts();
    void environment_data();
    void environment();
    void dockerFolders();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const;
    void writeTls(const QString &folder, const QStringList &names) const;
    void writeContext(const QString &name, const QByteArray &endpoint, const QStringList &tlsFiles = {}) const;

    TestPki m_pki;
    TestIdentity m_client;
    std::unique_ptr<QTemporaryDir> m_folder; //!< the docker folder
};

void TestDockerEndpoint::initTestCase()
{
    m_client = m_pki.issue(u"client"_s);
}

void TestDockerEndpoint::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDockerEndpoint::write(const QString &name, const QByteArray &bytes) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

void TestDockerEndpoint::writeTls(const QString &folder, const QStringList &names) const
{
    const QHash<QString, QByteArray> contents{
        {u"ca.pem"_s, m_pki.caPem()}, {u"cert.pem"_s, m_client.certificatePem}, {u"key.pem"_s, m_client.privateKeyPem}};
    for (const QString &name : names)
        write(folder + u'/' + name, contents.value(name));
}

void TestDockerEndpoint::writeContext(const QString &name, const QByteArray &endpoint,
                                      const QStringList &tlsFiles) const
{
    write(u"contexts/meta/"_s + contextId(name) + u"/meta.json"_s,
          R"({"Name":")" + name.toUtf8() + R"(","Metadata":{"Description":"of )" + name.toUtf8() +
              R"("},"Endpoints":{"docker":)" + endpoint + "}}");
    writeTls(u"contexts/tls/"_s + contextId(name) + u"/docker"_s, tlsFiles);
}

void TestDockerEndpoint::addresses_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("enablesTls");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &host, bool enablesTls, const QString &expected) {
        QTest::newRow(name) << host << enablesTls << expected;
    };
    row("nothing", {}, false, u"/var/run/docker.sock"_s);
    row("nothing, with TLS", {}, true, u"https://localhost:2376 ca cert"_s);
    row("socket", u"unix:///run/user/1000/docker.sock"_s, false, u"/run/user/1000/docker.sock"_s);
    row("socket with a space and a percent", u"unix:///run/a b%20c.sock"_s, false, u"/run/a b%20c.sock"_s);
    row("socket in capitals", u"UNIX:///a"_s, false, u"/a"_s);
    row("socket without a path", u"unix://"_s, false, u"/var/run/docker.sock"_s);
    row("socket with a relative path", u"unix://a.sock"_s, false, u"Invalid BadHost"_s);
    row("socket with TLS", u"unix:///a"_s, true, u"Invalid TlsOnSocket"_s);
    row("spaces around", u"  unix:///a\n"_s, false, u"/a"_s);
    row("tcp", u"tcp://build.example:2375"_s, false, u"http://build.example:2375 insecure"_s);
    row("tcp with TLS", u"tcp://build.example:2376"_s, true, u"https://build.example:2376 ca cert"_s);
    row("tcp without a port", u"tcp://build.example"_s, false, u"http://build.example:2375 insecure"_s);
    row("tcp with TLS without a port", u"tcp://build.example"_s, true, u"https://build.example:2376 ca cert"_s);
    row("tcp without a host", u"tcp://:4243"_s, false, u"http://localhost:4243 insecure"_s);
    row("tcp with nothing", u"tcp://"_s, true, u"https://localhost:2376 ca cert"_s);
    row("no scheme", u"10.1.2.3:2376"_s, true, u"https://10.1.2.3:2376 ca cert"_s);
    row("no scheme, name only", u"build"_s, false, u"http://build:2375 insecure"_s);
    row("IPv6", u"tcp://[fd00::1]:2376"_s, true, u"https://[fd00::1]:2376 ca cert"_s);
    row("prefix", u"tcp://build:2376/docker"_s, true, u"https://build:2376/docker ca cert"_s);
    row("ssh", u"ssh://me@build"_s, false, u"Invalid SshLater"_s);
    row("ssh with TLS", u"ssh://me@build"_s, true, u"Invalid SshLater"_s);
    row("http", u"http://build:2375"_s, false, u"Invalid BadHost"_s);
    row("http although TLS", u"http://build:2375"_s, true, u"Invalid BadHost"_s);
    row("npipe", u"npipe:////./pipe/docker_engine"_s, false, u"Invalid BadHost"_s);
    row("fd", u"fd://"_s, false, u"Invalid BadHost"_s);
    row("user", u"tcp://me:secret@build:2375"_s, false, u"Invalid BadHost"_s);
    row("query", u"tcp://build:2375?x=y"_s, false, u"Invalid BadHost"_s);
    row("port 0", u"tcp://build:0"_s, false, u"Invalid BadHost"_s);
    row("port too large", u"tcp://build:65536"_s, false, u"Invalid BadHost"_s);
    row("port is a word", u"tcp://build:docker"_s, false, u"Invalid BadHost"_s);
    row("space within", u"tcp://bu ild:2375"_s, false, u"Invalid BadHost"_s);
    row("line break within", u"tcp://build\r\nX: y"_s, false, u"Invalid BadHost"_s);
}

void TestDockerEndpoint::addresses()
{
    QFETCH(QString, host);
    QFETCH(bool, enablesTls);
    writeTls(u"."_s, {u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s});
    QTEST(described(dockerEndpoint({.host = host, .enablesTls = enablesTls}, m_folder->path())), "expected");
}

void TestDockerEndpoint::tlsFolders_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("message"); // behind the folder

    const QStringList all{u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s};
    QTest::newRow("whole") << all << u"https://build:2376 ca cert"_s << QString();
    QTest::newRow("none") << QStringList() << u"Tls TlsFile"_s << u"/ca.pem: no such file"_s;
    for (const QString &missing : all) {
        QStringList names = all;
        names.removeAll(missing);
        QTest::addRow("without %s", qPrintable(missing))
            << names << u"Tls TlsFile"_s << u"/%1: no such file"_s.arg(missing);
    }
    for (const QString &broken : all) {
        QStringList names = all;
        names << u"broken "_s + broken;
        QTest::addRow("broken %s", qPrintable(broken)) << names << u"Tls BadIdentity"_s << u": "_s;
    }
    QTest::newRow("key of another") << QStringList(all + QStringList(u"other key"_s)) << u"Tls BadIdentity"_s
                                    << u": client key does not belong to the client certificate"_s;
    QTest::newRow("folder in place of a file") << QStringList{u"cert.pem"_s, u"key.pem"_s, u"folder ca.pem"_s}
                                               << u"Tls TlsFile"_s << u"/ca.pem: is a folder"_s;
}

void TestDockerEndpoint::tlsFolders()
{
    QFETCH(QStringList, names);
    QFETCH(QString, message);
    for (const QString &name : names) {
        if (name.startsWith("broken "_L1))
            write(u"tls/"_s + name.section(u' ', 1), "-----BEGIN NOTHING-----");
        else if (name.startsWith("folder "_L1))
            QVERIFY(QDir().mkpath(path(u"tls/"_s + name.section(u' ', 1))));
        else if (name == "other key"_L1)
            write(u"tls/key.pem"_s, m_pki.issue(u"other"_s).privateKeyPem);
        else
            writeTls(u"tls"_s, {name});
    }
    const Result<DockerEndpoint> endpoint = dockerEndpoint(
        {.host = u"tcp://build"_s, .enablesTls = true, .certificatePath = path(u"tls"_s)}, m_folder->path());
    QTEST(described(endpoint), "expected");
    if (!endpoint)
        QVERIFY2(endpoint.error().message.startsWith(path(u"tls"_s) + message), qPrintable(endpoint.error().message));
}

void TestDockerEndpoint::namesTheFolderAsWritten()
{
    DaemonAddress address{.host = u"tcp://build"_s, .enablesTls = true, .certificatePath = path(u"nowhere"_s)};
    const QString missing = path(u"nowhere"_s) + u"/ca.pem: no such file"_s;
    address.certificatePlace = address.certificatePath;
    QCOMPARE(dockerEndpoint(address, {}).error().message, missing);
    address.certificatePlace = u"HERE (written \"~/nowhere\")"_s;
    QCOMPARE(dockerEndpoint(address, {}).error().message, missing + u"; the folder is HERE (written \"~/nowhere\")"_s);
}

void TestDockerEndpoint::speaksTls()
{
    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s}, QSslSocket::VerifyPeer));
    server.setScripts({Script::answer(200, "text/plain", "OK")});
    writeTls(u"tls"_s, {u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s});
    const Result<DockerEndpoint> daemon = dockerEndpoint(
        {.host = u"tcp://127.0.0.1:%1"_s.arg(server.port()), .enablesTls = true, .certificatePath = path(u"tls"_s)},
        {});
    QVERIFY(daemon);
    transport::HttpClient client(daemon->endpoint, std::make_unique<transport::StaticCredentials>(daemon->credentials),
                                 "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/_ping"_s}));
    QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    QCOMPARE(server.requests().first().clientCertificate, QByteArray("client"));
}

void TestDockerEndpoint::sendsNothingWithoutItsFiles_data()
{
    QTest::addColumn<bool>("isTls"); // what listens there
    QTest::newRow("TLS") << true;
    QTest::newRow("in clear") << false;
}

//! A daemon in clear that was to have TLS hears nothing that could be read: the handshake fails.
void TestDockerEndpoint::sendsNothingWithoutItsFiles()
{
    QFETCH(bool, isTls);
    const auto server = isTls ? std::make_unique<FaultServer>(m_pki.server()) : std::make_unique<FaultServer>();
    const DaemonAddress address{
        .host = u"tcp://127.0.0.1:%1"_s.arg(server->port()), .enablesTls = true, .certificatePath = path(u"tls"_s)};
    QCOMPARE(described(dockerEndpoint(address, {})), u"Tls TlsFile"_s);
    QCOMPARE(server->connections(), 0);
    if (isTls)
        return;
    writeTls(u"tls"_s, {u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s});
    const Result<DockerEndpoint> daemon = dockerEndpoint(address, {});
    QVERIFY(daemon);
    transport::HttpClient client(daemon->endpoint, std::make_unique<transport::StaticCredentials>(daemon->credentials),
                                 "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/_ping"_s, .answerTimeout = std::chrono::seconds(1)}));
    QVERIFY(!exchange.succeeded());
    QVERIFY(server->requests().isEmpty());
}

void TestDockerEndpoint::contexts_data()
{
    QTest::addColumn<QByteArray>("endpoint");
    QTest::addColumn<QStringList>("tlsFiles");
    QTest::addColumn<QString>("expected");

    const QStringList none;
    const QStringList all{u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s};
    QTest::newRow("socket") << QByteArray(R"({"Host":"unix:///run/d.sock","SkipTLSVerify":false})") << none
                            << u"/run/d.sock"_s;
    QTest::newRow("in clear") << QByteArray(R"({"Host":"tcp://build:2375"})") << none
                              << u"http://build:2375 insecure"_s;
    QTest::newRow("TLS") << QByteArray(R"({"Host":"tcp://build:2376"})") << all << u"https://build:2376 ca cert"_s;
    QTest::newRow("only a CA") << QByteArray(R"({"Host":"tcp://build:2376"})") << QStringList{u"ca.pem"_s}
                               << u"https://build:2376 ca"_s;
    QTest::newRow("only a certificate") << QByteArray(R"({"Host":"tcp://build:2376"})") << QStringList{u"cert.pem"_s}
                                        << u"Tls TlsFile"_s;
    QTest::newRow("only a client") << QByteArray(R"({"Host":"tcp://build:2376"})")
                                   << QStringList{u"cert.pem"_s, u"key.pem"_s} << u"https://build:2376 cert"_s;
    QTest::newRow("unverified") << QByteArray(R"({"Host":"tcp://build:2376","SkipTLSVerify":true})") << none
                                << u"https://build:2376 unverified insecure"_s;
    QTest::newRow("unverified with files") << QByteArray(R"({"Host":"tcp://build:2376","SkipTLSVerify":true})") << all
                                           << u"https://build:2376 ca cert unverified insecure"_s;
    QTest::newRow("ssh") << QByteArray(R"({"Host":"ssh://build"})") << none << u"Invalid SshLater"_s;
    QTest::newRow("no endpoint") << QByteArray("null") << none << u"Invalid BadContext"_s;
    QTest::newRow("no host") << QByteArray(R"({"SkipTLSVerify":false})") << none << u"/var/run/docker.sock"_s;
    QTest::newRow("host of another type") << QByteArray(R"({"Host":7})") << none << u"/var/run/docker.sock"_s;
    QTest::newRow("no JSON") << QByteArray("{") << none << u"Invalid BadContext"_s;
}

void TestDockerEndpoint::contexts()
{
    QFETCH(QByteArray, endpoint);
    QFETCH(QStringList, tlsFiles);
    writeContext(u"gpu"_s, endpoint, tlsFiles);
    QTEST(described(dockerContext(m_folder->path(), u"gpu"_s).and_then(contextEndpoint)), "expected");
}

void TestDockerEndpoint::listsContexts()
{
    QVERIFY(dockerContexts(m_folder->path()).isEmpty());
    writeContext(u"b"_s, R"({"Host":"tcp://build:2376"})", {u"ca.pem"_s});
    writeContext(u"a"_s, R"({"Host":"unix:///a"})");
    write(u"contexts/meta/0000/meta.json"_s, R"({"Name":"stranger"})");
    write(u"contexts/meta/1111/other"_s, "");
    const QList<DockerContext> contexts = dockerContexts(m_folder->path());
    QCOMPARE(contexts.size(), 4);
    QCOMPARE(contexts[0].name, u"0000"_s); // not believed: it would hide the real one
    QCOMPARE(contexts[0].error.value_or(ApiError()).reason, u"BadContext"_s);
    QVERIFY(contexts[1].error.value_or(ApiError()).message.endsWith("1111/meta.json: no such file"_L1));
    QCOMPARE(contexts[2].name, u"a"_s);
    QCOMPARE(contexts[2].description, u"of a"_s);
    QCOMPARE(contexts[2].tlsPath, QString());
    QCOMPARE(contexts[3].name, u"b"_s);
    QVERIFY(contexts[3].address.enablesTls);
    QCOMPARE(dockerContext(m_folder->path(), u"c"_s).error().reason, u"ContextNotFound"_s);
}

void TestDockerEndpoint::environment_data()
{
    QTest::addColumn<QStringList>("environment"); // %1: the docker folder
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<int>("source");
    QTest::addColumn<QString>("contextName");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *name, const QStringList &environment, const QByteArray &config, Source source,
                        const QString &contextName, const QString &expected) {
        QTest::newRow(name) << environment << config << int(source) << contextName << expected;
    };
    const QString none = u"default"_s;
    const QByteArray current = R"({"auths":{},"currentContext":"gpu"})";
    row("nothing", {}, "", Source::Default, none, u"/var/run/docker.sock"_s);
    row("config without a context", {}, "{}", Source::Default, none, u"/var/run/docker.sock"_s);
    row("DOCKER_HOST", {u"DOCKER_HOST=tcp://h:1"_s}, "", Source::DockerHost, none, u"http://h:1 insecure"_s);
    row("DOCKER_HOST before all", {u"DOCKER_HOST=tcp://h:1"_s, u"DOCKER_CONTEXT=other"_s}, current, Source::DockerHost,
        none, u"http://h:1 insecure"_s);
    row("DOCKER_HOST although config.json is broken", {u"DOCKER_HOST=tcp://h:1"_s}, "{", Source::DockerHost, none,
        u"http://h:1 insecure"_s);
    row("DOCKER_CONTEXT", {u"DOCKER_CONTEXT=other"_s}, current, Source::DockerContext, u"other"_s, u"/other.sock"_s);
    row("DOCKER_CONTEXT is default", {u"DOCKER_CONTEXT=default"_s}, current, Source::DockerContext, none,
        u"/var/run/docker.sock"_s);
    row("DOCKER_CONTEXT of none", {u"DOCKER_CONTEXT=lost"_s}, "", Source::DockerContext, none,
        u"NotFound ContextNotFound"_s);
    row("empty variables", {u"DOCKER_HOST="_s, u"DOCKER_CONTEXT="_s, u"DOCKER_TLS_VERIFY="_s}, current,
        Source::CurrentContext, u"gpu"_s, u"https://gpu:2376 ca"_s);
    row("currentContext", {}, current, Source::CurrentContext, u"gpu"_s, u"https://gpu:2376 ca"_s);
    row("currentContext is default", {}, R"({"currentContext":"default"})", Source::CurrentContext, none,
        u"/var/run/docker.sock"_s);
    row("broken config.json", {}, "{", Source::Default, none, u"Invalid BadConfig"_s);
    row("TLS of the environment", {u"DOCKER_HOST=tcp://h"_s, u"DOCKER_TLS_VERIFY=1"_s, u"DOCKER_CERT_PATH=%1/certs"_s},
        "", Source::DockerHost, none, u"https://h:2376 ca cert"_s);
    row("any word asks for TLS", {u"DOCKER_HOST=tcp://h"_s, u"DOCKER_TLS_VERIFY=0"_s, u"DOCKER_CERT_PATH=%1/certs"_s},
        "", Source::DockerHost, none, u"https://h:2376 ca cert"_s);
    row("TLS without a client", {u"DOCKER_HOST=tcp://h"_s, u"DOCKER_TLS_VERIFY=1"_s, u"DOCKER_CERT_PATH=%1/ca"_s}, "",
        Source::DockerHost, none, u"https://h:2376 ca"_s);
    row("TLS with a missing key", {u"DOCKER_HOST=tcp://h"_s, u"DOCKER_TLS_VERIFY=1"_s, u"DOCKER_CERT_PATH=%1/nokey"_s},
        "", Source::DockerHost, none, u"Tls TlsFile"_s);
    row("TLS without any file", {u"DOCKER_HOST=tcp://h"_s, u"DOCKER_TLS_VERIFY=1"_s}, "", Source::DockerHost, none,
        u"Tls TlsFile"_s);
    row("TLS without a host", {u"DOCKER_TLS_VERIFY=1"_s, u"DOCKER_CERT_PATH=%1/certs"_s}, "", Source::Default, none,
        u"https://localhost:2376 ca cert"_s);
    row("TLS of the environment is not that of a context",
        {u"DOCKER_CONTEXT=other"_s, u"DOCKER_TLS_VERIFY=1"_s, u"DOCKER_CERT_PATH=%1/certs"_s}, "",
        Source::DockerContext, u"other"_s, u"/other.sock"_s);
    row("files without DOCKER_TLS_VERIFY", {u"DOCKER_HOST=tcp://h"_s, u"DOCKER_CERT_PATH=%1/certs"_s}, "",
        Source::DockerHost, none, u"http://h:2375 insecure"_s);
}

void TestDockerEndpoint::environment()
{
    QFETCH(QStringList, environment);
    QFETCH(QByteArray, config);
    const QStringList all{u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s};
    writeTls(u"certs"_s, all);
    writeTls(u"ca"_s, all.mid(0, 1));
    writeTls(u"nokey"_s, all.mid(0, 2));
    writeContext(u"gpu"_s, R"({"Host":"tcp://gpu"})", {u"ca.pem"_s});
    writeContext(u"other"_s, R"({"Host":"unix:///other.sock"})");
    if (!config.isEmpty())
        write(u"config.json"_s, config);
    environment.replaceInStrings(u"%1"_s, m_folder->path());
    environment << u"DOCKER_CONFIG="_s + m_folder->path();
    const Result<EnvironmentDaemon> daemon = environmentDaemon(environmentOf(environment), u"/nowhere"_s);
    QTEST(described(daemon.map([](const EnvironmentDaemon &d) { return d.endpoint; })), "expected");
    if (daemon) {
        QTEST(int(daemon->source), "source");
        QTEST(daemon->contextName, "contextName");
    }
}

void TestDockerEndpoint::dockerFolders()
{
    QCOMPARE(dockerFolder({}, u"/home/me"_s), u"/home/me/.docker"_s);
    QCOMPARE(dockerFolder(environmentOf({u"DOCKER_CONFIG=/etc/d"_s}), u"/home/me"_s), u"/etc/d"_s);
    QCOMPARE(dockerFolder(environmentOf({u"DOCKER_CONFIG="_s}), u"/home/me"_s), u"/home/me/.docker"_s);
}

QTEST_GUILESS_MAIN(TestDockerEndpoint)
#include "tst_dockerendpoint.moc"
