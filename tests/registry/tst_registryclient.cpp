// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/registryclient.h"
#include "tests/support/faultserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";
const QByteArray OciManifest = "application/vnd.oci.image.manifest.v1+json";
const QByteArray hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const QByteArray Image = "{\"schemaVersion\": 2, \"config\": {\"mediaType\": \"m\", \"digest\": \"sha256:" + hex +
                         "\", \"size\": 7}, \"layers\": []}";
const QByteArray Index =
    "{\"schemaVersion\": 2, \"manifests\": [{\"mediaType\": \"m\", \"digest\": \"sha256:" + hex + "\", \"size\": 7}]}";
const QByteArray BasicChallenge = "Basic realm=\"here\"";
const Login user{u"u"_s, u"p"_s, false};
const auto Authorization = QByteArray("Basic dTpw");

ImageReference reference(const QString &text)
{
    return *ImageReference::parse(u"h.example/"_s + text);
}

Digest digest()
{
    return *Digest::parse(QString::fromLatin1("sha256:" + hex));
}

Script headOnly(int status, const Headers &headers)
{
    Script script;
    script.head(status, OciManifest, headers);
    return script;
}

//! The answer to one call.
template <class T>
class Call : public QObject
{
public:
    std::function<void(Result<T>)> done()
    {
        return [this](const Result<T> &answer) {
            ++calls;
            last = answer;
        };
    }
    bool wait() const
    {
        return QTest::qWaitFor([this] { return last.has_value(); }, 20'000);
    }
    //! "ok", or kind and reason.
    QString outcome() const
    {
        if (!wait())
            return u"no answer"_s;
        return *last ? u"ok"_s : (toString(last->error().kind) + u' ' + last->error().reason).trimmed();
    }
    const T &value() const { return **last; }

    int calls = 0;
    std::optional<Result<T>> last;
};

class CountedLogin : public LoginSource
{
public:
    CountedLogin(int &calls, LoginSource::Answer answer)
        : m_calls(calls)
        , m_answer(std::move(answer))
    {
    }
    void get(const QObject *, Done done) override
    {
        ++m_calls;
        done(m_answer);
    }

private:
    int &m_calls;
    LoginSource::Answer m_answer;
};

std::unique_ptr<RegistryClient> clientOf(const FaultServer &server, const std::optional<Login> &login = {})
{
    return std::make_unique<RegistryClient>(transport::Endpoint{.server = server.url()},
                                            std::make_unique<StaticLogin>(login), "test");
}

} // namespace

//! What no real registry does on demand. Real ones: tst_registryclient_server.
class TestRegistryClient : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void endpoints_data();
    void endpoints();
    void pings_data();
    void pings();
    void authorizesOnceForAll();
    void refusedLoginIsAskedForAgain();
    void renewsARefusedToken();
    void loginFailureIsTold();
    void checksLogins_data();
    void checksLogins();
    void pages();
    void stopsPaging_data();
    void stopsPaging();
    void manifests_data();
    void manifests();
    void heads_data();
    void heads();
    void blobs_data();
    void blobs();
    void referrers_data();
    void referrers();
    void referrerPages_data();
    void referrerPages();
    void refusesNames_data();
    void refusesNames();
    void failures_data();
    void failures();
    void redirects_data();
    void redirects();
    void smallBlobs_data();
    void smallBlobs();
    void cancels();
    void goesFirst();
    void goesInCallback();
};

void TestRegistryClient::endpoints_data()
{
    QTest::addColumn<QString>("domain");
    QTest::addColumn<bool>("isInsecure");
    QTest::addColumn<QString>("servers");
    QTest::newRow("host") << u"h.example:5000"_s << false << u"https://h.example:5000"_s;
    QTest::newRow("hub") << u"docker.io"_s << false << u"https://registry-1.docker.io"_s;
    QTest::newRow("IPv6") << u"[::1]:5000"_s << false << u"https://[::1]:5000"_s;
    QTest::newRow("insecure") << u"h:5000"_s << true << u"https://h:5000 unchecked, http://h:5000 unchecked"_s;
    QTest::newRow("localhost") << u"localhost"_s << false << u"https://localhost"_s;
    QTest::newRow("nothing") << QString() << false << QString();
    QTest::newRow("user") << u"u:p@h"_s << false << QString();
}

