// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/promptlogins.h"
#include "transferservers.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = TransferServers::Patience;
const QByteArray Json = "application/json";
const QByteArray Ours = "sha256:" + QByteArray(64, 'd');
const QByteArray Others = "sha256:" + QByteArray(64, 'e');
const QString Denied = u"unauthorized: authentication required"_s;

QByteArray basic(const QByteArray &login)
{
    return "Basic " + login.toBase64();
}

//! "me:pass" of what an engine is told; empty: nobody.
QByteArray toldLogin(const SeenRequest &request)
{
    const QByteArray json = QByteArray::fromBase64(request.value("x-registry-auth"), QByteArray::Base64UrlEncoding);
    const QJsonObject login = QJsonDocument::fromJson(json).object();
    const QString text = login.value("username"_L1).toString() + u':' + login.value("password"_L1).toString();
    return text == ":"_L1 ? QByteArray() : text.toUtf8();
}

Script stream(const QList<QByteArray> &lines)
{
    Script script;
    script.head(200, Json);
    for (const QByteArray &line : lines)
        script.chunk(line + "\r\n");
    return script.lastChunk();
}

const QByteArray Pushed = "{\"progressDetail\":{},\"aux\":{\"Tag\":\"1\",\"Digest\":\"" + Ours + "\",\"Size\":528}}";

Script denied()
{
    return stream({R"({"errorDetail":{"message":"unauthorized: authentication required"},"error":"unauthorized"})"});
}

//! Of a manifest's HEAD; empty \p digest: it does not tell.
Script head(const QByteArray &digest)
{
    const Headers headers = digest.isEmpty() ? Headers() : Headers{{"Docker-Content-Digest", digest}};
    return Script::answer(200, "application/vnd.docker.distribution.manifest.v2+json", {}, headers);
}

} // namespace

//! Pushes and pulls whose logins are refused and whose digests differ, over an engine and a registry of the test.
class TestTransfers : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); } // nobody's keychain
    void init();
    void cleanup() { m_servers.reset(); }
    void hooks_data();
    void hooks();
    void looksByHooks_data();
    void looksByHooks();
    void otherDigest();
    void unverified_data();
    void unverified();
    void otherAuthority();
    void threeAtOnce();
    void pulls_data();
    void pulls();
    void silentRegistry_data();
    void silentRegistry();
    void refusals_data();
    void refusals();
    void asks_data();
    void asks();
    void asksNobodyForWhatAnybodyMayHave();
    void twoUsersOfOneHost();
    void cancelTakesTheQuestionAway();
    void noKeychain_data();
    void noKeychain();

private:
    void push() { m_servers->workshop->run({.builds = false}); }
    void acceptOnly(const QByteArray &login);

    TestPki m_pki;
    std::unique_ptr<TransferServers> m_servers;
};

void TestTransfers::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_servers = std::make_unique<TransferServers>(m_pki);
    acceptOnly("me:pass");
}

//! Engine and registry alike. Empty: nobody is asked.
void TestTransfers::acceptOnly(const QByteArray &login)
{
    m_servers->registry.setHandler([login](const SeenRequest &request) {
        if (!login.isEmpty() && request.value("authorization") != basic(login))
            return Script::answer(
                401, Json,
                request.method == "HEAD" ? "" : R"({"errors":[{"code":"UNAUTHORIZED","message":"who is it?"}]})",
                {{"WWW-Authenticate", "Basic realm=\"bed\""}});
        return head(Ours);
    });
    const auto isIn = [login](const SeenRequest &request) { return login.isEmpty() || toldLogin(request) == login; };
    m_servers->engine.set("/images/create", [isIn](const SeenRequest &request) {
        return isIn(request) ? stream({"{\"status\":\"Digest: " + Ours + "\"}"}) : denied();
    });
    for (int i = 1; i <= 5; ++i)
        m_servers->hasImage(i,
                            [isIn](const SeenRequest &request) { return isIn(request) ? stream({Pushed}) : denied(); });
}

