// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/smallfile.h"
#include "backends/registry/credentialhelper.h"
#include "backends/registry/dockerlogins.h"
#include "backends/registry/registryclient.h"
#include "tests/support/bedcommands.h"
#include "tests/support/bedservers.h"
#include "tests/support/writefile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray read(const QString &path)
{
    return files::readSmallFile(path, 1 << 20).value_or(QByteArray());
}

//! A file that changes what a server or a helper of the bed does, as long as this lives.
class Switch
{
public:
    Switch(const QString &path, const QByteArray &word)
        : m_path(path)
        , m_isSet(writeFile(path, word))
    {
    }
    ~Switch() { QFile::remove(m_path); }
    Q_DISABLE_COPY_MOVE(Switch)
    bool isSet() const { return m_isSet; }

private:
    QString m_path;
    bool m_isSet;
};

//! The answer to one call.
template <class T>
class Call : public QObject
{
public:
    std::function<void(Result<T>)> done()
    {
        return [this](const Result<T> &answer) { last = answer; };
    }
    //! "ok", or kind and reason.
    QString outcome() const
    {
        if (!QTest::qWaitFor([this] { return last.has_value(); }, 30'000))
            return u"no answer"_s;
        return *last ? u"ok"_s : (toString(last->error().kind) + u' ' + last->error().reason).trimmed();
    }
    const T &value() const { return **last; }

    std::optional<Result<T>> last;
};

} // namespace

//! The bed's registries, one with Basic authentication and one with tokens, after docker has pushed to both.
class TestRegistryClientServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void pings_data() { registries(); }
    void pings();
    void logins_data();
    void logins();
    void checksLogins_data();
    void checksLogins();
    void tags_data() { registries(); }
    void tags();
    void manifests_data() { registries(); }
    void manifests();
    void referrers_data() { registries(); }
    void referrers();
    void rights_data();
    void rights();
    void identityToken();
    void tokenServerRefuses_data();
    void tokenServerRefuses();
    void helperFails_data();
    void helperFails();
    void unknownAuthority();

private:
    void registries() const;
    Login user(const QString &registry, const QString &name) const;
    transport::Endpoint endpoint(const QString &name) const;
    std::unique_ptr<RegistryClient> clientOf(const QString &name, std::unique_ptr<LoginSource> logins) const;
    std::unique_ptr<RegistryClient> clientAs(const QString &name, const std::optional<Login> &login) const;
    std::unique_ptr<RegistryClient> builder(const QString &name) const
    {
        return clientAs(name, user(name, u"builder"_s));
    }
    std::optional<QByteArray> docker(const QStringList &arguments) const;

    BedServers m_bed;
    QTemporaryDir m_folder;
};

void TestRegistryClientServer::initTestCase()
{
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(
        writeFile(m_folder.filePath(u"Dockerfile"_s), "FROM scratch\nCOPY Dockerfile /\nLABEL what=registry-test\n"));
    QVERIFY(docker({u"build"_s, u"--tag"_s, u"registry-test"_s, m_folder.path()}));
    for (const QString &name : {u"basic"_s, u"token"_s}) {
        for (const QString &image :
             {u"team-a/client:1"_s, u"team-a/client:2"_s, u"team-a/client:z"_s, u"public/client:1"_s}) {
            const QString reference = m_bed.address(name) + u'/' + image;
            QVERIFY(docker({u"tag"_s, u"registry-test"_s, reference}));
            QVERIFY(docker({u"push"_s, reference}));
        }
    }
}

void TestRegistryClientServer::registries() const
{
    QTest::addColumn<QString>("name");
    QTest::newRow("basic") << u"basic"_s;
    QTest::newRow("token") << u"token"_s;
}

Login TestRegistryClientServer::user(const QString &registry, const QString &name) const
{
    return {name, m_bed.password(registry, name), false};
}

transport::Endpoint TestRegistryClientServer::endpoint(const QString &name) const
{
    return registryEndpoints(m_bed.address(name), false, read(m_bed.known(name).value("ca"_L1).toString())).front();
}

std::unique_ptr<RegistryClient> TestRegistryClientServer::clientOf(const QString &name,
                                                                   std::unique_ptr<LoginSource> logins) const
{
    return std::make_unique<RegistryClient>(endpoint(name), std::move(logins), "fairlead-test");
}

