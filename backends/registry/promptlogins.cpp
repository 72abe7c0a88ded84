// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "promptlogins.h"

#include "keychainlogins.h"
#include "loginwords.h"

#include <string.h>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

ApiError declined(const QString &host)
{
    return {.kind = ApiError::Kind::Cancelled,
            .reason = u"LoginDeclined"_s,
            .message = u"no login was given for %1"_s.arg(host)};
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
    std::vector<Waiter> waiting;
};

LoginPrompts::LoginPrompts(Ask ask, QObject *parent)
    : QObject(parent)
    , m_ask(std::move(ask))
{
}

LoginPrompts::~LoginPrompts() = default;

void LoginPrompts::get(const QString &host, const LoginWish &wish, const QObject *context, LoginSource::Done done)
{
    std::unique_ptr<Entry> &entry = m_entries[host];
    if (!entry)
        entry = std::make_unique<Entry>();
    if (entry->kept)
        return done(entry->kept->login());
    entry->waiting.push_back({context, std::move(done)});
    if (entry->waiting.size() > 1)
        return;
    // Queued: what is asked at once may be answered at once, or be dropped with this object.
    const auto ticket = std::make_shared<Ticket>([self = QPointer(this), host](const LoginReply &reply) {
        if (self)
            QMetaObject::invokeMethod(
                self, [self, host, reply] { self->replied(host, reply); }, Qt::QueuedConnection);
    });
    m_ask(question(host, wish), [ticket](const LoginReply &reply) { ticket->say(reply); });
}

LoginQuestion LoginPrompts::question(const QString &host, const LoginWish &wish) const
{
    using Keeping = LoginQuestion::Keeping;
    using Why = LoginQuestion::Why;
    LoginQuestion question{.host = host, .usernameHint = wish.usernameHint, .passed = {}, .keepingProblem = {}};
    if (m_entries.at(host)->hasBeenRefused)
        question.why = Why::Refused;
    for (const LoginPassed &passed : wish.passed) {
        const bool isRefused = passed.why == LoginPassed::Why::Refused;
        const bool isFailed = passed.why == LoginPassed::Why::Failed;
        if (isRefused)
            question.why = Why::Refused;
        if (passed.name != keychainName()) {
            question.passed += passedWords(passed);
            continue;
        }
        question.keeping = isFailed ? Keeping::Impossible : Keeping::Possible;
        question.keepingProblem = isFailed ? passed.words : QString();
        question.isInKeychain = isRefused;
    }
    return question;
}

//! A done may call get() again or destroy this object.
void LoginPrompts::replied(const QString &host, const LoginReply &reply)
{
    Entry &entry = *m_entries[host];
    entry.hasBeenRefused = false;
    entry.isToKeep = reply.isToKeep;
    if (reply.login)
        entry.kept = std::make_unique<KeptLogin>(*reply.login);
    const LoginSource::Answer answer =
        reply.login ? LoginSource::Answer(entry.kept->login()) : tl::make_unexpected(declined(host));
    for (const Entry::Waiter &waiter : std::exchange(entry.waiting, {})) {
        if (waiter.context)
            waiter.done(answer);
    }
}

bool LoginPrompts::invalidate(const QString &host, const Login &refused)
{
    const auto found = m_entries.find(host);
    if (found == m_entries.end() || !found->second->kept)
        return true;
    if (found->second->kept->login() == refused) {
        found->second->kept.reset();
        found->second->isToKeep = false;
        found->second->hasBeenRefused = true;
    }
    return true;
}

void LoginPrompts::accept(const QString &host, const Login &accepted)
{
    const auto found = m_entries.find(host);
    if (found == m_entries.end() || !found->second->kept || !(found->second->kept->login() == accepted))
        return;
    if (!std::exchange(found->second->isToKeep, false))
        return;
    auto *keychain = new KeychainLogins(host, this);
    keychain->write(accepted, this, [this, keychain, host](const Result<void> &written) {
        keychain->deleteLater();
        emit keychainChanged(host, true, written ? QString() : written.error().message);
    });
}

void LoginPrompts::forgetKept(const QString &host)
{
    auto *keychain = new KeychainLogins(host, this);
    keychain->remove(this, [this, keychain, host](const Result<void> &removed) {
        keychain->deleteLater();
        emit keychainChanged(host, false, removed ? QString() : removed.error().message);
    });
}

void LoginPrompts::forgetAll()
{
    for (const auto &[host, entry] : m_entries) {
        entry->kept.reset();
        entry->isToKeep = false;
        entry->hasBeenRefused = false;
    }
}

} // namespace fairlead::registry
