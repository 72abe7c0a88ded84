// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pathswatcher.h"

#include "filesignature.h"

#include <QSet>

#include <chrono>

using namespace std::chrono_literals;

namespace fairlead::files {

PathsWatcher::Targets PathsWatcher::targetsOf(const QStringList &paths, IsRemote isRemote)
{
    Targets targets;
    for (const QString &path : paths) {
        targets.hasRemote = targets.hasRemote || isRemote(path);
        const QHash<QString, quint64> each = watchTargets(path); // links may lead to other file systems
        for (auto it = each.begin(); it != each.end(); ++it) {
            if (isRemote(it.key()))
                targets.hasRemote = true;
            else
                targets.inodes.insert(it.key(), it.value());
        }
    }
    return targets;
}

PathsWatcher::PathsWatcher(QObject *parent)
    : QObject(parent)
{
    // Not restarted by further events, so that a busy folder delays nothing.
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(150ms);
    m_poll.setInterval(1s);
    connect(&m_files, &QFileSystemWatcher::fileChanged, this, &PathsWatcher::lookAgain);
    connect(&m_files, &QFileSystemWatcher::directoryChanged, this, &PathsWatcher::lookAgain);
    connect(&m_debounce, &QTimer::timeout, this, &PathsWatcher::suspected);
    connect(&m_poll, &QTimer::timeout, this, &PathsWatcher::suspected);
}

void PathsWatcher::lookAgain()
{
    if (!m_debounce.isActive())
        m_debounce.start();
}

//! A file that was replaced lost its watch, or keeps one on what was there before.
bool PathsWatcher::watch(const Targets &targets)
{
    QStringList gone;
    QSet<QString> kept;
    for (const QString &path : watchedByKernel()) {
        const auto target = targets.inodes.constFind(path);
        if (target == targets.inodes.constEnd() || *target != m_inodes.value(path))
            gone.append(path);
        else
            kept.insert(path);
    }
    if (!gone.isEmpty())
        m_files.removePaths(gone);
    QStringList added;
    for (auto it = targets.inodes.begin(); it != targets.inodes.end(); ++it) {
        if (!kept.contains(it.key()))
            added.append(it.key());
    }
    const QStringList failed = added.isEmpty() ? QStringList() : m_files.addPaths(added);
    m_inodes = targets.inodes;
    if (failed.isEmpty() && !targets.hasRemote)
        m_poll.stop();
    else if (!m_poll.isActive())
        m_poll.start();
    return added.size() > failed.size();
}

} // namespace fairlead::files
