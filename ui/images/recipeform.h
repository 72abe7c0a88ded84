// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"
#include "backends/settings/settingschange.h"
#include "models/images/recipecheck.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QPushButton;
class QScrollArea;
class QSplitter;

namespace fairlead::models {
class BaseImagesModel;
class KeptState;
} // namespace fairlead::models

namespace fairlead::settings {
struct SaveOutcome;
class SettingsStore;
} // namespace fairlead::settings

namespace fairlead::ui {

class ClashForm;
class DockerfilePreview;
class ElidedLabel;
class PlainLabel;
class Question;
class RecipeFields;
class Theme;

//! A recipe being written, beside the Dockerfile that comes of it. Nothing that was typed is lost without a question,
//! and nothing that others have saved meanwhile either.
class RecipeForm : public QWidget
{
    Q_OBJECT
public:
    enum class After { Nothing, Build, BuildAndPush };

    RecipeForm(const Theme &theme, const models::BaseImagesModel &recipes, settings::SettingsStore &store,
               QWidget *parent = nullptr);

    void editNew();
    //! Of a recipe that there is.
    void edit(const QString &id);
    void editDuplicate(const QString &id);
    const QString &id() const { return m_recipe.id; }
    bool isEditing() const { return m_isEditing; }
    bool hasUnsavedChanges() const;
    void takeFocus(); //!< in the first field
    void save(After after = After::Nothing);
    //! \p go follows at once where nothing can be lost, else once the user has decided so.
    void leave(std::function<void()> go);
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    //! It is in the file; the form is done.
    void saved(const QString &id);
    //! As save() was asked, and only once it is saved.
    void buildRequested(const QString &id, bool push);
    //! The form is done without having saved anything.
    void left();
    void exportRequested(const QString &name, const QString &dockerfile);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeFields();
    QWidget *makeButtons();
    void begin(const settings::BaseImage &recipe, const files::YamlValue &before, const files::YamlValue &now,
               const QString &title);
    void onEdited();
    void onStoreChanged();
    void check();
    void preview();
    void readOwn(bool again = false);
    void showStanding();
    QStringList bases() const;
    settings::SettingsChange change() const;
    void send(const settings::SettingsChange &change);
    void onSaved(const settings::SaveOutcome &outcome);
    void finish();

    const models::BaseImagesModel &m_recipes;
    settings::SettingsStore &m_store;
    settings::BaseImage m_recipe; //!< as it was begun with
    settings::BaseImage m_saved;  //!< as the fields say it while nothing is changed
    bool m_isEditing = false;
    bool m_isNew = false;
    bool m_isCopy = false; //!< there is something to lose from the beginning
    bool m_isSaving = false;
    After m_after = After::Nothing;
    std::function<void()> m_go; //!< once what is being saved is saved
    files::YamlValue m_before;  //!< in the file when it was begun; null: new
    files::YamlValue m_now;     //!< what keys that nobody knows come from
    settings::SettingsChange m_sent;
    files::YamlValue m_theirs; //!< the file that m_sent clashed with
    std::vector<models::FieldProblem> m_problems;
    std::optional<models::OwnDockerfile> m_own;
    models::OwnDockerfileReader m_reader;
    QString m_ownPath; //!< that was asked for

    ElidedLabel *m_title;
    PlainLabel *m_banner; //!< why it cannot be saved, or what else happened to the file
    Question *m_question;
    ClashForm *m_clash;
    RecipeFields *m_fields;
    QScrollArea *m_scroll = nullptr;
    DockerfilePreview *m_preview;
    QSplitter *m_columns;
    ElidedLabel *m_standing;
    QPushButton *m_save = nullptr;
    QPushButton *m_build = nullptr;
    QPushButton *m_push = nullptr;
};

} // namespace fairlead::ui
