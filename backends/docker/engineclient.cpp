// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "engineclient.h"

#include "enginedecoder.h"
#include "streamerror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

using transport::HttpFailure;
using transport::HttpRequest;
using transport::HttpResponse;

constexpr QByteArrayView ClearToTls = "Client sent an HTTP request to an HTTPS server";
constexpr qint64 SmallBody = 1 << 20;
constexpr qint64 ListBody = 64 << 20; // thousands of containers, each with its labels and mounts
constexpr auto CountingTime = 10min;
constexpr auto WorkingTime = 2min; // the engine writes to its disk before it answers

template <class T>
std::function<Result<T>(const HttpResponse &)> body(Result<T> (*decode)(QByteArrayView))
{
    return [decode](const HttpResponse &response) {
        return decode(response.body).map_error([&response](ApiError error) {
            error.httpStatus = response.status;
            if (response.contentType == "text/html")
                error.reason = u"HtmlAnswer"_s; // a proxy or a login page, not the engine
            return error;
        });
    };
}

Result<void> nothing(const HttpResponse &)
{
    return {};
}

//! 304: it is so already.
EngineClient::Done<void> unlessAlready(EngineClient::Done<void> done)
{
    return [done = std::move(done)](const Result<void> &result) {
        const bool isAlready = !result && result.error().httpStatus == 304;
        done(isAlready ? Result<void>() : result);
    };
}

void addFlag(HttpRequest &request, const QString &name, bool isSet)
{
    if (isSet)
        request.query.addQueryItem(name, u"1"_s);
}

void addFilter(HttpRequest &request, const QString &name, const QString &value)
{
    const QJsonObject filters{{name, QJsonArray{value}}};
    request.query.addQueryItem(u"filters"_s, QString::fromUtf8(QJsonDocument(filters).toJson(QJsonDocument::Compact)));
}

} // namespace

bool isPathName(const QString &name)
{
    const auto isPlain = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               QStringView(u"_.-/:@").contains(c);
    };
    const QStringList segments = name.split(u'/');
    return name.size() <= 1'000 && std::all_of(name.begin(), name.end(), isPlain) &&
           std::none_of(segments.begin(), segments.end(), [](const QString &segment) {
               return segment.isEmpty() || segment == "."_L1 || segment == ".."_L1;
           });
}

ApiError errorFromFailure(const HttpFailure &failure)
{
    ApiError error = failure.error;
    if (error.httpStatus == 400 && failure.body.startsWith(ClearToTls)) { // by Go's server, before the engine
        error.reason = u"TlsExpected"_s;
        error.message = QString::fromUtf8(failure.body).trimmed();
    }
    if (error.httpStatus == 0 || failure.contentType != "application/json")
        return error;
    if (const QString message = decodeMessage(failure.body); !message.isEmpty())
        error.message = message;
    return error;
}

QString EngineClient::versioned(const QString &path) const
{
    return u"/v"_s + m_apiVersion.text() + path;
}

HttpRequest EngineClient::request(const QByteArray &method, const QString &path) const
{
    return {.method = method, .path = versioned(path), .answerTimeout = m_answerTimeout, .bodyLimit = SmallBody};
}

template <class T>
transport::RequestHandle EngineClient::send(const HttpRequest &request, const QObject *context, Done<T> done,
                                            std::function<Result<T>(const Response &)> decode)
{
    return m_http.send(
        request, context,
        [done = std::move(done), decode = std::move(decode)](const tl::expected<HttpResponse, HttpFailure> &response) {
            if (response)
                done(decode(*response));
            else
                done(tl::make_unexpected(errorFromFailure(response.error())));
        });
}

template <class T>
transport::RequestHandle EngineClient::refuse(const QString &name, const QObject *context, Done<T> done) const
{
    const ApiError error{.kind = ApiError::Kind::Invalid,
                         .reason = u"BadName"_s,
                         .message = u"\"%1\" is no name of an image or a container"_s.arg(name.left(200))};
    QMetaObject::invokeMethod(
        const_cast<QObject *>(context), [done = std::move(done), error] { done(tl::make_unexpected(error)); },
        Qt::QueuedConnection);
    return {};
}

