// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectclient.h"

#include "apistatus.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

constexpr qint64 ObjectBody = 4 << 20;
constexpr qint64 ListBody = 16 << 20;
constexpr qsizetype MostWarnings = 50;
constexpr qsizetype MostCauses = 50;

using transport::HttpFailure;
using transport::HttpResponse;

ObjectError errorOf(const HttpFailure &failure)
{
    ObjectError result{errorFromFailure(failure), {}};
    if (failure.contentType != "application/json")
        return result;
    const QJsonObject status = QJsonDocument::fromJson(failure.body).object();
    for (const QJsonValue cause : status.value("details"_L1)["causes"_L1].toArray()) {
        if (result.causes.size() < MostCauses)
            result.causes.push_back(
                {cause["reason"_L1].toString(), cause["message"_L1].toString(), cause["field"_L1].toString()});
    }
    return result;
}

ObjectResult answerOf(const HttpResponse &response)
{
    if (response.contentType != "application/json")
        return tl::make_unexpected(ObjectError{unexpectedContentType(response.status, response.contentType), {}});
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(response.body, &problem);
    if (!document.isObject()) {
        const QString message = document.isNull() ? problem.errorString() : u"not an object"_s;
        return tl::make_unexpected(ObjectError{{.kind = ApiError::Kind::Malformed,
                                                .httpStatus = response.status,
                                                .reason = u"BadJson"_s,
                                                .message = message},
                                               {}});
    }
    ObjectAnswer answer{document.object(), {}};
    for (const auto &[name, value] : response.headers) {
        const QString warning = name == "warning" ? warningText(value) : QString();
        if (!warning.isEmpty() && answer.warnings.size() < MostWarnings)
            answer.warnings += warning;
    }
    return answer;
}

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QString warningText(const QByteArray &header)
{
    const QString text = QString::fromUtf8(header).trimmed();
    const qsizetype from = text.indexOf(u'"');
    const qsizetype to = text.lastIndexOf(u'"');
    if (from < 0 || to <= from)
        return {};
    return text.sliced(from + 1, to - from - 1).replace(u"\\\""_s, u"\""_s).replace(u"\\\\"_s, u"\\"_s);
}

ObjectClient::Reference ObjectClient::referenceTo(const QJsonObject &object)
{
    return {object.value("apiVersion"_L1).toString(), object.value("kind"_L1).toString(), namespaceOf(object),
            nameOf(object)};
}

transport::RequestHandle ObjectClient::discover(const QString &apiVersion, const QObject *context,
                                                Done<tl::expected<void, ObjectError>> done)
{
    const QString root = apiVersion.contains(u'/') ? u"/apis/"_s : u"/api/"_s;
    return send({.path = root + apiVersion, .bodyLimit = ObjectBody}, context,
                [this, done = std::move(done)](const ObjectResult &answer) {
                    if (!answer)
                        return done(tl::make_unexpected(answer.error()));
                    for (ObjectKind &kind : decodeResourceList(answer->object))
                        m_discovered.push_back(std::move(kind));
                    done({});
                });
}

transport::RequestHandle ObjectClient::create(const QJsonObject &object, Mode mode, const QObject *context,
                                              Done<ObjectResult> done)
{
    const Reference reference = referenceTo(object);
    const auto kind = kindOf(reference.apiVersion, reference.kind);
    if (!kind)
        return refuse(reference.kind, context, std::move(done));
    transport::HttpRequest request{.method = "POST",
                                   .path = kind->path(reference.namespaceName),
                                   .contentType = "application/json",
                                   .body = jsonOf(object),
                                   .bodyLimit = ObjectBody};
    request.query.addQueryItem(u"fieldValidation"_s, u"Strict"_s);
    request.query.addQueryItem(u"fieldManager"_s, u"fairlead"_s);
    if (mode == Mode::DryRun)
        request.query.addQueryItem(u"dryRun"_s, u"All"_s);
    return send(request, context, std::move(done));
}

transport::RequestHandle ObjectClient::get(const Reference &reference, const QObject *context, Done<ObjectResult> done)
{
    const auto kind = kindOf(reference.apiVersion, reference.kind);
    if (!kind)
        return refuse(reference.kind, context, std::move(done));
    return send({.path = kind->path(reference.namespaceName, reference.name), .bodyLimit = ObjectBody}, context,
                std::move(done));
}

transport::RequestHandle ObjectClient::list(const QString &apiVersion, const QString &kind,
                                            const QString &namespaceName, const QString &labelSelector,
                                            const QString &fieldSelector, const QObject *context, Done<ObjectList> done)
{
    const auto known = kindOf(apiVersion, kind);
    if (!known)
        return refuse(kind, context, std::move(done));
    transport::HttpRequest request{.path = known->path(namespaceName), .bodyLimit = ListBody};
    request.query.addQueryItem(u"limit"_s, u"500"_s);
    if (!labelSelector.isEmpty())
        request.query.addQueryItem(u"labelSelector"_s, labelSelector);
    if (!fieldSelector.isEmpty())
        request.query.addQueryItem(u"fieldSelector"_s, fieldSelector);
    return send(request, context, [apiVersion, kind, done = std::move(done)](const ObjectResult &answer) {
        if (!answer)
            return done(tl::make_unexpected(answer.error()));
        std::vector<QJsonObject> objects;
        for (const QJsonValue item : answer->object.value("items"_L1).toArray()) {
            QJsonObject object = item.toObject(); // in a list they do not say what they are
            object.insert(u"apiVersion"_s, apiVersion);
            object.insert(u"kind"_s, kind);
            objects.push_back(object);
        }
        done(objects);
    });
}

