// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/panel.h"

#include <QString>

class QPushButton;

namespace fairlead::models {
struct ContextEntry;
}

namespace fairlead::ui {

class ApprovalForm;
class ElidedLabel;
class FactGrid;
class PlainLabel;
class Theme;
class WrappedText;

//! All about the selected context: its state, what is wrong and what to do, who the user is there, where it comes from.
class ContextInspector : public Panel
{
    Q_OBJECT
public:
    explicit ContextInspector(const Theme &theme, QWidget *parent = nullptr);

    //! Null: nothing is selected.
    void setEntry(const models::ContextEntry *entry);

signals:
    void openRequested(const QString &id, bool open);
    void retryRequested(const QString &id);
    void approveRequested(const QString &id);

private:
    void build();
    void showProblem(const models::ContextEntry &entry);
    void showFacts(const models::ContextEntry &entry);

    const Theme &m_theme;
    QString m_id;
    bool m_isOpen = false;
    QWidget *m_scroll;
    QWidget *m_content;
    PlainLabel *m_hint;
    ElidedLabel *m_title;
    PlainLabel *m_state;
    PlainLabel *m_insecure;
    PlainLabel *m_cause;
    PlainLabel *m_remedy;
    QPushButton *m_copyRole;
    QString m_role; //!< that is missing, as YAML
    PlainLabel *m_messageTitle;
    WrappedText *m_message;
    ApprovalForm *m_approval;
    FactGrid *m_facts;
    QPushButton *m_openButton;
    QPushButton *m_retryButton;
};

} // namespace fairlead::ui
