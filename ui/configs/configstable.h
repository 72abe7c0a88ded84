// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query.h"
#include "ui/widgets/panel.h"

#include <QStringList>

class QStackedWidget;

namespace fairlead::models {
class ConfigsModels;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class DataTable;
class EmptyState;
class Theme;

//! The table of runtime configs; or why there is nothing in it.
class ConfigsTable : public Panel
{
    Q_OBJECT
public:
    //! \p path: of the settings file, which is named where there is no config yet.
    ConfigsTable(const Theme &theme, models::ConfigsModels &models, const QString &path, QWidget *parent = nullptr);

    DataTable &table() const { return *m_table; }
    const models::QueryFields &queryFields() const;
    //! What is wrong with the filter; empty: nothing.
    QString setFilter(const QString &text);
    void select(const QString &id);
    void selectSomething();
    QString selectedId() const;
    //! In the order of the file, the current one first.
    QStringList selectedIds() const;
    //! Why nothing is shown.
    void refresh();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void selectionChanged();
    void newRequested();
    void importRequested();
    void clearFilterRequested();
    // What is selected, by a key:
    void editRequested();
    void duplicateRequested();
    void testRequested();
    void removalRequested();
    //! Down in the file; up where it is negative.
    void moveRequested(int places);
    void exportRequested(fairlead::ui::DataTable *table, const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);

    models::ConfigsModels &m_models;
    QString m_path;
    QStackedWidget *m_pages; //!< the table, the empty state
    DataTable *m_table;
    EmptyState *m_empty;
};

} // namespace fairlead::ui
