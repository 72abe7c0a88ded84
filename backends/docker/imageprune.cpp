// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imageprune.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

ApiError inUse(const QString &name)
{
    return {.kind = ApiError::Kind::Conflict,
            .reason = u"InUse"_s,
            .message =
                u"%1 is needed by now: by a container, another image or a base image of the settings"_s.arg(name)};
}

//! \p then: as it is now; null: it would not be listed any more.
bool isStillFree(const PruneCandidate &shown, const PruneCandidate *now)
{
    // By its id an image goes with whatever name it has got meanwhile.
    // What looked like nobody's base may have become one, and what looked like nobody's a version of ours.
    using Built = PruneCandidate::Built;
    return now && (!shown.removals.contains(shown.image.id) || now->image.isDangling()) &&
           (shown.older || !now->older) && (shown.built != Built::None || now->built == Built::None);
}

} // namespace

ImagePrune::ImagePrune(EngineClient &client, PruneFilter filter, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_filter(std::move(filter))
{
}

void ImagePrune::list()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::ListingImages;
    ask([this](const std::vector<Image> &images, const std::vector<Container> &containers) {
        onListed(images, containers);
    });
}

//! Images before containers.
void ImagePrune::ask(std::function<void(const std::vector<Image> &, const std::vector<Container> &)> then)
{
    m_request = m_client.listImages(this, [this, then = std::move(then)](Result<std::vector<Image>> images) {
        if (m_state == State::Finished)
            return;
        if (!images)
            return finish(images.error());
        if (m_state == State::ListingImages)
            m_state = State::ListingContainers;
        m_request = m_client.listContainers(
            true, this, [this, then, images = *std::move(images)](const Result<std::vector<Container>> &containers) {
                if (m_state == State::Finished)
                    return;
                containers ? then(images, *containers) : finish(containers.error());
            });
    });
}

void ImagePrune::onListed(const std::vector<Image> &images, const std::vector<Container> &containers)
{
    m_state = State::ReadingLayers;
    if (docker::pruneList(images, containers, m_filter).candidates.empty())
        return showList(images, containers);
    readLayers(images, [this, images, containers] { showList(images, containers); });
}

//! Those that are not known yet.
void ImagePrune::readLayers(const std::vector<Image> &images, std::function<void()> then)
{
    QStringList ids = imagesWithSharedLayers(images);
    ids.removeIf([this](const QString &id) { return !m_layers || m_layers->contains(id); });
    if (ids.isEmpty())
        return then();
    m_read = std::make_unique<LayerRead>(m_client);
    connect(m_read.get(), &LayerRead::read, this,
            [this, then = std::move(then)](const std::optional<LayersByImage> &layers) {
                if (m_state == State::Finished)
                    return;
                if (m_layers && layers)
                    m_layers->insert(*layers);
                else if (m_state != State::Checking) // what is known is of use still
                    m_layers.reset();
                m_read.release()->deleteLater(); // this is its signal
                then();
            });
    m_read->start(ids);
}

void ImagePrune::showList(const std::vector<Image> &images, const std::vector<Container> &containers)
{
    m_list = docker::pruneList(images, containers, m_filter, m_layers.value_or(LayersByImage()));
    m_state = State::Listed;
    m_count = std::make_unique<LayerCount>(m_client);
    connect(m_count.get(), &LayerCount::counted, this, &ImagePrune::counted);
    const bool isCountable = !m_list.candidates.empty() && m_layers;
    m_count->start(isCountable ? images : std::vector<Image>(), m_layers.value_or(LayersByImage()));
    emit listed(m_list);
}

void ImagePrune::remove(const QStringList &ids, decltype(PruneFilter::isOurs) isOurs,
                        decltype(PruneFilter::older) older)
{
    Q_ASSERT(m_state == State::Listed);
    for (const PruneCandidate &candidate : m_list.candidates) {
        if (!ids.contains(candidate.image.id))
            continue;
        for (const QString &name : candidate.removals)
            m_left.push_back(
                {name, candidate.image.id, candidate.removals.size() > 1 && name == candidate.removals.front()});
    }
    std::reverse(m_left.begin(), m_left.end());
    m_count.reset();
    if (isOurs) {
        m_filter.isOurs = std::move(isOurs);
        m_filter.older = std::move(older);
    }
    m_state = State::Checking;
    if (m_left.empty()) {
        QMetaObject::invokeMethod(this, &ImagePrune::removeNext, Qt::QueuedConnection);
        return;
    }
    ask([this](const std::vector<Image> &images, const std::vector<Container> &containers) {
        readLayers(images, [this, images, containers] { onChecked(images, containers); });
    });
}

