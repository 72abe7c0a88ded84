// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pairsedit.h"

#include "fieldmessage.h"
#include "suggestedit.h"

#include <QGridLayout>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using models::FieldProblem;

PairsEdit::PairsEdit(const QString &name, const QString &first, const QString &second, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_first(first)
    , m_second(second)
    , m_layout(new QGridLayout(this))
{
    setAccessibleName(name);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(4);
    m_layout->setVerticalSpacing(4);
    m_layout->setColumnStretch(0, 2);
    m_layout->setColumnStretch(1, 3);
    addRow();
    setFocusProxy(m_rows.front().first);
}

void PairsEdit::addRow()
{
    const int place = int(m_rows.size());
    auto *suggest = new SuggestEdit(tr("%1, %2 %3").arg(m_name, m_first).arg(place + 1), this);
    suggest->setSuggestions(m_suggestions);
    Row row{suggest, &suggest->edit(), new QLineEdit(this), new QPushButton(u"×"_s, this), nullptr};
    row.first->setPlaceholderText(m_first);
    row.second->setPlaceholderText(m_second);
    row.second->setAccessibleName(tr("%1, %2 %3").arg(m_name, m_second).arg(place + 1));
    row.remove->setObjectName(u"segment"_s);
    row.remove->setFixedSize(26, 28);
    row.remove->setAccessibleName(tr("%1: remove %2").arg(m_name).arg(place + 1));
    row.remove->setToolTip(tr("Remove"));
    row.message = new FieldMessage(*row.second, this);
    row.message->setAccessibleName(tr("Problem of %1").arg(row.second->accessibleName()));
    row.message->hide();
    m_layout->addWidget(suggest, 2 * place, 0);
    m_layout->addWidget(row.second, 2 * place, 1);
    m_layout->addWidget(row.remove, 2 * place, 2);
    m_layout->addWidget(row.message, 2 * place + 1, 0, 1, 3);
    m_rows.push_back(row);
    connect(row.first, &QLineEdit::textChanged, this, &PairsEdit::onEdited);
    connect(row.second, &QLineEdit::textChanged, this, &PairsEdit::onEdited);
    connect(row.remove, &QPushButton::clicked, this, [this, place] { remove(std::size_t(place)); });
    row.remove->setEnabled(false);
}

//! The rows themselves stay: their texts move up.
void PairsEdit::remove(std::size_t place)
{
    Pairs pairs;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (i != place)
            pairs.emplace_back(m_rows[i].first->text(), m_rows[i].second->text());
    }
    std::erase_if(pairs, [](const auto &pair) { return pair.first.isEmpty() && pair.second.isEmpty(); });
    setPairs(pairs);
    m_rows[std::min(place, m_rows.size() - 1)].first->setFocus();
    emit edited();
}

void PairsEdit::setPairs(const Pairs &pairs)
{
    while (m_rows.size() < pairs.size() + 1)
        addRow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QSignalBlocker first(m_rows[i].first);
        const QSignalBlocker second(m_rows[i].second);
        m_rows[i].first->setText(i < pairs.size() ? pairs[i].first : QString());
        m_rows[i].second->setText(i < pairs.size() ? pairs[i].second : QString());
        const bool isShown = i <= pairs.size();
        for (QWidget *widget : std::initializer_list<QWidget *>{m_rows[i].suggest, m_rows[i].second, m_rows[i].remove})
            widget->setVisible(isShown);
        m_rows[i].remove->setEnabled(i < pairs.size());
    }
    showHints();
}

PairsEdit::Pairs PairsEdit::pairs() const
{
    Pairs pairs;
    for (const Row &row : m_rows) {
        if (!row.first->text().isEmpty() || !row.second->text().isEmpty())
            pairs.emplace_back(row.first->text().trimmed(), row.second->text());
    }
    return pairs;
}

std::vector<FieldProblem> PairsEdit::setProblems(const QString &key, const std::vector<FieldProblem> &problems)
{
    std::vector<FieldProblem> rest;
    std::vector<std::vector<FieldProblem>> ofRows(m_rows.size());
    for (const FieldProblem &problem : problems) {
        const auto isIts = [&](const Row &row) {
            return row.remove->isEnabled() && problem.field == key + u'.' + row.first->text().trimmed();
        };
        const auto row = std::find_if(m_rows.begin(), m_rows.end(), isIts);
        if (row == m_rows.end())
            rest.push_back(problem);
        else
            ofRows[std::size_t(row - m_rows.begin())].push_back(problem);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const models::FieldProblems::Shown shown = models::FieldProblems::joined(ofRows[i]);
        m_rows[i].message->say(shown.text, shown.severity);
        m_rows[i].message->setVisible(!shown.text.isEmpty());
    }
    return rest;
}

void PairsEdit::takeFocus()
{
    const auto isWrong = [](const Row &row) { return row.second->property("problem").toBool(); };
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), isWrong);
    (row == m_rows.end() ? m_rows.front().first : row->second)->setFocus(Qt::OtherFocusReason);
}

void PairsEdit::setSuggestions(const Suggestions &suggestions)
{
    m_suggestions = suggestions;
    for (const Row &row : m_rows)
        row.suggest->setSuggestions(suggestions);
    showHints();
}

void PairsEdit::showHints()
{
    for (const Row &row : m_rows) {
        const QString name = row.first->text().trimmed();
        const auto isIt = [&name](const Suggestion &suggestion) { return suggestion.text == name; };
        const auto known = std::find_if(m_suggestions.begin(), m_suggestions.end(), isIt);
        const bool hasHint = known != m_suggestions.end() && !known->hint.isEmpty();
        row.second->setPlaceholderText(hasHint ? known->hint : m_second);
    }
}

void PairsEdit::onEdited()
{
    std::size_t used = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool isEmpty = m_rows[i].first->text().isEmpty() && m_rows[i].second->text().isEmpty();
        m_rows[i].remove->setEnabled(!isEmpty);
        used = isEmpty ? used : i + 1;
    }
    if (used == m_rows.size())
        addRow();
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_rows[used].suggest, m_rows[used].second, m_rows[used].remove})
        widget->show();
    showHints();
    emit edited();
}

} // namespace fairlead::ui
