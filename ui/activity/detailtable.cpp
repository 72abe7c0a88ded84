// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "detailtable.h"

#include "models/indexedtablemodel.h"
#include "progressdelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statedelegate.h"

#include <QHBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

DetailTable::DetailTable(const Theme &theme, const Look &look, Exporter &exporter, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_look(look)
    , m_exporter(exporter)
    , m_note(new PlainLabel(u"dim"_s, this))
    , m_layout(new QVBoxLayout(this))
{
    auto *title = new PlainLabel(u"section"_s, this);
    title->setText(look.title);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(6, 4, 6, 2);
    head->setSpacing(8);
    head->addWidget(title);
    head->addWidget(m_note, 1);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addLayout(head);
    hide();
}

void DetailTable::setModel(models::IndexedTableModel *model, std::function<QString()> summary)
{
    if (m_table)
        m_columns = m_table->saveColumns();
    delete std::exchange(m_table, nullptr); // before its model goes
    m_model = model;
    m_summary = std::move(summary);
    setVisible(model != nullptr);
    if (!model)
        return;
    m_table = new DataTable(m_theme, *model, m_look.title, this);
    m_table->setDefaultColumns(m_look.widths, m_look.stretched);
    m_table->setItemDelegateForColumn(m_look.stateColumn, new StateDelegate(m_theme, m_table));
    m_table->setItemDelegateForColumn(m_look.progressColumn,
                                      new ProgressDelegate(m_theme, m_look.progressRole, m_table));
    for (const int column : m_look.optional)
        m_table->setColumnNeeded(column, false);
    if (!m_columns.isEmpty())
        m_table->restoreColumns(m_columns);
    m_layout->addWidget(m_table, 1);
    connect(m_table, &DataTable::exportRequested, this,
            [this] { m_exporter.askForTable(*m_table, m_look.title.toLower()); });
    connect(model, &models::IndexedTableModel::countsChanged, m_table, [this] { refresh(); });
    refresh();
}

void DetailTable::refresh()
{
    m_note->setText(m_summary());
    for (const int column : m_look.optional) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->index(row, column).data().toString().isEmpty())
                continue;
            m_table->setColumnNeeded(column, true);
            break;
        }
    }
}

QByteArray DetailTable::saveColumns() const
{
    return m_table ? m_table->saveColumns() : m_columns;
}

} // namespace fairlead::ui
