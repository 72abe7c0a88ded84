// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryclient.h"

#include "pagelink.h"
#include "registryrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

using transport::HttpFailure;
using transport::HttpRequest;
using transport::HttpResponse;
using Answer = RegistryRequest::Answer;
using Identified = RegistryRequest::Identified;
using Identity = RegistryRequest::Identity;

constexpr qint64 ManifestLimit = 4 << 20; // of the specification
constexpr qint64 PageLimit = 8 << 20;
constexpr qint64 SmallLimit = 64 << 10;
constexpr std::size_t MostReferrers = 10'000;

ApiError malformed(const QString &reason, const QString &message)
{
    return {.kind = ApiError::Kind::Malformed, .reason = reason, .message = message};
}

std::optional<ApiError> badReference(const ImageReference &image)
{
    ImageReference checked = image;
    checked.domain = u"registry.invalid"_s; // the path alone may look like one
    const auto parsed = ImageReference::parse(checked.canonical());
    if (parsed && *parsed == checked)
        return {};
    const QString why = toString(parsed ? ReferenceError::InvalidFormat : parsed.error());
    return ApiError{
        .kind = ApiError::Kind::Invalid, .reason = u"BadReference"_s, .message = image.canonical() + u' ' + why};
}

QString pullScope(const QString &repository)
{
    return u"repository:%1:pull"_s.arg(repository);
}

QString manifestPath(const ImageReference &image)
{
    return u"/v2/"_s + image.path + u"/manifests/"_s + (image.digest ? image.digest->toString() : image.tag);
}

HttpRequest manifestRequest(const ImageReference &image, const QByteArray &method)
{
    return {.method = method, .path = manifestPath(image), .accept = acceptedManifests(), .bodyLimit = ManifestLimit};
}

Result<QJsonObject> jsonOf(const HttpResponse &response)
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (!document.isObject())
        return tl::make_unexpected(malformed(u"BadJson"_s, u"the registry's answer is no JSON object"_s));
    return document.object();
}

std::optional<qint64> contentLength(const transport::HttpHeaders &headers)
{
    bool ok = false;
    const qint64 length = transport::headerValue(headers, "content-length").trimmed().toLongLong(&ok);
    return ok && length >= 0 ? std::optional(length) : std::nullopt;
}

std::optional<Digest> contentDigest(const transport::HttpHeaders &headers)
{
    const auto digest =
        Digest::parse(QString::fromLatin1(transport::headerValue(headers, "docker-content-digest").trimmed()));
    return digest ? std::optional(*digest) : std::nullopt;
}

ApiError mismatch(const QString &message)
{
    return malformed(u"DigestMismatch"_s, message);
}

Result<Manifest> manifestOf(const ImageReference &image, const HttpResponse &response)
{
    if (image.digest && !image.digest->names(response.body))
        return tl::make_unexpected(
            mismatch(u"the registry sent another manifest than %1"_s.arg(image.digest->toString())));
    const auto said = contentDigest(response.headers);
    if (said && !said->names(response.body))
        return tl::make_unexpected(
            mismatch(u"the registry sent another manifest than it says, %1"_s.arg(said->toString())));
    Result<Manifest> manifest = parseManifest(response.body, response.contentType);
    if (manifest && image.digest)
        manifest->digest = *image.digest; // maybe of another algorithm
    return manifest;
}

Result<ManifestHead> manifestHeadOf(const ImageReference &image, const HttpResponse &response)
{
    const auto said = contentDigest(response.headers);
    const bool isComparable = said && image.digest && said->algorithm == image.digest->algorithm;
    if (isComparable && *said != *image.digest)
        return tl::make_unexpected(
            mismatch(u"the registry has %1 instead of %2"_s.arg(said->toString(), image.digest->toString())));
    return ManifestHead{.mediaType = QString::fromLatin1(response.contentType),
                        .digest = image.digest ? image.digest : said,
                        .sizeBytes = contentLength(response.headers)};
}

bool isVersion2(const transport::HttpHeaders &headers)
{
    return transport::headerValue(headers, "docker-distribution-api-version").contains("registry/2.");
}

