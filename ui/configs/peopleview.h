// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "defaultsform.h"
#include "ui/forms/panelediting.h"
#include "ui/palette/commandpalette.h"

#include <QWidget>

#include <cstdint>
#include <functional>

class QPushButton;
class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class KeptState;
class LaunchFactsKeeper;
} // namespace fairlead::models

namespace fairlead::ui {

class ChoiceRow;
class DataTable;
class DispatchView;
class PeopleSide;
class PeopleTables;
class PlainLabel;
class Theme;

//! For whom workloads run: users, projects, the defaults, and what comes of them: who gets which runtime config, target
//! and namespace, and why. What is written goes into the settings file.
class PeopleView : public QWidget
{
    Q_OBJECT
public:
    enum class View : std::uint8_t { Users, Projects, Defaults, Dispatch };

    //! \p store and \p facts outlive it.
    PeopleView(const Theme &theme, settings::SettingsStore &store, models::LaunchFactsKeeper &facts,
               QWidget *parent = nullptr);

    View view() const { return m_view; }
    //! Once the user has decided what becomes of what is written; perhaps never.
    void showView(View view);
    //! Of the table that is shown, and of every one that is shown later.
    void setFilter(const QString &text);
    void addUser();
    void addProject();
    bool hasUnsavedChanges() const;
    //! \p go follows at once, or once the user has decided what becomes of what is written; perhaps never.
    void leaveForm(std::function<void()> go);
    std::vector<Command> commands();
    //! So that the inspector is not empty in the first moment.
    void selectSomething();
    //! In the table that is shown.
    void select(const QString &id);
    //! That is shown; of the defaults none.
    DataTable *table() const;

    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void stateChanged();
    void clearFilterRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makePages();
    void connectParts();
    void setView(View view);
    void refresh();
    void refreshHead();
    void beginDefaults();
    void showSelected();
    void editSelected();
    void removeSelected();
    void say(const QString &text, bool isError);

    settings::SettingsStore &m_store;
    models::LaunchFactsKeeper &m_facts;
    View m_view = View::Users;
    ChoiceRow *m_choices;
    QPushButton *m_add;
    QStackedWidget *m_pages = nullptr;
    QSplitter *m_columns = nullptr;
    QStackedWidget *m_left = nullptr;
    PeopleTables *m_tables;
    DispatchView *m_dispatch;
    PeopleSide *m_side;
    DefaultsForm *m_defaultsForm;
    PlainLabel *m_note; //!< below all: what was done or went wrong
    PanelEditing<DefaultsForm, settings::Defaults> m_defaults;
};

} // namespace fairlead::ui
