// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/servertests.h"
#include "backends/registry/promptlogins.h"
#include "bedimages.h"

#include <QRegularExpression>
#include <QUuid>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

//! What tests told, by run.
struct Heard : QObject
{
    explicit Heard(ServerTests &tests)
    {
        connect(&tests, &ServerTests::begun, this, [this](const QString &run, int checks) { expected[run] = checks; });
        connect(&tests, &ServerTests::daemonChecked, this,
                [this](const QString &run, const QString &, const docker::CheckResult &result) {
                    daemons[run].push_back(result);
                    if (onChecked)
                        onChecked(result);
                });
        connect(&tests, &ServerTests::registryChecked, this,
                [this](const QString &run, const QString &, const CheckResult &result) {
                    registries[run].push_back(result);
                });
        const auto end = [this](const QString &run, const QString &, bool isCancelled) { ends[run] += isCancelled; };
        connect(&tests, &ServerTests::daemonTested, this, end);
        connect(&tests, &ServerTests::registryTested, this, end);
    }

    //! "warning: r: 1 of 2 are missing", of all with that id.
    QStringList found(const QString &run, docker::CheckResult::Id id) const
    {
        QStringList all;
        for (const docker::CheckResult &result : daemons.value(run)) {
            if (result.id == id)
                all += QStringList{toString(result.state), result.subject, result.detail}.join(u": "_s);
        }
        return all;
    }

    QHash<QString, int> expected;
    QHash<QString, std::vector<docker::CheckResult>> daemons;
    QHash<QString, std::vector<CheckResult>> registries;
    QHash<QString, QList<bool>> ends; //!< whether each was cancelled
    std::function<void(const docker::CheckResult &)> onChecked;
};

settings::BaseImage recipe(const QString &id, const QString &tag, const QString &daemon, const QStringList &registries)
{
    settings::BaseImage recipe{
        .id = id, .name = id, .from = u"scratch"_s, .tag = tag, .daemon = {.id = daemon, .name = daemon}};
    for (const QString &each : registries)
        recipe.registries.push_back({each, each});
    return recipe;
}

} // namespace

//! What the two topologies mean on real daemons and registries, and that nothing of a test stays there.
class TestServerTestsServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_bed.close(); }
    void init();
    void cleanup();
    void topologies();
    void pushed();
    void mayNotPush();
    void daemonCannotReach();
    void secondLogin_data();
    void secondLogin();
    void leftByACrash();
    void registryTest();
    void secondTestEndsTheFirst();
    void cancels_data();
    void cancels();
    void goneFromTheSettings();

private:
    using Id = docker::CheckResult::Id;
    QString tag(const QString &name) const { return u"needs-%1/%2:1"_s.arg(m_bed.number, name); }
    QString inRegistry(const QString &registryId, const QString &name)
    {
        return u"%1/bedimages/%2"_s.arg(m_bed.host(registryId), tag(name));
    }
    QStringList imageIds(const QString &daemonId);
    void pushTo(const QString &registryId, const QString &name);
    QString plant(const QByteArray &dockerfile, const QString &tag = {});
    registry::Login loginAt(const QString &registryId) const;

    BedImages m_bed;
    std::unique_ptr<ServerTests> m_tests;
    std::unique_ptr<Heard> m_heard;
};

void TestServerTestsServer::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // nobody's keychain
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_bed.objects.baseImages = {recipe(u"own"_s, tag(u"own"_s), u"local"_s, {u"basic"_s, u"token"_s}),
                                recipe(u"alone"_s, tag(u"alone"_s), u"local"_s, {}),
                                recipe(u"others"_s, tag(u"others"_s), u"remote"_s, {u"basic"_s}),
                                recipe(u"far"_s, tag(u"far"_s), u"remote"_s, {})};
    m_bed.workshop->setSettings(m_bed.objects);
}

void TestServerTestsServer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_tests = std::make_unique<ServerTests>(m_bed.workshop->registries(),
                                            ServerTests::Settings{.dockerFolder = m_bed.folder.path(),
                                                                  .settingsFolder = m_bed.folder.path(),
                                                                  .userAgent = "fairlead-test"});
    m_heard = std::make_unique<Heard>(*m_tests);
}

