// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildcacheprune.h"

namespace fairlead::docker {

namespace {

template <class TimePoint>
std::chrono::milliseconds since(TimePoint then)
{
    return std::chrono::ceil<std::chrono::milliseconds>(TimePoint::clock::now() - then);
}

} // namespace

BuildCachePrune::BuildCachePrune(EngineClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

BuildCachePrune::~BuildCachePrune()
{
    disconnect(); // what is cancelled tells
    m_request.cancel();
}

void BuildCachePrune::list()
{
    m_asked = std::chrono::steady_clock::now();
    m_askedAt = std::chrono::system_clock::now();
    m_request = m_client.listBuildCache(this, [this](const Result<std::vector<BuildCacheEntry>> &records) {
        const Result<BuildCacheList> list = records.map(buildCacheList);
        m_list = list.value_or(BuildCacheList());
        emit listed(list);
    });
}

void BuildCachePrune::remove()
{
    Q_ASSERT(isListed());
    m_request = m_client.pruneBuildCache(unusedSince(since(m_asked), since(m_askedAt)), this,
                                         [this](const Result<BuildCacheRemoval> &removal) {
                                             if (removal)
                                                 onRemoved(*removal);
                                             else
                                                 emit removed(tl::make_unexpected(removal.error()));
                                         });
}

//! What it did not say that it removed is looked for.
void BuildCachePrune::onRemoved(const BuildCacheRemoval &removal)
{
    const BuildCacheOutcome outcome = buildCacheOutcome(m_list, removal);
    if (outcome.missed.isEmpty()) {
        emit removed(outcome);
        return;
    }
    m_request = m_client.listBuildCache(this, [this, outcome](const Result<std::vector<BuildCacheEntry>> &now) {
        BuildCacheOutcome told = outcome;
        if (now)
            keepMissed(told, *now);
        emit removed(told);
    });
}

void BuildCachePrune::cancel()
{
    m_request.cancel();
}

} // namespace fairlead::docker