void TestRegistryClient::endpoints()
{
    QFETCH(const QString, domain);
    QFETCH(const bool, isInsecure);
    QStringList servers;
    for (const transport::Endpoint &endpoint : registryEndpoints(domain, isInsecure, "ca")) {
        QCOMPARE(endpoint.caPem, QByteArray("ca"));
        servers << endpoint.server.toString() + (endpoint.insecureSkipTlsVerify ? u" unchecked"_s : QString());
    }
    QTEST(servers.join(u", "_s), "servers");
}

void TestRegistryClient::pings_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<bool>("isRegistry");
    QTest::addColumn<Ping::Authentication>("authentication");
    using enum Ping::Authentication;
    const Headers version{{"Docker-Distribution-Api-Version", "registry/2.0"}};
    const Headers basic{{"WWW-Authenticate", BasicChallenge}};
    QTest::newRow("open") << 200 << Json << QByteArray("{}") << version << true << None;
    QTest::newRow("open, without version") << 200 << Json << QByteArray("{}") << Headers() << true << None;
    QTest::newRow("basic") << 401 << Json << QByteArray() << version + basic << true << Basic;
    QTest::newRow("basic, without version") << 401 << Json << QByteArray("{\"errors\": []}") << basic << true << Basic;
    QTest::newRow("bearer") << 401 << Json << QByteArray()
                            << Headers{{"WWW-Authenticate", "Bearer realm=\"https://x/token\""}} << true << Bearer;
    QTest::newRow("other") << 401 << Json << QByteArray() << version + Headers{{"WWW-Authenticate", "Negotiate"}}
                           << true << Other;
    QTest::newRow("web server") << 404 << QByteArray("text/html") << QByteArray("<html>") << Headers() << false << None;
    QTest::newRow("web page") << 200 << QByteArray("text/html") << QByteArray("<html>") << Headers() << false << None;
    QTest::newRow("other API") << 200 << Json << QByteArray("{\"kind\": \"Status\"}") << Headers() << false << None;
    QTest::newRow("other with basic") << 401 << QByteArray("text/html") << QByteArray("<html>") << basic << false
                                      << Basic;
    QTest::newRow("redirect") << 301 << QByteArray("text/html") << QByteArray() << Headers{{"Location", "https://x/"}}
                              << false << None;
}

void TestRegistryClient::pings()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, contentType);
    QFETCH(const QByteArray, body);
    QFETCH(const Headers, headers);
    FaultServer server;
    server.setScripts({Script::answer(status, contentType, body, headers)});
    const auto client = clientOf(server, user);
    Call<Ping> call;
    client->ping(&call, call.done());
    QCOMPARE(call.outcome(), u"ok"_s);
    QTEST(call.value().isRegistry, "isRegistry");
    QTEST(call.value().authentication, "authentication");
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().path(), QByteArray("/v2/"));
    QCOMPARE(server.requests().first().values("Authorization").size(), 0);
}

void TestRegistryClient::authorizesOnceForAll()
{
    FaultServer server;
    server.setHandler([](const SeenRequest &seen) {
        if (seen.value("Authorization") != Authorization)
            return Script::answer(401, Json, "", {{"WWW-Authenticate", BasicChallenge}});
        return Script::answer(200, Json, "{\"tags\": [\"1\"]}");
    });
    int asked = 0;
    RegistryClient client({.server = server.url()}, std::make_unique<CountedLogin>(asked, user), "test");
    for (int i = 0; i < 3; ++i) {
        Call<TagList> call;
        client.tags(u"team/app"_s, 10, &call, call.done());
        QCOMPARE(call.outcome(), u"ok"_s);
    }
    QCOMPARE(asked, 1);
    QCOMPARE(server.requests().size(), 4);
}

void TestRegistryClient::refusedLoginIsAskedForAgain()
{
    FaultServer server;
    const QByteArray body = "{\"errors\": [{\"code\": \"UNAUTHORIZED\", \"message\": \"wrong\"}]}";
    server.setScripts({Script::answer(401, Json, body, {{"WWW-Authenticate", BasicChallenge}})});
    int asked = 0;
    RegistryClient client({.server = server.url()}, std::make_unique<CountedLogin>(asked, user), "test");
    for (int i = 1; i < 3; ++i) {
        Call<TagList> call;
        client.tags(u"team/app"_s, 10, &call, call.done());
        QCOMPARE(call.outcome(), u"Unauthorized UNAUTHORIZED"_s);
        QCOMPARE(call.last->error().message, u"wrong (login of u)"_s);
        QCOMPARE(asked, i);
        QCOMPARE(server.requests().size(), 2 * i);
    }
}

