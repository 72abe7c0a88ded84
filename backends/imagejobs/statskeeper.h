// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonfleet.h"
#include "statschoice.h"

#include "backends/docker/statsstream.h"

#include <QTimer>

#include <map>

namespace fairlead::imagejobs {

//! What a container used at a moment.
struct StatsSample
{
    ContainerRef container;
    docker::ContainerStats stats;
    std::int64_t at = 0; //!< seconds since 1970
};

//! The stats of the containers that somebody sees, a stream for each, as StatsChoice decides: each costs the engine.
//! Lives in the thread of the daemons.
class StatsKeeper : public QObject
{
    Q_OBJECT
public:
    static constexpr int MostStreams = 64;

    //! \p daemons outlives it.
    explicit StatsKeeper(DaemonFleet &daemons, QObject *parent = nullptr);
    ~StatsKeeper() override;

    //! From the top; these and no others.
    void setSeen(const QList<ContainerRef> &containers);
    std::size_t streamCount() const { return m_streams.size(); }

signals:
    //! The last ones of each, a few times a second.
    void sampled(const std::vector<fairlead::imagejobs::StatsSample> &samples);
    //! No sample of it comes any more, until it is seen again, runs again or its daemon is back.
    void ended(const fairlead::imagejobs::ContainerRef &container);

private:
    void onContainers(const QString &daemonId, const std::vector<docker::Container> &containers);
    void onStatus(const QString &daemonId, const docker::DaemonStatus &status);
    void forget(const QString &daemonId);
    void reconcile();
    void begin(const ContainerRef &container);
    void end(const ContainerRef &container);
    void tell();

    DaemonFleet &m_daemons;
    StatsChoice m_choice{MostStreams};
    QSet<QString> m_live; //!< daemons
    std::map<ContainerRef, std::unique_ptr<docker::StatsStream>> m_streams;
    std::map<ContainerRef, StatsSample> m_samples; //!< that nobody was told yet
    QTimer m_telling;
};

} // namespace fairlead::imagejobs

Q_DECLARE_METATYPE(fairlead::imagejobs::ContainerRef)
