// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objectkinds.h"

#include "backends/transport/httpclient.h"

#include <QStringList>

#include <functional>

namespace fairlead::kubernetes {

//! One of the things that a server finds wrong with an object. Source: Kubernetes API, "StatusCause".
struct StatusCause
{
    QString reason; //!< "FieldValueRequired"
    QString message;
    QString field; //!< "spec.template.spec.containers[0].image"

    bool operator==(const StatusCause &) const = default;
};

//! Why the server did not do it: its own words, and each single thing where it tells them apart.
struct ObjectError
{
    ApiError error;
    std::vector<StatusCause> causes;

    bool operator==(const ObjectError &) const = default;
};

//! What the server made of it.
struct ObjectAnswer
{
    QJsonObject object;
    QStringList warnings; //!< its Warning headers: Pod Security, deprecated and unknown fields

    bool operator==(const ObjectAnswer &) const = default;
};

using ObjectResult = tl::expected<ObjectAnswer, ObjectError>;
using ObjectList = tl::expected<std::vector<QJsonObject>, ObjectError>;

//! Objects of an API server, written and read as JSON: one function per deed. Fields that the server does not know are
//! refused. Functions keep RequestHandle's contract: \c done is called exactly once on the client's thread, never
//! before they return, never after the context is gone. What was asked for may have happened although its answer was
//! lost. It must not outlive its HttpClient.
//!
//! Errors: those of the transport with the server's own Status; Invalid (UnknownKind) for a kind that neither the table
//! nor discover() has.
//! Source: Kubernetes API concepts; Warning: RFC 7234, 5.5.
class ObjectClient
{
public:
    using RequestHandle = transport::RequestHandle;
    template <class T>
    using Done = std::function<void(const T &)>;
    enum class Mode { Real, DryRun };

    explicit ObjectClient(transport::HttpClient &http)
        : m_http(http)
    {
    }

    //! Of one object, by kind, namespace and name.
    struct Reference
    {
        QString apiVersion;
        QString kind;
        QString namespaceName; //!< of a kind without: empty
        QString name;
    };
    static Reference referenceTo(const QJsonObject &object);

    //! Kinds of \p apiVersion that are in no table are known from then on. Source: GET /apis/{group}/{version}.
    RequestHandle discover(const QString &apiVersion, const QObject *context,
                           Done<tl::expected<void, ObjectError>> done);
    bool knows(const QString &apiVersion, const QString &kind) const { return kindOf(apiVersion, kind).has_value(); }

    //! DryRun: all that the server would do but keep it. Errors: Conflict (AlreadyExists), Invalid, Forbidden.
    RequestHandle create(const QJsonObject &object, Mode mode, const QObject *context, Done<ObjectResult> done);
    RequestHandle get(const Reference &reference, const QObject *context, Done<ObjectResult> done);
    //! At most 500. \p namespaceName empty: of all. Selectors empty: every one.
    RequestHandle list(const QString &apiVersion, const QString &kind, const QString &namespaceName,
                       const QString &labelSelector, const QString &fieldSelector, const QObject *context,
                       Done<ObjectList> done);
    //! As a JSON merge patch (RFC 7386).
    RequestHandle patch(const Reference &reference, const QJsonObject &patch, const QObject *context,
                        Done<ObjectResult> done);
    //! With what it owns, in the background. \p uid: only that very object (Conflict); empty: whichever has the name.
    RequestHandle remove(const Reference &reference, const QString &uid, const QObject *context,
                         Done<tl::expected<void, ObjectError>> done)
    {
        return removeUnchanged(reference, uid, {}, context, std::move(done));
    }
    //! Only while it is at \p resourceVersion, too (Conflict).
    RequestHandle removeUnchanged(const Reference &reference, const QString &uid, const QString &resourceVersion,
                                  const QObject *context, Done<tl::expected<void, ObjectError>> done)
    {
        return send(reference, {.uid = uid, .resourceVersion = resourceVersion}, context, std::move(done));
    }
    //! Of a pod: its processes get no time to end, and the server forgets it although its node may still run them.
    RequestHandle removeAtOnce(const Reference &reference, const QString &uid, const QObject *context,
                               Done<tl::expected<void, ObjectError>> done)
    {
        return send(reference, {.uid = uid, .graceSeconds = 0}, context, std::move(done));
    }
    //! The first \p limitBytes that a container wrote. Errors: Invalid (BadRequest) while it has not started.
    RequestHandle podLog(const QString &namespaceName, const QString &pod, const QString &container, qint64 limitBytes,
                         const QObject *context, Done<tl::expected<QByteArray, ObjectError>> done);

    //! Limits for the requests to come.
    void setAnswerTimeout(std::chrono::milliseconds timeout) { m_answerTimeout = timeout; }

private:
    std::optional<ObjectKind> kindOf(const QString &apiVersion, const QString &kind) const;
    struct Removal
    {
        QString uid{};
        QString resourceVersion{};
        std::optional<int> graceSeconds{};
    };
    RequestHandle send(const Reference &reference, const Removal &removal, const QObject *context,
                       Done<tl::expected<void, ObjectError>> done);
    RequestHandle send(transport::HttpRequest request, const QObject *context, Done<ObjectResult> done);
    template <class T>
    RequestHandle refuse(const QString &kind, const QObject *context, Done<T> done) const;

    transport::HttpClient &m_http;
    std::vector<ObjectKind> m_discovered;
    std::chrono::milliseconds m_answerTimeout{15'000};
};

//! The text of a Warning header: 299 - "text". Empty: it is none.
QString warningText(const QByteArray &header);

} // namespace fairlead::kubernetes
