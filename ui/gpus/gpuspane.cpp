// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuspane.h"

#include "devicelegend.h"
#include "gpuinspector.h"
#include "gpusviews.h"
#include "holderslist.h"
#include "matrixview.h"
#include "models/clusters/contextstate.h"
#include "models/consolemodels.h"
#include "models/formats.h"
#include "models/fuzzyscore.h"
#include "models/gpus/gpuexport.h"
#include "models/gpus/gpunames.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "nodespanel.h"
#include "productcards.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/dockarea.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/scopebar.h"
#include "ui/widgets/welcome.h"
#include "waitinglist.h"

#include <QMenu>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int CoverageHeight = 24;
constexpr std::size_t MostFound = 10; // of a kind, so that the others stay in sight
const QString HoldersDock = u"holders"_s;
const QString WaitingDock = u"waiting"_s;
const QString InspectorDock = u"inspector"_s;

//! Of each what is wrong with it; one alone with what to do.
QString reasonsText(const std::vector<const models::ContextEntry *> &entries)
{
    constexpr std::size_t Named = 4;
    QStringList lines;
    for (const models::ContextEntry *entry : entries) {
        if (std::size_t(lines.size()) == Named) {
            lines += GpusPane::tr("and %Ln more", nullptr, int(entries.size() - Named));
            break;
        }
        const QString id = models::plainLine(entry->context.id, 80);
        const auto remedy = models::remedyFor(*entry);
        if (!remedy)
            lines += GpusPane::tr("%1: %2").arg(id, models::stateText(entry->status));
        else if (entries.size() == 1)
            lines +=
                GpusPane::tr("%1: %2 %3").arg(id, models::plainText(remedy->cause), models::plainText(remedy->remedy));
        else
            lines += GpusPane::tr("%1: %2").arg(id, models::plainText(remedy->cause));
    }
    return lines.join(u'\n');
}

} // namespace

GpusPane::GpusPane(const Theme &theme, models::ConsoleModels &models, QWidget *parent)
    : PaneWidget(parent)
    , m_theme(theme)
    , m_models(models)
    , m_header(new PaneHeader(tr("GPUs"), tr("/ filter"), theme, models.contexts, this))
    , m_coverage(new ElidedLabel(u"warning"_s, this))
    , m_cards(new ProductCards(theme, models.totals, this))
    , m_nodes(new NodesPanel(theme, models, this))
    , m_docks(new DockArea(this))
    , m_side(new DockArea(this))
    , m_holders(new HoldersList(theme, models.holdings, this))
    , m_waiting(new WaitingList(theme, models.waiting, this))
    , m_inspector(new GpuInspector(theme, models, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this))
{
    setObjectName(u"page"_s);
    m_coverage->setContentsMargins(0, 0, 0, 4);
    m_coverage->setFixedHeight(CoverageHeight); // always: nothing moves because it has something to say
    addDocks();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addSpacing(10);
    layout->addWidget(m_cards);
    layout->addWidget(m_coverage);
    layout->addWidget(m_columns, 1);
    connectAll();
    setFocusProxy(m_nodes);
    refresh();
}

void GpusPane::addDocks()
{
    m_docks->addPage(HoldersDock, tr("Holders"), m_holders, m_holders->tools());
    m_docks->addPage(WaitingDock, tr("Waiting"), m_waiting, m_waiting->tools());
    m_docks->setMinimumHeight(120);
    m_side->addPage(InspectorDock, m_inspector->accessibleName(), m_inspector);
    m_rows->addWidget(m_nodes);
    m_rows->addWidget(m_docks);
    m_rows->setSizes({398, 180}); // in the smallest usual window: four rows
    m_columns->addWidget(m_rows);
    m_columns->addWidget(m_side);
    m_columns->setSizes({722, 340});
    for (QSplitter *splitter : {m_rows, m_columns}) {
        splitter->setHandleWidth(10);
        splitter->setChildrenCollapsible(false);
        splitter->setStretchFactor(0, 2);
    }
    m_rows->setStretchFactor(1, 1); // a tall window shows more holders too
    m_columns->setStretchFactor(1, 0);
}

