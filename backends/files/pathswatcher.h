// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace fairlead::files {

//! Says when it is time to look at files again: soon after the kernel reports something, once a second where it cannot
//! (files of another machine, no inotify watches left). What is reported may be nothing: compare a FileSignature.
class PathsWatcher : public QObject
{
    Q_OBJECT
public:
    using IsRemote = bool (*)(const QString &path);

    //! What there is to watch; made in a worker thread, for the disk may be slow.
    struct Targets
    {
        QHash<QString, quint64> inodes; //!< as watchTargets(), none of them remote
        bool hasRemote = false;
    };
    static Targets targetsOf(const QStringList &paths, IsRemote isRemote);

    explicit PathsWatcher(QObject *parent = nullptr);

    //! From now on these. \return true where a watch was added: what happened before that was not reported.
    bool watch(const Targets &targets);
    //! suspected() follows soon.
    void lookAgain();
    //! What the kernel is asked to report changes of; the rest is looked at again and again.
    QStringList watchedByKernel() const { return m_files.files() + m_files.directories(); }

signals:
    void suspected();

private:
    QFileSystemWatcher m_files;
    QHash<QString, quint64> m_inodes; //!< of what is watched
    QTimer m_debounce;
    QTimer m_poll;
};

} // namespace fairlead::files