//! Of an answer with a status: what asks for no login has to look like a registry by itself.
Ping pingOf(const Answer &answer)
{
    if (answer) {
        const QByteArray body = answer->body.trimmed();
        const bool looksLike =
            body.isEmpty() || body == "{}" || body == "true"; // "true": older ones of a repository manager
        return {.isRegistry = isVersion2(answer->headers) || (answer->contentType == "application/json" && looksLike),
                .authentication = Ping::Authentication::None,
                .realm = {},
                .latency = answer->latency};
    }
    const HttpFailure &failure = answer.error();
    Ping ping{.isRegistry = isVersion2(failure.headers)};
    if (failure.error.httpStatus != 401)
        return ping;
    const auto challenge = chooseChallenge(failure.headers);
    ping.authentication = Ping::Authentication::Other;
    if (challenge) {
        const bool isBearer = challenge->scheme == "bearer"_L1;
        ping.authentication = isBearer ? Ping::Authentication::Bearer : Ping::Authentication::Basic;
        ping.realm = challenge->parameters.value(u"realm"_s);
        ping.isRegistry = ping.isRegistry || isBearer;
    }
    const bool hasErrors = QJsonDocument::fromJson(failure.body).object().value("errors"_L1).isArray();
    ping.isRegistry = ping.isRegistry || hasErrors;
    return ping;
}

bool meansNoRegistry(const ApiError &error)
{
    const int status = error.httpStatus;
    return status >= 300 && status < 500 && status != 408 && status != 429;
}

//! Gathers pages until there are enough.
struct TagPages
{
    Result<TagList> list;
    int limit;

    std::optional<PageLink> take(const HttpResponse &response, const QUrl &page)
    {
        const Result<QJsonObject> object = jsonOf(response);
        if (!object) {
            list = tl::make_unexpected(object.error());
            return {};
        }
        const QJsonArray tags = object->value("tags"_L1).toArray(); // null where there is none
        for (const QJsonValue tag : tags) {
            if (list->tags.size() >= limit) {
                list->isComplete = false;
                return {};
            }
            list->tags << tag.toString();
        }
        const auto next = nextPage(response.headers, page);
        // Whoever has more pages, but nothing on them, would have us ask for ever.
        const bool goesOn = list->tags.size() < limit && !tags.isEmpty();
        list->isComplete = !next || goesOn;
        return goesOn ? next : std::nullopt;
    }
};

//! The same of referrers; the tag schema has one page.
struct ReferrerPages
{
    Result<Referrers> list;
    bool isFirst = true;

    std::optional<PageLink> take(const HttpResponse &response, const QUrl &page)
    {
        isFirst = false;
        const Result<Manifest> index = parseManifest(response.body, response.contentType);
        if (!index) {
            list = tl::make_unexpected(index.error());
            return {};
        }
        list->manifests.insert(list->manifests.end(), index->manifests.begin(), index->manifests.end());
        if (list->source == Referrers::Source::TagSchema)
            return {};
        const auto next = nextPage(response.headers, page);
        const bool goesOn = list->manifests.size() < MostReferrers && !index->manifests.empty();
        list->isComplete = !next || goesOn;
        return goesOn ? next : std::nullopt;
    }
};

Result<QByteArray> blobOf(const Digest &digest, const HttpResponse &response)
{
    if (!digest.names(response.body))
        return tl::make_unexpected(mismatch(u"the registry sent another blob than %1"_s.arg(digest.toString())));
    return response.body;
}

//! Where a storage has what the registry was asked for at \p page; nothing where nobody is to go.
std::optional<QUrl> storageOf(const HttpFailure &failure, const QUrl &page)
{
    const int status = failure.error.httpStatus;
    const QByteArray location = transport::headerValue(failure.headers, "location");
    if ((status != 301 && status != 302 && status != 303 && status != 307 && status != 308) || location.isEmpty())
        return {};
    const QUrl place = page.resolved(QUrl::fromEncoded(location));
    const bool isSafe = place.scheme() == "https"_L1 || (place.scheme() == "http"_L1 && page.scheme() == "http"_L1);
    if (!isSafe || place.host().isEmpty() || !place.userInfo().isEmpty())
        return {};
    return place;
}

//! "sha256-" and the digits, cut to what a tag may be long.
QString referrersTag(const Digest &digest)
{
    return digest.algorithm.left(32) + u'-' + digest.encoded.left(64);
}

} // namespace

RequestHandle::RequestHandle(RegistryRequest *request)
    : m_request(request)
{
}

void RequestHandle::cancel()
{
    if (m_request)
        m_request->cancel();
}