transport::RequestHandle EngineClient::ping(const QObject *context, Done<Ping> done)
{
    HttpRequest request = this->request("GET", {});
    request.path = u"/_ping"_s;
    request.accept = "text/plain";
    return send<Ping>(request, context, std::move(done), [](const Response &response) -> Result<Ping> {
        const auto header = [&](QByteArrayView name) {
            return QString::fromLatin1(transport::headerValue(response.headers, name));
        };
        return Ping{.apiVersion = header("api-version"),
                    .osType = header("ostype"),
                    .builderVersion = header("builder-version"),
                    .server = header("server"),
                    .latency = response.latency};
    });
}

transport::RequestHandle EngineClient::version(const QObject *context, Done<EngineVersion> done)
{
    HttpRequest request = this->request("GET", {});
    request.path = u"/version"_s;
    return send<EngineVersion>(request, context, std::move(done), [](const Response &response) {
        return body(decodeVersion)(response).map([&](EngineVersion version) {
            version.latency = response.latency;
            return version;
        });
    });
}

transport::RequestHandle EngineClient::info(const QObject *context, Done<EngineInfo> done)
{
    return send(request("GET", u"/info"_s), context, std::move(done), body(decodeInfo));
}

transport::RequestHandle EngineClient::diskUsage(const QObject *context, Done<DiskUsage> done)
{
    HttpRequest request = this->request("GET", u"/system/df"_s);
    request.answerTimeout = CountingTime;
    request.bodyLimit = ListBody;
    request.isLong = true;
    return send(request, context, std::move(done), body(decodeDiskUsage));
}

transport::RequestHandle EngineClient::listBuildCache(const QObject *context, Done<std::vector<BuildCacheEntry>> done)
{
    HttpRequest request = this->request("GET", u"/system/df"_s);
    if (m_apiVersion >= ApiVersion{1, 42})
        request.query.addQueryItem(u"type"_s, u"build-cache"_s);
    request.answerTimeout = CountingTime;
    request.bodyLimit = ListBody;
    request.isLong = true;
    return send<std::vector<BuildCacheEntry>>(request, context, std::move(done), [](const HttpResponse &response) {
        return body(decodeDiskUsage)(response).map([](const DiskUsage &usage) { return usage.buildCache; });
    });
}

transport::RequestHandle EngineClient::pruneBuildCache(std::chrono::milliseconds unusedFor, const QObject *context,
                                                       Done<BuildCacheRemoval> done)
{
    HttpRequest request = this->request("POST", u"/build/prune"_s);
    addFilter(request, u"until"_s, u"%1ms"_s.arg(unusedFor.count()));
    request.answerTimeout = CountingTime;
    request.bodyLimit = ListBody;
    request.isLong = true;
    return send(request, context, std::move(done), body(decodeBuildCacheRemoval));
}

transport::RequestHandle EngineClient::listContainers(bool all, const QObject *context,
                                                      Done<std::vector<Container>> done)
{
    HttpRequest request = this->request("GET", u"/containers/json"_s);
    addFlag(request, u"all"_s, all);
    request.bodyLimit = ListBody;
    return send(request, context, std::move(done), body(decodeContainers));
}

transport::RequestHandle EngineClient::inspectContainer(const QString &id, const QObject *context,
                                                        Done<ContainerDetails> done)
{
    if (!isPathName(id))
        return refuse(id, context, std::move(done));
    return send(request("GET", u"/containers/"_s + id + u"/json"_s), context, std::move(done), body(decodeContainer));
}

transport::RequestHandle EngineClient::createContainer(const QString &name, const ContainerSpec &spec,
                                                       const QObject *context, Done<CreatedContainer> done)
{
    HttpRequest request = this->request("POST", u"/containers/create"_s);
    if (!name.isEmpty())
        request.query.addQueryItem(u"name"_s, name);
    request.contentType = "application/json";
    request.body = encodeContainer(spec);
    request.answerTimeout = std::max<std::chrono::milliseconds>(m_answerTimeout, WorkingTime);
    return send(request, context, std::move(done), body(decodeCreatedContainer));
}