void GpusPane::connectAll()
{
    m_header->filter().explain(m_models.nodes.queryFields());
    connect(&m_header->filter(), &QLineEdit::textChanged, this, [this](const QString &text) {
        m_models.nodes.setFilterText(text);
        m_models.waiting.setFilterText(text);
        m_header->setFilterProblem(models::problemsText({&m_models.nodes.query(), &m_models.waiting.query()}));
        if (const QString pod = m_inspector->pod(); !pod.isEmpty() && !m_models.waiting.showsPod(pod))
            m_inspector->setPod({}); // as a node that the filter hides
    });
    connect(&m_header->filter(), &FilterEdit::left, m_nodes, qOverload<>(&QWidget::setFocus));
    connectInspector();
    connect(m_nodes, &NodesPanel::selectionChanged, this, &GpusPane::showSelected);
    connect(m_nodes, &NodesPanel::clusterActivated, this, &GpusPane::clustersRequested);
    connect(m_nodes, &NodesPanel::holderChanged, m_holders, &HoldersList::setHolder);
    connect(m_holders, &HoldersList::holderPicked, m_nodes, &NodesPanel::setHolder);
    connect(&m_nodes->emptyState(), &EmptyState::actionRequested, this, &GpusPane::onEmptyAction);
    connect(&m_models, &models::ConsoleModels::changed, this, &GpusPane::refresh);
    connect(&m_header->scope(), &ScopeBar::contextActivated, this, &GpusPane::clustersRequested);
    connect(&m_header->scope(), &ScopeBar::manageRequested, this, [this] { emit clustersRequested({}); });
    addViews();
    addExport();
}

void GpusPane::addViews()
{
    m_views = new GpusViews(m_theme, m_models, *m_header, *m_nodes);
    connect(m_views, &GpusViews::waitingRequested, this, &GpusPane::showWaiting);
    connect(m_views, &GpusViews::scopeRequested, this, &GpusPane::scopeRequested);
    connect(m_views, &GpusViews::changed, this, &GpusPane::stateChanged);
}

void GpusPane::addExport()
{
    m_export = new Exporter(*this, m_header->notice());
    DataTable &nodes = m_nodes->table();
    connect(&nodes, &DataTable::exportRequested, this, [this] { m_export->askForTable(m_nodes->table(), u"nodes"_s); });
    connect(&m_waiting->table(), &DataTable::exportRequested, this,
            [this] { m_export->askForTable(m_waiting->table(), u"waiting"_s); });
    connect(&m_holders->table(), &DataTable::exportRequested, this,
            [this] { m_export->askForTable(m_holders->table(), u"holders"_s); });
    m_header->addMenu(tr("Export"), tr("Export to a file"), [this](QMenu &menu) {
        const auto add = [&menu, this](const QString &text, auto action) {
            connect(menu.addAction(text), &QAction::triggered, this, action);
        };
        add(tr("All GPUs as JSON, as fairleadctl gpus…"), [this] { exportGpus(u"json"_s); });
        add(tr("All GPUs as CSV, as fairleadctl gpus…"), [this] { exportGpus(u"csv"_s); });
        menu.addSeparator();
        add(tr("The node table, filtered, as CSV…"), [this] { emit m_nodes->table().exportRequested(); });
        add(tr("The holders, as CSV…"), [this] { emit m_holders->table().exportRequested(); });
        add(tr("The waiting pods, filtered, as CSV…"), [this] { emit m_waiting->table().exportRequested(); });
    });
}

