// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formfields.h"

#include "codeedit.h"
#include "fieldgrid.h"
#include "models/plaintext.h"
#include "pairsedit.h"
#include "pathedit.h"
#include "suggestedit.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/section.h"

#include <QLineEdit>
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

QLineEdit *FormFields::line(const QString &key, const QString &name, const QString &placeholder)
{
    auto *edit = new QLineEdit(inLast());
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    add(key, name, edit);
    connect(edit, &QLineEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

SuggestEdit *FormFields::suggest(const QString &key, const QString &name, const QStringList &suggestions)
{
    auto *edit = new SuggestEdit(name, inLast());
    edit->setSuggestions(suggestions);
    add(key, name, edit);
    connect(&edit->edit(), &QLineEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

PathEdit *FormFields::path(const QString &key, const QString &name, bool isFolder)
{
    auto *edit = new PathEdit(name, isFolder, inLast());
    add(key, name, edit);
    connect(&edit->edit(), &QLineEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

CheckBox *FormFields::check(const QString &key, const QString &text)
{
    auto *box = new CheckBox(m_theme, text, inLast());
    box->setMinimumHeight(24);
    add(key, {}, box);
    connect(box, &QAbstractButton::toggled, this, [this, key] { touch(key); });
    return box;
}

QPlainTextEdit *FormFields::words(const QString &key, const QString &name, const QString &placeholder)
{
    auto *edit = new QPlainTextEdit(inLast());
    edit->setObjectName(u"code"_s);
    edit->setFrameShape(QFrame::NoFrame);
    edit->setTabChangesFocus(true);
    edit->setPlaceholderText(placeholder);
    edit->document()->setDocumentMargin(6); // its text stands below that of the lines
    edit->setFixedHeight(58);
    add(key, name, edit);
    connect(edit, &QPlainTextEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

CodeEdit *FormFields::code(const QString &key, const QString &name)
{
    auto *edit = new CodeEdit(m_theme, name, inLast());
    edit->setLines(5);
    edit->setMaximumHeight(160);
    addWide(key, name, edit);
    connect(edit, &QPlainTextEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

PairsEdit *FormFields::pairs(const QString &key, const QString &name, const QString &first, const QString &second)
{
    auto *edit = new PairsEdit(name, first, second, inLast());
    addWide(key, name, edit);
    connect(edit, &PairsEdit::edited, this, [this, key] { touch(key); });
    return edit;
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
    refresh();
    emit edited();
}

void FormFields::setProblems(std::vector<models::FieldProblem> problems)
{
    m_problems.set(std::move(problems));
    for (const QString &key : std::as_const(m_keys)) {
        const models::FieldProblems::Shown shown = m_problems.shown(key);
        groupOf(key)->grid->setProblem(key, shown.text, shown.severity);
    }
}

void FormFields::focusField(const QString &key)
{
    const Group *group = groupOf(key);
    if (!group)
        return;
    group->section->setOpen(true);
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
    findGroup(group)->section->setNote(note.isEmpty() ? tr("none") : models::plainLine(note, 120));
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
