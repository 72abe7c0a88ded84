// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"
#include "ui/widgets/labels.h"

namespace fairlead::ui {

//! What is wrong with what an editor has: below it in words, on it as a mark, and to those who hear it.
class FieldMessage : public PlainLabel
{
    Q_OBJECT
public:
    explicit FieldMessage(QWidget &editor, QWidget *parent = nullptr);

    //! Empty: nothing. An Error marks the editor, too.
    void say(const QString &text, models::Severity severity);

private:
    QWidget &m_editor;
};

} // namespace fairlead::ui
