// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "waitinglist.h"

#include "models/gpus/waitingmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QSettings>
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
    set(Column::Pod, 190);
    set(Column::Wants, 132);
    set(Column::Since, 76);
    set(Column::Cluster, 92);
    set(Column::Reason, 120);
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
    connect(&model, &models::IndexedTableModel::countsChanged, this, &WaitingList::refresh);
    refresh();
}

void WaitingList::refresh()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_nothing) : m_table);
    m_nothing->setText(m_model.totalCount() > 0  ? tr("No waiting pod matches the filter.")
                       : m_nothingText.isEmpty() ? tr("No pod waits for an accelerator.")
                                                 : m_nothingText);
    m_summary->setFullText(m_model.summary());
}

void WaitingList::setNothing(const QString &text)
{
    m_nothingText = text;
    refresh();
}

void WaitingList::saveState(QSettings &settings) const
{
    settings.setValue("gpus/waitingColumns"_L1, m_table->saveColumns());
}

void WaitingList::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings.value("gpus/waitingColumns"_L1).toByteArray());
}

} // namespace fairlead::ui
