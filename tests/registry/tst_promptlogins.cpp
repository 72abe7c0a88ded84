// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/chainedlogins.h"
#include "backends/registry/promptlogins.h"
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
const auto host = u"registry.example:5000"_s;
const Login wrong{u"ann"_s, u"wrong"_s, false};
const Login right{u"ann"_s, u"right"_s, false};
const Login token{{}, u"refresh"_s, true};

QString told(const LoginSource::Answer &answer)
{
    if (!answer)
        return toString(answer.error().kind) + u' ' + answer.error().reason;
    return *answer ? (*answer)->secret : u"nobody"_s;
}

//! A user who answers when told to.
struct User
{
    QList<LoginQuestion> questions;
    QList<LoginPrompts::Reply> replies;

    LoginPrompts::Ask ask()
    {
        return [this](const LoginQuestion &question, const LoginPrompts::Reply &reply) {
            questions << question;
            replies << reply;
        };
    }
    //! To every question in turn; what comes after the last of them is declined.
    LoginPrompts::Ask answers(const QList<Login> &logins)
    {
        return [this, logins](const LoginQuestion &question, const LoginPrompts::Reply &reply) {
            questions << question;
            const qsizetype at = questions.size() - 1;
            reply(at < logins.size() ? std::optional(logins[at]) : std::nullopt);
        };
    }
    QString whys() const
    {
        QString text;
        for (const LoginQuestion &question : questions)
            text += question.why == LoginQuestion::Why::Refused ? u'r' : u'n';
        return text;
    }
};

QString tagsOutcome(RegistryClient &client)
{
    QObject context;
    std::optional<Result<TagList>> result;
    client.tags(u"team/app"_s, 1, &context, [&result](const Result<TagList> &answer) { result = answer; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
        return u"no answer"_s;
    return *result ? u"ok"_s : (toString(result->error().kind) + u' ' + result->error().reason).trimmed();
}

//! A registry that lets in whoever has the password "right", by Basic authentication or through its token server.
void guard(FaultServer &server, bool hasTokens, int *tokens = nullptr)
{
    const QByteArray basic = right.basicAuthorization();
    server.setHandler([&server, hasTokens, basic, tokens](const SeenRequest &seen) {
        const bool isKnown = seen.value("Authorization") == basic;
        if (seen.path() == "/token") {
            if (tokens)
                ++*tokens;
            return isKnown ? Script::answer(200, Json, R"({"token": "t"})")
                           : Script::answer(401, Json, R"({"details": "incorrect username or password"})");
        }
        if (hasTokens ? seen.value("Authorization") == "Bearer t" : isKnown)
            return Script::answer(200, Json, R"({"tags": []})");
        const QByteArray challenge =
            hasTokens ? "Bearer realm=\"" + server.url().toEncoded() + "/token\"" : QByteArray("Basic realm=\"x\"");
        return Script::answer(401, Json, R"({"errors": [{"code": "UNAUTHORIZED"}]})",
                              {{"WWW-Authenticate", challenge}});
    });
}

} // namespace

class TestPromptLogins : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void asksOnceForAll();
    void hostsAreApart();
    void usersAreApart_data();
    void usersAreApart();
    void keepsTheNameThatWasTyped();
    void overWhenNobodyWaits_data();
    void overWhenNobodyWaits();
    void declined_data();
    void declined();
    void dialogThatGoes();
    void repliesCountOnce();
    void promptsGoFirst();
    void forgetsWhatWasRefused();
    void forgetsAll();
    void chains_data();
    void chains();
    void chainMovesOn();
    void theSameInTwoPlaces();
    void wrongPassword_data();
    void wrongPassword();
    void twoConnectionsOneQuestion();
    void passwordChanges();
};

void TestPromptLogins::asksOnceForAll()
{
    User user;
    LoginPrompts prompts(user.ask());
    PromptLogins first(prompts, host, u"ann"_s);
    PromptLogins second(prompts, host, u"ann"_s);
    QStringList answers;
    auto gone = std::make_unique<QObject>();
    for (LoginSource *logins : {static_cast<LoginSource *>(&first), static_cast<LoginSource *>(&second)})
        logins->get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    first.get(gone.get(), [&answers](const LoginSource::Answer &) { answers << u"never"_s; });
    gone.reset();
    QCOMPARE(user.questions.size(), 1);
    QCOMPARE(user.questions[0].host, host);
    QCOMPARE(user.questions[0].usernameHint, u"ann"_s);
    QVERIFY(user.questions[0].why == LoginQuestion::Why::NobodyKnown);
    QVERIFY(answers.isEmpty());
    user.replies[0](right);
    QTRY_COMPARE(answers, (QStringList{u"right"_s, u"right"_s}));
    second.get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QCOMPARE(answers.size(), 3);
    QCOMPARE(user.questions.size(), 1);
}

