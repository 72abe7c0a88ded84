// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/fieldproblem.h"
#include "suggestion.h"

#include <QWidget>

#include <utility>
#include <vector>

class QGridLayout;
class QLineEdit;
class QPushButton;

namespace fairlead::ui {

class FieldMessage;
class SuggestEdit;

//! A short table of two texts a row: names and values, sources and targets. There is always an empty row to go on in;
//! rows without any text are none.
class PairsEdit : public QWidget
{
    Q_OBJECT
public:
    using Pairs = std::vector<std::pair<QString, QString>>;

    //! What the columns are called, and the whole for assistive technology.
    PairsEdit(const QString &name, const QString &first, const QString &second, QWidget *parent = nullptr);

    void setPairs(const Pairs &pairs);
    Pairs pairs() const;
    //! Of the first column; the hint of the one that stands there is the second's.
    void setSuggestions(const Suggestions &suggestions);
    //! Below their rows, which are KEY.name; returns those of no row.
    std::vector<models::FieldProblem> setProblems(const QString &key,
                                                  const std::vector<models::FieldProblem> &problems);
    //! Where something is wrong, else at the beginning.
    void takeFocus();

signals:
    void edited();

private:
    struct Row
    {
        SuggestEdit *suggest; //!< around the first
        QLineEdit *first;
        QLineEdit *second;
        QPushButton *remove;
        FieldMessage *message; //!< of the second
    };

    void addRow();
    void remove(std::size_t place);
    void showHints();
    void onEdited();

    QString m_name;
    QString m_first;
    QString m_second;
    QGridLayout *m_layout;
    Suggestions m_suggestions;
    std::vector<Row> m_rows;
};

} // namespace fairlead::ui
