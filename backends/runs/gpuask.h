// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/resourcenames.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <tl/expected.hpp>

//! What a person asks for when asking for GPUs: one grammar, that of dstack and SkyPilot, in which nothing is guessed.
namespace fairlead::runs {

//! GPUs of one pod, as a person writes them.
//!
//! Shape: parts with colons between them, in any order, each kind of part at most once, whatever the capitals:
//!
//!     names    H100 | A100,H100 | A100-80GB | RTX 4090 | NVIDIA-H100-PCIe (a label's own value)
//!     vendor   nvidia | amd | intel | habana | google (tpu) | aws | huawei | tenstorrent (tt)
//!     memory   80GB | 40GB..80GB | 40GB.. | ..40GB | 40GB+ of one device; MB, GB and TB, binary, as it is sold
//!     kind     1g.10gb (mig-1g.10gb) | shared | vgpu | partition; without one: whole devices
//!     count    8 | 1..8 | 2..; without one: 1
//!
//! Alone: "none", no GPU, where the config would ask for some.
struct GpuAsk
{
    static constexpr std::int64_t BytesPerGB = std::int64_t(1) << 30;

    bool isNone = false;
    QStringList names; //!< as devicenames has them: "H100", "A100 80GB"; those that no table knows as written
    std::optional<accelerators::Vendor> vendor;
    QString kind;    //!< "mig", "shared", "vgpu", "partition"; empty: whole devices
    QString profile; //!< of MIG, as its resource is called: "1g.10gb", "1g.5gb.me"
    std::optional<std::int64_t> leastMemoryBytes;
    std::optional<std::int64_t> mostMemoryBytes;
    std::int64_t leastCount = 1;
    std::optional<std::int64_t> mostCount = 1; //!< none: as many as there are

    //! The same ask as text, in one spelling: parses to this very value.
    QString text() const;
    bool hasMemory() const { return leastMemoryBytes || mostMemoryBytes; }
    //! A number alone.
    bool isPlain() const { return names.isEmpty() && !vendor && kind.isEmpty() && !hasMemory(); }
    bool operator==(const GpuAsk &) const = default;
};

//! Why a text is none, and where.
struct GpuAskError
{
    qsizetype at = 0;
    qsizetype length = 0; //!< 0: something is missing there
    QString message;      //!< a short English sentence: what is wrong
    QString remedy;       //!< "write A100:80GB": one that works

    //! All of it in one sentence.
    QString text() const;
    bool operator==(const GpuAskError &) const = default;
};

//! Errors: nothing that dstack or SkyPilot would take for something else than it looks like is taken: numbers that
//! could be memory, fractions, none, ranges from nowhere or upside down, missing units, parts that contradict each
//! other. Sources: dstack, "resources.gpu"; SkyPilot, "resources.accelerators"; NVIDIA GPU Feature Discovery, MIG
//! profiles.
tl::expected<GpuAsk, GpuAskError> parseGpuAsk(const QString &text);

//! "nvidia", "amd", ...: as it is asked for. Empty: of no vendor.
QString toString(accelerators::Vendor vendor);

} // namespace fairlead::runs
