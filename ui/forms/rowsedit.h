// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/fieldproblem.h"
#include "rowedit.h"

#include <QHash>

#include <functional>
#include <optional>

class QVBoxLayout;

namespace fairlead::ui {

class PlainLabel;

//! A short list of objects, a row each, which are added, removed and moved (Alt with Up and Down) by the keyboard, too.
//! What is wrong with a cell stands below its row. Rows without any text are none.
class RowsEdit : public QWidget
{
    Q_OBJECT
public:
    using Rows = std::vector<QStringList>; //!< texts in the order of the cells

    struct Words
    {
        QString name; //!< "Volumes", for those who hear it
        QString add;  //!< "+ Volume"
    };
    struct Place
    {
        std::size_t row = 0;
        int cell = -1; //!< -1: the row as a whole

        bool operator==(const Place &) const = default;
    };

    //! \p isOrdered: which comes first means something, so that rows have buttons to move them.
    RowsEdit(const Theme &theme, Words words, std::vector<RowCell> cells, bool isOrdered, QWidget *parent = nullptr);

    void setRows(const Rows &rows);
    //! Without those that are as they were added.
    Rows rows() const;
    Rows allRows() const;
    void setSuggestions(const QString &cell, const Suggestions &suggestions);
    void setSuggestions(const QString &cell, const QStringList &suggestions);
    //! Above the first row: what is what. Only for rows of one line.
    void showHeader();
    //! In place of nothing; empty: nothing.
    void setNothing(const QString &text);
    //! In the row whose first cell says \p first.
    void setPlaceholder(const QString &first, const QString &cell, const QString &placeholder);
    //! For fields that are not KEY[i].cell.
    void setFinder(std::function<std::optional<Place>(const QString &field)> find) { m_find = std::move(find); }

    //! Marks the parts that \p problems of \p key are about, and returns those that are about none.
    std::vector<models::FieldProblem> setProblems(const QString &key,
                                                  const std::vector<models::FieldProblem> &problems);
    //! What cannot be in an object at all: numbers that are none.
    std::vector<models::FieldProblem> inputProblems(const QString &key) const;
    //! Where something is wrong, else in the first cell, else where a row is added.
    void takeFocus();

signals:
    void edited();

private:
    void add();
    void remove(std::size_t row);
    void move(std::size_t row, int by);
    void makeRow();
    QStringList freshRow() const;
    std::optional<std::size_t> rowOf(std::size_t filled) const;
    void arrange();
    std::optional<Place> placeOf(const QString &key, const QString &field) const;
    int cellCalled(const QString &key) const;

    const Theme &m_theme;
    Words m_words;
    std::vector<RowCell> m_cells;
    bool m_isOrdered;
    bool m_isSetting = false;
    QWidget *m_header = nullptr;
    PlainLabel *m_nothing;
    QVBoxLayout *m_layout;
    QPushButton *m_add;
    std::vector<RowEdit *> m_rows;
    QHash<int, Suggestions> m_suggestions;
    struct Placeholder
    {
        QString first;
        int cell = 0;
        QString text;
    };
    std::vector<Placeholder> m_placeholders;
    std::function<std::optional<Place>(const QString &)> m_find;
};

} // namespace fairlead::ui
