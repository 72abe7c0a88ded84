// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QMenu;
class QPushButton;

namespace fairlead::models {
class ContextsModel;
}

namespace fairlead::ui {

class FilterEdit;
class Notice;
class PlainLabel;
class ScopeBar;
class Theme;

//! On top of every pane: its title, the scope, menus, the filter. What was done or went wrong lies over the pane.
class PaneHeader : public QWidget
{
    Q_OBJECT
public:
    PaneHeader(const QString &title, const QString &filterHint, const Theme &theme,
               const models::ContextsModel &contexts, QWidget *pane);

    //! Of a pane that is about no contexts: without scope().
    PaneHeader(const QString &title, const QString &filterHint, QWidget *pane);

    FilterEdit &filter() const { return *m_filter; }
    ScopeBar &scope() const { return *m_scope; }
    Notice &notice() const { return *m_notice; }
    //! A button beside the filter with a menu that \p fill makes each time it opens.
    QPushButton *addMenu(const QString &text, const QString &name, std::function<void(QMenu &)> fill);
    //! A button beside the filter that does one thing.
    QPushButton *addButton(const QString &text);
    //! Something to fill in, below the line; its owner shows and hides it.
    void addForm(QWidget *form);
    //! Between title and scope.
    void addMark(QWidget *mark);
    //! Says under the filter, over what is there, what of it cannot be followed; empty: nothing.
    void setFilterProblem(const QString &problem);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;

private:
    PaneHeader(const QString &title, const QString &filterHint, ScopeBar *scope, QWidget *pane);
    void placeProblem();

    ScopeBar *m_scope;
    FilterEdit *m_filter;
    QHBoxLayout *m_line;
    Notice *m_notice;
    PlainLabel *m_problem;
};

} // namespace fairlead::ui
