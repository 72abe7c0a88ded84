// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "peopleside.h"

#include "ui/widgets/objectinspector.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

PeopleSide::PeopleSide(const Theme &theme, settings::SettingsStore &store, QWidget *parent)
    : QStackedWidget(parent)
    , m_store(store)
    , m_inspector(new ObjectInspector(theme, this))
    , m_userForm(new UserForm(this))
    , m_projectForm(new ProjectForm(this))
    , m_user(store, *m_userForm, ends<UserForm, settings::User>())
    , m_project(store, *m_projectForm, ends<ProjectForm, settings::Project>())
{
    for (QWidget *page : std::initializer_list<QWidget *>{m_inspector, m_userForm, m_projectForm})
        addWidget(page);
    for (EditPanel *form : std::initializer_list<EditPanel *>{m_userForm, m_projectForm})
        connect(form, &EditPanel::cancelled, this, [this] { leave([] {}); });
    connect(m_inspector, &ObjectInspector::left, this, &PeopleSide::left);
}

template <class Form, class Object>
typename PanelEditing<Form, Object>::Ends PeopleSide::ends()
{
    return {.saved =
                [this](const QString &id) {
                    close();
                    emit saved(id);
                },
            .left = [this] { close(); },
            .failed = [this](const QString &why) { emit failed(why); }};
}

void PeopleSide::setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts)
{
    m_userForm->setKnown(settings, facts);
    m_projectForm->setKnown(settings, facts);
    m_user.followFile();
    m_project.followFile();
}

void PeopleSide::edit(const settings::User &user)
{
    leave([this, user] { begin(*m_userForm, m_user, user); });
}

void PeopleSide::edit(const settings::Project &project)
{
    leave([this, project] { begin(*m_projectForm, m_project, project); });
}

template <class Form, class Object>
void PeopleSide::begin(Form &form, PanelEditing<Form, Object> &editing, const Object &object)
{
    setCurrentWidget(&form);
    editing.begin(models::ObjectEdit<Object>(m_store.root(), object));
}

void PeopleSide::leave(std::function<void()> go)
{
    const auto closeAndGo = [this, go = std::move(go)] {
        if (currentWidget() != m_inspector)
            close();
        go();
    };
    if (m_project.isEditing())
        m_project.leave(closeAndGo);
    else
        m_user.leave(closeAndGo);
}

void PeopleSide::close()
{
    m_user.forget();
    m_project.forget();
    setCurrentWidget(m_inspector);
    emit left();
}

void PeopleSide::remove(const settings::User &user)
{
    askToRemove(user, tr("Remove the user %1 from the settings?").arg(models::plainLine(user.name, 120)));
}

void PeopleSide::remove(const settings::Project &project)
{
    askToRemove(project, tr("Remove the project %1 from the settings?").arg(models::plainLine(project.name, 120)));
}

template <class Object>
void PeopleSide::askToRemove(const Object &object, const QString &question)
{
    if (const QString why = models::readOnlyText(m_store); !why.isEmpty()) {
        emit failed(why);
        return;
    }
    m_inspector->ask({.text = question,
                      .names = tr("Nothing that runs is touched. Launches get what anybody else gets."),
                      .action = tr("Remove"),
                      .run = [this, object] { removeNow(object, false); }});
}

template <class Object>
void PeopleSide::removeNow(const Object &object, bool wins)
{
    const auto done = [this, object](const settings::SaveOutcome &outcome) {
        using Kind = settings::SaveOutcome::Kind;
        if (outcome.kind == Kind::Failed)
            emit failed(tr("Not removed: %1").arg(models::plainLine(outcome.reason, 400)));
        if (outcome.kind != Kind::Clash)
            return;
        QStringList theirs;
        for (const models::ClashText &clash : models::clashTexts(outcome.clashes))
            theirs += clash.theirs;
        m_inspector->ask({.text = tr("Somebody else has changed %1 meanwhile. Remove it all the same?")
                                      .arg(models::plainLine(object.name, 120)),
                          .names = tr("It is now: %1").arg(theirs.join(", "_L1)),
                          .action = tr("Remove"),
                          .run = [this, object] { removeNow(object, true); }});
    };
    m_store.save({models::ObjectEdit<Object>(m_store.root(), object).removal()}, this, done, wins);
}

} // namespace fairlead::ui
