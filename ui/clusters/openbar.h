// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

class QPushButton;

namespace fairlead::ui {

class PlainLabel;

//! Above the table of contexts: how many there are, and opening or closing many of them at once. Many are opened only
//! after a second press, because each gets requests from then on.
class OpenBar : public QWidget
{
    Q_OBJECT
public:
    explicit OpenBar(QWidget *parent = nullptr);

    struct Contexts
    {
        int all = 0;
        int open = 0;
        QStringList closed;         //!< that can be opened
        QStringList selectedClosed; //!< of the selected ones, that can be opened
        QStringList selectedOpen;
    };
    void setContexts(const Contexts &contexts);

    //! Opens the selected ones, or where all of them are open closes them.
    void toggleSelected();
    void openSelected();
    void closeSelected();
    void openAll();

signals:
    void openRequested(const QStringList &ids, bool open);
    void left(); //!< the focus should go back to the table

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void ask(const QStringList &ids);
    void endQuestion();

    Contexts m_contexts;
    QStringList m_asked; //!< to open, once it is confirmed
    PlainLabel *m_text;
    QPushButton *m_open;
    QPushButton *m_close;
    QPushButton *m_openAll;
    PlainLabel *m_question;
    QPushButton *m_confirm;
    QPushButton *m_cancel;
};

} // namespace fairlead::ui
