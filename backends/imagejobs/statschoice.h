// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <tuple>

namespace fairlead::imagejobs {

//! A container of a daemon.
struct ContainerRef
{
    QString daemonId;
    QString containerId;

    bool operator==(const ContainerRef &) const = default;
    bool operator<(const ContainerRef &other) const
    {
        return std::tie(daemonId, containerId) < std::tie(other.daemonId, other.containerId);
    }
};

//! Decides whose stats are followed: of the containers that are seen those that run on a daemon that is live, and of
//! very many the first. A stream that ended by itself is not begun again before something has changed: its row was out
//! of sight, its container did not run, its daemon was not live. A value.
class StatsChoice
{
public:
    explicit StatsChoice(qsizetype most)
        : m_most(most)
    {
    }

    //! From the top; these and no others.
    void setSeen(const QList<ContainerRef> &seen);
    //! Of a daemon that is live: the containers that run.
    void setRunning(const QString &daemonId, const QSet<QString> &containerIds);
    //! It is not live.
    void forgetDaemon(const QString &daemonId);
    //! By itself: the engine or the network ended it.
    void streamEnded(const ContainerRef &container);

    QList<ContainerRef> wanted() const;

private:
    bool isRunning(const ContainerRef &container) const
    {
        return m_running.value(container.daemonId).contains(container.containerId);
    }

    qsizetype m_most;
    QList<ContainerRef> m_seen;
    QHash<QString, QSet<QString>> m_running; //!< by daemon
    QList<ContainerRef> m_ended;             //!< of those that are seen
};

} // namespace fairlead::imagejobs
