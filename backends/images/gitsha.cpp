// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gitsha.h"

#include "backends/files/smallfile.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

constexpr qint64 SmallFile = 4 << 10;
constexpr qint64 PackedFile = 64 << 20;
constexpr int MostSteps = 5; //!< of references to references, as git has it
constexpr qsizetype Digits = 12;

QString read(const QString &path)
{
    return QString::fromUtf8(files::readSmallFile(path, SmallFile).value_or(QByteArray())).trimmed();
}

//! Of a repository, of a worktree or of a submodule; empty: none.
QString gitFolderOf(const QString &folder)
{
    const QString place = QFileInfo(folder).canonicalFilePath();
    if (place.isEmpty())
        return {};
    QDir dir(place);
    do {
        const QFileInfo git(dir.filePath(u".git"_s));
        if (git.isDir())
            return git.filePath();
        const QString text = git.isFile() ? read(git.filePath()) : QString();
        if (text.startsWith("gitdir: "_L1))
            return dir.absoluteFilePath(text.sliced(8));
    } while (dir.cdUp());
    return {};
}

//! Where a worktree's references are, but for its HEAD.
QString commonFolderOf(const QString &gitFolder)
{
    const QString common = read(gitFolder + u"/commondir"_s);
    return common.isEmpty() ? gitFolder : QDir(gitFolder).absoluteFilePath(common);
}

bool isCommit(const QString &text)
{
    static const QRegularExpression digits(u"\\A(?:[0-9a-f]{40}|[0-9a-f]{64})\\z"_s);
    return digits.match(text).hasMatch();
}

QString packed(const QString &common, const QString &reference)
{
    const QByteArray text = files::readSmallFile(common + u"/packed-refs"_s, PackedFile).value_or(QByteArray());
    const QByteArray end = ' ' + reference.toUtf8();
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype newline = text.indexOf('\n', from);
        const QByteArrayView line = QByteArrayView(text).sliced(from, (newline < 0 ? text.size() : newline) - from);
        if (line.endsWith(end))
            return QString::fromLatin1(line.chopped(end.size()));
        from += line.size() + 1;
    }
    return {};
}

} // namespace

QString gitSha(const QString &folder)
{
    const QString gitFolder = gitFolderOf(folder);
    if (gitFolder.isEmpty())
        return {};
    const QString common = commonFolderOf(gitFolder);
    QString text = read(gitFolder + u"/HEAD"_s);
    for (int i = 0; i < MostSteps && text.startsWith("ref:"_L1); ++i) {
        const QString reference = text.sliced(4).trimmed();
        if (!reference.startsWith("refs/"_L1) || reference.split(u'/').contains(u".."_s))
            return {};
        text = read(gitFolder + u'/' + reference); // a worktree has some of its own
        if (text.isEmpty())
            text = read(common + u'/' + reference);
        if (text.isEmpty())
            text = packed(common, reference);
    }
    return isCommit(text) ? text.left(Digits) : QString();
}

} // namespace fairlead::images
