// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildcachelist.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

BuildCacheList buildCacheList(std::vector<BuildCacheEntry> records)
{
    std::erase_if(records, [](const BuildCacheEntry &record) {
        return record.id.isEmpty() || record.isInUse || record.isShared || record.type == "internal"_L1 ||
               record.type == "frontend"_L1;
    });
    std::stable_sort(records.begin(), records.end(),
                     [](const auto &a, const auto &b) { return a.sizeBytes > b.sizeBytes; });
    BuildCacheList list;
    for (const BuildCacheEntry &record : records) {
        list.bytes += std::max<std::int64_t>(0, record.sizeBytes);
        list.lastUsed = std::max(list.lastUsed, record.lastUsed);
    }
    list.records = std::move(records);
    return list;
}

BuildCacheOutcome buildCacheOutcome(const BuildCacheList &list, const BuildCacheRemoval &removal)
{
    const QSet<QString> deleted(removal.deleted.begin(), removal.deleted.end());
    BuildCacheOutcome outcome{.records = int(deleted.size()),
                              .bytes = std::max<std::int64_t>(0, removal.spaceReclaimedBytes)};
    for (const BuildCacheEntry &record : list.records) {
        if (!deleted.contains(record.id))
            outcome.missed += record.id;
    }
    outcome.imageRecords = outcome.records - int(list.records.size()) + int(outcome.missed.size());
    return outcome;
}

void keepMissed(BuildCacheOutcome &outcome, const std::vector<BuildCacheEntry> &now)
{
    QSet<QString> there;
    for (const BuildCacheEntry &record : now)
        there.insert(record.id);
    outcome.missed.removeIf([&there](const QString &id) { return !there.contains(id); });
}

std::chrono::milliseconds unusedSince(std::chrono::milliseconds steady, std::chrono::milliseconds system)
{
    return std::max({steady, system, std::chrono::milliseconds(1)});
}

} // namespace fairlead::docker
