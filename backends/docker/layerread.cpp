// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "layerread.h"

#include <algorithm>

namespace fairlead::docker {

namespace {

constexpr qsizetype MostImages = 2'000; // an inspect for each of them
constexpr int AtOnce = 4;

} // namespace

LayerRead::LayerRead(EngineClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void LayerRead::start(QStringList imageIds)
{
    if (imageIds.size() > MostImages)
        m_layers.reset();
    else
        m_toAsk = std::move(imageIds);
    std::reverse(m_toAsk.begin(), m_toAsk.end());
    QMetaObject::invokeMethod(this, &LayerRead::askNext, Qt::QueuedConnection);
}

void LayerRead::askNext()
{
    if (m_toAsk.empty() && m_asked == 0) {
        emit read(m_layers);
        return;
    }
    while (!m_toAsk.empty() && m_asked < AtOnce) {
        ++m_asked;
        const QString id = m_toAsk.takeLast();
        m_client.inspectImage(id, this, [this, id](const Result<ImageDetails> &details) { onImage(id, details); });
    }
}

//! One that is gone meanwhile has nothing to do with others any more.
void LayerRead::onImage(const QString &id, const Result<ImageDetails> &details)
{
    --m_asked;
    if (details && m_layers) {
        m_layers->insert(id, details->layers);
    } else if (!details && details.error().kind != ApiError::Kind::NotFound) {
        m_layers.reset(); // of one not known: then of none what it shares
        m_toAsk.clear();
    }
    askNext();
}

} // namespace fairlead::docker
