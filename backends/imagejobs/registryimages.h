// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifestfacts.h"
#include "registryfleet.h"

#include "backends/registry/imagereference.h"

#include <QCache>
#include <QPointer>

#include <deque>
#include <functional>

namespace fairlead::imagejobs {

//! Asks registries what images are, by their digest, which says for ever what it is: at most once, as far as the last
//! thousand go, and four at a time. Lives in the thread of the registries.
class RegistryImages : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<ManifestFacts> &)>;

    using QObject::QObject;

    //! What is known already; \p platform as in ask(). None: nobody has asked.
    std::optional<ManifestFacts> known(const QString &digest, const QString &platform) const;

    //! \p image has a digest. \p platform: "linux/amd64", of an index; empty: not known. An index without it is an
    //! answer, with nothing but its digest. \p done is called exactly once, not before ask() returns, never after
    //! \p context or this is gone. Errors: those of RegistryConnection::open() and of the client.
    void ask(const RegistryFleet::Connection &connection, const registry::ImageReference &image,
             const QString &platform, const QObject *context, Done done);

private:
    struct Waiter
    {
        QPointer<const QObject> context;
        Done done;
    };
    struct Question
    {
        RegistryFleet::Connection connection;
        registry::ImageReference image;
        QString platform;
        ManifestFacts found;
        bool isWhole = true; //!< nothing of it could not be had
        std::vector<Waiter> waiters;
    };
    using Asked = std::shared_ptr<Question>;

    void startNext();
    void askManifest(const Asked &asked, registry::RegistryClient &client, const registry::Digest &digest);
    void onManifest(const Asked &asked, registry::RegistryClient &client, const registry::Manifest &manifest);
    void askConfig(const Asked &asked, registry::RegistryClient &client, const registry::Descriptor &config);
    void end(const Asked &asked, const Result<ManifestFacts> &result);

    std::deque<Asked> m_waiting;
    std::vector<Asked> m_running;
    QCache<QString, ManifestFacts> m_known{1'000};
};

} // namespace fairlead::imagejobs