void TestTransfers::hooks_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<bool>("isTold"); // what the tag is
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QByteArray>("log");
    const QByteArray logsIn = R"(echo '{"Username":"robot","Secret":"token"}')";
    const QString done = QString::fromLatin1(Ours);
    QTest::newRow("its login pushes and verifies")
        << logsIn << QByteArray("robot:token") << true << done << "Verified: the registry has " + Ours;
    QTest::newRow("its login may push alone")
        << logsIn << QByteArray("robot:token") << false << done << QByteArray("Pushed, and not verified: ");
    QTest::newRow("it logs nobody in") << QByteArray("echo made it >&2") << QByteArray("me:pass") << true << done
                                       << QByteArray("made it\n");
    QTest::newRow("its login is refused")
        << logsIn << QByteArray("me:pass") << true
        << u"login of robot from the pre-push hook (command)). Try: another pre-push hook"_s << QByteArray();
    QTest::newRow("it fails") << QByteArray("echo no such repository >&2; exit 3") << QByteArray("me:pass") << true
                              << u"no such repository"_s << QByteArray();
}

//! A hook's login is that of the push, of what verifies it and of looks behind it, and of nothing else.
void TestTransfers::hooks()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, accepted);
    QFETCH(const bool, isTold);
    QFETCH(const QString, outcome);
    QFETCH(const QByteArray, log);
    m_servers->tree.add(u"hook"_s, "#!/bin/sh\n" + script + '\n');
    QFile::setPermissions(m_servers->tree.path() + u"/hook"_s,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    acceptOnly(accepted);
    if (!isTold)
        m_servers->registry.setHandler([](const SeenRequest &) { return Script::answer(403, Json, {}); });
    settings::Settings objects = m_servers->objects();
    objects.registries[0].prePush = u"command"_s;
    objects.registries[0].prePushCommand = {u"./hook"_s};
    m_servers->use(objects);
    push();
    QVERIFY(m_servers->waitForEnd());
    QVERIFY2(m_servers->results[0].text.contains(outcome), qPrintable(m_servers->results[0].text));
    QCOMPARE(m_servers->results[0].isWell(), !log.isEmpty());
    QVERIFY2(m_servers->log.contains(log), m_servers->log.constData());
    for (const SeenRequest &request : m_servers->registry.requests()) {
        const QByteArray who = request.value("authorization");
        QVERIFY2(who.isEmpty() || who == basic(accepted), who.constData());
    }
    QVERIFY(!m_servers->log.contains("token\""));
    if (log.isEmpty() || !isTold)
        return;
    std::optional<RegistryFinding> found;
    connect(m_servers->workshop.get(), &Workshop::registryLooked, this,
            [&found](const RegistryFinding &finding) { found = finding; });
    m_servers->workshop->look({}, true);
    QTRY_VERIFY_WITH_TIMEOUT(found, Patience);
    QVERIFY2(found->digest, qPrintable(found->digest ? QString() : found->digest.error().message));
    QCOMPARE(found->digest->value_or(QString()), QString::fromLatin1(Ours));
}

void TestTransfers::looksByHooks_data()
{
    QTest::addColumn<QString>("hook");
    QTest::addColumn<QString>("kept"); // of a push before: no login, a good one, one that is too old
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<QString>("found");
    const QString ours = QString::fromLatin1(Ours);
    const QByteArray robot = "robot:token";
    const QByteArray dockers = "me:pass";
    const auto unasked = u"not asked: the login comes from the pre-push step (ecr)"_s;
    QTest::newRow("nothing was pushed") << u"ecr"_s << QString() << robot << unasked;
    QTest::newRow("behind a push") << u"ecr"_s << u"good"_s << robot << ours;
    QTest::newRow("long behind it") << u"ecr"_s << u"old"_s << robot << unasked;
    QTest::newRow("refused by now") << u"ecr"_s << u"good"_s << QByteArray("robot:newer") << unasked;
    QTest::newRow("docker is logged in") << u"ecr"_s << QString() << dockers << ours;
    QTest::newRow("docker is, and the push no more") << u"ecr"_s << u"good"_s << dockers << ours;
    QTest::newRow("a command, nothing was pushed") << u"command"_s << QString() << robot << u"login of me"_s;
    QTest::newRow("a command, behind a push") << u"command"_s << u"good"_s << robot << ours;
}

