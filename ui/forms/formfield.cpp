// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formfield.h"

#include "fieldmessage.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

FormField::FormField(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_message(new FieldMessage(*editor, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    if (!label.isEmpty()) {
        auto *name = new PlainLabel(u"text"_s, this);
        name->setText(label);
        name->setWordWrap(true);
        name->setBuddy(editor);
        layout->addWidget(name);
        editor->setAccessibleName(label);
    }
    layout->addWidget(editor);
    layout->addWidget(m_message);
    m_message->setMinimumHeight(m_message->fontMetrics().height());
}

void FormField::setMessage(const QString &message, models::Severity severity)
{
    m_message->say(message, severity);
}

QString FormField::message() const
{
    return m_message->text();
}

} // namespace fairlead::ui