//! What `fairleadctl gpus` says of the open contexts, whatever is filtered here.
void GpusPane::exportGpus(const QString &format)
{
    const bool isJson = format == "json"_L1;
    m_export->ask(isJson ? tr("Export GPUs as JSON") : tr("Export GPUs as CSV"), u"gpus"_s, format,
                  [this, isJson]() -> std::function<QByteArray()> {
                      return [answers = m_models.gpuAnswers(), now = QDateTime::currentDateTimeUtc(),
                              options = accelerators::Options{.extraResources = m_models.extraResources()}, isJson] {
                          return isJson ? models::gpusAsJson(answers, now, options) : models::gpusAsCsv(answers);
                      };
                  });
}

void GpusPane::showWaiting()
{
    if (m_models.waiting.totalCount() == 0) {
        m_header->notice().say(tr("No pod waits for a GPU."));
        return;
    }
    m_docks->show(WaitingDock);
    m_waiting->selectFirst();
}

std::vector<KeyGroup> GpusPane::keyGroups() const
{
    return {{tr("Matrix"), MatrixView::keyHints()},
            {tr("Tables"), DataTable::keyHints()},
            {tr("What the matrix shows"),
             {},
             [&theme = m_theme](QWidget *parent) { return new DeviceLegend(theme, parent); },
             int(DeviceLegend::words().size())}};
}

std::vector<Command> GpusPane::commands()
{
    std::vector<Command> commands = m_views->commands();
    const QString action = tr("Action");
    commands.push_back({tr("Export all GPUs as JSON…"), action, {}, [this] { exportGpus(u"json"_s); }});
    commands.push_back({tr("Export all GPUs as CSV…"), action, {}, [this] { exportGpus(u"csv"_s); }});
    for (DockArea *area : {m_docks, m_side}) {
        for (const QString &dock : area->ids()) {
            const QString title = area->title(dock);
            commands.push_back({tr("Show %1").arg(title), action, {}, [area, dock] { area->show(dock); }});
            const bool isDetached = area->isDetached(dock);
            commands.push_back(
                {(isDetached ? tr("Bring %1 back") : tr("Detach %1")).arg(title), action, {}, [area, dock, isDetached] {
                     area->setDetached(dock, !isDetached);
                 }});
        }
    }
    for (std::vector<Command> more :
         {m_holders->commands(), m_holders->table().commands(), m_waiting->table().commands(), m_nodes->commands()})
        std::move(more.begin(), more.end(), std::back_inserter(commands));
    for (int row = 0; row < m_models.totals.rowCount(); ++row) {
        const QModelIndex product = m_models.totals.index(row);
        const QString filter = product.data(models::ProductTotalsModel::FilterRole).toString();
        commands.push_back({tr("Filter %1").arg(product.data().toString()), tr("Product"), {}, [this, filter] {
                                m_header->filter().setText(filter);
                            }});
    }
    return commands;
}

//! So few that actions, contexts and products stay in sight, and where there are more the filter that shows them all.
std::vector<ScoredCommand> GpusPane::findNodes(const QString &text, std::size_t most)
{
    constexpr std::size_t MostNodes = 20;
    std::vector<ScoredCommand> found = m_nodes->findNodes(text, std::min(most, MostNodes));
    if (found.size() == MostNodes) {
        const auto filter = [this, text] { m_header->filter().setText(text.simplified()); };
        found.push_back(
            {{tr("All nodes with “%1”: filter").arg(text.simplified()), tr("Action"), {}, filter}, found.back().score});
    }
    return found;
}

