// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engineclient.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <optional>

namespace fairlead::docker {

using LayersByImage = QHash<QString, QStringList>; //!< by id of the image: its layers, the lowest first

//! Asks a daemon which layers images have, a few at a time. Must not outlive its client.
//! Source: GET /images/{name}/json, RootFS.
class LayerRead : public QObject
{
    Q_OBJECT
public:
    explicit LayerRead(EngineClient &client, QObject *parent = nullptr);

    //! No signal comes before it returns.
    void start(QStringList imageIds);

signals:
    //! Exactly once, without those that are gone meanwhile. Nothing: the daemon does not tell, or there are more than
    //! 2,000.
    void read(const std::optional<fairlead::docker::LayersByImage> &layers);

private:
    void askNext();
    void onImage(const QString &id, const Result<ImageDetails> &details);

    EngineClient &m_client;
    std::optional<LayersByImage> m_layers = LayersByImage();
    QStringList m_toAsk; //!< the next one last
    int m_asked = 0;     //!< under way
};

} // namespace fairlead::docker
