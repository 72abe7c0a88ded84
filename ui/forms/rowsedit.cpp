// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "rowsedit.h"

#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using models::FieldProblem;

RowsEdit::RowsEdit(const Theme &theme, Words words, std::vector<RowCell> cells, bool isOrdered, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(std::move(words))
    , m_cells(std::move(cells))
    , m_isOrdered(isOrdered)
    , m_nothing(new PlainLabel(u"dim"_s, this))
    , m_layout(new QVBoxLayout(this))
    , m_add(new QPushButton(m_words.add, this))
{
    setAccessibleName(m_words.name);
    const bool isTall = std::any_of(m_cells.begin(), m_cells.end(), [](const RowCell &cell) { return cell.line > 0; });
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(isTall ? 10 : 4);
    m_add->setObjectName(u"link"_s);
    m_add->setAccessibleName(tr("%1: add").arg(m_words.name));
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    auto *foot = new QHBoxLayout;
    foot->setSpacing(12);
    foot->addWidget(m_add, 0, Qt::AlignTop);
    foot->addWidget(m_nothing, 1);
    foot->addStretch(0);
    m_layout->addLayout(foot);
    connect(m_add, &QPushButton::clicked, this, &RowsEdit::add);
}

void RowsEdit::showHeader()
{
    m_header = new QWidget(this);
    auto *line = new QHBoxLayout(m_header);
    line->setContentsMargins(0, 0, (m_isOrdered ? 3 : 1) * 30, 0);
    line->setSpacing(4);
    for (const RowCell &cell : m_cells) {
        auto *name = new PlainLabel(u"dim"_s, m_header);
        name->setText(cell.name);
        name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        line->addWidget(name, cell.stretch);
    }
    m_layout->insertWidget(0, m_header);
    arrange();
}

void RowsEdit::setNothing(const QString &text)
{
    m_nothing->setText(text);
    arrange();
}

void RowsEdit::makeRow()
{
    auto *row = new RowEdit(m_theme, m_cells, m_isOrdered, this);
    const std::size_t place = m_rows.size();
    row->setName(m_words.name, int(place) + 1);
    for (auto it = m_suggestions.cbegin(); it != m_suggestions.cend(); ++it)
        row->setSuggestions(it.key(), it.value());
    connect(row, &RowEdit::edited, this, [this] {
        if (!m_isSetting)
            emit edited();
    });
    connect(row, &RowEdit::removeRequested, this, [this, place] { remove(place); });
    connect(row, &RowEdit::moveRequested, this, [this, place](int by) { move(place, by); });
    m_layout->insertWidget(m_layout->count() - 1, row);
    row->show();
    m_rows.push_back(row);
}

void RowsEdit::setRows(const Rows &rows)
{
    const bool wasSetting = std::exchange(m_isSetting, true);
    while (m_rows.size() < rows.size())
        makeRow();
    while (m_rows.size() > rows.size()) { // it may be its own button that was pressed
        m_layout->removeWidget(m_rows.back());
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        m_rows[i]->setTexts(rows[i]);
        m_rows[i]->setEnds(i == 0, i + 1 == rows.size());
    }
    m_isSetting = wasSetting;
    arrange();
}

void RowsEdit::arrange()
{
    if (m_header)
        m_header->setVisible(!m_rows.empty());
    m_nothing->setVisible(m_rows.empty() && !m_nothing->text().isEmpty());
    for (const Placeholder &placeholder : m_placeholders) {
        for (RowEdit *row : m_rows) {
            if (row->texts().value(0) == placeholder.first)
                row->setPlaceholder(placeholder.cell, placeholder.text);
        }
    }
}

QStringList RowsEdit::freshRow() const
{
    QStringList fresh;
    for (const RowCell &cell : m_cells)
        fresh += cell.words.value(0);
    return fresh;
}

RowsEdit::Rows RowsEdit::allRows() const
{
    Rows rows;
    for (const RowEdit *row : m_rows)
        rows.push_back(row->texts());
    return rows;
}

RowsEdit::Rows RowsEdit::rows() const
{
    Rows rows = allRows();
    std::erase(rows, freshRow());
    return rows;
}

//! The row of the object at place \p filled.
std::optional<std::size_t> RowsEdit::rowOf(std::size_t filled) const
{
    const QStringList fresh = freshRow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i]->texts() != fresh && filled-- == 0)
            return i;
    }
    return {};
}

