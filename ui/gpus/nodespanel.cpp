// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodespanel.h"

#include "devicelegend.h"
#include "matrixview.h"
#include "models/consolemodels.h"
#include "models/formats.h"
#include "models/fuzzyscore.h"
#include "models/keptstate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bardelegate.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicemenu.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/devicestripdelegate.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sharedelegate.h"

#include <QMetaEnum>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::NodeGroups;
using models::NodeTableModel;

constexpr int LeastWidth = 392; // for eight devices and what is free; where there is less, the inspector yields

QList<int> nodeColumns()
{
    QList<int> widths(NodeTableModel::Columns, 0);
    using Column = NodeTableModel::Column;
    const auto set = [&widths](Column column, int width) { widths[int(column)] = width; };
    set(Column::Cluster, 56);
    set(Column::Node, 96);
    set(Column::Product, 92);
    set(Column::Devices, 152);
    set(Column::Free, 66); // "5 of 8", with the column of the whole
    set(Column::Requested, 64);
    set(Column::State, 56); // and what is left before all others
    return widths;
}

QString groupingText(NodeGroups::Grouping grouping)
{
    switch (grouping) {
    case NodeGroups::Grouping::Cluster:
        return NodesPanel::tr("cluster");
    case NodeGroups::Grouping::Product:
        return NodesPanel::tr("product");
    case NodeGroups::Grouping::Pool:
        return NodesPanel::tr("node pool");
    case NodeGroups::Grouping::State:
        return NodesPanel::tr("state");
    }
    return {};
}

//! "detail", "compact", "dense", "density", "overview"; "fit" where none is chosen.
constexpr std::array ZoomNames{"detail", "compact", "dense", "density", "overview"};
static_assert(ZoomNames.size() == MatrixZooms);

QString zoomName(std::optional<MatrixZoom> zoom)
{
    return zoom ? QString::fromLatin1(ZoomNames[std::size_t(*zoom)]) : u"fit"_s;
}

std::optional<MatrixZoom> zoomFromName(const QString &name)
{
    for (std::size_t i = 0; i < ZoomNames.size(); ++i) {
        if (name == QLatin1String(ZoomNames[i]))
            return MatrixZoom(i);
    }
    return {};
}

QMetaEnum columnNames()
{
    return QMetaEnum::fromType<NodeTableModel::Column>();
}

constexpr std::array Groupings{NodeGroups::Grouping::Cluster, NodeGroups::Grouping::Product, NodeGroups::Grouping::Pool,
                               NodeGroups::Grouping::State};

} // namespace

NodesPanel::NodesPanel(const Theme &theme, models::ConsoleModels &models, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
    , m_models(models)
    , m_groups(models.nodes, models.contexts)
    , m_table(new DataTable(theme, models.nodes, tr("Nodes"), this))
    , m_matrix(new MatrixView(theme, models.nodes, m_groups, this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedWidget(this))
{
    m_table->setDefaultColumns(nodeColumns(), int(NodeTableModel::Column::State));
    m_table->setItemDelegateForColumn(int(NodeTableModel::Column::Devices), new DeviceStripDelegate(theme, m_table));
    m_table->setItemDelegateForColumn(int(NodeTableModel::Column::Requested),
                                      new BarDelegate(theme, NodeTableModel::FractionRole, m_table));
    m_table->setItemDelegateForColumn(int(NodeTableModel::Column::Free),
                                      new ShareDelegate(theme, int(NodeTableModel::Column::Allocatable), m_table));
    for (const NodeTableModel::Column name : {NodeTableModel::Column::Cluster, NodeTableModel::Column::Node})
        m_table->elideMiddle(int(name));
    for (QWidget *view :
         {static_cast<QWidget *>(m_matrix), static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_empty)})
        m_stack->addWidget(view);
    auto *body = new QHBoxLayout;
    body->setContentsMargins(8, 0, 8, 0);
    body->addWidget(m_stack);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 6);
    layout->setSpacing(0);
    m_head = makeHead();
    layout->addWidget(m_head);
    layout->addLayout(body, 1);
    layout->addWidget(makeHolderLine()); // below, so that nothing moves under the mouse that picks
    connectViews();
    setHolder({});
    showChoices();
    setMinimumWidth(LeastWidth);
}

