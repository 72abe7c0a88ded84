// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apiclient.h"

#include "apistatus.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

constexpr qint64 SmallBody = 1 << 20;
constexpr qint64 ListBody = 8 << 20;

Result<QJsonObject> parseAnswer(const transport::HttpResponse &response)
{
    if (response.contentType != "application/json")
        return tl::make_unexpected(unexpectedContentType(response.status, response.contentType));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(response.body, &error);
    if (!document.isObject()) {
        return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed,
                                            .httpStatus = response.status,
                                            .reason = u"BadJson"_s,
                                            .message = document.isNull() ? error.errorString() : u"not an object"_s});
    }
    return document.object();
}

} // namespace

QString ResourceAttributes::text() const
{
    QString object = resource;
    if (!subresource.isEmpty())
        object += u'/' + subresource;
    if (!name.isEmpty())
        object += u' ' + name;
    return verb + u' ' + object;
}

transport::RequestHandle ApiClient::version(const QObject *context, Done<ServerVersion> done)
{
    return sendJson({.path = u"/version"_s, .bodyLimit = SmallBody}, context,
                    [done = std::move(done)](const Result<QJsonObject> &answer, std::chrono::milliseconds latency) {
                        done(answer.map([latency](const QJsonObject &version) {
                            return ServerVersion{version.value("gitVersion"_L1).toString(), latency};
                        }));
                    });
}

transport::RequestHandle ApiClient::selfSubjectReview(const QObject *context, Done<UserInfo> done)
{
    const QJsonObject body{{u"apiVersion"_s, u"authentication.k8s.io/v1"_s}, {u"kind"_s, u"SelfSubjectReview"_s}};
    return createReview(u"/apis/authentication.k8s.io/v1/selfsubjectreviews"_s, body, context,
                        [done = std::move(done)](const Result<QJsonObject> &status) {
                            done(status.map([](const QJsonObject &review) {
                                const QJsonObject user = review.value("userInfo"_L1).toObject();
                                UserInfo info{.username = user.value("username"_L1).toString()};
                                for (const QJsonValue group : user.value("groups"_L1).toArray())
                                    info.groups << group.toString();
                                return info;
                            }));
                        });
}

transport::RequestHandle ApiClient::selfSubjectAccessReview(const ResourceAttributes &attributes,
                                                            const QObject *context, Done<bool> done)
{
    const QJsonObject resource{{u"verb"_s, attributes.verb},         {u"group"_s, attributes.group},
                               {u"resource"_s, attributes.resource}, {u"subresource"_s, attributes.subresource},
                               {u"name"_s, attributes.name},         {u"namespace"_s, attributes.namespaceName}};
    const QJsonObject body{{u"apiVersion"_s, u"authorization.k8s.io/v1"_s},
                           {u"kind"_s, u"SelfSubjectAccessReview"_s},
                           {u"spec"_s, QJsonObject{{u"resourceAttributes"_s, resource}}}};
    return createReview(
        u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s, body, context,
        [done = std::move(done)](const Result<QJsonObject> &status) {
            done(status.map([](const QJsonObject &review) { return review.value("allowed"_L1).toBool(); }));
        });
}

transport::RequestHandle ApiClient::clusterUid(const QObject *context, Done<QString> done)
{
    return sendJson({.path = u"/api/v1/namespaces/kube-system"_s, .bodyLimit = SmallBody}, context,
                    [done = std::move(done)](const Result<QJsonObject> &answer, std::chrono::milliseconds) {
                        done(answer.map([](const QJsonObject &object) {
                            return object.value("metadata"_L1).toObject().value("uid"_L1).toString();
                        }));
                    });
}

transport::RequestHandle ApiClient::daemonSets(const QObject *context, Done<QStringList> done)
{
    transport::HttpRequest request{.path = u"/apis/apps/v1/daemonsets"_s, .bodyLimit = ListBody};
    request.query.addQueryItem(u"limit"_s, u"500"_s);
    // Only names are wanted: the server leaves out the rest.
    request.accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    return sendJson(
        request, context, [done = std::move(done)](const Result<QJsonObject> &answer, std::chrono::milliseconds) {
            done(answer.map([](const QJsonObject &list) {
                QStringList names;
                for (const QJsonValue item : list.value("items"_L1).toArray()) {
                    const QJsonObject metadata = item.toObject().value("metadata"_L1).toObject();
                    names << metadata.value("namespace"_L1).toString() + u'/' + metadata.value("name"_L1).toString();
                }
                return names;
            }));
        });
}

transport::RequestHandle ApiClient::servesResource(const QString &groupVersion, const QString &resource,
                                                   const QObject *context, Done<bool> done)
{
    return sendJson({.path = u"/apis/"_s + groupVersion, .bodyLimit = ListBody}, context,
                    [resource, done = std::move(done)](const Result<QJsonObject> &answer, std::chrono::milliseconds) {
                        if (!answer && answer.error().kind == ApiError::Kind::NotFound)
                            return done(false);
                        done(answer.and_then([&resource](const QJsonObject &list) -> Result<bool> {
                            if (!list.value("resources"_L1).isArray())
                                return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed,
                                                                    .reason = u"BadList"_s,
                                                                    .message = u"no list of resources"_s});
                            const QJsonArray resources = list.value("resources"_L1).toArray();
                            return std::any_of(resources.begin(), resources.end(), [&resource](const QJsonValue &one) {
                                return one.toObject().value("name"_L1) == resource;
                            });
                        }));
                    });
}

transport::RequestHandle ApiClient::preferredVersion(const QString &group, const QObject *context, Done<QString> done)
{
    return sendJson({.path = u"/apis/"_s + group}, context,
                    [done = std::move(done)](const Result<QJsonObject> &answer, std::chrono::milliseconds) {
                        done(answer.and_then([](const QJsonObject &apiGroup) -> Result<QString> {
                            const QString version = apiGroup.value("preferredVersion"_L1)["groupVersion"_L1].toString();
                            if (version.isEmpty())
                                return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed,
                                                                    .reason = u"BadGroup"_s,
                                                                    .message = u"no preferred version"_s});
                            return version;
                        }));
                    });
}

transport::RequestHandle
ApiClient::sendJson(transport::HttpRequest request, const QObject *context,
                    std::function<void(Result<QJsonObject>, std::chrono::milliseconds latency)> done)
{
    request.answerTimeout = m_answerTimeout;
    return m_http.send(
        request, context,
        [done = std::move(done)](const tl::expected<transport::HttpResponse, transport::HttpFailure> &response) {
            if (response)
                done(parseAnswer(*response), response->latency);
            else
                done(tl::make_unexpected(errorFromFailure(response.error())), {});
        });
}

transport::RequestHandle ApiClient::createReview(const QString &path, const QJsonObject &body, const QObject *context,
                                                 Done<QJsonObject> done)
{
    const transport::HttpRequest request{.method = "POST",
                                         .path = path,
                                         .contentType = "application/json",
                                         .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
                                         .bodyLimit = SmallBody};
    return sendJson(
        request, context, [done = std::move(done)](const Result<QJsonObject> &answer, std::chrono::milliseconds) {
            done(answer.map([](const QJsonObject &object) { return object.value("status"_L1).toObject(); }));
        });
}

} // namespace fairlead::kubernetes
