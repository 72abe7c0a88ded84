// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryrequest.h"

#include "loginwords.h"
#include "registryerror.h"

using namespace Qt::StringLiterals;

namespace fairlead::registry {

RegistryRequest::RegistryRequest(RegistrySession &session, transport::HttpRequest first, QString scope,
                                 Identity identity, Step step, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_request(std::move(first))
    , m_scope(std::move(scope))
    , m_identity(identity)
    , m_step(std::move(step))
{
}

void RegistryRequest::start()
{
    QMetaObject::invokeMethod(this, &RegistryRequest::authorize, Qt::QueuedConnection);
}

void RegistryRequest::failLater(const ApiError &error)
{
    QMetaObject::invokeMethod(
        this, [this, error] { fail(error); }, Qt::QueuedConnection);
}

void RegistryRequest::cancel()
{
    fail(ApiError{.kind = ApiError::Kind::Cancelled});
}

//! To delete is a right of its own, which is not asked for before it is needed: some token servers refuse as a whole
//! what they do not grant in part.
QString RegistryRequest::scope() const
{
    const bool isDelete = m_request.method == "DELETE" && !m_scope.isEmpty();
    return isDelete ? m_scope + u",delete"_s : m_scope;
}

void RegistryRequest::authorize()
{
    if (m_isOver)
        return;
    const auto &challenge = m_session.challenge;
    if (m_identity != Identity::Known || !challenge)
        return transmit({});
    if (challenge->scheme == "basic"_L1)
        return transmit(m_session.basicAuthorization);
    if (const QByteArray token = m_session.tokens.known(*challenge, scope()); !token.isEmpty())
        return transmit("Bearer " + token);
    askWhoWeAre();
}

void RegistryRequest::askWhoWeAre()
{
    m_session.logins->get(this, [this](const LoginSource::Answer &login) {
        if (m_isOver)
            return;
        if (login)
            return authorizeAs(*login);
        if (!m_refused)
            m_session.who = loginWords({}, *m_session.logins);
        m_refusal ? finish(tl::make_unexpected(*m_refusal)) : fail(login.error());
    });
}

void RegistryRequest::authorizeAs(const std::optional<Login> &login)
{
    const AuthChallenge challenge = *m_session.challenge;
    m_session.who = loginWords(login, *m_session.logins);
    if (m_refusal && login == m_refused) // nobody knows another one
        return finish(tl::make_unexpected(*m_refusal));
    m_session.isAnonymous = !login;
    m_identified = login ? Identified::ByLogin : Identified::Anonymously;
    m_login = login;
    if (challenge.scheme == "basic"_L1) {
        // An identity token is for token servers.
        const bool isUsable = login && !login->isIdentityToken;
        const QByteArray authorization = isUsable ? login->basicAuthorization() : QByteArray();
        const bool isSame = m_asked && authorization == m_used;
        if (isSame || (m_asked && authorization.isEmpty()))
            return askAgain(*m_asked) ? void() : finish(tl::make_unexpected(*m_asked));
        m_session.basicAuthorization = authorization;
        return transmit(authorization);
    }
    authorizeByToken(challenge, login);
}

void RegistryRequest::authorizeByToken(const AuthChallenge &challenge, const std::optional<Login> &login)
{
    m_session.tokens.get(challenge, scope(), login, this, [this](const Result<QByteArray> &token) {
        if (m_isOver)
            return;
        if (token)
            return transmit("Bearer " + *token);
        const bool isRefused = token.error().httpStatus == 401;
        if (isRefused && askAgain({.error = token.error()}))
            return;
        fail(token.error());
    });
}

//! The login was refused, or that there is none. Where another one may be known by now, that one is tried.
bool RegistryRequest::askAgain(const transport::HttpFailure &refusal)
{
    if (m_request.method == "DELETE")
        return false; // of what this login was let in to begin: it is no worse for that
    m_refused = std::exchange(m_login, {});
    const bool mayKnow = m_refused ? m_session.logins->invalidate(*m_refused) : m_session.logins->insist();
    if (!mayKnow || std::exchange(m_refused ? m_hasAskedAgain : m_hasInsisted, true))
        return false;
    m_session.tokens.clear(); // of who we were
    m_refusal = refusal;
    askWhoWeAre();
    return true;
}

bool RegistryRequest::isRefusedAnonymously(const transport::HttpFailure &failure) const
{
    const bool isBearer = m_session.challenge && m_session.challenge->scheme == "bearer"_L1;
    const bool hasAsked = m_identity != Identity::Anonymous && !m_session.who.isEmpty();
    return isBearer && hasAsked && m_wasAnonymous && isRefusal(failure.error);
}

void RegistryRequest::transmit(const QByteArray &authorization)
{
    m_used = authorization;
    m_wasAnonymous = m_session.isAnonymous;
    transport::HttpRequest request = m_request;
    request.answerTimeout = m_session.answerTimeout.value_or(request.answerTimeout);
    if (!authorization.isEmpty())
        request.headers.append({"Authorization", authorization});
    m_handle = m_session.http.send(request, this, [this](const Answer &answer) { received(answer); });
}

void RegistryRequest::received(const Answer &answer)
{
    if (m_isOver)
        return;
    if (!answer && mayRetry(answer.error())) {
        m_hasRetried = true;
        m_asked = answer.error();
        m_asked->error = errorFromFailure(*m_asked);
        return askWhoWeAre();
    }
    Answer told = answer;
    if (!told)
        told.error().error = errorFromFailure(answer.error());
    const bool isRefused = !told && told.error().error.httpStatus == 401 && m_used.startsWith("Basic ");
    if (isRefused && askAgain(told.error()))
        return;
    if (!told && isRefusedAnonymously(told.error()) && askAgain(told.error()))
        return;
    const bool isIn = told || told.error().error.kind == ApiError::Kind::NotFound;
    if (isIn && m_login)
        m_session.logins->accept(*m_login);
    std::optional<transport::HttpRequest> next;
    if (m_step)
        next = m_step(told);
    if (!next)
        return finish(told);
    m_request = *std::move(next);
    m_hasRetried = false;
    m_asked.reset();
    authorize();
}

//! Forgets what the registry refused.
bool RegistryRequest::mayRetry(const transport::HttpFailure &failure)
{
    if (failure.error.httpStatus != 401)
        return false;
    if (m_used.startsWith("Bearer "))
        m_session.tokens.forget(m_used.sliced(7));
    else if (m_used == m_session.basicAuthorization)
        m_session.basicAuthorization.clear();
    const auto challenge = chooseChallenge(failure.headers);
    if (m_hasRetried || m_identity == Identity::Anonymous || !challenge)
        return false;
    m_session.challenge = challenge;
    return true;
}

void RegistryRequest::fail(const ApiError &error)
{
    finish(tl::make_unexpected(transport::HttpFailure{.error = error}));
}

void RegistryRequest::finish(const Answer &answer)
{
    if (std::exchange(m_isOver, true))
        return;
    m_answer = answer;
    if (!answer && m_identity != Identity::Anonymous && isRefusal(answer.error().error))
        m_answer.error().error = withWords(answer.error().error, m_session.who);
    m_handle.cancel();
    emit finished();
}

} // namespace fairlead::registry