void TestRegistryClient::renewsARefusedToken()
{
    FaultServer server;
    int tokens = 0;
    QByteArray good = "Bearer 1";
    server.setHandler([&](const SeenRequest &seen) {
        if (seen.path() == "/token")
            return Script::answer(200, Json, "{\"token\": \"" + QByteArray::number(++tokens) + "\"}");
        if (seen.value("Authorization") == good)
            return Script::answer(200, Json, "{\"tags\": []}");
        const QByteArray realm = server.url().toEncoded() + "/token";
        return Script::answer(401, Json, "", {{"WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"s\""}});
    });
    const auto client = clientOf(server, user);
    const auto ask = [&client] {
        Call<TagList> call;
        client->tags(u"team/app"_s, 10, &call, call.done());
        return call.outcome();
    };
    QCOMPARE(ask(), u"ok"_s);
    QCOMPARE(ask(), u"ok"_s);
    QCOMPARE(tokens, 1);
    QCOMPARE(server.requests()[1].query(u"scope"_s), u"repository:team/app:pull"_s);
    good = "Bearer 2"; // the first has been revoked
    QCOMPARE(ask(), u"ok"_s);
    QCOMPARE(tokens, 2);
    good = "none";
    QCOMPARE(ask(), u"Unauthorized"_s);
    QCOMPARE(tokens, 3);
}

void TestRegistryClient::loginFailureIsTold()
{
    FaultServer server;
    server.setScripts({Script::answer(401, Json, "", {{"WWW-Authenticate", BasicChallenge}})});
    int asked = 0;
    const ApiError error{.kind = ApiError::Kind::Timeout, .reason = u"CredentialHelperTimeout"_s};
    RegistryClient client({.server = server.url()}, std::make_unique<CountedLogin>(asked, tl::make_unexpected(error)),
                          "test");
    Call<Manifest> call;
    client.manifest(reference(u"a:1"_s), &call, call.done());
    QCOMPARE(call.outcome(), u"Timeout CredentialHelperTimeout"_s);
    QCOMPARE(server.requests().size(), 1);
}

void TestRegistryClient::checksLogins_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<std::optional<Login>>("login");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<LoginCheck>("check");
    QTest::newRow("right") << false << std::optional(user) << u"ok"_s << LoginCheck::Accepted;
    QTest::newRow("wrong") << false << std::optional(Login{u"u"_s, u"q"_s, false}) << u"Unauthorized"_s
                           << LoginCheck::Accepted;
    QTest::newRow("nobody") << false << std::optional<Login>() << u"Unauthorized"_s << LoginCheck::Anonymous;
    QTest::newRow("open") << true << std::optional(user) << u"ok"_s << LoginCheck::NotAsked;
}

void TestRegistryClient::checksLogins()
{
    QFETCH(const bool, isOpen);
    QFETCH(const std::optional<Login>, login);
    FaultServer server;
    server.setHandler([isOpen](const SeenRequest &seen) {
        if (isOpen || seen.value("Authorization") == Authorization)
            return Script::answer(200, Json, "{}");
        return Script::answer(401, Json, "", {{"WWW-Authenticate", BasicChallenge}});
    });
    const auto client = clientOf(server, login);
    for (int i = 0; i < 2; ++i) {
        Call<LoginCheck> call;
        client->checkLogin(&call, call.done());
        QTEST(call.outcome(), "outcome");
        if (*call.last)
            QTEST(call.value(), "check");
    }
}

