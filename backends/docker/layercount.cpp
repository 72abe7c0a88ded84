// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "layercount.h"

#include <algorithm>

namespace fairlead::docker {

namespace {

constexpr std::size_t MostImages = 2'000; // an inspect for each of those that share
constexpr int AtOnce = 4;

} // namespace

LayerCount::LayerCount(EngineClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void LayerCount::start(std::vector<Image> images)
{
    m_images = std::move(images);
    const bool isShareKnown =
        std::all_of(m_images.begin(), m_images.end(), [](const Image &image) { return image.sharedSizeBytes >= 0; });
    if (m_images.empty() || m_images.size() > MostImages) {
        QMetaObject::invokeMethod(
            this, [this] { emit counted({}); }, Qt::QueuedConnection);
        return;
    }
    isShareKnown ? askLayers() : askSharedSizes();
}

void LayerCount::askSharedSizes()
{
    m_client.diskUsage(this, [this](const Result<DiskUsage> &usage) {
        QHash<QString, std::int64_t> shared;
        for (const Image &image : usage ? usage->images : std::vector<Image>())
            shared.insert(image.id, image.sharedSizeBytes);
        for (Image &image : m_images)
            image.sharedSizeBytes = shared.value(image.id, image.sharedSizeBytes);
        const bool isAny = std::any_of(m_images.begin(), m_images.end(),
                                       [](const Image &image) { return image.sharedSizeBytes >= 0; });
        isAny ? askLayers() : emit counted({});
    });
}

void LayerCount::askLayers()
{
    for (const Image &image : m_images) {
        if (image.sharedSizeBytes != 0)
            m_toAsk.push_back(m_layers.size());
        m_layers.push_back(
            {.id = image.id, .layers = {}, .sizeBytes = image.sizeBytes, .sharedBytes = image.sharedSizeBytes});
    }
    std::reverse(m_toAsk.begin(), m_toAsk.end());
    QMetaObject::invokeMethod(this, &LayerCount::askNext, Qt::QueuedConnection);
}

void LayerCount::askNext()
{
    if (m_toAsk.empty() && m_asked == 0)
        return finish();
    while (!m_toAsk.empty() && m_asked < AtOnce) {
        const std::size_t place = m_toAsk.back();
        m_toAsk.pop_back();
        ++m_asked;
        m_client.inspectImage(m_layers[place].id, this, [this, place](const Result<ImageDetails> &details) {
            --m_asked;
            onLayers(place, details);
        });
    }
}

//! One that is gone meanwhile shares with nobody any more.
void LayerCount::onLayers(std::size_t place, const Result<ImageDetails> &details)
{
    if (details)
        m_layers[place].layers = details->layers;
    else if (details.error().kind == ApiError::Kind::NotFound)
        m_layers[place].id.clear();
    else
        m_hasFailed = true; // what it shares is not known: then nothing is
    if (m_hasFailed)
        m_toAsk.clear();
    askNext();
}

void LayerCount::finish()
{
    emit counted(m_hasFailed ? SharedLayers() : SharedLayers(m_layers));
}

} // namespace fairlead::docker
