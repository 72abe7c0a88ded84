// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httpclient.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include <functional>

namespace fairlead::kubernetes {

//! GET /version.
struct ServerVersion
{
    QString gitVersion; //!< "v1.36.3"
    std::chrono::milliseconds latency{};
};

//! Who the server takes us for.
struct UserInfo
{
    QString username;
    QStringList groups;
};

//! One right that a pane needs. Source: authorization.k8s.io/v1, ResourceAttributes.
struct ResourceAttributes
{
    QString verb;
    QString group;
    QString resource;
    QString subresource;
    QString namespaceName; //!< empty: in all namespaces, or not namespaced
    QString name{};        //!< of one object; empty: of all

    //! "list pods", "create pods/exec", "bind roles view": for people.
    QString text() const;

    bool operator==(const ResourceAttributes &) const = default;
};

//! One function per endpoint of the API server. Functions that take a context and \c done keep RequestHandle's
//! contract: \c done is called exactly once on the client's thread, never after the context is gone. Errors: those of
//! the transport, in the server's own words where it sent a Status.
class ApiClient
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    explicit ApiClient(transport::HttpClient &http)
        : m_http(http)
    {
    }

    //! Source: GET /version.
    transport::RequestHandle version(const QObject *context, Done<ServerVersion> done);

    //! Source: POST /apis/authentication.k8s.io/v1/selfsubjectreviews. Errors: NotFound before Kubernetes 1.28.
    transport::RequestHandle selfSubjectReview(const QObject *context, Done<UserInfo> done);

    //! Whether we may do it, as the server's authorizers say now.
    //! Source: POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews.
    transport::RequestHandle selfSubjectAccessReview(const ResourceAttributes &attributes, const QObject *context,
                                                     Done<bool> done);

    //! The uid of namespace kube-system, which tells clusters apart whatever they are reached by.
    //! Source: GET /api/v1/namespaces/kube-system. Errors: Forbidden for narrow roles.
    transport::RequestHandle clusterUid(const QObject *context, Done<QString> done);

    //! "namespace/name" of the DaemonSets of all namespaces, at most 500. Source: GET /apis/apps/v1/daemonsets.
    transport::RequestHandle daemonSets(const QObject *context, Done<QStringList> done);

    //! Whether the server has \p resource ("clusterpolicies") in \p groupVersion ("nvidia.com/v1"). Source: GET
    //! /apis/{group}/{version}.
    transport::RequestHandle servesResource(const QString &groupVersion, const QString &resource,
                                            const QObject *context, Done<bool> done);

    //! The group and version ("kueue.x-k8s.io/v1beta2") in which the server would rather speak of \p group.
    //! Source: GET /apis/{group}. Errors: NotFound where it does not have the group.
    transport::RequestHandle preferredVersion(const QString &group, const QObject *context, Done<QString> done);

    //! Limits for the requests to come.
    void setAnswerTimeout(std::chrono::milliseconds timeout) { m_answerTimeout = timeout; }

private:
    transport::RequestHandle sendJson(transport::HttpRequest request, const QObject *context,
                                      std::function<void(Result<QJsonObject>, std::chrono::milliseconds latency)> done);
    transport::RequestHandle createReview(const QString &path, const QJsonObject &body, const QObject *context,
                                          Done<QJsonObject> done);

    transport::HttpClient &m_http;
    std::chrono::milliseconds m_answerTimeout{15'000};
};

} // namespace fairlead::kubernetes
