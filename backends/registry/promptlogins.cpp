// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "promptlogins.h"

#include "keychainlogins.h"
#include "loginwords.h"

#include <string.h>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

ApiError declined(const QString &host, bool isAfterRefusal)
{
    const QString none =
        isAfterRefusal ? u"%1 did not accept the last login, and no other was given"_s : u"no login was given for %1"_s;
    return {.kind = ApiError::Kind::Cancelled, .reason = u"LoginDeclined"_s, .message = none.arg(host)};
}

//! A secret in memory of its own, which nobody shares, so that it can be overwritten.
class KeptLogin
{
public:
    explicit KeptLogin(const Login &login)
        : m_username(login.username)
        , m_secret(login.secret.toUtf8())
        , m_isIdentityToken(login.isIdentityToken)
    {
    }
    ~KeptLogin() { explicit_bzero(m_secret.data(), std::size_t(m_secret.size())); }
    Q_DISABLE_COPY_MOVE(KeptLogin)

    Login login() const { return {m_username, QString::fromUtf8(m_secret), m_isIdentityToken, u"what was typed in"_s}; }

private:
    QString m_username;
    QByteArray m_secret;
    bool m_isIdentityToken;
};

//! Says no when nobody has said anything.
class Ticket
{
public:
    explicit Ticket(LoginPrompts::Reply reply)
        : m_reply(std::move(reply))
    {
    }
    ~Ticket() { say({}); }
    Q_DISABLE_COPY_MOVE(Ticket)

    void say(const LoginReply &said)
    {
        if (const auto reply = std::exchange(m_reply, {}))
            reply(said);
    }

private:
    LoginPrompts::Reply m_reply;
};

} // namespace

struct LoginPrompts::Entry
{
    struct Waiter
    {
        QPointer<const QObject> context;
        LoginSource::Done done;
    };

    std::unique_ptr<KeptLogin> kept;
    bool isToKeep = false; //!< in the keychain, once it was accepted
    bool hasBeenRefused = false;
    QString typedUsername; //!< the last one
    int asked = 0;         //!< number of the question that stands; an answer to another counts no more
    std::vector<Waiter> waiting;

    void forget()
    {
        kept.reset();
        isToKeep = false;
    }
};

LoginPrompts::LoginPrompts(Ask ask, QObject *parent)
    : QObject(parent)
    , m_ask(std::move(ask))
{
}

LoginPrompts::~LoginPrompts() = default;

LoginPrompts::Entry &LoginPrompts::entry(const LoginKey &key)
{
    std::unique_ptr<Entry> &entry = m_entries[key];
    if (!entry)
        entry = std::make_unique<Entry>();
    return *entry;
}

//! Of \p key, or of its host; null: none has that login.
LoginPrompts::Entry *LoginPrompts::entryWith(const LoginKey &key, const Login &login) const
{
    for (const LoginKey &each : {key, key.bare()}) {
        const auto found = m_entries.find(each);
        if (found != m_entries.end() && found->second->kept && found->second->kept->login() == login)
            return found->second.get();
    }
    return nullptr;
}

//! One of the host is for whoever it names.
std::optional<Login> LoginPrompts::known(const LoginKey &key) const
{
    for (const LoginKey &each : {key, key.bare()}) {
        const auto found = m_entries.find(each);
        if (found == m_entries.end() || !found->second->kept)
            continue;
        const Login login = found->second->kept->login();
        if (each == key || login.username == key.username)
            return login;
    }
    return std::nullopt;
}

void LoginPrompts::get(const LoginKey &key, const LoginWish &wish, const QObject *context, LoginSource::Done done)
{
    if (const std::optional<Login> login = known(key))
        return done(login);
    std::vector<Entry::Waiter> &waiting = entry(key).waiting;
    waiting.push_back({context, std::move(done)});
    connect(context, &QObject::destroyed, this, [this, key] { drop(key); });
    if (waiting.size() == 1)
        ask(key, wish);
}

void LoginPrompts::ask(const LoginKey &key, const LoginWish &wish)
{
    const int number = ++entry(key).asked;
    // Queued: what is asked at once may be answered at once, or be dropped with this object.
    const auto ticket = std::make_shared<Ticket>([self = QPointer(this), key, number](const LoginReply &reply) {
        if (self)
            QMetaObject::invokeMethod(
                self, [self, key, number, reply] { self->replied(key, number, reply); }, Qt::QueuedConnection);
    });
    m_ask(question(key, wish), [ticket](const LoginReply &reply) { ticket->say(reply); });
}

