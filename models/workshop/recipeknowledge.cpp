// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipeknowledge.h"

#include "backends/images/registryimage.h"
#include "backends/settings/findbyid.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::findById;

QString tr(const char *text)
{
    return QCoreApplication::translate("fairlead::models::RecipeKnowledge", text);
}

RecipeState::State stateOf(images::BuildState state)
{
    switch (state) {
    case images::BuildState::NotBuilt:
        return RecipeState::State::NotBuilt;
    case images::BuildState::Current:
        return RecipeState::State::Current;
    case images::BuildState::OutOfDate:
    case images::BuildState::Foreign:
        return RecipeState::State::OutOfDate;
    }
    return RecipeState::State::Unknown;
}

QString textOf(const ApiError &error)
{
    return plainText(error.message.isEmpty() ? error.reason : error.message);
}

//! The image that has this name on a daemon; null: none has.
const docker::Image *imageCalled(const QString &name, const std::vector<docker::Image> &images)
{
    const QString wanted = images::ImageGraph::comparable(name);
    for (const docker::Image &image : images) {
        for (const QString &tag : image.repoTags) {
            if (images::ImageGraph::comparable(tag) == wanted)
                return &image;
        }
    }
    return nullptr;
}

RegistryState::State stateIn(images::Likeness likeness)
{
    switch (likeness) {
    case images::Likeness::Unknown:
        return RegistryState::State::Uncompared;
    case images::Likeness::Same:
        return RegistryState::State::Current;
    case images::Likeness::Different:
        return RegistryState::State::Differs;
    }
    return RegistryState::State::Unknown;
}

ImagePlaces::Found::State stateOf(images::Likeness likeness)
{
    switch (likeness) {
    case images::Likeness::Unknown:
        return ImagePlaces::Found::State::Uncompared;
    case images::Likeness::Same:
        return ImagePlaces::Found::State::There;
    case images::Likeness::Different:
        return ImagePlaces::Found::State::Differs;
    }
    return ImagePlaces::Found::State::Uncompared;
}

} // namespace

bool isToLookInto(const imagejobs::RegistryFinding &finding)
{
    const bool isThere = finding.digest && *finding.digest && !(*finding.digest)->isEmpty();
    return isThere && !finding.image && finding.problem.isEmpty();
}

void RecipeKnowledge::setSettings(const settings::Settings &settings)
{
    m_settings = settings;
    std::erase_if(m_known, [&settings](const auto &each) { return !findById(settings.baseImages, each.first); });
    std::erase_if(m_images, [&settings](const auto &each) { return !findById(settings.daemons, each.first); });
    for (auto &[id, known] : m_known)
        std::erase_if(known.registries,
                      [&settings](const auto &each) { return !findById(settings.registries, each.first); });
}

void RecipeKnowledge::setFinding(const Finding &finding)
{
    if (findById(m_settings.baseImages, finding.recipeId))
        m_known[finding.recipeId].finding = finding;
}

void RecipeKnowledge::setInRegistry(const InRegistry &finding)
{
    if (findById(m_settings.baseImages, finding.recipeId))
        m_known[finding.recipeId].registries.insert_or_assign(finding.registryId, finding);
}

void RecipeKnowledge::setImages(const QString &daemonId, const std::optional<std::vector<docker::Image>> &images)
{
    if (images)
        m_images[daemonId] = *images;
    else
        m_images.erase(daemonId);
    if (!images)
        m_stores.remove(daemonId);
}

std::vector<RecipeKnowledge::InRegistry> RecipeKnowledge::toLookInto() const
{
    std::vector<InRegistry> all;
    for (const auto &[id, known] : m_known) {
        for (const auto &[registryId, finding] : known.registries) {
            if (isToLookInto(finding))
                all.push_back(finding);
        }
    }
    return all;
}

void RecipeKnowledge::beginOrder(const QString &recipeId)
{
    if (const auto known = m_known.find(recipeId); known != m_known.end())
        known->second.failure.clear();
}

void RecipeKnowledge::setActivity(const QString &recipeId, imagejobs::JobInfo::Kind kind, const QString &activityId,
                                  const imagejobs::JobProgress &progress)
{
    if (!findById(m_settings.baseImages, recipeId))
        return;
    Known &known = m_known[recipeId];
    // Of several pushes at once the first one is shown until it ends.
    if (known.isActive && known.activityId != activityId)
        return;
    known.activityId = activityId;
    known.kind = kind;
    known.progress = progress;
    known.isActive = true;
}

void RecipeKnowledge::endActivity(const QString &recipeId, const QString &activityId,
                                  const imagejobs::JobResult &result)
{
    const auto known = m_known.find(recipeId);
    if (known == m_known.end())
        return;
    const bool isFailed = result.kind == imagejobs::JobResult::Kind::Failed;
    if (known->second.activityId != activityId && !isFailed)
        return;
    if (known->second.activityId == activityId)
        known->second.isActive = false;
    if (isFailed) {
        known->second.failure = plainText(result.text);
        if (!known->second.isActive)
            known->second.activityId = activityId;
    }
}