FindCommands GpusPane::makeFind()
{
    return [this, names = std::optional<models::GpuNames>()](const QString &text, std::size_t most) mutable {
        if (!names)
            names = models::GpuNames::of(m_models.gpuAnswers());
        most = std::min(most, MostFound);
        const auto holder = [&names](std::size_t place) { return names->holders[qsizetype(place)]; };
        const auto pod = [&names](std::size_t place) { return names->waiting[place].title; };
        std::vector<ScoredCommand> found = findNodes(text, most);
        for (const auto &[place, score] : models::bestMatches(text, std::size_t(names->holders.size()), holder, most)) {
            const QString name = holder(place);
            found.push_back({{name, tr("Holder"), {}, [this, name] { showHolder(name); }}, score});
        }
        for (const auto &[place, score] : models::bestMatches(text, names->waiting.size(), pod, most)) {
            const QString key = names->waiting[place].key;
            found.push_back({{pod(place), tr("Waiting"), {}, [this, key] { showWaitingPod(key); }}, score});
        }
        return found;
    };
}

void GpusPane::updateAges()
{
    m_inspector->updateAges();
}

void GpusPane::saveState(models::KeptState &settings) const
{
    m_nodes->saveState(settings);
    m_holders->saveState(settings);
    m_waiting->saveState(settings);
    m_docks->saveState(settings, u"gpus/docks"_s);
    m_side->saveState(settings, u"gpus/side"_s);
    m_inspector->saveState(settings);
    m_views->saveState(settings);
    settings.setValue("gpus/exportFolder"_L1, m_export->folder());
    settings.setValue("gpus/splitter"_L1, m_columns->saveState());
    settings.setValue("gpus/rowSplitter"_L1, m_rows->saveState());
}

void GpusPane::restoreState(const models::KeptState &settings)
{
    m_nodes->restoreState(settings);
    m_holders->restoreState(settings);
    m_waiting->restoreState(settings);
    m_docks->restoreState(settings, u"gpus/docks"_s);
    m_side->restoreState(settings, u"gpus/side"_s);
    m_inspector->restoreState(settings);
    m_views->restoreState(settings);
    m_export->setFolder(settings.value("gpus/exportFolder"_L1).toString());
    m_columns->restoreState(settings.value("gpus/splitter"_L1).toByteArray());
    m_rows->restoreState(settings.value("gpus/rowSplitter"_L1).toByteArray());
}

void GpusPane::selectSomething()
{
    m_nodes->selectFirstRow();
}

void GpusPane::connectInspector()
{
    connect(m_cards, &ProductCards::productActivated, m_inspector, &GpuInspector::toggleProduct);
    connect(m_cards, &ProductCards::left, m_inspector, [this] { m_inspector->setProduct({}); });
    connect(m_inspector, &GpuInspector::productChanged, m_cards, &ProductCards::setSelected);
    connect(m_inspector, &GpuInspector::filterRequested, &m_header->filter(), &QLineEdit::setText);
    connect(m_inspector, &GpuInspector::runRequested, this, &GpusPane::runRequested);
    connect(m_inspector, &GpuInspector::nodeRequested, this, &GpusPane::showNode);
    connect(m_inspector, &GpuInspector::holderPicked, m_nodes, &NodesPanel::setHolder);
    connect(m_nodes, &NodesPanel::holderChanged, m_inspector, &GpuInspector::setHolder);
    connect(m_waiting, &WaitingList::podPicked, m_inspector, &GpuInspector::setPod);
    connect(m_nodes, &NodesPanel::nodePicked, m_inspector, [this] { m_inspector->setProduct({}); });
}

//! One that the filter hides is wanted more than the filter.
void GpusPane::showNode(const QString &key)
{
    if (!m_models.nodes.indexOfKey(key).isValid())
        m_header->filter().clear();
    m_nodes->selectNode(key);
}

//! As a click on its row does.
void GpusPane::showHolder(const QString &namespaceName)
{
    const models::HolderSelection holder{.namespaceName = namespaceName};
    m_holders->setGrouping(models::HoldingsModel::Grouping::Namespace);
    if (!m_models.holdings.indexOf(holder).isValid()) {
        m_header->filter().clear();
        m_models.flush(); // it is counted now
    }
    m_docks->show(HoldersDock);
    m_nodes->setHolder(holder);
}

