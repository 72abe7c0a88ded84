// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "rowedit.h"

#include "fieldmessage.h"
#include "suggestedit.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicebutton.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Gap = 4;
constexpr int Tall = 28;

QPushButton *smallButton(const QString &text, const QString &toolTip, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(u"segment"_s);
    button->setFixedSize(26, Tall);
    button->setToolTip(toolTip);
    return button;
}

} // namespace

RowEdit::RowEdit(const Theme &theme, const std::vector<RowCell> &cells, bool isOrdered, QWidget *parent)
    : QFrame(parent)
    , m_message(new FieldMessage(*this, this))
{
    const bool isTall = std::any_of(cells.begin(), cells.end(), [](const RowCell &cell) { return cell.line > 0; });
    if (isTall)
        setObjectName(u"row"_s);
    auto *body = new QVBoxLayout;
    body->setSpacing(Gap);
    for (const RowCell &cell : cells) {
        while (int(m_lines.size()) <= cell.line) {
            m_lines.push_back(new QHBoxLayout);
            m_lines.back()->setSpacing(Gap);
            body->addLayout(m_lines.back());
        }
        addCell(theme, cell);
    }
    for (const Cell &cell : m_cells)
        body->addWidget(cell.message);
    body->addWidget(m_message);
    m_message->hide();
    body->setContentsMargins(isTall ? 8 : 0, 0, 0, 0);
    setLayout(body);
    addButtons(isOrdered);
    showCells();
}

//! At the end of the first line; the others end before them.
void RowEdit::addButtons(bool isOrdered)
{
    if (isOrdered) {
        m_up = smallButton(u"↑"_s, tr("Move up (Alt+Up)"), this);
        m_down = smallButton(u"↓"_s, tr("Move down (Alt+Down)"), this);
        connect(m_up, &QPushButton::clicked, this, [this] { emit moveRequested(-1); });
        connect(m_down, &QPushButton::clicked, this, [this] { emit moveRequested(1); });
    }
    m_remove = smallButton(u"×"_s, tr("Remove"), this);
    connect(m_remove, &QPushButton::clicked, this, &RowEdit::removeRequested);
    for (QPushButton *button : {m_up, m_down, m_remove}) {
        if (!button)
            continue;
        m_lines.front()->addWidget(button);
        for (std::size_t i = 1; i < m_lines.size(); ++i)
            m_lines[i]->addSpacing(button->width() + Gap);
    }
}

void RowEdit::addCell(const Theme &theme, const RowCell &what)
{
    Cell cell{.what = what};
    if (what.kind == RowCell::Kind::Choice) {
        cell.choice = new ChoiceButton(this);
        cell.choice->setChoices(what.choices);
        int widest = 0;
        for (const QString &choice : what.choices)
            widest = std::max(widest, fontMetrics().horizontalAdvance(choice + u" ▾"_s));
        cell.choice->setMinimumWidth(widest + 2 * 8 + 4); // no word of them is cut
        connect(cell.choice, &ChoiceButton::chosen, this, [this, place = int(m_cells.size())] { onChosen(place); });
        cell.widget = cell.choice;
    } else if (what.kind == RowCell::Kind::Check) {
        cell.check = new CheckBox(theme, what.name, this);
        cell.check->setMinimumHeight(Tall);
        connect(cell.check, &QAbstractButton::toggled, this, &RowEdit::edited);
        cell.widget = cell.check;
    } else {
        cell.line = new SuggestEdit(what.name, this);
        cell.line->edit().setPlaceholderText(what.name);
        cell.line->edit().setToolTip(what.name);
        connect(&cell.line->edit(), &QLineEdit::textChanged, this, &RowEdit::edited);
        cell.widget = cell.line;
    }
    if (!cell.check) // they share the line as their stretches say, whatever is in them
        cell.widget->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_lines[std::size_t(what.line)]->addWidget(cell.widget, cell.check ? 0 : what.stretch);
    cell.message = new FieldMessage(*cell.widget, this);
    cell.message->hide();
    m_cells.push_back(std::move(cell));
}

void RowEdit::setName(const QString &list, int number)
{
    const auto called = [&](const QString &part) { return tr("%1, %2 %3").arg(list, part).arg(number); };
    for (const Cell &cell : m_cells) {
        focusWidgetOf(cell).setAccessibleName(called(cell.what.name));
        cell.message->setAccessibleName(tr("Problem of %1").arg(called(cell.what.name)));
    }
    m_remove->setAccessibleName(tr("%1: remove %2").arg(list).arg(number));
    if (!m_up)
        return;
    m_up->setAccessibleName(tr("%1: move %2 up").arg(list).arg(number));
    m_down->setAccessibleName(tr("%1: move %2 down").arg(list).arg(number));
}

