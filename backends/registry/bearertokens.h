// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "authchallenge.h"
#include "login.h"

#include "backends/transport/endpoint.h"
#include "backends/transport/httpclient.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QPointer>

#include <map>
#include <memory>
#include <vector>

namespace fairlead::registry {

//! An access token and until when it is worth sending.
struct BearerToken
{
    QByteArray token;
    QDateTime goodUntil; //!< UTC
};

//! The answer of a token server. Errors: Malformed with reason BadTokenAnswer.
//! Source: distribution/distribution, docs, "Token authentication" (token, access_token, expires_in, issued_at).
Result<BearerToken> parseTokenAnswer(const QByteArray &json, const QDateTime &now);

//! Where and how a token is asked for.
struct TokenRequest
{
    transport::Endpoint endpoint;
    transport::HttpRequest request;
};

//! How to ask the realm of \p challenge for \p scope: with an identity token by POST, with a password by Basic
//! authentication, else anonymously. Errors: Unauthorized with reason BadRealm or InsecureRealm: a realm without TLS is
//! asked only where the registry itself is insecure, and a login goes there only when it is the same host.
Result<TokenRequest> makeTokenRequest(const AuthChallenge &challenge, const QString &scope,
                                      const std::optional<Login> &login, const transport::Endpoint &registry);

//! Access tokens for one registry, kept by realm, service and scope until they expire. Lives in one thread.
//! Redirects are not followed: they would carry the login along.
class BearerTokens : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<QByteArray>)>;

    BearerTokens(transport::Endpoint registry, QByteArray userAgent, QObject *parent = nullptr);
    ~BearerTokens() override;

    //! A token that is known already; empty: none is.
    QByteArray known(const AuthChallenge &challenge, const QString &scope) const;
    //! Asks for a token; calls for the same one by the same login meanwhile share the answer. Where a token server does
    //! not take an identity token by POST (404, 405, 401, as some do not), it is asked once more, by GET with the token
    //! as password. \p done is called exactly once, never after \p context is gone. Errors: those of
    //! makeTokenRequest(), of parseTokenAnswer(), of the transport with the token server's own words.
    void get(const AuthChallenge &challenge, const QString &scope, const std::optional<Login> &login,
             const QObject *context, Done done);
    //! The registry refused \p token.
    void forget(const QByteArray &token);
    //! We are somebody else from now on: also what is asked for already is kept no more.
    void clear();
    void setAnswerTimeout(std::chrono::milliseconds timeout) { m_answerTimeout = timeout; }

private:
    struct Waiter
    {
        QPointer<const QObject> context;
        Done done;
    };
    struct Asked
    {
        QString key;
        std::optional<Login> login; //!< another one is another question: its refusal is not theirs
        bool isKept = true;         //!< its answer
        std::vector<Waiter> waiting{};
    };

    //! \p refusal is what counts where this fails, too.
    void ask(int question, const TokenRequest &request, const std::optional<TokenRequest> &otherwise,
             const std::optional<ApiError> &refusal = {});
    static QString keyOf(const AuthChallenge &challenge, const QString &scope);
    transport::HttpClient &clientFor(const transport::Endpoint &endpoint);
    void keep(const QString &key, const BearerToken &token);
    void answer(int question, const Result<QByteArray> &token);

    const transport::Endpoint m_registry;
    const QByteArray m_userAgent;
    std::optional<std::chrono::milliseconds> m_answerTimeout;
    QHash<QString, BearerToken> m_tokens;
    std::map<int, Asked> m_asked; //!< by number
    int m_nextQuestion = 0;
    std::vector<std::unique_ptr<transport::HttpClient>> m_clients;
};

} // namespace fairlead::registry
