// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/objectdetails.h"
#include "ui/widgets/panewidget.h"

class QPushButton;
class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class RunsModel;
}

namespace fairlead::ui {

class DataTable;
class EmptyState;
class Exporter;
class ObjectInspector;
class Theme;

//! The runs of this user: how each stands, why it waits, what was tried before. Whatever changes something leaves as a
//! wish, once the user has confirmed it.
class RunsPane : public PaneWidget
{
    Q_OBJECT
public:
    RunsPane(const Theme &theme, models::RunsModel &runs, QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    //! Selects it, also where the filter would hide it.
    void selectRun(const QString &runId);
    QString selectedRun() const;
    //! The first one, unless one is selected.
    void selectSomething() override;
    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    void updateSeconds() override;
    void updateAges() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    void stopRequested(const QString &runId, bool isForced);
    //! What is left of it, and its line.
    void removalRequested(const QString &runId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    using Action = models::ObjectAction::Kind;

    QWidget *makeTablePanel();
    void connectParts();
    void refresh();
    void showSelected();
    void showOne(const QString &runId);
    QStringList selectedIds() const;
    //! Those of \p ids that can be stopped, or removed.
    QStringList fitting(Action action, const QStringList &ids) const;
    void askFirst(Action action, const QStringList &ids);
    void askForForce(const QStringList &ids);
    QString namesOf(const QStringList &ids) const;

    const Theme &m_theme;
    models::RunsModel &m_runs;
    PaneHeader *m_header;
    Exporter *m_export;
    QPushButton *m_orphans;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_tableOrEmpty = nullptr;
    ObjectInspector *m_inspector;
    QSplitter *m_columns;
};

} // namespace fairlead::ui
