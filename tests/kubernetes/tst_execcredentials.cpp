// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/kubernetes/auth/execcredentials.h"
#include "backends/kubernetes/auth/tokenfilecredentials.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace fairlead::kubernetes;
using transport::Credentials;

namespace {

const auto v1 = u"client.authentication.k8s.io/v1"_s;
const auto v1beta1 = u"client.authentication.k8s.io/v1beta1"_s;
const QByteArray secret = "s3cr3t-V4lue";

QByteArray answer(const QByteArray &status)
{
    return "{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", \"status\": " + status +
           "}";
}

} // namespace

class TestExecCredentials : public QObject
{
    Q_OBJECT

private:
    QString path(const QString &name) const { return m_dir->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
    }
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    //! A plugin that notes every run and then does \p body.
    ExecConfig plugin(const QByteArray &body) const
    {
        write(u"plugin"_s, "#!/bin/sh\ncd '" + QFile::encodeName(m_dir->path()) + "'\necho run >> runs\n" + body);
        QFile::setPermissions(path(u"plugin"_s),
                              QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::WriteOwner);
        ExecConfig config;
        config.apiVersion = v1;
        config.command = u"./plugin"_s;
        config.resolvedCommand = path(u"plugin"_s);
        config.env = {{u"PLUGIN_SECRET"_s, QString::fromUtf8(secret)}};
        return config;
    }
    qsizetype runs() const { return read(u"runs"_s).count("run\n"); }
    static ExecPolicy allowAll() { return ExecPolicy(true, {}, {}); }

