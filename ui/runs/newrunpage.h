// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/latestanswer.h"
#include "models/runs/consideredtable.h"
#include "models/runs/runoutlook.h"

#include <QWidget>

class QPushButton;
class QSplitter;

namespace fairlead::models {
class KeptState;
class LaunchFactsKeeper;
} // namespace fairlead::models

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class DataTable;
class ElidedLabel;
class ManifestPreview;
class PlainLabel;
class RunFields;
class Theme;

//! A run being written, over the whole pane: its fields beside what would be sent, and below them where it would get
//! its nodes, all while one types. What was written stays until it is launched.
class NewRunPage : public QWidget
{
    Q_OBJECT
public:
    //! \p facts and \p store outlive it.
    NewRunPage(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
               QWidget *parent = nullptr);

    //! With what was written last, unless there is a \p form.
    void begin(const std::optional<runs::RunForm> &form);
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void launchRequested(const fairlead::runs::RunForm &form, const fairlead::models::RunOutlook &outlook);
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeConsidered();
    QWidget *makeFoot();
    void refreshChoices();
    std::vector<models::FieldProblem> showProblems();
    void check();
    models::RunQuestion question() const;
    void show(const models::RunOutlook &outlook);
    void refreshFoot();
    void launch();
    void leave();

    models::LaunchFactsKeeper &m_facts;
    settings::SettingsStore &m_store;
    models::LatestAnswer<models::RunOutlook> m_outlooks;
    models::RunOutlook m_outlook;
    models::ConsideredTable m_considered;
    QString m_runId; //!< of the run that is written
    bool m_isShown = false;
    bool m_launches = false; //!< once what stands there is worked out
    ElidedLabel *m_title;
    RunFields *m_fields;
    ManifestPreview *m_preview;
    QSplitter *m_columns;
    QSplitter *m_rows;
    DataTable *m_table = nullptr;
    PlainLabel *m_notes = nullptr;
    ElidedLabel *m_standing = nullptr;
    QPushButton *m_launch = nullptr;
};

} // namespace fairlead::ui
