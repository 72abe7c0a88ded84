// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/objectdetails.h"
#include "models/runs/runoutlook.h"
#include "ui/widgets/panewidget.h"

class QPushButton;
class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class LaunchFactsKeeper;
class RunsModel;
} // namespace fairlead::models

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class DataTable;
class EmptyState;
class Exporter;
class NewRunPage;
class ObjectInspector;
class Theme;

//! The runs of this user: how each stands, why it waits, what was tried before. Whatever changes something leaves as a
//! wish, once the user has confirmed it.
class RunsPane : public PaneWidget
{
    Q_OBJECT
public:
    //! All of them outlive it.
    RunsPane(const Theme &theme, models::RunsModel &runs, models::LaunchFactsKeeper &facts,
             settings::SettingsStore &store, QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    //! Selects it, also where the filter would hide it.
    void selectRun(const QString &runId);
    QString selectedRun() const;
    //! The form for one that \p form begins with; without: with what was written last.
    void newRun(const std::optional<runs::RunForm> &form = {});
    //! The first one, unless one is selected.
    void selectSomething() override;
    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    void updateSeconds() override;
    void updateAges() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    void launchRequested(const fairlead::runs::RunForm &form, const fairlead::models::RunOutlook &outlook);
    void stopRequested(const QString &runId, bool isForced);
    //! What is left of it, and its line.
    void removalRequested(const QString &runId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    using Action = models::ObjectAction::Kind;

    QWidget *makeList();
    QWidget *makeTablePanel();
    void connectParts();
    void showList();
    void again(const QString &runId);
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
    QStackedWidget *m_pages; //!< the list, the form
    NewRunPage *m_form;
    QString m_selectsNext; //!< the run that was launched just now, once it is in the list
};

} // namespace fairlead::ui
