// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingsfile.h"

#include "backends/files/folderlock.h"
#include "backends/files/smallfile.h"
#include "backends/files/yamledit.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

using files::YamlValue;

constexpr qint64 Limit = 8 << 20;
constexpr auto OwnersOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

const QByteArray FirstLine = "apiVersion: fairlead/v1\n";

//! What a symbolic link leads to, so that it stays one: people keep the file in a folder under version control.
QString targetOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isSymLink())
        return path;
    const QString canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? info.symLinkTarget() : canonical;
}

//! Names of a folder are as safe as its own content only once this is done.
void syncFolder(const QString &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
}

//! Whole or not at all. \return why not; empty: it is written.
QString replaceFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(OwnersOnly) &&
                           file.write(content) == content.size() && file.commit(); // which syncs
    if (!isWritten)
        return file.errorString();
    syncFolder(path);
    return {};
}

//! What consoles left behind that ended in the middle of a save; whoever has the lock is the only one who may.
void removeLeftovers(const QString &path)
{
    const QFileInfo info(path);
    QDir folder = info.absoluteDir();
    const QStringList names = folder.entryList({info.fileName() + u".??????"_s, info.fileName() + u".bak.??????"_s},
                                               QDir::Files | QDir::Hidden);
    for (const QString &name : names)
        folder.remove(name);
}

SaveOutcome failed(const QString &reason)
{
    return {.kind = SaveOutcome::Kind::Failed, .reason = reason};
}

QString placed(const QString &path, const files::YamlPlace &place)
{
    return u"%1:%2:%3: %4"_s.arg(path).arg(place.line).arg(place.column).arg(place.key);
}

//! The text that says what is there and the changes; the clashes where there are some.
tl::expected<QByteArray, SaveOutcome> textWith(const SettingsDocument &document, const QString &path,
                                               const std::vector<SettingsChange> &changes, bool wins)
{
    YamlValue root = document.root;
    std::vector<SettingsClash> clashes;
    for (const SettingsChange &change : changes) {
        auto next = changed(root, change, wins);
        if (next)
            root = *std::move(next);
        else
            clashes.insert(clashes.end(), next.error().begin(), next.error().end());
    }
    if (!clashes.empty())
        return tl::make_unexpected(
            SaveOutcome{.kind = SaveOutcome::Kind::Clash, .document = document, .clashes = std::move(clashes)});
    QByteArray text = document.text;
    if (!root.find(u"apiVersion")) { // nothing was there, or comments
        text = FirstLine + text;
        root.members.insert(root.members.begin(),
                            {u"apiVersion"_s, {.type = YamlValue::Type::String, .text = u"fairlead/v1"_s}});
    }
    auto edited = files::editYaml(text, root);
    if (!edited)
        return tl::make_unexpected(failed(placed(path, edited.error())));
    return *std::move(edited);
}

} // namespace

QString settingsPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/fairlead/fairlead.yaml"_s;
}

SettingsDocument loadSettings(const QString &path)
{
    if (!QFileInfo::exists(path) && !QFileInfo(path).isSymLink())
        return readSettings({}, path);
    const auto text = files::readSmallFile(path, Limit);
    if (text)
        return readSettings(*text, path);
    SettingsDocument document = readSettings({}, path);
    document.problems.push_back({SettingsProblem::Kind::Broken, path, 0, 0, {}, text.error()});
    return document;
}

SaveOutcome saveSettings(const QString &path, const std::vector<SettingsChange> &changes, bool wins)
{
    const QString target = targetOf(path);
    if (!QDir().mkpath(QFileInfo(target).absolutePath()))
        return failed(u"the folder %1 cannot be made"_s.arg(QFileInfo(target).absolutePath()));
    files::FolderLock lock(target);
    if (!lock.take())
        return failed(u"another console is saving, and does not end"_s);
    const SettingsDocument before = loadSettings(target);
    if (before.isBroken())
        return failed(u"%1, so it is not overwritten"_s.arg(before.problems.front().text()));
    auto text = textWith(before, target, changes, wins);
    if (!text)
        return std::move(text.error());
    if (*text == before.text)
        return {.kind = SaveOutcome::Kind::Saved, .document = before};
    removeLeftovers(target);
    if (!before.text.isEmpty()) {
        if (const QString reason = replaceFile(target + u".bak"_s, before.text); !reason.isEmpty())
            return failed(u"%1.bak: %2"_s.arg(target, reason));
    }
    if (const QString reason = replaceFile(target, *text); !reason.isEmpty())
        return failed(u"%1: %2"_s.arg(target, reason));
    SettingsDocument after = loadSettings(target);
    if (after.text != *text)
        return failed(u"%1: what was written reads differently; the file before is %1.bak"_s.arg(target));
    return {.kind = SaveOutcome::Kind::Saved, .document = std::move(after)};
}

} // namespace fairlead::settings