QWidget *NodesPanel::makeHead()
{
    auto *head = new QWidget(this);
    m_title = new PlainLabel(u"section"_s, head);
    m_title->setText(tr("Nodes"));
    m_count = new PlainLabel(u"dim"_s, head);
    m_passedOver = new ElidedLabel(u"dim"_s, head);
    const auto button = [head](const QString &text, const QString &name, const QString &kind) {
        auto *made = new QPushButton(text, head);
        made->setObjectName(kind);
        made->setAccessibleName(name);
        return made;
    };
    m_asMatrix = button(tr("Matrix"), tr("Show as matrix"), u"segment"_s);
    m_asTable = button(tr("Table"), tr("Show as table"), u"segment"_s);
    m_grouping = button({}, tr("Group by"), u"link"_s);
    m_closer = button(u"+"_s, tr("Zoom in"), u"segment"_s);
    m_farther = button(u"\u2212"_s, tr("Zoom out"), u"segment"_s);
    m_closer->setToolTip(tr("Zoom in (+, Ctrl+wheel; 0 fits)"));
    m_farther->setToolTip(tr("Zoom out (-, Ctrl+wheel; 0 fits)"));
    m_legend = button(tr("Legend"), tr("Legend: what the matrix shows"), u"link"_s);
    for (QPushButton *choice : {m_asMatrix, m_asTable})
        choice->setCheckable(true);
    m_allNodes = new CheckBox(m_theme, tr("Nodes without accelerators"), head);

    head->setMinimumWidth(1); // what it has to say becomes shorter, see fitHead()
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(14, 8, 14, 4);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addWidget(m_passedOver);
    layout->addStretch(1);
    layout->addWidget(m_allNodes);
    layout->addWidget(m_grouping);
    layout->addWidget(m_legend);
    layout->addWidget(m_farther);
    layout->addWidget(m_closer);
    layout->addSpacing(4);
    layout->addWidget(m_asMatrix);
    layout->addWidget(m_asTable);

    connect(m_asMatrix, &QPushButton::clicked, this, [this] { setShowsMatrix(true); });
    connect(m_asTable, &QPushButton::clicked, this, [this] { setShowsMatrix(false); });
    connect(m_grouping, &QPushButton::clicked, this, &NodesPanel::showGroupingMenu);
    connect(m_legend, &QPushButton::clicked, this, &NodesPanel::showLegend);
    connect(m_closer, &QPushButton::clicked, this, [this] { m_matrix->zoomBy(1); });
    connect(m_farther, &QPushButton::clicked, this, [this] { m_matrix->zoomBy(-1); });
    connect(m_allNodes, &QAbstractButton::toggled, &m_models.nodes, &NodeTableModel::setShowsAllNodes);
    return head;
}

//! What the picked holder holds; it stays while one looks elsewhere.
QWidget *NodesPanel::makeHolderLine()
{
    m_holderLine = new QWidget(this);
    m_holderText = new ElidedLabel(u"section"_s, m_holderLine);
    auto *clear = new QPushButton(tr("Clear"), m_holderLine);
    clear->setObjectName(u"link"_s);
    auto *layout = new QHBoxLayout(m_holderLine);
    layout->setContentsMargins(14, 6, 14, 2);
    layout->setSpacing(8);
    layout->addWidget(m_holderText, 1);
    layout->addWidget(clear);
    connect(clear, &QPushButton::clicked, this, [this] { setHolder({}); });
    return m_holderLine;
}