void GpusPane::showWaitingPod(const QString &key)
{
    if (!m_models.waiting.pod(key)) {
        m_header->notice().say(tr("This pod waits no longer."));
        return;
    }
    if (!m_models.waiting.showsPod(key))
        m_header->filter().clear();
    m_docks->show(WaitingDock);
    m_waiting->select(key);
}

void GpusPane::showSelected()
{
    m_inspector->setNode(m_models.nodes.selected(m_nodes->table().currentIndex()));
}

void GpusPane::refresh()
{
    m_header->scope().refresh();
    refreshCoverage();
    refreshEmptyState();
    m_nodes->refresh();
    const int waiting = m_models.waiting.totalCount();
    const int shown = m_models.waiting.rowCount();
    m_docks->setNote(WaitingDock, waiting == 0 ? QString()
                                  : shown == waiting
                                      ? models::numberText(waiting)
                                      : tr("%1 of %2").arg(models::numberText(shown), models::numberText(waiting)));
    // A welcome stands alone: of what is not there, nothing can be held, inspected or grouped.
    const bool isOpen = !m_models.contexts.openEntries().empty();
    m_docks->setWanted(isOpen);
    m_side->setWanted(isOpen);
    m_nodes->setHeadVisible(isOpen);
}

//! A total never lies by silence: what is not in it is named, and else that nothing is missing.
void GpusPane::refreshCoverage()
{
    QStringList missing;
    for (const auto &context : m_models.totals.notCounted())
        missing += tr("%1 (%2)").arg(models::plainLine(context.contextId, 80), models::stateText(context.status));
    const int count = int(missing.size());
    const QString names = models::namesText(missing);
    const bool isWarning = count > 0;
    if (const QString role = isWarning ? u"warning"_s : u"dim"_s; m_coverage->objectName() != role) {
        m_coverage->setObjectName(role);
        m_coverage->style()->unpolish(m_coverage);
        m_coverage->style()->polish(m_coverage);
    }
    m_coverage->setVisible(m_models.totals.rowCount() > 0); // with the cards
    QString text = isWarning ? tr("Totals leave out %Ln context(s): %1", nullptr, count).arg(names)
                             : tr("Totals of %Ln cluster(s)", nullptr, m_models.totals.countedClusters());
    if (m_models.totals.hasLastSeen())
        text += u". "_s + tr("What only they have stands as last seen.");
    m_coverage->setFullText(text);
}

GpusPane::Silence GpusPane::whyEmpty() const
{
    if (!m_models.isLoaded())
        return {.title = tr("Reading kubeconfigs…")};
    if (m_models.contexts.totalCount() == 0) {
        const Welcome welcome = welcomeWithoutContexts(m_models);
        return {welcome.title, welcome.text, tr("Look around in the sandbox"), Action::Sandbox, {}, {}};
    }
    if (m_models.contexts.openEntries().empty()) {
        const Welcome welcome = welcomeWithClosedContexts(m_models);
        return {welcome.title, welcome.text, tr("Choose which to open"), Action::Clusters, {}, {}};
    }
    if (m_models.nodes.totalCount() > m_models.nodes.plainNodeCount() ||
        (m_models.nodes.showsAllNodes() && m_models.nodes.totalCount() > 0))
        return {tr("No node matches the filter"),
                tr("Every term of the filter must hold: words occur in cluster, node, product, resource or state; "
                   "product:H100 free>0 !state:cordoned ask for one field."),
                tr("Clear the filter"),
                Action::ClearFilter,
                tr("No node matches the filter."),
                {}};
    return whySilent();
}

