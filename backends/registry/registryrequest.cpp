// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryrequest.h"

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
            authorizeAs(*login);
        else
            fail(login.error());
    });
}

void RegistryRequest::authorizeAs(const std::optional<Login> &login)
{
    const AuthChallenge challenge = *m_session.challenge;
    m_identified = login ? Identified::ByLogin : Identified::Anonymously;
    m_login = login;
    if (challenge.scheme == "basic"_L1) {
        // An identity token is for token servers.
        const bool isUsable = login && !login->isIdentityToken;
        const QByteArray authorization = isUsable ? login->basicAuthorization() : QByteArray();
        const bool isSame = m_asked && authorization == m_used;
        if (isSame && !authorization.isEmpty() && askAgain())
            return;
        if (isSame || (m_asked && authorization.isEmpty()))
            return finish(tl::make_unexpected(*m_asked));
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
        if (isRefused && askAgain())
            return;
        fail(token.error());
    });
}

//! The login was refused. Where another one may be known by now, that one is tried.
bool RegistryRequest::askAgain()
{
    if (!m_login || !m_session.logins->invalidate(*std::exchange(m_login, {})))
        return false;
    if (std::exchange(m_hasAskedAgain, true))
        return false;
    askWhoWeAre();
    return true;
}

void RegistryRequest::transmit(const QByteArray &authorization)
{
    m_used = authorization;
    transport::HttpRequest request = m_request;
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
    const bool isRefused = !answer && answer.error().error.httpStatus == 401;
    if (isRefused && m_used.startsWith("Basic ") && askAgain())
        return;
    Answer told = answer;
    if (!told)
        told.error().error = errorFromFailure(answer.error());
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
    m_handle.cancel();
    emit finished();
}

} // namespace fairlead::registry
