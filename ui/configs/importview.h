// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/configimport/import.h"
#include "models/configs/importrows.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QPushButton;

namespace fairlead::settings {
class SettingsStore;
struct SaveOutcome;
} // namespace fairlead::settings

namespace fairlead::ui {

class ChoiceRow;
class CodeEdit;
class DataTable;
class ElidedLabel;
class EmptyState;
class ImportObjects;
class PathEdit;
class PlainLabel;
class Theme;

//! Runtime configs of another program, from a file or a text: what becomes of each field, what will be added, and what
//! stands against it. Nothing is saved but what is checked, and all of that in one save. The file is read and taken
//! apart on a thread of its own, and again whenever the settings change.
class ImportView : public QWidget
{
    Q_OBJECT
public:
    ImportView(const Theme &theme, settings::SettingsStore &store, QWidget *parent = nullptr);

    void setPath(const QString &path);
    void setText(const QString &text);
    void takeFocus();

signals:
    //! They are in the file.
    void imported(const QStringList &configIds);
    //! The user is done with it, whether or not something was imported.
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Outcome
    {
        std::optional<configimport::Import> import;
        QString failure; //!< plain
        int line = 0;    //!< of a text, where it cannot be read
    };

    QWidget *makeSource();
    QWidget *makeResult();
    QWidget *makeFoot();
    void setPasting(bool isPasting);
    void read();
    void showOutcome(const Outcome &outcome);
    void showProblems(const std::vector<settings::SettingsProblem> &problems);
    void refresh();
    void save();
    void saved(const settings::SaveOutcome &outcome);

    settings::SettingsStore &m_store;
    models::ImportRows m_rows;
    QFutureWatcher<Outcome> m_reading;
    QTimer m_pause; //!< behind the last key
    Outcome m_outcome;
    QStringList m_savedIds;
    bool m_isPasting = false;
    bool m_isSaving = false;

    PathEdit *m_path;
    CodeEdit *m_text;
    QPushButton *m_other;
    PlainLabel *m_failure;
    EmptyState *m_empty;
    QWidget *m_result;
    PlainLabel *m_summary;
    ImportObjects *m_objects;
    ChoiceRow *m_which;
    DataTable *m_table;
    QPlainTextEdit *m_problems;
    ElidedLabel *m_standing;
    QPushButton *m_import;
};

} // namespace fairlead::ui
