// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "models/clusters/contextstate.h"
#include "models/consolemodels.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "sidebar.h"
#include "ui/clusters/clusterspane.h"
#include "ui/gpus/gpuspane.h"
#include "ui/palette/keysoverlay.h"
#include "ui/theme/theme.h"
#include "ui/widgets/contextstates.h"
#include "ui/widgets/dockarea.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/focusorder.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/panewidget.h"
#include "ui/widgets/sandboxmark.h"
#include "ui/widgets/statusline.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int SidebarWidth = 172;
constexpr int Edge = 16; // beside what is scrolled into sight
constexpr int NarrowSidebarWidth = 124;
constexpr int NarrowWindow = 1'024; // below it the panes need the room more
constexpr int AgesInterval = 10'000;
constexpr int SecondsInterval = 1'000;
const QString PaletteKeys = u"Ctrl+K"_s;

//! A pane that scrolls where the window is smaller than it can be: sidebar and status bar stay in sight.
QWidget *scrolled(QWidget *pane)
{
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(pane);
    return scroll;
}

} // namespace

MainWindow::MainWindow(Theme &theme, models::ConsoleModels &models, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_models(models)
    , m_sidebar(new Sidebar(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_gpus(new GpusPane(theme, models, this))
    , m_clusters(new ClustersPane(theme, models, this))
{
    setWindowTitle(tr("Fairlead"));
    resize(1280, 800);
    setMinimumSize(560, 320); // a screen of 1280x800 at scale 2 has 640x400, less panels and frame
    addPane(m_gpus, u"gpus"_s, tr("GPUs"), tr("Show GPUs"));
    addPane(m_clusters, u"clusters"_s, tr("Clusters"), tr("Show clusters"));

    auto *central = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_stack, 1);
    right->addWidget(makeStatusLine());
    auto *layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeLeft());
    layout->addLayout(right, 1);
    setCentralWidget(central);
    m_palette = new CommandPalette(
        theme, [this] { return commands(); }, [this] { return makeFind(); }, this);
    m_keys = new KeysOverlay([this] { return keyGroups(); }, this);
    addShortcuts();

    connect(m_sidebar, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_gpus, &GpusPane::sandboxRequested, this, &MainWindow::sandboxRequested);
    connect(m_gpus, &GpusPane::clustersRequested, this, [this](const QString &id) {
        showPane(Pane::Clusters);
        id.isEmpty() ? m_clusters->selectSomething() : m_clusters->selectContext(id);
        m_clusters->setFocus();
    });
    connect(m_gpus, &GpusPane::runRequested, this, &MainWindow::runRequested);
    connect(m_gpus, &GpusPane::scopeRequested, this, &MainWindow::openOnlyRequested);
    connect(m_states, &ContextStates::stateActivated, this, &MainWindow::showState);
    connect(m_states, &ContextStates::moreActivated, this, [this] {
        showPane(Pane::Clusters);
        m_clusters->setFocus();
    });
    connect(m_clusters, &ClustersPane::openManyRequested, this, &MainWindow::openManyRequested);
    connect(m_clusters, &ClustersPane::openRequested, this, &MainWindow::openRequested);
    connect(m_clusters, &ClustersPane::retryRequested, this, &MainWindow::retryRequested);
    connect(m_clusters, &ClustersPane::approveRequested, this, &MainWindow::approveRequested);
    connect(&models, &models::ConsoleModels::changed, this, &MainWindow::refresh);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        m_models.updateAges();
        for (const ShownPane &pane : m_panes)
            pane.widget->updateAges();
    });
    m_ages.start(AgesInterval);
    connect(&m_seconds, &QTimer::timeout, this, [this] { shownPane().updateSeconds(); });
    m_seconds.start(SecondsInterval);
    showPane(Pane::Gpus);
    refresh();
}

