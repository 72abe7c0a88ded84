// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "peopleview.h"

#include "dispatchview.h"
#include "models/configs/launchfactskeeper.h"
#include "models/configs/peopledetails.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "peopleside.h"
#include "peopletables.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/objectinspector.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int WidestForm = 620;

} // namespace

PeopleView::PeopleView(const Theme &theme, settings::SettingsStore &store, models::LaunchFactsKeeper &facts,
                       QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_facts(facts)
    , m_choices(
          new ChoiceRow(tr("What is shown"), {tr("Users"), tr("Projects"), tr("Defaults"), tr("Who gets what")}, this))
    , m_add(new QPushButton(this))
    , m_tables(new PeopleTables(theme, this))
    , m_dispatch(new DispatchView(theme, this))
    , m_side(new PeopleSide(theme, store, this))
    , m_defaultsForm(new DefaultsForm(this))
    , m_note(new PlainLabel(u"error"_s, this))
    , m_defaults(store, *m_defaultsForm,
                 {.saved = [this](const QString &) { beginDefaults(); },
                  .left = [this] { beginDefaults(); },
                  .failed = [this](const QString &why) { say(why, true); }})
{
    m_note->makeParagraph();
    m_note->hide();
    QSizePolicy kept = m_add->sizePolicy(); // where it has nothing to add all else stays in its place
    kept.setRetainSizeWhenHidden(true);
    m_add->setSizePolicy(kept);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_choices, 1);
    head->addWidget(m_add);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(makePages(), 1);
    layout->addWidget(m_note);
    connectParts();
    refresh();
    beginDefaults();
    setView(View::Users);
}

QWidget *PeopleView::makePages()
{
    m_left = new QStackedWidget(this);
    m_left->addWidget(m_tables);
    m_left->addWidget(m_dispatch);
    m_columns = new QSplitter(Qt::Horizontal, this);
    m_columns->addWidget(m_left);
    m_columns->addWidget(m_side);
    m_columns->setSizes({720, 360});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    auto *defaults = new QWidget(this);
    auto *row = new QHBoxLayout(defaults);
    row->setContentsMargins(0, 0, 0, 0);
    m_defaultsForm->setMaximumWidth(WidestForm);
    row->addWidget(m_defaultsForm, 1);
    row->addStretch(0);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_columns);
    m_pages->addWidget(defaults);
    return m_pages;
}

void PeopleView::connectParts()
{
    connect(m_choices, &ChoiceRow::chosen, this, [this](int view) { showView(View(view)); });
    connect(m_add, &QPushButton::clicked, this, [this] { m_view == View::Projects ? addProject() : addUser(); });
    connect(m_tables, &PeopleTables::selectionChanged, this, &PeopleView::showSelected);
    connect(m_dispatch, &DispatchView::selectionChanged, this, &PeopleView::showSelected);
    connect(m_tables, &PeopleTables::clearFilterRequested, this, &PeopleView::clearFilterRequested);
    connect(m_tables, &PeopleTables::addRequested, m_add, &QPushButton::click);
    connect(m_side, &PeopleSide::failed, this, [this](const QString &why) { say(why, true); });
    connect(m_side, &PeopleSide::saved, this, [this](const QString &id) {
        m_tables->selectKey(id);
        say({}, false);
    });
    connect(m_side, &PeopleSide::left, this, [this] {
        showSelected();
        if (table())
            table()->setFocus();
    });
    connect(&m_side->inspector(), &ObjectInspector::actionRequested, this, [this](models::ObjectAction::Kind action) {
        action == models::ObjectAction::Kind::Edit ? editSelected() : removeSelected();
    });
    connect(m_defaultsForm, &EditPanel::cancelled, this, [this] { m_defaults.leave([this] { beginDefaults(); }); });
    connect(&m_store, &settings::SettingsStore::changed, this, &PeopleView::refresh);
    connect(&m_facts, &models::LaunchFactsKeeper::changed, this, &PeopleView::refresh);
    for (const bool areUsers : {false, true}) {
        m_tables->showUsers(areUsers);
        m_tables->table().installEventFilter(this);
    }
}

void PeopleView::showView(View view)
{
    leaveForm([this, view] {
        setView(view);
        if (table())
            table()->setFocus();
        else
            m_defaultsForm->setFocus();
    });
}

void PeopleView::setView(View view)
{
    m_view = view;
    say({}, false);
    if (view == View::Users || view == View::Projects)
        m_tables->showUsers(view == View::Users);
    m_left->setCurrentIndex(view == View::Dispatch ? 1 : 0);
    m_pages->setCurrentIndex(view == View::Defaults ? 1 : 0);
    refreshHead();
    showSelected();
    emit stateChanged();
}

void PeopleView::refreshHead()
{
    const int users = int(m_store.settings().users.size());
    const int projects = int(m_store.settings().projects.size());
    m_choices->setCurrent(int(m_view));
    switch (m_view) {
    case View::Users:
        m_choices->setText(users == 0 ? QString() : tr("%Ln user(s)", nullptr, users));
        break;
    case View::Projects:
        m_choices->setText(projects == 0 ? QString() : tr("%Ln project(s)", nullptr, projects));
        break;
    case View::Defaults:
    case View::Dispatch:
        m_choices->setText({});
        break;
    }
    m_add->setText(m_view == View::Projects ? tr("+ Add project") : tr("+ Add user"));
    m_add->setVisible(m_view == View::Users || m_view == View::Projects);
}

