// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dispatchview.h"

#include "models/plaintext.h"
#include "referencebutton.h"
#include "ui/forms/suggestedit.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statedelegate.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using Column = models::DispatchTable::Column;

constexpr int DoNotContainerize = 1; // of what an object can say

template <class Object>
const Object *findByName(const std::vector<Object> &all, const QString &name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&name](const Object &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

template <class Object>
QStringList namesOf(const std::vector<Object> &all)
{
    QStringList names;
    for (const Object &each : all)
        names += each.name;
    return names;
}

} // namespace

DispatchView::DispatchView(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_rows(new ChoiceRow(tr("Rows"), {tr("Each user"), tr("Each project")}, this))
    , m_missing(new PlainLabel(u"warning"_s, this))
    , m_table(new DataTable(theme, m_model, tr("Who gets what"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(9, 7, 9, 6);
    layout->setSpacing(6);
    layout->addWidget(m_rows);
    auto *grid = new QGridLayout;
    makeQuestions(*grid);
    layout->addLayout(grid);
    layout->addWidget(m_missing);
    layout->addWidget(m_table, 1);
    m_missing->makeParagraph();
    m_table->setDefaultColumns({100, 100, 116, 96, 96, 130}, int(Column::Namespace), 0);
    m_table->elideMiddle(int(Column::Namespace)); // its end says whether it is changed
    m_table->setItemDelegateForColumn(int(Column::State), new StateDelegate(theme, this));
    connect(m_rows, &ChoiceRow::chosen, this, &DispatchView::choose);
    connect(m_table, &DataTable::currentRowChanged, this, &DispatchView::selectionChanged);
    connect(&m_model, &models::CellTableModel::objectChanged, this, &DispatchView::selectionChanged);
    choose(0);
}

void DispatchView::makeQuestions(QGridLayout &grid)
{
    m_project = new SuggestEdit(tr("In the project"), this);
    m_user = new SuggestEdit(tr("For the user"), this);
    const std::pair<SuggestEdit *, QString> subjects[] = {{m_project, tr("no project")}, {m_user, tr("anybody else")}};
    for (const auto &[edit, nothing] : subjects) {
        edit->edit().setPlaceholderText(nothing);
        edit->setWordForNothing(nothing);
        connect(&edit->edit(), &QLineEdit::textChanged, this, &DispatchView::refresh);
    }
    m_workload = new ChoiceButton(this);
    m_workload->setChoices({tr("User code"), tr("Visual")});
    m_object = new ReferenceButton({tr("nothing"), tr("do not containerize")}, this);
    for (ChoiceButton *button : std::initializer_list<ChoiceButton *>{m_workload, m_object})
        connect(button, &ChoiceButton::chosen, this, &DispatchView::refresh);
    const auto name = [this, &grid](const QString &text, int column) {
        auto *label = new PlainLabel(u"dim"_s, this);
        label->setText(text);
        grid.addWidget(label, 0, column);
        grid.setColumnStretch(column, 1);
        return label;
    };
    grid.setHorizontalSpacing(8);
    grid.setVerticalSpacing(2);
    m_subject = name({}, 0);
    m_workload->setAccessibleName(name(tr("Workload"), 1)->text());
    m_object->setAccessibleName(name(tr("The object itself says"), 2)->text());
    grid.addWidget(m_project, 1, 0);
    grid.addWidget(m_user, 1, 0);
    grid.addWidget(m_workload, 1, 1);
    grid.addWidget(m_object, 1, 2);
}

void DispatchView::choose(int rows)
{
    m_isByProject = rows == 1;
    m_rows->setCurrent(rows);
    m_rows->setText(m_isByProject ? tr("What one user gets in each project")
                                  : tr("What each user gets in one project"));
    m_subject->setText(m_isByProject ? tr("For the user") : tr("In the project"));
    m_project->setVisible(!m_isByProject);
    m_user->setVisible(m_isByProject);
    m_table->setColumnNeeded(int(Column::User), !m_isByProject);
    m_table->setColumnNeeded(int(Column::Project), m_isByProject);
    refresh();
}

void DispatchView::setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts)
{
    m_settings = settings;
    m_facts = facts;
    m_project->setSuggestions(namesOf(settings.projects));
    m_user->setSuggestions(namesOf(settings.users));
    m_object->setObjects(settings.runtimeConfigs);
    refresh();
}

runs::DispatchQuery DispatchView::query() const
{
    runs::DispatchQuery query;
    query.workload = m_workload->current() == 1 ? runs::Workload::Visual : runs::Workload::UserCode;
    if (m_isByProject)
        query.user = findByName(m_settings.users, m_user->text().trimmed());
    else
        query.project = findByName(m_settings.projects, m_project->text().trimmed());
    if (m_object->other() < 0)
        query.object = settings::ConfigChoice{.runtimeConfig = m_object->reference()};
    else if (m_object->other() == DoNotContainerize)
        query.object = settings::ConfigChoice{.containerize = false};
    return query;
}

void DispatchView::refreshMissing(const runs::DispatchQuery &query)
{
    const QString name = models::plainLine((m_isByProject ? m_user : m_project)->text().trimmed(), 80);
    const bool isMissing = !name.isEmpty() && !query.user && !query.project;
    m_missing->setVisible(isMissing);
    m_missing->setText(m_isByProject ? tr("No user is called %1: this is what anybody else gets.").arg(name)
                                     : tr("No project is called %1: this is what is launched in none gets.").arg(name));
}

void DispatchView::refresh()
{
    const runs::DispatchQuery asked = query();
    refreshMissing(asked);
    m_model.setAnswers(m_isByProject ? models::answersOfProjects(asked, m_settings, m_facts)
                                     : models::answersOfUsers(asked, m_settings, m_facts));
    if (m_table->selectedKey().isEmpty() && m_model.rowCount() > 0)
        m_table->selectRowOf(m_model.index(0, 0));
    emit selectionChanged();
}

const models::DispatchAnswer *DispatchView::selected() const
{
    return m_model.answer(m_table->selectedKey());
}

} // namespace fairlead::ui