std::unique_ptr<RegistryClient> TestRegistryClientServer::clientAs(const QString &name,
                                                                   const std::optional<Login> &login) const
{
    return clientOf(name, std::make_unique<StaticLogin>(login));
}

//! The client program, at the local daemon, as builder.
std::optional<QByteArray> TestRegistryClientServer::docker(const QStringList &arguments) const
{
    const QStringList where{u"--config"_s, m_bed.dockerConfig(), u"--host"_s,
                            qEnvironmentVariable("FAIRLEAD_BED_DOCKER")};
    return runProgram(u"docker"_s, where + arguments);
}

void TestRegistryClientServer::pings()
{
    QFETCH(const QString, name);
    Call<Ping> call;
    const auto client = builder(name);
    client->ping(&call, call.done());
    QCOMPARE(call.outcome(), u"ok"_s);
    QVERIFY(call.value().isRegistry);
    const bool isBasic = name == "basic"_L1;
    QCOMPARE(call.value().authentication, isBasic ? Ping::Authentication::Basic : Ping::Authentication::Bearer);
    QCOMPARE(call.value().realm, isBasic ? u"bed"_s : m_bed.known(name).value("realm"_L1).toString());
}

void TestRegistryClientServer::logins_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("config");
    for (const char *name : {"basic", "token"}) {
        for (const char *config : {"auths", "credHelpers", "credsStore"})
            QTest::addRow("%s, %s", name, config) << QString::fromLatin1(name) << QString::fromLatin1(config);
    }
}

//! The three ways in which docker's files know a login.
void TestRegistryClientServer::logins()
{
    QFETCH(const QString, name);
    QFETCH(const QString, config);
    const QString path = m_bed.dockerConfig(config) + u"/config.json"_s;
    const auto client = clientOf(name, std::make_unique<DockerLogins>(path, m_bed.address(name)));
    Call<LoginCheck> check;
    client->checkLogin(&check, check.done());
    QCOMPARE(check.outcome(), u"ok"_s);
    QCOMPARE(check.value(), LoginCheck::Accepted);
    Call<TagList> tags;
    client->tags(u"team-a/client"_s, 10, &tags, tags.done());
    QCOMPARE(tags.outcome(), u"ok"_s);
}

void TestRegistryClientServer::checksLogins_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("username");
    QTest::addColumn<bool>("isWrong");
    QTest::addColumn<QString>("outcome");
    const auto denied = u"Unauthorized UNAUTHORIZED"_s;
    QTest::newRow("basic, odd password") << u"basic"_s << u"odd"_s << false << u"ok"_s;
    QTest::newRow("basic, wrong password") << u"basic"_s << u"builder"_s << true << denied;
    QTest::newRow("basic, unknown user") << u"basic"_s << u"nobody"_s << true << denied;
    QTest::newRow("token, reader") << u"token"_s << u"reader"_s << false << u"ok"_s;
    QTest::newRow("token, wrong password") << u"token"_s << u"builder"_s << true << denied;
}

void TestRegistryClientServer::checksLogins()
{
    QFETCH(const QString, name);
    QFETCH(const QString, username);
    QFETCH(const bool, isWrong);
    Login login = user(name, username);
    if (isWrong)
        login.secret += u'x';
    const auto client = clientAs(name, login);
    Call<LoginCheck> call;
    client->checkLogin(&call, call.done());
    QTEST(call.outcome(), "outcome");
    QVERIFY(*call.last || !call.last->error().message.contains(login.secret));
}

void TestRegistryClientServer::tags()
{
    QFETCH(const QString, name);
    const auto client = builder(name);
    for (const int pageSize : {1, 2, 1000}) {
        Call<TagList> call;
        client->tags(u"team-a/client"_s, 100, &call, call.done(), pageSize);
        QCOMPARE(call.outcome(), u"ok"_s);
        QStringList tags = call.value().tags; // this registry has no order, and no pages
        tags.sort();
        QCOMPARE(tags, (QStringList{u"1"_s, u"2"_s, u"z"_s}));
        QVERIFY(call.value().isComplete);
    }
    Call<TagList> some;
    client->tags(u"team-a/client"_s, 2, &some, some.done(), 1);
    QCOMPARE(some.outcome(), u"ok"_s);
    QCOMPARE(some.value().tags.size(), 2);
    QVERIFY(!some.value().isComplete);
    Call<TagList> none;
    client->tags(u"team-a/nowhere"_s, 2, &none, none.done());
    QCOMPARE(none.outcome(), u"NotFound NAME_UNKNOWN"_s);
}

