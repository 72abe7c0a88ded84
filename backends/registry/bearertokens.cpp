// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "bearertokens.h"

#include "registryerror.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qint64 AnswerLimit = 256 << 10;
constexpr qint64 DefaultLifetime = 60;        // seconds, of the specification
constexpr qint64 LongestLifetime = 24 * 3600; // seconds
constexpr qint64 LongestMargin = 10;          // seconds
constexpr qsizetype TokenLimit = 512;
constexpr std::size_t ClientLimit = 8;

ApiError malformed(const QString &message)
{
    return {.kind = ApiError::Kind::Malformed, .reason = u"BadTokenAnswer"_s, .message = message};
}

ApiError refusal(const QString &reason, const QString &message)
{
    return {.kind = ApiError::Kind::Unauthorized, .reason = reason, .message = message};
}

bool isClean(const QByteArray &token)
{
    return std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

//! For the body of a form: QUrlQuery leaves characters that have a meaning there.
QByteArray formOf(const QList<std::pair<QByteArray, QString>> &fields)
{
    QByteArray form;
    for (const auto &[name, value] : fields)
        form += (form.isEmpty() ? "" : "&") + name + '=' + QUrl::toPercentEncoding(value);
    return form;
}

bool isInsecure(const transport::Endpoint &endpoint)
{
    return endpoint.server.scheme() == "http"_L1 || endpoint.insecureSkipTlsVerify;
}

Result<QUrl> realmOf(const AuthChallenge &challenge, bool hasLogin, const transport::Endpoint &registry)
{
    const QUrl realm(challenge.parameters.value(u"realm"_s), QUrl::StrictMode);
    const bool isHttp = realm.scheme() == "http"_L1;
    if (!realm.isValid() || realm.host().isEmpty() || (!isHttp && realm.scheme() != "https"_L1) ||
        !realm.userInfo().isEmpty())
        return tl::make_unexpected(refusal(u"BadRealm"_s, u"the registry's realm is no address of a token server"_s));
    if (isHttp && !isInsecure(registry))
        return tl::make_unexpected(
            refusal(u"InsecureRealm"_s, u"the registry wants the login sent to %1 without TLS"_s.arg(realm.host())));
    if (isHttp && hasLogin && realm.host() != registry.server.host())
        return tl::make_unexpected(
            refusal(u"InsecureRealm"_s,
                    u"the registry wants the login sent to another host, %1, without TLS"_s.arg(realm.host())));
    return realm;
}

//! The other way for an identity token; nothing for other logins.
std::optional<TokenRequest> byPassword(const AuthChallenge &challenge, const QString &scope,
                                       const std::optional<Login> &login, const transport::Endpoint &registry)
{
    if (!login || !login->isIdentityToken)
        return {};
    Login plain = *login;
    plain.isIdentityToken = false;
    const Result<TokenRequest> request = makeTokenRequest(challenge, scope, plain, registry);
    return request ? std::optional(*request) : std::nullopt;
}

} // namespace

Result<BearerToken> parseTokenAnswer(const QByteArray &json, const QDateTime &now)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return tl::make_unexpected(malformed(u"the token server's answer is no JSON object"_s));
    const QJsonObject root = document.object();
    QByteArray token = root.value("token"_L1).toString().toUtf8();
    if (token.isEmpty())
        token = root.value("access_token"_L1).toString().toUtf8();
    if (token.isEmpty() || !isClean(token))
        return tl::make_unexpected(malformed(u"the token server's answer has no token"_s));
    const double said = root.value("expires_in"_L1).toDouble();
    const qint64 seconds = said >= 1 ? qint64(std::min(said, double(LongestLifetime))) : DefaultLifetime;
    QDateTime issued = QDateTime::fromString(root.value("issued_at"_L1).toString(), Qt::ISODateWithMs).toUTC();
    if (!issued.isValid() || issued > now) // its clock may be ahead of ours, but it was not issued later
        issued = now;
    const qint64 margin = std::min(LongestMargin, seconds / 10);
    return BearerToken{token, issued.addSecs(seconds - margin)};
}

Result<TokenRequest> makeTokenRequest(const AuthChallenge &challenge, const QString &scope,
                                      const std::optional<Login> &login, const transport::Endpoint &registry)
{
    const Result<QUrl> realm = realmOf(challenge, login.has_value(), registry);
    if (!realm)
        return tl::make_unexpected(realm.error());
    TokenRequest asked{.endpoint = registry, .request = {.path = realm->path(), .bodyLimit = AnswerLimit}};
    asked.endpoint.server = realm->adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    asked.endpoint.headers.clear();
    if (realm->host() != registry.server.host()) { // what was said of the registry is not said of that host
        asked.endpoint.tlsServerName.clear();
        asked.endpoint.insecureSkipTlsVerify = false;
    }
    const QString service = challenge.parameters.value(u"service"_s);
    if (login && login->isIdentityToken) {
        asked.request.method = "POST";
        asked.request.query = QUrlQuery(*realm);
        asked.request.contentType = "application/x-www-form-urlencoded";
        asked.request.body = formOf({{"grant_type", u"refresh_token"_s},
                                     {"service", service},
                                     {"client_id", u"fairlead"_s},
                                     {"scope", scope},
                                     {"refresh_token", login->secret}});
        return asked;
    }
    asked.request.query = QUrlQuery(*realm);
    const auto add = [&asked](const QString &name, const QString &value) {
        if (!value.isEmpty())
            asked.request.query.addQueryItem(name, QString::fromUtf8(QUrl::toPercentEncoding(value)));
    };
    add(u"service"_s, service);
    add(u"scope"_s, scope);
    if (login) {
        add(u"account"_s, login->username);
        asked.request.headers = {{"Authorization", login->basicAuthorization()}};
    }
    return asked;
}

