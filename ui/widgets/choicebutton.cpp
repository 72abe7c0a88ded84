// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "choicebutton.h"

#include "choicemenu.h"

namespace fairlead::ui {

ChoiceButton::ChoiceButton(QWidget *parent)
    : QPushButton(parent)
{
    setProperty("choice", true); // its text stands left
    connect(this, &QPushButton::clicked, this, [this] {
        popUpChoices(*this, m_choices, m_current, [this](int choice) {
            setCurrent(choice);
            emit chosen(choice);
        });
    });
}

void ChoiceButton::setChoices(const QStringList &choices)
{
    const QString before = currentText();
    m_choices = choices;
    setCurrent(std::max(choices.isEmpty() ? -1 : 0, int(choices.indexOf(before))));
}

void ChoiceButton::setCurrent(int choice)
{
    m_current = choice;
    setText(m_choices.isEmpty() ? QString()
                                : tr("%1 ▾").arg(QString(currentText()).replace(u'&', QLatin1String("&&"))));
    setEnabled(!m_choices.isEmpty());
}

QSize ChoiceButton::minimumSizeHint() const
{
    return {80, QPushButton::minimumSizeHint().height()};
}

} // namespace fairlead::ui
