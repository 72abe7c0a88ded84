// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bearertokens.h"

#include <functional>

namespace fairlead::registry {

//! What the requests to one registry share.
struct RegistrySession
{
    RegistrySession(const transport::Endpoint &endpoint, std::unique_ptr<LoginSource> logins,
                    const QByteArray &userAgent)
        : http(endpoint, std::make_unique<transport::StaticCredentials>(transport::Credentials{}), userAgent)
        , tokens(endpoint, userAgent)
        , logins(std::move(logins))
    {
    }

    transport::HttpClient http;
    BearerTokens tokens;
    std::unique_ptr<LoginSource> logins;
    std::optional<AuthChallenge> challenge; //!< the last one; empty: nobody has been asked for anything yet
    QByteArray basicAuthorization;          //!< that was not refused
    QString who;                            //!< we are by now, for people; empty: nobody has been asked
    bool isAnonymous = true;                //!< no login was known
    std::optional<std::chrono::milliseconds> answerTimeout; //!< none: that of each request
};

//! Requests to a registry, one after the other, each with what the registry wants to be told about who asks: nothing at
//! first, what its challenge says then. After each answer a step decides what comes next.
class RegistryRequest : public QObject
{
    Q_OBJECT
public:
    //! A failure has the registry's own words already.
    using Answer = tl::expected<transport::HttpResponse, transport::HttpFailure>;
    //! The request to send next; nothing: that was the last.
    using Step = std::function<std::optional<transport::HttpRequest>(const Answer &)>;
    enum class Identity {
        Known,     //!< what was said before counts
        Fresh,     //!< the login is asked for again, and tokens too
        Anonymous, //!< nothing is told, whatever the registry wants
    };

    //! What the registry was told.
    enum class Identified { NotAsked, Anonymously, ByLogin };

    //! \p session outlives it.
    RegistryRequest(RegistrySession &session, transport::HttpRequest first, QString scope, Identity identity, Step step,
                    QObject *parent);

    //! No signal comes before it returns.
    void start();
    //! Sends nothing; no signal comes before it returns.
    void failLater(const ApiError &error);
    void cancel();
    //! The last one; from finished() on.
    const Answer &answer() const { return m_answer; }
    Identified identified() const { return m_identified; }

signals:
    //! Exactly once. A slot may delete the request and its client.
    void finished();

private:
    QString scope() const;
    void authorize();
    void askWhoWeAre();
    void authorizeAs(const std::optional<Login> &login);
    void authorizeByToken(const AuthChallenge &challenge, const std::optional<Login> &login);
    bool askAgain(const transport::HttpFailure &refusal);
    bool isRefusedAnonymously(const transport::HttpFailure &failure) const;
    void transmit(const QByteArray &authorization);
    void received(const Answer &answer);
    bool mayRetry(const transport::HttpFailure &failure);
    void fail(const ApiError &error);
    void finish(const Answer &answer);

    RegistrySession &m_session;
    transport::HttpRequest m_request;
    const QString m_scope;
    const Identity m_identity;
    Step m_step;
    QByteArray m_used;                             //!< authorization of the request that is under way
    bool m_wasAnonymous = true;                    //!< no login was known for it; another request may know one since
    std::optional<transport::HttpFailure> m_asked; //!< the 401 that is being answered
    Answer m_answer;
    transport::RequestHandle m_handle;
    Identified m_identified = Identified::NotAsked;
    std::optional<Login> m_login;                    //!< that the 401 or the token server's refusal may be about
    std::optional<transport::HttpFailure> m_refusal; //!< of what another login is asked for
    std::optional<Login> m_refused;                  //!< that it is about; nothing: nobody was known
    bool m_hasRetried = false;                       //!< this step
    bool m_hasAskedAgain = false;                    //!< for another login; once is enough
    bool m_hasInsisted = false;                      //!< on any; too
    bool m_isOver = false;
};

} // namespace fairlead::registry