transport::RequestHandle EngineClient::startContainer(const QString &id, const QObject *context, Done<void> done)
{
    if (!isPathName(id))
        return refuse(id, context, std::move(done));
    HttpRequest request = this->request("POST", u"/containers/"_s + id + u"/start"_s);
    request.answerTimeout = std::max<std::chrono::milliseconds>(m_answerTimeout, WorkingTime);
    return send<void>(request, context, unlessAlready(std::move(done)), nothing);
}

transport::RequestHandle EngineClient::waitContainer(const QString &id, std::chrono::milliseconds limit,
                                                     const QObject *context, Done<ContainerExit> done)
{
    if (!isPathName(id))
        return refuse(id, context, std::move(done));
    HttpRequest request = this->request("POST", u"/containers/"_s + id + u"/wait"_s);
    request.answerTimeout = limit; // some engines send the status line at once, others with the answer
    request.idleTimeout = limit;
    request.isLong = true;
    return send(request, context, std::move(done), body(decodeContainerExit));
}

transport::RequestHandle EngineClient::stopContainer(const QString &id, std::chrono::seconds grace,
                                                     const QObject *context, Done<void> done)
{
    if (!isPathName(id))
        return refuse(id, context, std::move(done));
    HttpRequest request = this->request("POST", u"/containers/"_s + id + u"/stop"_s);
    request.query.addQueryItem(u"t"_s, QString::number(grace.count()));
    request.answerTimeout = m_answerTimeout + grace;
    request.isLong = true;
    return send<void>(request, context, unlessAlready(std::move(done)), nothing);
}

transport::RequestHandle EngineClient::removeContainer(const QString &id, bool force, bool withVolumes,
                                                       const QObject *context, Done<void> done)
{
    if (!isPathName(id))
        return refuse(id, context, std::move(done));
    HttpRequest request = this->request("DELETE", u"/containers/"_s + id);
    addFlag(request, u"force"_s, force);
    addFlag(request, u"v"_s, withVolumes);
    request.answerTimeout = std::max<std::chrono::milliseconds>(m_answerTimeout, WorkingTime);
    return send<void>(request, context, std::move(done), nothing);
}

transport::RequestHandle EngineClient::createExec(const QString &container, const ExecSpec &spec,
                                                  const QObject *context, Done<QString> done)
{
    if (!isPathName(container))
        return refuse(container, context, std::move(done));
    HttpRequest request = this->request("POST", u"/containers/"_s + container + u"/exec"_s);
    request.contentType = "application/json";
    request.body = encodeExec(spec, m_apiVersion);
    return send(request, context, std::move(done), body(decodeCreatedExec));
}

transport::RequestHandle EngineClient::inspectExec(const QString &id, const QObject *context, Done<ExecDetails> done)
{
    if (!isPathName(id))
        return refuse(id, context, std::move(done));
    return send(request("GET", u"/exec/"_s + id + u"/json"_s), context, std::move(done), body(decodeExec));
}

transport::RequestHandle EngineClient::resizeExec(const QString &id, ConsoleSize size, const QObject *context,
                                                  Done<void> done)
{
    return resize(u"/exec/"_s, id, size, context, std::move(done));
}

transport::RequestHandle EngineClient::resizeContainer(const QString &id, ConsoleSize size, const QObject *context,
                                                       Done<void> done)
{
    return resize(u"/containers/"_s, id, size, context, std::move(done));
}

transport::RequestHandle EngineClient::resize(const QString &kind, const QString &id, ConsoleSize size,
                                              const QObject *context, Done<void> done)
{
    if (!isPathName(id))
        return refuse(id, context, std::move(done));
    HttpRequest request = this->request("POST", kind + id + u"/resize"_s);
    request.query.addQueryItem(u"h"_s, QString::number(size.rows));
    request.query.addQueryItem(u"w"_s, QString::number(size.columns));
    return send<void>(request, context, std::move(done), nothing);
}

