// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query.h"
#include "ui/widgets/panel.h"

#include <QStringList>

#include <cstdint>

class QStackedWidget;

namespace fairlead::models {
class ImagesModels;
class IndexedTableModel;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class ChoiceRow;
class DataTable;
class EmptyState;
class Theme;

//! The table of recipes, or in its place that of where their images are; or why there is nothing in it.
class ImagesTables : public Panel
{
    Q_OBJECT
public:
    enum class View : std::uint8_t { Recipes, Places };

    //! \p path: of the settings file, which is named where there is no recipe yet.
    ImagesTables(const Theme &theme, models::ImagesModels &models, const QString &path, QWidget *parent = nullptr);

    View view() const { return m_view; }
    void setView(View view);
    DataTable &table() const; //!< that is shown
    const models::QueryFields &queryFields() const;
    //! What is wrong with the filter; empty: nothing.
    QString setFilter(const QString &text);
    void select(const QString &id);
    void selectSomething();
    QString selectedKey() const;
    //! The current one first.
    QStringList selectedIds() const;
    //! Counts, or why nothing is shown.
    void refresh();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    //! Another table, or another one in its place.
    void viewChanged();
    void selectionChanged();
    //! The table of places came onto the screen, or left it.
    void placesSeen(bool areSeen);
    void newRequested();
    void editRequested(const QString &id);
    void removalRequested();
    void buildAndPushRequested();
    void clearFilterRequested();
    void exportRequested(fairlead::ui::DataTable *table, const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeRecipes();
    void makePlaces();
    void refreshEmpty();
    models::IndexedTableModel &model() const;

    const Theme &m_theme;
    models::ImagesModels &m_models;
    QString m_path;
    View m_view = View::Recipes;
    ChoiceRow *m_views;
    QStackedWidget *m_tables; //!< recipes, places, the empty state
    DataTable *m_recipes = nullptr;
    DataTable *m_places = nullptr;
    EmptyState *m_empty;
};

} // namespace fairlead::ui