RecipeState RecipeKnowledge::state(const QString &recipeId) const
{
    RecipeState state;
    const settings::BaseImage *recipe = findById(m_settings.baseImages, recipeId);
    const auto found = m_known.find(recipeId);
    if (!recipe || found == m_known.end())
        return state;
    const Known &known = found->second;
    if (known.finding && known.finding->findings) {
        const imagejobs::RecipeFindings &findings = *known.finding->findings;
        state.state = stateOf(findings.verdict.state);
        for (const images::BuildReason &reason : findings.verdict.reasons)
            state.reasons += reasonText(reason);
        if (findings.verdict.state == images::BuildState::Foreign)
            state.reasons += reasonText({.kind = images::BuildReason::Kind::Foreign});
        if (findings.image) {
            state.imageId = findings.image->id;
            state.builtAt = findings.image->created;
            state.sizeBytes = std::max<std::int64_t>(findings.image->sizeBytes, 0);
        }
    } else if (known.finding) {
        state.reasons += textOf(known.finding->findings.error());
    }
    for (const settings::Reference &reference : recipe->registries) {
        if (const settings::Registry *registry = findById(m_settings.registries, reference.id))
            state.registries.push_back(registryState(known, *registry));
    }
    state.activityId = known.activityId;
    state.isActive = known.isActive;
    if (known.isActive) {
        const bool isPush = known.kind == imagejobs::JobInfo::Kind::Push;
        state.state = isPush ? RecipeState::State::Pushing : RecipeState::State::Building;
        state.activity = plainText(known.progress.detail);
        state.progress = known.progress.fraction;
    } else if (!known.failure.isEmpty()) {
        state.state = RecipeState::State::Failed;
        state.reasons.prepend(known.failure);
    }
    return state;
}

RegistryState RecipeKnowledge::registryState(const Known &known, const settings::Registry &registry) const
{
    using State = RegistryState::State;
    RegistryState state{.registryId = registry.id, .name = registry.name};
    const auto found = known.registries.find(registry.id);
    if (found == known.registries.end())
        return state;
    const Result<std::optional<QString>> &digest = found->second.digest;
    if (!digest) {
        state.state = found->second.isAsked ? State::Failed : State::Unknown;
        state.text = textOf(digest.error());
    } else if (!*digest) {
        state.state = State::NotPushed;
    } else {
        state.state = stateIn(found->second.likeness);
        state.digest = **digest;
    }
    return state;
}

ImagePlaces RecipeKnowledge::places() const
{
    using Kind = ImagePlaces::Place::Kind;
    ImagePlaces places;
    for (const settings::Daemon &daemon : m_settings.daemons)
        places.places.push_back({daemon.id, daemon.name, Kind::Daemon});
    for (const settings::Registry &registry : m_settings.registries)
        places.places.push_back({registry.id, registry.name, Kind::Registry});
    static const Known nothing;
    for (const settings::BaseImage &recipe : m_settings.baseImages) {
        const auto found = m_known.find(recipe.id);
        const Known &known = found == m_known.end() ? nothing : found->second;
        ImagePlaces::Image image{.id = recipe.id, .name = recipe.name, .reference = recipe.tag};
        if (known.finding && !known.finding->tag().isEmpty())
            image.reference = known.finding->tag();
        for (const ImagePlaces::Place &place : places.places)
            image.found.push_back(place.kind == Kind::Daemon ? foundOn(recipe, place.id, known)
                                                             : foundIn(recipe, place.id, known));
        places.images.push_back(std::move(image));
    }
    return places;
}

//! That an image of \p recipe may have on a daemon: its own, and those that it is pushed and pulled by.
QStringList RecipeKnowledge::namesOf(const settings::BaseImage &recipe, const QString &tag) const
{
    QStringList names{tag};
    for (const settings::Reference &reference : recipe.registries) {
        if (const settings::Registry *registry = findById(m_settings.registries, reference.id))
            names += images::imageNameIn(*registry, tag);
    }
    return names;
}

ImagePlaces::Found RecipeKnowledge::foundOn(const settings::BaseImage &recipe, const QString &daemonId,
                                            const Known &known) const
{
    using State = ImagePlaces::Found::State;
    const auto images = m_images.find(daemonId);
    const QString tag = known.finding ? known.finding->tag() : QString();
    if (images == m_images.end() || tag.isEmpty()) {
        const bool isWhy = known.finding && !known.finding->findings;
        return {.text =
                    isWhy && known.finding->daemonId == daemonId ? textOf(known.finding->findings.error()) : QString()};
    }
    const docker::Image *first = nullptr;
    QStringList lines;
    for (const QString &name : namesOf(recipe, tag)) {
        const docker::Image *image = imageCalled(name, images->second);
        if (!image)
            continue;
        if (!first && name != tag)
            lines += tr("It is there as %1.").arg(plainText(name));
        else if (first && image->id != first->id)
            lines += tr("%1 is another image there: %2.").arg(plainText(name), digestText(image->id));
        first = first ? first : image;
    }
    if (!first)
        return {.state = State::Missing};
    const State state = stateOf(likeness(daemonId, *first, known));
    if (const QString why = whyNotCompared(known); !why.isEmpty())
        lines += why;
    else if (state == State::Uncompared)
        lines += tr("Nothing that both daemons tell says whether it is the image that was built.");
    return {.state = state,
            .digest = first->id,
            .created = first->created,
            .sizeBytes = std::max<std::int64_t>(first->sizeBytes, 0),
            .text = lines.join(u'\n')};
}