//! Of contexts that are open and show no accelerator: what they said, and of those that said nothing why.
GpusPane::Silence GpusPane::whySilent() const
{
    using State = kubernetes::ConnectionState;
    QStringList answered;
    int connecting = 0;
    std::vector<const models::ContextEntry *> failed;
    for (const models::ContextEntry *entry : m_models.contexts.openEntries()) {
        const State state = entry->status.state;
        if (state == State::Live || state == State::Degraded || state == State::Stale)
            answered += models::plainLine(entry->context.id, 80);
        else if (state == State::Connecting || state == State::Closed)
            ++connecting;
        else
            failed.push_back(entry);
    }
    const QString others = reasonsText(failed);
    const QString button = failed.empty() ? QString() : tr("Show what is wrong");
    const Action action = failed.empty() ? Action::None : Action::Clusters;
    if (!answered.isEmpty()) {
        const bool hasPlain = m_models.nodes.plainNodeCount() > 0;
        QString text = tr("%1 answered: %2, none of them with an accelerator resource. If there should be some, check "
                          "that the device plugin runs.")
                           .arg(models::namesText(answered), tr("%Ln node(s)", nullptr, m_models.nodes.nodeCount()));
        if (connecting > 0)
            text += u"\n\n"_s + tr("%Ln other context(s) still connecting.", nullptr, connecting);
        if (!others.isEmpty())
            text += u"\n\n"_s + tr("No answer of others:\n%1").arg(others);
        return {tr("No GPUs found"),
                text,
                hasPlain ? tr("Show all nodes") : button,
                hasPlain ? Action::ShowAllNodes : action,
                tr("There is no device that a pod could hold."),
                {}};
    }
    if (connecting > 0)
        return {tr("Connecting to %Ln context(s)…", nullptr, connecting),
                others,
                button,
                action,
                tr("Who holds devices is not known yet."),
                tr("What waits is not known yet.")};
    const auto areAll = [&failed](State state) {
        return std::all_of(failed.begin(), failed.end(),
                           [state](const models::ContextEntry *entry) { return entry->status.state == state; });
    };
    const auto count = int(failed.size());
    const QString title = areAll(State::Forbidden)     ? tr("Nodes may not be listed in %Ln cluster(s)", nullptr, count)
                          : areAll(State::NeedsLogin)  ? tr("%Ln context(s) need a login", nullptr, count)
                          : areAll(State::Invalid)     ? tr("No open context can be used")
                          : areAll(State::Unreachable) ? tr("No cluster answers")
                                                       : tr("No cluster shows its nodes");
    return {title, others, button, action, tr("Who holds devices is not known."), tr("What waits is not known.")};
}

void GpusPane::refreshEmptyState()
{
    const bool isEmpty = m_models.nodes.rowCount() == 0;
    m_nodes->setEmpty(isEmpty);
    const Silence silence = isEmpty ? whyEmpty() : Silence{};
    m_emptyAction = silence.action;
    if (isEmpty)
        m_nodes->emptyState().setContent(silence.title, silence.text, silence.button);
    m_holders->setNothing(isEmpty ? silence.holders : holdersUnknown());
    m_waiting->setNothing(silence.waiting);
    m_inspector->setHint(isEmpty ? tr("There is no node to select.") : QString());
}

//! Where pods may not be listed, nobody can say who holds what; empty where all may be.
QString GpusPane::holdersUnknown() const
{
    QStringList blind;
    for (const models::ContextEntry *entry : m_models.contexts.openEntries()) {
        if (entry->isPrimary && entry->status.pods.error)
            blind += models::plainLine(entry->context.id, 80);
    }
    return blind.isEmpty()
               ? QString()
               : tr("Who holds devices is not known where pods cannot be listed: %1.").arg(models::namesText(blind));
}

void GpusPane::onEmptyAction()
{
    switch (m_emptyAction) {
    case Action::None:
        break;
    case Action::Clusters:
        emit clustersRequested({});
        break;
    case Action::Sandbox:
        emit sandboxRequested();
        break;
    case Action::ShowAllNodes:
        m_nodes->showAllNodes();
        break;
    case Action::ClearFilter:
        m_header->filter().clear();
        break;
    }
}

} // namespace fairlead::ui