//! No hook is run for a look, and that none was is no failure of the registry.
void TestTransfers::looksByHooks()
{
    QFETCH(const QString, hook);
    QFETCH(const QString, kept);
    QFETCH(const QByteArray, accepted);
    QFETCH(const QString, found);
    m_servers->tree.add(u"hook"_s, "#!/bin/sh\ntouch \"$0.ran\"\n");
    QFile::setPermissions(m_servers->tree.path() + u"/hook"_s,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    acceptOnly(accepted);
    settings::Settings objects = m_servers->objects();
    objects.registries[0].prePush = hook;
    objects.registries[0].prePushCommand = {u"./hook"_s};
    m_servers->use(objects);
    Workshop &workshop = *m_servers->workshop;
    if (!kept.isEmpty())
        workshop.registries().connection(u"r"_s)->keepHooks({.username = u"robot"_s, .secret = u"token"_s},
                                                            kept == "old"_L1 ? QDeadlineTimer(0)
                                                                             : QDeadlineTimer(QDeadlineTimer::Forever));
    std::optional<RegistryFinding> looked;
    connect(&workshop, &Workshop::registryLooked, this, [&looked](const RegistryFinding &each) { looked = each; });
    for (int round = 0; round < 2; ++round) { // and what the first one learned changes nothing
        looked.reset();
        workshop.look({}, true);
        QTRY_VERIFY_WITH_TIMEOUT(looked, Patience);
        const QString told = looked->digest ? looked->digest->value_or(QString()) : looked->digest.error().message;
        QVERIFY2(told.contains(found), qPrintable(told));
        QCOMPARE(looked->isAsked, !found.startsWith("not asked"_L1));
    }
    QVERIFY(!QFile::exists(m_servers->tree.path() + u"/hook.ran"_s));
    if (kept != "good"_L1) {
        for (const SeenRequest &request : m_servers->registry.requests())
            QVERIFY(request.value("authorization") != basic("robot:token"));
    }
}

void TestTransfers::otherDigest()
{
    m_servers->registry.setHandler([](const SeenRequest &) { return head(Others); });
    m_servers->use(m_servers->objects());
    push();
    QVERIFY(m_servers->waitForEnd());
    QVERIFY(m_servers->results[0].kind == JobResult::Kind::Failed);
    const QString text = m_servers->results[0].text;
    QVERIFY2(text.contains(QString::fromLatin1(Ours)) && text.contains(QString::fromLatin1(Others)) &&
                 text.contains(u"somebody else pushed the same tag"_s),
             qPrintable(text));
}

void TestTransfers::unverified_data()
{
    QTest::addColumn<Script>("answer"); // of the registry, to us
    QTest::addColumn<bool>("isWell");
    QTest::addColumn<QString>("why");
    const QByteArray text = "text/plain";
    QTest::newRow("it is out of reach") << Script().reset() << true << QString();
    QTest::newRow("it is down") << Script::answer(503, text, {}) << true << QString();
    QTest::newRow("we may not look") << Script::answer(403, text, {}) << true << u"Try: docker login"_s;
    QTest::newRow("it has no such thing") << Script::answer(404, text, {}) << false << QString();
}

//! A daemon may reach what this machine does not: what was pushed is there all the same.
void TestTransfers::unverified()
{
    QFETCH(const Script, answer);
    QFETCH(const bool, isWell);
    QFETCH(const QString, why);
    m_servers->registry.setHandler([answer](const SeenRequest &) { return answer; });
    m_servers->use(m_servers->objects());
    push();
    QVERIFY(m_servers->waitForEnd());
    const JobResult &result = m_servers->results[0];
    QVERIFY2((result.kind == JobResult::Kind::Done) == isWell, qPrintable(result.text));
    QVERIFY2(result.text.contains(u"pushed, not verified: "_s) == isWell && result.text.contains(why),
             qPrintable(result.text));
    QCOMPARE(result.hasWarning, isWell);
    QCOMPARE(result.digest, isWell ? QString::fromLatin1(Ours) : QString());
    QCOMPARE(m_servers->log.contains("Pushed, and not verified: "), isWell);
}

//! No TLS is spoken with it from here.
void TestTransfers::otherAuthority()
{
    m_servers->tree.add(u"ca.pem"_s, TestPki().caPem());
    m_servers->use(m_servers->objects());
    push();
    QVERIFY(m_servers->waitForEnd());
    QVERIFY2(m_servers->results[0].kind == JobResult::Kind::Done, qPrintable(m_servers->results[0].text));
    QVERIFY2(m_servers->results[0].text.contains(u"pushed, not verified: "_s), qPrintable(m_servers->results[0].text));
    QVERIFY(m_servers->registry.requests().isEmpty());
}

//! Each push ends when the test says so; the next one begins then, and not before.
void TestTransfers::threeAtOnce()
{
    constexpr int Recipes = 5;
    for (int i = 1; i <= Recipes; ++i)
        m_servers->engine.set("/images/" + m_servers->host() + "/team/base/exec" + QByteArray::number(i) + "/push",
                              [](const SeenRequest &) { return Script().head(200, Json).hang(); });
    const QByteArray line = Pushed + "\r\n";
    const QByteArray ends = QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n0\r\n\r\n";
    m_servers->use(m_servers->objects(Recipes));
    int running = 0;
    int most = 0;
    connect(m_servers->workshop.get(), &Workshop::jobStarted, this, [&] { most = std::max(most, ++running); });
    connect(m_servers->workshop.get(), &Workshop::jobEnded, this, [&] { --running; });
    push();
    QTRY_COMPARE_WITH_TIMEOUT(m_servers->engine.asked("/push"), 3, Patience);
    QCOMPARE(running, 3);
    m_servers->engine.server.broadcast(ends);
    QTRY_COMPARE_WITH_TIMEOUT(m_servers->engine.asked("/push"), Recipes, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_servers->results.size(), 3u, Patience);
    m_servers->engine.server.broadcast(ends);
    QVERIFY(m_servers->waitForEnd());
    QCOMPARE(m_servers->results.size(), std::size_t(Recipes));
    for (const JobResult &result : m_servers->results)
        QVERIFY2(result.isWell(), qPrintable(result.text));
    QCOMPARE(most, 3);
}

void TestTransfers::pulls_data()
{
    QTest::addColumn<QByteArray>("told");   // by the engine, while it pulls
    QTest::addColumn<QByteArray>("tag");    // in the registry: a digest, "-": none is told, or a status
    QTest::addColumn<QByteArray>("digest"); // by which the registry knows what was pulled; empty: not
    QTest::addColumn<bool>("isWell");
    QTest::addColumn<QString>("text");
    const QString ours = QString::fromLatin1(Ours);
    QTest::newRow("the same") << Ours << Ours << QByteArray() << true << ours;
    QTest::newRow("the tag has moved") << Ours << Others << Ours << true << u"has moved meanwhile"_s;
    QTest::newRow("the registry never had it") << Ours << Others << QByteArray() << false << u"knows nothing of"_s;
    QTest::newRow("of the image") << QByteArray() << Ours << QByteArray() << true << ours;
    QTest::newRow("of the image, never had")
        << QByteArray() << Others << QByteArray() << false << u"knows nothing of"_s;
    QTest::newRow("no digests") << Ours << QByteArray("-") << QByteArray() << true << u"does not tell digests"_s;
    QTest::newRow("down") << Ours << QByteArray("503") << QByteArray() << true << u"Not compared with the registry"_s;
    QTest::newRow("not let in") << Ours << QByteArray("403") << QByteArray() << true
                                << u"Not compared with the registry"_s;
}

void TestTransfers::pulls()
{
    QFETCH(const QByteArray, told);
    QFETCH(const QByteArray, tag);
    QFETCH(const QByteArray, digest);
    QFETCH(const bool, isWell);
    QFETCH(const QString, text);
    const QByteArray image = m_servers->host() + "/team/app";
    m_servers->engine.set("/images/create", [told](const SeenRequest &) {
        return stream({told.isEmpty() ? R"({"status":"Pull complete","id":"aaaaaaaaaaaa"})"
                                      : "{\"status\":\"Digest: " + told + "\"}"});
    });
    m_servers->engine.set("/images/" + image + ":1/json",
                          Script::answer(200, Json,
                                         "{\"Id\":\"sha256:aaa\",\"RepoDigests\":[\"other@" + Others + "\",\"" + image +
                                             '@' + Ours + "\"]}"));
    m_servers->registry.setHandler([tag, digest](const SeenRequest &request) {
        if (const int status = tag.toInt())
            return Script::answer(status, Json, {});
        if (request.path().endsWith("/manifests/1"))
            return head(tag == "-" ? QByteArray() : tag);
        return digest.isEmpty() ? Script::answer(404, Json, {}) : head(digest);
    });
    m_servers->use(m_servers->objects());
    m_servers->workshop->pull(QString::fromLatin1(image) + u":1"_s, u"d"_s);
    QVERIFY(m_servers->waitForEnd());
    const JobResult &result = m_servers->results[0];
    QVERIFY2(result.isWell() == isWell && result.text.contains(text), qPrintable(result.text));
    QCOMPARE(result.digest, isWell ? QString::fromLatin1(Ours) : QString());
    QVERIFY(m_servers->log.contains(text.toUtf8()));
}

void TestTransfers::silentRegistry_data()
{
    QTest::addColumn<bool>("isBuild"); // on what is pulled from there
    QTest::addColumn<bool>("isCancelled");
    QTest::newRow("pull") << false << false;
    QTest::newRow("pull, cancelled") << false << true;
    QTest::newRow("build") << true << false;
    QTest::newRow("build, cancelled") << true << true;
}

//! The daemon gets there, this machine gets no word: who waits is told what for, may cancel, and then it goes on.
void TestTransfers::silentRegistry()
{
    QFETCH(const bool, isBuild);
    QFETCH(const bool, isCancelled);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QByteArray host = "127.0.0.1:" + QByteArray::number(silent.serverPort());
    const QByteArray image = host + "/team/app:1";
    m_servers->engine.set("/images/create",
                          [](const SeenRequest &) { return stream({"{\"status\":\"Digest: " + Ours + "\"}"}); });
    m_servers->engine.set("/images/" + image + "/json", [this](const SeenRequest &) {
        return m_servers->engine.asked("/images/create") == 0
                   ? Script::answer(404, Json, R"({"message":"No such image"})")
                   : Script::answer(200, Json, R"({"Id":"sha256:aaa","Os":"linux","Architecture":"amd64"})");
    });
    m_servers->engine.set("/build", Script::answer(503, Json, R"({"message":"not today"})"));
    m_servers->tree.add(u"context/Dockerfile"_s, "FROM " + image + '\n');
    settings::Settings objects = m_servers->objects();
    objects.baseImages[0].context = u"context"_s;
    m_servers->use(objects);
    const auto cancel = [this](const QString &job, const QByteArray &text, bool) {
        if (text.contains("Waiting a moment"))
            m_servers->workshop->cancel(job);
    };
    if (isCancelled)
        connect(m_servers->workshop.get(), &Workshop::jobLogged, this, cancel, Qt::QueuedConnection);
    if (isBuild)
        m_servers->workshop->run({.pushes = false, .isForced = true});
    else
        m_servers->workshop->pull(QString::fromLatin1(image), u"d"_s);
    QVERIFY(m_servers->waitForEnd());
    const qsizetype waits = m_servers->log.indexOf("Waiting a moment for " + host + " to answer this machine");
    const qsizetype goesOn = m_servers->log.indexOf("Not compared with the registry: it does not answer this machine");
    QVERIFY2(waits > 0, m_servers->log.constData());
    QCOMPARE(goesOn > waits, !isCancelled);
    QCOMPARE(m_servers->log.indexOf("Building ") > goesOn, isBuild && !isCancelled);
    const JobResult &result = m_servers->results[0];
    if (isCancelled)
        QVERIFY(result.kind == JobResult::Kind::Cancelled);
    else if (isBuild)
        QVERIFY2(result.text.contains(u"not today"_s), qPrintable(result.text));
    else
        QVERIFY2(result.isWell() && result.digest == QString::fromLatin1(Ours), qPrintable(result.text));
}

void TestTransfers::refusals_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("credentials");
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("remedy");
    const QByteArray auths = R"({"auths":{"HOST":{"auth":"bWU6b2xk"}}})"; // me:old
    const auto dockers = u"docker login HOST, or change credentials of the registry lab"_s;
    QTest::newRow("auths") << auths << u"docker"_s << u"login of me from docker's config.json (auths)"_s << dockers;
    QTest::newRow("helper of docker's") << QByteArray(R"({"credHelpers":{"HOST":"moved"}})") << u"docker"_s
                                        << u"login of who from docker's config.json (credential helper moved)"_s
                                        << dockers;
    QTest::newRow("nobody") << QByteArray("{}") << u"docker"_s << u"no login: docker's config.json has none"_s
                            << dockers;
    QTest::newRow("helper") << QByteArray("{}") << u"helper"_s << u"login of who from the credential helper moved"_s
                            << u"log in with docker-credential-moved, or change"_s;
    QTest::newRow("none") << QByteArray("{}") << u"none"_s << u"no login"_s
                          << u"change credentials of the registry lab"_s;
}

