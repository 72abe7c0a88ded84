// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "waitinglist.h"

#include "models/gpus/waitingmodel.h"
#include "models/keptstate.h"
#include "models/query.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::WaitingModel;

QList<int> columns()
{
    QList<int> widths(WaitingModel::Columns, 0);
    using Column = WaitingModel::Column;
    const auto set = [&widths](Column column, int width) { widths[int(column)] = width; };
    set(Column::Namespace, 76);
    set(Column::Pod, 108);
    set(Column::Wants, 128);
    set(Column::Since, 78);
    set(Column::Cluster, 56);
    set(Column::Reason, 160);
    return widths;
}

} // namespace

WaitingList::WaitingList(const Theme &theme, WaitingModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new DataTable(theme, model, tr("Waiting"), this))
    , m_nothing(new PlainLabel(u"dim"_s, this))
    , m_stack(new QStackedWidget(this))
    , m_tools(new QWidget(this))
    , m_summary(new ElidedLabel(u"dim"_s, m_tools))
{
    m_table->setDefaultColumns(columns(), int(WaitingModel::Column::Reason));
    for (const WaitingModel::Column name :
         {WaitingModel::Column::Namespace, WaitingModel::Column::Pod, WaitingModel::Column::Cluster})
        m_table->elideMiddle(int(name));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setFocusProxy(m_table);
    auto *beside = new QHBoxLayout(m_tools);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->addWidget(m_summary);
    connect(m_table, &QAbstractItemView::clicked, this, [this] { emit podPicked(m_table->selectedKey()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (m_table->hasFocus() && !m_isFlushing)
            emit podPicked(m_table->selectedKey());
    });
    // A pod that goes leaves its place in the table to another one, which nobody picked.
    connect(&model, &models::IndexedTableModel::aboutToFlush, this, [this] { m_isFlushing = true; });
    connect(&model, &models::IndexedTableModel::countsChanged, this, [this] {
        m_isFlushing = false;
        refresh();
    });
    refresh();
}

void WaitingList::selectFirst()
{
    if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
        m_table->selectRowOf(m_model.index(0, 0));
    if (m_table->currentIndex().isValid())
        emit podPicked(m_table->selectedKey());
}

void WaitingList::select(const QString &key)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.index(row, 0).data(WaitingModel::KeyRole).toString() != key)
            continue;
        m_table->selectRowOf(m_model.index(row, 0));
        emit podPicked(key);
        return;
    }
}

void WaitingList::refresh()
{
    m_table->setColumnNeeded(int(WaitingModel::Column::Cluster), m_model.clusterCount() > 1);
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_nothing) : m_table);
    m_nothing->setText(m_model.totalCount() > 0  ? tr("No waiting pod matches the filter.")
                       : m_nothingText.isEmpty() ? tr("No pod waits for an accelerator.")
                                                 : m_nothingText);
    // Terms that ask for what only a node has filter nothing here: whoever reads the list is told.
    QStringList parts{models::passedOverText(m_model.query()), m_model.summary()};
    parts.removeAll(QString());
    m_summary->setFullText(parts.join(u" · "_s));
}

void WaitingList::setNothing(const QString &text)
{
    m_nothingText = text;
    refresh();
}

void WaitingList::saveState(models::KeptState &settings) const
{
    settings.setValue("gpus/waitingColumns"_L1, m_table->saveColumns());
}

void WaitingList::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("gpus/waitingColumns"_L1).toByteArray());
}

} // namespace fairlead::ui
