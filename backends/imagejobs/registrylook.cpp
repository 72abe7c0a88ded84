// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registrylook.h"

#include "backends/registry/loginwords.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

images::Likeness likenessOf(const RegistryFinding &finding)
{
    if (!finding.built || !finding.digest || !*finding.digest)
        return images::Likeness::Unknown;
    const ManifestFacts image = finding.image.value_or(ManifestFacts());
    return images::ImageComparison().compare(
        *finding.built, images::identityInRegistry(**finding.digest, image.ofPlatform, image.config));
}

} // namespace

RegistryLook::RegistryLook(RegistryFleet &registries, QObject *parent)
    : QObject(parent)
    , m_registries(registries)
    , m_images(this) // goes to the same thread
{
}

void RegistryLook::look(const RegistryFinding &asked)
{
    ++m_looks;
    ++m_rounds[asked.recipeId + u' ' + asked.registryId];
    const RegistryFleet::Connection connection = m_registries.connection(asked.registryId);
    const auto reference = registry::ImageReference::parse(asked.target);
    if (!reference || !connection) {
        RegistryFinding finding = asked;
        finding.digest = tl::unexpected(ApiError{
            .kind = ApiError::Kind::Invalid,
            .reason = u"BadReference"_s,
            .message = reference ? u"the registry is not in the settings any more"_s : toString(reference.error())});
        // Not now: the others have not been asked yet, and who waits for the last would go.
        QMetaObject::invokeMethod(
            this, [this, finding] { answer(finding); }, Qt::QueuedConnection);
        return;
    }
    const registry::ImageReference image = reference->withDefaultTag();
    // The connection stays as long as it is asked.
    connection->open(this, [this, asked, image, connection](const Result<registry::RegistryClient *> &client) {
        if (!client)
            return onHead(asked, tl::unexpected(client.error()));
        (*client)->manifestHead(image, this, [this, asked, connection](const Result<registry::ManifestHead> &head) {
            RegistryFinding finding = asked;
            finding.isAsked = head || !connection->isForWantOfHook(head.error());
            onHead(finding, finding.isAsked ? head : tl::unexpected(registry::unaskedError(connection->registry())));
        });
    });
}

void RegistryLook::onHead(RegistryFinding finding, const Result<registry::ManifestHead> &head)
{
    finding.image.reset();
    finding.problem.clear();
    if (head)
        finding.digest = head->digest ? head->digest->toString() : QString();
    else if (head.error().kind == ApiError::Kind::NotFound)
        finding.digest = std::optional<QString>();
    else
        finding.digest = tl::unexpected(head.error());
    const bool isThere = finding.digest && *finding.digest && !(*finding.digest)->isEmpty();
    if (isThere)
        finding.image = m_images.known(**finding.digest, finding.platform);
    finding.likeness = likenessOf(finding);
    // The tag of an index, or a name that the daemon has forgotten: only its config says whether it is ours.
    const bool isOpen = isThere && !finding.image && finding.built && finding.likeness != images::Likeness::Same;
    isOpen ? askImage(finding) : answer(finding);
}

void RegistryLook::lookInto(const RegistryFinding &finding)
{
    const bool isThere = finding.digest && *finding.digest && !(*finding.digest)->isEmpty();
    if (!isThere)
        return;
    ++m_looks;
    askImage(finding);
}

void RegistryLook::askImage(const RegistryFinding &finding)
{
    const RegistryFleet::Connection connection = m_registries.connection(finding.registryId);
    auto reference = registry::ImageReference::parse(finding.target);
    const auto digest = registry::Digest::parse(**finding.digest);
    RegistryFinding known = finding;
    if (!connection || !reference || !digest) {
        known.problem = u"the registry is not in the settings any more"_s;
        QMetaObject::invokeMethod(
            this, [this, known] { answer(known); }, Qt::QueuedConnection);
        return;
    }
    reference->digest = *digest;
    const int round = m_rounds.value(finding.recipeId + u' ' + finding.registryId);
    m_images.ask(connection, *reference, finding.platform, this,
                 [this, known, round](const Result<ManifestFacts> &image) { onImage(known, round, image); });
}

void RegistryLook::onImage(RegistryFinding finding, int round, const Result<ManifestFacts> &image)
{
    if (m_rounds.value(finding.recipeId + u' ' + finding.registryId) != round) { // another tells what is there now
        --m_looks;
        emit overtaken();
        return;
    }
    if (image)
        finding.image = *image;
    else
        finding.problem = image.error().message.isEmpty() ? image.error().reason : image.error().message;
    finding.likeness = likenessOf(finding);
    answer(finding);
}

void RegistryLook::answer(const RegistryFinding &finding)
{
    --m_looks;
    emit looked(finding);
}

} // namespace fairlead::imagejobs
