// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "baseimagesmodel.h"
#include "imageplacesmodel.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <vector>

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::models {

//! What the pane "Base images" shows. Recipes follow the settings; their states and the places come from whoever asks
//! daemons and registries.
class ImagesModels : public QObject
{
    Q_OBJECT
public:
    explicit ImagesModels(QObject *parent = nullptr);

    BaseImagesModel recipes;
    //! Never null; another object once the places are others, which placesReplaced() says while the one before is
    //! still there.
    ImagePlacesModel *places() const { return m_places.get(); }
    void setPlaces(const ImagePlaces &places);

    //! The recipes of \p store from now on; it outlives this.
    void follow(settings::SettingsStore &store);
    //! What is built on what, of recipes with a Dockerfile of their own: it may have changed on the disk.
    void readFiles();
    void updateAges();

signals:
    //! A recipe, or what is known of one, is another: not more often than the models announce it.
    void changed();
    void placesReplaced();

private:
    void watch(const IndexedTableModel &model);

    struct BasesOf
    {
        QString id;
        QStringList bases;
    };

    std::unique_ptr<ImagePlacesModel> m_places;
    settings::SettingsStore *m_store = nullptr;
    QFutureWatcher<std::vector<BasesOf>> m_files;
    bool m_readsAgain = false;
};

} // namespace fairlead::models
