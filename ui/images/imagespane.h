// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingschange.h"
#include "ui/widgets/panewidget.h"

#include <QStringList>

#include <functional>
#include <vector>

class QPushButton;
class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class ImagesModels;
}

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class ChoiceRow;
class DataTable;
class EmptyState;
class Exporter;
class PlainLabel;
class RecipeForm;
class RecipeInspector;
class Theme;

//! The recipes of base images: how each is, where its image is, and a form to write one. Building and pushing leave as
//! wishes; what is saved is saved here.
class ImagesPane : public PaneWidget
{
    Q_OBJECT
public:
    enum class View { Recipes, Places };

    ImagesPane(const Theme &theme, models::ImagesModels &models, settings::SettingsStore &store,
               QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    void showView(View view);
    void selectRecipe(const QString &id);
    QString selectedRecipe() const;
    void selectSomething() override;
    void newRecipe();
    void editRecipe(const QString &id);
    bool hasUnsavedChanges() const override;
    void leaveForm(std::function<void()> go) override;
    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    void updateAges() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    //! What is in the settings file by now.
    void buildRequested(const QStringList &ids, bool push);
    void pushRequested(const QStringList &ids);
    //! All of them: what is out of date is built before.
    void pushAllRequested();
    //! These in this order.
    void rebuildRequested(const QStringList &ids);
    void showActivityRequested(const QString &activityId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makeTablePanel();
    void connectForm();
    void connectInspector();
    DataTable *shownTable() const;
    QStringList selectedIds() const;
    void refresh();
    void refreshEmpty();
    void makePlaces();
    void showSelected();
    void showList();
    void showForm();
    void setFilter(const QString &text);
    void buildAndPushSelected();
    void remove(const QString &id);
    void putBack(const settings::SettingsChange &removal, const QString &name);
    void exportDockerfile(const QString &id);
    void writeDockerfile(const QString &name, const QString &text);

    const Theme &m_theme;
    models::ImagesModels &m_models;
    settings::SettingsStore &m_store;
    View m_view = View::Recipes;
    QStackedWidget *m_pages; //!< the list, the form
    PaneHeader *m_header;
    ChoiceRow *m_views = nullptr;
    DataTable *m_table = nullptr;
    DataTable *m_places = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_tables = nullptr; //!< recipes, places, the empty state
    PlainLabel *m_problems;
    RecipeInspector *m_inspector;
    QSplitter *m_columns;
    RecipeForm *m_form;
    Exporter *m_export;
    QPushButton *m_new = nullptr;
    QPushButton *m_pushAll = nullptr;
};

} // namespace fairlead::ui
