// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apianswers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

namespace {

HttpAnswer json(const QJsonObject &object, int status = 200)
{
    return {.status = status, .body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

QJsonObject namespaceObject(const SimulatedCluster &cluster)
{
    return {{u"kind"_s, u"Namespace"_s},
            {u"apiVersion"_s, u"v1"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, u"kube-system"_s}, {u"uid"_s, cluster.uid}}}};
}

QJsonObject daemonSetList(const SimulatedCluster &cluster)
{
    QJsonArray items;
    for (const QString &daemonSet : cluster.daemonSets) {
        items << QJsonObject{{u"metadata"_s, QJsonObject{{u"namespace"_s, daemonSet.section(u'/', 0, 0)},
                                                         {u"name"_s, daemonSet.section(u'/', 1)}}}};
    }
    return {{u"kind"_s, u"PartialObjectMetadataList"_s},
            {u"apiVersion"_s, u"meta.k8s.io/v1"_s},
            {u"metadata"_s, QJsonObject{{u"resourceVersion"_s, u"1"_s}}},
            {u"items"_s, items}};
}

QJsonObject gpuOperatorResources()
{
    const QJsonObject policies{{u"name"_s, u"clusterpolicies"_s}, {u"kind"_s, u"ClusterPolicy"_s}};
    return {{u"kind"_s, u"APIResourceList"_s},
            {u"groupVersion"_s, u"nvidia.com/v1"_s},
            {u"resources"_s, QJsonArray{policies}}};
}

//! The object that was posted, with a status.
HttpAnswer review(const HttpRequest &request, const QJsonObject &status)
{
    QJsonObject object = QJsonDocument::fromJson(request.body).object();
    object.insert(u"status"_s, status);
    return json(object, 201);
}

//! Everything that only looks.
bool isAllowed(const HttpRequest &request)
{
    const QJsonObject spec = QJsonDocument::fromJson(request.body).object().value("spec"_L1).toObject();
    const QString verb = spec.value("resourceAttributes"_L1).toObject().value("verb"_L1).toString();
    return verb == "get"_L1 || verb == "list"_L1 || verb == "watch"_L1;
}

} // namespace

std::optional<HttpAnswer> answerAboutServer(const HttpRequest &request, const SimulatedCluster &cluster)
{
    const QString &path = request.path;
    if (request.method == "POST") {
        if (path == "/apis/authentication.k8s.io/v1/selfsubjectreviews"_L1) {
            const QJsonObject user{{u"username"_s, u"sandbox"_s}, {u"groups"_s, QJsonArray{u"system:authenticated"_s}}};
            return review(request, {{u"userInfo"_s, user}});
        }
        if (path == "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_L1)
            return review(request, {{u"allowed"_s, isAllowed(request)}});
    }
    if (request.method != "GET")
        return {};
    if (path == "/version"_L1)
        return json({{u"major"_s, u"1"_s}, {u"minor"_s, u"36"_s}, {u"gitVersion"_s, cluster.version}});
    if (path == "/api/v1/namespaces/kube-system"_L1)
        return json(namespaceObject(cluster));
    if (path == "/apis/apps/v1/daemonsets"_L1)
        return json(daemonSetList(cluster));
    if (path == "/apis/nvidia.com/v1"_L1 && cluster.hasGpuOperator)
        return json(gpuOperatorResources());
    return {};
}

HttpAnswer failureAnswer(const HttpRequest &request, const Failure &failure)
{
    const Encoding encoding = acceptedEncoding(request.accept).value_or(Encoding::Json);
    const bool isProtobuf = encoding == Encoding::Protobuf && failure.code != 406;
    return {.status = failure.code,
            .contentType = isProtobuf ? "application/vnd.kubernetes.protobuf" : "application/json",
            .body = statusBody(isProtobuf ? Encoding::Protobuf : Encoding::Json, failure),
            .retryAfterSeconds = failure.retryAfterSeconds};
}

std::optional<Encoding> acceptedEncoding(const QByteArray &accept)
{
    if (accept.isEmpty())
        return Encoding::Json;
    for (const QByteArray &range : accept.split(',')) {
        const QByteArray type = range.split(';').first().trimmed();
        if (type == "application/vnd.kubernetes.protobuf")
            return Encoding::Protobuf;
        if (type == "application/json" || type == "application/*" || type == "*/*")
            return Encoding::Json;
    }
    return {};
}

} // namespace fairlead::sandbox