std::vector<transport::Endpoint> registryEndpoints(const QString &domain, bool isInsecure, const QByteArray &caPem)
{
    const bool isHub = domain == "docker.io"_L1 || domain == "index.docker.io"_L1;
    const QString authority = isHub ? u"registry-1.docker.io"_s : domain;
    transport::Endpoint endpoint{.caPem = caPem};
    endpoint.server.setScheme(u"https"_s);
    endpoint.server.setAuthority(authority, QUrl::StrictMode);
    if (endpoint.server.host().isEmpty() || !endpoint.server.userInfo().isEmpty())
        return {};
    if (!isInsecure)
        return {endpoint};
    endpoint.insecureSkipTlsVerify = true;
    transport::Endpoint plain = endpoint;
    plain.server.setScheme(u"http"_s);
    return {endpoint, plain};
}

struct RegistryClient::Call
{
    HttpRequest request;
    QString scope;
    Identity identity = Identity::Known;
    std::optional<ApiError> error; //!< nothing is sent then
    RegistryRequest::Step step;
    std::function<void(const Answer &, Identified)> done;
};

RegistryClient::RegistryClient(const transport::Endpoint &endpoint, std::unique_ptr<LoginSource> logins,
                               const QByteArray &userAgent, QObject *parent)
    : QObject(parent)
    , m_session(std::make_unique<RegistrySession>(endpoint, std::move(logins), userAgent))
    , m_userAgent(userAgent)
{
}

RegistryClient::~RegistryClient()
{
    qDeleteAll(findChildren<RegistryRequest *>());
}

const transport::Endpoint &RegistryClient::endpoint() const
{
    return m_session->http.endpoint();
}

void RegistryClient::setAnswerTimeout(std::chrono::milliseconds timeout)
{
    m_session->answerTimeout = timeout;
    m_session->tokens.setAnswerTimeout(timeout);
}

RequestHandle RegistryClient::ping(const QObject *context, Done<Ping> done)
{
    return run({.request = {.path = u"/v2/"_s, .bodyLimit = SmallLimit},
                .identity = Identity::Anonymous,
                .done =
                    [done = std::move(done)](const Answer &answer, Identified) {
                        if (answer || meansNoRegistry(answer.error().error))
                            done(pingOf(answer));
                        else
                            done(tl::make_unexpected(answer.error().error));
                    }},
               context);
}

RequestHandle RegistryClient::checkLogin(const QObject *context, Done<LoginCheck> done)
{
    return run({.request = {.path = u"/v2/"_s, .bodyLimit = SmallLimit},
                .identity = Identity::Fresh,
                .done =
                    [done = std::move(done)](const Answer &answer, Identified identified) {
                        if (!answer)
                            return done(tl::make_unexpected(answer.error().error));
                        switch (identified) {
                        case Identified::ByLogin:
                            return done(LoginCheck::Accepted);
                        case Identified::Anonymously:
                            return done(LoginCheck::Anonymous);
                        case Identified::NotAsked:
                            return done(LoginCheck::NotAsked);
                        }
                    }},
               context);
}

RequestHandle RegistryClient::checkPush(const QString &repository, const QObject *context, Done<PushCheck> done)
{
    enum class At { Asking, Begun, GivingUp };
    const auto at = std::make_shared<At>(At::Asking);
    const HttpRequest start{
        .method = "POST", .path = u"/v2/%1/blobs/uploads/"_s.arg(repository), .accept = "*/*", .bodyLimit = SmallLimit};
    const auto step = [at, start](const Answer &answer) -> std::optional<HttpRequest> {
        if (*at != At::Asking || !answer)
            return {};
        *at = At::Begun;
        QUrl page;
        page.setPath(start.path);
        const auto upload = ownLink(transport::headerValue(answer->headers, "location"), page);
        if (!upload || upload->path == start.path)
            return {};
        *at = At::GivingUp;
        HttpRequest end = start;
        end.method = "DELETE";
        end.path = upload->path;
        end.query = upload->query;
        return end;
    };
    return run({.request = start,
                .scope = u"repository:%1:pull,push"_s.arg(repository),
                .error = badReference({.path = repository}),
                .step = step,
                .done =
                    [at, done = std::move(done)](const Answer &answer, Identified) {
                        const bool isCancelled = !answer && answer.error().error.kind == ApiError::Kind::Cancelled;
                        if (*at == At::Asking || isCancelled)
                            return done(tl::make_unexpected(answer.error().error));
                        done(PushCheck{.isUploadGone = *at == At::GivingUp && answer.has_value()});
                    }},
               context);
}

