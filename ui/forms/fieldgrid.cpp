// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fieldgrid.h"

#include "fieldmessage.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int NameWidth = 104;

} // namespace

FieldGrid::FieldGrid(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(16, 2, 0, 4);
    m_layout->setHorizontalSpacing(12);
    m_layout->setVerticalSpacing(4);
    m_layout->setColumnMinimumWidth(0, NameWidth);
    m_layout->setColumnStretch(1, 1);
}

void FieldGrid::add(const QString &key, const QString &name, QWidget *editor)
{
    place(key, name, editor, false);
}

void FieldGrid::addWide(const QString &key, const QString &name, QWidget *editor)
{
    place(key, name, editor, true);
}

void FieldGrid::place(const QString &key, const QString &name, QWidget *editor, bool isWide)
{
    Field field{new PlainLabel(u"dim"_s, this), editor, new PlainLabel(u"dim"_s, this),
                new FieldMessage(*editor, this)};
    field.name->setText(name);
    field.name->setBuddy(editor);
    field.note->setWordWrap(true);
    field.note->hide();
    field.problem->hide();
    field.problem->setAccessibleName(tr("Problem of %1").arg(name));
    int row = m_layout->rowCount();
    const int column = isWide ? 0 : 1;
    const int span = isWide ? 2 : 1;
    if (isWide)
        m_layout->addWidget(field.name, row++, 0, 1, 2);
    else
        m_layout->addWidget(field.name, row, 0, Qt::AlignTop);
    field.name->setFixedHeight(isWide ? 20 : 28);
    field.name->setVisible(!name.isEmpty());
    m_layout->addWidget(editor, row, column, 1, span);
    m_layout->addWidget(field.note, row + 1, column, 1, span);
    m_layout->addWidget(field.problem, row + 2, column, 1, span);
    m_fields.insert(key, field);
}

void FieldGrid::setFieldVisible(const QString &key, bool isVisible)
{
    const auto it = m_fields.find(key);
    if (it == m_fields.end())
        return;
    it->isVisible = isVisible;
    it->name->setVisible(isVisible && !it->name->text().isEmpty());
    it->editor->setVisible(isVisible);
    it->note->setVisible(isVisible && !it->note->text().isEmpty());
    it->problem->setVisible(isVisible && !it->problem->text().isEmpty());
}

void FieldGrid::setProblem(const QString &key, const QString &text, models::Severity severity)
{
    const auto it = m_fields.find(key);
    if (it == m_fields.end())
        return;
    it->problem->say(text, severity);
    it->problem->setVisible(it->isVisible && !text.isEmpty());
}

void FieldGrid::setNote(const QString &key, const QString &text)
{
    const auto it = m_fields.find(key);
    if (it == m_fields.end())
        return;
    it->note->setText(text);
    it->note->setVisible(it->isVisible && !text.isEmpty());
}

} // namespace fairlead::ui
