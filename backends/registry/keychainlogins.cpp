// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "keychainlogins.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

const auto service = u"fairlead"_s;
constexpr qsizetype EntryLimit = 64 << 10;

//! The host has no slash.
QString entryName(const LoginKey &key)
{
    return u"registry/"_s + key.host + (key.username.isEmpty() ? QString() : u'/' + key.username);
}

ApiError keychainError(const QString &reason, const QString &message)
{
    return {.kind = ApiError::Kind::Unauthorized, .reason = reason, .message = message};
}

ApiError errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return keychainError(u"KeychainUnavailable"_s, u"no service (Secret Service, KWallet) runs"_s);
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return keychainError(u"KeychainDenied"_s, u"the keychain does not give access"_s);
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    const QString why = job.errorString().trimmed();
    return keychainError(u"KeychainFailed"_s,
                         why.isEmpty() ? u"no service (Secret Service, KWallet) does what it is asked for"_s : why);
}

using Ended = std::function<void(const QKeychain::Job *job)>; //!< nullptr: it took too long

//! Starts \p job, which cannot be called back: where it is late, nobody listens any more.
void run(QKeychain::Job *job, const LoginKey &key, std::chrono::milliseconds timeout, QObject *owner,
         const QObject *context, Ended ended)
{
    job->setKey(entryName(key));
    job->setInsecureFallback(false);
    auto *call = new QObject(owner);
    const auto answer = [call, context = QPointer(context), ended = std::move(ended)](const QKeychain::Job *job) {
        call->deleteLater();
        if (context)
            ended(job);
    };
    auto *timer = new QTimer(call);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, call, [job, call, answer] {
        job->disconnect(call);
        answer(nullptr);
    });
    QObject::connect(job, &QKeychain::Job::finished, call, [timer, answer](const QKeychain::Job *job) {
        timer->disconnect();
        answer(job);
    });
    timer->start(timeout);
    job->start();
}

ApiError lateError(std::chrono::milliseconds timeout)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(timeout).count();
    ApiError late = keychainError(u"KeychainTimeout"_s, u"the keychain did not answer within %1 s"_s.arg(seconds));
    late.kind = ApiError::Kind::Timeout;
    return late;
}

} // namespace

QByteArray keychainEntry(const Login &login)
{
    QJsonObject entry{{u"username"_s, login.username}, {u"secret"_s, login.secret}};
    if (login.isIdentityToken)
        entry.insert(u"identityToken"_s, true);
    return QJsonDocument(entry).toJson(QJsonDocument::Compact);
}

Result<Login> parseKeychainEntry(const QByteArray &entry)
{
    const QJsonObject object = QJsonDocument::fromJson(entry.left(EntryLimit)).object();
    const QJsonValue secret = object.value("secret"_L1);
    if (!secret.isString() || secret.toString().isEmpty())
        return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed,
                                            .reason = u"BadKeychainEntry"_s,
                                            .message = u"the keychain's entry is no login of Fairlead's"_s});
    return Login{.username = object.value("username"_L1).toString(),
                 .secret = secret.toString(),
                 .isIdentityToken = object.value("identityToken"_L1).toBool()};
}

KeychainLogins::KeychainLogins(const LoginKey &key, QObject *parent)
    : LoginSource(parent)
    , m_key(key)
{
}

QString keychainName()
{
    return u"the keychain"_s;
}

QString keychainPlace(const LoginKey &key)
{
    return service + u'/' + entryName(key);
}

bool isNoKeychain(const ApiError &error)
{
    return error.reason == "KeychainUnavailable"_L1 || error.reason == "KeychainFailed"_L1;
}

QString keychainWords(const LoginKey &key, const QString &why)
{
    return u"keychain entry %1: %2. A credential helper (docker-credential-...) or docker login keeps the password "
           "without a keychain"_s.arg(keychainPlace(key), why);
}

QString KeychainLogins::name() const
{
    return keychainName();
}

void KeychainLogins::get(const QObject *context, Done done)
{
    read(m_key, context, [this, context, done = std::move(done)](const Answer &own) {
        if (!own || *own || m_key.username.isEmpty())
            return done(own);
        read(m_key.bare(), context, [username = m_key.username, done](const Answer &hosts) {
            const bool isOthers = hosts && *hosts && (*hosts)->username != username;
            done(isOthers ? Answer(std::nullopt) : hosts);
        });
    });
}

void KeychainLogins::read(const LoginKey &key, const QObject *context, Done done)
{
    auto *job = new QKeychain::ReadPasswordJob(service);
    run(job, key, m_timeout, this, context, [timeout = m_timeout, done = std::move(done)](const QKeychain::Job *job) {
        if (!job)
            return done(tl::make_unexpected(lateError(timeout)));
        if (job->error() == QKeychain::EntryNotFound)
            return done(std::nullopt);
        if (job->error() != QKeychain::NoError)
            return done(tl::make_unexpected(errorOf(*job)));
        const auto *read = static_cast<const QKeychain::ReadPasswordJob *>(job);
        Result<Login> login = parseKeychainEntry(read->textData().toUtf8());
        if (!login)
            return done(tl::make_unexpected(login.error()));
        login->origin = keychainName();
        done(*login);
    });
}

void KeychainLogins::write(const Login &login, const QObject *context, Written done)
{
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setTextData(QString::fromUtf8(keychainEntry(login)));
    run(job, m_key, m_timeout, this, context, [timeout = m_timeout, done = std::move(done)](const QKeychain::Job *job) {
        if (!job)
            return done(tl::make_unexpected(lateError(timeout)));
        if (job->error() != QKeychain::NoError)
            return done(tl::make_unexpected(errorOf(*job)));
        done({});
    });
}

void KeychainLogins::remove(const QObject *context, Written done)
{
    removeEntry(m_key, context, [this, context, done = std::move(done)](const Result<void> &removed) {
        if (!removed || m_key.username.isEmpty())
            return done(removed);
        read(m_key.bare(), context, [this, context, done](const Answer &hosts) {
            if (!hosts) // it may be there still
                return done(tl::make_unexpected(hosts.error()));
            const bool isOurs = *hosts && (*hosts)->username == m_key.username;
            isOurs ? removeEntry(m_key.bare(), context, done) : done({});
        });
    });
}

void KeychainLogins::removeEntry(const LoginKey &key, const QObject *context, Written done)
{
    auto *job = new QKeychain::DeletePasswordJob(service);
    run(job, key, m_timeout, this, context, [timeout = m_timeout, done = std::move(done)](const QKeychain::Job *job) {
        if (!job)
            return done(tl::make_unexpected(lateError(timeout)));
        if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
            return done(tl::make_unexpected(errorOf(*job)));
        done({});
    });
}

} // namespace fairlead::registry
