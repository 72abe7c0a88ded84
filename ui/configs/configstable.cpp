// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configstable.h"

#include "models/configs/configsmodels.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/statedelegate.h"

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::RuntimeConfigsModel;
using Column = RuntimeConfigsModel::Column;

enum Page { Table, Empty };

QList<int> defaultColumns()
{
    QList<int> widths(RuntimeConfigsModel::Columns, 0);
    widths[int(Column::Name)] = 96;
    widths[int(Column::State)] = 110;
    widths[int(Column::Target)] = 98;
    widths[int(Column::Image)] = 96;
    widths[int(Column::Gpus)] = 84;
    widths[int(Column::UsedBy)] = 80;
    widths[int(Column::LastTest)] = 72;
    widths[int(Column::LastRun)] = 76;
    return widths;
}

} // namespace

ConfigsTable::ConfigsTable(const Theme &theme, models::ConfigsModels &models, const QString &path, QWidget *parent)
    : Panel(parent)
    , m_models(models)
    , m_path(path)
    , m_pages(new QStackedWidget(this))
    , m_table(new DataTable(theme, models.configs, tr("Runtime configs"), this))
    , m_empty(new EmptyState(this))
{
    m_table->setDefaultColumns(defaultColumns(), int(Column::State), int(Column::Name));
    m_table->elideMiddle(int(Column::Image));
    m_table->setItemDelegateForColumn(int(Column::State), new StateDelegate(theme, m_table));
    m_table->installEventFilter(this);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(9, 5, 9, 6);
    layout->addWidget(m_pages);
    connect(m_table, &DataTable::exportRequested, this,
            [this] { emit exportRequested(m_table, u"runtime-configs"_s); });
    connect(m_table, &DataTable::currentRowChanged, this, &ConfigsTable::selectionChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ConfigsTable::selectionChanged);
    connect(m_empty, &EmptyState::actionRequested, this,
            [this] { m_models.configs.totalCount() > 0 ? emit clearFilterRequested() : emit newRequested(); });
    connect(m_empty, &EmptyState::otherRequested, this, &ConfigsTable::importRequested);
}

const models::QueryFields &ConfigsTable::queryFields() const
{
    return m_models.configs.queryFields();
}

QString ConfigsTable::setFilter(const QString &text)
{
    m_models.configs.setFilterText(text);
    refresh();
    return models::problemsText({&m_models.configs.query()});
}

void ConfigsTable::select(const QString &id)
{
    m_table->selectRowOf(m_models.configs.indexOf(id));
}

void ConfigsTable::selectSomething()
{
    if (!m_table->currentIndex().isValid() && m_models.configs.rowCount() > 0)
        m_table->selectRowOf(m_models.configs.index(0, 0));
}

QString ConfigsTable::selectedId() const
{
    return m_table->selectedKey();
}

QStringList ConfigsTable::selectedIds() const
{
    const QString current = selectedId();
    QStringList ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids += index.data(models::IndexedTableModel::KeyRole).toString();
    const QStringList inOrder = m_models.configs.keys();
    std::sort(ids.begin(), ids.end(),
              [&inOrder](const QString &a, const QString &b) { return inOrder.indexOf(a) < inOrder.indexOf(b); });
    if (ids.removeOne(current) || !current.isEmpty())
        ids.prepend(current);
    return ids;
}

void ConfigsTable::refresh()
{
    m_pages->setCurrentIndex(m_models.configs.rowCount() == 0 ? Empty : Table);
    if (m_models.configs.totalCount() > 0)
        m_empty->setContent(tr("No runtime config matches the filter"), {}, tr("Clear the filter"));
    else
        m_empty->setContent(tr("No runtime configs yet"),
                            tr("A runtime config says how workloads run: in which clusters or on which daemon, in "
                               "which image, with which resources and GPUs, and for whom. It is kept in %1. What other "
                               "tools have can be imported.")
                                .arg(models::plainLine(m_path, 300)),
                            tr("Add another config"), tr("Import…"));
}

bool ConfigsTable::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (modifiers == Qt::ControlModifier && key == Qt::Key_N)
        emit newRequested();
    else if (modifiers == Qt::ControlModifier && key == Qt::Key_D)
        emit duplicateRequested();
    else if (modifiers == Qt::ControlModifier && key == Qt::Key_T)
        emit testRequested();
    else if (modifiers == Qt::AltModifier && key == Qt::Key_Up)
        emit moveRequested(-1);
    else if (modifiers == Qt::AltModifier && key == Qt::Key_Down)
        emit moveRequested(1);
    else if (modifiers == 0 && isEnter)
        emit editRequested();
    else if (modifiers == 0 && key == Qt::Key_Delete)
        emit removalRequested();
    else
        return false;
    return true;
}

bool ConfigsTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return Panel::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    return takeKey(key->key(), key->modifiers() & ~Qt::KeypadModifier) || Panel::eventFilter(watched, event);
}

void ConfigsTable::saveState(models::KeptState &settings) const
{
    settings.setValue("configs/columns"_L1, m_table->saveColumns());
}

void ConfigsTable::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("configs/columns"_L1).toByteArray());
}

} // namespace fairlead::ui