//! Whoever is refused, a daemon or we, it is said who that was and what helps.
void TestTransfers::refusals()
{
    QFETCH(QByteArray, config);
    QFETCH(const QString, credentials);
    QFETCH(const QString, who);
    QFETCH(QString, remedy);
    m_servers->tree.add(u"config.json"_s, config.replace("HOST", m_servers->host()));
    remedy.replace(u"HOST"_s, QString::fromLatin1(m_servers->host()));
    m_servers->tree.add(u"docker-credential-moved"_s, "#!/bin/sh\necho '{\"Username\":\"who\",\"Secret\":\"old\"}'\n");
    QFile::setPermissions(m_servers->tree.path() + u"/docker-credential-moved"_s,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(m_servers->tree.path()) + ':' + path);
    settings::Settings objects = m_servers->objects();
    objects.registries[0].credentials = credentials;
    objects.registries[0].credentialHelper = u"moved"_s;
    m_servers->use(objects);
    push();
    QVERIFY(m_servers->waitForEnd());
    m_servers->isIdle = false;
    m_servers->workshop->pull(QString::fromLatin1(m_servers->host() + "/team/app:1"), u"d"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_servers->isIdle, Patience);
    std::optional<Result<registry::TagList>> tags;
    const auto connection = m_servers->workshop->registries().connection(u"r"_s);
    connection->open(this, [&](const Result<registry::RegistryClient *> &client) {
        (*client)->tags(u"team/app"_s, 1, this, [&](const Result<registry::TagList> &answer) { tags = answer; });
    });
    QTRY_VERIFY_WITH_TIMEOUT(tags, Patience);
    qputenv("PATH", path);
    QCOMPARE(m_servers->results.size(), 2u);
    for (const JobResult &result : m_servers->results) {
        QVERIFY2(result.text.startsWith(Denied + u" ("_s) && result.text.contains(who) && result.text.contains(remedy),
                 qPrintable(result.text));
        QVERIFY(!result.text.contains(u"old"_s));
    }
    QCOMPARE(tags->error().message.section(u" ("_s, 0, 0), u"who is it?"_s);
    QVERIFY2(tags->error().message.contains(who), qPrintable(tags->error().message));
}

