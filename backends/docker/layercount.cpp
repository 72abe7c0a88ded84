// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "layercount.h"

#include <algorithm>

namespace fairlead::docker {

LayerCount::LayerCount(EngineClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void LayerCount::start(std::vector<Image> images, LayersByImage layers)
{
    m_images = std::move(images);
    m_layers = std::move(layers);
    std::erase_if(m_images, [this](const Image &image) { // gone
        return image.sharedSizeBytes != 0 && !m_layers.contains(image.id);
    });
    const bool isShareKnown =
        std::all_of(m_images.begin(), m_images.end(), [](const Image &image) { return image.sharedSizeBytes >= 0; });
    if (isShareKnown)
        QMetaObject::invokeMethod(this, &LayerCount::finish, Qt::QueuedConnection);
    else
        askSharedSizes();
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
        isAny ? finish() : emit counted({});
    });
}

void LayerCount::finish()
{
    std::vector<SharedLayers::ImageLayers> layers;
    for (const Image &image : m_images)
        layers.push_back({.id = image.id,
                          .layers = m_layers.value(image.id),
                          .sizeBytes = image.sizeBytes,
                          .sharedBytes = image.isSharedSizeLeast ? -1 : image.sharedSizeBytes});
    emit counted(SharedLayers(layers));
}

} // namespace fairlead::docker
