// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "transferprogress.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

using State = LayerProgress::State;

constexpr std::size_t LayerLimit = 1'000;

struct Word
{
    QLatin1StringView begin; //!< of the status
    State state;
};

//! Of the engine's own stores and of containerd's. Source: moby distribution/push_v2.go, pull_v2.go, xfer/ and
//! daemon/containerd/progress.go.
constexpr std::array Words{
    Word{"Preparing"_L1, State::Preparing},
    Word{"Waiting"_L1, State::Waiting},
    Word{"Layer already exists"_L1, State::AlreadyExists},
    Word{"Already exists"_L1, State::AlreadyExists},
    Word{"Skipped foreign layer"_L1, State::AlreadyExists},
    Word{"Pushing"_L1, State::Pushing},
    Word{"Pushed"_L1, State::Done},
    Word{"Mounted from "_L1, State::Mounted},
    Word{"Unavailable"_L1, State::Unavailable},
    Word{"Pulling fs layer"_L1, State::Waiting},
    Word{"Downloading"_L1, State::Downloading},
    Word{"Verifying Checksum"_L1, State::Verifying},
    Word{"Download complete"_L1, State::Verifying},
    Word{"Extracting"_L1, State::Extracting},
    Word{"Pull complete"_L1, State::Done},
    Word{"Retrying in "_L1, State::Retrying},
};

std::optional<State> stateOf(const QString &status)
{
    const auto *const it =
        std::find_if(Words.begin(), Words.end(), [&](const Word &word) { return status.startsWith(word.begin); });
    return it == Words.end() ? std::nullopt : std::optional(it->state);
}

bool isMoving(State state)
{
    return state == State::Pushing || state == State::Downloading;
}

//! Of what has to be transferred, how much has been.
std::int64_t transferred(const LayerProgress &layer)
{
    const bool isThere =
        layer.state == State::Verifying || layer.state == State::Extracting || layer.state == State::Done;
    return isThere ? layer.totalBytes : std::min(layer.currentBytes, layer.totalBytes);
}

} // namespace

QString TransferProgress::apply(const ProgressLine &line, std::int64_t nowMs)
{
    if (!line.digest.isEmpty())
        m_digest = line.digest;
    if (!line.tag.isEmpty()) {
        m_tag = line.tag;
        m_manifestBytes = line.manifestBytes;
    }
    if (!line.onlyPlatform.isEmpty())
        return u"Of this image the daemon has %1 alone: that was pushed, and not the index of all platforms"_s.arg(
            line.onlyPlatform);
    if (line.status.isEmpty())
        return {};
    if (LayerProgress *layer = stateOf(line.status) && !line.id.isEmpty() ? layerOf(line.id) : nullptr) {
        applyToLayer(*layer, m_rates[std::size_t(layer - m_layers.data())], line, nowMs);
        return {};
    }
    readWhole(line.status);
    return line.id.isEmpty() ? line.status : line.id + u": "_s + line.status;
}

LayerProgress *TransferProgress::layerOf(const QString &id)
{
    const auto it = std::find_if(m_layers.begin(), m_layers.end(), [&](const auto &layer) { return layer.id == id; });
    if (it != m_layers.end())
        return &*it;
    if (m_layers.size() == LayerLimit)
        return nullptr;
    m_rates.emplace_back();
    return &m_layers.emplace_back(LayerProgress{.id = id});
}

void TransferProgress::applyToLayer(LayerProgress &layer, TransferRate &rate, const ProgressLine &line,
                                    std::int64_t nowMs)
{
    layer.state = *stateOf(line.status);
    layer.status = line.status;
    layer.mountedFrom = layer.state == State::Mounted ? line.status.sliced("Mounted from "_L1.size()) : QString();
    if (line.totalBytes >= 0 || line.currentBytes > 0) {
        layer.currentBytes = line.currentBytes;
        if (line.totalBytes >= 0) // the engine counts what it packs: some more than it said
            layer.totalBytes = std::max(line.totalBytes, line.currentBytes);
    } else if (layer.state == State::Verifying || layer.state == State::Done) {
        layer.currentBytes = std::max(layer.currentBytes, layer.totalBytes);
        layer.totalBytes = layer.currentBytes > 0 ? layer.currentBytes : layer.totalBytes;
    } else if (layer.state == State::Retrying) {
        layer.currentBytes = 0;
    }
    if (isMoving(layer.state)) {
        rate.add(layer.currentBytes, nowMs);
        if (layer.startedMs == 0 && layer.currentBytes > 0)
            layer.startedMs = nowMs;
    } else {
        rate.clear();
    }
    layer.bytesPerSecond = rate.bytesPerSecond(nowMs);
    layer.endedMs = layer.hasEnded() ? nowMs : 0;
}

//! "1.0: digest: sha256:... size: 528" of a push, "Digest: sha256:..." and "Status: ..." of a pull.
void TransferProgress::readWhole(const QString &status)
{
    if (status.startsWith("Digest: "_L1)) {
        if (const QString digest = status.sliced(8); isDigest(digest))
            m_digest = digest;
        return;
    }
    if (status.startsWith("Status: Image is up to date"_L1))
        m_isUpToDate = true;
    const qsizetype at = status.indexOf(": digest: "_L1);
    const qsizetype size = status.indexOf(" size: "_L1, at);
    if (at <= 0 || size < 0 || !isDigest(QStringView(status).sliced(at + 10, std::max(at + 10, size) - at - 10)))
        return;
    m_tag = status.first(at);
    m_digest = status.sliced(at + 10, size - at - 10);
    bool isNumber = false;
    const qlonglong bytes = status.sliced(size + 7).toLongLong(&isNumber);
    m_manifestBytes = isNumber && bytes >= 0 ? bytes : -1;
}

void TransferProgress::updateRates(std::int64_t nowMs)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i].bytesPerSecond = m_rates[i].bytesPerSecond(nowMs);
}

void TransferProgress::fail(std::int64_t nowMs)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        LayerProgress &layer = m_layers[i];
        if (layer.hasEnded())
            continue;
        m_rates[i].clear();
        layer.state = State::Failed;
        layer.bytesPerSecond = 0;
        layer.endedMs = nowMs;
    }
}

TransferProgress::Totals TransferProgress::totals() const
{
    Totals totals{.layers = int(m_layers.size()), .isTotalKnown = !m_layers.empty()};
    for (const LayerProgress &layer : m_layers) {
        totals.endedLayers += layer.hasEnded() ? 1 : 0;
        if (layer.isNotSent())
            continue;
        if (layer.totalBytes < 0) {
            totals.isTotalKnown = totals.isTotalKnown && layer.state == State::Done; // an empty one
            continue;
        }
        totals.totalBytes += layer.totalBytes;
        totals.currentBytes += transferred(layer);
        totals.bytesPerSecond += layer.bytesPerSecond;
    }
    if (totals.isTotalKnown && totals.bytesPerSecond > 0)
        totals.remainingMs =
            std::int64_t(double(totals.totalBytes - totals.currentBytes) * 1'000 / totals.bytesPerSecond);
    return totals;
}

} // namespace fairlead::docker
