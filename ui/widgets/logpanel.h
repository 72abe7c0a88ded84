// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/filewriter.h"
#include "models/logs/logfilter.h"
#include "ui/palette/keyhint.h"

#include <QPointer>
#include <QWidget>

#include <atomic>
#include <cstdint>
#include <memory>

class QKeyEvent;
class QLineEdit;
class QMenu;
class QPushButton;

namespace fairlead::models {
class KeptState;
class LogBuffer;
} // namespace fairlead::models

namespace fairlead::ui {

class LogView;
class Notice;
class PlainLabel;
class Theme;

//! A log with all that one does with it: search, only the lines that match, follow, wrap, times, copy, save. One for
//! every log of the program.
class LogPanel : public QWidget
{
    Q_OBJECT
public:
    //! \p notice says what came of saving, and of copying where it was not all.
    LogPanel(const Theme &theme, Notice &notice, QWidget *parent = nullptr);

    //! \p buffer null: nothing. \p name is what a saved log is called, without suffix. \p file has the whole log, as
    //! LogFileLines makes it; empty: nowhere but in the buffer.
    void setLog(models::LogBuffer *buffer, const QString &name = {}, const QString &file = {});
    //! Says why there is no line.
    void setPlaceholder(const QString &text);
    LogView &view() const { return *m_view; }
    void focusSearch();
    static std::vector<KeyHint> keyHints();
    //! \p key names it in the settings.
    void saveState(models::KeptState &settings, const QString &key) const;
    void restoreState(const models::KeptState &settings, const QString &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QPushButton *makeToggle(const QString &text, const QString &name, const QString &toolTip);
    QWidget *makeBar();
    void connectBar();
    void arrangeBar();
    void onViewKey(const QKeyEvent &key);
    bool onSearchKey(int key, Qt::KeyboardModifiers modifiers);
    void search();
    void refreshFilter();
    void refreshCount();
    void refreshPlaceholder();
    void refreshMissing();
    void find(bool backwards);
    void showMenu();
    void copy();
    void askForFile();
    void save(const QString &path);
    void onSaved(const models::FileWriter::Outcome &outcome);
    void onCopied(std::int64_t lines, std::int64_t selected);

    const Theme &m_theme;
    Notice &m_notice;
    models::LogFilter m_filter; //!< of what is searched
    models::FileWriter m_writer;
    QPointer<models::LogBuffer> m_buffer;
    QString m_name;
    QString m_file;
    QString m_placeholder;
    QString m_folder;                                     //!< of the last file
    std::shared_ptr<std::atomic<std::int64_t>> m_unsaved; //!< lines of the log that the last saved one has not
    LogView *m_view;
    QLineEdit *m_search;
    PlainLabel *m_count;
    PlainLabel *m_missing; //!< "1,200 lines of this log are not shown here"
    QPushButton *m_isExpression;
    QPushButton *m_previous;
    QPushButton *m_next;
    QPushButton *m_onlyMatches;
    QPushButton *m_follow;
    QPushButton *m_wrap;
    QPushButton *m_times;
    QPushButton *m_menu;
};

} // namespace fairlead::ui