//! Manifest, HEAD and layers agree, and docker knows the same digest.
void TestRegistryClientServer::manifests()
{
    QFETCH(const QString, name);
    const auto client = builder(name);
    ImageReference image = *ImageReference::parseNormalized(m_bed.address(name) + u"/team-a/client:1"_s);
    Call<Manifest> manifest;
    client->manifest(image, &manifest, manifest.done());
    QCOMPARE(manifest.outcome(), u"ok"_s);
    QVERIFY(!manifest.value().isIndex && manifest.value().layers.size() == 1);
    const auto digests = docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{.RepoDigests}}"_s, image.canonical()});
    QVERIFY(digests->contains((image.name() + u'@' + manifest.value().digest.toString()).toUtf8()));

    image.digest = manifest.value().digest;
    Call<Manifest> again;
    client->manifest(image, &again, again.done());
    QCOMPARE(again.outcome(), u"ok"_s);
    QCOMPARE(again.value().bytes, manifest.value().bytes);
    Call<ManifestHead> head;
    image.digest.reset();
    client->manifestHead(image, &head, head.done());
    QCOMPARE(head.outcome(), u"ok"_s);
    QVERIFY(head.value().digest == manifest.value().digest);
    QVERIFY(head.value().sizeBytes == manifest.value().bytes.size());
    QCOMPARE(head.value().mediaType, manifest.value().mediaType);

    for (const Descriptor &part : {manifest.value().layers[0], *manifest.value().config}) {
        Call<BlobHead> blob;
        client->blobHead(image.path, part.digest, &blob, blob.done());
        QCOMPARE(blob.outcome(), u"ok"_s);
        QVERIFY(blob.value().exists && blob.value().sizeBytes == part.sizeBytes);
    }
    Call<BlobHead> blob;
    client->blobHead(image.path, Digest::of("nobody has this"), &blob, blob.done());
    QCOMPARE(blob.outcome(), u"ok"_s);
    QVERIFY(!blob.value().exists);
    Call<Manifest> missing;
    image.tag = u"missing"_s;
    client->manifest(image, &missing, missing.done());
    QCOMPARE(missing.outcome(), u"NotFound MANIFEST_UNKNOWN"_s);
}

//! Debian's registry does not offer them.
void TestRegistryClientServer::referrers()
{
    QFETCH(const QString, name);
    const auto client = builder(name);
    Call<Referrers> call;
    client->referrers(u"team-a/client"_s, Digest::of("x"), &call, call.done());
    QCOMPARE(call.outcome(), u"ok"_s);
    QCOMPARE(call.value().source, Referrers::Source::TagSchema);
    QVERIFY(call.value().manifests.empty());
}

void TestRegistryClientServer::rights_data()
{
    QTest::addColumn<QString>("username");
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QString>("outcome");
    const auto denied = u"Unauthorized UNAUTHORIZED"_s;
    QTest::newRow("anybody, public") << QString() << u"public/client"_s << u"ok"_s;
    QTest::newRow("anybody, other") << QString() << u"team-a/client"_s << denied;
    QTest::newRow("team, its own") << u"team-a"_s << u"team-a/client"_s << u"ok"_s;
    QTest::newRow("team, public") << u"team-a"_s << u"public/client"_s << u"ok"_s;
    QTest::newRow("team, other") << u"team-a"_s << u"team-b/client"_s << denied;
    QTest::newRow("reader") << u"reader"_s << u"team-a/client"_s << u"ok"_s;
}

void TestRegistryClientServer::rights()
{
    QFETCH(const QString, username);
    QFETCH(const QString, repository);
    const auto client =
        clientAs(u"token"_s, username.isEmpty() ? std::nullopt : std::optional(user(u"token"_s, username)));
    Call<TagList> call;
    client->tags(repository, 10, &call, call.done());
    QTEST(call.outcome(), "outcome");
}

