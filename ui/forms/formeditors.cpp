// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "codeedit.h"
#include "fieldgrid.h"
#include "formfields.h"
#include "pairsedit.h"
#include "pathedit.h"
#include "suggestedit.h"
#include "ui/widgets/checkbox.h"
#include "yamledit.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

//! The editors that a form is made of: each tells by touch() that it was edited.
namespace fairlead::ui {

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
    m_marks.insert(key, [edit, key](const auto &problems) { return edit->setProblems(key, problems); });
    connect(edit, &PairsEdit::edited, this, [this, key] { touch(key); });
    return edit;
}

RowsEdit *FormFields::rows(const QString &key, const QString &name, const QString &addText, std::vector<RowCell> cells,
                           bool isOrdered)
{
    auto *edit = new RowsEdit(m_theme, {name, addText}, std::move(cells), isOrdered, inLast());
    addWide(key, name, edit);
    m_marks.insert(key, [edit, key](const auto &problems) { return edit->setProblems(key, problems); });
    connect(edit, &RowsEdit::edited, this, [this, key] { touch(key); });
    return edit;
}

YamlEdit *FormFields::yaml(const QString &key, const QString &name, files::YamlValue::Type type)
{
    auto *edit = new YamlEdit(m_theme, name, type, inLast());
    addWide(key, name, edit);
    connect(edit, &QPlainTextEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

} // namespace fairlead::ui