void TestPromptLogins::hostsAreApart()
{
    User user;
    LoginPrompts prompts(user.ask());
    QStringList answers;
    for (const QString &one : {host, u"other.example"_s})
        prompts.get(one, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QCOMPARE(user.questions.size(), 2);
    user.replies[1](right);
    QTRY_COMPARE(answers, QStringList{u"right"_s});
    user.replies[0](wrong);
    QTRY_COMPARE(answers.size(), 2);
    QCOMPARE(answers[1], u"wrong"_s);
}

void TestPromptLogins::usersAreApart_data()
{
    QTest::addColumn<QString>("first"); // of the settings
    QTest::addColumn<QString>("typed"); // to its question
    QTest::addColumn<QString>("second");
    QTest::addColumn<int>("questions");
    QTest::newRow("two users") << u"ann"_s << u"ann"_s << u"bob"_s << 2;
    QTest::newRow("the same twice") << u"ann"_s << u"ann"_s << u"ann"_s << 1;
    QTest::newRow("the host's own, of another") << QString() << u"ann"_s << u"bob"_s << 2;
    QTest::newRow("the host's own, of the same") << QString() << u"bob"_s << u"bob"_s << 1;
    QTest::newRow("the host's own behind a user") << u"ann"_s << u"ann"_s << QString() << 2;
    QTest::newRow("another name than the settings'") << u"ann"_s << u"bob"_s << u"bob"_s << 2;
}

//! Two registries of the settings on one host, with a user each.
void TestPromptLogins::usersAreApart()
{
    QFETCH(const QString, first);
    QFETCH(const QString, typed);
    QFETCH(const QString, second);
    QFETCH(const int, questions);
    const Login one{typed, u"one"_s, false};
    const Login two{second, u"two"_s, false};
    User user;
    LoginPrompts prompts(user.answers({one, two}));
    PromptLogins logins(prompts, host, first);
    PromptLogins others(prompts, host, second);
    QStringList answers;
    for (LoginSource *each : {static_cast<LoginSource *>(&logins), static_cast<LoginSource *>(&others)}) {
        const qsizetype before = answers.size();
        each->get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
        QTRY_COMPARE(answers.size(), before + 1);
    }
    QCOMPARE(user.questions.size(), questions);
    QCOMPARE(user.questions[0].usernameHint, first);
    QCOMPARE(user.questions.last().key(), LoginKey(host, questions == 1 ? first : second));
    QCOMPARE(answers, (QStringList{u"one"_s, questions == 1 ? u"one"_s : u"two"_s}));
    QVERIFY(others.invalidate(questions == 1 ? one : two));
    others.get(this, [](const LoginSource::Answer &) {});
    QCOMPARE(user.questions.size(), questions + 1);
    QVERIFY(user.questions.last().why == LoginQuestion::Why::Refused);
    QCOMPARE(user.questions.last().usernameHint, second);
    logins.get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    if (questions == 2)
        QCOMPARE(answers.value(2), u"one"_s); // which nobody refused
}

void TestPromptLogins::keepsTheNameThatWasTyped()
{
    User user;
    LoginPrompts prompts(user.answers({wrong}));
    QStringList answers;
    const auto get = [&](const LoginWish &wish) {
        const qsizetype before = answers.size();
        prompts.get(host, wish, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
        QTRY_COMPARE(answers.size(), before + 1);
    };
    const LoginWish refused{
        .passed = {{.name = u"the keychain"_s, .why = LoginPassed::Why::Refused, .words = {}, .username = u"eve"_s}}};
    get(refused);
    QCOMPARE(user.questions.last().usernameHint, u"eve"_s);
    QVERIFY(prompts.invalidate(host, wrong));
    for (int i = 0; i < 2; ++i) { // he declines, and is asked again
        get(refused);
        QCOMPARE(user.questions.last().usernameHint, wrong.username);
    }
    QCOMPARE(user.whys(), u"rrr"_s);
    prompts.forgetAll();
    get({});
    QCOMPARE(user.questions.last().usernameHint, QString());
}

void TestPromptLogins::overWhenNobodyWaits_data()
{
    QTest::addColumn<int>("waiting");
    QTest::addColumn<int>("gone");
    QTest::addColumn<bool>("isAnswered"); // just before
    QTest::addColumn<int>("over");
    QTest::newRow("the only one goes") << 1 << 1 << false << 1;
    QTest::newRow("one of two goes") << 2 << 1 << false << 0;
    QTest::newRow("both go") << 2 << 2 << false << 1;
    QTest::newRow("as it is answered") << 1 << 1 << true << 1;
}

//! Whoever waited was cancelled: his question goes, and what is answered to it then counts for nobody.
void TestPromptLogins::overWhenNobodyWaits()
{
    QFETCH(const int, waiting);
    QFETCH(const int, gone);
    QFETCH(const bool, isAnswered);
    User user;
    LoginPrompts prompts(user.ask());
    const LoginKey key{host, u"ann"_s};
    std::vector<LoginKey> over;
    connect(&prompts, &LoginPrompts::over, this, [&over](const LoginKey &each) { over.push_back(each); });
    std::vector<std::unique_ptr<QObject>> contexts;
    QStringList answers;
    for (int i = 0; i < waiting; ++i) {
        contexts.push_back(std::make_unique<QObject>());
        prompts.get(key, {}, contexts.back().get(),
                    [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    }
    if (isAnswered)
        user.replies[0](wrong);
    for (int i = 0; i < gone; ++i)
        contexts.pop_back();
    QTEST(int(over.size()), "over");
    QVERIFY(over.empty() || over[0] == key);
    QCOMPARE(user.questions.size(), 1);
    if (over.empty()) {
        user.replies[0](right);
        QTRY_COMPARE(answers, QStringList{u"right"_s});
        contexts.clear();
        QVERIFY(over.empty());
        return;
    }
    user.replies[0](wrong);
    prompts.get(key, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QCOMPARE(user.questions.size(), 2);
    QVERIFY(user.questions[1].why == LoginQuestion::Why::NobodyKnown);
    QCoreApplication::processEvents();
    QVERIFY(answers.isEmpty());
    user.replies[1](right);
    QTRY_COMPARE(answers, QStringList{u"right"_s});
}

void TestPromptLogins::declined_data()
{
    QTest::addColumn<bool>("isDropped");
    QTest::newRow("said no") << false;
    QTest::newRow("said nothing") << true;
}

void TestPromptLogins::declined()
{
    QFETCH(const bool, isDropped);
    User user;
    LoginPrompts prompts(user.ask());
    QStringList answers;
    prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    if (!isDropped)
        user.replies[0](std::nullopt);
    user.replies.clear();
    QTRY_COMPARE(answers, QStringList{u"Cancelled LoginDeclined"_s});
    prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QCOMPARE(user.questions.size(), 2);
    user.replies[0](token);
    QTRY_COMPARE(answers.size(), 2);
}

//! Nobody keeps the reply at all.
void TestPromptLogins::dialogThatGoes()
{
    LoginPrompts prompts([](const LoginQuestion &, const LoginPrompts::Reply &) {});
    QStringList answers;
    prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QVERIFY(answers.isEmpty());
    QTRY_COMPARE(answers, QStringList{u"Cancelled LoginDeclined"_s});
}

void TestPromptLogins::repliesCountOnce()
{
    User user;
    LoginPrompts prompts(user.ask());
    QStringList answers;
    prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    const auto reply = user.replies[0];
    reply(right);
    reply(wrong);
    reply(std::nullopt);
    QTRY_COMPARE(answers, QStringList{u"right"_s});
    prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QCOMPARE(answers.last(), u"right"_s);
}

void TestPromptLogins::promptsGoFirst()
{
    User user;
    bool isCalled = false;
    auto prompts = std::make_unique<LoginPrompts>(user.ask());
    prompts->get(host, {}, this, [&isCalled](const LoginSource::Answer &) { isCalled = true; });
    prompts.reset();
    user.replies[0](right);
    QCoreApplication::processEvents();
    QVERIFY(!isCalled);
}

void TestPromptLogins::forgetsWhatWasRefused()
{
    User user;
    LoginPrompts prompts(user.answers({wrong, right}));
    QStringList answers;
    const auto get = [&] {
        const qsizetype before = answers.size();
        prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
        QTRY_VERIFY(answers.size() > before);
    };
    get();
    QVERIFY(prompts.invalidate(host, wrong));
    get();
    QVERIFY(prompts.invalidate(host, wrong)); // a newer one is there, and stays
    get();
    QCOMPARE(answers, (QStringList{u"wrong"_s, u"right"_s, u"right"_s}));
    QCOMPARE(user.whys(), u"nr"_s);
}

void TestPromptLogins::forgetsAll()
{
    User user;
    LoginPrompts prompts(user.answers({right, token}));
    QStringList answers;
    prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QTRY_COMPARE(answers.size(), 1);
    prompts.forgetAll();
    prompts.get(host, {}, this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QTRY_COMPARE(answers, (QStringList{u"right"_s, u"refresh"_s}));
    QCOMPARE(user.whys(), u"nn"_s);
}

namespace {

class FailingLogins : public LoginSource
{
public:
    void get(const QObject *, Done done) override
    {
        done(tl::make_unexpected(ApiError{.kind = ApiError::Kind::Timeout, .reason = u"late"_s}));
    }
};

std::unique_ptr<LoginSource> source(char what)
{
    if (what == 'e')
        return std::make_unique<FailingLogins>();
    if (what == '-')
        return std::make_unique<StaticLogin>(std::nullopt);
    return std::make_unique<StaticLogin>(Login{{}, QString(QLatin1Char(what)), false});
}

} // namespace

void TestPromptLogins::chains_data()
{
    QTest::addColumn<QByteArray>("sources");
    QTest::addColumn<QString>("answer");
    QTest::newRow("none") << QByteArray("") << u"nobody"_s;
    QTest::newRow("one") << QByteArray("a") << u"a"_s;
    QTest::newRow("the first counts") << QByteArray("ab") << u"a"_s;
    QTest::newRow("who knows nobody is passed over") << QByteArray("--b") << u"b"_s;
    QTest::newRow("nobody") << QByteArray("--") << u"nobody"_s;
    QTest::newRow("who fails is passed over") << QByteArray("-eb") << u"b"_s;
    QTest::newRow("a failure where nobody knows") << QByteArray("-e-") << u"Timeout late"_s;
}

void TestPromptLogins::chains()
{
    QFETCH(const QByteArray, sources);
    std::vector<std::unique_ptr<LoginSource>> all;
    for (const char what : sources)
        all.push_back(source(what));
    ChainedLogins chain(std::move(all));
    QString answer;
    chain.get(this, [&answer](const LoginSource::Answer &known) { answer = told(known); });
    QTEST(answer, "answer");
}

//! A stored login that is refused gives way to the user.
void TestPromptLogins::chainMovesOn()
{
    User user;
    LoginPrompts prompts(user.answers({wrong, right}));
    std::vector<std::unique_ptr<LoginSource>> sources;
    sources.push_back(std::make_unique<StaticLogin>(Login{{}, u"stored"_s, false}));
    sources.push_back(std::make_unique<PromptLogins>(prompts, host, QString()));
    ChainedLogins chain(std::move(sources));
    QList<Login> answers;
    const auto get = [&] {
        const qsizetype before = answers.size();
        chain.get(this, [&answers](const LoginSource::Answer &answer) { answers << **answer; });
        QTRY_VERIFY(answers.size() > before);
    };
    get();
    QCOMPARE(user.questions.size(), 0);
    QVERIFY(chain.invalidate(answers.last()));
    get();
    QVERIFY(chain.invalidate(answers.last()));
    get();
    QCOMPARE(answers[0].secret, u"stored"_s);
    QCOMPARE(answers[1].secret, u"wrong"_s);
    QCOMPARE(answers[2].secret, u"right"_s);
    std::vector<std::unique_ptr<LoginSource>> alone;
    alone.push_back(source('a'));
    ChainedLogins fixed(std::move(alone));
    fixed.get(this, [](const LoginSource::Answer &) {});
    QVERIFY(!fixed.invalidate({{}, u"a"_s, false}));
    QVERIFY(!fixed.insist());
}

//! What is stored, typed once more: refused, it is forgotten in both places.
void TestPromptLogins::theSameInTwoPlaces()
{
    User user;
    LoginPrompts prompts(user.answers({wrong, right}));
    std::vector<std::unique_ptr<LoginSource>> sources;
    sources.push_back(std::make_unique<StaticLogin>(wrong));
    sources.push_back(std::make_unique<PromptLogins>(prompts, host, QString()));
    ChainedLogins chain(std::move(sources));
    QStringList secrets;
    for (const qsizetype asked : {1, 2, 3}) {
        chain.get(this, [&secrets](const LoginSource::Answer &answer) { secrets << (*answer)->secret; });
        QTRY_COMPARE(secrets.size(), asked);
        if (asked < 3)
            QVERIFY(chain.invalidate({wrong.username, secrets.last(), false}));
    }
    QCOMPARE(secrets, (QStringList{wrong.secret, wrong.secret, right.secret}));
}

void TestPromptLogins::wrongPassword_data()
{
    QTest::addColumn<bool>("hasTokens");
    QTest::addColumn<QList<Login>>("typed");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("whys");
    QTest::addColumn<QString>("next"); // outcome of the call after that
    const auto denied = u"Unauthorized UNAUTHORIZED"_s;
    const auto tokenDenied = u"Unauthorized"_s;
    const auto declined = u"Cancelled LoginDeclined"_s;
    using List = QList<Login>;
    for (const bool hasTokens : {false, true}) {
        const char *way = hasTokens ? "tokens" : "basic";
        const QString refused = hasTokens ? tokenDenied : denied;
        QTest::addRow("%s, right", way) << hasTokens << List{right} << u"ok"_s << u"n"_s << u"ok"_s;
        QTest::addRow("%s, wrong, right", way) << hasTokens << List{wrong, right} << u"ok"_s << u"nr"_s << u"ok"_s;
        QTest::addRow("%s, wrong twice", way)
            << hasTokens << List{wrong, wrong, right} << refused << u"nr"_s << u"ok"_s;
        QTest::addRow("%s, declined", way) << hasTokens << List{} << declined << u"n"_s << declined;
        QTest::addRow("%s, wrong, declined", way) << hasTokens << List{wrong} << refused << u"nr"_s << declined;
    }
}

void TestPromptLogins::wrongPassword()
{
    QFETCH(const bool, hasTokens);
    QFETCH(const QList<Login>, typed);
    FaultServer server;
    guard(server, hasTokens);
    User user;
    LoginPrompts prompts(user.answers(typed));
    RegistryClient client({.server = server.url()}, std::make_unique<PromptLogins>(prompts, host, QString()), "test");
    QTEST(tagsOutcome(client), "outcome");
    QTEST(user.whys(), "whys");
    QTEST(tagsOutcome(client), "next");
}

void TestPromptLogins::twoConnectionsOneQuestion()
{
    FaultServer server;
    guard(server, false);
    User user;
    LoginPrompts prompts(user.ask());
    const auto make = [&] {
        return std::make_unique<RegistryClient>(transport::Endpoint{.server = server.url()},
                                                std::make_unique<PromptLogins>(prompts, host, QString()), "test");
    };
    const auto first = make();
    const auto second = make();
    QStringList outcomes;
    for (RegistryClient *client : {first.get(), second.get()}) {
        for (int i = 0; i < 3; ++i)
            client->tags(u"team/app"_s, 1, this, [&outcomes](const Result<TagList> &answer) {
                outcomes << (answer ? u"ok"_s : toString(answer.error().kind));
            });
    }
    QTRY_VERIFY(server.requests().size() == 6 && user.questions.size() == 1);
    user.replies[0](wrong);
    QTRY_VERIFY(user.questions.size() == 2);
    user.replies[1](right);
    QTRY_COMPARE(outcomes.count(u"ok"_s), 6);
    QCOMPARE(user.whys(), u"nr"_s);
}

//! The password that was right is right no more, in the middle of a session.
void TestPromptLogins::passwordChanges()
{
    FaultServer server;
    guard(server, false);
    User user;
    LoginPrompts prompts(user.answers({right, wrong}));
    RegistryClient client({.server = server.url()}, std::make_unique<PromptLogins>(prompts, host, QString()), "test");
    QCOMPARE(tagsOutcome(client), u"ok"_s);
    const QByteArray changed = wrong.basicAuthorization();
    server.setHandler([changed](const SeenRequest &seen) {
        return seen.value("Authorization") == changed
                   ? Script::answer(200, Json, R"({"tags": []})")
                   : Script::answer(401, Json, "", {{"WWW-Authenticate", "Basic realm=\"x\""}});
    });
    QCOMPARE(tagsOutcome(client), u"ok"_s);
    QCOMPARE(user.whys(), u"nr"_s);
}

QTEST_GUILESS_MAIN(TestPromptLogins)
#include "tst_promptlogins.moc"
