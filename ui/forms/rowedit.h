// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"
#include "suggestion.h"

#include <QFrame>
#include <QStringList>

#include <cstdint>
#include <vector>

class QHBoxLayout;
class QPushButton;

namespace fairlead::ui {

class CheckBox;
class ChoiceButton;
class FieldMessage;
class SuggestEdit;
class Theme;

//! One part of a row: what it is called in the file, and how it is written.
struct RowCell
{
    enum class Kind : std::uint8_t {
        Text,   //!< without the blanks around it
        Value,  //!< as it stands
        Number, //!< a whole one, or nothing
        Choice,
        Check, //!< "true", or nothing
    };

    QString key;
    QString name; //!< for people; of a Check its text
    Kind kind = Kind::Text;
    QStringList words{};   //!< of a Choice, in the file
    QStringList choices{}; //!< of a Choice, for people, in the same order
    int line = 0;          //!< of the row, from 0
    int stretch = 1;
    int depends = -1;        //!< place of the Choice that says whether this cell means anything
    QStringList dependsOn{}; //!< with these of its words
};

//! Some short editors beside each other, on one line or more, of one object of a list. A cell that means nothing is not
//! shown unless it has a text; what was written in it is back when it means something again.
class RowEdit : public QFrame
{
    Q_OBJECT
public:
    RowEdit(const Theme &theme, const std::vector<RowCell> &cells, bool isOrdered, QWidget *parent = nullptr);

    //! What assistive technology calls it: "Volumes", 2.
    void setName(const QString &list, int number);
    void setTexts(const QStringList &texts); //!< in the order of the cells
    QStringList texts() const;
    //! Whether it can go up and down.
    void setEnds(bool isFirst, bool isLast);
    void setSuggestions(int cell, const Suggestions &suggestions);
    void setPlaceholder(int cell, const QString &placeholder);
    void clearProblems();
    //! \p cell -1: of the row as a whole.
    void addProblem(int cell, const QString &text, models::Severity severity);
    int firstProblem() const; //!< cell with an error; -1: none
    void focusCell(int cell);
    int focusedCell() const; //!< -1: none
    //! A Number that is none.
    bool isNumberBroken(int cell) const;

signals:
    void edited();
    void removeRequested();
    void moveRequested(int by);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Cell
    {
        RowCell what;
        QWidget *widget = nullptr;
        SuggestEdit *line = nullptr;
        ChoiceButton *choice = nullptr;
        CheckBox *check = nullptr;
        FieldMessage *message = nullptr;
        QString kept{}; //!< while it means nothing
        models::Severity severity{};
    };

    void addCell(const Theme &theme, const RowCell &what);
    void addButtons(bool isOrdered);
    QString text(const Cell &cell) const;
    void setText(Cell &cell, const QString &text);
    bool hasMeaning(const Cell &cell) const;
    void onChosen(int choice);
    void showCells();
    QWidget &focusWidgetOf(const Cell &cell) const;

    std::vector<Cell> m_cells;
    std::vector<QHBoxLayout *> m_lines;
    FieldMessage *m_message;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace fairlead::ui
