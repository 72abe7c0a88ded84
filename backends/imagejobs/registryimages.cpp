// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryimages.h"

#include <algorithm>

namespace fairlead::imagejobs {

namespace {

constexpr std::size_t MostAtOnce = 4;

QString keyOf(const QString &digest, const QString &platform)
{
    return platform + u' ' + digest;
}

} // namespace

std::optional<ManifestFacts> RegistryImages::known(const QString &digest, const QString &platform) const
{
    const ManifestFacts *known = m_known.object(keyOf(digest, platform));
    return known ? std::optional(*known) : std::nullopt;
}

void RegistryImages::ask(const RegistryFleet::Connection &connection, const registry::ImageReference &image,
                         const QString &platform, const QObject *context, Done done)
{
    Q_ASSERT(image.digest);
    if (const auto known = this->known(image.digest->toString(), platform)) {
        QMetaObject::invokeMethod(
            this,
            [context = QPointer(context), known, done = std::move(done)] {
                if (context)
                    done(*known);
            },
            Qt::QueuedConnection);
        return;
    }
    const auto isIt = [&](const Asked &asked) {
        return asked->connection == connection && asked->image == image && asked->platform == platform;
    };
    for (const auto &list : {m_running, std::vector<Asked>(m_waiting.begin(), m_waiting.end())}) {
        if (const auto same = std::find_if(list.begin(), list.end(), isIt); same != list.end()) {
            (*same)->waiters.push_back({context, std::move(done)});
            return;
        }
    }
    m_waiting.push_back(std::make_shared<Question>(Question{
        connection, image, platform, {.digest = image.digest->toString()}, true, {{context, std::move(done)}}}));
    startNext();
}

void RegistryImages::startNext()
{
    while (m_running.size() < MostAtOnce && !m_waiting.empty()) {
        const Asked asked = m_waiting.front();
        m_waiting.pop_front();
        m_running.push_back(asked);
        asked->connection->open(this, [this, asked](const Result<registry::RegistryClient *> &client) {
            if (client)
                askManifest(asked, **client, *asked->image.digest);
            else
                end(asked, tl::unexpected(client.error()));
        });
    }
}

void RegistryImages::askManifest(const Asked &asked, registry::RegistryClient &client, const registry::Digest &digest)
{
    registry::ImageReference image = asked->image;
    image.digest = digest;
    client.manifest(image, this, [this, asked, &client](const Result<registry::Manifest> &manifest) {
        if (manifest)
            onManifest(asked, client, *manifest);
        else
            end(asked, tl::unexpected(manifest.error()));
    });
}

//! An index leads to a manifest, and that is that.
void RegistryImages::onManifest(const Asked &asked, registry::RegistryClient &client,
                                const registry::Manifest &manifest)
{
    if (!manifest.isIndex) {
        asked->found.sizeBytes = layersBytes(manifest);
        askConfig(asked, client, *manifest.config);
        return;
    }
    const auto its =
        asked->found.ofPlatform.isEmpty() ? manifestFor(asked->platform, manifest.manifests) : std::nullopt;
    if (!its)
        return end(asked, asked->found);
    asked->found.ofPlatform = its->digest.toString();
    askManifest(asked, client, its->digest);
}

void RegistryImages::askConfig(const Asked &asked, registry::RegistryClient &client, const registry::Descriptor &config)
{
    asked->found.config = config.digest.toString();
    client.smallBlob(asked->image.path, config.digest, this, [this, asked](const Result<QByteArray> &bytes) {
        if (bytes)
            asked->found.created = createdOf(*bytes);
        if (!bytes && bytes.error().kind == ApiError::Kind::Cancelled)
            return end(asked, tl::unexpected(bytes.error()));
        // Without its age it is still that image; only that this is not all there is to know.
        asked->isWhole = bytes.has_value();
        end(asked, asked->found);
    });
}

void RegistryImages::end(const Asked &asked, const Result<ManifestFacts> &result)
{
    m_running.erase(std::find(m_running.begin(), m_running.end(), asked));
    if (result && asked->isWhole)
        m_known.insert(keyOf(result->digest, asked->platform), new ManifestFacts(*result));
    startNext();
    // A done may make this go.
    const std::vector<Waiter> waiters = std::move(asked->waiters);
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.done(result);
    }
}

} // namespace fairlead::imagejobs