void TestServerTestsServer::cleanup()
{
    m_heard.reset();
    m_tests.reset();
    m_bed.workshop->setSettings(m_bed.objects);
}

QStringList TestServerTestsServer::imageIds(const QString &daemonId)
{
    const auto images = BedImages::ask<std::vector<docker::Image>>(
        [&](auto *c, auto done) { m_bed.client(daemonId).listImages(c, done); });
    QStringList ids;
    for (const docker::Image &image : images.value_or(std::vector<docker::Image>()))
        ids += image.id;
    ids.sort();
    return ids;
}

//! Nothing is built or pushed: each daemon is told what it lacks, and where it could get it.
void TestServerTestsServer::topologies()
{
    const QStringList before = imageIds(u"local"_s);
    m_tests->testDaemon(u"1"_s, u"local"_s, m_bed.objects);
    m_tests->testDaemon(u"2"_s, u"remote"_s, m_bed.objects);
    QVERIFY(m_heard->daemons.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(m_heard->ends.size() == 2, BedImages::Patience);
    QCOMPARE(m_heard->ends[u"1"_s], QList{false});
    QCOMPARE(m_heard->daemons[u"1"_s].size(), std::size_t(m_heard->expected[u"1"_s]));
    QCOMPARE(m_heard->daemons[u"2"_s].size(), std::size_t(m_heard->expected[u"2"_s]));
    QCOMPARE(m_heard->found(u"1"_s, Id::TrialBuild), QStringList{u"ok: : an image was built and removed"_s});
    QCOMPARE(imageIds(u"local"_s), before);
    QCOMPARE(m_heard->found(u"1"_s, Id::Images),
             QStringList{u"warning: : 2 of 2 are missing: %1, %2"_s.arg(tag(u"own"_s), tag(u"alone"_s))});
    QCOMPARE(m_heard->found(u"1"_s, Id::OtherImages), QStringList{u"note: : 1 of 1 are missing: "_s + tag(u"far"_s)});
    QCOMPARE(m_heard->found(u"2"_s, Id::OtherImages), QStringList{u"note: : 1 of 1 are missing: "_s + tag(u"alone"_s)});
    const QString tried = u"bedimages/needs-%1/own: an upload was begun and given up"_s.arg(m_bed.number);
    QCOMPARE(m_heard->found(u"1"_s, Id::Push), (QStringList{u"ok: basic: "_s + tried, u"ok: token: "_s + tried}));
    QCOMPARE(m_heard->found(u"1"_s, Id::Pull),
             (QStringList{u"warning: basic: the daemon gets there; 2 of 2 are missing: %1, %2"_s.arg(
                              inRegistry(u"basic"_s, u"own"_s), inRegistry(u"basic"_s, u"others"_s)),
                          u"warning: token: the daemon gets there; 1 of 1 are missing: "_s +
                              inRegistry(u"token"_s, u"own"_s)}));
    QCOMPARE(m_heard->found(u"2"_s, Id::Push).size(), 1); // its own go to that one alone
    QCOMPARE(m_heard->found(u"2"_s, Id::Pull).size(), 2);
}

void TestServerTestsServer::pushTo(const QString &registryId, const QString &name)
{
    std::optional<JobResult> result;
    const auto ended = connect(m_bed.workshop.get(), &Workshop::jobEnded, this,
                               [&](const QString &, const JobResult &job) { result = job; });
    m_bed.workshop->pushImage(
        {.image = tag(name), .daemonId = u"local"_s, .target = inRegistry(registryId, name), .registryId = registryId});
    QTRY_VERIFY_WITH_TIMEOUT(result, BedImages::Patience);
    disconnect(ended);
    QVERIFY2(result->isWell(), qPrintable(result->text));
}

//! Once they are there, both daemons are told so.
void TestServerTestsServer::pushed()
{
    for (const QString &name : {u"own"_s, u"alone"_s, u"others"_s})
        QVERIFY(!m_bed.build(u"local"_s, tag(name)).isEmpty());
    pushTo(u"basic"_s, u"own"_s);
    pushTo(u"basic"_s, u"others"_s);
    pushTo(u"token"_s, u"own"_s);
    m_tests->testDaemon(u"1"_s, u"local"_s, m_bed.objects);
    m_tests->testDaemon(u"2"_s, u"remote"_s, m_bed.objects);
    QTRY_VERIFY_WITH_TIMEOUT(m_heard->ends.size() == 2, BedImages::Patience);
    QCOMPARE(m_heard->found(u"1"_s, Id::Images), QStringList{u"ok: : all 2 are there"_s});
    QCOMPARE(m_heard->found(u"1"_s, Id::Pull), (QStringList{u"ok: basic: the daemon gets there; all 2 are there"_s,
                                                            u"ok: token: the daemon gets there; all 1 are there"_s}));
    QCOMPARE(m_heard->found(u"2"_s, Id::Pull), m_heard->found(u"1"_s, Id::Pull));
    QCOMPARE(m_heard->found(u"2"_s, Id::Images).size(), 1);
    QVERIFY(m_heard->found(u"2"_s, Id::Images).front().startsWith(u"warning: : 2 of 2"_s));
}

//! Nobody is logged in: both say so, each in its words.
void TestServerTestsServer::mayNotPush()
{
    settings::Settings settings = m_bed.objects;
    for (settings::Registry &registry : settings.registries)
        registry.credentials = u"none"_s;
    m_bed.workshop->setSettings(settings);
    m_tests->testDaemon(u"1"_s, u"local"_s, settings);
    QTRY_VERIFY_WITH_TIMEOUT(!m_heard->ends.isEmpty(), BedImages::Patience);
    const QStringList push = m_heard->found(u"1"_s, Id::Push);
    QCOMPARE(push.size(), 2);
    QVERIFY2(push[0].startsWith(u"failed: basic: "_s), qPrintable(push[0]));
    QVERIFY2(push[1].startsWith(u"failed: token: "_s), qPrintable(push[1]));
    const QStringList pull = m_heard->found(u"1"_s, Id::Pull);
    QCOMPARE(pull.size(), 2);
    QVERIFY2(pull[0].startsWith(u"failed: basic: "_s), qPrintable(pull[0]));
    QVERIFY2(pull[0].contains(u"credentials"_s), qPrintable(pull[0]));
    QVERIFY2(!pull[1].startsWith(u"ok: "_s), qPrintable(pull[1]));
}

//! The registry is nowhere: the console says so, and so does the daemon.
void TestServerTestsServer::daemonCannotReach()
{
    settings::Settings settings = m_bed.objects;
    settings.registries[0].host = u"127.0.0.1:1"_s;
    m_bed.workshop->setSettings(settings);
    m_tests->testDaemon(u"1"_s, u"local"_s, settings);
    QTRY_VERIFY_WITH_TIMEOUT(!m_heard->ends.isEmpty(), BedImages::Patience);
    QCOMPARE(m_heard->ends[u"1"_s], QList{false});
    QVERIFY(m_heard->found(u"1"_s, Id::Push)[0].startsWith(u"failed: basic: Cannot be reached"_s));
    const QStringList pull = m_heard->found(u"1"_s, Id::Pull);
    QVERIFY2(pull[0].startsWith(u"failed: basic: "_s) && pull[0].contains(u"127.0.0.1:1"_s), qPrintable(pull[0]));
    QVERIFY2(!pull[1].startsWith(u"failed"_s), qPrintable(pull[1])); // the other one stands
}

//! What the bed's config.json has.
registry::Login TestServerTestsServer::loginAt(const QString &registryId) const
{
    BedServers bed;
    return bed.open().isEmpty() ? registry::Login{.username = u"builder"_s, .secret = bed.password(registryId)}
                                : registry::Login();
}

void TestServerTestsServer::secondLogin_data()
{
    QTest::addColumn<QByteArray>("known"); // to docker's config.json
    QTest::addColumn<bool>("isTyped");
    QTest::addColumn<QStringList>("at");
    const QByteArray old = R"({"auths":{"HOST":{"auth":")" + QByteArray("nobody:old").toBase64() + R"("}}})";
    QTest::newRow("an old password") << old << true << QStringList{u"basic"_s, u"token"_s};
    // As of a pull: to nobody some registries say "denied", also of what is not there, and nobody is asked for that.
    QTest::newRow("none") << QByteArray("{}") << true << QStringList{u"basic"_s};
    QTest::newRow("an old password, and no other") << old << false << QStringList{u"basic"_s, u"token"_s};
}

//! The daemon is refused with what is known, and asks once more with what is typed then; nobody is asked twice.
void TestServerTestsServer::secondLogin()
{
    QFETCH(QByteArray, known);
    QFETCH(const bool, isTyped);
    QFETCH(const QStringList, at);
    settings::Settings settings = m_bed.objects;
    settings.baseImages = {settings.baseImages.front()}; // another daemon's: nothing of it is pushed by this one
    for (const QString &registryId : at) {
        QTemporaryDir folder;
        QFile config(folder.filePath(u"config.json"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(QByteArray(known).replace("HOST", m_bed.host(registryId).toUtf8()));
        config.close();
        int questions = 0;
        registry::LoginPrompts prompts([&](const registry::LoginQuestion &, const auto &reply) {
            ++questions;
            isTyped ? reply(loginAt(registryId)) : reply(std::nullopt);
        });
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DOCKER_CONFIG"_s, folder.path());
        RegistryFleet registries({.environment = environment,
                                  .settingsFolder = m_bed.folder.path(),
                                  .userAgent = "fairlead-test",
                                  .prompts = &prompts});
        registries.setRegistries(settings.registries);
        settings.baseImages[0].registries = {{registryId, registryId}};
        ServerTests tests(registries, {.dockerFolder = m_bed.folder.path(), .settingsFolder = m_bed.folder.path()});
        Heard heard(tests);
        tests.testDaemon(u"1"_s, u"remote"_s, settings);
        QTRY_COMPARE_WITH_TIMEOUT(heard.ends[u"1"_s], QList{false}, BedImages::Patience);
        const QStringList pull = heard.found(u"1"_s, Id::Pull);
        QCOMPARE(pull.size(), 1);
        QVERIFY2(pull[0].contains(u"the daemon gets there"_s) == isTyped, qPrintable(pull[0]));
        QVERIFY2(pull[0].contains(u"login of nobody from docker's config.json"_s) != isTyped, qPrintable(pull[0]));
        QVERIFY(!pull[0].contains(loginAt(registryId).secret));
        QCOMPARE(questions, 1);
    }
}

//! An image of that Dockerfile. \return its id.
QString TestServerTestsServer::plant(const QByteArray &dockerfile, const QString &tag)
{
    docker::EngineClient &engine = m_bed.client(u"local"_s);
    transport::HttpRequest request{.method = "POST",
                                   .path = u"/v%1/build"_s.arg(engine.apiVersion().text()),
                                   .contentType = "application/x-tar",
                                   .body = tarEntry("Dockerfile", "0000644", dockerfile.size()) + padded(dockerfile) +
                                           QByteArray(1024, '\0'),
                                   .answerTimeout = std::chrono::seconds(60)};
    request.query.addQueryItem(u"nocache"_s, u"1"_s);
    if (!tag.isEmpty())
        request.query.addQueryItem(u"t"_s, tag);
    const QStringList before = imageIds(u"local"_s);
    std::optional<tl::expected<transport::HttpResponse, transport::HttpFailure>> answer;
    engine.http().send(request, this, [&](auto result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, BedImages::Patience) || !*answer)
        return {};
    for (const QString &id : imageIds(u"local"_s)) {
        if (!before.contains(id))
            return id;
    }
    return {};
}

//! The image of a test that was broken off goes with the next one, and what only looks like it stays.
void TestServerTestsServer::leftByACrash()
{
    const auto dockerfile = [](const QByteArray &label) {
        return "FROM scratch\nLABEL " + label + "\nLABEL planted=" + QUuid::createUuid().toByteArray(QUuid::Id128) +
               '\n';
    };
    const QByteArray ours = "dev.fairlead.trial=" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    const QString left = plant(dockerfile(ours));
    const QStringList kept{plant(dockerfile(ours), tag(u"named"_s)), plant(dockerfile("dev.fairlead.trial=mine")),
                           plant(dockerfile("a=b"))};
    QVERIFY(!left.isEmpty() && !kept.contains(QString()));
    m_tests->testDaemon(u"1"_s, u"local"_s, m_bed.objects);
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->ends[u"1"_s], QList{false}, BedImages::Patience);
    const QStringList found = m_heard->found(u"1"_s, Id::TrialBuild);
    const QStringList after = imageIds(u"local"_s);
    for (const QString &id : kept)
        m_bed.removeImage(u"local"_s, id);
    QVERIFY(!after.contains(left));
    for (const QString &id : kept)
        QVERIFY(after.contains(id));
    QCOMPARE(found, QStringList{u"ok: : an image was built and removed; left there by tests that were broken off, and "
                                "removed now: 1"_s});
}

void TestServerTestsServer::registryTest()
{
    m_tests->testRegistry(u"1"_s, u"token"_s, m_bed.objects);
    m_tests->testRegistry(u"2"_s, u"basic"_s, m_bed.objects);
    QTRY_VERIFY_WITH_TIMEOUT(m_heard->ends.size() == 2, BedImages::Patience);
    for (const QString &run : {u"1"_s, u"2"_s}) {
        QCOMPARE(m_heard->ends[run], QList{false});
        QCOMPARE(m_heard->registries[run].size(), std::size_t(m_heard->expected[run]));
    }
    QCOMPARE(m_heard->registries[u"2"_s].back().id, u"push"_s);
    QCOMPARE(toString(m_heard->registries[u"2"_s].back().state), u"ok"_s);
    QCOMPARE(std::count_if(m_heard->registries[u"2"_s].begin(), m_heard->registries[u"2"_s].end(),
                           [](const CheckResult &result) { return result.id == "push"_L1; }),
             2); // own and others
}

void TestServerTestsServer::secondTestEndsTheFirst()
{
    m_tests->testDaemon(u"1"_s, u"local"_s, m_bed.objects);
    m_tests->testDaemon(u"2"_s, u"local"_s, m_bed.objects);
    QCOMPARE(m_heard->ends[u"1"_s], QList{true});
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->ends[u"2"_s], QList{false}, BedImages::Patience);
    QVERIFY(m_heard->daemons[u"1"_s].empty());
    QCOMPARE(m_heard->daemons[u"2"_s].size(), std::size_t(m_heard->expected[u"2"_s]));
    QCOMPARE(m_heard->ends[u"1"_s], QList{true});
}

void TestServerTestsServer::cancels_data()
{
    QTest::addColumn<int>("behind"); // the check with this number
    for (const auto id : {Id::Address, Id::Identity, Id::Builder, Id::TrialBuild, Id::Images, Id::Push})
        QTest::newRow(qPrintable(docker::toString(id))) << int(id);
}

//! Wherever it is: one end, no check behind it, no image of it.
void TestServerTestsServer::cancels()
{
    QFETCH(const int, behind);
    const QStringList before = imageIds(u"local"_s);
    m_heard->onChecked = [&](const docker::CheckResult &result) {
        if (int(result.id) == behind && m_heard->ends.value(u"1"_s).isEmpty())
            m_tests->cancel(u"1"_s);
    };
    m_tests->testDaemon(u"1"_s, u"local"_s, m_bed.objects);
    QTRY_COMPARE_WITH_TIMEOUT(m_heard->ends[u"1"_s], QList{true}, BedImages::Patience);
    QCOMPARE(int(m_heard->daemons[u"1"_s].back().id), behind);
    m_tests->cancel(u"1"_s); // it is over
    QTRY_COMPARE(imageIds(u"local"_s), before);
    QCOMPARE(m_heard->ends[u"1"_s], QList{true});
}

void TestServerTestsServer::goneFromTheSettings()
{
    m_tests->testDaemon(u"1"_s, u"gone"_s, m_bed.objects);
    m_tests->testRegistry(u"2"_s, u"gone"_s, m_bed.objects);
    QTRY_VERIFY_WITH_TIMEOUT(m_heard->ends.size() == 2, BedImages::Patience);
    QCOMPARE(m_heard->ends[u"1"_s], QList{true});
    QCOMPARE(m_heard->ends[u"2"_s], QList{true});
}

QTEST_GUILESS_MAIN(TestServerTestsServer)
#include "tst_servertests_server.moc"
