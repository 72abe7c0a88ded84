// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace fairlead::models {
class ContextsModel;
}

namespace fairlead::ui {

class FilterEdit;
class PlainLabel;
class ScopeBar;
class Theme;

//! On top of every pane: its title, the scope, the filter.
class PaneHeader : public QWidget
{
    Q_OBJECT
public:
    PaneHeader(const QString &title, const QString &filterHint, const Theme &theme,
               const models::ContextsModel &contexts, QWidget *parent = nullptr);

    FilterEdit &filter() const { return *m_filter; }
    ScopeBar &scope() const { return *m_scope; }
    //! Says under the filter what of it cannot be followed; empty: nothing.
    void setFilterProblem(const QString &problem);

private:
    ScopeBar *m_scope;
    FilterEdit *m_filter;
    PlainLabel *m_problem;
};

} // namespace fairlead::ui
