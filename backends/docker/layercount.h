// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engineclient.h"
#include "sharedlayers.h"

#include <QObject>

namespace fairlead::docker {

//! Finds out which layers the images of a daemon have in common: asks for the layers of those that share any, a few at
//! a time; before API 1.42 for the shared sizes too, which takes a walk over the daemon's disk. Must not
//! outlive its client.
class LayerCount : public QObject
{
    Q_OBJECT
public:
    explicit LayerCount(EngineClient &client, QObject *parent = nullptr);

    //! \p images: all of the daemon. No signal comes before it returns.
    void start(std::vector<Image> images);

signals:
    //! Exactly once. Empty: the daemon tells too little, or has too many images.
    void counted(const fairlead::docker::SharedLayers &layers);

private:
    void askSharedSizes();
    void askLayers();
    void askNext();
    void onLayers(std::size_t place, const Result<ImageDetails> &details);
    void finish();

    EngineClient &m_client;
    std::vector<Image> m_images;
    std::vector<SharedLayers::ImageLayers> m_layers;
    std::vector<std::size_t> m_toAsk; //!< places in both
    int m_asked = 0;                  //!< under way
    bool m_hasFailed = false;
};

} // namespace fairlead::docker
