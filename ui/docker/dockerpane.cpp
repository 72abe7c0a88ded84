// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerpane.h"

#include "dockerside.h"
#include "models/docker/dockermodels.h"
#include "models/forms/settingstext.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "pruneview.h"
#include "pushform.h"
#include "referenceform.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/objectinspector.h"
#include "ui/widgets/paneheader.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

DockerPane::DockerPane(const Theme &theme, models::DockerModels &models, settings::SettingsStore &store,
                       const QString &dockerFolder, QWidget *parent)
    : PaneWidget(parent)
    , m_models(models)
    , m_store(store)
    , m_header(new PaneHeader(tr("Docker"), tr("/ filter"), this))
    , m_problem(new PlainLabel(u"error"_s, this))
    , m_note(new PlainLabel(u"warning"_s, this))
    , m_tables(new DockerTables(theme, models, this))
    , m_side(new DockerSide(theme, store, dockerFolder, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_export(new Exporter(*this, m_header->notice()))
{
    setObjectName(u"page"_s);
    for (PlainLabel *label : {m_problem, m_note}) {
        label->makeParagraph();
        label->hide();
    }
    m_columns->addWidget(m_tables);
    m_columns->addWidget(m_side);
    m_columns->setSizes({740, 340});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_note); // below all: they come and go
    layout->addWidget(m_problem);

    m_cleanUpAll = m_header->addButton(tr("Clean up all…")); // the first: it comes and goes, and the others stay there
    connect(m_cleanUpAll, &QPushButton::clicked, this, &DockerPane::cleanUpAll);
    connect(m_header->addButton(tr("+ Add daemon")), &QPushButton::clicked, this, &DockerPane::addDaemon);
    connect(m_header->addButton(tr("+ Add registry")), &QPushButton::clicked, this, &DockerPane::addRegistry);
    connect(m_header->addButton(tr("Pull…")), &QPushButton::clicked, this, &DockerPane::pull);
    m_header->addMenu(tr("Export"), tr("Export what is shown"), [this](QMenu &menu) {
        connect(menu.addAction(tr("This table as CSV…")), &QAction::triggered, &m_tables->table(),
                &DataTable::exportRequested);
    });
    connect(&m_header->filter(), &QLineEdit::textChanged, this, [this](const QString &text) {
        m_tables->setFilter(text);
        refresh();
    });
    connect(&m_header->filter(), &FilterEdit::left, this, [this] { m_tables->table().setFocus(); });
    connect(m_tables, &DockerTables::clearFilterRequested, &m_header->filter(), &QLineEdit::clear);
    connect(m_tables, &DockerTables::selectionChanged, this, &DockerPane::showSelected);
    connect(m_tables, &DockerTables::viewChanged, this, &DockerPane::refresh);
    connect(m_tables, &DockerTables::viewChanged, this, &PaneWidget::stateChanged);
    connect(m_tables, &DockerTables::offerAccepted, this, &DockerPane::acceptOffer);
    connect(m_tables, &DockerTables::seenContainersChanged, this, &DockerPane::seenContainersChanged);
    connect(&models, &models::DockerModels::changed, this, &DockerPane::refresh);
    connect(&store, &settings::SettingsStore::changed, this, &DockerPane::refresh);
    connect(&theme, &Theme::changed, this, &DockerPane::showSelected);
    for (std::size_t i = 0; i < DockerTables::Views; ++i) {
        DataTable &table = m_tables->table(View(i));
        table.installEventFilter(this);
        connect(&table, &DataTable::exportRequested, this,
                [this, &table] { m_export->askForTable(table, u"docker"_s); });
    }
    connectSide();
    setFocusProxy(m_tables);
    m_tables->setFocusProxy(&m_tables->table());
    refresh();
}

void DockerPane::connectSide()
{
    connect(&m_side->inspector(), &ObjectInspector::actionRequested, this, &DockerPane::runAction);
    connect(m_side, &DockerSide::left, this, [this] {
        showSelected();
        m_tables->table().setFocus();
    });
    connect(m_side, &DockerSide::daemonSaved, this, [this](const QString &id) {
        m_tables->selectKey(View::Daemons, id);
        m_header->notice().say(tr("Saved in %1.").arg(models::plainLine(m_store.path(), 300)));
    });
    connect(m_side, &DockerSide::registrySaved, this, [this](const QString &id) {
        m_tables->selectKey(View::Registries, id);
        m_header->notice().say(tr("Saved in %1.").arg(models::plainLine(m_store.path(), 300)));
    });
    connect(m_side, &DockerSide::failed, this,
            [this](const QString &why) { m_header->notice().say(why, models::Severity::Error); });
    connect(&m_side->references(), &ReferenceForm::pullRequested, this,
            [this](const QString &reference, const QString &daemonId) {
                m_side->leave();
                emit pullRequested(reference, daemonId);
            });
    connect(&m_side->references(), &ReferenceForm::tagsRequested, this,
            [this](const QString &registryId, const QString &repository) {
                m_side->leave();
                emit tagsRequested(registryId, repository);
            });
    connect(&m_side->prune(), &PruneView::listRequested, this, &DockerPane::pruneListRequested);
    connect(&m_side->prune(), &PruneView::pruneRequested, this, &DockerPane::pruneRequested);
    connect(&m_side->prune(), &PruneView::ended, this, [this](const QString &result, models::Severity severity) {
        if (!m_side->prune().isVisible()) // else it says so itself
            m_header->notice().say(result, severity);
    });
    connect(&m_side->push(), &PushForm::lookRequested, this, &DockerPane::targetLookRequested);
    connect(&m_side->push(), &PushForm::pushRequested, this, [this](const imagejobs::ImagePush &push) {
        m_side->leave();
        emit pushRequested(push);
    });
}

void DockerPane::setDockerContexts(const QList<docker::DockerContext> &contexts)
{
    m_side->setDockerContexts(contexts);
}

void DockerPane::setEnvironmentNote(const QString &note)
{
    m_note->setText(models::plainLine(note, 600));
    m_note->setVisible(!note.isEmpty());
}

PruneView &DockerPane::cleanUpView() const
{
    return m_side->prune();
}

PushForm &DockerPane::pushForm() const
{
    return m_side->push();
}

bool DockerPane::hasUnsavedChanges() const
{
    return m_side->hasUnsavedChanges();
}

void DockerPane::leaveForm(std::function<void()> go)
{
    m_side->askToLeave(std::move(go));
}

void DockerPane::addDaemon()
{
    m_tables->setView(View::Daemons);
    m_side->edit(settings::Daemon{});
}

void DockerPane::addRegistry()
{
    m_tables->setView(View::Registries);
    m_side->edit(settings::Registry{});
}

void DockerPane::pull()
{
    std::vector<ReferenceForm::Target> daemons;
    for (const models::DaemonEntry *entry : m_models.daemons.entries()) {
        if (entry->status.state == models::DaemonState::Live)
            daemons.push_back({entry->daemon.id, entry->daemon.name});
    }
    const QStringList keys = m_tables->selectedKeys();
    const QString current = keys.isEmpty() ? QString() : keys.front().section(u'\n', 0, 0);
    m_side->show(m_side->references(), [this, daemons, current] { m_side->references().askForPull(daemons, current); });
}

void DockerPane::acceptOffer(View view, bool isOther)
{
    const auto entries = m_models.daemons.entries();
    const bool isAnyOpen =
        std::any_of(entries.begin(), entries.end(), [](const models::DaemonEntry *entry) { return entry->isOpen(); });
    if (view == View::Registries) {
        addRegistry();
    } else if (entries.empty()) {
        m_tables->setView(View::Daemons);
        m_side->edit(isOther ? settings::Daemon{.host = u"tcp://"_s, .tlsVerify = true}
                             : settings::Daemon{.name = tr("This machine"), .host = u"unix:///var/run/docker.sock"_s});
    } else if (view == View::Images && isAnyOpen) {
        pull();
    } else {
        m_tables->setView(View::Daemons);
    }
}

void DockerPane::refresh()
{
    m_tables->setFocusProxy(&m_tables->table());
    const models::CellTableModel &model = m_tables->model(m_tables->view());
    m_header->filter().explain(model.queryFields());
    m_header->setFilterProblem(models::problemsText({&model.query()}));
    const QString problem = models::readOnlyText(m_store);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    const auto daemons = m_models.daemons.entries();
    m_cleanUpAll->setVisible(m_tables->view() == View::Daemons);
    m_cleanUpAll->setEnabled(
        std::any_of(daemons.begin(), daemons.end(), [](const models::DaemonEntry *entry) { return entry->isOpen(); }));
    showSelected();
}

void DockerPane::updateAges()
{
    if (!isVisible())
        return;
    m_models.updateAges();
    showSelected();
}

void DockerPane::selectSomething()
{
    if (!m_tables->selectedKeys().isEmpty())
        return;
    const auto entries = m_models.daemons.entries();
    const auto it = std::find_if(entries.begin(), entries.end(), [](const models::DaemonEntry *entry) {
        return models::needsAttention(entry->status.state);
    });
    if (m_tables->view() == View::Daemons && it != entries.end())
        selectDaemon((*it)->daemon.id);
    else
        m_tables->table().selectRowOf(m_tables->model(m_tables->view()).index(0, 0));
}

std::vector<Command> DockerPane::commands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("Add a daemon…"), action, {}, [this] { addDaemon(); }},
        {tr("Add a registry…"), action, {}, [this] { addRegistry(); }},
        {tr("Pull an image…"), action, {}, [this] { pull(); }},
        {tr("Clean up all daemons…"), action, {}, [this] { cleanUpAll(); }},
    };
    const std::pair<QString, View> views[] = {{tr("Show daemons"), View::Daemons},
                                              {tr("Show containers"), View::Containers},
                                              {tr("Show images of daemons"), View::Images},
                                              {tr("Show volumes"), View::Volumes},
                                              {tr("Show registries"), View::Registries}};
    for (const auto &[title, view] : views)
        commands.push_back({title, action, {}, [this, view = view] { m_tables->setView(view); }});
    for (Command &command : m_tables->table().commands())
        commands.push_back(std::move(command));
    return commands;
}

