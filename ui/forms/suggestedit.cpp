// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "suggestedit.h"

#include "ui/widgets/choicemenu.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStringListModel>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

SuggestEdit::SuggestEdit(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_all(new QPushButton(u"▾"_s, this))
    , m_model(new QStringListModel(this))
{
    m_edit->setAccessibleName(name);
    m_all->setObjectName(u"segment"_s);
    m_all->setAccessibleName(tr("%1: suggestions").arg(name));
    m_all->setFocusPolicy(Qt::NoFocus); // Down does the same
    m_all->setFixedSize(26, 28);
    auto *completer = new QCompleter(m_model, this);
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
    if (m_model->stringList() != suggestions)
        m_model->setStringList(suggestions);
    m_all->setVisible(!suggestions.isEmpty());
}

void SuggestEdit::setWordForNothing(const QString &word)
{
    m_nothing = word;
    m_edit->setPlaceholderText(word);
}

void SuggestEdit::showAll()
{
    QStringList choices = m_model->stringList();
    if (choices.isEmpty())
        return;
    if (!m_nothing.isEmpty())
        choices.prepend(m_nothing);
    const bool hasNothing = !m_nothing.isEmpty();
    const int current = hasNothing && text().isEmpty() ? 0 : int(choices.indexOf(text()));
    popUpChoices(*this, choices, current, [this, choices, hasNothing](int place) {
        m_edit->setText(hasNothing && place == 0 ? QString() : choices[place]);
        m_edit->setFocus();
    });
}

void SuggestEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down)
        showAll();
    else
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
