// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextlister.h"

#include "contexttarget.h"

#include "backends/files/smallfile.h"
#include "backends/settings/writtenpath.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace fairlead::buildcontext {

namespace {

using Type = ContextEntry::Type;
using images::RecipeProblem;

constexpr qint64 LargestText = 1 << 20;
constexpr quint32 FilePermissions = 0644;
constexpr quint32 FolderPermissions = 0755;

tl::unexpected<RecipeProblem> problem(const QString &field, const QString &message)
{
    return tl::unexpected(RecipeProblem{field, message});
}

} // namespace

ContextLister::ContextLister(const ContextRequest &request, const IsCancelled &isCancelled)
    : m_request(request)
    , m_isCancelled(isCancelled)
{
}

QString ContextLister::absolute(const QString &written) const
{
    return settings::absolutePath(written, m_request.settingsFolder);
}

QString ContextLister::dockerfilePath() const
{
    return settings::absolutePath(m_request.recipe.dockerfile, m_folder);
}

int ContextLister::addRoot(const QString &folder)
{
    m_list.roots.push_back(QFile::encodeName(folder));
    return int(m_list.roots.size()) - 1;
}

ContextLister::Outcome ContextLister::addFolder()
{
    const settings::BaseImage &recipe = m_request.recipe;
    if (recipe.context.isEmpty()) {
        if (!recipe.dockerfile.isEmpty() && settings::isRelativePath(recipe.dockerfile))
            return problem(u"dockerfile"_s,
                           u"%1 is a path in the context, and there is no context folder"_s.arg(recipe.dockerfile));
        return {};
    }
    const QString folder = absolute(recipe.context);
    const QFileInfo info(folder);
    if (!info.isDir())
        return problem(u"context"_s, settings::pathText(recipe.context, folder) +
                                         (info.exists() ? u": is no folder"_s : u": no such folder"_s));
    m_folder = info.canonicalFilePath();
    const auto ignore = readIgnore();
    if (!ignore)
        return tl::unexpected(ignore.error());
    auto found = FolderWalk(m_folder, addRoot(m_folder), {}, *ignore, m_isCancelled).walk();
    if (!found)
        return problem(u"context"_s, found.error());
    m_list.entries = std::move(found->entries);
    m_list.sockets = std::move(found->sockets);
    m_list.ignoredCount = found->ignoredCount;
    std::sort(m_list.entries.begin(), m_list.entries.end(), isBefore);
    return {};
}

tl::expected<images::DockerIgnore, RecipeProblem> ContextLister::readIgnore() const
{
    QStringList candidates{m_folder + u"/.dockerignore"_s};
    if (!m_request.recipe.dockerfile.isEmpty())
        candidates.prepend(dockerfilePath() + u".dockerignore"_s);
    const auto found =
        std::find_if(candidates.begin(), candidates.end(), [](const QString &path) { return QFileInfo::exists(path); });
    if (found == candidates.end())
        return images::DockerIgnore();
    const auto text = files::readSmallFile(*found, LargestText);
    if (!text)
        return problem(u"context"_s, u"%1: %2"_s.arg(*found, text.error()));
    images::DockerIgnore ignore(*text);
    if (!ignore.problems().isEmpty()) // what it should keep out would be sent
        return problem(u"context"_s, u"%1:%2"_s.arg(*found, ignore.problems().front()));
    return ignore;
}

ContextLister::Outcome ContextLister::addFiles()
{
    const std::vector<settings::ContextFile> &files = m_request.recipe.files;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (const Outcome outcome = addFile(files[i], u"files[%1]"_s.arg(i)); !outcome)
            return outcome;
    }
    return {};
}

ContextLister::Outcome ContextLister::addFile(const settings::ContextFile &file, const QString &field)
{
    const auto target = contextTarget(file);
    if (!target)
        return problem(field + u".target"_s, target.error());
    const QByteArray path = QFile::encodeName(*target);
    auto entries = entriesOf(file.source, path);
    if (!entries)
        return problem(field + u".source"_s, entries.error());
    return merge(*std::move(entries), path, field + u".target"_s);
}

//! \p written is what a person named: links on the way to it are followed, those below it are not.
tl::expected<std::vector<ContextEntry>, QString> ContextLister::entriesOf(const QString &written,
                                                                          const QByteArray &target)
{
    const QString source = absolute(written);
    const QString place = QFileInfo(source).canonicalFilePath();
    struct stat status
    {
    };
    if (place.isEmpty() || ::stat(QFile::encodeName(place).constData(), &status) != 0)
        return tl::unexpected(u"%1: %2"_s.arg(settings::pathText(written, source),
                                              place.isEmpty() ? u"no such file"_s : systemError(errno)));
    ContextEntry entry{.mode = status.st_mode & 07777U, .path = target, .stamp = stampOf(status)};
    if (S_ISDIR(status.st_mode)) {
        entry.type = Type::Folder;
        auto found = FolderWalk(place, addRoot(place), target, {}, m_isCancelled).walk();
        if (!found)
            return tl::unexpected(found.error());
        found->entries.push_back(std::move(entry));
        m_list.sockets.insert(m_list.sockets.end(), std::make_move_iterator(found->sockets.begin()),
                              std::make_move_iterator(found->sockets.end()));
        std::sort(found->entries.begin(), found->entries.end(), isBefore);
        return std::move(found->entries);
    }
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(u"%1: is no file and no folder"_s.arg(settings::pathText(written, source)));
    entry.root = addRoot(QFileInfo(place).path());
    entry.source = QFile::encodeName(QFileInfo(place).fileName());
    entry.size = status.st_size;
    entry.capability = capabilityOf(
        Descriptor(::open(m_list.roots.back().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC)), entry.source);
    return std::vector<ContextEntry>{std::move(entry)};
}

