// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logview.h"

#include "models/logs/logbuffer.h"
#include "models/logs/logfilter.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

#include <algorithm>

// What is selected: by hand, by searching; and copied.

namespace fairlead::ui {

namespace {

constexpr int MostSteps = 100'000; // of a search, as of a LogFilter
constexpr qsizetype MostCopied = 10 << 20;

} // namespace

std::optional<std::pair<std::int64_t, std::int64_t>> LogView::selection() const
{
    if (!m_anchor || size() == 0)
        return {};
    const auto [from, to] = std::minmax(*m_anchor, m_current);
    if (to < firstPlace())
        return {}; // gone
    return std::pair(std::max(from, firstPlace()), std::min(to, endPlace() - 1));
}

std::optional<std::int64_t> LogView::currentLine() const
{
    if (!m_anchor || m_current < firstPlace() || m_current >= endPlace())
        return {};
    return m_filter ? m_filter->line(m_current) : m_current;
}

void LogView::select(std::int64_t place, bool extends)
{
    if (size() == 0)
        return;
    m_current = place;
    if (!extends || !m_anchor)
        m_anchor = place;
    viewport()->update();
}

void LogView::selectAll()
{
    if (size() == 0)
        return;
    m_anchor = firstPlace();
    m_current = endPlace() - 1;
    viewport()->update();
}

QString LogView::selectedText(std::int64_t *lines) const
{
    QString text;
    std::int64_t taken = 0;
    const auto selected = selection();
    for (std::int64_t i = selected ? selected->first : 0; selected && i <= selected->second; ++i) {
        if (text.size() > MostCopied)
            break;
        ++taken;
        const auto line = lineOf(i);
        if (!line)
            continue;
        text += models::logText(line->utf8);
        if (!line->isCut)
            text += u'\n';
    }
    if (lines)
        *lines = taken;
    return text;
}

void LogView::copy()
{
    std::int64_t lines = 0;
    const QString text = selectedText(&lines);
    const auto selected = selection();
    if (text.isEmpty() || !selected)
        return;
    QApplication::clipboard()->setText(text);
    emit copied(lines, selected->second - selected->first + 1);
}

void LogView::findNext(bool backwards)
{
    m_search.reset();
    if (size() == 0 || !m_marks.isActive()) {
        emit searched(false);
        return;
    }
    const int step = backwards ? -1 : 1;
    const auto selected = selection();
    if (selected)
        m_search = {(backwards ? selected->first : selected->second) + step, step};
    else
        m_search = {backwards ? m_top.place + visibleLines() - 1 : m_top.place, step};
    searchOn();
}

//! What was next may have gone.
void LogView::searchOn()
{
    const std::int64_t first = firstPlace();
    models::LogMatcher::Batch batch;
    m_search->at = m_search->step > 0 ? std::max(m_search->at, first) : std::min(m_search->at, endPlace() - 1);
    for (std::int64_t at = m_search->at; at >= first && at < endPlace() && !batch.isFull(); at += m_search->step) {
        const auto line = lineOf(at);
        batch.add(line ? line->utf8 : QByteArrayView());
    }
    if (batch.size() > 0) {
        m_matcher.start(models::limitedExpression(m_marks.expression(), MostSteps), std::move(batch), true);
        return;
    }
    endSearch(false);
}

void LogView::endSearch(bool isFound)
{
    m_search.reset();
    emit searched(isFound);
}

void LogView::onSearched(const std::vector<models::LogMatcher::Verdict> &verdicts)
{
    if (!m_search)
        return;
    const std::int64_t last = m_search->at + m_search->step * (std::int64_t(verdicts.size()) - 1);
    const auto line = lineOf(last);
    const bool isThere = line && line->utf8 == m_matcher.batch().line(verdicts.size() - 1);
    if (verdicts.back() != models::LogMatcher::Verdict::Yes || !isThere) {
        m_search->at = last + m_search->step;
        return searchOn();
    }
    select(last, false);
    showPlace(last);
    endSearch(true);
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    const bool extends = event->modifiers() & Qt::ShiftModifier;
    const auto moveBy = [&](std::int64_t by) {
        if (size() == 0)
            return;
        const std::int64_t from = m_anchor ? m_current : m_top.place;
        select(std::clamp(m_anchor ? from + by : from, firstPlace(), endPlace() - 1), extends);
        showPlace(m_current);
    };
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    switch (event->key()) {
    case Qt::Key_Up:
        return moveBy(-1);
    case Qt::Key_Down:
        return moveBy(1);
    case Qt::Key_PageUp:
        return setTop(moved(m_top, -visibleLines()));
    case Qt::Key_PageDown:
        return setTop(moved(m_top, visibleLines()));
    case Qt::Key_Home:
        return setTop({firstPlace(), 0});
    case Qt::Key_End:
        return follow();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        select(placeAt(event->pos().y()), event->modifiers() & Qt::ShiftModifier);
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        select(placeAt(event->pos().y()), true);
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept(); // the press did it all
}

} // namespace fairlead::ui
