// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "choicerow.h"

#include "choicemenu.h"
#include "labels.h"

#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Gap = 4;
constexpr int TextGap = 8;
constexpr int LeastText = 64; // less of it says nothing

} // namespace

ChoiceRow::ChoiceRow(const QString &name, const QStringList &choices, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_text(new ElidedLabel(u"dim"_s, this))
    , m_menu(new QPushButton(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    for (const QString &text : choices) {
        auto *choice = new QPushButton(text, this);
        choice->setObjectName(u"segment"_s);
        choice->setCheckable(true);
        connect(choice, &QPushButton::clicked, this, [this, place = int(m_choices.size())] { emit chosen(place); });
        m_choices.push_back(choice);
    }
    m_menu->setObjectName(u"segment"_s);
    m_menu->hide();
    connect(m_menu, &QPushButton::clicked, this, &ChoiceRow::showMenu);
    setCurrent(0);
}

void ChoiceRow::setText(const QString &text)
{
    m_text->setFullText(text);
    m_hasText = !text.isEmpty();
    arrange();
}

void ChoiceRow::setCurrent(int choice)
{
    m_current = choice;
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        m_choices[i]->setChecked(int(i) == choice);
    const QString text = m_choices[std::size_t(choice)]->text();
    m_menu->setText(tr("%1 ▾").arg(text));
    m_menu->setAccessibleName(tr("%1: %2").arg(m_name, text));
    updateGeometry();
    arrange();
}

void ChoiceRow::showMenu()
{
    QStringList choices;
    for (const QPushButton *choice : m_choices)
        choices += choice->text();
    popUpChoices(*m_menu, choices, m_current, [this](int place) { emit chosen(place); });
}

int ChoiceRow::choicesWidth() const
{
    int width = -Gap;
    for (const QPushButton *choice : m_choices)
        width += choice->sizeHint().width() + Gap;
    return width;
}

void ChoiceRow::arrange()
{
    const int all = choicesWidth();
    const bool isWide = all <= width();
    for (QPushButton *choice : m_choices)
        choice->setVisible(isWide);
    m_menu->setVisible(!isWide);
    const int menu = m_menu->sizeHint().width();
    const auto place = [this](QPushButton &button, int x, int width) {
        const int height = button.sizeHint().height();
        button.setGeometry(x, (this->height() - height) / 2, width, height);
    };
    const int left = m_hasText ? std::max(0, width() - (isWide ? all : menu)) : 0;
    place(*m_menu, left, menu);
    int x = left;
    for (QPushButton *choice : m_choices) {
        const int width = choice->sizeHint().width();
        place(*choice, x, width);
        x += width + Gap;
    }
    const int wanted = m_text->sizeHint().width();
    const int text = std::min(wanted, left - TextGap);
    m_text->setVisible(text >= std::min(wanted, LeastText));
    m_text->setGeometry(0, 0, std::max(0, text), height());
}

QSize ChoiceRow::sizeHint() const
{
    return {m_text->sizeHint().width() + TextGap + choicesWidth(), m_menu->sizeHint().height()};
}

QSize ChoiceRow::minimumSizeHint() const
{
    return {m_menu->sizeHint().width(), m_menu->sizeHint().height()};
}

void ChoiceRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace fairlead::ui
