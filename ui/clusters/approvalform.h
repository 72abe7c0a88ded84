// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QPushButton;

namespace fairlead::processes {
struct ProgramApproval;
}

namespace fairlead::ui {

class ApprovalFacts;

//! Asks for the user's yes before a credential plugin runs, and shows exactly what would run; what cannot be shown in
//! full cannot be allowed.
class ApprovalForm : public QFrame
{
    Q_OBJECT
public:
    explicit ApprovalForm(QWidget *parent = nullptr);

    void setApproval(const processes::ProgramApproval &approval);

signals:
    void approved();

private:
    ApprovalFacts *m_facts;
    QPushButton *m_allow;
};

} // namespace fairlead::ui