BearerTokens::BearerTokens(transport::Endpoint registry, QByteArray userAgent, QObject *parent)
    : QObject(parent)
    , m_registry(std::move(registry))
    , m_userAgent(std::move(userAgent))
{
}

BearerTokens::~BearerTokens() = default;

QByteArray BearerTokens::known(const AuthChallenge &challenge, const QString &scope) const
{
    const auto found = m_tokens.find(keyOf(challenge, scope));
    const bool isGood = found != m_tokens.end() && QDateTime::currentDateTimeUtc() < found->goodUntil;
    return isGood ? found->token : QByteArray();
}

void BearerTokens::get(const AuthChallenge &challenge, const QString &scope, const std::optional<Login> &login,
                       const QObject *context, Done done)
{
    const Result<TokenRequest> asked = makeTokenRequest(challenge, scope, login, m_registry);
    if (!asked)
        return done(tl::make_unexpected(asked.error()));
    const QString key = keyOf(challenge, scope);
    const auto same = std::find_if(m_asked.begin(), m_asked.end(), [&](const auto &each) {
        return each.second.key == key && each.second.login == login;
    });
    if (same != m_asked.end()) {
        same->second.isKept = true; // by who we are now
        same->second.waiting.push_back({context, std::move(done)});
        return;
    }
    const int question = m_nextQuestion++;
    Asked &begun = m_asked.emplace(question, Asked{.key = key, .login = login}).first->second;
    begun.waiting.push_back({context, std::move(done)});
    ask(question, *asked, byPassword(challenge, scope, login, m_registry));
}

void BearerTokens::ask(int question, const TokenRequest &request, const std::optional<TokenRequest> &otherwise,
                       const std::optional<ApiError> &refusal)
{
    using Answer = tl::expected<transport::HttpResponse, transport::HttpFailure>;
    transport::HttpRequest sent = request.request;
    sent.answerTimeout = m_answerTimeout.value_or(sent.answerTimeout);
    clientFor(request.endpoint).send(sent, this, [this, question, otherwise, refusal](const Answer &response) {
        if (!response) {
            const ApiError error = errorFromFailure(response.error());
            const bool isRefused = error.httpStatus == 401;
            if (otherwise && (isRefused || error.httpStatus == 404 || error.httpStatus == 405))
                return ask(question, *otherwise, {}, isRefused ? std::optional(error) : std::nullopt);
            return answer(question, tl::make_unexpected(refusal.value_or(error)));
        }
        const Result<BearerToken> token = parseTokenAnswer(response->body, QDateTime::currentDateTimeUtc());
        if (!token)
            return answer(question, tl::make_unexpected(token.error()));
        if (const Asked &asked = m_asked.at(question); asked.isKept)
            keep(asked.key, *token);
        answer(question, token->token);
    });
}

void BearerTokens::forget(const QByteArray &token)
{
    m_tokens.removeIf([&token](const auto &entry) { return entry.value().token == token; });
}

void BearerTokens::clear()
{
    m_tokens.clear();
    for (auto &[question, asked] : m_asked)
        asked.isKept = false;
}

QString BearerTokens::keyOf(const AuthChallenge &challenge, const QString &scope)
{
    return challenge.parameters.value(u"realm"_s) + u'\n' + challenge.parameters.value(u"service"_s) + u'\n' + scope;
}

transport::HttpClient &BearerTokens::clientFor(const transport::Endpoint &endpoint)
{
    for (const auto &client : m_clients) {
        if (client->endpoint() == endpoint)
            return *client;
    }
    if (m_clients.size() >= ClientLimit) { // a registry that names another realm each time
        m_clients.front().release()->deleteLater();
        m_clients.erase(m_clients.begin());
    }
    m_clients.push_back(std::make_unique<transport::HttpClient>(
        endpoint, std::make_unique<transport::StaticCredentials>(transport::Credentials{}), m_userAgent));
    return *m_clients.back();
}

void BearerTokens::keep(const QString &key, const BearerToken &token)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_tokens.removeIf([&now](const auto &entry) { return entry.value().goodUntil <= now; });
    if (m_tokens.size() < TokenLimit && now < token.goodUntil)
        m_tokens.insert(key, token);
}

//! A done may call get() again or destroy this object.
void BearerTokens::answer(int question, const Result<QByteArray> &token)
{
    const auto asked = m_asked.extract(question);
    if (asked.empty())
        return;
    const Result<QByteArray> kept = token; // NOLINT(performance-unnecessary-copy-initialization)
    for (const Waiter &waiter : asked.mapped().waiting) {
        if (waiter.context)
            waiter.done(kept);
    }
}

} // namespace fairlead::registry