transport::RequestHandle ObjectClient::patch(const Reference &reference, const QJsonObject &patch,
                                             const QObject *context, Done<ObjectResult> done)
{
    const auto kind = kindOf(reference.apiVersion, reference.kind);
    if (!kind)
        return refuse(reference.kind, context, std::move(done));
    transport::HttpRequest request{.method = "PATCH",
                                   .path = kind->path(reference.namespaceName, reference.name),
                                   .contentType = "application/merge-patch+json",
                                   .body = jsonOf(patch),
                                   .bodyLimit = ObjectBody};
    request.query.addQueryItem(u"fieldValidation"_s, u"Strict"_s);
    request.query.addQueryItem(u"fieldManager"_s, u"fairlead"_s);
    return send(request, context, std::move(done));
}

transport::RequestHandle ObjectClient::send(const Reference &reference, const Removal &removal, const QObject *context,
                                            Done<tl::expected<void, ObjectError>> done)
{
    const auto kind = kindOf(reference.apiVersion, reference.kind);
    if (!kind)
        return refuse(reference.kind, context, std::move(done));
    QJsonObject options{
        {u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"DeleteOptions"_s}, {u"propagationPolicy"_s, u"Background"_s}};
    QJsonObject preconditions;
    if (!removal.uid.isEmpty())
        preconditions.insert(u"uid"_s, removal.uid);
    if (!removal.resourceVersion.isEmpty())
        preconditions.insert(u"resourceVersion"_s, removal.resourceVersion);
    if (removal.graceSeconds)
        options.insert(u"gracePeriodSeconds"_s, *removal.graceSeconds);
    if (!preconditions.isEmpty())
        options.insert(u"preconditions"_s, preconditions);
    return send({.method = "DELETE",
                 .path = kind->path(reference.namespaceName, reference.name),
                 .contentType = "application/json",
                 .body = jsonOf(options),
                 .bodyLimit = ObjectBody},
                context, [done = std::move(done)](const ObjectResult &answer) {
                    done(answer.map([](const ObjectAnswer &) {}));
                });
}

transport::RequestHandle ObjectClient::podLog(const QString &namespaceName, const QString &pod,
                                              const QString &container, qint64 limitBytes, const QObject *context,
                                              Done<tl::expected<QByteArray, ObjectError>> done)
{
    transport::HttpRequest request{.path = knownKind(u"v1"_s, u"Pod"_s)->path(namespaceName, pod) + u"/log"_s,
                                   .accept = "*/*",
                                   .answerTimeout = m_answerTimeout,
                                   .bodyLimit = limitBytes + 4'096};
    request.query.addQueryItem(u"container"_s, container);
    request.query.addQueryItem(u"limitBytes"_s, QString::number(limitBytes));
    return m_http.send(request, context,
                       [limitBytes, done = std::move(done)](const tl::expected<HttpResponse, HttpFailure> &response) {
                           if (response)
                               done(response->body.first(std::min<qsizetype>(response->body.size(), limitBytes)));
                           else
                               done(tl::make_unexpected(errorOf(response.error())));
                       });
}

std::optional<ObjectKind> ObjectClient::kindOf(const QString &apiVersion, const QString &kind) const
{
    const auto found = std::find_if(m_discovered.begin(), m_discovered.end(), [&](const ObjectKind &each) {
        return each.apiVersion == apiVersion && each.kind == kind;
    });
    return found == m_discovered.end() ? knownKind(apiVersion, kind) : *found;
}

transport::RequestHandle ObjectClient::send(transport::HttpRequest request, const QObject *context,
                                            Done<ObjectResult> done)
{
    request.answerTimeout = m_answerTimeout;
    return m_http.send(request, context,
                       [done = std::move(done)](const tl::expected<HttpResponse, HttpFailure> &response) {
                           done(response ? answerOf(*response) : tl::make_unexpected(errorOf(response.error())));
                       });
}

template <class T>
transport::RequestHandle ObjectClient::refuse(const QString &kind, const QObject *context, Done<T> done) const
{
    const ObjectError error{{.kind = ApiError::Kind::Invalid,
                             .reason = u"UnknownKind"_s,
                             .message = u"the server is not known to have the kind \"%1\""_s.arg(kind)},
                            {}};
    QMetaObject::invokeMethod(
        const_cast<QObject *>(context), [error, done = std::move(done)] { done(tl::make_unexpected(error)); },
        Qt::QueuedConnection);
    return {};
}

} // namespace fairlead::kubernetes
