// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "promptlogins.h"

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

    Login login() const { return {m_username, QString::fromUtf8(m_secret), m_isIdentityToken}; }

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

    void say(const std::optional<Login> &login)
    {
        if (const auto reply = std::exchange(m_reply, {}))
            reply(login);
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
    bool hasBeenRefused = false;
    std::vector<Waiter> waiting;
};

LoginPrompts::LoginPrompts(Ask ask, QObject *parent)
    : QObject(parent)
    , m_ask(std::move(ask))
{
}

LoginPrompts::~LoginPrompts() = default;

void LoginPrompts::get(const QString &host, const QString &usernameHint, const QObject *context, LoginSource::Done done)
{
    std::unique_ptr<Entry> &entry = m_entries[host];
    if (!entry)
        entry = std::make_unique<Entry>();
    if (entry->kept)
        return done(entry->kept->login());
    entry->waiting.push_back({context, std::move(done)});
    if (entry->waiting.size() > 1)
        return;
    using Why = LoginQuestion::Why;
    const auto why = entry->hasBeenRefused ? Why::Refused : Why::NobodyKnown;
    // Queued: what is asked at once may be answered at once, or be dropped with this object.
    const auto ticket = std::make_shared<Ticket>([self = QPointer(this), host](const std::optional<Login> &login) {
        if (self)
            QMetaObject::invokeMethod(
                self, [self, host, login] { self->replied(host, login); }, Qt::QueuedConnection);
    });
    m_ask({.host = host, .why = why, .usernameHint = usernameHint},
          [ticket](const std::optional<Login> &login) { ticket->say(login); });
}

//! A done may call get() again or destroy this object.
void LoginPrompts::replied(const QString &host, const std::optional<Login> &login)
{
    Entry &entry = *m_entries[host];
    entry.hasBeenRefused = false;
    if (login)
        entry.kept = std::make_unique<KeptLogin>(*login);
    const LoginSource::Answer answer = login ? LoginSource::Answer(login) : tl::make_unexpected(declined(host));
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
        found->second->hasBeenRefused = true;
    }
    return true;
}

void LoginPrompts::forgetAll()
{
    for (const auto &[host, entry] : m_entries) {
        entry->kept.reset();
        entry->hasBeenRefused = false;
    }
}

} // namespace fairlead::registry