void TestTransfers::asks_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QStringList>("typed"); // passwords; none left: declined
    QTest::addColumn<bool>("isPush");
    QTest::addColumn<QString>("whys"); // n: nobody was known, r: refused
    QTest::addColumn<QString>("outcome");
    const QByteArray known = R"({"auths":{"HOST":{"auth":"bWU6b2xk"}}})";
    const QByteArray nobody = "{}";
    const QString done = QString::fromLatin1(Ours);
    for (const bool isPush : {true, false}) {
        const char *what = isPush ? "push" : "pull";
        QTest::addRow("%s, the known one is refused", what)
            << known << QStringList{u"pass"_s} << isPush << u"r"_s << done;
        QTest::addRow("%s, nobody is known", what) << nobody << QStringList{u"pass"_s} << isPush << u"n"_s << done;
        QTest::addRow("%s, wrong, right", what)
            << nobody << QStringList{u"wrong"_s, u"pass"_s} << isPush << u"nr"_s << done;
        QTest::addRow("%s, refused, declined", what)
            << known << QStringList{} << isPush << u"r"_s << u"login of me from docker's config.json (auths)"_s;
        QTest::addRow("%s, nobody, declined", what)
            << nobody << QStringList{} << isPush << u"n"_s << u"docker's config.json has none"_s;
    }
}