//! docker logs in and gets a refresh token instead of keeping the password; so does our client ask with it.
void TestRegistryClientServer::identityToken()
{
    QTemporaryDir folder;
    const Login login = user(u"token"_s, u"identity"_s);
    QVERIFY(runProgram(u"docker"_s,
                       {u"--config"_s, folder.path(), u"--host"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER"),
                        u"login"_s, u"--username"_s, login.username, u"--password-stdin"_s, m_bed.address(u"token"_s)},
                       login.secret.toUtf8()));
    const QByteArray config = read(folder.filePath(u"config.json"_s));
    QVERIFY(config.contains("identitytoken") && !config.contains(login.secret.toUtf8()));
    const auto client = clientOf(
        u"token"_s, std::make_unique<DockerLogins>(folder.filePath(u"config.json"_s), m_bed.address(u"token"_s)));
    Call<TagList> call;
    client->tags(u"team-a/client"_s, 10, &call, call.done());
    QCOMPARE(call.outcome(), u"ok"_s);
}

void TestRegistryClientServer::tokenServerRefuses_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("401") << QByteArray("401") << u"Unauthorized UNAUTHORIZED"_s;
    QTest::newRow("429") << QByteArray("429") << u"TooManyRequests TOOMANYREQUESTS"_s;
    QTest::newRow("503") << QByteArray("503") << u"Server UNKNOWN"_s;
    QTest::newRow("expired") << QByteArray("expired") << u"Unauthorized UNAUTHORIZED"_s;
    QTest::newRow("pull only") << QByteArray("pull-only") << u"ok"_s;
}

void TestRegistryClientServer::tokenServerRefuses()
{
    QFETCH(const QByteArray, word);
    const Switch refusing(m_bed.known(u"token"_s).value("switchFile"_L1).toString(), word);
    QVERIFY(refusing.isSet());
    const auto client = builder(u"token"_s);
    Call<TagList> call;
    client->tags(u"team-a/client"_s, 10, &call, call.done());
    QTEST(call.outcome(), "outcome");
    if (word == "429")
        QVERIFY(call.last->error().retryAfter == std::chrono::seconds(2));
}

void TestRegistryClientServer::helperFails_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("fail") << QByteArray("fail") << u"Unauthorized CredentialHelperFailed"_s;
    QTest::newRow("garbage") << QByteArray("garbage") << u"Unauthorized CredentialHelperMalformed"_s;
    QTest::newRow("hang") << QByteArray("hang") << u"Timeout CredentialHelperTimeout"_s;
}

void TestRegistryClientServer::helperFails()
{
    QFETCH(const QByteArray, word);
    const Switch fault(m_bed.faultFile(), word);
    QVERIFY(fault.isSet());
    CredentialHelper helper(u"bed"_s);
    helper.setLimits({.run = std::chrono::seconds(word == "hang" ? 1 : 20)});
    Call<std::optional<Login>> call;
    helper.get(m_bed.address(u"basic"_s), &call, call.done());
    QTEST(call.outcome(), "outcome");
}

void TestRegistryClientServer::unknownAuthority()
{
    const transport::Endpoint unknown = registryEndpoints(m_bed.address(u"basic"_s), false, {}).front();
    RegistryClient client(unknown, std::make_unique<StaticLogin>(user(u"basic"_s, u"builder"_s)), "fairlead-test");
    Call<Ping> call;
    client.ping(&call, call.done());
    QVERIFY2(call.outcome().startsWith(u"Tls"_s), qPrintable(call.outcome()));
    // Said to be insecure: TLS that nobody checks is there, so nothing goes out in clear.
    const auto insecure = registryEndpoints(m_bed.address(u"basic"_s), true, {});
    RegistryClient trusting(insecure.front(), std::make_unique<StaticLogin>(user(u"basic"_s, u"builder"_s)),
                            "fairlead-test");
    Call<LoginCheck> check;
    trusting.checkLogin(&check, check.done());
    QCOMPARE(check.outcome(), u"ok"_s);
}

QTEST_GUILESS_MAIN(TestRegistryClientServer)
#include "tst_registryclient_server.moc"