std::vector<KeyGroup> DockerPane::keyGroups() const
{
    std::vector<KeyHint> hints = DataTable::keyHints();
    hints.insert(hints.begin(),
                 {{{QKeySequence(Qt::Key_Return)}, tr("Open the daemon, the logs of the container; test the registry")},
                  {{QKeySequence(Qt::Key_Delete)}, tr("Remove what is selected, after a question")},
                  {{QKeySequence(Qt::Key_F5)}, tr("Count the disk use of the daemon again")},
                  {{QKeySequence(Qt::Key_F2)}, tr("Edit the daemon or the registry")}});
    return {{tr("Table"), std::move(hints)}};
}

void DockerPane::saveState(models::KeptState &settings) const
{
    m_tables->saveState(settings);
    m_side->inspector().saveState(settings);
    settings.setValue("docker/exportFolder"_L1, m_export->folder());
    settings.setValue("docker/splitter"_L1, m_columns->saveState());
}

void DockerPane::restoreState(const models::KeptState &settings)
{
    m_tables->restoreState(settings);
    m_side->inspector().restoreState(settings);
    m_export->setFolder(settings.value("docker/exportFolder"_L1).toString());
    m_columns->restoreState(settings.value("docker/splitter"_L1).toByteArray());
}

} // namespace fairlead::ui
