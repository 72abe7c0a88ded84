// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/workshop.h"
#include "tests/docker/engineanswers.h"
#include "tests/support/testpki.h"
#include "tests/support/tree.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;
const QByteArray Json = "application/json";
const QByteArray Digest = "sha256:" + QByteArray(64, 'd');
const QByteArray Name = "/images/base/exec:1";
const QByteArray Begins =
    "{\"status\":\"Preparing\",\"progressDetail\":{},\"id\":\"aaaaaaaaaaaa\"}\r\n"
    "{\"status\":\"Pushing\",\"progressDetail\":{\"current\":1,\"total\":9},\"id\":\"aaaaaaaaaaaa\"}\r\n";
const QByteArray Ends = "{\"status\":\"Pushed\",\"progressDetail\":{},\"id\":\"aaaaaaaaaaaa\"}\r\n"
                        "{\"status\":\"1: digest: " +
                        Digest +
                        " size: 528\"}\r\n"
                        "{\"progressDetail\":{},\"aux\":{\"Tag\":\"1\",\"Digest\":\"" +
                        Digest + "\",\"Size\":528}}\r\n";

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

//! A push of what is there, request by request.
class TestPushAlone : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_workshop.reset(); }
    void asksForNothingElse_data();
    void asksForNothingElse();
    void saysWhatIsNotThere();

private:
    settings::Settings objects() const;
    void use(const settings::Settings &objects);

    TestPki m_pki;
    std::unique_ptr<Tree> m_tree;
    std::unique_ptr<EngineAnswers> m_engine;
    std::unique_ptr<FaultServer> m_registry;
    std::unique_ptr<Workshop> m_workshop;
    std::vector<JobResult> m_results;
    int m_looked = 0;
    bool m_isIdle = false;
};

void TestPushAlone::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_tree = std::make_unique<Tree>();
    m_registry = std::make_unique<FaultServer>(m_pki.server());
    const QByteArray host = "127.0.0.1:" + QByteArray::number(m_registry->port());
    m_tree->add(u"ca.pem"_s, m_pki.caPem());
    m_tree->add(u"config.json"_s,
                "{\"auths\":{\"" + host + "\":{\"auth\":\"" + QByteArray("me:pass").toBase64() + "\"}}}");
    m_registry->setHandler([](const SeenRequest &request) {
        if (request.value("authorization").isEmpty())
            return Script::answer(401, Json, "{}", {{"WWW-Authenticate", "Basic realm=\"bed\""}});
        return Script::answer(200, "application/vnd.docker.distribution.manifest.v2+json", {},
                              {{"Docker-Content-Digest", Digest}});
    });
    m_engine = std::make_unique<EngineAnswers>();
    // Only the push hangs, and goes on when the test says so.
    m_engine->set("/events", Script().head(200, Json).pause(1h));
    m_engine->set(Name + "/json", Script::answer(200, Json, "{\"Id\":\"sha256:aaa\",\"RepoTags\":[\"base/exec:1\"]}"));
    m_engine->set(Name + "/tag", Script::answer(201, Json, {}));
    m_engine->set("/images/" + host + "/team/base/exec/push", Script().head(200, Json).chunk(Begins).hang());
    m_results.clear();
    m_looked = 0;
    m_isIdle = false;
}

//! No file of the recipe is there.
settings::Settings TestPushAlone::objects() const
{
    settings::Settings objects;
    objects.daemons = {
        {.id = u"d"_s, .name = u"local"_s, .host = u"tcp://127.0.0.1:%1"_s.arg(m_engine->server.port())}};
    objects.registries = {{.id = u"r"_s,
                           .name = u"registry"_s,
                           .host = u"127.0.0.1:%1"_s.arg(m_registry->port()),
                           .repositoryPrefix = u"team"_s,
                           .certificateAuthority = u"ca.pem"_s}};
    objects.baseImages = {{.id = u"exec"_s,
                           .name = u"exec"_s,
                           .files = {{.source = u"~/nothing"_s, .target = {}}},
                           .tag = u"base/exec:1"_s,
                           .dockerfile = u"Dockerfile"_s,
                           .context = u"nowhere"_s,
                           .registries = {{u"r"_s, {}}}}};
    return objects;
}

void TestPushAlone::use(const settings::Settings &objects)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DOCKER_CONFIG"_s, m_tree->path());
    m_workshop = std::make_unique<Workshop>(Workshop::Settings{.settingsFolder = m_tree->path(),
                                                               .dockerFolder = m_tree->path(),
                                                               .userAgent = "fairlead-test",
                                                               .environment = environment});
    connect(m_workshop.get(), &Workshop::recipeLooked, this, [this] { ++m_looked; });
    connect(m_workshop.get(), &Workshop::jobEnded, this,
            [this](const QString &, const JobResult &result) { m_results.push_back(result); });
    connect(m_workshop.get(), &Workshop::idle, this, [this] { m_isIdle = true; });
    m_workshop->setSettings(objects);
    m_workshop->run({.builds = false});
}

void TestPushAlone::asksForNothingElse_data()
{
    QTest::addColumn<bool>("hasLists");
    QTest::newRow("the daemon is live") << true;
    QTest::newRow("its lists take their time") << false;
}

void TestPushAlone::asksForNothingElse()
{
    QFETCH(bool, hasLists);
    if (!hasLists)
        m_engine->set("/containers/json", Script().pause(1h));
    use(objects());
    // who asks is settled while the layer travels
    QTRY_COMPARE_WITH_TIMEOUT(m_registry->requests().size(), 2, Patience);
    QCOMPARE(m_registry->requests()[1].value("authorization"), "Basic " + QByteArray("me:pass").toBase64());
    QVERIFY(m_results.empty());
    const docker::DaemonStatus &status = m_workshop->daemons().session(u"d"_s)->status();
    QVERIFY(hasLists || status.state == docker::DaemonState::Connecting);
    m_engine->server.broadcast(chunk(Ends) + "0\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(m_isIdle, Patience);
    QCOMPARE(m_results.size(), 1u);
    QVERIFY2(m_results[0].kind == JobResult::Kind::Done, qPrintable(m_results[0].text));
    QCOMPARE(m_results[0].digest, QString::fromLatin1(Digest));
    QCOMPARE(m_registry->requests().size(), 3); // and one behind it
    QCOMPARE(m_registry->requests()[2].method, QByteArray("HEAD"));
    QCOMPARE(m_registry->requests()[2].path(), QByteArray("/v2/team/base/exec/manifests/1"));
    for (const auto &[path, times] : {std::pair("/_ping", 1), std::pair("/version", 1), std::pair("/info", 1),
                                      std::pair("/exec:1/json", 1), std::pair("/tag", 1), std::pair("/push", 1)})
        QVERIFY2(m_engine->asked(path) == times, path);
    QCOMPARE(m_looked, 0); // what it does not know is not told
}

void TestPushAlone::saysWhatIsNotThere()
{
    m_engine->set(Name + "/json", Script::answer(404, Json, R"({"message":"No such image: base/exec:1"})"));
    use(objects());
    QTRY_VERIFY_WITH_TIMEOUT(m_isIdle, Patience);
    QCOMPARE(m_results.size(), 1u);
    QVERIFY(m_results[0].kind == JobResult::Kind::Failed);
    QCOMPARE(m_results[0].text, u"base/exec:1 is not on the daemon local: build it there first"_s);
    QCOMPARE(m_engine->asked("/tag") + m_engine->asked("/push"), 0);
    QCOMPARE(m_registry->connections(), 0);
}

QTEST_GUILESS_MAIN(TestPushAlone)
#include "tst_pushalone.moc"
