// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/dispatch.h"
#include "models/configs/dispatchtable.h"
#include "ui/widgets/panel.h"

class QGridLayout;

namespace fairlead::ui {

class ChoiceButton;
class ChoiceRow;
class DataTable;
class PlainLabel;
class ReferenceButton;
class SuggestEdit;
class Theme;

//! Who gets what: every user in one project, or every project for one user, with the runtime config, the target and the
//! namespace of a launch there.
class DispatchView : public Panel
{
    Q_OBJECT
public:
    explicit DispatchView(const Theme &theme, QWidget *parent = nullptr);

    void setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts);
    void setFilter(const QString &text) { m_model.setFilterText(text); }
    DataTable &table() const { return *m_table; }
    //! Of the current row; null: none.
    const models::DispatchAnswer *selected() const;

signals:
    //! Or what is selected says something else.
    void selectionChanged();

private:
    void makeQuestions(QGridLayout &grid);
    void choose(int rows);
    runs::DispatchQuery query() const;
    void refresh();
    void refreshMissing(const runs::DispatchQuery &query);

    models::DispatchTable m_model;
    settings::Settings m_settings;
    runs::LaunchFacts m_facts;
    bool m_isByProject = false; //!< the rows are projects
    ChoiceRow *m_rows;
    PlainLabel *m_subject;
    SuggestEdit *m_project;
    SuggestEdit *m_user;
    ChoiceButton *m_workload;
    ReferenceButton *m_object;
    PlainLabel *m_missing; //!< nobody is called so
    DataTable *m_table;
};

} // namespace fairlead::ui
