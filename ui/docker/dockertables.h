// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/panel.h"

#include <QTimer>

#include <array>

class QStackedWidget;

namespace fairlead::models {
class CellTableModel;
class DockerModels;
class KeptState;
struct ContainerRow;
} // namespace fairlead::models

namespace fairlead::ui {

class ChoiceRow;
class DataTable;
class EmptyState;
class Theme;

//! The tables of the Docker pane, of which one is shown, or why it has no rows and what to do next.
class DockerTables : public Panel
{
    Q_OBJECT
public:
    enum class View : std::uint8_t { Daemons, Containers, Images, Volumes, Registries };
    static constexpr std::size_t Views = std::size_t(View::Registries) + 1;

    DockerTables(const Theme &theme, models::DockerModels &models, QWidget *parent = nullptr);

    View view() const { return m_view; }
    void setView(View view);
    DataTable &table() const { return *m_tables[std::size_t(m_view)]; } //!< that is shown
    DataTable &table(View view) const { return *m_tables[std::size_t(view)]; }
    models::CellTableModel &model(View view) const;
    //! Narrows the table that is shown, and every one that is shown later.
    void setFilter(const QString &text);
    QStringList selectedKeys() const; //!< of the table that is shown, from the top
    //! Of the containers that are on the screen.
    QStringList seenContainers() const;
    void selectKey(View view, const QString &key);

    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void viewChanged();
    void selectionChanged(); //!< or what is selected says something else
    void seenContainersChanged(const QStringList &keys);
    void clearFilterRequested();
    //! What an empty table offers: the first thing, or the other one.
    void offerAccepted(fairlead::ui::DockerTables::View view, bool isOther);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addTable(View view, const QString &name, const QList<int> &widths, int stretched);
    void refresh();
    void refreshEmpty();
    void refreshSeen();
    void refreshColumns();
    void refreshColumns(const models::ContainerRow &row);
    QString countText(int shown, int all) const;

    const Theme &m_theme;
    models::DockerModels &m_models;
    View m_view = View::Daemons;
    QString m_filter;
    bool m_isFiltered = false; //!< the empty state offers to clear the filter
    ChoiceRow *m_choices;
    QStackedWidget *m_stack;
    std::array<DataTable *, Views> m_tables{};
    EmptyState *m_empty;
    QTimer m_seenTimer;
    QStringList m_seen;
};

} // namespace fairlead::ui
