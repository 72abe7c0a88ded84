// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "keychainlogins.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>

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

ApiError errorOf(QKeychain::Error error, const QString &words)
{
    switch (error) {
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
    const QString why = words.trimmed();
    return keychainError(u"KeychainFailed"_s,
                         why.isEmpty() ? u"no service (Secret Service, KWallet) does what it is asked for"_s : why);
}

//! What came of a job, which is gone by then.
struct Outcome
{
    QKeychain::Error error = QKeychain::NoError;
    QString why;
    QString text; //!< of one that read
};
using Ended = std::function<void(const Outcome *outcome)>; //!< nullptr: it took too long

//! Starts the job that \p make gives, which cannot be called back: where it is late, nobody listens any more. All of
//! them live in the main thread: QtKeychain has one queue, in the thread of the first, and hears of no end once that is
//! over.
void run(std::function<QKeychain::Job *()> make, const LoginKey &key, std::chrono::milliseconds timeout, QObject *owner,
         const QObject *context, Ended ended)
{
    const auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    auto *call = new QObject(owner);
    auto *timer = new QTimer(call);
    timer->setSingleShot(true);
    const auto answer = [call, timer, context = QPointer(context), ended = std::move(ended)](const Outcome *outcome) {
        timer->disconnect();
        timer->stop();
        call->deleteLater();
        if (context)
            ended(outcome);
    };
    QObject::connect(timer, &QTimer::timeout, call, [answer] { answer(nullptr); });
    timer->start(timeout);
    auto *watcher = new QFutureWatcher<Outcome>(call); // goes with the call: nobody listens to one that is late
    QObject::connect(watcher, &QFutureWatcherBase::finished, call, [timer, watcher, answer] {
        if (!timer->isActive() || watcher->future().resultCount() == 0)
            return;
        const Outcome outcome = watcher->result();
        answer(&outcome);
    });
    watcher->setFuture(promise->future());
    QMetaObject::invokeMethod(QCoreApplication::instance(), [make = std::move(make), name = entryName(key), promise] {
        QKeychain::Job *job = make();
        job->setKey(name);
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, job, [promise](const QKeychain::Job *ended) {
            const auto *read = qobject_cast<const QKeychain::ReadPasswordJob *>(ended);
            promise->addResult(Outcome{ended->error(), ended->errorString(), read ? read->textData() : QString()});
            promise->finish();
        });
        job->start();
    });
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
    const auto make = [] { return new QKeychain::ReadPasswordJob(service); };
    run(make, key, m_timeout, this, context, [timeout = m_timeout, done = std::move(done)](const Outcome *outcome) {
        if (!outcome)
            return done(tl::make_unexpected(lateError(timeout)));
        if (outcome->error == QKeychain::EntryNotFound)
            return done(std::nullopt);
        if (outcome->error != QKeychain::NoError)
            return done(tl::make_unexpected(errorOf(outcome->error, outcome->why)));
        Result<Login> login = parseKeychainEntry(outcome->text.toUtf8());
        if (!login)
            return done(tl::make_unexpected(login.error()));
        login->origin = keychainName();
        done(*login);
    });
}

void KeychainLogins::write(const Login &login, const QObject *context, Written done)
{
    const auto make = [text = QString::fromUtf8(keychainEntry(login))] {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setTextData(text);
        return job;
    };
    run(make, m_key, m_timeout, this, context, [timeout = m_timeout, done = std::move(done)](const Outcome *outcome) {
        if (!outcome)
            return done(tl::make_unexpected(lateError(timeout)));
        if (outcome->error != QKeychain::NoError)
            return done(tl::make_unexpected(errorOf(outcome->error, outcome->why)));
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
    const auto make = [] { return new QKeychain::DeletePasswordJob(service); };
    run(make, key, m_timeout, this, context, [timeout = m_timeout, done = std::move(done)](const Outcome *outcome) {
        if (!outcome)
            return done(tl::make_unexpected(lateError(timeout)));
        if (outcome->error != QKeychain::NoError && outcome->error != QKeychain::EntryNotFound)
            return done(tl::make_unexpected(errorOf(outcome->error, outcome->why)));
        done({});
    });
}

} // namespace fairlead::registry
