// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engineclient.h"
#include "layerread.h"
#include "sharedlayers.h"

#include <QObject>

namespace fairlead::docker {

//! How much space the layers take that the images of a daemon have in common. Before API 1.42 the shared sizes are
//! asked for, which takes a walk over the daemon's disk. Must not outlive its client.
class LayerCount : public QObject
{
    Q_OBJECT
public:
    explicit LayerCount(EngineClient &client, QObject *parent = nullptr);

    //! \p images: all of the daemon. \p layers: of those that share any; one that is not among them is gone. No signal
    //! comes before it returns.
    void start(std::vector<Image> images, LayersByImage layers);

signals:
    //! Exactly once. Empty: the daemon tells too little.
    void counted(const fairlead::docker::SharedLayers &layers);

private:
    void askSharedSizes();
    void finish();

    EngineClient &m_client;
    std::vector<Image> m_images;
    LayersByImage m_layers;
};

} // namespace fairlead::docker