RequestHandle RegistryClient::tags(const QString &repository, int limit, const QObject *context, Done<TagList> done,
                                   int pageSize)
{
    Q_ASSERT(limit > 0 && pageSize > 0);
    const auto pages = std::make_shared<TagPages>(TagPages{.list = TagList{}, .limit = limit});
    HttpRequest request{.path = u"/v2/%1/tags/list"_s.arg(repository), .bodyLimit = PageLimit};
    request.query.addQueryItem(u"n"_s, QString::number(std::min(limit, pageSize)));
    QUrl page;
    page.setPath(request.path);
    const auto step = [pages, request, page](const Answer &answer) -> std::optional<HttpRequest> {
        const auto next = answer ? pages->take(*answer, page) : std::nullopt;
        if (!next)
            return {};
        HttpRequest following = request;
        following.path = next->path;
        following.query = next->query;
        return following;
    };
    return run({.request = request,
                .scope = pullScope(repository),
                .error = badReference({.path = repository}),
                .step = step,
                .done =
                    [pages, done = std::move(done)](const Answer &answer, Identified) {
                        if (answer)
                            done(pages->list);
                        else
                            done(tl::make_unexpected(answer.error().error));
                    }},
               context);
}

RequestHandle RegistryClient::manifest(const ImageReference &image, const QObject *context, Done<Manifest> done)
{
    const ImageReference asked = image.withDefaultTag();
    return run({.request = manifestRequest(asked, "GET"),
                .scope = pullScope(asked.path),
                .error = badReference(asked),
                .done =
                    [asked, done = std::move(done)](const Answer &answer, Identified) {
                        if (answer)
                            done(manifestOf(asked, *answer));
                        else
                            done(tl::make_unexpected(answer.error().error));
                    }},
               context);
}

RequestHandle RegistryClient::manifestHead(const ImageReference &image, const QObject *context, Done<ManifestHead> done)
{
    const ImageReference asked = image.withDefaultTag();
    return run({.request = manifestRequest(asked, "HEAD"),
                .scope = pullScope(asked.path),
                .error = badReference(asked),
                .done =
                    [asked, done = std::move(done)](const Answer &answer, Identified) {
                        if (answer)
                            done(manifestHeadOf(asked, *answer));
                        else
                            done(tl::make_unexpected(answer.error().error));
                    }},
               context);
}

RequestHandle RegistryClient::blobHead(const QString &repository, const Digest &digest, const QObject *context,
                                       Done<BlobHead> done)
{
    const HttpRequest request{.method = "HEAD",
                              .path = u"/v2/%1/blobs/%2"_s.arg(repository, digest.toString()),
                              .accept = "*/*",
                              .bodyLimit = SmallLimit};
    QUrl page = endpoint().server;
    page.setPath(request.path);
    return run({.request = request,
                .scope = pullScope(repository),
                .error = badReference({.path = repository, .digest = digest}),
                .done =
                    [page, done = std::move(done)](const Answer &answer, Identified) {
                        if (answer)
                            return done(BlobHead{.exists = true, .sizeBytes = contentLength(answer->headers)});
                        const ApiError &error = answer.error().error;
                        if (storageOf(answer.error(), page)) // which nobody needs to ask
                            return done(BlobHead{.exists = true, .sizeBytes = std::nullopt});
                        if (error.kind == ApiError::Kind::NotFound)
                            return done(BlobHead{});
                        done(tl::make_unexpected(error));
                    }},
               context);
}

RequestHandle RegistryClient::smallBlob(const QString &repository, const Digest &digest, const QObject *context,
                                        Done<QByteArray> done)
{
    const HttpRequest request{
        .path = u"/v2/%1/blobs/%2"_s.arg(repository, digest.toString()), .accept = "*/*", .bodyLimit = ManifestLimit};
    QUrl page = endpoint().server;
    page.setPath(request.path);
    const auto received = [this, digest, page, context, done = std::move(done)](const Answer &answer, Identified) {
        const auto place = answer ? std::nullopt : storageOf(answer.error(), page);
        if (place)
            fetchElsewhere(*place, digest, context, done);
        else if (answer)
            done(blobOf(digest, *answer));
        else
            done(tl::make_unexpected(answer.error().error));
    };
    return run({.request = request,
                .scope = pullScope(repository),
                .error = badReference({.path = repository, .digest = digest}),
                .done = received},
               context);
}

