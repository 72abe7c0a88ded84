// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "owndockerfile.h"

#include "backends/files/smallfile.h"
#include "backends/images/dockerfilebases.h"
#include "backends/images/recipetext.h"
#include "backends/settings/writtenpath.h"

#include <QtConcurrentRun>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr qint64 Limit = 1 << 20;

} // namespace

QStringList OwnDockerfile::stageNames() const
{
    QStringList names;
    for (const images::Dockerfile::Stage &stage : file.stages) {
        if (!stage.name.isEmpty())
            names += stage.name;
    }
    return names;
}

QString ownDockerfilePath(const settings::BaseImage &recipe, const QString &folder)
{
    const QString context = recipe.context.isEmpty() ? folder : settings::absolutePath(recipe.context, folder);
    return settings::absolutePath(recipe.dockerfile, context);
}

OwnDockerfile readOwnDockerfile(const QString &path)
{
    OwnDockerfile result{.path = path};
    const auto bytes = files::readSmallFile(path, Limit);
    if (!bytes) {
        result.problem = bytes.error();
        return result;
    }
    result.text = QString::fromUtf8(*bytes);
    if (auto file = images::parseDockerfile(*bytes))
        result.file = *std::move(file);
    else
        result.error = file.error();
    return result;
}

QStringList basesOf(const settings::BaseImage &recipe, const OwnDockerfile *file)
{
    if (recipe.dockerfile.isEmpty() ? recipe.from.isEmpty() : !file)
        return {};
    const auto made =
        recipe.dockerfile.isEmpty() ? images::parseDockerfile(images::recipeText(recipe).text.toUtf8()) : file->file;
    images::BuildChoice choice{.target = recipe.target, .platform = recipe.platform};
    for (const auto &[name, value] : recipe.buildArgs)
        choice.arguments.insert(name, value);
    const auto bases = images::basesOf(made.value_or(images::Dockerfile()), choice);
    QStringList images;
    for (const images::BaseUse &base : bases.value_or(std::vector<images::BaseUse>()))
        images += base.image;
    return images;
}

OwnDockerfileReader::OwnDockerfileReader(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_next)
            start();
        else if (m_isWanted)
            emit wasRead(m_watcher.result());
    });
}

void OwnDockerfileReader::read(const QString &path)
{
    m_next = path;
    m_isWanted = true;
    if (!m_watcher.isRunning())
        start();
}

void OwnDockerfileReader::forget()
{
    m_next.reset();
    m_isWanted = false;
}

void OwnDockerfileReader::start()
{
    m_watcher.setFuture(QtConcurrent::run([path = *std::exchange(m_next, {})] { return readOwnDockerfile(path); }));
}

} // namespace fairlead::models