void RowsEdit::add()
{
    Rows all = allRows();
    all.push_back(freshRow());
    setRows(all);
    m_rows.back()->focusCell(0);
    emit edited();
}

void RowsEdit::remove(std::size_t row)
{
    Rows all = allRows();
    all.erase(all.begin() + std::ptrdiff_t(row));
    setRows(all);
    if (m_rows.empty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_rows[std::min(row, m_rows.size() - 1)]->focusCell(0);
    emit edited();
}

void RowsEdit::move(std::size_t row, int by)
{
    const std::size_t other = row + std::size_t(by); // wraps below the first
    if (other >= m_rows.size())
        return;
    const int cell = m_rows[row]->focusedCell();
    Rows all = allRows();
    std::swap(all[row], all[other]);
    setRows(all);
    m_rows[other]->focusCell(cell);
    emit edited();
}

int RowsEdit::cellCalled(const QString &key) const
{
    const auto it =
        std::find_if(m_cells.begin(), m_cells.end(), [&key](const RowCell &cell) { return cell.key == key; });
    return it == m_cells.end() ? -1 : int(it - m_cells.begin());
}

void RowsEdit::setSuggestions(const QString &cell, const Suggestions &suggestions)
{
    const int place = cellCalled(cell);
    m_suggestions.insert(place, suggestions);
    for (RowEdit *row : m_rows)
        row->setSuggestions(place, suggestions);
}

void RowsEdit::setSuggestions(const QString &cell, const QStringList &suggestions)
{
    Suggestions plain;
    for (const QString &text : suggestions)
        plain.push_back({.text = text});
    setSuggestions(cell, plain);
}

void RowsEdit::setPlaceholder(const QString &first, const QString &cell, const QString &placeholder)
{
    m_placeholders.push_back({first, cellCalled(cell), placeholder});
    arrange();
}

std::optional<RowsEdit::Place> RowsEdit::placeOf(const QString &key, const QString &field) const
{
    if (m_find)
        return m_find(field);
    static const QRegularExpression grammar(u"\\A\\[([0-9]{1,6})\\](?:\\.(.+))?\\z"_s);
    const auto match = grammar.match(QStringView(field).mid(key.size()).toString());
    if (!field.startsWith(key) || !match.hasMatch())
        return {};
    const int cell = match.captured(2).isEmpty() && m_cells.size() == 1 ? 0 : cellCalled(match.captured(2));
    const std::optional<std::size_t> row = rowOf(match.captured(1).toULong());
    return row ? std::optional(Place{*row, cell}) : std::nullopt;
}

std::vector<FieldProblem> RowsEdit::setProblems(const QString &key, const std::vector<FieldProblem> &problems)
{
    std::vector<FieldProblem> rest;
    for (RowEdit *row : m_rows)
        row->clearProblems();
    for (const FieldProblem &problem : problems) {
        const std::optional<Place> place = placeOf(key, problem.field);
        if (place && place->row < m_rows.size())
            m_rows[place->row]->addProblem(place->cell, models::FieldProblems::joined({problem}).text,
                                           problem.severity);
        else
            rest.push_back(problem);
    }
    return rest;
}

std::vector<FieldProblem> RowsEdit::inputProblems(const QString &key) const
{
    std::vector<FieldProblem> problems;
    std::size_t filled = 0;
    for (const RowEdit *row : m_rows) {
        if (row->texts() == freshRow())
            continue;
        for (std::size_t j = 0; j < m_cells.size(); ++j) {
            if (row->isNumberBroken(int(j)))
                problems.push_back(
                    {u"%1[%2].%3"_s.arg(key).arg(filled).arg(m_cells[j].key), tr("Expected a whole number")});
        }
        ++filled;
    }
    return problems;
}

void RowsEdit::takeFocus()
{
    for (RowEdit *row : m_rows) {
        if (row->firstProblem() >= 0)
            return row->focusCell(row->firstProblem());
    }
    if (m_rows.empty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_rows.front()->focusCell(0);
}

} // namespace fairlead::ui