void RowEdit::setEnds(bool isFirst, bool isLast)
{
    if (!m_up)
        return;
    m_up->setEnabled(!isFirst);
    m_down->setEnabled(!isLast);
}

QString RowEdit::text(const Cell &cell) const
{
    if (cell.choice)
        return cell.what.words.value(cell.choice->current());
    if (cell.check)
        return cell.check->isChecked() ? u"true"_s : QString();
    const QString text = cell.line->text();
    return cell.what.kind == RowCell::Kind::Value ? text : text.trimmed();
}

void RowEdit::setText(Cell &cell, const QString &text)
{
    if (cell.choice)
        cell.choice->setCurrent(std::max(0, int(cell.what.words.indexOf(text))));
    else if (cell.check)
        cell.check->setChecked(!text.isEmpty());
    else if (cell.line->text() != text)
        cell.line->edit().setText(text);
}

void RowEdit::setTexts(const QStringList &texts)
{
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        setText(m_cells[i], texts.value(qsizetype(i)));
        m_cells[i].kept.clear();
    }
    showCells();
}

QStringList RowEdit::texts() const
{
    QStringList texts;
    for (const Cell &cell : m_cells)
        texts += text(cell);
    return texts;
}

bool RowEdit::hasMeaning(const Cell &cell) const
{
    return cell.what.depends < 0 || cell.what.dependsOn.contains(text(m_cells[std::size_t(cell.what.depends)]));
}

//! What the other choice had in its cells waits there, out of sight.
void RowEdit::onChosen(int choice)
{
    for (Cell &cell : m_cells) {
        if (cell.what.depends != choice)
            continue;
        if (hasMeaning(cell) && text(cell).isEmpty()) {
            setText(cell, std::exchange(cell.kept, {}));
        } else if (!hasMeaning(cell) && !text(cell).isEmpty()) {
            cell.kept = text(cell);
            setText(cell, {});
        }
    }
    showCells();
    emit edited();
}

void RowEdit::showCells()
{
    for (const Cell &cell : m_cells)
        cell.widget->setVisible(hasMeaning(cell) || !text(cell).isEmpty());
}

void RowEdit::setSuggestions(int cell, const Suggestions &suggestions)
{
    if (SuggestEdit *line = m_cells[std::size_t(cell)].line)
        line->setSuggestions(suggestions);
}

void RowEdit::setPlaceholder(int cell, const QString &placeholder)
{
    if (SuggestEdit *line = m_cells[std::size_t(cell)].line)
        line->edit().setPlaceholderText(placeholder);
}

void RowEdit::clearProblems()
{
    for (Cell &cell : m_cells) {
        cell.severity = {};
        cell.message->say({}, {});
        cell.message->hide();
    }
    m_message->say({}, {});
    m_message->hide();
}

void RowEdit::addProblem(int cell, const QString &text, models::Severity severity)
{
    FieldMessage &message = cell < 0 ? *m_message : *m_cells[std::size_t(cell)].message;
    if (cell >= 0)
        m_cells[std::size_t(cell)].severity = std::max(m_cells[std::size_t(cell)].severity, severity);
    const models::Severity worst = cell < 0 ? severity : m_cells[std::size_t(cell)].severity;
    message.say(message.text().isEmpty() ? text : message.text() + u'\n' + text, worst);
    message.show();
}

int RowEdit::firstProblem() const
{
    const auto first = std::find_if(m_cells.begin(), m_cells.end(),
                                    [](const Cell &cell) { return cell.severity == models::Severity::Error; });
    return first == m_cells.end() ? -1 : int(first - m_cells.begin());
}

QWidget &RowEdit::focusWidgetOf(const Cell &cell) const
{
    return cell.line ? cell.line->edit() : *cell.widget;
}

void RowEdit::focusCell(int cell)
{
    const Cell &wanted = m_cells[std::size_t(std::clamp(cell, 0, int(m_cells.size()) - 1))];
    focusWidgetOf(wanted).setFocus(Qt::OtherFocusReason);
}

int RowEdit::focusedCell() const
{
    const auto it = std::find_if(m_cells.begin(), m_cells.end(),
                                 [this](const Cell &cell) { return focusWidgetOf(cell).hasFocus(); });
    return it == m_cells.end() ? -1 : int(it - m_cells.begin());
}

bool RowEdit::isNumberBroken(int cell) const
{
    const Cell &asked = m_cells[std::size_t(cell)];
    bool isNumber = true;
    if (asked.what.kind == RowCell::Kind::Number && !text(asked).isEmpty())
        text(asked).toLongLong(&isNumber);
    return !isNumber;
}

void RowEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        emit moveRequested(event->key() == Qt::Key_Up ? -1 : 1);
    else
        QFrame::keyPressEvent(event);
}

} // namespace fairlead::ui
