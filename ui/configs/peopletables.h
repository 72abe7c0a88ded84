// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/configs/peoplemodels.h"
#include "ui/widgets/panel.h"

class QStackedWidget;

namespace fairlead::ui {

class DataTable;
class EmptyState;
class Theme;

//! The tables of users and projects, of which one is shown, or why it has no rows.
class PeopleTables : public Panel
{
    Q_OBJECT
public:
    explicit PeopleTables(const Theme &theme, QWidget *parent = nullptr);

    void setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts);
    void showUsers(bool areUsers);
    bool areUsers() const { return m_areUsers; }
    void setFilter(const QString &text);
    DataTable &table() const { return *(m_areUsers ? m_userTable : m_projectTable); } //!< that is shown
    const models::UsersModel &users() const { return m_users; }
    const models::ProjectsModel &projects() const { return m_projects; }
    models::CellTableModel &model();
    QString selectedKey() const;
    void selectKey(const QString &key);

signals:
    void selectionChanged(); //!< or what is selected says something else
    void addRequested();
    void clearFilterRequested();

private:
    DataTable *addTable(const Theme &theme, models::CellTableModel &model, const QString &name,
                        const QList<int> &widths, int stretched);
    void refresh();

    models::UsersModel m_users;
    models::ProjectsModel m_projects;
    bool m_areUsers = true;
    bool m_isFiltered = false;
    QString m_filter;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    DataTable *m_userTable;
    DataTable *m_projectTable;
};

} // namespace fairlead::ui
