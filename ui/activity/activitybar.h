// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>

class QPushButton;

namespace fairlead::ui {

class PlainLabel;

//! Above the activities: how many there are, and what can be done with the selected ones. What cannot be taken back is
//! asked for in the same place.
class ActivityBar : public QWidget
{
    Q_OBJECT
public:
    struct Content
    {
        int running = 0;
        int ended = 0;
        // of the selected ones, their ids:
        QStringList cancellable;
        QStringList retryable;
        QStringList removable;
    };

    explicit ActivityBar(QWidget *parent = nullptr);

    void setContent(const Content &content);
    void cancelSelected();
    void retrySelected();
    void removeSelected();
    void removeEnded();

signals:
    void cancelRequested(const QStringList &ids);
    void retryRequested(const QStringList &ids);
    void removeRequested(const QStringList &ids);
    void removeEndedRequested();
    //! The question is answered; the focus should go back to the table.
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void ask(const QString &question, const QString &yes, const QString &no, std::function<void()> confirmed);
    void endQuestion();
    void refresh();

    Content m_content;
    std::function<void()> m_confirmed; //!< empty: nothing is asked
    PlainLabel *m_text;
    QPushButton *m_cancel;
    QPushButton *m_retry;
    QPushButton *m_remove;
    QPushButton *m_removeEnded;
    PlainLabel *m_question;
    QPushButton *m_yes;
    QPushButton *m_no;
};

} // namespace fairlead::ui