transport::RequestHandle EngineClient::listImages(const QObject *context, Done<std::vector<Image>> done)
{
    HttpRequest request = this->request("GET", u"/images/json"_s);
    const bool counts = m_apiVersion >= ApiVersion{1, 42};
    addFlag(request, u"shared-size"_s, counts);
    request.bodyLimit = ListBody;
    const auto decode = [counts](const HttpResponse &response) {
        return body(decodeImages)(response).map([counts](std::vector<Image> images) {
            for (Image &image : images) // some say 0 for what they did not count
                image.sharedSizeBytes = counts ? image.sharedSizeBytes : -1;
            return images;
        });
    };
    return send<std::vector<Image>>(request, context, std::move(done), decode);
}

transport::RequestHandle EngineClient::listLabelledImages(const QString &label, const QObject *context,
                                                          Done<std::vector<Image>> done)
{
    HttpRequest request = this->request("GET", u"/images/json"_s);
    addFilter(request, u"label"_s, label);
    request.bodyLimit = ListBody;
    return send(request, context, std::move(done), body(decodeImages));
}

transport::RequestHandle EngineClient::inspectImage(const QString &name, const QObject *context,
                                                    Done<ImageDetails> done)
{
    if (!isPathName(name))
        return refuse(name, context, std::move(done));
    return send(request("GET", u"/images/"_s + name + u"/json"_s), context, std::move(done), body(decodeImage));
}

transport::RequestHandle EngineClient::imageHistory(const QString &name, const QObject *context,
                                                    Done<std::vector<ImageLayer>> done)
{
    if (!isPathName(name))
        return refuse(name, context, std::move(done));
    return send(request("GET", u"/images/"_s + name + u"/history"_s), context, std::move(done), body(decodeHistory));
}

transport::RequestHandle EngineClient::registryImage(const QString &name, const EngineLogin &login,
                                                     const QObject *context, Done<QString> done)
{
    if (!isPathName(name))
        return refuse(name, context, std::move(done));
    HttpRequest request = this->request("GET", u"/distribution/"_s + name + u"/json"_s);
    request.headers.push_back({"X-Registry-Auth", registryAuth(login)});
    Done<QString> told = [done = std::move(done)](const Result<QString> &digest) {
        done(digest ? digest : tl::make_unexpected(errorOfRegistry(digest.error())));
    };
    return send(request, context, std::move(told), body(decodeRegistryImage));
}

transport::RequestHandle EngineClient::tagImage(const QString &name, const QString &repository, const QString &tag,
                                                const QObject *context, Done<void> done)
{
    if (!isPathName(name))
        return refuse(name, context, std::move(done));
    HttpRequest request = this->request("POST", u"/images/"_s + name + u"/tag"_s);
    request.query.addQueryItem(u"repo"_s, repository);
    request.query.addQueryItem(u"tag"_s, tag);
    return send<void>(request, context, std::move(done), nothing);
}

transport::RequestHandle EngineClient::removeImage(const QString &name, bool force, const QObject *context,
                                                   Done<ImageRemoval> done)
{
    if (!isPathName(name))
        return refuse(name, context, std::move(done));
    HttpRequest request = this->request("DELETE", u"/images/"_s + name);
    addFlag(request, u"force"_s, force);
    request.answerTimeout = std::max<std::chrono::milliseconds>(m_answerTimeout, WorkingTime);
    return send(request, context, std::move(done), body(decodeImageRemoval));
}

transport::RequestHandle EngineClient::listVolumes(const QObject *context, Done<std::vector<Volume>> done)
{
    HttpRequest request = this->request("GET", u"/volumes"_s);
    request.bodyLimit = ListBody;
    return send(request, context, std::move(done), body(decodeVolumes));
}

transport::RequestHandle EngineClient::removeVolume(const QString &name, const QObject *context, Done<void> done)
{
    if (!isPathName(name))
        return refuse(name, context, std::move(done));
    HttpRequest request = this->request("DELETE", u"/volumes/"_s + name);
    request.answerTimeout = std::max<std::chrono::milliseconds>(m_answerTimeout, WorkingTime);
    return send<void>(request, context, std::move(done), nothing);
}

} // namespace fairlead::docker