void PeopleView::refresh()
{
    const settings::Settings &settings = m_store.settings();
    m_tables->setKnown(settings, m_facts.facts());
    m_dispatch->setKnown(settings, m_facts.facts());
    m_side->setKnown(settings, m_facts.facts());
    m_defaultsForm->setKnown(settings, m_facts.facts());
    if (m_defaults.isEditing())
        m_defaults.followFile();
    else
        beginDefaults();
    refreshHead();
}

//! They are always there to be changed. What cannot be used in the file stays as it is.
void PeopleView::beginDefaults()
{
    if (auto edit = models::ObjectEdit<settings::Defaults>::of(m_store.root(), {}))
        m_defaults.begin(*std::move(edit));
}

void PeopleView::showSelected()
{
    ObjectInspector &inspector = m_side->inspector();
    if (m_view == View::Dispatch) {
        const models::DispatchAnswer *answer = m_dispatch->selected();
        if (answer)
            inspector.setDetails(u"dispatch\n"_s + models::DispatchTable::keyOf(*answer),
                                 models::dispatchDetails(*answer));
        else
            inspector.setHint(tr("Select a row to see why."));
        return;
    }
    const QString key = m_tables->selectedKey();
    if (const models::UserEntry *user = m_tables->users().entry(key); user && m_tables->areUsers())
        inspector.setDetails(key, models::userDetails(*user));
    else if (const models::ProjectEntry *project = m_tables->projects().entry(key); project && !m_tables->areUsers())
        inspector.setDetails(key, models::projectDetails(*project));
    else
        inspector.setHint(m_tables->areUsers() ? tr("Select a user.") : tr("Select a project."));
}

void PeopleView::editSelected()
{
    const QString key = m_tables->selectedKey();
    if (const models::UserEntry *user = m_tables->users().entry(key); user && m_view == View::Users)
        m_side->edit(settings::User(user->user));
    if (const models::ProjectEntry *project = m_tables->projects().entry(key); project && m_view == View::Projects)
        m_side->edit(settings::Project(project->project));
}

void PeopleView::removeSelected()
{
    const QString key = m_tables->selectedKey();
    if (const models::UserEntry *user = m_tables->users().entry(key); user && m_view == View::Users)
        m_side->remove(settings::User(user->user));
    if (const models::ProjectEntry *project = m_tables->projects().entry(key); project && m_view == View::Projects)
        m_side->remove(settings::Project(project->project));
}

void PeopleView::addUser()
{
    leaveForm([this] {
        setView(View::Users);
        m_side->edit(settings::User());
    });
}

void PeopleView::addProject()
{
    leaveForm([this] {
        setView(View::Projects);
        m_side->edit(settings::Project());
    });
}

bool PeopleView::hasUnsavedChanges() const
{
    return m_side->hasUnsavedChanges() || m_defaults.hasUnsavedChanges();
}

void PeopleView::leaveForm(std::function<void()> go)
{
    if (m_defaults.hasUnsavedChanges())
        m_defaults.leave(std::move(go));
    else
        m_side->leave(std::move(go));
}

void PeopleView::setFilter(const QString &text)
{
    m_tables->setFilter(text);
    m_dispatch->setFilter(text);
}

void PeopleView::select(const QString &id)
{
    if (m_view == View::Users || m_view == View::Projects)
        m_tables->selectKey(id);
}

DataTable *PeopleView::table() const
{
    if (m_view == View::Defaults)
        return nullptr;
    return m_view == View::Dispatch ? &m_dispatch->table() : &m_tables->table();
}

void PeopleView::selectSomething()
{
    if (m_tables->selectedKey().isEmpty() && m_tables->model().rowCount() > 0)
        m_tables->table().selectRowOf(m_tables->model().index(0, 0));
}

std::vector<Command> PeopleView::commands()
{
    const QString group = tr("Action");
    std::vector<Command> commands{{tr("Add a user"), group, {}, [this] { addUser(); }},
                                  {tr("Add a project"), group, {}, [this] { addProject(); }}};
    const std::pair<QString, View> views[] = {{tr("Show the users"), View::Users},
                                              {tr("Show the projects"), View::Projects},
                                              {tr("Show the defaults"), View::Defaults},
                                              {tr("Show who gets what"), View::Dispatch}};
    for (const auto &[title, view] : views)
        commands.push_back({title, group, {}, [this, view = view] { showView(view); }});
    return commands;
}

bool PeopleView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F2)
        editSelected();
    else if (key == Qt::Key_Delete)
        removeSelected();
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

void PeopleView::say(const QString &text, bool isError)
{
    m_note->setObjectName(isError ? u"error"_s : u"dim"_s);
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void PeopleView::saveState(models::KeptState &settings) const
{
    settings.setValue("people/view"_L1, int(m_view));
    settings.setValue("people/columns"_L1, m_columns->saveState());
}

void PeopleView::restoreState(const models::KeptState &settings)
{
    setView(View(std::clamp(settings.value("people/view"_L1).toInt(), 0, int(View::Dispatch))));
    m_columns->restoreState(settings.value("people/columns"_L1).toByteArray());
}

} // namespace fairlead::ui
