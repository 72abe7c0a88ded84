// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubeconfigwatcher.h"

#include <QtConcurrentRun>

namespace fairlead::kubernetes {

KubeconfigWatcher::KubeconfigWatcher(KubeconfigSources sources, QObject *parent, IsRemote isRemote)
    : QObject(parent)
    , m_sources(std::move(sources))
    , m_isRemote(isRemote)
{
    connect(&m_paths, &files::PathsWatcher::suspected, this, &KubeconfigWatcher::check);
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
                                                  const files::FileSignature &before, bool isForced, IsRemote isRemote)
{
    Loaded loaded;
    loaded.signature = files::fileSignature(paths);
    if (isForced || !before.sameAs(loaded.signature))
        loaded.kubeconfig = loadKubeconfig(sources);
    const QStringList &watched = loaded.kubeconfig ? loaded.kubeconfig->watchedPaths : paths;
    if (watched != paths)
        loaded.signature = {};
    loaded.targets = files::PathsWatcher::targetsOf(watched, isRemote);
    return loaded;
}

void KubeconfigWatcher::finished()
{
    Loaded loaded = m_load.result();
    m_signature = loaded.signature;
    // What happened before a new watch was set was not reported: look once more.
    const bool hasNewWatch = m_paths.watch(loaded.targets);
    if (hasNewWatch || m_isAgain || m_isForced)
        m_paths.lookAgain();
    if (!loaded.kubeconfig || m_isForced)
        return;
    const bool isNews = !m_hasTold || *loaded.kubeconfig != m_kubeconfig;
    m_kubeconfig = std::move(*loaded.kubeconfig);
    m_hasTold = true;
    if (isNews)
        emit changed(m_kubeconfig);
}

} // namespace fairlead::kubernetes