//! Behind docker's logins the user is asked, once a registry has refused these.
void TestTransfers::asks()
{
    QFETCH(QByteArray, config);
    QFETCH(QStringList, typed);
    QFETCH(const bool, isPush);
    QFETCH(const QString, outcome);
    m_servers->tree.add(u"config.json"_s, config.replace("HOST", m_servers->host()));
    QString whys;
    registry::LoginPrompts prompts([&](const registry::LoginQuestion &question, const auto &reply) {
        whys += question.why == registry::LoginQuestion::Why::Refused ? u'r' : u'n';
        if (typed.isEmpty())
            reply(std::nullopt);
        else
            reply(registry::Login{.username = u"me"_s, .secret = typed.takeFirst()});
    });
    m_servers->use(m_servers->objects(), &prompts);
    if (isPush)
        push();
    else
        m_servers->workshop->pull(QString::fromLatin1(m_servers->host() + "/team/app:1"), u"d"_s);
    QVERIFY(m_servers->waitForEnd());
    QVERIFY2(m_servers->results[0].text.contains(outcome), qPrintable(m_servers->results[0].text));
    QTEST(whys, "whys");
    m_servers->workshop.reset();
}

//! A registry that asks nobody, with a config.json that knows nobody.
void TestTransfers::asksNobodyForWhatAnybodyMayHave()
{
    m_servers->tree.add(u"config.json"_s, "{}");
    acceptOnly({});
    int asked = 0;
    registry::LoginPrompts prompts([&asked](const registry::LoginQuestion &, const auto &) { ++asked; });
    m_servers->use(m_servers->objects(), &prompts);
    push();
    QVERIFY(m_servers->waitForEnd());
    m_servers->isIdle = false;
    m_servers->workshop->pull(QString::fromLatin1(m_servers->host() + "/team/app:1"), u"d"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_servers->isIdle, Patience);
    QCOMPARE(m_servers->results.size(), 2u);
    for (const JobResult &result : m_servers->results)
        QVERIFY2(result.isWell(), qPrintable(result.text));
    QCOMPARE(asked, 0);
    m_servers->workshop.reset();
}

