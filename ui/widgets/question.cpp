// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "question.h"

#include "labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

Question::Question(QWidget *parent)
    : QFrame(parent)
    , m_text(new PlainLabel(u"text"_s, this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"question"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Question"));
    m_text->makeParagraph();
    m_text->setFocusPolicy(Qt::NoFocus);
    m_buttons->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_text);
    layout->addLayout(m_buttons);
    hide();
}

void Question::ask(const QString &text, std::vector<Answer> answers)
{
    m_text->setText(text);
    setAccessibleDescription(text);
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_answers = std::move(answers);
    m_buttons->addStretch(1);
    QPushButton *first = nullptr;
    for (std::size_t place = 0; place < m_answers.size(); ++place) {
        auto *button = new QPushButton(m_answers[place].text, this);
        button->setProperty("primary", m_answers[place].isPrimary);
        button->setAutoDefault(true); // Enter too
        connect(button, &QPushButton::clicked, this, [this, place] { answer(place); });
        m_buttons->addWidget(button);
        first = first ? first : button;
    }
    show();
    if (first)
        first->setFocus();
}

void Question::withdraw()
{
    hide();
    m_answers.clear();
}

void Question::answer(std::size_t place)
{
    if (place >= m_answers.size())
        return;
    const std::function<void()> run = m_answers[place].run;
    withdraw();
    if (run)
        run();
}

void Question::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        answer(0);
    else
        QFrame::keyPressEvent(event);
}

} // namespace fairlead::ui
