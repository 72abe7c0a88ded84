// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagepushjob.h"

#include "transfertext.h"

#include "backends/images/imagegraph.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

ImagePushJob::ImagePushJob(docker::EngineClient &client, RegistryFleet::Connection registry, PushJob::Settings settings,
                           QObject *parent)
    : Job(parent)
    , m_client(client)
    , m_registry(std::move(registry))
    , m_settings(std::move(settings))
{
}

ImagePushJob::~ImagePushJob() = default;

void ImagePushJob::start()
{
    m_state = State::Looking;
    m_asked = std::make_unique<QObject>();
    QMetaObject::invokeMethod(
        m_asked.get(), [this] { look(); }, Qt::QueuedConnection);
}

void ImagePushJob::look()
{
    if (m_state == State::Finished) // cancelled before it began
        return;
    const auto target = registry::ImageReference::parse(m_settings.target);
    if (!target || target->digest)
        return finish(
            failedJob({.kind = ApiError::Kind::Invalid,
                       .reason = u"BadReference"_s,
                       .message = u"%1: %2"_s.arg(m_settings.target, target ? u"a push goes to a tag, not to a digest"_s
                                                                            : registry::toString(target.error()))}));
    m_target = target->withDefaultTag().canonical();
    emit progressed({u"looking at the image"_s, {}});
    m_client.inspectImage(m_settings.image, m_asked.get(), [this](const Result<docker::ImageDetails> &image) {
        if (m_state == State::Finished)
            return;
        if (!image)
            return finish(failedJob(image.error()));
        m_imageId = image->id;
        lookAtTarget();
    });
}

void ImagePushJob::lookAtTarget()
{
    m_client.inspectImage(m_target, m_asked.get(), [this](const Result<docker::ImageDetails> &image) {
        if (m_state == State::Finished)
            return;
        if (!image && image.error().kind != ApiError::Kind::NotFound)
            return finish(failedJob(image.error()));
        m_formerId = image ? image->id : QString();
        push();
    });
}

void ImagePushJob::push()
{
    m_state = State::Pushing;
    m_asked.release()->deleteLater(); // this is one of its calls
    m_settings.image = m_imageId;     // its name may move meanwhile
    m_push = new PushJob(m_client, m_registry, m_settings, this);
    connect(m_push, &Job::progressed, this, &Job::progressed);
    connect(m_push, &Job::layersChanged, this, &Job::layersChanged);
    connect(m_push, &Job::logged, this, &Job::logged);
    connect(m_push, &Job::finished, this, [this](const JobResult &result) {
        m_push->deleteLater();
        m_push = nullptr;
        m_result = result;
        cleanUp();
    });
    m_push->start();
}

//! Asks what the name means by now: the push may have ended before it was given.
void ImagePushJob::cleanUp()
{
    if (m_formerId == m_imageId)
        return finish(*m_result);
    m_state = State::Cleaning;
    m_asked = std::make_unique<QObject>();
    m_client.inspectImage(m_target, m_asked.get(), [this](const Result<docker::ImageDetails> &image) {
        if (!image)
            return image.error().kind == ApiError::Kind::NotFound ? finish(*m_result) : leave(image.error());
        if (image->id != m_imageId)
            return finish(*m_result); // as it was, or somebody else's by now
        if (!m_formerId.isEmpty())
            return giveBack();
        const auto isOther = [this](const QString &tag) {
            return images::ImageGraph::comparable(tag) != images::ImageGraph::comparable(m_target);
        };
        if (std::any_of(image->repoTags.begin(), image->repoTags.end(), isOther))
            return takeAway();
        leave({.kind = ApiError::Kind::Conflict, .message = u"it is the only one that the image has by now"_s});
    });
}

void ImagePushJob::takeAway()
{
    m_client.removeImage(m_target, false, m_asked.get(), [this](const Result<docker::ImageRemoval> &removal) {
        if (!removal)
            return leave(removal.error());
        say(u"The name %1 was taken away from the daemon again"_s.arg(m_target));
        finish(*m_result);
    });
}

void ImagePushJob::giveBack()
{
    const registry::ImageReference target = registry::ImageReference::parse(m_target).value();
    m_client.tagImage(m_formerId, target.name(), target.tag, m_asked.get(), [this](const Result<void> &result) {
        if (!result)
            return leave(result.error());
        say(u"On the daemon the name %1 means again what it meant before"_s.arg(m_target));
        finish(*m_result);
    });
}

//! The push ended as it did.
void ImagePushJob::leave(const ApiError &error)
{
    say(u"The name %1 stays on the daemon: %2"_s.arg(m_target, error.message));
    finish(*m_result);
}

//! What was begun on the daemon is put right first.
void ImagePushJob::cancel()
{
    if (m_push)
        m_push->cancel();
    else if (m_state == State::Looking)
        finish(failedJob({.kind = ApiError::Kind::Cancelled}));
}

void ImagePushJob::finish(const JobResult &result)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    if (m_asked)
        m_asked.release()->deleteLater();
    if (!m_result && !result.isWell())
        say(result.text); // else the push has said it
    emit finished(result);
}

} // namespace fairlead::imagejobs