void TestRegistryClient::pages()
{
    FaultServer server;
    server.setScripts({Script::answer(200, Json, R"({"tags": ["a", "b"]})",
                                      {{"Link", R"(<http://inside/v2/team/app/tags/list?last=b%2B&n=2>; rel="next")"}}),
                       Script::answer(200, Json, R"({"tags": ["c"]})")});
    const auto client = clientOf(server);
    Call<TagList> call;
    client->tags(u"team/app"_s, 100, &call, call.done(), 2);
    QCOMPARE(call.outcome(), u"ok"_s);
    QCOMPARE(call.value().tags, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QVERIFY(call.value().isComplete);
    QCOMPARE(server.requests()[0].target, QByteArray("/v2/team/app/tags/list?n=2"));
    QCOMPARE(server.requests()[1].target, QByteArray("/v2/team/app/tags/list?last=b%2B&n=2"));
}

void TestRegistryClient::stopsPaging_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("tags");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("enough") << QByteArray(R"({"tags": ["a", "b"]})") << 5 << u"ok"_s;
    QTest::newRow("pages without tags") << QByteArray(R"({"tags": []})") << 0 << u"ok"_s;
    QTest::newRow("null") << QByteArray(R"({"tags": null})") << 0 << u"ok"_s;
    QTest::newRow("no JSON") << QByteArray("<html>") << 0 << u"Malformed BadJson"_s;
    QTest::newRow("huge") << QByteArray(9 << 20, ' ') << 0 << u"Malformed TooLarge"_s;
}

//! Each page says that there is another.
void TestRegistryClient::stopsPaging()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, tags);
    FaultServer server;
    server.setScripts({Script::answer(200, Json, body, {{"Link", R"(</v2/a/tags/list?n=2>; rel="next")"}})});
    const auto client = clientOf(server);
    Call<TagList> call;
    client->tags(u"a"_s, 5, &call, call.done(), 2);
    QTEST(call.outcome(), "outcome");
    if (!*call.last)
        return;
    QCOMPARE(call.value().tags.size(), tags);
    QVERIFY(!call.value().isComplete);
}

void TestRegistryClient::manifests_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("outcome");
    const QString right = Digest::of(Image).toString();
    const QString right512 = Digest::of(Image, u"sha512"_s).toString();
    const auto said = [](const QString &digest) { return Headers{{"Docker-Content-Digest", digest.toLatin1()}}; };
    const auto mismatch = u"Malformed DigestMismatch"_s;
    const QByteArray path = "/v2/team/app/manifests/";
    QTest::newRow("tag") << u"team/app:1"_s << said(right) << Image << path + "1" << u"ok"_s;
    QTest::newRow("no tag") << u"team/app"_s << said(right) << Image << path + "latest" << u"ok"_s;
    QTest::newRow("nothing said") << u"team/app:1"_s << Headers() << Image << path + "1" << u"ok"_s;
    QTest::newRow("garbage said") << u"team/app:1"_s << said(u"x"_s) << Image << path + "1" << u"ok"_s;
    QTest::newRow("digest") << u"team/app:1@"_s + right << said(right) << Image << path + right.toLatin1() << u"ok"_s;
    QTest::newRow("sha512") << u"team/app@"_s + right512 << said(right512) << Image << path + right512.toLatin1()
                            << u"ok"_s;
    QTest::newRow("another than asked for") << u"team/app@"_s + digest().toString() << Headers() << Image
                                            << path + digest().toString().toLatin1() << mismatch;
    QTest::newRow("another than said") << u"team/app:1"_s << said(digest().toString()) << Image << path + "1"
                                       << mismatch;
    QTest::newRow("one byte more") << u"team/app@"_s + right << Headers() << Image + ' ' << path + right.toLatin1()
                                   << mismatch;
    QTest::newRow("no manifest") << u"team/app:1"_s << Headers() << QByteArray("{}") << path + "1"
                                 << u"Malformed BadManifest"_s;
    QTest::newRow("huge") << u"team/app:1"_s << Headers() << QByteArray((4 << 20) + 1, ' ') << path + "1"
                          << u"Malformed TooLarge"_s;
}

void TestRegistryClient::manifests()
{
    QFETCH(const QString, image);
    QFETCH(const Headers, headers);
    QFETCH(const QByteArray, body);
    FaultServer server;
    server.setScripts({Script::answer(200, OciManifest, body, headers)});
    const auto client = clientOf(server);
    Call<Manifest> call;
    const ImageReference asked = reference(image);
    client->manifest(asked, &call, call.done());
    QTEST(call.outcome(), "outcome");
    QTEST(server.requests().first().target, "target");
    QVERIFY(server.requests().first().value("Accept").contains("application/vnd.docker.distribution.manifest.v2+json"));
    if (*call.last) {
        QCOMPARE(call.value().digest, asked.digest.value_or(Digest::of(Image)));
        QCOMPARE(call.value().bytes, Image);
    }
}

