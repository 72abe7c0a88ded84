// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "baselook.h"

#include "backends/registry/imagereference.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr auto Fresh = 5min;

//! Images that a registry may have newer: those that the daemon has, of no recipe, by a tag.
QStringList imagesOf(const RecipeFinding &finding)
{
    QStringList images;
    if (!finding.findings)
        return images;
    for (const images::BuildMarks::Base &base : finding.findings->disk.marks.bases) {
        const bool isAsked = base.recipe.isEmpty() && !base.image.contains(u'@') && !images.contains(base.image);
        if (isAsked && !finding.findings->repoDigests.value(base.image).isEmpty())
            images += base.image;
    }
    return images;
}

QString digestOf(const QStringList &repoDigests)
{
    return repoDigests.value(0).section(u'@', 1);
}

} // namespace

BaseLook::BaseLook(RegistryFleet &registries, QObject *parent)
    : QObject(parent)
    , m_registries(registries)
{
}

RecipeFinding BaseLook::judged(const RecipeFinding &finding) const
{
    RecipeFinding judged = finding;
    for (const QString &image : imagesOf(finding)) {
        const QStringList here = finding.findings->repoDigests.value(image);
        const QString there = m_known.value(image).digest;
        images::BuildVerdict &verdict = judged.findings->verdict;
        const bool isBuilt =
            verdict.state == images::BuildState::Current || verdict.state == images::BuildState::OutOfDate;
        if (!isBuilt || !images::isNewerInRegistry(image, here, there))
            continue;
        verdict.state = images::BuildState::OutOfDate;
        verdict.reasons.push_back(
            {.kind = images::BuildReason::Kind::BaseNewer, .image = image, .before = digestOf(here), .after = there});
    }
    return judged;
}

void BaseLook::look(const RecipeFinding &finding)
{
    bool waits = false;
    for (const QString &image : imagesOf(finding)) {
        const auto known = m_known.constFind(image);
        if (known != m_known.constEnd() && Clock::now() - known->asked < Fresh)
            continue;
        waits = true;
        ask(image);
    }
    if (waits)
        m_looks.insert_or_assign(finding.recipeId, finding);
}

void BaseLook::ask(const QString &image)
{
    if (m_asking.contains(image))
        return;
    m_asking.insert(image);
    const auto parsed = registry::ImageReference::parseNormalized(image);
    if (!parsed) { // also a name that only a builder knows
        QMetaObject::invokeMethod(
            this, [this, image] { onAnswered(image, {}); }, Qt::QueuedConnection);
        return;
    }
    const registry::ImageReference reference = parsed->withDefaultTag();
    const RegistryFleet::Connection connection = m_registries.connectionFor(reference);
    // The connection stays as long as it is asked.
    connection->open(this, [this, image, reference, connection](const Result<registry::RegistryClient *> &client) {
        if (!client)
            return onAnswered(image, {});
        (*client)->manifestHead(reference, this, [this, image, connection](const Result<registry::ManifestHead> &head) {
            onAnswered(image, head && head->digest ? head->digest->toString() : QString());
        });
    });
}

void BaseLook::onAnswered(const QString &image, const QString &digest)
{
    m_asking.remove(image);
    m_known.insert(image, {digest, Clock::now()});
    std::vector<RecipeFinding> concerned;
    for (auto look = m_looks.begin(); look != m_looks.end();) {
        const QStringList images = imagesOf(look->second);
        if (images.contains(image))
            concerned.push_back(look->second);
        const bool waits =
            std::any_of(images.begin(), images.end(), [this](const QString &each) { return m_asking.contains(each); });
        look = waits ? std::next(look) : m_looks.erase(look);
    }
    for (const RecipeFinding &finding : concerned) {
        const RecipeFinding judged = this->judged(finding);
        if (!(judged.findings->verdict == finding.findings->verdict))
            emit changed(judged);
    }
    emit answered();
}

} // namespace fairlead::imagejobs
