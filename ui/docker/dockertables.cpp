// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockertables.h"

#include "models/docker/dockermodels.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/statedelegate.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

using models::ContainersModel;
using models::DaemonImagesModel;
using models::DaemonsModel;
using models::RegistriesModel;
using models::VolumesModel;
using View = DockerTables::View;

constexpr auto SeenPause = 150ms;
constexpr int WideTable = 780;

//! Of containers that somebody has asked about.
constexpr ContainersModel::Column ColumnsOfSome[] = {ContainersModel::Column::Gpus, ContainersModel::Column::Cpu,
                                                     ContainersModel::Column::Memory, ContainersModel::Column::Network,
                                                     ContainersModel::Column::Disk};

//! Least widths by column.
template <class Column>
QList<int> widthsOf(int columns, std::initializer_list<std::pair<Column, int>> widths)
{
    QList<int> all(columns, 0);
    for (const auto &[column, width] : widths)
        all[int(column)] = width;
    return all;
}

QList<int> daemonWidths()
{
    using Column = DaemonsModel::Column;
    return widthsOf<Column>(DaemonsModel::Columns, {{Column::Name, 110},
                                                    {Column::State, 104},
                                                    {Column::Engine, 112},
                                                    {Column::Containers, 64},
                                                    {Column::Images, 50},
                                                    {Column::Disk, 60},
                                                    {Column::Gpus, 70},
                                                    {Column::Address, 100}});
}

QList<int> containerWidths()
{
    using Column = ContainersModel::Column;
    return widthsOf<Column>(ContainersModel::Columns, {{Column::Name, 110},
                                                       {Column::State, 84},
                                                       {Column::Image, 110},
                                                       {Column::Daemon, 76},
                                                       {Column::Gpus, 60},
                                                       {Column::Cpu, 44},
                                                       {Column::Memory, 78},
                                                       {Column::Network, 78},
                                                       {Column::Disk, 78},
                                                       {Column::Created, 76}});
}

QList<int> imageWidths()
{
    using Column = DaemonImagesModel::Column;
    return widthsOf<Column>(DaemonImagesModel::Columns, {{Column::Reference, 150},
                                                         {Column::Size, 64},
                                                         {Column::Unique, 64},
                                                         {Column::Users, 56},
                                                         {Column::Daemon, 76},
                                                         {Column::Digest, 96},
                                                         {Column::Created, 76}});
}

QList<int> volumeWidths()
{
    using Column = VolumesModel::Column;
    return widthsOf<Column>(VolumesModel::Columns, {{Column::Name, 160},
                                                    {Column::Driver, 60},
                                                    {Column::Size, 64},
                                                    {Column::Users, 56},
                                                    {Column::Daemon, 80},
                                                    {Column::Created, 76}});
}

QList<int> registryWidths()
{
    using Column = RegistriesModel::Column;
    return widthsOf<Column>(
        RegistriesModel::Columns,
        {{Column::Name, 120}, {Column::State, 96}, {Column::Host, 140}, {Column::Prefix, 80}, {Column::Login, 110}});
}

} // namespace