    Result<Credentials> get(transport::CredentialSource &source) const
    {
        std::optional<Result<Credentials>> result;
        source.get(this, [&result](const Result<Credentials> &r) {
            Q_ASSERT(!result);
            result = r;
        });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 10'000))
            qFatal("no answer");
        return *result;
    }
    Result<Credentials> run(const ExecConfig &config) const
    {
        ExecCredentials source(config, {}, allowAll());
        source.setLimits({.process = {std::chrono::milliseconds(1000), std::chrono::milliseconds(200), 64 * 1024}});
        return get(source);
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void parse_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QDateTime>("expiration");
        QTest::addColumn<QString>("error");
        const auto good = [](const char *name, const QByteArray &output, const QByteArray &authorization,
                             const QDateTime &expiration) {
            QTest::newRow(name) << output << authorization << expiration << QString();
        };
        const auto bad = [](const char *name, const QByteArray &output, const QString &error) {
            QTest::newRow(name) << output << QByteArray() << QDateTime() << error;
        };
        const QDateTime time(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
        good("token", answer("{\"token\": \"t\"}"), "Bearer t", {});
        good("unknown fields", answer("{\"token\": \"t\", \"more\": [1]}"), "Bearer t", {});
        good("expiry", answer("{\"token\": \"t\", \"expirationTimestamp\": \"2026-01-02T03:04:05Z\"}"), "Bearer t",
             time);
        good("expiry with offset", answer("{\"token\": \"t\", \"expirationTimestamp\": \"2026-01-02T05:04:05+02:00\"}"),
             "Bearer t", time);
        good("expiry null", answer("{\"token\": \"t\", \"expirationTimestamp\": null}"), "Bearer t", {});
        good("certificate",
             answer("{\"clientCertificateData\": \"-----BEGIN CERTIFICATE-----\", \"clientKeyData\": \"-----BEGIN "
                    "PRIVATE KEY-----\"}"),
             "", {});
        good("yaml", "apiVersion: client.authentication.k8s.io/v1\nkind: ExecCredential\nstatus: {token: t}\n",
             "Bearer t", {});
        bad("nothing", "", u"the plugin printed nothing"_s);
        bad("blank", " \n", u"the plugin printed nothing"_s);
        bad("garbage", "s3cr3t-V4lue", u"the plugin's output is not an ExecCredential in JSON or YAML"_s);
        bad("broken", answer("{\"token\": \"s3cr3t-V4lue"),
            u"the plugin's output is not an ExecCredential in JSON or YAML"_s);
        bad("a list", "[]", u"the plugin's output is not an ExecCredential in JSON or YAML"_s);
        bad("kind", "{\"kind\": \"Secret\"}", u"the plugin's output is not of kind ExecCredential"_s);
        bad("version",
            "{\"apiVersion\": \"client.authentication.k8s.io/v1beta1\", \"kind\": \"ExecCredential\", \"status\": "
            "{\"token\": \"s3cr3t-V4lue\"}}",
            u"the plugin did not answer in the configured version client.authentication.k8s.io/v1"_s);
        bad("no status", "{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\"}",
            u"the plugin's answer has no status"_s);
        bad("empty status", answer("{}"), u"the plugin gave neither a token nor a certificate with its key"_s);
        bad("token is a number", answer("{\"token\": 5}"), u"the plugin's status.token is not a string"_s);
        bad("line break", answer("{\"token\": \"s3cr3t-V4lue\\nX: y\"}"),
            u"the plugin's token has a line break or a control character"_s);
        bad("certificate only", answer("{\"token\": \"s3cr3t-V4lue\", \"clientCertificateData\": \"s3cr3t-V4lue\"}"),
            u"the plugin gave only one of certificate and key"_s);
        bad("key only", answer("{\"clientKeyData\": \"s3cr3t-V4lue\"}"),
            u"the plugin gave only one of certificate and key"_s);
        bad("not PEM", answer("{\"clientCertificateData\": \"s3cr3t-V4lue\", \"clientKeyData\": \"s3cr3t-V4lue\"}"),
            u"the plugin's certificate or key is not PEM"_s);
        bad("bad time", answer("{\"token\": \"t\", \"expirationTimestamp\": \"s3cr3t-V4lue\"}"),
            u"the plugin's status.expirationTimestamp is not a time as RFC 3339 writes it"_s);
    }
    void parse()
    {
        QFETCH(QByteArray, output);
        QFETCH(QString, error);
        const auto result = parseExecCredential(output, v1);
        QCOMPARE(result.has_value(), error.isEmpty());
        if (result) {
            QTEST(result->credentials.authorization, "authorization");
            QTEST(result->expiration.value_or(QDateTime()), "expiration");
        } else {
            QCOMPARE(result.error().message, error);
            QVERIFY(result.error().kind == ApiError::Kind::Unauthorized);
            QCOMPARE(result.error().reason, u"ExecPluginMalformed"_s);
        }
    }

    void refreshTimes()
    {
        const QDateTime now(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
        QCOMPARE(refreshTime(now, now.addSecs(3600)), now.addSecs(3570));
        QCOMPARE(refreshTime(now, now.addSecs(60)), now.addSecs(54));
        QCOMPARE(refreshTime(now, now.addSecs(-60)), now.addSecs(-60));
    }

    void execInfos()
    {
        ExecConfig config;
        config.apiVersion = v1;
        transport::Endpoint endpoint;
        endpoint.server = QUrl(u"https://h:1/p"_s);
        QCOMPARE(execInfo(config, endpoint), QByteArray("{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":"
                                                        "\"ExecCredential\",\"spec\":{\"interactive\":false}}"));
        config.provideClusterInfo = true;
        config.clusterConfig = "{\"audience\":\"a\"}";
        endpoint.caPem = "CA";
        endpoint.tlsServerName = u"n"_s;
        endpoint.proxy = QUrl(u"http://p:3128"_s);
        endpoint.insecureSkipTlsVerify = true;
        endpoint.disableCompression = true;
        const auto cluster =
            QJsonDocument::fromJson(execInfo(config, endpoint)).object()[u"spec"_s].toObject()[u"cluster"_s].toObject();
        QCOMPARE(cluster, QJsonObject({{u"server"_s, u"https://h:1/p"_s},
                                       {u"certificate-authority-data"_s, u"Q0E="_s},
                                       {u"tls-server-name"_s, u"n"_s},
                                       {u"proxy-url"_s, u"http://p:3128"_s},
                                       {u"insecure-skip-tls-verify"_s, true},
                                       {u"disable-compression"_s, true},
                                       {u"config"_s, QJsonObject{{u"audience"_s, u"a"_s}}}}));
    }

    void printable_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("no such profile\n") << u"no such profile"_s;
        QTest::newRow("colour") << QByteArray("\x1b[1;31mred\x1b[0m") << u"red"_s;
        QTest::newRow("title") << QByteArray("\x1b]0;evil\x07"
                                             "a\x1bPx\x1b\\b")
                               << u"ab"_s;
        QTest::newRow("open title") << QByteArray("a\x1b]0;evil") << u"a"_s;
        QTest::newRow("controls") << QByteArray("a\rb\x08\x7f\x00"
                                                "c\n\td",
                                                10)
                                  << u"abc\n\td"_s;
        QTest::newRow("bidi") << QByteArray("a\xe2\x80\xae"
                                            "b")
                              << u"ab"_s;
        QTest::newRow("masked") << "x " + secret + " y " + secret << u"x *** y ***"_s;
        QTest::newRow("masked in coloured pieces")
            << "x " + secret.left(3) + "\x1b[1m" + secret.sliced(3) + "\x1b[0m" << u"x ***"_s;
        QTest::newRow("masked around a control") << secret.left(5) + '\r' + secret.sliced(5) << u"***"_s;
        QTest::newRow("masked at the cut") << secret + QByteArray(4090, 'z') << u"***"_s + QString(4090, u'z');
        QTest::newRow("long") << QByteArray(10000, 'z') << QString(4096, u'z');
    }
    void printable()
    {
        QFETCH(QByteArray, output);
        ExecConfig config;
        config.env = {{u"A"_s, QString::fromUtf8(secret)}, {u"B"_s, u"x"_s}};
        QTEST(printableOutput(output, config), "shown");
    }

    void token()
    {
        const auto result = run(plugin("printf '%s' '" + answer("{\"token\": \"t1\"}") + "'\n"));
        QVERIFY(result);
        QCOMPARE(*result, (Credentials{"Bearer t1", {}, {}}));
    }

    void whatThePluginSees()
    {
        ExecConfig config = plugin("printf '%s|' \"$@\" > args\nprintf '%s' \"$KUBERNETES_EXEC_INFO\" > info\n"
                                   "printf '%s' \"$PLUGIN_SECRET\" > env\ncat > stdin\n"
                                   "(: < /dev/tty) 2>/dev/null && echo yes > tty\n"
                                   "printf '%s' '" +
                                   answer("{\"token\": \"t\"}") + "'\n");
        config.args = QStringList{u"a b"_s, u"$HOME"_s, QString()};
        QVERIFY(run(config));
        QCOMPARE(read(u"args"_s), QByteArray("a b|$HOME||"));
        QCOMPARE(read(u"info"_s), execInfo(config, {}));
        QCOMPARE(read(u"env"_s), secret);
        QVERIFY(QFile::exists(path(u"stdin"_s)));
        QCOMPARE(read(u"stdin"_s), QByteArray());
        QVERIFY(!QFile::exists(path(u"tty"_s)));
    }

    void cacheAndInvalidate()
    {
        ExecCredentials source(plugin("printf '%s' '" + answer("{\"token\": \"t\"}") + "'\n"), {}, allowAll());
        QVERIFY(get(source));
        QVERIFY(get(source));
        QCOMPARE(runs(), 1);
        QVERIFY(source.invalidate(*get(source)));
        QVERIFY(get(source));
        QVERIFY(get(source));
        QCOMPARE(runs(), 2);
        QVERIFY(source.invalidate({.authorization = "Bearer older"})); // what is there now was not refused
        QVERIFY(get(source));
        QCOMPARE(runs(), 2);
    }

    void runsOnceMoreWhenRefusedAndThenRests()
    {
        ExecCredentials source(plugin("printf '%s' '" + answer("{\"token\": \"t\"}") + "'\n"), {}, allowAll());
        source.setLimits({.rest = std::chrono::hours(1), .longestRest = std::chrono::hours(1)});
        const auto first = get(source);
        QVERIFY(source.invalidate(*first));
        QVERIFY(get(source));
        QVERIFY(!source.invalidate(*first));
        QVERIFY(get(source));
        QCOMPARE(runs(), 2);
        source.retryNow();
        QVERIFY(source.invalidate(*first));
        QVERIFY(get(source));
        QCOMPARE(runs(), 3);
    }

    void restsAfterAFailure()
    {
        ExecCredentials source(plugin("exit 1\n"), {}, allowAll());
        source.setLimits({.rest = std::chrono::hours(1), .longestRest = std::chrono::hours(1)});
        QCOMPARE(get(source).error().reason, u"ExecPluginFailed"_s);
        QCOMPARE(get(source).error().reason, u"ExecPluginFailed"_s);
        QCOMPARE(runs(), 1);
        source.retryNow();
        QCOMPARE(get(source).error().reason, u"ExecPluginFailed"_s);
        QCOMPARE(runs(), 2);
    }

    void expiredIsAskedForAgain()
    {
        const QByteArray past = "{\"token\": \"t\", \"expirationTimestamp\": \"2020-01-01T00:00:00Z\"}";
        ExecCredentials source(plugin("printf '%s' '" + answer(past) + "'\n"), {}, allowAll());
        QVERIFY(get(source));
        QVERIFY(get(source));
        QCOMPARE(runs(), 2);
        const QByteArray future = "{\"token\": \"t\", \"expirationTimestamp\": \"2120-01-01T00:00:00Z\"}";
        ExecCredentials other(plugin("printf '%s' '" + answer(future) + "'\n"), {}, allowAll());
        QVERIFY(get(other));
        QVERIFY(get(other));
        QCOMPARE(runs(), 3);
    }

    void callsShareOneRun()
    {
        ExecCredentials source(plugin("sleep 0.2\nprintf '%s' '" + answer("{\"token\": \"t\"}") + "'\n"), {},
                               allowAll());
        int answers = 0;
        auto gone = std::make_unique<QObject>();
        for (int i = 0; i < 5; ++i)
            source.get(this, [&answers](const Result<Credentials> &r) { answers += r ? 1 : 100; });
        source.get(gone.get(), [&answers](const Result<Credentials> &) { answers += 1000; });
        gone.reset();
        QTRY_COMPARE(answers, 5);
        QTest::qWait(50);
        QCOMPARE(answers, 5);
        QCOMPARE(runs(), 1);
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("message");
        QTest::newRow("exit code") << QByteArray("echo token s3cr3t-V4lue; echo \"bad $PLUGIN_SECRET\" >&2; exit 3\n")
                                   << u"ExecPluginFailed"_s << u"failed with exit code 3\nbad ***"_s;
        QTest::newRow("crash") << QByteArray("echo oh >&2; kill -SEGV $$\n") << u"ExecPluginFailed"_s
                               << u"crashed\noh"_s;
        QTest::newRow("garbage") << QByteArray("echo s3cr3t-V4lue; echo hint >&2\n") << u"ExecPluginMalformed"_s
                                 << u"the plugin's output is not an ExecCredential in JSON or YAML\nhint"_s;
        QTest::newRow("nothing") << QByteArray() << u"ExecPluginMalformed"_s << u"the plugin printed nothing"_s;
        QTest::newRow("version") << "printf '%s' '" +
                                        answer("{\"token\": \"s3cr3t-V4lue\"}").replace("/v1", "/v1beta1") + "'\n"
                                 << u"ExecPluginMalformed"_s
                                 << u"the plugin did not answer in the configured version "
                                    "client.authentication.k8s.io/v1"_s;
        QTest::newRow("megabytes") << QByteArray("exec yes s3cr3t-V4lue\n") << u"ExecPluginMalformed"_s
                                   << u"printed more than 64 KiB"_s;
        QTest::newRow("hangs") << QByteArray("echo waiting >&2\nsleep 1000\n") << u"ExecPluginTimeout"_s
                               << u"did not answer within 1 s\nwaiting"_s;
        QTest::newRow("hangs on") << QByteArray("trap '' TERM\nwhile :; do sleep 0.1; done\n") << u"ExecPluginTimeout"_s
                                  << u"did not answer within 1 s"_s;
    }
    void failures()
    {
        QFETCH(QByteArray, body);
        QElapsedTimer timer;
        timer.start();
        const auto result = run(plugin(body));
        QVERIFY(timer.elapsed() < 5000);
        QVERIFY(!result);
        QTEST(result.error().reason, "reason");
        const QString start = u"credential plugin %1: "_s.arg(path(u"plugin"_s));
        QVERIFY(result.error().message.startsWith(start));
        QTEST(result.error().message.sliced(start.size()), "message");
        QVERIFY(!result.error().message.contains(QString::fromUtf8(secret)));
    }

    void failureIsKeptUntilTheUserRetries()
    {
        ExecCredentials source(plugin("test -e ok || exit 1\nprintf '%s' '" + answer("{\"token\": \"t\"}") + "'\n"), {},
                               allowAll());
        QVERIFY(!get(source));
        write(u"ok"_s, {});
        QVERIFY(!get(source));
        source.retryNow();
        QVERIFY(get(source));
    }

    void notThere()
    {
        ExecConfig config = plugin({});
        config.installHint = u"get it with \x1b[31mcurl"_s;
        QVERIFY(QFile::remove(path(u"plugin"_s)));
        const auto result = run(config);
        QVERIFY(!result);
        QCOMPARE(result.error().reason, u"ExecPluginNotFound"_s);
        QCOMPARE(result.error().message, u"credential plugin %1: not found\nget it with curl"_s.arg(path(u"plugin"_s)));
        config.command = u"no-such-plugin"_s;
        config.resolvedCommand.clear();
        QCOMPARE(run(config).error().reason, u"ExecPluginNotFound"_s);
    }

    void notExecutable()
    {
        const ExecConfig config = plugin({});
        QVERIFY(QFile::setPermissions(path(u"plugin"_s), QFileDevice::ReadOwner));
        QCOMPARE(run(config).error().reason, u"ExecPluginFailed"_s);
    }

    void interactive()
    {
        ExecConfig config = plugin({});
        config.interactiveMode = ExecConfig::InteractiveMode::Always;
        const auto result = run(config);
        QCOMPARE(result.error().reason, u"ExecPluginInteractive"_s);
        QVERIFY(result.error().message.contains(u"interactiveMode Always"_s));
        QCOMPARE(runs(), 0);
    }

    void runsOnlyWhenApproved()
    {
        const ExecConfig config = plugin("printf '%s' '" + answer("{\"token\": \"t\"}") + "'\n");
        ExecPolicy policy(false, {}, {});
        ExecCredentials source(config, {}, policy);
        const auto refused = get(source);
        QCOMPARE(refused.error().reason, u"ExecPluginNotAllowed"_s);
        QVERIFY(refused.error().kind == ApiError::Kind::Unauthorized);
        QCOMPARE(runs(), 0);
        policy.approve(policy.decide(config).approval.key());
        QVERIFY(get(source));
        QCOMPARE(runs(), 1);
        plugin("echo changed\n");
        QVERIFY(source.invalidate(*get(source)));
        QCOMPARE(get(source).error().reason, u"ExecPluginNotAllowed"_s);
        const auto denyAll = [] { return KubercPolicy{KubercPolicy::Type::DenyAll, {}, u"/k"_s, {}}; };
        ExecCredentials denied(config, {}, ExecPolicy(true, {}, denyAll));
        QCOMPARE(get(denied).error().reason, u"ExecPluginDenied"_s);
        QVERIFY(get(denied).error().message.contains(u"/k denies all"_s));
        QCOMPARE(runs(), 1);
    }

    void destroyedWhileRunning()
    {
        auto source = std::make_unique<ExecCredentials>(plugin("echo $$ > pid.new; mv pid.new pid; sleep 1000\n"),
                                                        transport::Endpoint(), allowAll());
        source->get(this, [](const Result<Credentials> &) { QFAIL("answered"); });
        QTRY_VERIFY(QFile::exists(path(u"pid"_s)));
        const auto pid = pid_t(read(u"pid"_s).trimmed().toInt());
        QCOMPARE(::kill(pid, 0), 0);
        source.reset();
        QTRY_VERIFY(::kill(-pid, 0) != 0);
    }

    void tokenFile()
    {
        TokenFileCredentials source(path(u"token"_s), {"Bearer fallback", "cert", "key"});
        QCOMPARE(get(source), (Credentials{"Bearer fallback", "cert", "key"}));
        write(u"token"_s, "one\n");
        QCOMPARE(get(source)->authorization, QByteArray("Bearer one"));
        write(u"token"_s, "two");
        QCOMPARE(get(source)->authorization, QByteArray("Bearer one"));
        QVERIFY(source.invalidate(*get(source)));
        QCOMPARE(get(source)->authorization, QByteArray("Bearer two"));
        source.setCacheTime(std::chrono::milliseconds(0));
        write(u"token"_s, "three");
        QCOMPARE(get(source)->authorization, QByteArray("Bearer three"));
        QVERIFY(QFile::remove(path(u"token"_s)));
        QCOMPARE(get(source)->authorization, QByteArray("Bearer three"));
    }

    void tokenFileProblems_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        QTest::newRow("missing") << QByteArray() << u"no such file"_s;
        QTest::newRow("empty") << QByteArray(" \n") << u"is empty"_s;
        QTest::newRow("two lines") << secret + "\n" + secret
                                   << u"has a line break or a control character within the token"_s;
    }
    void tokenFileProblems()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, message);
        if (!content.isEmpty())
            write(u"token"_s, content);
        TokenFileCredentials source(path(u"token"_s), {});
        const auto result = get(source);
        QCOMPARE(result.error().reason, u"TokenFileUnreadable"_s);
        QCOMPARE(result.error().message, u"token file %1: %2"_s.arg(path(u"token"_s), message));
    }

    void factory_data()
    {
        QTest::addColumn<AuthKind>("kind");
        QTest::addColumn<QByteArray>("authorization");
        QTest::newRow("none") << AuthKind::None << QByteArray();
        QTest::newRow("certificate") << AuthKind::ClientCertificate << QByteArray();
        QTest::newRow("token") << AuthKind::Token << QByteArray("Bearer t");
        QTest::newRow("basic") << AuthKind::Basic << QByteArray("Basic dTpw");
        QTest::newRow("token file") << AuthKind::TokenFile << QByteArray("Bearer file");
        QTest::newRow("in-cluster") << AuthKind::InCluster << QByteArray("Bearer file");
        QTest::newRow("exec") << AuthKind::Exec << QByteArray("Bearer exec");
    }
    void factory()
    {
        QFETCH(AuthKind, kind);
        write(u"token"_s, "file");
        Context context;
        context.auth.kind = kind;
        context.auth.token = "t";
        context.auth.username = u"u"_s;
        context.auth.password = "p";
        context.auth.tokenFile = path(u"token"_s);
        context.auth.exec = plugin("printf '%s' '" + answer("{\"token\": \"exec\"}") + "'\n");
        const auto source = makeCredentialSource(context, allowAll());
        const auto result = get(*source);
        QVERIFY(result);
        QTEST(result->authorization, "authorization");
    }
};

QTEST_GUILESS_MAIN(TestExecCredentials)
#include "tst_execcredentials.moc"
