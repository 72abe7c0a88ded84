// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holderslist.h"

#include "models/keptstate.h"
#include "swatchdelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bardelegate.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/labels.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::HoldingsModel;

constexpr std::array Groupings{HoldingsModel::Grouping::Namespace, HoldingsModel::Grouping::Workload,
                               HoldingsModel::Grouping::User};

QList<int> columns()
{
    QList<int> widths(HoldingsModel::Columns, 0);
    using Column = HoldingsModel::Column;
    const auto set = [&widths](Column column, int width) { widths[int(column)] = width; };
    set(Column::Holder, 120);
    set(Column::Devices, 56);
    set(Column::Slices, 48);
    set(Column::Share, 76);
    set(Column::Products, 150);
    set(Column::Pods, 44);
    set(Column::Nodes, 48);
    return widths;
}

QString groupingText(HoldingsModel::Grouping grouping)
{
    switch (grouping) {
    case HoldingsModel::Grouping::Namespace:
        return HoldersList::tr("Namespaces");
    case HoldingsModel::Grouping::Workload:
        return HoldersList::tr("Workloads");
    case HoldingsModel::Grouping::User:
        return HoldersList::tr("Users");
    }
    return {};
}

QStringList groupingTexts()
{
    QStringList texts;
    for (const HoldingsModel::Grouping grouping : Groupings)
        texts += groupingText(grouping);
    return texts;
}

} // namespace

HoldersList::HoldersList(const Theme &theme, HoldingsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new DataTable(theme, model, tr("Holders"), this))
    , m_nothing(new PlainLabel(u"dim"_s, this))
    , m_stack(new QStackedWidget(this))
    , m_tools(new ChoiceRow(tr("Group by"), groupingTexts(), this))
{
    m_table->setDefaultColumns(columns(), int(HoldingsModel::Column::Products));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(int(HoldingsModel::Column::Holder),
                                      new SwatchDelegate(theme, HoldingsModel::HolderRole, m_table));
    m_table->setItemDelegateForColumn(int(HoldingsModel::Column::Devices),
                                      new CellDelegate(theme, m_table, QFont::DemiBold));
    m_table->setItemDelegateForColumn(int(HoldingsModel::Column::Share),
                                      new BarDelegate(theme, HoldingsModel::FractionRole, m_table));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setFocusProxy(m_table);

    connect(m_tools, &ChoiceRow::chosen, this, [this](int choice) { setGrouping(Groupings[std::size_t(choice)]); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HoldersList::pick);
    connect(&model, &models::IndexedTableModel::countsChanged, this, &HoldersList::refresh);
    connect(&model, &HoldingsModel::scopeChanged, this, &HoldersList::refresh);
    refresh();
}

QWidget *HoldersList::tools() const
{
    return m_tools;
}

void HoldersList::setGrouping(HoldingsModel::Grouping grouping)
{
    m_model.setGrouping(grouping);
    setHolder(std::exchange(m_holder, {}));
    refresh();
}

//! Of the row that is selected; the one that the focus merely came to is not meant.
void HoldersList::pick()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const auto holder = rows.isEmpty() ? std::nullopt : m_model.holder(rows.front());
    if (!holder || holder == m_holder)
        return;
    m_holder = holder;
    emit holderPicked(holder);
}

void HoldersList::setHolder(const std::optional<models::HolderSelection> &holder)
{
    if (m_holder == holder)
        return;
    m_holder = holder;
    const QModelIndex index = holder ? m_model.indexOf(*holder) : QModelIndex();
    if (index.isValid()) {
        m_table->selectRowOf(index);
    } else {
        m_table->setCurrentIndex({});
        m_table->clearSelection();
    }
}

std::vector<Command> HoldersList::commands()
{
    std::vector<Command> commands;
    commands.reserve(Groupings.size());
    for (const HoldingsModel::Grouping grouping : Groupings)
        commands.push_back({tr("Holders: %1").arg(groupingText(grouping)), tr("Action"), {}, [this, grouping] {
                                setGrouping(grouping);
                            }});
    return commands;
}

void HoldersList::setNothing(const QString &text)
{
    m_nothingText = text;
    refresh();
}

void HoldersList::refresh()
{
    // A filter of the nodes leaves out what is held elsewhere: whoever reads the numbers is told.
    m_tools->setText(m_model.scopeText());
    m_nothing->setText(m_nothingText.isEmpty() ? tr("No pod holds a device %1.").arg(m_model.scopeText())
                                               : m_nothingText);
    m_stack->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_nothing);
    const auto current = std::find(Groupings.begin(), Groupings.end(), m_model.grouping());
    m_tools->setCurrent(int(current - Groupings.begin()));
}

void HoldersList::saveState(models::KeptState &settings) const
{
    settings.setValue("gpus/holderColumns"_L1, m_table->saveColumns());
    settings.setValue("gpus/holdersGrouping"_L1, toString(m_model.grouping()));
}

void HoldersList::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("gpus/holderColumns"_L1).toByteArray());
    setGrouping(models::holdingsGroupingFromString(settings.value("gpus/holdersGrouping"_L1).toString()));
}

} // namespace fairlead::ui