QWidget *MainWindow::makeLeft()
{
    auto *left = new QWidget(this);
    left->setObjectName(u"sidebar"_s);
    left->setAttribute(Qt::WA_StyledBackground);
    left->setFixedWidth(SidebarWidth);
    m_left = left;
    auto *brand = new PlainLabel(u"brand"_s, left);
    brand->setText(tr("Fairlead"));
    brand->setContentsMargins(18, 14, 8, 12);
    auto *appearance = new QPushButton(tr("Appearance"), left);
    appearance->setObjectName(u"link"_s);
    connect(appearance, &QPushButton::clicked, this, &MainWindow::showThemeMenu);
    auto *indent = new QHBoxLayout;
    indent->setContentsMargins(18, 0, 8, 4);
    indent->addWidget(appearance);
    auto *layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(brand);
    layout->addWidget(m_sidebar, 1);
    layout->addLayout(indent);
    return left;
}

QWidget *MainWindow::makeStatusLine()
{
    m_states = new ContextStates(m_theme, m_models.contexts);
    m_status = new StatusLine(m_states, this);
    m_insecure = new QPushButton(m_status);
    m_insecure->setObjectName(u"insecureMark"_s);
    m_status->addMark(m_insecure);
    connect(m_insecure, &QPushButton::clicked, this, [this] {
        if (const QStringList ids = insecureContexts(); !ids.isEmpty()) {
            showPane(Pane::Clusters);
            m_clusters->selectContext(ids.front());
            m_clusters->setFocus();
        }
    });
    return m_status;
}

//! Keys belong to places: those below get the next one's.
void MainWindow::addPane(PaneWidget *pane, const QString &name, const QString &title, const QString &show,
                         const QString &before)
{
    const auto at =
        std::find_if(m_panes.begin(), m_panes.end(), [&before](const ShownPane &each) { return each.name == before; });
    const int row = int(at - m_panes.begin());
    m_panes.insert(at, {.widget = pane, .name = name, .show = show});
    m_stack->insertWidget(row, scrolled(pane));
    m_sidebar->addPane(title, row);
    connect(pane, &PaneWidget::stateChanged, this, &MainWindow::stateChanged);
    if (m_palette) // before, addShortcuts() is to come
        addShortcut(showCommand(m_panes.size() - 1));
    if (m_isSandbox)
        markSandbox(*pane);
}

void MainWindow::addStatusMark(QWidget *mark)
{
    m_status->addMark(mark);
}

void MainWindow::markSandbox(const PaneWidget &pane)
{
    pane.header().addMark(new SandboxMark(&pane.header()));
    for (DockArea *area : pane.findChildren<DockArea *>())
        area->setSandbox();
}

void MainWindow::setSandbox()
{
    m_isSandbox = true;
    setWindowTitle(tr("SANDBOX · Fairlead"));
    for (const ShownPane &pane : m_panes)
        markSandbox(*pane.widget);
    m_status->addMark(new SandboxMark(m_status));
    auto *indent = new QHBoxLayout;
    indent->setContentsMargins(18, 0, 8, 12);
    indent->addWidget(new SandboxMark(m_left));
    indent->addStretch(1);
    qobject_cast<QBoxLayout *>(m_left->layout())->insertLayout(1, indent);
}

//! Each key that the window knows belongs to a command: what the palette and "?" say is what happens. They are keys of
//! every window that a part of this one has left for; a dialog that wants an answer first keeps them.
void MainWindow::addShortcuts()
{
    for (const Command &command : windowCommands()) {
        if (!command.keys.isEmpty())
            addShortcut(command);
    }
}

void MainWindow::addShortcut(const Command &command)
{
    auto *shortcut = new QShortcut(QKeySequence(command.keys), this);
    shortcut->setContext(Qt::ApplicationShortcut);
    connect(shortcut, &QShortcut::activated, this, command.run);
}

Command MainWindow::showCommand(std::size_t pane)
{
    return {m_panes[pane].show, tr("Action"), u"Ctrl+%1"_s.arg(pane + 1), [this, pane] {
                showPane(*m_panes[pane].widget);
                focusPane();
                comeToFront();
            }};
}