//! Those who are gone wait no more.
void LoginPrompts::drop(const LoginKey &key)
{
    Entry &entry = this->entry(key);
    const auto isGone = [](const Entry::Waiter &waiter) { return !waiter.context; };
    if (std::erase_if(entry.waiting, isGone) == 0 || !entry.waiting.empty())
        return;
    ++entry.asked;
    emit over(key);
}

LoginQuestion LoginPrompts::question(const LoginKey &key, const LoginWish &wish) const
{
    using Keeping = LoginQuestion::Keeping;
    using Why = LoginQuestion::Why;
    const Entry &entry = *m_entries.at(key);
    LoginQuestion question{.host = key.host,
                           .username = key.username,
                           .usernameHint = entry.typedUsername.isEmpty() ? key.username : entry.typedUsername,
                           .passed = {},
                           .keepingProblem = {}};
    if (entry.hasBeenRefused)
        question.why = Why::Refused;
    for (const LoginPassed &passed : wish.passed) {
        const bool isRefused = passed.why == LoginPassed::Why::Refused;
        const bool isFailed = passed.why == LoginPassed::Why::Failed;
        if (isRefused)
            question.why = Why::Refused;
        if (isRefused && question.usernameHint.isEmpty())
            question.usernameHint = passed.username;
        if (passed.name != keychainName()) {
            question.passed += passedWords(passed);
            continue;
        }
        const bool isMissing = passed.why == LoginPassed::Why::Missing;
        question.keeping = isMissing ? Keeping::Missing : isFailed ? Keeping::Impossible : Keeping::Possible;
        question.keepingProblem = passed.words;
        question.isInKeychain = isRefused;
    }
    return question;
}

//! A done may call get() again or destroy this object.
void LoginPrompts::replied(const LoginKey &key, int number, const LoginReply &reply)
{
    Entry &entry = this->entry(key);
    if (number != entry.asked)
        return;
    const bool isAfterRefusal = std::exchange(entry.hasBeenRefused, false);
    entry.isToKeep = reply.isToKeep;
    if (reply.login) {
        entry.kept = std::make_unique<KeptLogin>(*reply.login);
        entry.typedUsername = reply.login->username;
    }
    const LoginSource::Answer answer = reply.login ? LoginSource::Answer(entry.kept->login())
                                                   : tl::make_unexpected(declined(key.host, isAfterRefusal));
    for (const Entry::Waiter &waiter : std::exchange(entry.waiting, {})) {
        if (waiter.context)
            waiter.done(answer);
    }
}

bool LoginPrompts::invalidate(const LoginKey &key, const Login &refused)
{
    if (Entry *const known = entryWith(key, refused)) {
        known->forget();
        known->hasBeenRefused = true;
        Entry &own = entry(key); // that asks
        own.hasBeenRefused = true;
        own.typedUsername = known->typedUsername;
    }
    return true;
}

void LoginPrompts::accept(const LoginKey &key, const Login &accepted)
{
    Entry *const own = &entry(key);
    if (entryWith(key, accepted) != own || !std::exchange(own->isToKeep, false))
        return;
    auto *keychain = new KeychainLogins(key, this);
    keychain->write(accepted, this, [this, keychain, key](const Result<void> &written) {
        keychain->deleteLater();
        emit keychainChanged(key.host, true, written ? QString() : keychainWords(key, written.error().message));
    });
}

void LoginPrompts::forgetKept(const LoginKey &key)
{
    auto *keychain = new KeychainLogins(key, this);
    keychain->remove(this, [this, keychain, key](const Result<void> &removed) {
        keychain->deleteLater();
        emit keychainChanged(key.host, false, removed ? QString() : keychainWords(key, removed.error().message));
    });
}

void LoginPrompts::forgetAll()
{
    for (const auto &[key, entry] : m_entries) {
        entry->forget();
        entry->hasBeenRefused = false;
        entry->typedUsername.clear();
    }
}

} // namespace fairlead::registry
