// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagesmodels.h"

#include "backends/settings/pushtargets.h"
#include "backends/settings/settingsstore.h"
#include "owndockerfile.h"

#include <QFileInfo>
#include <QtConcurrentRun>

#include <utility>

namespace fairlead::models {

ImagesModels::ImagesModels(QObject *parent)
    : QObject(parent)
    , m_places(std::make_unique<ImagePlacesModel>(std::vector<ImagePlaces::Place>()))
{
    watch(recipes);
    watch(*m_places);
    connect(&m_files, &QFutureWatcherBase::finished, this, [this] {
        const std::vector<BasesOf> all = m_files.result();
        for (const BasesOf &each : all)
            recipes.setBases(each.id, each.bases);
        if (std::exchange(m_readsAgain, false))
            readFiles();
    });
}

void ImagesModels::watch(const IndexedTableModel &model)
{
    connect(&model, &QAbstractItemModel::dataChanged, this, &ImagesModels::changed);
    connect(&model, &IndexedTableModel::countsChanged, this, &ImagesModels::changed);
}

void ImagesModels::setPlaces(const ImagePlaces &places)
{
    std::unique_ptr<ImagePlacesModel> before;
    if (places.places != m_places->places()) {
        before = std::exchange(m_places, std::make_unique<ImagePlacesModel>(places.places));
        watch(*m_places);
        emit placesReplaced();
    }
    m_places->setImages(places.images);
}

void ImagesModels::follow(settings::SettingsStore &store)
{
    m_store = &store;
    const auto take = [this] {
        recipes.setRecipes(settings::withPushTargets(m_store->settings()));
        readFiles();
    };
    connect(&store, &settings::SettingsStore::changed, this, take);
    take();
}

void ImagesModels::readFiles()
{
    if (!m_store)
        return;
    if (m_files.isRunning()) {
        m_readsAgain = true;
        return;
    }
    std::vector<settings::BaseImage> own;
    for (const settings::BaseImage &recipe : m_store->settings().baseImages) {
        if (!recipe.dockerfile.isEmpty())
            own.push_back(recipe);
    }
    if (own.empty())
        return;
    m_files.setFuture(QtConcurrent::run([own = std::move(own), folder = QFileInfo(m_store->path()).absolutePath()] {
        std::vector<BasesOf> all;
        for (const settings::BaseImage &recipe : own) {
            const OwnDockerfile file = readOwnDockerfile(ownDockerfilePath(recipe, folder));
            all.push_back({recipe.id, basesOf(recipe, &file)});
        }
        return all;
    }));
}

void ImagesModels::updateAges()
{
    recipes.updateAges();
    m_places->updateAges();
}

} // namespace fairlead::models
