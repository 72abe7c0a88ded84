// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "enginelogin.h"
#include "enginetypes.h"

#include "backends/transport/httpclient.h"

#include <QObject>

#include <functional>

namespace fairlead::docker {

//! One function per endpoint of the Engine API. Functions that take a context and \c done keep RequestHandle's
//! contract: \c done is called exactly once on the client's thread, never before they return, never after the context
//! is gone. It must not outlive its HttpClient; requests may outlive it. What may take its time (waiting, stopping,
//! counting disk) runs beside the six requests at once of an HttpClient.
//!
//! Errors: those of the transport, with the engine's own {"message": ...}; the HTTP status decides the kind. Invalid
//! (BadName) for a name or id that could be no part of a path; Invalid (TlsExpected) for what came in clear to a server
//! of TLS; Malformed (BadJson) for an answer that is none.
//!
//! Source: Docker Engine API reference, v1.41 to v1.51.
class EngineClient
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;
    using RequestHandle = transport::RequestHandle;

    explicit EngineClient(transport::HttpClient &http)
        : m_http(http)
    {
    }

    transport::HttpClient &http() const { return m_http; }
    //! What negotiateApiVersion() found; of the requests to come but ping and version, which every version has.
    void setApiVersion(ApiVersion version) { m_apiVersion = version; }
    ApiVersion apiVersion() const { return m_apiVersion; }
    //! Until the status line; longer for those that are known to take longer.
    void setAnswerTimeout(std::chrono::milliseconds timeout) { m_answerTimeout = timeout; }

    //! Source: GET /_ping.
    RequestHandle ping(const QObject *context, Done<Ping> done);
    //! Source: GET /version.
    RequestHandle version(const QObject *context, Done<EngineVersion> done);
    //! Source: GET /info.
    RequestHandle info(const QObject *context, Done<EngineInfo> done);
    //! Counts, which may take minutes. Source: GET /system/df.
    RequestHandle diskUsage(const QObject *context, Done<DiskUsage> done);
    //! All records; none where the engine has no BuildKit. Before API 1.42 as much work as diskUsage(), and refused
    //! while that is under way. Source: GET /system/df, type.
    RequestHandle listBuildCache(const QObject *context, Done<std::vector<BuildCacheEntry>> done);
    //! Records that no build and no image uses, and none has for \p unusedFor; not BuildKit's own helpers and
    //! frontends. Errors: NotFound where the engine (Podman) has no such cache. Source: POST /build/prune, filters.
    RequestHandle pruneBuildCache(std::chrono::milliseconds unusedFor, const QObject *context,
                                  Done<BuildCacheRemoval> done);

    //! Source: GET /containers/json. \p all: those too that do not run.
    RequestHandle listContainers(bool all, const QObject *context, Done<std::vector<Container>> done);
    //! Source: GET /containers/{id}/json.
    RequestHandle inspectContainer(const QString &id, const QObject *context, Done<ContainerDetails> done);
    //! Source: POST /containers/create. \p name empty: the engine invents one. Errors: NotFound (image), Conflict
    //! (name).
    RequestHandle createContainer(const QString &name, const ContainerSpec &spec, const QObject *context,
                                  Done<CreatedContainer> done);
    //! Also well when it runs already. Source: POST /containers/{id}/start.
    RequestHandle startContainer(const QString &id, const QObject *context, Done<void> done);
    //! Until it does not run any more; \p limit at most (Timeout). Source: POST /containers/{id}/wait.
    RequestHandle waitContainer(const QString &id, std::chrono::milliseconds limit, const QObject *context,
                                Done<ContainerExit> done);
    //! Killed after \p grace. Also well when it has stopped already. Source: POST /containers/{id}/stop.
    RequestHandle stopContainer(const QString &id, std::chrono::seconds grace, const QObject *context, Done<void> done);
    //! \p force: also one that runs. \p withVolumes: its anonymous ones too. Source: DELETE /containers/{id}.
    RequestHandle removeContainer(const QString &id, bool force, bool withVolumes, const QObject *context,
                                  Done<void> done);

    //! \return its id; ExecStream does the rest. Errors: Conflict (the container does not run). Source: POST
    //! /containers/{id}/exec.
    RequestHandle createExec(const QString &container, const ExecSpec &spec, const QObject *context,
                             Done<QString> done);
    //! Source: GET /exec/{id}/json.
    RequestHandle inspectExec(const QString &id, const QObject *context, Done<ExecDetails> done);
    //! Source: POST /exec/{id}/resize.
    RequestHandle resizeExec(const QString &id, ConsoleSize size, const QObject *context, Done<void> done);
    //! Of its terminal. Source: POST /containers/{id}/resize.
    RequestHandle resizeContainer(const QString &id, ConsoleSize size, const QObject *context, Done<void> done);

    //! With shared sizes where the API counts them (1.42). Source: GET /images/json.
    RequestHandle listImages(const QObject *context, Done<std::vector<Image>> done);
    //! Those with \p label, whatever its value; shared sizes are not counted. Source: GET /images/json, filters.
    RequestHandle listLabelledImages(const QString &label, const QObject *context, Done<std::vector<Image>> done);
    //! \p name: a reference or an id. Source: GET /images/{name}/json.
    RequestHandle inspectImage(const QString &name, const QObject *context, Done<ImageDetails> done);
    //! Newest first. Source: GET /images/{name}/history.
    RequestHandle imageHistory(const QString &name, const QObject *context, Done<std::vector<ImageLayer>> done);
    //! The digest ("sha256:...") that a registry has under \p name, asked by the engine itself: whether it gets there,
    //! and may pull. Errors: NotFound, also where the engine (Podman) has no such question; else those of
    //! errorOfRegistry(). Source: GET /distribution/{name}/json.
    RequestHandle registryImage(const QString &name, const EngineLogin &login, const QObject *context,
                                Done<QString> done);
    //! Source: POST /images/{name}/tag.
    RequestHandle tagImage(const QString &name, const QString &repository, const QString &tag, const QObject *context,
                           Done<void> done);
    //! Of a reference the tag, and with the last the image and its untagged parents. Errors: Conflict while a
    //! container has it. Source: DELETE /images/{name}.
    RequestHandle removeImage(const QString &name, bool force, const QObject *context, Done<ImageRemoval> done);

    //! Source: GET /volumes.
    RequestHandle listVolumes(const QObject *context, Done<std::vector<Volume>> done);
    //! Errors: Conflict while a container has it. Source: DELETE /volumes/{name}.
    RequestHandle removeVolume(const QString &name, const QObject *context, Done<void> done);

private:
    using Response = transport::HttpResponse;

    QString versioned(const QString &path) const;
    transport::HttpRequest request(const QByteArray &method, const QString &path) const;
    template <class T>
    RequestHandle send(const transport::HttpRequest &request, const QObject *context, Done<T> done,
                       std::function<Result<T>(const Response &)> decode);
    RequestHandle resize(const QString &kind, const QString &id, ConsoleSize size, const QObject *context,
                         Done<void> done);
    template <class T>
    RequestHandle refuse(const QString &name, const QObject *context, Done<T> done) const;

    transport::HttpClient &m_http;
    ApiVersion m_apiVersion = OldestApiVersion;
    std::chrono::milliseconds m_answerTimeout{15'000};
};

//! Whether \p name can be an id, a name or a reference as one or more segments of a path, none of which leads
//! elsewhere.
bool isPathName(const QString &name);

//! The error of a failed exchange in the engine's own words where it sent some.
ApiError errorFromFailure(const transport::HttpFailure &failure);

} // namespace fairlead::docker
