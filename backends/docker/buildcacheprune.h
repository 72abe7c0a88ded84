// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildcachelist.h"
#include "engineclient.h"

#include <QObject>

#include <chrono>

namespace fairlead::docker {

//! Lists what could go of BuildKit's cache, and removes it. An engine takes one record or all of them, so all that have
//! not been used since the list was asked for are to go: what a build has used or made since stays, and so does what an
//! image has. Signals come last: a slot may delete it, which cancels. It must not outlive its client.
class BuildCachePrune : public QObject
{
    Q_OBJECT
public:
    explicit BuildCachePrune(EngineClient &client, QObject *parent = nullptr);
    ~BuildCachePrune() override;

    //! listed(), not before it returns.
    void list();
    //! Something can go.
    bool isListed() const { return !m_list.records.empty(); }
    //! removed(), not before it returns; once, where isListed().
    void remove();
    //! Of remove(): it ends with Cancelled; the daemon stops where it is.
    void cancel();

signals:
    //! Without records where the engine has no BuildKit.
    void listed(const fairlead::Result<fairlead::docker::BuildCacheList> &list);
    void removed(const fairlead::Result<fairlead::docker::BuildCacheOutcome> &outcome);

private:
    void onRemoved(const BuildCacheRemoval &removal);

    EngineClient &m_client;
    BuildCacheList m_list;
    std::chrono::steady_clock::time_point m_asked;
    std::chrono::system_clock::time_point m_askedAt;
    transport::RequestHandle m_request;
};

} // namespace fairlead::docker
