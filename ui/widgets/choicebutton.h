// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>
#include <QStringList>

namespace fairlead::ui {

//! One of a few choices, in a menu below what is chosen.
class ChoiceButton : public QPushButton
{
    Q_OBJECT
public:
    explicit ChoiceButton(QWidget *parent = nullptr);

    //! What is chosen stays where it is among them, else it is the first.
    void setChoices(const QStringList &choices);
    const QStringList &choices() const { return m_choices; }
    int current() const { return m_current; } //!< -1: there are none
    QString currentText() const { return m_choices.value(m_current); }
    //! By code: chosen() is not emitted.
    void setCurrent(int choice);
    QSize minimumSizeHint() const override; //!< whatever the choices are

signals:
    void chosen(int choice);

private:
    QStringList m_choices;
    int m_current = -1;
};

} // namespace fairlead::ui
