// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzzfolder.h"
#include "fuzztarget.h"

#include "backends/images/gitsha.h"

#include <QDir>
#include <QFile>

#include <array>
#include <utility>

namespace fairlead::fuzz {

namespace {

//! Of a repository, what is read of it; in this order in the input, with a NUL between two.
constexpr std::array Files{"work/.git/HEAD", "work/.git/packed-refs", "work/.git/refs/heads/main",
                           "work/.git/commondir", "work/tree/.git"};

void write(const QString &path, QByteArrayView bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

//! With a file beside the repository that looks like a reference of it.
QString makeFolders(const QTemporaryDir &folder)
{
    for (const char *each : {"work/.git/refs/heads", "work/tree/deep"}) {
        if (!QDir(folder.path()).mkpath(QLatin1String(each)))
            qFatal("cannot make the folders");
    }
    write(folder.filePath(QStringLiteral("outside")), QByteArray(40, 'e'));
    return folder.path() + QLatin1Char('/');
}

void check(const QString &sha, const QByteArray &files)
{
    if (!sha.isEmpty() && (sha.size() != 12 || !files.contains(sha.toLatin1())))
        qFatal("a commit that no file of the repository names");
    if (sha == QString(12, QLatin1Char('e')) && !files.contains(QByteArray(40, 'e')))
        qFatal("a file outside of the repository is read");
}

} // namespace

void feed(QByteArrayView bytes)
{
    static const QTemporaryDir folder(folderTemplate());
    static const QString root = makeFolders(folder);
    static std::array<QByteArray, Files.size()> written;
    const QByteArrayList parts = bytes.toByteArray().split('\0');
    for (std::size_t i = 0; i < Files.size(); ++i) {
        const QString path = root + QLatin1String(Files[i]);
        const QByteArray part = parts.value(qsizetype(i));
        if (std::exchange(written[i], part) == part)
            continue;
        QFile::remove(path);
        if (!part.isEmpty())
            write(path, part);
    }
    check(images::gitSha(root + QLatin1String("work")), bytes.toByteArray());
    check(images::gitSha(root + QLatin1String("work/tree/deep")), bytes.toByteArray());
}

QList<QByteArray> seeds()
{
    const QByteArray commit = "0123456789abcdef0123456789abcdef01234567";
    const QByteArray nul(1, '\0');
    return {
        commit + '\n',
        "ref: refs/heads/main\n" + nul + nul + commit + '\n',
        "ref: refs/heads/other\n" + nul + "# pack-refs with: peeled\n" + commit + " refs/heads/other\n^" + commit +
            '\n',
        "ref: refs/heads/main" + nul + nul + "ref: refs/heads/main" + nul + "../.git" + nul + "gitdir: ../.git\n",
        "ref: refs/../../../outside" + nul + nul + "ref: refs//../outside" + nul + ".." + nul + "gitdir: ../../outside",
    };
}

} // namespace fairlead::fuzz