void TestRegistryClient::heads_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QString>("told");
    const QString known = digest().toString();
    const QString other = Digest::of("x").toString();
    const auto said = [](const QString &digest) {
        return Headers{{"Content-Length", "4711"}, {"Docker-Content-Digest", digest.toLatin1()}};
    };
    QTest::newRow("tag") << u"a:1"_s << said(known) << known + u" 4711"_s;
    QTest::newRow("digest") << u"a@"_s + known << said(known) << known + u" 4711"_s;
    QTest::newRow("digest, nothing said") << u"a@"_s + known << Headers{{"Content-Length", "7"}} << known + u" 7"_s;
    QTest::newRow("tag, nothing said") << u"a:1"_s << Headers{{"Content-Length", "7"}} << u"? 7"_s;
    QTest::newRow("another") << u"a@"_s + known << said(other) << u"Malformed DigestMismatch"_s;
}

void TestRegistryClient::heads()
{
    QFETCH(const QString, image);
    QFETCH(const Headers, headers);
    FaultServer server;
    server.setScripts({headOnly(200, headers)});
    const auto client = clientOf(server);
    Call<ManifestHead> call;
    client->manifestHead(reference(image), &call, call.done());
    QString told = call.outcome();
    if (*call.last) {
        const auto &digest = call.value().digest;
        told = (digest ? digest->toString() : u"?"_s) + u' ' + QString::number(call.value().sizeBytes.value_or(-1));
    }
    QTEST(told, "told");
    QCOMPARE(server.requests().first().method, QByteArray("HEAD"));
}

void TestRegistryClient::blobs_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location"); // "storage": that server
    QTest::addColumn<QString>("told");
    const QByteArray storage = "storage";
    const auto nowhere = u"Malformed Redirect"_s;
    QTest::newRow("there") << 200 << storage << u"there 12"_s;
    QTest::newRow("elsewhere") << 307 << storage << u"there ?"_s;
    QTest::newRow("elsewhere, for good") << 308 << storage << u"there ?"_s;
    QTest::newRow("sent nowhere") << 307 << QByteArray() << nowhere;
    QTest::newRow("sent to a file") << 302 << QByteArray("file:///etc/passwd") << nowhere;
    QTest::newRow("sent with a login") << 307 << QByteArray("https://u:p@storage.example/a") << nowhere;
    QTest::newRow("missing") << 404 << storage << u"missing"_s;
    QTest::newRow("forbidden") << 403 << storage << u"Forbidden"_s;
    QTest::newRow("broken") << 500 << storage << u"Server"_s;
}

void TestRegistryClient::blobs()
{
    QFETCH(const int, status);
    FaultServer thief;
    FaultServer server;
    QFETCH(QByteArray, location);
    if (location == "storage")
        location = thief.url().toEncoded();
    server.setScripts({headOnly(status, {{"Content-Length", "12"}, {"Location", location}})});
    const auto client = clientOf(server, user);
    Call<BlobHead> call;
    client->blobHead(u"team/app"_s, digest(), &call, call.done());
    QString told = call.outcome();
    if (*call.last) {
        const auto size = call.value().sizeBytes;
        told = call.value().exists ? u"there "_s + (size ? QString::number(*size) : u"?"_s) : u"missing"_s;
    }
    QTEST(told, "told");
    QCOMPARE(server.requests().first().target, QByteArray("/v2/team/app/blobs/sha256:" + hex));
    QCOMPARE(thief.connections(), 0);
}

void TestRegistryClient::referrers_data()
{
    QTest::addColumn<QList<int>>("statuses");
    QTest::addColumn<int>("count");
    QTest::addColumn<Referrers::Source>("source");
    QTest::addColumn<QString>("outcome");
    using Statuses = QList<int>;
    using enum Referrers::Source;
    QTest::newRow("offered") << Statuses{200} << 1 << Api << u"ok"_s;
    QTest::newRow("by tag") << Statuses{404, 200} << 1 << TagSchema << u"ok"_s;
    QTest::newRow("neither") << Statuses{404, 404} << 0 << TagSchema << u"ok"_s;
    QTest::newRow("forbidden") << Statuses{403} << 0 << Api << u"Forbidden"_s;
    QTest::newRow("tag forbidden") << Statuses{404, 403} << 0 << Api << u"Forbidden"_s;
}

