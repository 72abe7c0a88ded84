// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layerprogress.h"
#include "progressline.h"
#include "transferrate.h"

#include <vector>

namespace fairlead::docker {

//! A push or a pull as its lines tell it: layers in the order in which they first appear, at most 1,000, and what came
//! out. Times are milliseconds since 1970 UTC and come from the caller.
class TransferProgress
{
public:
    //! Sums over all layers.
    struct Totals
    {
        int layers = 0;
        int endedLayers = 0;
        std::int64_t currentBytes = 0; //!< of the layers whose size is known
        std::int64_t totalBytes = 0;
        bool isTotalKnown = false;     //!< of every layer that has to be transferred
        double bytesPerSecond = 0;     //!< of the last seconds
        std::int64_t remainingMs = -1; //!< -1: not known

        bool operator==(const Totals &) const = default;
    };

    //! Whatever it is about; lines of others are left alone.
    //! \return text for the log, without its line end: what is about the whole and not about a layer. Else empty.
    QString apply(const ProgressLine &line, std::int64_t nowMs);
    //! Also while no line comes: a layer that stands still has no rate.
    void updateRates(std::int64_t nowMs);
    //! The connection is gone: whatever has not ended will not.
    void fail(std::int64_t nowMs);

    const std::vector<LayerProgress> &layers() const { return m_layers; }
    Totals totals() const;
    const QString &digest() const { return m_digest; } //!< of the manifest
    const QString &tag() const { return m_tag; }
    std::int64_t manifestBytes() const { return m_manifestBytes; } //!< -1: not told
    bool isUpToDate() const { return m_isUpToDate; }               //!< of a pull: the daemon had it

private:
    LayerProgress *layerOf(const QString &id);
    void applyToLayer(LayerProgress &layer, TransferRate &rate, const ProgressLine &line, std::int64_t nowMs);
    void readWhole(const QString &status);

    std::vector<LayerProgress> m_layers;
    std::vector<TransferRate> m_rates; //!< of the layer at the same place
    QString m_digest;
    QString m_tag;
    std::int64_t m_manifestBytes = -1;
    bool m_isUpToDate = false;
};

} // namespace fairlead::docker