//! Of one server two registries of the settings, each with its user and its prefix.
void TestTransfers::twoUsersOfOneHost()
{
    m_servers->tree.add(u"config.json"_s, "{}");
    settings::Settings objects = m_servers->objects();
    objects.registries[0].credentials = u"keychain"_s;
    objects.registries[0].username = u"ann"_s;
    objects.registries.push_back(objects.registries[0]);
    objects.registries[1].id = u"r2"_s;
    objects.registries[1].name = u"other"_s;
    objects.registries[1].username = u"bob"_s;
    objects.registries[1].repositoryPrefix = u"team/other"_s;
    objects.baseImages[0].registries.push_back({u"r2"_s, {}});
    QStringList pushers;
    for (const QByteArray &prefix : {QByteArray("team"), QByteArray("team/other")}) {
        m_servers->engine.set("/images/" + m_servers->host() + '/' + prefix + "/base/exec1/push",
                              [&, prefix](const SeenRequest &request) {
                                  pushers += QString::fromUtf8(prefix + ' ' + toldLogin(request));
                                  return stream({Pushed});
                              });
    }
    m_servers->engine.set("/images/create", [&](const SeenRequest &request) {
        pushers += u"pull "_s + QString::fromUtf8(toldLogin(request));
        return stream({"{\"status\":\"Digest: " + Ours + "\"}"});
    });
    m_servers->registry.setHandler([](const SeenRequest &) { return head(Ours); });
    QStringList asked;
    registry::LoginPrompts prompts([&](const registry::LoginQuestion &question, const auto &reply) {
        asked += question.usernameHint;
        reply(registry::Login{.username = question.usernameHint, .secret = question.usernameHint + u"'s"_s});
    });
    m_servers->use(objects, &prompts);
    push();
    QVERIFY(m_servers->waitForEnd());
    QTRY_COMPARE_WITH_TIMEOUT(m_servers->results.size(), 2u, Patience);
    for (const QByteArray &image : {QByteArray("team/app:1"), QByteArray("team/other/app:1")}) {
        m_servers->isIdle = false;
        m_servers->workshop->pull(QString::fromLatin1(m_servers->host() + '/' + image), u"d"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_servers->isIdle, Patience);
    }
    asked.sort();
    QCOMPARE(asked, (QStringList{u"ann"_s, u"bob"_s}));
    const QStringList pulls = pushers.mid(2);
    pushers = pushers.first(2);
    pushers.sort();
    QCOMPARE(pushers, (QStringList{u"team ann:ann's"_s, u"team/other bob:bob's"_s}));
    QCOMPARE(pulls, (QStringList{u"pull ann:ann's"_s, u"pull bob:bob's"_s}));
    m_servers->workshop.reset();
}

