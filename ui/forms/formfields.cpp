// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formfields.h"

#include "fieldgrid.h"
#include "models/plaintext.h"
#include "pairsedit.h"
#include "ui/widgets/section.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

FormFields::FormFields(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(14, 4, 14, 14);
    m_layout->setSpacing(0);
}

void FormFields::addGroup(const QString &key, const QString &title)
{
    auto *section = new Section(m_theme, key, title, this);
    auto *grid = new FieldGrid(section);
    section->add(grid);
    m_layout->addWidget(section);
    m_groups.push_back({key, section, grid});
}

void FormFields::addEnd()
{
    m_layout->addStretch(1);
}

QWidget *FormFields::inLast() const
{
    return m_groups.back().grid;
}

void FormFields::add(const QString &key, const QString &name, QWidget *editor)
{
    m_groups.back().grid->add(key, name, editor);
    m_keys += key;
    m_problems.addField(key);
}

void FormFields::addWide(const QString &key, const QString &name, QWidget *editor)
{
    m_groups.back().grid->addWide(key, name, editor);
    m_keys += key;
    m_problems.addField(key);
}

void FormFields::addAlias(const QString &other, const QString &key)
{
    m_aliases.insert(other, key);
    m_problems.addField(other);
}

void FormFields::begin(bool isNew, const std::function<void()> &show)
{
    m_problems.begin(!isNew);
    quietly(show);
    refresh();
}

void FormFields::quietly(const std::function<void()> &change)
{
    const bool wasQuiet = std::exchange(m_isQuiet, true);
    change();
    m_isQuiet = wasQuiet;
}

void FormFields::touch(const QString &key)
{
    if (m_isQuiet)
        return;
    m_problems.touch(key);
    for (const QString &other : m_aliases.keys(key))
        m_problems.touch(other);
    refresh();
    emit edited();
}

void FormFields::setProblems(std::vector<models::FieldProblem> problems)
{
    m_problems.set(std::move(problems));
    for (Group &group : m_groups)
        group.problems = 0;
    for (const QString &key : std::as_const(m_keys)) {
        std::vector<models::FieldProblem> parts = m_problems.shownParts(key);
        for (const QString &other : m_aliases.keys(key)) {
            const auto its = m_problems.shownParts(other);
            parts.insert(parts.end(), its.begin(), its.end());
        }
        groupOf(key)->problems += int(parts.size());
        if (const auto mark = m_marks.constFind(key); mark != m_marks.cend())
            parts = (*mark)(parts);
        const models::FieldProblems::Shown shown = models::FieldProblems::joined(parts);
        groupOf(key)->grid->setProblem(key, shown.text, shown.severity);
    }
    for (const Group &group : m_groups)
        showNote(group);
}

void FormFields::focusField(const QString &field)
{
    const QString key = m_aliases.value(field, field);
    const Group *group = groupOf(key);
    if (!group) { // of a part of a field
        if (const qsizetype end = std::max(key.lastIndexOf(u'.'), key.lastIndexOf(u'[')); end > 0)
            focusField(key.left(end));
        return;
    }
    group->section->setOpen(true);
    if (auto *rows = qobject_cast<RowsEdit *>(group->grid->editor(key)))
        rows->takeFocus();
    else if (auto *pairs = qobject_cast<PairsEdit *>(group->grid->editor(key)))
        pairs->takeFocus();
    else
        group->grid->editor(key)->setFocus(Qt::OtherFocusReason);
}

void FormFields::focusFirstField()
{
    focusField(m_keys.value(0));
}

void FormFields::setReadOnly(bool isReadOnly)
{
    for (const Group &group : m_groups)
        group.grid->setEnabled(!isReadOnly);
}

FormFields::Group *FormFields::findGroup(const QString &key)
{
    const auto it =
        std::find_if(m_groups.begin(), m_groups.end(), [&key](const Group &group) { return group.key == key; });
    Q_ASSERT(it != m_groups.end());
    return &*it;
}

FormFields::Group *FormFields::groupOf(const QString &field)
{
    const auto it =
        std::find_if(m_groups.begin(), m_groups.end(), [&field](const Group &group) { return group.grid->has(field); });
    return it == m_groups.end() ? nullptr : &*it;
}

void FormFields::setGroupVisible(const QString &group, bool isVisible)
{
    findGroup(group)->section->setVisible(isVisible);
}

void FormFields::setGroupOpen(const QString &group, bool isOpen)
{
    findGroup(group)->section->setOpen(isOpen);
}

void FormFields::setGroupNote(const QString &group, const QString &note)
{
    Group &found = *findGroup(group);
    found.note = note.isEmpty() ? tr("none") : models::plainLine(note, 120);
    showNote(found);
}

//! A folded group says that something in it wants to be looked at.
void FormFields::showNote(const Group &group)
{
    QStringList parts;
    if (group.problems > 0)
        parts += tr("%Ln to look at", nullptr, group.problems);
    if (!group.note.isEmpty())
        parts += group.note;
    group.section->setNote(parts.join(u" · "_s));
}

void FormFields::setFieldVisible(const QString &key, bool isVisible)
{
    if (const Group *group = groupOf(key))
        group->grid->setFieldVisible(key, isVisible);
}

void FormFields::setFieldNote(const QString &key, const QString &note)
{
    if (const Group *group = groupOf(key))
        group->grid->setNote(key, note);
}

} // namespace fairlead::ui
