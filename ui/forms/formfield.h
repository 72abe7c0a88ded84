// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QWidget>

namespace fairlead::ui {

class FieldMessage;

//! Something to fill in: its name above it, and below it, on a line that is always there, what is wrong with it.
class FormField : public QWidget
{
    Q_OBJECT
public:
    //! \p editor becomes a child, and is called \p label by assistive technology. Without label: it says it itself.
    FormField(const QString &label, QWidget *editor, QWidget *parent = nullptr);

    //! Empty: nothing is wrong.
    void setProblem(const QString &problem) { setMessage(problem, models::Severity::Error); }
    //! \p severity Error marks the field, too.
    void setMessage(const QString &message, models::Severity severity);
    QString message() const;
    QWidget *editor() const { return m_editor; }

private:
    QWidget *m_editor;
    FieldMessage *m_message;
};

} // namespace fairlead::ui