void NodesPanel::connectViews()
{
    connect(m_table, &DataTable::currentRowChanged, this, [this] {
        m_matrix->selectNode(m_table->selectedKey());
        emit selectionChanged();
    });
    connect(m_matrix, &MatrixView::nodeSelected, this, [this](const QString &key) {
        m_table->selectRowOf(m_models.nodes.indexOfKey(key));
        emit nodePicked();
    });
    connect(m_table, &QAbstractItemView::clicked, this, &NodesPanel::nodePicked);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (m_table->hasFocus())
            emit nodePicked();
    });
    connect(m_matrix, &MatrixView::holderPicked, this, &NodesPanel::setHolder);
    connect(m_matrix, &MatrixView::clusterActivated, this, &NodesPanel::clusterActivated);
    connect(m_matrix, &MatrixView::zoomChanged, this, &NodesPanel::showChoices);
    connect(&m_groups, &NodeGroups::regrouped, this, &NodesPanel::showHolder);
}

void NodesPanel::setEmpty(bool isEmpty)
{
    m_stack->setCurrentWidget(isEmpty         ? static_cast<QWidget *>(m_empty)
                              : m_showsMatrix ? static_cast<QWidget *>(m_matrix)
                                              : m_table);
    setFocusProxy(m_stack->currentWidget());
}

void NodesPanel::showAllNodes()
{
    m_allNodes->setChecked(true);
}

void NodesPanel::selectFirstRow()
{
    if (!m_table->currentIndex().isValid() && m_models.nodes.rowCount() > 0)
        m_table->selectRowOf(m_models.nodes.index(0, 0));
}

void NodesPanel::setShowsMatrix(bool showsMatrix)
{
    m_showsMatrix = showsMatrix;
    setEmpty(m_stack->currentWidget() == m_empty);
    showChoices();
}

void NodesPanel::setGrouping(NodeGroups::Grouping grouping)
{
    m_groups.setGrouping(grouping);
    showChoices();
}

void NodesPanel::showGroupingMenu()
{
    QStringList choices;
    for (const NodeGroups::Grouping grouping : Groupings)
        choices += groupingText(grouping);
    const auto current = std::find(Groupings.begin(), Groupings.end(), m_groups.grouping());
    popUpChoices(*m_grouping, choices, int(current - Groupings.begin()),
                 [this](int place) { setGrouping(Groupings[std::size_t(place)]); });
}

void NodesPanel::setHolder(const std::optional<models::HolderSelection> &holder)
{
    m_holder = holder;
    m_matrix->setHolder(holder);
    showHolder();
    emit holderChanged(m_holder);
}

void NodesPanel::showHolder()
{
    m_holderLine->setVisible(m_holder.has_value());
    if (m_holder)
        m_holderText->setFullText(tr("%1 %2").arg(m_holder->text(), m_groups.holdingText(*m_holder)));
}

void NodesPanel::showChoices()
{
    m_asMatrix->setChecked(m_showsMatrix);
    m_asTable->setChecked(!m_showsMatrix);
    m_grouping->setAccessibleName(tr("Group by %1").arg(groupingText(m_groups.grouping())));
    showEnd(*m_closer, m_matrix->zoom() == MatrixZoom::Detail, tr("This is the closest"));
    showEnd(*m_farther, m_matrix->zoom() == MatrixZoom::Overview, tr("This is the farthest"));
    fitHead();
}

//! Not disabled at the last level: that would throw the focus elsewhere under the key that is being pressed.
void NodesPanel::showEnd(QPushButton &button, bool isAtEnd, const QString &why)
{
    button.setAccessibleDescription(isAtEnd ? why : button.toolTip());
    if (button.property("atEnd").toBool() == isAtEnd)
        return;
    button.setProperty("atEnd", isAtEnd);
    button.style()->unpolish(&button);
    button.style()->polish(&button);
}

