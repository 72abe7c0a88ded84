// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"
#include "ui/widgets/panel.h"

#include <QString>

#include <memory>

class QHBoxLayout;
class QPushButton;
class QSplitter;

namespace fairlead::models {
struct Activity;
class ActivityCentre;
struct ActivityDetails;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class DetailTable;
class ElidedLabel;
class Exporter;
class LogPanel;
class Notice;
class PlainLabel;
class StateLabel;
class Theme;
class WrappedText;

//! All about one activity: how it is, what came of it, its steps and layers where it has some, and its log.
class ActivityInspector : public Panel
{
    Q_OBJECT
public:
    ActivityInspector(const Theme &theme, models::ActivityCentre &centre, Exporter &exporter, Notice &notice,
                      QWidget *parent = nullptr);
    ~ActivityInspector() override;

    //! Empty: none.
    void setActivity(const QString &id, models::Severity severity);
    QString activity() const { return m_id; }
    LogPanel &log() const { return *m_log; }
    //! Those that run have run a little longer.
    void updateAges();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build(Exporter &exporter, Notice &notice);
    QWidget *makeHead();
    void showDetails();
    void showHead(const models::Activity &activity);
    void arrangeHead();
    void refresh();
    QString placeholder(const models::Activity *activity) const;
    void openFolder();

    const Theme &m_theme;
    models::ActivityCentre &m_centre;
    QString m_id;
    models::Severity m_severity = models::Severity::Dim;
    std::shared_ptr<models::ActivityDetails> m_details; //!< of m_id; null: none
    QWidget *m_head = nullptr;
    QHBoxLayout *m_headFirst = nullptr;
    QHBoxLayout *m_headSecond = nullptr; //!< empty where the first has room for all
    ElidedLabel *m_title = nullptr;
    StateLabel *m_state = nullptr;
    ElidedLabel *m_facts = nullptr;
    QPushButton *m_openFolder = nullptr;
    QPushButton *m_copyPath = nullptr;
    WrappedText *m_result = nullptr;
    PlainLabel *m_problem = nullptr;
    PlainLabel *m_failure = nullptr; //!< the step that failed
    DetailTable *m_steps = nullptr;
    DetailTable *m_layers = nullptr;
    QSplitter *m_tables = nullptr;
    QSplitter *m_parts = nullptr; //!< tables, log
    LogPanel *m_log = nullptr;
    bool m_areSizesTheUsers = false; //!< of m_parts
};

} // namespace fairlead::ui