//! What is not listed any more stays.
void ImagePrune::onChecked(const std::vector<Image> &images, const std::vector<Container> &containers)
{
    PruneFilter filter = m_filter;
    filter.isDanglingOnly = false; // a name that it got is looked at below
    const PruneList now = docker::pruneList(images, containers, filter, m_layers.value_or(LayersByImage()));
    QStringList taken;
    for (const PruneCandidate &shown : m_list.candidates) {
        const auto isIt = [&shown](const auto &other) { return other.image.id == shown.image.id; };
        const auto candidate = std::find_if(now.candidates.begin(), now.candidates.end(), isIt);
        const bool isThere = std::any_of(images.begin(), images.end(),
                                         [&shown](const Image &image) { return image.id == shown.image.id; });
        // One that is gone is told by the engine.
        if (isThere && !isStillFree(shown, candidate == now.candidates.end() ? nullptr : &*candidate))
            taken += shown.image.id;
    }
    const QPointer<ImagePrune> self = this;
    for (const QString &id : taken) {
        keepInUse(id);
        if (!self || m_state == State::Finished)
            return;
    }
    removeNext();
}

void ImagePrune::keepInUse(const QString &imageId)
{
    const auto isIts = [&imageId](const Removal &removal) { return removal.imageId == imageId; };
    QStringList names;
    for (auto removal = m_left.rbegin(); removal != m_left.rend(); ++removal) {
        if (isIts(*removal))
            names += removal->name;
    }
    std::erase_if(m_left, isIts);
    const QPointer<ImagePrune> self = this;
    for (const QString &name : names) {
        if (self && m_state != State::Finished)
            emit kept(name, imageId, inUse(name));
    }
}

void ImagePrune::cancel()
{
    finish(ApiError{.kind = ApiError::Kind::Cancelled});
}

void ImagePrune::removeNext()
{
    if (m_state == State::Finished)
        return;
    if (m_left.empty())
        return finish({});
    const Removal removal = m_left.back();
    if (removal.isFirstOfSeveral)
        return checkAgain(removal);
    m_left.pop_back();
    inspect(removal);
}

//! The engine takes a name from an image with several, whatever uses it.
void ImagePrune::checkAgain(const Removal &removal)
{
    m_state = State::Checking;
    m_request = m_client.listContainers(true, this, [this, removal](const Result<std::vector<Container>> &containers) {
        if (m_state == State::Finished)
            return;
        if (!containers)
            return finish(containers.error());
        const auto shown =
            std::find_if(m_list.candidates.begin(), m_list.candidates.end(),
                         [&removal](const PruneCandidate &candidate) { return candidate.image.id == removal.imageId; });
        if (!docker::pruneList({shown->image}, *containers, {.isDanglingOnly = false}).candidates.empty()) {
            m_left.pop_back();
            return inspect(removal);
        }
        const QPointer<ImagePrune> self = this;
        keepInUse(removal.imageId);
        if (self)
            removeNext();
    });
}

//! Asks first what the name means by now.
void ImagePrune::inspect(const Removal &removal)
{
    m_state = State::Inspecting;
    m_request = m_client.inspectImage(removal.name, this, [this, removal](const Result<ImageDetails> &image) {
        if (m_state == State::Finished)
            return;
        if (!image)
            return keep(removal, image.error());
        if (image->id == removal.imageId)
            return removeNow(removal);
        keep(removal, ApiError{.kind = ApiError::Kind::Conflict,
                               .reason = u"ImageMoved"_s,
                               .message = u"%1 is another image now"_s.arg(removal.name)});
    });
}

void ImagePrune::removeNow(const Removal &removal)
{
    m_state = State::Removing;
    m_request = m_client.removeImage(removal.name, false, this, [this, removal](const Result<ImageRemoval> &result) {
        if (m_state == State::Finished)
            return;
        if (!result)
            return keep(removal, result.error());
        const QPointer<ImagePrune> self = this;
        emit removed(removal.name, *result);
        if (self)
            removeNext();
    });
}

void ImagePrune::keep(const Removal &removal, const ApiError &error)
{
    using Kind = ApiError::Kind;
    if (error.kind == Kind::Network || error.kind == Kind::Timeout || error.kind == Kind::Tls) {
        m_left.push_back(removal);
        return finish(error); // of the daemon, not of this image: the next one has it too
    }
    const QPointer<ImagePrune> self = this;
    emit kept(removal.name, removal.imageId, error);
    if (self)
        removeNext();
}

void ImagePrune::finish(const std::optional<ApiError> &error)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_count.reset();
    m_read.reset();
    m_request.cancel();
    emit finished(error);
}

} // namespace fairlead::docker
