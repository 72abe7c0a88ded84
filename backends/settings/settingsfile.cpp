// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingsfile.h"

#include "backends/files/folderlock.h"
#include "backends/files/smallfile.h"
#include "backends/files/yamledit.h"
#include "references.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

using files::YamlValue;

constexpr qint64 Limit = 8 << 20;
constexpr auto OwnersOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

constexpr int Attempts = 5;

const QByteArray FirstLine = "apiVersion: fairlead/v1\n";
const auto Backup = u".bak"_s;
const auto RandomLetters = u"XXXXXX"_s;
const auto TemporaryEnd = u".fairlead-save"_s;

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

//! ".fairlead.yaml.AbC123.fairlead-save": nobody else calls a file so.
QString temporaryName(const QString &name, const QString &random)
{
    return u'.' + name + u'.' + random + TemporaryEnd;
}

//! What a file is to become, on the disk beside it: it takes its place as a whole or not at all.
class Replacement
{
public:
    explicit Replacement(const QString &path)
        : m_path(path)
        , m_file(QFileInfo(path).absolutePath() + u'/' + temporaryName(QFileInfo(path).fileName(), RandomLetters))
    {
    }

    //! \return why not; empty: it is written and synced.
    QString write(const QByteArray &content)
    {
        const bool isWritten = m_file.open() && m_file.setPermissions(OwnersOnly) &&
                               m_file.write(content) == content.size() && m_file.flush();
        if (!isWritten)
            return m_file.errorString();
        return ::fsync(m_file.handle()) == 0 ? QString() : qt_error_string(errno);
    }

    //! \return why not; empty: it is there.
    QString commit()
    {
        const QByteArray from = QFile::encodeName(m_file.fileName());
        if (::rename(from.constData(), QFile::encodeName(m_path).constData()) != 0)
            return qt_error_string(errno);
        m_file.setAutoRemove(false);
        syncFolder(m_path);
        return {};
    }

private:
    QString m_path;
    QTemporaryFile m_file;
};

//! What consoles left behind that ended in the middle of a save; whoever has the lock is the only one who may.
void removeLeftovers(const QString &path)
{
    const QFileInfo info(path);
    QDir folder = info.absoluteDir();
    const auto isLeftover = [&info](const QString &name) {
        const QString random = name.chopped(qMin(name.size(), TemporaryEnd.size())).right(RandomLetters.size());
        return name == temporaryName(info.fileName(), random) ||
               name == temporaryName(info.fileName() + Backup, random);
    };
    const QStringList names = folder.entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        if (isLeftover(name))
            folder.remove(name);
    }
}

SaveOutcome failed(const QString &reason)
{
    return {.kind = SaveOutcome::Kind::Failed, .reason = reason};
}

QString placed(const QString &path, const files::YamlPlace &place)
{
    return u"%1:%2:%3: %4"_s.arg(path).arg(place.line).arg(place.column).arg(place.key);
}

//! \p root, where what \p change gives another name is called so wherever it is referred to.
YamlValue named(YamlValue root, const SettingsChange &change)
{
    const YamlValue *before = change.before.find(u"name");
    const YamlValue *after = change.after.find(u"name");
    const YamlValue *object = findObject(root, change.section, change.id);
    const YamlValue *now = object ? object->find(u"name") : nullptr;
    if (before && after && now && before->text != after->text)
        renameReferences(root, change.section, change.id, QString(now->text));
    return root;
}

//! The text that says what is there and the changes; the clashes where there are some.
tl::expected<QByteArray, SaveOutcome> textWith(const SettingsDocument &document, const QString &path,
                                               const std::vector<SettingsChange> &changes, bool wins)
{
    YamlValue root = document.root;
    std::vector<SettingsClash> clashes;
    for (const SettingsChange &change : changes) {
        if (const auto problem = sectionProblem(document.root, change))
            return tl::make_unexpected(failed(placed(path, *problem)));
        auto next = changed(root, change, wins);
        if (next)
            root = named(*std::move(next), change);
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

QString replaceFile(const QString &path, const QByteArray &content)
{
    Replacement replacement(path);
    const QString reason = replacement.write(content);
    return reason.isEmpty() ? replacement.commit() : reason;
}

bool stillSays(const QString &path, const QByteArray &text)
{
    if (!QFileInfo::exists(path))
        return text.isEmpty();
    const auto now = files::readSmallFile(path, Limit);
    return now && *now == text;
}

//! None: somebody else has written the file meanwhile, and nothing of ours is in it.
std::optional<SaveOutcome> saveOnce(const QString &target, const std::vector<SettingsChange> &changes, bool wins,
                                    const std::function<void()> &beforeLook)
{
    const SettingsDocument before = loadSettings(target);
    if (before.isBroken())
        return failed(u"%1, so it is not overwritten"_s.arg(before.problems.front().text()));
    auto text = textWith(before, target, changes, wins);
    if (!text)
        return std::move(text.error());
    if (*text == before.text)
        return SaveOutcome{.kind = SaveOutcome::Kind::Saved, .document = before};
    removeLeftovers(target);
    if (!before.text.isEmpty()) {
        if (const QString reason = replaceFile(target + Backup, before.text); !reason.isEmpty())
            return failed(target + Backup + u": "_s + reason);
    }
    Replacement replacement(target);
    if (const QString reason = replacement.write(*text); !reason.isEmpty())
        return failed(u"%1: %2"_s.arg(target, reason));
    if (beforeLook)
        beforeLook();
    if (!stillSays(target, before.text))
        return {};
    if (const QString reason = replacement.commit(); !reason.isEmpty())
        return failed(u"%1: %2"_s.arg(target, reason));
    SettingsDocument after = loadSettings(target);
    if (after.text != *text)
        return failed(u"%1: what was written reads differently; the file before is %1.bak"_s.arg(target));
    return SaveOutcome{.kind = SaveOutcome::Kind::Saved, .document = std::move(after)};
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

std::optional<SettingsBackup> loadBackup(const QString &path)
{
    const QString backup = targetOf(path) + Backup;
    SettingsBackup loaded{loadSettings(backup), QFileInfo(backup).lastModified()};
    if (loaded.document.text.isEmpty() || loaded.document.isBroken())
        return {};
    return loaded;
}

SaveOutcome saveSettings(const QString &path, const std::vector<SettingsChange> &changes, bool wins,
                         const std::function<void()> &beforeLook)
{
    const QString target = targetOf(path);
    if (!QDir().mkpath(QFileInfo(target).absolutePath()))
        return failed(u"the folder %1 cannot be made"_s.arg(QFileInfo(target).absolutePath()));
    files::FolderLock lock(target);
    if (!lock.take())
        return failed(lock.reason());
    for (int i = 0; i < Attempts; ++i) {
        if (auto outcome = saveOnce(target, changes, wins, beforeLook))
            return *std::move(outcome);
    }
    return failed(u"%1: another program writes it again and again"_s.arg(target));
}

} // namespace fairlead::settings