//! Of what the user said of the registry only its CA holds for another host, nor does anybody learn there who asks.
void RegistryClient::fetchElsewhere(const QUrl &place, const Digest &digest, const QObject *context,
                                    Done<QByteArray> done)
{
    transport::Endpoint storage{.caPem = endpoint().caPem, .proxy = endpoint().proxy};
    const bool isOwn = place.authority() == endpoint().server.authority();
    if (isOwn)
        storage = endpoint();
    storage.server = QUrl();
    storage.server.setScheme(place.scheme());
    storage.server.setAuthority(place.authority());
    auto *http = new transport::HttpClient(
        storage, std::make_unique<transport::StaticCredentials>(transport::Credentials{}), m_userAgent, this);
    connect(context, &QObject::destroyed, http, &QObject::deleteLater);
    http->send({.path = place.path(),
                .query = QUrlQuery(place.query(QUrl::FullyEncoded)),
                .accept = "*/*",
                .answerTimeout = m_session->answerTimeout.value_or(transport::HttpRequest().answerTimeout),
                .bodyLimit = ManifestLimit},
               context, [http = QPointer(http), digest, done = std::move(done)](const RegistryRequest::Answer &answer) {
                   if (http)
                       http->deleteLater();
                   if (answer)
                       done(blobOf(digest, *answer));
                   else
                       done(tl::make_unexpected(answer.error().error));
               });
}

RequestHandle RegistryClient::referrers(const QString &repository, const Digest &digest, const QObject *context,
                                        Done<Referrers> done)
{
    using Source = Referrers::Source;
    const auto pages = std::make_shared<ReferrerPages>(ReferrerPages{.list = Referrers{}});
    const auto isMissing = [pages](const Answer &answer) {
        return pages->isFirst && !answer && answer.error().error.kind == ApiError::Kind::NotFound;
    };
    const ImageReference tagged{.path = repository, .tag = referrersTag(digest)};
    const HttpRequest request{.path = u"/v2/%1/referrers/%2"_s.arg(repository, digest.toString()),
                              .accept = acceptedManifests(),
                              .bodyLimit = ManifestLimit};
    QUrl page;
    page.setPath(request.path);
    const auto step = [=](const Answer &answer) -> std::optional<HttpRequest> {
        if (isMissing(answer) && pages->list->source == Source::Api) {
            pages->list->source = Source::TagSchema;
            return manifestRequest(tagged, "GET");
        }
        const auto next = answer ? pages->take(*answer, page) : std::nullopt;
        if (!next)
            return {};
        HttpRequest following = request;
        following.path = next->path;
        following.query = next->query;
        return following;
    };
    return run({.request = request,
                .scope = pullScope(repository),
                .error = badReference({.path = repository, .digest = digest}),
                .step = step,
                .done =
                    [pages, isMissing, done = std::move(done)](const Answer &answer, Identified) {
                        if (answer || isMissing(answer))
                            done(pages->list);
                        else
                            done(tl::make_unexpected(answer.error().error));
                    }},
               context);
}

RequestHandle RegistryClient::run(Call call, const QObject *context)
{
    auto *request = new RegistryRequest(*m_session, std::move(call.request), std::move(call.scope), call.identity,
                                        std::move(call.step), this);
    const auto done = std::make_shared<decltype(call.done)>(std::move(call.done));
    connect(request, &RegistryRequest::finished, context, [done, request] {
        const Answer answer = request->answer(); // outlives a request that a done deletes
        if (const auto now = std::exchange(*done, {}))
            now(answer, request->identified());
    });
    connect(request, &RegistryRequest::finished, request, &QObject::deleteLater);
    // The client went first. Queued: whoever destroys it does not expect to be called from there.
    const auto cancelled = [done] {
        if (const auto now = std::exchange(*done, {}))
            now(tl::make_unexpected(HttpFailure{.error = {.kind = ApiError::Kind::Cancelled}}), Identified::NotAsked);
    };
    connect(request, &QObject::destroyed, context, cancelled, Qt::QueuedConnection);
    connect(context, &QObject::destroyed, request, &QObject::deleteLater);
    if (call.error)
        request->failLater(*call.error);
    else
        request->start();
    return RequestHandle(request);
}

} // namespace fairlead::registry