//! What a key shows lies in this window, whichever had the focus when it was pressed.
void MainWindow::comeToFront()
{
    if (isActiveWindow())
        return;
    if (isMinimized())
        setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

void MainWindow::focusPane()
{
    shownPane().setFocus();
}

void MainWindow::focusFilter()
{
    FilterEdit &filter = shownPane().header().filter();
    filter.setFocus();
    filter.selectAll();
    auto *scroll = qobject_cast<QScrollArea *>(m_stack->currentWidget());
    const QRect place(filter.mapTo(scroll->widget(), QPoint()), filter.size());
    for (const int x : {place.right(), place.left()}) // all of it, not just its cursor
        scroll->ensureVisible(x, place.center().y(), Edge, Edge);
    comeToFront();
}

void MainWindow::showPane(Pane pane)
{
    m_sidebar->setCurrentRow(int(pane));
}

void MainWindow::showPane(const PaneWidget &pane)
{
    m_sidebar->setCurrentRow(rowOf(pane));
}

void MainWindow::showPane(const QString &name)
{
    for (const ShownPane &pane : m_panes) {
        if (pane.name == name)
            showPane(*pane.widget);
    }
}

QWidget &MainWindow::paneArea() const
{
    return *m_stack;
}

bool MainWindow::isShown(const PaneWidget &pane) const
{
    return &shownPane() == &pane;
}

void MainWindow::setBadge(const PaneWidget &pane, int count, const QString &meaning)
{
    m_sidebar->setBadge(rowOf(pane), count, meaning);
}

PaneWidget &MainWindow::shownPane() const
{
    return *m_panes[std::size_t(m_stack->currentIndex())].widget;
}

int MainWindow::rowOf(const PaneWidget &pane) const
{
    const auto isIt = [&pane](const ShownPane &each) { return each.widget == &pane; };
    return int(std::find_if(m_panes.begin(), m_panes.end(), isIt) - m_panes.begin());
}

//! One context is selected, of several the table shows just these.
void MainWindow::showState(const QStringList &ids, kubernetes::ConnectionState state)
{
    showPane(Pane::Clusters);
    if (ids.size() == 1)
        m_clusters->selectContext(ids.front());
    else
        m_clusters->showFiltered(u"state:\"%1\""_s.arg(models::stateWord(state)));
    m_clusters->setFocus();
}

//! The selected context in the Clusters pane, elsewhere all that are not live.
void MainWindow::retry()
{
    const QString selected = isShown(*m_clusters) ? m_clusters->selectedContext() : QString();
    for (const models::ContextEntry *entry : m_models.contexts.openEntries()) {
        const QString id = entry->context.id;
        if (selected.isEmpty() ? models::needsAttention(entry->status.state) : id == selected)
            emit retryRequested(id);
    }
}

void MainWindow::showThemeMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, Theme::Mode mode) {
        QAction *action = group->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setChecked(m_theme.mode() == mode);
        connect(action, &QAction::triggered, this, [this, mode] { m_theme.setMode(mode); });
    };
    add(tr("Like the desktop"), Theme::Mode::System);
    add(tr("Light"), Theme::Mode::Light);
    add(tr("Dark"), Theme::Mode::Dark);
    menu->popup(QCursor::pos());
}

std::vector<Command> MainWindow::windowCommands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("Filter"), action, u"/"_s, [this] { focusFilter(); }},
        {tr("Find anything by its name"), action, PaletteKeys,
         [this] {
             m_palette->open();
             comeToFront();
         }},
        {tr("Keys of this pane"), action, u"?"_s,
         [this] {
             m_keys->toggle();
             comeToFront();
         }},
        {tr("Retry what is not live"), action, u"F5"_s, [this] { retry(); }},
        {tr("Quit"), action, u"Ctrl+Q"_s, [this] { close(); }},
        {tr("Appearance: like the desktop"), action, {}, [this] { m_theme.setMode(Theme::Mode::System); }},
        {tr("Appearance: light"), action, {}, [this] { m_theme.setMode(Theme::Mode::Light); }},
        {tr("Appearance: dark"), action, {}, [this] { m_theme.setMode(Theme::Mode::Dark); }},
    };
    for (std::size_t pane = 0; pane < m_panes.size(); ++pane)
        commands.insert(commands.begin() + std::ptrdiff_t(pane), showCommand(pane));
    return commands;
}

