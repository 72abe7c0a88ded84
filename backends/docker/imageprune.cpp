// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imageprune.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

ImagePrune::ImagePrune(EngineClient &client, const PruneFilter &filter, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_filter(filter)
{
}

void ImagePrune::list()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::ListingImages;
    m_request = m_client.listImages(this, [this](Result<std::vector<Image>> images) {
        if (m_state == State::Finished)
            return;
        if (images)
            listContainers(*std::move(images));
        else
            finish(images.error());
    });
}

void ImagePrune::listContainers(std::vector<Image> images)
{
    m_state = State::ListingContainers;
    m_request = m_client.listContainers(
        true, this, [this, images = std::move(images)](const Result<std::vector<Container>> &containers) {
            if (m_state == State::Finished)
                return;
            if (!containers)
                return finish(containers.error());
            m_list = docker::pruneList(images, *containers, m_filter);
            m_state = State::Listed;
            emit listed(m_list);
        });
}

void ImagePrune::remove(const QStringList &ids)
{
    Q_ASSERT(m_state == State::Listed);
    for (const PruneCandidate &candidate : m_list.candidates) {
        if (!ids.contains(candidate.image.id))
            continue;
        for (const QString &name : candidate.removals)
            m_left.push_back({name, candidate.image.id});
    }
    std::reverse(m_left.begin(), m_left.end());
    m_state = State::Inspecting;
    QMetaObject::invokeMethod(this, &ImagePrune::removeNext, Qt::QueuedConnection);
}

void ImagePrune::cancel()
{
    finish(ApiError{.kind = ApiError::Kind::Cancelled});
}

//! Asks first what the name means by now.
void ImagePrune::removeNext()
{
    if (m_state == State::Finished)
        return;
    if (m_left.empty())
        return finish({});
    const Removal removal = m_left.back();
    m_left.pop_back();
    m_state = State::Inspecting;
    m_request = m_client.inspectImage(removal.name, this, [this, removal](const Result<ImageDetails> &image) {
        if (m_state == State::Finished)
            return;
        if (!image)
            return keep(removal.name, image.error());
        if (image->id == removal.imageId)
            return removeNow(removal);
        keep(removal.name, ApiError{.kind = ApiError::Kind::Conflict,
                                    .reason = u"ImageMoved"_s,
                                    .message = u"%1 is another image now"_s.arg(removal.name)});
    });
}

void ImagePrune::removeNow(const Removal &removal)
{
    m_state = State::Removing;
    const QString name = removal.name;
    m_request = m_client.removeImage(name, false, this, [this, name](const Result<ImageRemoval> &removal) {
        if (m_state == State::Finished)
            return;
        if (!removal)
            return keep(name, removal.error());
        const QPointer<ImagePrune> self = this;
        emit removed(name, *removal);
        if (self)
            removeNext();
    });
}

void ImagePrune::keep(const QString &name, const ApiError &error)
{
    using Kind = ApiError::Kind;
    if (error.kind == Kind::Network || error.kind == Kind::Timeout || error.kind == Kind::Tls)
        return finish(error); // of the daemon, not of this image: the next one has it too
    const QPointer<ImagePrune> self = this;
    emit kept(name, error);
    if (self)
        removeNext();
}

void ImagePrune::finish(const std::optional<ApiError> &error)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_request.cancel();
    emit finished(error);
}

} // namespace fairlead::docker
