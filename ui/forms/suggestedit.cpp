// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "suggestedit.h"

#include "models/plaintext.h"
#include "ui/widgets/choicemenu.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr qsizetype LongestText = 60;     // as it is shown
constexpr int WrittenRole = Qt::UserRole; //!< what a suggestion writes; it is shown with its detail

QString shownAs(const Suggestion &suggestion)
{
    const QString text = models::plainLine(suggestion.text, LongestText);
    return suggestion.detail.isEmpty() ? text : SuggestEdit::tr("%1 — %2").arg(text, suggestion.detail);
}

} // namespace

SuggestEdit::SuggestEdit(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_all(new QPushButton(u"▾"_s, this))
    , m_model(new QStandardItemModel(this))
{
    m_edit->setAccessibleName(name);
    m_all->setObjectName(u"segment"_s);
    m_all->setAccessibleName(tr("%1: suggestions").arg(name));
    m_all->setFocusPolicy(Qt::NoFocus); // Down does the same
    m_all->setFixedSize(26, 28);
    auto *completer = new QCompleter(m_model, this);
    completer->setCompletionRole(WrittenRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_edit->setCompleter(completer);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_all);
    setFocusProxy(m_edit);
    connect(m_all, &QPushButton::clicked, this, &SuggestEdit::showAll);
    m_all->hide();
}

void SuggestEdit::setSuggestions(const QStringList &suggestions)
{
    Suggestions plain;
    for (const QString &text : suggestions)
        plain.push_back({.text = text});
    setSuggestions(plain);
}

void SuggestEdit::setSuggestions(const Suggestions &suggestions)
{
    m_all->setVisible(!suggestions.empty());
    if (m_suggestions == suggestions)
        return;
    m_suggestions = suggestions;
    m_model->clear();
    for (const Suggestion &suggestion : suggestions) {
        auto *item = new QStandardItem(shownAs(suggestion));
        item->setData(suggestion.text, WrittenRole);
        m_model->appendRow(item);
    }
}

void SuggestEdit::setWordForNothing(const QString &word)
{
    m_nothing = word;
    m_edit->setPlaceholderText(word);
}

void SuggestEdit::showAll()
{
    if (m_suggestions.empty())
        return;
    QStringList written;
    QStringList shown;
    if (!m_nothing.isEmpty()) {
        written += QString();
        shown += m_nothing;
    }
    for (const Suggestion &suggestion : m_suggestions) {
        written += suggestion.text;
        shown += shownAs(suggestion).replace(u'&', "&&"_L1); // no mnemonic
    }
    popUpChoices(*this, shown, int(written.indexOf(text())), [this, written](int place) {
        m_edit->setText(written[place]);
        m_edit->setFocus();
    });
}

void SuggestEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down && event->modifiers() != Qt::AltModifier)
        showAll();
    else
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
