// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "imagereference.h"
#include "login.h"
#include "manifest.h"

#include "backends/transport/endpoint.h"
#include "backends/transport/httprequest.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>

namespace fairlead::registry {

class RegistryRequest;
struct RegistrySession;

//! What answers at an address, before anybody says who asks.
struct Ping
{
    enum class Authentication { None, Basic, Bearer, Other };

    bool isRegistry = false; //!< speaks version 2 of the registry's API
    Authentication authentication = Authentication::None;
    QString realm;                       //!< of the token server, or the name that Basic authentication has there
    std::chrono::milliseconds latency{}; //!< until the status line
};

enum class LoginCheck {
    Accepted,
    Anonymous, //!< no login is known; the registry lets anybody in that far
    NotAsked,  //!< the registry does not want any
};

struct PushCheck
{
    bool isUploadGone = false; //!< false: the registry keeps the empty upload until it expires there
};

struct TagList
{
    QStringList tags;       //!< in the registry's order
    bool isComplete = true; //!< false: there are more than were asked for

    bool operator==(const TagList &) const = default;
};

struct ManifestHead
{
    QString mediaType;
    std::optional<Digest> digest; //!< empty where the registry does not say it
    std::optional<qint64> sizeBytes;
};

struct BlobHead
{
    bool exists = false;
    std::optional<qint64> sizeBytes; //!< empty where the registry sends elsewhere for it
};

//! What refers to a manifest: signatures, bills of materials.
struct Referrers
{
    enum class Source {
        Api,       //!< the registry keeps the list (OCI 1.1)
        TagSchema, //!< it cannot; a tag "sha256-..." that clients keep stands in, and may lag or be missing
    };
    Source source = Source::Api;
    std::vector<Descriptor> manifests;
    bool isComplete = true; //!< false: there are more than we take
};

//! Cancels one call of a RegistryClient; may outlive it. Dropping the handle does not cancel.
class RequestHandle
{
public:
    RequestHandle() = default;
    explicit RequestHandle(RegistryRequest *request);
    void cancel();

private:
    QPointer<RegistryRequest> m_request;
};

//! Where a registry may be. The first is tried first; those that are not checked come only where the user has said so.
//! Docker Hub's domain "docker.io" is at registry-1.docker.io.
std::vector<transport::Endpoint> registryEndpoints(const QString &domain, bool isInsecure, const QByteArray &caPem);

//! One function per endpoint of a registry. \c done is called exactly once on the client's thread, also after cancel()
//! and after the client is gone (kind Cancelled), never before the function returns, never after the context is gone.
//! Requests are anonymous until the registry asks; then with what its challenge wants and the login source knows.
//! Errors: those of the transport, in the registry's own words where it sent any; those of the login source and of
//! BearerTokens; Invalid with reason BadReference for names that the grammar refuses; Malformed with DigestMismatch.
//! Source: OCI distribution specification 1.1.
class RegistryClient : public QObject
{
    Q_OBJECT
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    RegistryClient(const transport::Endpoint &endpoint, std::unique_ptr<LoginSource> logins,
                   const QByteArray &userAgent, QObject *parent = nullptr);
    ~RegistryClient() override;

    //! Of each request from now on, those to a token server too.
    void setAnswerTimeout(std::chrono::milliseconds timeout);

    //! Tells nobody who asks. What is no registry is an answer, not an error. Source: GET /v2/.
    RequestHandle ping(const QObject *context, Done<Ping> done);
    //! Whether our login is let in; what it may do there is another matter. Source: GET /v2/.
    RequestHandle checkLogin(const QObject *context, Done<LoginCheck> done);

    //! Whether our login may push to \p repository: begins an upload and gives it up again. Changes nothing that
    //! anybody sees; some registries create a repository by this. Source: POST /v2/{name}/blobs/uploads/, DELETE of its
    //! place.
    RequestHandle checkPush(const QString &repository, const QObject *context, Done<PushCheck> done);

    //! At most \p limit tags, \p pageSize at a time. Source: GET /v2/{name}/tags/list.
    RequestHandle tags(const QString &repository, int limit, const QObject *context, Done<TagList> done,
                       int pageSize = 1000);

    //! Of the digest in \p image, else of its tag; the domain does not matter. The bytes are what the digest says that
    //! was asked for, and that the registry gives. Source: GET /v2/{name}/manifests/{reference}; 4 MiB at most.
    RequestHandle manifest(const ImageReference &image, const QObject *context, Done<Manifest> done);
    //! Source: HEAD /v2/{name}/manifests/{reference}.
    RequestHandle manifestHead(const ImageReference &image, const QObject *context, Done<ManifestHead> done);

    //! What is not there is an answer, not an error. Source: HEAD /v2/{name}/blobs/{digest}.
    RequestHandle blobHead(const QString &repository, const Digest &digest, const QObject *context,
                           Done<BlobHead> done);

    //! The bytes of a small one, 4 MiB at most: the config of an image. They are what \p digest says. Registries keep
    //! blobs elsewhere: one redirect is followed, over TLS where the registry is asked over TLS, and without any login;
    //! cancel() does not reach there. Source: GET /v2/{name}/blobs/{digest}.
    RequestHandle smallBlob(const QString &repository, const Digest &digest, const QObject *context,
                            Done<QByteArray> done);

    //! Page by page, 10,000 or a few more. Source: GET /v2/{name}/referrers/{digest}, else the manifest with the tag of
    //! the referrers tag schema.
    RequestHandle referrers(const QString &repository, const Digest &digest, const QObject *context,
                            Done<Referrers> done);

    const transport::Endpoint &endpoint() const;

private:
    struct Call;
    RequestHandle run(Call call, const QObject *context);
    void fetchElsewhere(const QUrl &place, const Digest &digest, const QObject *context, Done<QByteArray> done);

    std::unique_ptr<RegistrySession> m_session;
    const QByteArray m_userAgent;
};

} // namespace fairlead::registry
