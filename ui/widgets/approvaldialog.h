// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QPushButton;
class QScrollArea;

namespace fairlead::registry {
struct HookQuestion;
}

namespace fairlead::ui {

class ApprovalFacts;

//! Asks for the user's yes before a command runs that the settings name for pushes. Accepted is yes; closing it is no.
//! Never blocks, neither by a loop of its own nor the window: show it with show().
class ApprovalDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ApprovalDialog(const registry::HookQuestion &question, QWidget *parent = nullptr);

    //! The same command, for other pushes by now.
    void setQuestion(const registry::HookQuestion &question);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeBody();
    void fitToText();

    QScrollArea *m_scroll;
    ApprovalFacts *m_facts = nullptr;
    QPushButton *m_allow;
};

} // namespace fairlead::ui