ContextLister::Outcome ContextLister::merge(std::vector<ContextEntry> entries, const QByteArray &target,
                                            const QString &field)
{
    if (const Outcome outcome = addParents(target, field); !outcome)
        return outcome;
    const std::size_t before = m_list.entries.size();
    if (before + entries.size() > FolderWalk::MostEntries)
        return problem(field, u"there are more than %L1 files in the context"_s.arg(FolderWalk::MostEntries));
    std::vector<ContextEntry> added;
    for (ContextEntry &entry : entries) {
        const ContextEntry *there = m_list.find(entry.path);
        if (!there)
            added.push_back(std::move(entry));
        else if (there->type != Type::Folder || entry.type != Type::Folder)
            return problem(field, QString::fromUtf8(entry.path) + u" is in the context already"_s +
                                      (there->type == Type::File ? u", from "_s + m_list.placeOf(*there) : QString()));
    }
    m_list.entries.insert(m_list.entries.end(), std::make_move_iterator(added.begin()),
                          std::make_move_iterator(added.end()));
    std::inplace_merge(m_list.entries.begin(), m_list.entries.begin() + qsizetype(before), m_list.entries.end(),
                       isBefore);
    return {};
}

//! Nothing may go through a link, and nothing below a file.
ContextLister::Outcome ContextLister::addParents(const QByteArray &target, const QString &field)
{
    for (qsizetype slash = target.indexOf('/'); slash >= 0; slash = target.indexOf('/', slash + 1)) {
        const QByteArray path = target.first(slash);
        const ContextEntry *there = m_list.find(path);
        if (there && there->type != Type::Folder)
            return problem(field, u"%1 is no folder in the context"_s.arg(QString::fromUtf8(path)));
        if (!there)
            m_list.insert({.type = Type::Folder, .mode = FolderPermissions, .path = path});
    }
    return {};
}

void ContextLister::addGenerated(const QByteArray &path, const QByteArray &content)
{
    m_list.insert(
        {.type = Type::Generated, .mode = FilePermissions, .path = path, .content = content, .size = content.size()});
}

ContextLister::Outcome ContextLister::addDockerfile()
{
    const settings::BaseImage &recipe = m_request.recipe;
    if (recipe.dockerfile.isEmpty()) {
        const images::RecipeText text = images::recipeText(recipe);
        if (!text.problems.empty())
            return tl::unexpected(text.problems.front());
        m_list.dockerfileText = text.text.toUtf8();
    } else {
        const QString path = dockerfilePath();
        const auto text = files::readSmallFile(path, LargestText);
        if (!text)
            return problem(u"dockerfile"_s, u"%1: %2"_s.arg(settings::pathText(recipe.dockerfile, path), text.error()));
        m_list.dockerfileText = *text;
        if (takeDockerfileOf(path))
            return {};
    }
    QByteArray name = ".fairlead.Dockerfile";
    for (int i = 1; m_list.find(name); ++i)
        name = ".fairlead.Dockerfile." + QByteArray::number(i);
    addGenerated(name, m_list.dockerfileText);
    m_list.dockerfileName = QString::fromLatin1(name);
    return m_request.hidesDockerfile ? hideDockerfile() : Outcome();
}

//! Where it is the folder's own and goes with it: sent under its name, as it was when it was read.
bool ContextLister::takeDockerfileOf(const QString &path)
{
    const QString place = QFileInfo(path).canonicalFilePath();
    if (m_folder.isEmpty() || !place.startsWith(m_folder + u'/'))
        return false;
    const QString name = place.sliced(m_folder.size() + 1);
    ContextEntry *entry = m_list.find(QFile::encodeName(name));
    if (!entry || entry->type != Type::File || m_list.placeOf(*entry) != place)
        return false;
    entry->type = Type::Generated;
    entry->capability.clear();
    entry->content = m_list.dockerfileText;
    entry->size = entry->content.size();
    m_list.dockerfileName = name;
    return true;
}

ContextLister::Outcome ContextLister::hideDockerfile()
{
    const QByteArray line = '\n' + m_list.dockerfileName.toUtf8() + '\n';
    ContextEntry *ignore = m_list.find(".dockerignore");
    if (!ignore) {
        addGenerated(".dockerignore", line + ".dockerignore\n");
        return {};
    }
    if (ignore->type != Type::File)
        return {};
    const QString place = m_list.placeOf(*ignore);
    const auto text = files::readSmallFile(place, LargestText);
    if (!text)
        return problem(u"context"_s, u"%1: %2"_s.arg(place, text.error()));
    ignore->type = Type::Generated;
    ignore->capability.clear();
    ignore->content = *text + line;
    ignore->size = ignore->content.size();
    return {};
}

ContextList ContextLister::take()
{
    m_list.linkShared();
    for (const ContextEntry &entry : m_list.entries)
        m_list.totalBytes += entry.size;
    return std::move(m_list);
}

} // namespace fairlead::buildcontext