DockerTables::DockerTables(const Theme &theme, models::DockerModels &models, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
    , m_models(models)
    , m_choices(new ChoiceRow(tr("What is shown"),
                              {tr("Daemons"), tr("Containers"), tr("Images"), tr("Volumes"), tr("Registries")}, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
{
    addTable(View::Daemons, tr("Daemons"), daemonWidths(), int(DaemonsModel::Column::Address));
    addTable(View::Containers, tr("Containers"), containerWidths(), int(ContainersModel::Column::Image));
    addTable(View::Images, tr("Images"), imageWidths(), int(DaemonImagesModel::Column::Reference));
    addTable(View::Volumes, tr("Volumes"), volumeWidths(), int(VolumesModel::Column::Name));
    addTable(View::Registries, tr("Registries"), registryWidths(), int(RegistriesModel::Column::Login));
    for (const ContainersModel::Column column : ColumnsOfSome)
        table(View::Containers).setColumnNeeded(int(column), false);
    table(View::Daemons).setItemDelegateForColumn(int(DaemonsModel::Column::State), new StateDelegate(theme, this));
    table(View::Containers)
        .setItemDelegateForColumn(int(ContainersModel::Column::State), new StateDelegate(theme, this));
    table(View::Registries)
        .setItemDelegateForColumn(int(RegistriesModel::Column::State), new StateDelegate(theme, this));
    table(View::Daemons).elideMiddle(int(DaemonsModel::Column::Address));
    table(View::Containers).elideMiddle(int(ContainersModel::Column::Name));
    table(View::Containers).elideMiddle(int(ContainersModel::Column::Image));
    table(View::Images).elideMiddle(int(DaemonImagesModel::Column::Reference));
    table(View::Registries).elideMiddle(int(RegistriesModel::Column::Host));
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(9, 7, 9, 6);
    layout->setSpacing(4);
    layout->addWidget(m_choices);
    layout->addWidget(m_stack, 1);
    connect(m_choices, &ChoiceRow::chosen, this, [this](int view) {
        setView(View(view));
        table().setFocus();
    });
    connect(m_empty, &EmptyState::actionRequested, this,
            [this] { m_isFiltered ? emit clearFilterRequested() : emit offerAccepted(m_view, false); });
    connect(m_empty, &EmptyState::otherRequested, this, [this] { emit offerAccepted(m_view, true); });
    connect(&models, &models::DockerModels::changed, this, &DockerTables::refresh);
    m_seenTimer.setSingleShot(true);
    m_seenTimer.setInterval(SeenPause);
    connect(&m_seenTimer, &QTimer::timeout, this, &DockerTables::refreshSeen);
    connect(table(View::Containers).verticalScrollBar(), &QScrollBar::valueChanged, &m_seenTimer,
            qOverload<>(&QTimer::start));
    connect(table(View::Containers).verticalScrollBar(), &QScrollBar::rangeChanged, &m_seenTimer,
            qOverload<>(&QTimer::start));
    refresh();
}

void DockerTables::addTable(View view, const QString &name, const QList<int> &widths, int stretched)
{
    auto *table = new DataTable(m_theme, model(view), name, m_stack);
    table->setDefaultColumns(widths, stretched, 0);
    m_tables[std::size_t(view)] = table;
    m_stack->addWidget(table);
    const auto tell = [this, view] {
        if (view == m_view)
            emit selectionChanged();
    };
    connect(table, &DataTable::currentRowChanged, this, tell);
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, tell);
}

models::CellTableModel &DockerTables::model(View view) const
{
    switch (view) {
    case View::Daemons:
        return m_models.daemons;
    case View::Containers:
        return m_models.containers;
    case View::Images:
        return m_models.images;
    case View::Volumes:
        return m_models.volumes;
    case View::Registries:
        return m_models.registries;
    }
    Q_UNREACHABLE();
}

void DockerTables::setView(View view)
{
    if (view == m_view)
        return;
    m_view = view;
    model(view).setFilterText(m_filter);
    refresh();
    emit viewChanged();
    emit selectionChanged();
}

void DockerTables::setFilter(const QString &text)
{
    m_filter = text;
    model(m_view).setFilterText(text);
    refresh();
}

QStringList DockerTables::selectedKeys() const
{
    QModelIndexList rows = table().selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList keys;
    for (const QModelIndex &row : std::as_const(rows))
        keys += model(m_view).keyOf(row);
    return keys;
}

void DockerTables::selectKey(View view, const QString &key)
{
    setView(view);
    if (!model(view).indexOf(key).isValid())
        emit clearFilterRequested();
    table().selectRowOf(model(view).indexOf(key));
}

QStringList DockerTables::seenContainers() const
{
    const DataTable &shown = table(View::Containers);
    if (!shown.isVisible() || shown.window()->isMinimized() || m_models.containers.rowCount() == 0)
        return {};
    const int first = std::max(0, shown.rowAt(0));
    const int bottom = shown.rowAt(shown.viewport()->height() - 1);
    const int last = bottom < 0 ? m_models.containers.rowCount() - 1 : bottom;
    QStringList keys;
    for (int row = first; row <= last; ++row)
        keys += m_models.containers.keyOf(m_models.containers.index(row, 0));
    return keys;
}

void DockerTables::refreshSeen()
{
    const QStringList seen = seenContainers();
    if (seen != std::exchange(m_seen, seen))
        emit seenContainersChanged(seen);
}

void DockerTables::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    window()->installEventFilter(this); // a window that is minimized hides nothing
    m_seenTimer.start();
}

bool DockerTables::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange)
        m_seenTimer.start();
    return Panel::eventFilter(watched, event);
}

void DockerTables::hideEvent(QHideEvent *event)
{
    Panel::hideEvent(event);
    m_seenTimer.start(); // nobody sees any
}

//! Columns of which no container has said anything yet leave their room to the names; what came stays. Of one daemon
//! alone every row would say the same.
void DockerTables::refreshColumns()
{
    const auto entries = m_models.daemons.entries();
    const bool areSeveral =
        std::count_if(entries.begin(), entries.end(), [](const auto *entry) { return entry->isOpen(); }) > 1;
    table(View::Containers).setColumnNeeded(int(ContainersModel::Column::Daemon), areSeveral);
    table(View::Images).setColumnNeeded(int(DaemonImagesModel::Column::Daemon), areSeveral);
    table(View::Volumes).setColumnNeeded(int(VolumesModel::Column::Daemon), areSeveral);
    for (const QString &key : m_models.containers.keys())
        refreshColumns(m_models.containers.entry(key)->object);
}

