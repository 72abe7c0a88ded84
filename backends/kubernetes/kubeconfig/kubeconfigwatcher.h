// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "filesignature.h"
#include "kubeconfig.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

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
    using IsRemote = bool (*)(const QString &path);

    explicit KubeconfigWatcher(KubeconfigSources sources, QObject *parent = nullptr,
                               IsRemote isRemote = isRemoteFileSystem);

    //! Loads for the first time; call once, after connecting.
    void start();
    //! Other files from now on; changed() follows if that makes a difference.
    void setSources(const KubeconfigSources &sources);
    //! The last one that was told; empty before the first changed().
    const Kubeconfig &kubeconfig() const { return m_kubeconfig; }
    //! What the kernel is asked to report changes of; the rest is looked at again and again.
    QStringList watchedByKernel() const { return m_files.files() + m_files.directories(); }

signals:
    //! The first Kubeconfig after start(), also an empty one, and then every one that differs from the one before.
    void changed(const fairlead::kubernetes::Kubeconfig &kubeconfig);

private:
    struct Loaded
    {
        FileSignature signature;
        std::optional<Kubeconfig> kubeconfig; //!< absent: nothing was touched since the signature given
        QHash<QString, quint64> targets;      //!< to watch: none of them remote
        bool hasRemote = false;
    };

    void check();
    void finished();
    bool watch(const Loaded &loaded);
    static Loaded load(const KubeconfigSources &sources, const QStringList &paths, const FileSignature &before,
                       bool isForced, IsRemote isRemote);

    KubeconfigSources m_sources;
    IsRemote m_isRemote;
    Kubeconfig m_kubeconfig;
    FileSignature m_signature;
    QFileSystemWatcher m_files;
    QHash<QString, quint64> m_inodes; //!< of what is watched
    QFutureWatcher<Loaded> m_load;
    QTimer m_debounce;
    QTimer m_poll;
    bool m_isForced = true;
    bool m_isAgain = false;
    bool m_hasTold = false;
};

} // namespace fairlead::kubernetes
