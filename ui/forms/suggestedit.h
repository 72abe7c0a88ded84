// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suggestion.h"

#include <QLineEdit>
#include <QStringList>

class QPushButton;
class QStandardItemModel;

namespace fairlead::ui {

//! A line to write whatever one likes, with suggestions: those that have what is typed while one types, all of them
//! by the button at its end or by Down.
class SuggestEdit : public QWidget
{
    Q_OBJECT
public:
    //! \p name is what assistive technology calls it.
    explicit SuggestEdit(const QString &name, QWidget *parent = nullptr);

    void setSuggestions(const QStringList &suggestions);
    //! With what is to be known of each: "runtime — FROM debian:12" is shown, and "runtime" written.
    void setSuggestions(const Suggestions &suggestions);
    //! Stands in the menu for an empty text: "none".
    void setWordForNothing(const QString &word);
    QLineEdit &edit() const { return *m_edit; }
    QString text() const { return m_edit->text(); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showAll();

    QLineEdit *m_edit;
    QPushButton *m_all;
    QStandardItemModel *m_model;
    Suggestions m_suggestions;
    QString m_nothing;
};

} // namespace fairlead::ui
