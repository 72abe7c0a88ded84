// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formfield.h"

#include "labels.h"

#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

QString roleOf(models::Severity severity)
{
    switch (severity) {
    case models::Severity::Error:
        return u"error"_s;
    case models::Severity::Warning:
        return u"warning"_s;
    case models::Severity::Neutral:
    case models::Severity::Dim:
    case models::Severity::Ok:
        break;
    }
    return u"dim"_s;
}

} // namespace

FormField::FormField(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_message(new PlainLabel(u"dim"_s, this))
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
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(m_message->fontMetrics().height());
}

void FormField::setMessage(const QString &message, models::Severity severity)
{
    m_message->setText(message);
    m_editor->setAccessibleDescription(message);
    const bool isProblem = !message.isEmpty() && severity == models::Severity::Error;
    const auto change = [](QWidget &widget) {
        widget.style()->unpolish(&widget);
        widget.style()->polish(&widget);
    };
    if (const QString role = roleOf(severity); m_message->objectName() != role) {
        m_message->setObjectName(role);
        change(*m_message);
    }
    if (m_editor->property("problem").toBool() != isProblem) {
        m_editor->setProperty("problem", isProblem);
        change(*m_editor);
    }
}

QString FormField::message() const
{
    return m_message->text();
}

} // namespace fairlead::ui