void TestRegistryClient::referrers()
{
    QFETCH(const QList<int>, statuses);
    FaultServer server;
    std::vector<Script> scripts;
    for (const int status : statuses)
        scripts.push_back(
            Script::answer(status, "application/vnd.oci.image.index.v1+json", status == 200 ? Index : ""));
    server.setScripts(scripts);
    const auto client = clientOf(server);
    Call<Referrers> call;
    client->referrers(u"team/app"_s, digest(), &call, call.done());
    QTEST(call.outcome(), "outcome");
    QCOMPARE(server.requests().size(), statuses.size());
    QCOMPARE(server.requests()[0].target, QByteArray("/v2/team/app/referrers/sha256:" + hex));
    if (statuses.size() > 1)
        QCOMPARE(server.requests()[1].target, QByteArray("/v2/team/app/manifests/sha256-" + hex));
    if (!*call.last)
        return;
    QTEST(int(call.value().manifests.size()), "count");
    QTEST(call.value().source, "source");
}

void TestRegistryClient::referrerPages_data()
{
    QTest::addColumn<QList<int>>("pages"); // how many are on each; negative: that status
    QTest::addColumn<bool>("isEndless");   // also the last one has a next
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("isComplete");
    QTest::addColumn<QString>("outcome");
    using Pages = QList<int>;
    QTest::newRow("one page") << Pages{2} << false << 2 << true << u"ok"_s;
    QTest::newRow("three pages") << Pages{2, 1, 3} << false << 6 << true << u"ok"_s;
    QTest::newRow("nothing on the second, and more") << Pages{2, 0} << true << 2 << false << u"ok"_s;
    QTest::newRow("more than we take") << Pages{6'000, 6'000} << true << 12'000 << false << u"ok"_s;
    QTest::newRow("the second is gone") << Pages{2, -404} << false << 0 << true << u"NotFound"_s;
    QTest::newRow("the second is broken") << Pages{2, -500} << false << 0 << true << u"Server"_s;
}

void TestRegistryClient::referrerPages()
{
    QFETCH(const QList<int>, pages);
    QFETCH(const bool, isEndless);
    FaultServer server;
    std::vector<Script> scripts;
    for (qsizetype i = 0; i < pages.size(); ++i) {
        const QByteArray one = "{\"mediaType\": \"m\", \"digest\": \"sha256:" + hex + "\", \"size\": 7}";
        const QByteArray all = QByteArrayList(std::max(pages[i], 0), one).join(',');
        const bool hasNext = isEndless || i + 1 < pages.size();
        const QByteArray link = "<http://inside/v2/team/app/referrers/x?page=" + QByteArray::number(i) + ">; rel=next";
        scripts.push_back(Script::answer(pages[i] < 0 ? -pages[i] : 200, "application/vnd.oci.image.index.v1+json",
                                         "{\"schemaVersion\": 2, \"manifests\": [" + all + "]}",
                                         hasNext ? Headers{{"Link", link}} : Headers{}));
    }
    server.setScripts(scripts);
    const auto client = clientOf(server);
    Call<Referrers> call;
    client->referrers(u"team/app"_s, digest(), &call, call.done());
    QTEST(call.outcome(), "outcome");
    QCOMPARE(server.requests().size(), pages.size());
    for (qsizetype i = 1; i < pages.size(); ++i)
        QCOMPARE(server.requests()[i].target, "/v2/team/app/referrers/x?page=" + QByteArray::number(i - 1));
    if (!*call.last)
        return;
    QTEST(int(call.value().manifests.size()), "count");
    QTEST(call.value().isComplete, "isComplete");
}

void TestRegistryClient::refusesNames_data()
{
    QTest::addColumn<QString>("repository");
    QTest::newRow("nothing") << QString();
    QTest::newRow("up") << u"../admin"_s;
    QTest::newRow("capitals") << u"Team/app"_s;
    QTest::newRow("query") << u"a?x=1"_s;
    QTest::newRow("tag") << u"a:1"_s;
    QTest::newRow("slash") << u"/a"_s;
    QTest::newRow("escaped") << u"a%2f..%2fb"_s;
    QTest::newRow("line break") << u"a\r\nX: y"_s;
}