void DockerTables::refreshColumns(const models::ContainerRow &row)
{
    using Column = ContainersModel::Column;
    const auto need = [this](Column column, bool isSaid) {
        if (isSaid)
            table(View::Containers).setColumnNeeded(int(column), true);
    };
    need(Column::Gpus, row.details && !row.details->deviceRequests.empty());
    if (!row.stats)
        return;
    const docker::ContainerStats &stats = row.stats->sample;
    need(Column::Cpu, true);
    need(Column::Memory, true);
    // One without a network has none; and beside the names of daemons there is room for them in a wide table alone.
    const bool hasRoom =
        table(View::Containers).width() >= WideTable || table(View::Containers).isColumnHidden(int(Column::Daemon));
    need(Column::Network, stats.receivedBytes >= 0 && hasRoom);
    need(Column::Disk, stats.readBytes >= 0 && hasRoom);
}

//! "2 daemons", "1 of 2 daemons".
QString DockerTables::countText(int shown, int all) const
{
    if (all == 0)
        return {};
    const QString some = models::numberText(shown);
    const bool areAll = shown == all;
    switch (m_view) {
    case View::Daemons:
        return areAll ? tr("%Ln daemon(s)", nullptr, all) : tr("%1 of %Ln daemon(s)", nullptr, all).arg(some);
    case View::Containers:
        return areAll ? tr("%Ln container(s)", nullptr, all) : tr("%1 of %Ln container(s)", nullptr, all).arg(some);
    case View::Images:
        return areAll ? tr("%Ln image(s)", nullptr, all) : tr("%1 of %Ln image(s)", nullptr, all).arg(some);
    case View::Volumes:
        return areAll ? tr("%Ln volume(s)", nullptr, all) : tr("%1 of %Ln volume(s)", nullptr, all).arg(some);
    case View::Registries:
        return areAll ? tr("%Ln registry(ies)", nullptr, all) : tr("%1 of %Ln registry(ies)", nullptr, all).arg(some);
    }
    Q_UNREACHABLE();
}

void DockerTables::refresh()
{
    m_choices->setCurrent(int(m_view));
    const int all = model(m_view).totalCount();
    const int shown = model(m_view).rowCount();
    m_choices->setText(countText(shown, all));
    refreshColumns();
    if (shown > 0)
        m_stack->setCurrentWidget(&table());
    else
        refreshEmpty();
    m_seenTimer.start();
}

void DockerTables::refreshEmpty()
{
    m_stack->setCurrentWidget(m_empty);
    m_isFiltered = model(m_view).totalCount() > 0;
    const bool hasDaemons = m_models.daemons.totalCount() > 0;
    const auto entries = m_models.daemons.entries();
    const bool isAnyOpen =
        std::any_of(entries.begin(), entries.end(), [](const models::DaemonEntry *entry) { return entry->isOpen(); });
    if (m_isFiltered) {
        m_empty->setContent(tr("Nothing matches the filter"), {}, tr("Clear the filter"));
    } else if (m_view == View::Registries) {
        m_empty->setContent(tr("No registry yet"),
                            tr("A registry is where images go from here. No password is kept: say who knows it."),
                            tr("Add a registry"));
    } else if (!hasDaemons) {
        m_empty->setContent(tr("No daemon yet"),
                            tr("A daemon builds images and runs containers. Nothing is sent to one before it is "
                               "opened, and nothing is installed on it."),
                            tr("Add the daemon of this machine (unix:///var/run/docker.sock)"),
                            tr("Add a daemon over TLS"));
    } else if (!isAnyOpen) {
        m_empty->setContent(tr("No daemon is open"),
                            tr("What is on a daemon is shown once it is open; a closed one gets no request."),
                            tr("Show the daemons"));
    } else if (m_view == View::Images) {
        m_empty->setContent(tr("No images"), tr("The daemons that are open have none, or have not answered yet."),
                            tr("Pull an image"));
    } else {
        m_empty->setContent(m_view == View::Volumes ? tr("No volumes") : tr("No containers"),
                            tr("The daemons that are open have none, or have not answered yet."));
    }
}

void DockerTables::saveState(models::KeptState &settings) const
{
    settings.setValue("docker/view"_L1, int(m_view));
    for (std::size_t i = 0; i < Views; ++i)
        settings.setValue(u"docker/columns%1"_s.arg(i), m_tables[i]->saveColumns());
}

void DockerTables::restoreState(const models::KeptState &settings)
{
    setView(View(std::clamp(settings.value("docker/view"_L1).toInt(), 0, int(Views) - 1)));
    for (std::size_t i = 0; i < Views; ++i)
        m_tables[i]->restoreColumns(settings.value(u"docker/columns%1"_s.arg(i)).toByteArray());
}

} // namespace fairlead::ui