//! With what was built; empty: something was.
QString RecipeKnowledge::whyNotCompared(const Known &known) const
{
    if (!known.finding)
        return tr("What was built is not known.");
    if (!known.finding->findings)
        return tr("What was built is not known: %1").arg(textOf(known.finding->findings.error()));
    return known.finding->findings->image ? QString() : tr("Nothing was built that it could be compared with.");
}

//! Of an image on a daemon, to the one that was built.
images::Likeness RecipeKnowledge::likeness(const QString &daemonId, const docker::Image &image,
                                           const Known &known) const
{
    if (!whyNotCompared(known).isEmpty())
        return images::Likeness::Unknown;
    const std::optional<docker::ImageDetails> &built = known.finding->findings->image;
    const QString builtOn = known.finding->daemonId;
    if (daemonId == builtOn && image.id == built->id)
        return images::Likeness::Same;
    images::ImageComparison comparison;
    for (const auto &[registryId, finding] : known.registries) {
        if (!finding.image)
            continue;
        comparison.relate(finding.image->digest, finding.image->config);
        comparison.relate(finding.image->ofPlatform, finding.image->config);
    }
    return comparison.compare(images::identityOnDaemon(m_stores.value(builtOn), built->id, built->repoDigests),
                              images::identityOnDaemon(m_stores.value(daemonId), image.id, image.repoDigests));
}

ImagePlaces::Found RecipeKnowledge::foundIn(const settings::BaseImage &recipe, const QString &registryId,
                                            const Known &known) const
{
    using State = ImagePlaces::Found::State;
    if (!findById(recipe.registries, registryId))
        return {.text = tr("not pushed there")};
    const settings::Registry *registry = findById(m_settings.registries, registryId);
    const RegistryState state = registryState(known, *registry);
    ImagePlaces::Found found{.digest = state.digest, .text = state.text};
    switch (state.state) {
    case RegistryState::State::Unknown:
        return found;
    case RegistryState::State::NotPushed:
        found.state = State::Missing;
        return found;
    case RegistryState::State::Failed:
        found.state = State::Failed;
        return found;
    case RegistryState::State::Current:
    case RegistryState::State::Uncompared:
    case RegistryState::State::Differs:
        break;
    }
    const InRegistry &finding = known.registries.at(registryId);
    found.state = stateOf(finding.likeness);
    if (finding.image) {
        found.created = finding.image->created;
        found.sizeBytes = std::max<std::int64_t>(finding.image->sizeBytes, 0);
    }
    QStringList lines{finding.target};
    if (const QString why = whyNotCompared(known); !finding.built && !why.isEmpty())
        lines += why;
    if (!finding.problem.isEmpty())
        lines += tr("The registry does not say what it is: %1").arg(plainText(finding.problem));
    found.text = lines.join(u'\n');
    return found;
}

QStringList RecipeKnowledge::recipesOf(const QString &daemonId) const
{
    QStringList ids;
    for (const settings::BaseImage &recipe : m_settings.baseImages) {
        if (imagejobs::daemonOf(recipe, m_settings) == daemonId)
            ids += recipe.id;
    }
    return ids;
}

QString RecipeKnowledge::nameOf(const QString &recipeId) const
{
    return plainText(settings::nameById(m_settings.baseImages, recipeId));
}

QString RecipeKnowledge::reasonText(const images::BuildReason &reason) const
{
    using Kind = images::BuildReason::Kind;
    switch (reason.kind) {
    case Kind::NotBuilt:
        return tr("It was not built yet.");
    case Kind::Foreign:
        return tr("The daemon has another image under this tag, which was not built from this recipe.");
    case Kind::RecipeChanged:
        return tr("The recipe has changed since it was built.");
    case Kind::FilesChanged:
        return tr("Files of the context have changed since it was built.");
    case Kind::BaseChanged:
        return tr("%1 is another image now: %2, it was built on %3.")
            .arg(plainText(reason.image), images::shortDigest(reason.after),
                 reason.before.isEmpty() ? tr("an unknown one") : images::shortDigest(reason.before));
    case Kind::BaseNewer:
        return tr("%1 is newer in its registry: %2, the daemon has %3.")
            .arg(plainText(reason.image), images::shortDigest(reason.after), images::shortDigest(reason.before));
    case Kind::ParentOutOfDate:
        return tr("%1, which it is built on, has to be built first.").arg(nameOf(reason.recipe));
    case Kind::BasesPulled:
        return tr("The images that it is built on are pulled, to see whether they are newer.");
    case Kind::ParentRebuilt:
        return tr("%1, which it is built on, was built again.").arg(nameOf(reason.recipe));
    case Kind::Asked:
        return tr("It was asked for.");
    }
    return {};
}

} // namespace fairlead::models
