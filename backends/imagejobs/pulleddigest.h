// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registryfleet.h"

#include "backends/registry/imagereference.h"

#include <chrono>

namespace fairlead::imagejobs {

//! How the digest of what a daemon has pulled is to what its registry says.
struct DigestVerdict
{
    enum class Kind : std::uint8_t {
        Same,
        Moved,   //!< the tag is another image by now; the registry has what was pulled, too
        Foreign, //!< the registry knows nothing of what was pulled
        Unknown, //!< it does not tell, or cannot be asked from here
    };

    Kind kind = Kind::Unknown;
    QString now; //!< what the tag is by now; empty: not known
    QString why; //!< it is not known

    bool operator==(const DigestVerdict &) const = default;
};

//! A line for people. \p pulled: "sha256:...".
QString digestText(const DigestVerdict &verdict, const QString &image, const QString &pulled);

//! Asks a registry for the digest of a tag that was just pulled, and, where it is another, for the one that was pulled.
//! With the login that the daemon had, and no other: nobody is asked for one. Whether this machine reaches the registry
//! at all is found out while the daemon pulls, as it may reach what this machine does not: nobody waits long for that.
class PulledDigest : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const DigestVerdict &)>;

    //! Begins to reach the registry.
    explicit PulledDigest(RegistryFleet::Connection registry, QObject *parent = nullptr);

    //! Whether it has given no answer yet, and ask() is going to wait for one.
    bool isReaching() const;
    //! Once. \p image has a tag or a digest, \p pulled is what the daemon reports: several where it (Podman) keeps
    //! those of earlier pulls and of platforms with an image. \p done is called exactly once, not before this returns,
    //! never after this is gone. It may delete this, later.
    void ask(const registry::ImageReference &image, const QStringList &pulled,
             const std::optional<registry::Login> &login, Done done);

private:
    using Clock = std::chrono::steady_clock;

    std::chrono::milliseconds left() const;
    void reach(const Result<registry::RegistryClient *> &client);
    void onReached(const Result<void> &answer);
    void proceed();
    void askTag();
    void askPulled(const QString &now);
    void answer(const DigestVerdict &verdict);

    const RegistryFleet::Connection m_registry;
    const Clock::time_point m_begun = Clock::now();
    std::optional<Result<void>> m_reached; //!< nothing: it has not answered yet
    std::optional<registry::Login> m_login;
    registry::ImageReference m_image;
    QStringList m_pulled;
    Done m_done;
    bool m_isAsking = false;
    std::unique_ptr<registry::RegistryClient> m_client;
};

} // namespace fairlead::imagejobs
