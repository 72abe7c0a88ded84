// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/filesignature.h"
#include "backends/files/pathswatcher.h"
#include "kubeconfig.h"

#include <QFutureWatcher>
#include <QObject>

#include <optional>

namespace fairlead::kubernetes {

//! Keeps a Kubeconfig up to date with its files. A change shows within a second where the kernel reports it, else
//! (files of another machine, no inotify watches left) within two: those are looked at once a second. Reading and
//! parsing happen on a worker thread; only names are watched here, and none of a remote file system, which may hang.
//! Never writes.
class KubeconfigWatcher : public QObject
{
    Q_OBJECT
public:
    //! Called on the worker thread.
    using IsRemote = files::PathsWatcher::IsRemote;

    explicit KubeconfigWatcher(KubeconfigSources sources, QObject *parent = nullptr,
                               IsRemote isRemote = files::isRemoteFileSystem);

    //! Loads for the first time; call once, after connecting.
    void start();
    //! Other files from now on; changed() follows if that makes a difference.
    void setSources(const KubeconfigSources &sources);
    //! The last one that was told; empty before the first changed().
    const Kubeconfig &kubeconfig() const { return m_kubeconfig; }
    //! What the kernel is asked to report changes of; the rest is looked at again and again.
    QStringList watchedByKernel() const { return m_paths.watchedByKernel(); }

signals:
    //! The first Kubeconfig after start(), also an empty one, and then every one that differs from the one before.
    void changed(const fairlead::kubernetes::Kubeconfig &kubeconfig);

private:
    struct Loaded
    {
        files::FileSignature signature;
        std::optional<Kubeconfig> kubeconfig; //!< absent: nothing was touched since the signature given
        files::PathsWatcher::Targets targets;
    };

    void check();
    void finished();
    static Loaded load(const KubeconfigSources &sources, const QStringList &paths, const files::FileSignature &before,
                       bool isForced, IsRemote isRemote);

    KubeconfigSources m_sources;
    IsRemote m_isRemote;
    Kubeconfig m_kubeconfig;
    files::FileSignature m_signature;
    files::PathsWatcher m_paths;
    QFutureWatcher<Loaded> m_load;
    bool m_isForced = true;
    bool m_isAgain = false;
    bool m_hasTold = false;
};

} // namespace fairlead::kubernetes