//! The window's, then those of the pane that is shown: its commands, and what its views do with keys by themselves.
std::vector<KeyGroup> MainWindow::keyGroups()
{
    std::vector<KeyGroup> ofViews = shownPane().keyGroups();
    QList<QKeySequence> ofViewsKeys;
    for (const KeyGroup &group : ofViews) {
        for (const KeyHint &hint : group.hints)
            ofViewsKeys += hint.keys;
    }
    const auto hintsOf = [](const std::vector<Command> &commands, const QList<QKeySequence> &known) {
        std::vector<KeyHint> hints;
        for (const Command &command : commands) {
            const QKeySequence keys(command.keys);
            if (!keys.isEmpty() && !known.contains(keys))
                hints.push_back({{keys}, command.title});
        }
        return hints;
    };
    std::vector<KeyGroup> groups{{tr("Window"), hintsOf(windowCommands(), {})}};
    groups.front().hints.push_back(
        {{QKeySequence(Qt::Key_Tab), QKeySequence(u"Shift+Tab"_s)}, tr("Next, previous part of the window")});
    std::vector<KeyHint> ofPane = hintsOf(shownPane().commands(), ofViewsKeys);
    const std::vector<KeyHint> ofFilter = FilterEdit::keyHints();
    if (!ofPane.empty())
        groups.push_back({tr("This pane"), std::move(ofPane)});
    groups.push_back({tr("In the filter"), ofFilter});
    std::move(ofViews.begin(), ofViews.end(), std::back_inserter(groups));
    return groups;
}

//! What can be done, and what has a name and is not very much.
std::vector<Command> MainWindow::commands()
{
    std::vector<Command> commands = windowCommands();
    std::erase_if(commands, [](const Command &command) { return command.keys == PaletteKeys; }); // it is open
    for (const ShownPane &pane : m_panes) {
        for (Command &command : pane.widget->commands()) {
            command.run = inPane(*pane.widget, std::move(command.run));
            commands.push_back(std::move(command));
        }
    }
    for (const models::ContextEntry *entry : m_models.contexts.entries()) {
        const QString id = entry->context.id;
        const QString group = tr("Context");
        commands.push_back({tr("%1: show").arg(id), group, {}, [this, id] {
                                showPane(Pane::Clusters);
                                m_clusters->selectContext(id);
                            }});
        if (!entry->context.problem)
            commands.push_back({(entry->isOpen ? tr("%1: disconnect") : tr("%1: open")).arg(id),
                                group,
                                {},
                                [this, id, open = !entry->isOpen] { emit openRequested(id, open); }});
    }
    return commands;
}

std::function<void()> MainWindow::inPane(const PaneWidget &pane, std::function<void()> run)
{
    return [this, &pane, run = std::move(run)] {
        showPane(pane);
        run();
    };
}

FindCommands MainWindow::makeFind()
{
    struct Find
    {
        PaneWidget *pane;
        FindCommands find;
    };
    std::vector<Find> finds;
    for (const ShownPane &pane : m_panes) {
        if (FindCommands find = pane.widget->makeFind())
            finds.push_back({pane.widget, std::move(find)});
    }
    return [this, finds = std::move(finds)](const QString &text, std::size_t most) mutable {
        std::vector<ScoredCommand> found;
        for (const Find &each : finds) {
            for (ScoredCommand &one : each.find(text, most)) {
                one.command.run = inPane(*each.pane, std::move(one.command.run));
                found.push_back(std::move(one));
            }
        }
        return found;
    };
}

void MainWindow::refresh()
{
    m_states->refresh();
    const QStringList insecure = insecureContexts();
    m_insecure->setVisible(!insecure.isEmpty());
    m_insecure->setText(tr("%Ln with insecure TLS", nullptr, int(insecure.size())));
    setPlainToolTip(*m_insecure,
                    tr("The server's certificate is not verified (insecure-skip-tls-verify), so anybody in "
                       "between can read your credentials: %1")
                        .arg(insecure.mid(0, 12).join(u", "_s)));
    const int attention = m_models.contexts.attentionCount();
    m_sidebar->setBadge(int(Pane::Clusters), attention, tr("%Ln need(s) attention", nullptr, attention));
    const int plain = m_models.nodes.plainNodeCount();
    const int counted = m_models.totals.countedClusters();
    const int clusters = counted + int(m_models.totals.notCounted().size());
    QStringList words{counted == clusters
                          ? tr("%Ln cluster(s) counted", nullptr, clusters)
                          : tr("%1 of %Ln cluster(s) counted", nullptr, clusters).arg(models::numberText(counted)),
                      tr("%Ln node(s)", nullptr, m_models.nodes.nodeCount() - plain)};
    if (const int stale = m_models.nodes.staleNodeCount(); stale > 0)
        words.back() = tr("%1 (%2 as last seen)").arg(words.back(), models::numberText(stale));
    if (plain > 0)
        words += tr("%Ln more without accelerators", nullptr, plain);
    m_status->counts().setFullText(words.join(u", "_s));
}

