// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "filewriter.h"

#include "plaintext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace fairlead::models {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("FileWriter", text);
}

//! Folder and file system decide more often than the file.
Remedy remedyFor(const QSaveFile &file)
{
    const QFileInfo folder(QFileInfo(file.fileName()).absolutePath());
    const QString name = plainLine(folder.filePath(), 200);
    if (!folder.exists())
        return {translated(QT_TRANSLATE_NOOP("FileWriter", "There is no folder %1.")).arg(name),
                translated(QT_TRANSLATE_NOOP("FileWriter", "Choose a folder that is there, or make this one."))};
    if (!folder.isWritable())
        return {translated(QT_TRANSLATE_NOOP("FileWriter", "You may not write into %1.")).arg(name),
                translated(QT_TRANSLATE_NOOP("FileWriter", "Choose a folder of your own."))};
    if (QFileInfo(file.fileName()).isDir())
        return {translated(QT_TRANSLATE_NOOP("FileWriter", "There is a folder of that name.")),
                translated(QT_TRANSLATE_NOOP("FileWriter", "Choose another name."))};
    if (file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError)
        return {translated(QT_TRANSLATE_NOOP("FileWriter", "The file could not be written whole: %1."))
                    .arg(plainLine(file.errorString(), 200)),
                translated(QT_TRANSLATE_NOOP("FileWriter", "Make room in %1, or choose another folder.")).arg(name)};
    return {translated(QT_TRANSLATE_NOOP("FileWriter", "The file could not be written: %1."))
                .arg(plainLine(file.errorString(), 200)),
            translated(QT_TRANSLATE_NOOP("FileWriter", "Choose another name or another folder."))};
}

} // namespace

FileWriter::Outcome FileWriter::writeNow(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    if (isWritten)
        return {.path = path, .bytes = content.size()};
    return {.path = path, .problem = remedyFor(file)};
}

void FileWriter::write(const QString &path, std::function<QByteArray()> make)
{
    run([path, make = std::move(make)] { return writeNow(path, make()); });
}

void FileWriter::stream(const QString &path, std::function<bool(QIODevice &)> fill, const Remedy &unread)
{
    run([path, fill = std::move(fill), unread]() -> Outcome {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {.path = path, .problem = remedyFor(file)};
        const bool isFilled = fill(file);
        const qint64 bytes = file.size();
        if (isFilled && file.commit())
            return {.path = path, .bytes = bytes};
        return {.path = path, .problem = file.error() == QFileDevice::NoError ? unread : remedyFor(file)};
    });
}

void FileWriter::run(std::function<Outcome()> work)
{
    auto *watcher = new QFutureWatcher<Outcome>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        emit finished(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace fairlead::models
