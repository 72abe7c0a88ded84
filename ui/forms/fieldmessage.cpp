// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fieldmessage.h"

#include "pairsedit.h"
#include "rowsedit.h"

#include <QStyle>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

void repolish(QWidget &widget)
{
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace

FieldMessage::FieldMessage(QWidget &editor, QWidget *parent)
    : PlainLabel(u"dim"_s, parent)
    , m_editor(editor)
{
    setWordWrap(true);
}

void FieldMessage::say(const QString &text, models::Severity severity)
{
    setText(text);
    if (const QString role = roleOf(severity, u"dim"_s); objectName() != role) {
        setObjectName(role);
        repolish(*this);
    }
    m_editor.setAccessibleDescription(text);
    if (qobject_cast<PairsEdit *>(&m_editor) || qobject_cast<RowsEdit *>(&m_editor))
        return; // the text says which row
    QWidget &edit = m_editor.focusProxy() ? *m_editor.focusProxy() : m_editor;
    edit.setAccessibleDescription(text);
    const bool isError = !text.isEmpty() && severity == models::Severity::Error;
    if (edit.property("problem").toBool() != isError) {
        edit.setProperty("problem", isError);
        repolish(edit);
    }
}

} // namespace fairlead::ui
