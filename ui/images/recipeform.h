// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/images/owndockerfile.h"
#include "ui/forms/objectpage.h"

class QSplitter;

namespace fairlead::models {
class BaseImagesModel;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class DockerfilePreview;
class RecipeFields;
class Theme;

//! A recipe being written, beside the Dockerfile that comes of it.
class RecipeForm : public ObjectPage<settings::BaseImage>
{
    Q_OBJECT
public:
    RecipeForm(const Theme &theme, const models::BaseImagesModel &recipes, settings::SettingsStore &store,
               QWidget *parent = nullptr);

    void editNew();
    //! Of a recipe that there is.
    void edit(const QString &id);
    void editDuplicate(const QString &id);
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    //! Asked for when it was saved, and only once it is.
    void buildRequested(const QString &id, bool push);
    void exportRequested(const QString &name, const QString &dockerfile);

protected:
    void showObject(const settings::BaseImage &recipe, bool isNew) override;
    settings::BaseImage shownObject() const override;
    void check() override;
    void refreshChoices() override;
    void refreshButtons(const models::FormState &state) override;
    void ended() override;

private:
    RecipeForm(const Theme &theme, const models::BaseImagesModel &recipes, settings::SettingsStore &store,
               RecipeFields *fields, QWidget *parent);
    void beginWith(Edit edit, const QString &title, bool isCopy = false);
    void makeButtons();
    void saveAndBuild(bool push);
    void preview();
    void readOwn(bool again = false);
    QStringList bases() const;

    const models::BaseImagesModel &m_recipes;
    std::optional<models::OwnDockerfile> m_own;
    models::OwnDockerfileReader m_reader;
    QString m_ownPath; //!< that was asked for

    RecipeFields *m_fields;
    DockerfilePreview *m_preview;
    QSplitter *m_columns;
    QPushButton *m_build = nullptr;
    QPushButton *m_push = nullptr;
};

} // namespace fairlead::ui