void TestRegistryClient::refusesNames()
{
    QFETCH(const QString, repository);
    FaultServer server;
    const auto client = clientOf(server);
    Call<TagList> tags;
    client->tags(repository, 10, &tags, tags.done());
    QCOMPARE(tags.calls, 0);
    QCOMPARE(tags.outcome(), u"Invalid BadReference"_s);
    Call<Manifest> manifest;
    client->manifest({.path = repository, .tag = u"1"_s}, &manifest, manifest.done());
    QCOMPARE(manifest.outcome(), u"Invalid BadReference"_s);
    Call<BlobHead> blob;
    client->blobHead(repository, digest(), &blob, blob.done());
    QCOMPARE(blob.outcome(), u"Invalid BadReference"_s);
    QCOMPARE(server.connections(), 0);
}

void TestRegistryClient::failures_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("outcome");
    const QByteArray unknown = R"({"errors": [{"code": "MANIFEST_UNKNOWN", "message": "manifest unknown"}]})";
    QTest::newRow("unknown") << 404 << unknown << u"NotFound MANIFEST_UNKNOWN"_s;
    QTest::newRow("status decides") << 500 << unknown << u"Server MANIFEST_UNKNOWN"_s;
    QTest::newRow("slow down") << 429 << QByteArray(R"({"errors": [{"code": "TOOMANYREQUESTS"}]})")
                               << u"TooManyRequests TOOMANYREQUESTS"_s;
    QTest::newRow("no JSON") << 503 << QByteArray("<html>") << u"Server"_s;
    QTest::newRow("not asked who") << 401 << QByteArray() << u"Unauthorized"_s;
}

void TestRegistryClient::failures()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    FaultServer server;
    server.setScripts({Script::answer(status, Json, body)});
    const auto client = clientOf(server, user);
    Call<Manifest> call;
    client->manifest(reference(u"a:1"_s), &call, call.done());
    QTEST(call.outcome(), "outcome");
    QCOMPARE(server.requests().size(), 1);
}

void TestRegistryClient::redirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location"); // "thief": that server
    QTest::addColumn<QString>("said");
    QTest::newRow("301") << 301 << QByteArray("thief") << u"127.0.0.1"_s;
    QTest::newRow("302") << 302 << QByteArray("thief") << u"127.0.0.1"_s;
    QTest::newRow("307") << 307 << QByteArray("thief") << u"127.0.0.1"_s;
    QTest::newRow("308, signed") << 308 << QByteArray("https://storage.example/a?signature=s3cr3t")
                                 << u"storage.example"_s;
    QTest::newRow("to itself") << 307 << QByteArray("/v2/other/manifests/1") << u"another place"_s;
    QTest::newRow("nowhere") << 307 << QByteArray() << u"another place"_s;
}

//! Of manifests, which are small and at home at their registry; the login would travel along.
void TestRegistryClient::redirects()
{
    QFETCH(const int, status);
    QFETCH(QByteArray, location);
    QFETCH(const QString, said);
    FaultServer thief;
    FaultServer server;
    if (location == "thief")
        location = thief.url().toEncoded() + "/v2/a/manifests/1";
    server.setHandler([status, location](const SeenRequest &seen) {
        if (seen.value("Authorization") != Authorization)
            return Script::answer(401, Json, "", {{"WWW-Authenticate", BasicChallenge}});
        return Script::answer(status, "text/html", "<html>", {{"Location", location}});
    });
    const auto client = clientOf(server, user);
    Call<Manifest> call;
    client->manifest(reference(u"a:1"_s), &call, call.done());
    QCOMPARE(call.outcome(), u"Malformed Redirect"_s);
    QCOMPARE(call.last->error().message, u"sends to %1 instead of answering, which is not followed"_s.arg(said));
    Call<ManifestHead> head;
    client->manifestHead(reference(u"a:1"_s), &head, head.done());
    QCOMPARE(head.outcome(), u"Malformed Redirect"_s);
    QCOMPARE(thief.connections(), 0);
}