//! Whole words, and fewer of them where it is narrow; first goes what can be had in another way.
void NodesPanel::fitHead()
{
    constexpr int Levels = 7;
    const auto *layout = static_cast<const QBoxLayout *>(m_head->layout());
    const auto widthOf = [layout] { // as it is now: a layout keeps its size hints for later
        const QMargins margins = layout->contentsMargins();
        int width = margins.left() + margins.right() - layout->spacing();
        for (int i = 0; i < layout->count(); ++i) {
            const QWidget *widget = layout->itemAt(i)->widget();
            if (!widget || !widget->isHidden())
                width +=
                    (widget ? widget->sizeHint().width() : layout->itemAt(i)->sizeHint().width()) + layout->spacing();
        }
        return width;
    };
    for (int level = 0; level < Levels; ++level) {
        m_allNodes->setText(level < 1 ? tr("Nodes without accelerators") : tr("All nodes"));
        m_grouping->setText(level < 2 ? tr("Group: %1").arg(groupingText(m_groups.grouping())) : tr("Group"));
        m_count->setVisible(level < 2);
        m_title->setVisible(level < 3);
        m_grouping->setVisible(m_showsMatrix);
        m_legend->setVisible(m_showsMatrix && level < 4); // "?" shows it too
        for (QPushButton *button : {m_closer, m_farther})
            button->setVisible(m_showsMatrix && level < 5); // their keys and the wheel are left
        m_allNodes->setVisible(level < 6);                  // as a command it is left
        if (widthOf() <= width() - 2)                       // the frame
            break;
    }
    m_head->layout()->activate();
}

void NodesPanel::showLegend()
{
    auto *popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setObjectName(u"palette"_s);
    auto *layout = new QVBoxLayout(popup);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(new DeviceLegend(m_theme, popup));
    popup->adjustSize();
    popup->move(m_legend->mapToGlobal(QPoint(m_legend->width() - popup->width(), m_legend->height() + 2)));
    popup->show();
}

void NodesPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    fitHead();
}

std::vector<Command> NodesPanel::commands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("Show nodes as matrix"), action, {}, [this] { setShowsMatrix(true); }},
        {tr("Show nodes as table"), action, {}, [this] { setShowsMatrix(false); }},
        {tr("Nodes without accelerators"), action, {}, [this] { m_allNodes->toggle(); }},
        {tr("Matrix: zoom in"), action, u"+"_s, [this] { m_matrix->zoomBy(1); }},
        {tr("Matrix: zoom out"), action, u"-"_s, [this] { m_matrix->zoomBy(-1); }},
        {tr("Matrix: fit"), action, u"0"_s, [this] { m_matrix->setZoom({}); }},
    };
    commands.push_back({tr("Matrix: legend"), action, {}, [this] {
                            setShowsMatrix(true);
                            showLegend();
                        }});
    for (const NodeGroups::Grouping grouping : Groupings)
        commands.push_back({tr("Matrix: group by %1").arg(groupingText(grouping)), action, {}, [this, grouping] {
                                setGrouping(grouping);
                            }});
    for (Command &command : m_table->commands())
        commands.push_back(std::move(command));
    return commands;
}

std::vector<ScoredCommand> NodesPanel::findNodes(const QString &text, std::size_t most)
{
    const auto title = [this](std::size_t row) {
        const auto shown = m_models.nodes.shown(int(row));
        return QString(shown.node.availability.node->name + u" · "_s + shown.clusterName + u" · "_s + shown.product);
    };
    std::vector<ScoredCommand> commands;
    for (const auto &[row, score] : models::bestMatches(text, std::size_t(m_models.nodes.rowCount()), title, most)) {
        const QString key = m_models.nodes.index(int(row), 0).data(NodeTableModel::KeyRole).toString();
        commands.push_back({{title(row), tr("Node"), {}, [this, key] { selectNode(key); }}, score});
    }
    return commands;
}

