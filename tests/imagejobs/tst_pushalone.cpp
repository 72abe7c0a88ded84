// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "transferservers.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = TransferServers::Patience;
const QByteArray Json = "application/json";
const QByteArray Digest = "sha256:" + QByteArray(64, 'd');
const QByteArray Name = "/images/base/exec1:1";
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
    void cleanup() { m_servers.reset(); }
    void asksForNothingElse_data();
    void asksForNothingElse();
    void saysWhatIsNotThere();
    void cancels_data();
    void cancels();

private:
    void push();

    TestPki m_pki;
    std::unique_ptr<TransferServers> m_servers;
    int m_looked = 0;
};

void TestPushAlone::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_servers = std::make_unique<TransferServers>(m_pki);
    m_servers->registry.setHandler([](const SeenRequest &request) {
        if (request.value("authorization").isEmpty())
            return Script::answer(401, Json, "{}", {{"WWW-Authenticate", "Basic realm=\"bed\""}});
        return Script::answer(200, "application/vnd.docker.distribution.manifest.v2+json", {},
                              {{"Docker-Content-Digest", Digest}});
    });
    // Only the push hangs, and goes on when the test says so.
    m_servers->hasImage(1, Script().head(200, Json).chunk(Begins).hang());
    m_looked = 0;
}

//! No file of the recipe is there.
void TestPushAlone::push()
{
    settings::Settings objects = m_servers->objects();
    objects.baseImages[0].files = {{.source = u"~/nothing"_s, .target = {}}};
    m_servers->use(objects);
    connect(m_servers->workshop.get(), &Workshop::recipeLooked, this, [this] { ++m_looked; });
    m_servers->workshop->run({.builds = false});
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
        m_servers->engine.set("/containers/json", Script().pause(1h));
    push();
    // who asks is settled while the layer travels
    QTRY_COMPARE_WITH_TIMEOUT(m_servers->registry.requests().size(), 2, Patience);
    QCOMPARE(m_servers->registry.requests()[1].value("authorization"), "Basic " + QByteArray("me:pass").toBase64());
    QVERIFY(m_servers->results.empty());
    const docker::DaemonStatus &status = m_servers->workshop->daemons().session(u"d"_s)->status();
    QVERIFY(hasLists || status.state == docker::DaemonState::Connecting);
    m_servers->engine.server.broadcast(chunk(Ends) + "0\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(m_servers->isIdle, Patience);
    QCOMPARE(m_servers->results.size(), 1u);
    QVERIFY2(m_servers->results[0].kind == JobResult::Kind::Done, qPrintable(m_servers->results[0].text));
    QCOMPARE(m_servers->results[0].digest, QString::fromLatin1(Digest));
    QCOMPARE(m_servers->registry.requests().size(), 3); // and one behind it
    QCOMPARE(m_servers->registry.requests()[2].method, QByteArray("HEAD"));
    QCOMPARE(m_servers->registry.requests()[2].path(), QByteArray("/v2/team/base/exec1/manifests/1"));
    for (const auto &[path, times] : {std::pair("/_ping", 1), std::pair("/version", 1), std::pair("/info", 1),
                                      std::pair("/exec1:1/json", 1), std::pair("/tag", 1), std::pair("/push", 1)})
        QVERIFY2(m_servers->engine.asked(path) == times, path);
    QCOMPARE(m_looked, 0); // what it does not know is not told
}

void TestPushAlone::saysWhatIsNotThere()
{
    m_servers->engine.set(Name + "/json", Script::answer(404, Json, R"({"message":"No such image: base/exec1:1"})"));
    push();
    QTRY_VERIFY_WITH_TIMEOUT(m_servers->isIdle, Patience);
    QCOMPARE(m_servers->results.size(), 1u);
    QVERIFY(m_servers->results[0].kind == JobResult::Kind::Failed);
    QCOMPARE(m_servers->results[0].text, u"base/exec1:1 is not on the daemon local: build it there first"_s);
    QCOMPARE(m_servers->engine.asked("/tag") + m_servers->engine.asked("/push"), 0);
    QCOMPARE(m_servers->registry.connections(), 0);
}

void TestPushAlone::cancels_data()
{
    QTest::addColumn<QString>("detail"); // that it tells when it is cancelled
    QTest::addColumn<int>("pushes");     // at most
    QTest::newRow("before it logs in") << u"logging in"_s << 0;
    QTest::newRow("while it is named") << QString() << 0;
    QTest::newRow("as the push begins") << u"pushing"_s << 1;
    QTest::newRow("as it introduces itself") << u"0 of 1 layers"_s << 1;
    QTest::newRow("as it verifies") << u"verifying"_s << 1;
}

//! An answer that is on its way is nobody's then, and nothing comes behind the end. Of a name it is waited for: the
//! daemon may give it all the same.
void TestPushAlone::cancels()
{
    QFETCH(const QString, detail);
    QFETCH(const int, pushes);
    settings::Settings objects = m_servers->objects();
    objects.registries[0].insecure = true; // no file that is read first: its client is there at once
    objects.registries[0].certificateAuthority.clear();
    m_servers->use(objects);
    Workshop *const workshop = m_servers->workshop.get();
    const auto canOpen = [&] {
        bool isOpen = false;
        QObject context;
        workshop->registries().connection(u"r"_s)->open(
            &context, [&](const Result<registry::RegistryClient *> &client) { isOpen = client.has_value(); });
        return QTest::qWaitFor([&] { return isOpen; }, Patience);
    };
    QVERIFY(canOpen());
    QString id;
    QByteArray later; // than its end
    const auto cancel = [&] { workshop->cancel(id); };
    connect(workshop, &Workshop::jobAdded, this, [&](const JobInfo &job) { id = job.id; });
    connect(workshop, &Workshop::jobLogged, this, [&](const QString &, const QByteArray &text, bool) {
        if (!m_servers->results.empty())
            later += text;
    });
    connect(workshop, &Workshop::jobProgressed, this, [&](const QString &, const JobProgress &progress) {
        if (progress.detail == detail)
            QMetaObject::invokeMethod(workshop, cancel, Qt::QueuedConnection);
    });
    m_servers->engine.set(Name + "/tag", [&](const SeenRequest &) {
        if (detail.isEmpty())
            QMetaObject::invokeMethod(workshop, cancel, Qt::QueuedConnection);
        return Script::answer(201, Json, {});
    });
    if (detail == "verifying"_L1)
        m_servers->hasImage(1, Script().head(200, Json).chunk(Begins + Ends).lastChunk());
    workshop->run({.builds = false});
    QVERIFY(m_servers->waitForEnd());
    QCOMPARE(m_servers->results.size(), 1u);
    QVERIFY2(m_servers->results[0].kind == JobResult::Kind::Cancelled, qPrintable(m_servers->results[0].text));
    QVERIFY(canOpen()); // behind whatever was under way
    QVERIFY(m_servers->engine.asked("/push") <= pushes);
    QCOMPARE(later, QByteArray());
}

QTEST_GUILESS_MAIN(TestPushAlone)
#include "tst_pushalone.moc"