void TestRegistryClient::smallBlobs_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location"); // "storage": that server
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("outcome");
    const QByteArray blob = "{\"created\": \"2026-01-01T00:00:00Z\"}";
    QTest::newRow("from the registry") << 200 << QByteArray() << blob << u"ok"_s;
    QTest::newRow("another than was asked for")
        << 200 << QByteArray() << QByteArray("{}") << u"Malformed DigestMismatch"_s;
    QTest::newRow("from a storage") << 307 << QByteArray("storage") << blob << u"ok"_s;
    QTest::newRow("from a storage, 302") << 302 << QByteArray("storage") << blob << u"ok"_s;
    QTest::newRow("another in the storage")
        << 307 << QByteArray("storage") << QByteArray("{}") << u"Malformed DigestMismatch"_s;
    QTest::newRow("round and round") << 307 << QByteArray("round") << blob << u"Malformed Redirect"_s;
    QTest::newRow("to a file") << 307 << QByteArray("file:///etc/passwd") << blob << u"Malformed Redirect"_s;
    QTest::newRow("nowhere") << 307 << QByteArray() << blob << u"Malformed Redirect"_s;
    QTest::newRow("not there") << 404 << QByteArray() << blob << u"NotFound"_s;
}

//! A storage gets what its address says, and never the login.
void TestRegistryClient::smallBlobs()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, location);
    QFETCH(const QByteArray, body);
    FaultServer storage;
    FaultServer server;
    const QByteArray signedPath = "/store/blob?X-Signature=a%2Fb%3D%2B&X-Date=1";
    QList<SeenRequest> atStorage;
    storage.setHandler([&](const SeenRequest &seen) {
        atStorage << seen;
        if (location == "round")
            return Script::answer(307, "text/html", "", {{"Location", "http://storage.example/"}});
        return Script::answer(200, "application/octet-stream", body);
    });
    const QByteArray to =
        location == "storage" || location == "round" ? storage.url().toEncoded() + signedPath : location;
    server.setHandler([&, to](const SeenRequest &seen) {
        if (seen.value("Authorization") != Authorization)
            return Script::answer(401, Json, "", {{"WWW-Authenticate", BasicChallenge}});
        return Script::answer(status, "application/octet-stream", status == 200 ? body : QByteArray(),
                              {{"Location", to}});
    });
    const auto client = clientOf(server, user);
    Call<QByteArray> call;
    client->smallBlob(u"team/a"_s, Digest::of("{\"created\": \"2026-01-01T00:00:00Z\"}"), &call, call.done());
    QTEST(call.outcome(), "outcome");
    QCOMPARE(call.calls, 1);
    for (const SeenRequest &seen : std::as_const(atStorage)) {
        QCOMPARE(seen.target, signedPath);
        QVERIFY(seen.value("Authorization").isEmpty());
    }
    QCOMPARE(atStorage.size(), location == "storage" || location == "round" ? 1 : 0);
}

void TestRegistryClient::cancels()
{
    FaultServer server;
    Script silence;
    silence.hang();
    server.setScripts({silence});
    const auto client = clientOf(server);
    Call<TagList> call;
    RequestHandle handle = client->tags(u"a"_s, 1, &call, call.done());
    QTRY_COMPARE(server.requests().size(), 1);
    handle.cancel();
    QCOMPARE(call.outcome(), u"Cancelled"_s);
    handle.cancel();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(call.calls, 1);
}

void TestRegistryClient::goesFirst()
{
    FaultServer server;
    Script silence;
    silence.hang();
    server.setScripts({silence});
    auto client = clientOf(server);
    Call<TagList> call;
    RequestHandle handle = client->tags(u"a"_s, 1, &call, call.done());
    auto gone = std::make_unique<Call<TagList>>();
    client->tags(u"b"_s, 1, gone.get(), gone->done());
    QTRY_COMPARE(server.requests().size(), 2);
    gone.reset();
    client.reset();
    QCOMPARE(call.calls, 0);
    QCOMPARE(call.outcome(), u"Cancelled"_s);
    handle.cancel();
    QCOMPARE(call.calls, 1);
}

void TestRegistryClient::goesInCallback()
{
    FaultServer server;
    server.setScripts({Script::answer(200, Json, R"({"tags": ["a"]})")});
    auto client = clientOf(server);
    Call<TagList> call;
    int calls = 0;
    client->tags(u"a"_s, 10, &call, [&](const Result<TagList> &list) {
        ++calls;
        client.reset();
        call.last = list;
    });
    QCOMPARE(call.outcome(), u"ok"_s);
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestRegistryClient)
#include "tst_registryclient.moc"
