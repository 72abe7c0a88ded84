// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubeconfigwatcher.h"

#include <QSet>
#include <QtConcurrentRun>

#include <chrono>

using namespace std::chrono_literals;

namespace fairlead::kubernetes {

KubeconfigWatcher::KubeconfigWatcher(KubeconfigSources sources, QObject *parent, IsRemote isRemote)
    : QObject(parent)
    , m_sources(std::move(sources))
    , m_isRemote(isRemote)
{
    // Not restarted by further events, so that a busy folder delays nothing.
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(150ms);
    m_poll.setInterval(1s);
    const auto soon = [this] {
        if (!m_debounce.isActive())
            m_debounce.start();
    };
    connect(&m_files, &QFileSystemWatcher::fileChanged, this, soon);
    connect(&m_files, &QFileSystemWatcher::directoryChanged, this, soon);
    connect(&m_debounce, &QTimer::timeout, this, &KubeconfigWatcher::check);
    connect(&m_poll, &QTimer::timeout, this, &KubeconfigWatcher::check);
    connect(&m_load, &QFutureWatcherBase::finished, this, &KubeconfigWatcher::finished);
}

void KubeconfigWatcher::start()
{
    check();
}

void KubeconfigWatcher::setSources(const KubeconfigSources &sources)
{
    m_sources = sources;
    m_isForced = true;
    if (m_hasTold || m_load.isRunning())
        check();
}

void KubeconfigWatcher::check()
{
    if (m_load.isRunning()) {
        m_isAgain = true;
        return;
    }
    m_isAgain = false;
    m_load.setFuture(QtConcurrent::run(&KubeconfigWatcher::load, m_sources, m_kubeconfig.watchedPaths, m_signature,
                                       std::exchange(m_isForced, false), m_isRemote));
}

//! The signature is taken before the files are read: a change in between makes the next one differ.
KubeconfigWatcher::Loaded KubeconfigWatcher::load(const KubeconfigSources &sources, const QStringList &paths,
                                                  const FileSignature &before, bool isForced, IsRemote isRemote)
{
    Loaded loaded;
    loaded.signature = fileSignature(paths);
    if (isForced || !before.sameAs(loaded.signature))
        loaded.kubeconfig = loadKubeconfig(sources);
    const QStringList &watched = loaded.kubeconfig ? loaded.kubeconfig->watchedPaths : paths;
    if (watched != paths)
        loaded.signature = {};
    for (const QString &path : watched) {
        loaded.hasRemote = loaded.hasRemote || isRemote(path);
        const QHash<QString, quint64> targets = watchTargets(path); // links may lead to other file systems
        for (auto it = targets.begin(); it != targets.end(); ++it) {
            if (isRemote(it.key()))
                loaded.hasRemote = true;
            else
                loaded.targets.insert(it.key(), it.value());
        }
    }
    return loaded;
}

void KubeconfigWatcher::finished()
{
    Loaded loaded = m_load.result();
    m_signature = loaded.signature;
    // What happened before a new watch was set was not reported: look once more.
    const bool hasNewWatch = watch(loaded);
    if (hasNewWatch || m_isAgain || m_isForced)
        m_debounce.start();
    if (!loaded.kubeconfig || m_isForced)
        return;
    const bool isNews = !m_hasTold || *loaded.kubeconfig != m_kubeconfig;
    m_kubeconfig = std::move(*loaded.kubeconfig);
    m_hasTold = true;
    if (isNews)
        emit changed(m_kubeconfig);
}

//! A file that was replaced lost its watch, or keeps one on what was there before.
//! \return true where a watch was added.
bool KubeconfigWatcher::watch(const Loaded &loaded)
{
    QStringList gone;
    QSet<QString> kept;
    for (const QString &path : watchedByKernel()) {
        const auto target = loaded.targets.constFind(path);
        if (target == loaded.targets.constEnd() || *target != m_inodes.value(path))
            gone.append(path);
        else
            kept.insert(path);
    }
    if (!gone.isEmpty())
        m_files.removePaths(gone);
    QStringList added;
    for (auto it = loaded.targets.begin(); it != loaded.targets.end(); ++it) {
        if (!kept.contains(it.key()))
            added.append(it.key());
    }
    const QStringList failed = added.isEmpty() ? QStringList() : m_files.addPaths(added);
    m_inodes = loaded.targets;
    if (failed.isEmpty() && !loaded.hasRemote)
        m_poll.stop();
    else if (!m_poll.isActive())
        m_poll.start();
    return added.size() > failed.size();
}

} // namespace fairlead::kubernetes
