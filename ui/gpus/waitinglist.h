// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QStackedWidget;

namespace fairlead::models {
class KeptState;
class WaitingModel;
} // namespace fairlead::models

namespace fairlead::ui {

class DataTable;
class ElidedLabel;
class PlainLabel;
class Theme;

//! What waits for accelerators, and why; the inspector shows the pod that is picked.
class WaitingList : public QWidget
{
    Q_OBJECT
public:
    WaitingList(const Theme &theme, models::WaitingModel &model, QWidget *parent = nullptr);

    DataTable &table() const { return *m_table; }
    //! What stands beside the title: how much is wanted in all.
    QWidget *tools() const { return m_tools; }
    //! What is said where nothing waits, whatever the filter; empty: that no pod does.
    void setNothing(const QString &text);
    //! Picks the row that is selected, or the first.
    void selectFirst();
    //! Picks the pod of this KeyRole, if the list shows it.
    void select(const QString &key);
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    //! models::IndexedTableModel::KeyRole of the pod.
    void podPicked(const QString &key);

private:
    void refresh();

    models::WaitingModel &m_model;
    DataTable *m_table;
    PlainLabel *m_nothing;
    QStackedWidget *m_stack;
    QWidget *m_tools;
    ElidedLabel *m_summary;
    QString m_nothingText;
    bool m_isFlushing = false;
};

} // namespace fairlead::ui
