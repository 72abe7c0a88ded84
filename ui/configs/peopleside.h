// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projectform.h"
#include "ui/forms/panelediting.h"
#include "userform.h"

#include <QStackedWidget>

namespace fairlead::ui {

class ObjectInspector;
class Theme;

//! Beside the tables: the inspector, or in its place the form of a user or a project.
class PeopleSide : public QStackedWidget
{
    Q_OBJECT
public:
    PeopleSide(const Theme &theme, settings::SettingsStore &store, QWidget *parent = nullptr);

    ObjectInspector &inspector() const { return *m_inspector; }
    void setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts);

    //! Without an id it is a new one. What is written in another form is asked about before.
    void edit(const settings::User &user);
    void edit(const settings::Project &project);
    //! Asks first.
    void remove(const settings::User &user);
    void remove(const settings::Project &project);
    bool hasUnsavedChanges() const { return m_user.hasUnsavedChanges() || m_project.hasUnsavedChanges(); }
    //! \p go follows at once, or once the user has decided what becomes of what is written; perhaps never. The
    //! inspector is shown then.
    void leave(std::function<void()> go);

signals:
    void saved(const QString &id);
    void failed(const QString &why);
    //! The focus should go back to the table.
    void left();

private:
    template <class Form, class Object>
    typename PanelEditing<Form, Object>::Ends ends();
    template <class Form, class Object>
    void begin(Form &form, PanelEditing<Form, Object> &editing, const Object &object);
    template <class Object>
    void askToRemove(const Object &object, const QString &question);
    template <class Object>
    void removeNow(const Object &object, bool wins);
    void close();

    settings::SettingsStore &m_store;
    ObjectInspector *m_inspector;
    UserForm *m_userForm;
    ProjectForm *m_projectForm;
    PanelEditing<UserForm, settings::User> m_user;
    PanelEditing<ProjectForm, settings::Project> m_project;
};

} // namespace fairlead::ui