void TestTransfers::cancelTakesTheQuestionAway()
{
    m_servers->tree.add(u"config.json"_s, "{}");
    registry::LoginPrompts::Reply reply;
    registry::LoginPrompts prompts([&](const registry::LoginQuestion &, const auto &each) { reply = each; });
    int over = 0;
    connect(&prompts, &registry::LoginPrompts::over, this, [&over] { ++over; });
    m_servers->use(m_servers->objects(), &prompts);
    QString id;
    connect(m_servers->workshop.get(), &Workshop::jobAdded, this, [&id](const JobInfo &job) { id = job.id; });
    push();
    QTRY_VERIFY_WITH_TIMEOUT(reply, Patience);
    QCOMPARE(over, 0);
    m_servers->workshop->cancel(id);
    QVERIFY(m_servers->waitForEnd());
    QVERIFY(m_servers->results[0].kind == JobResult::Kind::Cancelled);
    QTRY_COMPARE(over, 1);
    m_servers->workshop.reset();
}

void TestTransfers::noKeychain_data()
{
    QTest::addColumn<QString>("credentials");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("chosen") << u"keychain"_s << true;
    QTest::newRow("docker's logins were chosen") << u"docker"_s << false;
}

//! Only who wants it there hears at each push that there is no keychain.
void TestTransfers::noKeychain()
{
    QFETCH(const QString, credentials);
    QFETCH(const bool, isTold);
    m_servers->tree.add(u"config.json"_s, "{}");
    settings::Settings objects = m_servers->objects();
    objects.registries[0].credentials = credentials;
    registry::LoginQuestion asked;
    registry::LoginPrompts prompts([&](const registry::LoginQuestion &question, const auto &reply) {
        asked = question;
        reply(registry::Login{.username = u"me"_s, .secret = u"pass"_s});
    });
    m_servers->use(objects, &prompts);
    push();
    QVERIFY(m_servers->waitForEnd());
    QVERIFY2(m_servers->results[0].isWell(), qPrintable(m_servers->results[0].text));
    QVERIFY(asked.keeping == registry::LoginQuestion::Keeping::Missing);
    QVERIFY(!asked.keepingProblem.isEmpty());
    QCOMPARE(m_servers->log.contains("keychain entry fairlead/registry/" + m_servers->host()), isTold);
    QCOMPARE(m_servers->log.contains("keychain"), isTold);
    m_servers->workshop.reset();
}

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
