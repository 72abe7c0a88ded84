// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "filesignature.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <ctime>
#include <sys/stat.h>
#include <sys/vfs.h>

using namespace Qt::StringLiterals;

namespace fairlead::files {

namespace {

constexpr int maxLinks = 16;
constexpr time_t freshSeconds = 2;

void addEntry(FileSignature &signature, const QString &path, time_t now)
{
    struct stat info = {};
    signature.bytes += QFile::encodeName(path) + '\0';
    if (::stat(QFile::encodeName(path).constData(), &info) != 0) {
        signature.bytes += "-\n";
        return;
    }
    const std::array<qint64, 7> facts{qint64(info.st_dev),          qint64(info.st_ino),
                                      qint64(info.st_size),         qint64(info.st_mtim.tv_sec),
                                      qint64(info.st_mtim.tv_nsec), qint64(info.st_ctim.tv_sec),
                                      qint64(info.st_ctim.tv_nsec)};
    signature.bytes.append(reinterpret_cast<const char *>(facts.data()), qsizetype(sizeof facts));
    const time_t newest = std::max(info.st_mtim.tv_sec, info.st_ctim.tv_sec);
    signature.isFresh = signature.isFresh || newest + freshSeconds >= now;
}

QString existingFolder(const QString &path)
{
    QString folder = path;
    while (!QFileInfo(folder).isDir() && folder != "/"_L1)
        folder = QFileInfo(folder).absolutePath();
    return folder;
}

void addTarget(QHash<QString, quint64> &targets, const QString &path)
{
    struct stat info = {};
    const QString canonical = QFileInfo(path).canonicalFilePath();
    if (!canonical.isEmpty() && ::stat(QFile::encodeName(canonical).constData(), &info) == 0)
        targets.insert(canonical, info.st_ino);
}

} // namespace

FileSignature fileSignature(const QStringList &paths)
{
    FileSignature signature;
    const time_t now = std::time(nullptr);
    for (const QString &path : paths) {
        addEntry(signature, path, now);
        const QFileInfo info(path);
        if (!info.isDir())
            continue;
        for (const QFileInfo &child : QDir(path).entryInfoList(QDir::Files | QDir::System, QDir::Name))
            addEntry(signature, child.filePath(), now);
    }
    return signature;
}

QHash<QString, quint64> watchTargets(const QString &path)
{
    QHash<QString, quint64> targets;
    QString step = path;
    for (int i = 0; i < maxLinks; ++i) {
        const QFileInfo info(step);
        addTarget(targets, step);
        const QString folder = existingFolder(info.absolutePath());
        addTarget(targets, folder);
        for (QString up = folder; up != "/"_L1; up = QFileInfo(up).absolutePath()) {
            if (QFileInfo(up).isSymLink())
                addTarget(targets, QFileInfo(up).absolutePath());
        }
        if (!info.isSymLink())
            break;
        step = QDir::cleanPath(info.symLinkTarget());
    }
    return targets;
}

bool isRemoteFileSystem(const QString &path)
{
    struct statfs info = {};
    if (::statfs(QFile::encodeName(existingFolder(path)).constData(), &info) != 0)
        return false;
    // NFS, SMB, CIFS, SMB2, 9P, FUSE, AFS: statfs(2).
    constexpr std::array<quint32, 7> remote{0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546, 0x5346414f};
    return std::find(remote.begin(), remote.end(), quint32(info.f_type)) != remote.end();
}

} // namespace fairlead::files
