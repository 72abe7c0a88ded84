// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "peopletables.h"

#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/statedelegate.h"

#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using models::ProjectsModel;
using models::UsersModel;

PeopleTables::PeopleTables(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_userTable(
          addTable(theme, m_users, tr("Users"), {120, 90, 130, 150, 110}, int(UsersModel::Column::AdminProperties)))
    , m_projectTable(
          addTable(theme, m_projects, tr("Projects"), {120, 90, 140, 110, 150}, int(ProjectsModel::Column::Variables)))
{
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(9, 7, 9, 6);
    layout->addWidget(m_stack);
    connect(m_empty, &EmptyState::actionRequested, this,
            [this] { m_isFiltered ? emit clearFilterRequested() : emit addRequested(); });
    refresh();
}

DataTable *PeopleTables::addTable(const Theme &theme, models::CellTableModel &model, const QString &name,
                                  const QList<int> &widths, int stretched)
{
    auto *table = new DataTable(theme, model, name, m_stack);
    table->setDefaultColumns(widths, stretched, 0);
    table->setItemDelegateForColumn(int(UsersModel::Column::State), new StateDelegate(theme, this));
    m_stack->addWidget(table);
    connect(table, &DataTable::currentRowChanged, this, &PeopleTables::selectionChanged);
    return table;
}

models::CellTableModel &PeopleTables::model()
{
    if (m_areUsers)
        return m_users;
    return m_projects;
}

void PeopleTables::setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts)
{
    m_users.setSettings(settings);
    m_projects.setSettings(settings, facts);
    refresh();
    emit selectionChanged();
}

void PeopleTables::showUsers(bool areUsers)
{
    m_areUsers = areUsers;
    setFilter(m_filter);
    emit selectionChanged();
}

void PeopleTables::setFilter(const QString &text)
{
    m_filter = text;
    model().setFilterText(text);
    refresh();
}

QString PeopleTables::selectedKey() const
{
    return table().selectedKey();
}

void PeopleTables::selectKey(const QString &key)
{
    if (!model().indexOf(key).isValid())
        emit clearFilterRequested();
    table().selectRowOf(model().indexOf(key));
}

void PeopleTables::refresh()
{
    m_isFiltered = model().totalCount() > 0 && model().rowCount() == 0;
    m_stack->setCurrentWidget(model().rowCount() > 0 ? static_cast<QWidget *>(&table()) : m_empty);
    if (m_isFiltered)
        m_empty->setContent(tr("Nothing matches the filter"), {}, tr("Clear the filter"));
    else if (m_areUsers)
        m_empty->setContent(tr("No user yet"),
                            tr("A user has groups, which say what runtime configs they may use, and properties, which "
                               "namespaces and labels are made of. Whoever is not here launches as anybody else."),
                            tr("Add a user"));
    else
        m_empty->setContent(tr("No project yet"),
                            tr("A project says which runtime config its workloads get, where they run and what its "
                               "variables are. Without one the defaults count."),
                            tr("Add a project"));
}

} // namespace fairlead::ui