void NodesPanel::selectNode(const QString &key)
{
    m_table->selectRowOf(m_models.nodes.indexOfKey(key));
    emit nodePicked(); // whatever has the focus
    setFocus();
}

void NodesPanel::refresh()
{
    // Nodes, not rows: one with two kinds of device is one here as in the groups and in the status bar.
    const int shown = m_models.nodes.shownNodeCount().all;
    const int candidates = m_models.nodes.candidateNodeCount();
    m_count->setText(shown == candidates ? tr("%Ln node(s)", nullptr, shown)
                                         : tr("%1 of %Ln node(s)", nullptr, candidates).arg(models::numberText(shown)));
    // No filter is invisible: where it is narrow, this is cut last and does not go.
    const QString passedOver = models::passedOverText(m_models.nodes.query());
    m_passedOver->setFullText(passedOver);
    m_passedOver->setVisible(!passedOver.isEmpty());
    m_table->setColumnNeeded(int(NodeTableModel::Column::Cluster), m_models.contexts.openEntries().size() > 1);
    fitHead();
}

models::SavedView NodesPanel::view() const
{
    const QMetaEnum names = columnNames();
    const auto name = [&names](int column) { return QString::fromLatin1(names.valueToKey(column)); };
    QStringList columns;
    for (const int column : m_table->chosenColumns())
        columns += name(column);
    const int sorted = m_models.nodes.sortColumn();
    return {.showsMatrix = m_showsMatrix,
            .showsAllNodes = m_allNodes->isChecked(),
            .grouping = toString(m_groups.grouping()),
            .zoom = zoomName(m_matrix->chosenZoom()),
            .sortColumn = sorted < 0 ? QString() : name(sorted),
            .isDescending = m_models.nodes.sortOrder() == Qt::DescendingOrder,
            .columns = columns};
}

void NodesPanel::setView(const models::SavedView &view)
{
    const QMetaEnum names = columnNames();
    const auto column = [&names](const QString &name) { return names.keyToValue(name.toLatin1().constData()); };
    if (view.showsAllNodes)
        m_allNodes->setChecked(*view.showsAllNodes);
    if (view.grouping)
        setGrouping(models::groupingFromString(*view.grouping));
    if (view.zoom)
        m_matrix->setZoom(zoomFromName(*view.zoom));
    if (view.columns) {
        QList<int> columns;
        for (const QString &name : *view.columns)
            columns += column(name);
        m_table->setShownColumns(columns);
    }
    if (view.sortColumn)
        m_table->sortByColumn(column(*view.sortColumn),
                              view.isDescending.value_or(false) ? Qt::DescendingOrder : Qt::AscendingOrder);
    if (view.showsMatrix)
        setShowsMatrix(*view.showsMatrix);
}

void NodesPanel::saveState(models::KeptState &settings) const
{
    settings.setValue("gpus/columns"_L1, m_table->saveColumns());
    settings.setValue("gpus/allNodes"_L1, m_allNodes->isChecked());
    settings.setValue("gpus/view"_L1, m_showsMatrix ? u"matrix"_s : u"table"_s);
    settings.setValue("gpus/grouping"_L1, toString(m_groups.grouping()));
    settings.setValue("gpus/zoom"_L1, m_matrix->chosenZoom() ? int(*m_matrix->chosenZoom()) : -1);
}

void NodesPanel::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("gpus/columns"_L1).toByteArray());
    m_allNodes->setChecked(settings.value("gpus/allNodes"_L1).toBool());
    setGrouping(models::groupingFromString(settings.value("gpus/grouping"_L1).toString()));
    const int zoom = settings.value("gpus/zoom"_L1, -1).toInt();
    m_matrix->setZoom(zoom >= 0 && zoom < MatrixZooms ? std::optional(MatrixZoom(zoom)) : std::nullopt);
    setShowsMatrix(settings.value("gpus/view"_L1).toString() != "table"_L1);
}

} // namespace fairlead::ui