QStringList MainWindow::insecureContexts() const
{
    QStringList ids;
    for (const models::ContextEntry *entry : m_models.contexts.openEntries()) {
        if (entry->context.endpoint.insecureSkipTlsVerify)
            ids += entry->context.id;
    }
    return ids;
}

void MainWindow::selectSomething()
{
    for (const ShownPane &pane : m_panes)
        pane.widget->selectSomething();
}

void MainWindow::saveState(models::KeptState &settings) const
{
    settings.setValue("window/geometry"_L1, saveGeometry());
    settings.setValue("window/pane"_L1, m_panes[std::size_t(m_stack->currentIndex())].name);
    settings.setValue("window/theme"_L1, toString(m_theme.mode()));
    for (const ShownPane &pane : m_panes)
        pane.widget->saveState(settings);
}

void MainWindow::restoreState(const models::KeptState &settings)
{
    restoreGeometry(settings.value("window/geometry"_L1).toByteArray());
    showPane(settings.value("window/pane"_L1).toString());
    for (const ShownPane &pane : m_panes)
        pane.widget->restoreState(settings);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (!event->spontaneous())
        focusPane();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_left->setFixedWidth(width() < NarrowWindow ? NarrowSidebarWidth : SidebarWidth);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return moveFocus(*this, next);
}

void MainWindow::addCloseGate(std::function<void(std::function<void()>)> gate)
{
    m_closeGates.push_back(std::move(gate));
}

//! Of two ways that were begun the later counts. Somebody may have typed while one of the gates was waited for: who is
//! behind all of them begins again then.
void MainWindow::passCloseGates(std::size_t from, int attempt)
{
    if (attempt != m_closings)
        return;
    if (from > 0 && from <= m_panes.size()) {
        ShownPane &passed = m_panes[from - 1];
        passed.isLeftUnsaved = passed.widget->hasUnsavedChanges();
    }
    if (from < m_panes.size() + m_closeGates.size()) {
        passCloseGate(from, [this, from, attempt] { passCloseGates(from + 1, attempt); });
        return;
    }
    if (isAnyToAsk())
        return passCloseGates(0, attempt);
    m_mayClose = true;
    if (!m_isInCloseEvent)
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection); // this may be a button's slot
}

void MainWindow::passCloseGate(std::size_t gate, std::function<void()> go)
{
    if (gate >= m_panes.size()) {
        m_closeGates[gate - m_panes.size()](std::move(go));
        return;
    }
    PaneWidget &pane = *m_panes[gate].widget;
    if (!pane.hasUnsavedChanges()) // its form stays open: perhaps the window does, too
        return go();
    showPane(pane);
    comeToFront();
    pane.leaveForm(std::move(go));
}

//! Not who has gone on with changes when it was asked: that would have no end.
bool MainWindow::isAnyToAsk() const
{
    return std::any_of(m_panes.begin(), m_panes.end(),
                       [](const ShownPane &pane) { return !pane.isLeftUnsaved && pane.widget->hasUnsavedChanges(); });
}

//! Without a question to ask it closes here and now.
void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_mayClose) {
        const QScopedValueRollback isHere(m_isInCloseEvent, true);
        passCloseGates(0, ++m_closings);
    }
    if (!std::exchange(m_mayClose, false)) {
        event->ignore();
        return;
    }
    emit closing();
    QMainWindow::closeEvent(event);
}

} // namespace fairlead::ui
