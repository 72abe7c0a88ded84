// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "labels.h"
#include "logpanel.h"
#include "logview.h"
#include "models/formats.h"
#include "models/logs/logbuffer.h"
#include "models/plaintext.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

#include <algorithm>
#include <array>
#include <limits>

// What is searched, and the keys.

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

//! Capitals count where there are some.
QRegularExpression expressionOf(const QString &text, bool isExpression)
{
    const bool hasCapitals = text != text.toLower();
    return QRegularExpression(isExpression ? text : QRegularExpression::escape(text),
                              hasCapitals ? QRegularExpression::NoPatternOption
                                          : QRegularExpression::CaseInsensitiveOption);
}

bool isViewKey(const QKeyEvent &key)
{
    constexpr std::array Letters{Qt::Key_N, Qt::Key_O, Qt::Key_F, Qt::Key_W, Qt::Key_T};
    return key.text() == u'/' || std::find(Letters.begin(), Letters.end(), key.key()) != Letters.end();
}

void setProblem(QLineEdit &edit, const QString &problem)
{
    if (edit.accessibleDescription() == problem)
        return;
    edit.setToolTip(problem.isEmpty() ? QString() : models::toolTipText(problem));
    edit.setAccessibleDescription(problem);
    edit.setProperty("problem", !problem.isEmpty());
    edit.style()->unpolish(&edit);
    edit.style()->polish(&edit);
}

} // namespace

void LogPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

std::vector<KeyHint> LogPanel::keyHints()
{
    const auto key = [](const char *text) { return QKeySequence(QLatin1String(text)); };
    return {{{key("/")}, tr("Search the log")},
            {{key("N"), key("Shift+N")}, tr("Next, previous match")},
            {{key("O")}, tr("Only lines that match")},
            {{key("F"), key("End")}, tr("Follow the end")},
            {{key("W")}, tr("Wrap long lines")},
            {{key("T")}, tr("Times of the lines")},
            {{key("Shift+Up"), key("Shift+Down")}, tr("Select more lines")},
            {{key("Ctrl+C")}, tr("Copy the selected lines")},
            {{key("Ctrl+S")}, tr("Save the whole log")}};
}

void LogPanel::search()
{
    const QRegularExpression expression = expressionOf(m_search->text(), m_isExpression->isChecked());
    m_view->setHighlight(expression);
    m_filter.setExpression(expression);
    for (QPushButton *button : {m_previous, m_next, m_onlyMatches})
        button->setEnabled(!m_search->text().isEmpty() && expression.isValid());
    refreshFilter();
}

void LogPanel::refreshFilter()
{
    m_view->setFilter(m_onlyMatches->isChecked() && m_filter.isActive() ? &m_filter : nullptr);
    refreshCount();
}

//! "3 of 120": lines that match; "…" while there may be more.
void LogPanel::refreshCount()
{
    QString text;
    QString problem;
    if (!m_search->text().isEmpty() && !m_filter.expression().isValid()) {
        text = tr("no expression");
        problem = tr("This is no regular expression: %1").arg(m_filter.expression().errorString());
    } else if (m_filter.isActive()) {
        const QString all = models::numberText(m_filter.size()) + (m_filter.isDone() ? QString() : u"…"_s);
        const auto current = m_view->currentLine();
        const std::int64_t place = current ? m_filter.placeOf(*current) : m_filter.endPlace();
        const bool isMatch = place < m_filter.endPlace() && m_filter.line(place) == *current;
        text = isMatch ? tr("%1 of %2").arg(models::numberText(place - m_filter.firstPlace() + 1), all)
               : m_filter.size() == 0 && m_filter.isDone() ? tr("no match")
                                                           : tr("%1 found").arg(all);
        if (m_filter.tooCostly() > 0) {
            text += u" !"_s; // there is no room for more: the line of the search says it
            problem = tr("This expression takes too long on %Ln line(s), which count as no match. One without "
                         "repeats within repeats looks through them, too.",
                         nullptr, int(std::min<std::int64_t>(m_filter.tooCostly(), std::numeric_limits<int>::max())));
        }
    }
    m_count->setText(text);
    setProblem(*m_search, problem);
    refreshPlaceholder();
}

void LogPanel::refreshPlaceholder()
{
    const bool hasLines = m_buffer && m_buffer->ring().size() > 0;
    m_view->setPlaceholder(!hasLines ? m_placeholder : m_filter.isDone() ? tr("No line matches.") : tr("Searching…"));
}

void LogPanel::find(bool backwards)
{
    if (m_filter.isActive())
        m_view->findNext(backwards);
}

bool LogPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool isPress = event->type() == QEvent::KeyPress;
    if (key->matches(QKeySequence::Save)) {
        if (isPress)
            askForFile();
    } else if (watched == m_view) {
        if (!isViewKey(*key) || (modifiers & ~Qt::ShiftModifier) != 0)
            return QWidget::eventFilter(watched, event);
        if (isPress)
            onViewKey(*key);
    } else if (!isPress || !onSearchKey(key->key(), modifiers)) {
        return QWidget::eventFilter(watched, event);
    }
    event->accept(); // the window has another "/"
    return true;
}

void LogPanel::onViewKey(const QKeyEvent &key)
{
    switch (key.key()) {
    case Qt::Key_N:
        return find(key.modifiers() & Qt::ShiftModifier);
    case Qt::Key_O:
        if (m_onlyMatches->isEnabled())
            m_onlyMatches->toggle();
        return;
    case Qt::Key_F:
        return m_follow->click();
    case Qt::Key_W:
        return m_wrap->toggle();
    case Qt::Key_T:
        return m_times->toggle();
    default: // wherever the keyboard has its slash
        focusSearch();
    }
}

bool LogPanel::onSearchKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        find(modifiers & Qt::ShiftModifier);
        return true;
    case Qt::Key_Down:
        m_view->setFocus();
        return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            m_view->setFocus();
        m_search->clear();
        return true;
    default:
        return false;
    }
}

} // namespace fairlead::ui
