// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logview.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

// Where lines and their rows are, and what is at the top.

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int LeastColumns = 16; // of a wrapped line
constexpr int RowsOfWheel = 3;

} // namespace

int LogView::lineHeight() const
{
    return fontMetrics().height() + 2;
}

int LogView::visibleLines() const
{
    return std::max(1, viewport()->height() / lineHeight());
}

int LogView::timeWidth() const
{
    return m_showsTimes ? fontMetrics().horizontalAdvance(u"00:00:00.000  "_s) : 0;
}

//! By letters of one width where the font has only such, else by the width of each.
std::vector<qsizetype> LogView::rowStarts(const QString &text) const
{
    std::vector<qsizetype> starts{0};
    if (!m_wraps)
        return starts;
    const QFontMetricsF metrics(font()); // whole pixels add up to some letters
    const double letter = std::max(1.0, metrics.horizontalAdvance(u'0'));
    const double width = std::max(viewport()->width() - 2.0 * Margin - timeWidth(), LeastColumns * letter);
    const bool isEven = QFontInfo(font()).fixedPitch() &&
                        std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x250; });
    if (isEven) {
        const auto columns = qsizetype(width / letter);
        for (qsizetype at = columns; at < text.size(); at += columns)
            starts.push_back(at);
        return starts;
    }
    double x = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        const double advance = metrics.horizontalAdvance(text.sliced(at, length));
        if (x + advance > width && x > 0) {
            starts.push_back(at);
            x = 0;
        }
        x += advance;
        at += length;
    }
    return starts;
}

int LogView::rowsOf(std::int64_t place) const
{
    if (!m_wraps)
        return 1;
    const auto line = lineOf(place);
    return line ? int(rowStarts(models::logText(line->utf8, ShownLetters)).size()) : 1;
}

//! So many rows down, or up; at most to the first one and behind the last one.
LogView::Spot LogView::moved(Spot spot, int rows) const
{
    if (!m_wraps)
        return {std::clamp(spot.place + rows, firstPlace(), endPlace()), 0};
    for (; rows > 0 && spot.place < endPlace(); spot = {spot.place + 1, 0}) {
        const int left = rowsOf(spot.place) - spot.row;
        if (rows < left)
            return {spot.place, spot.row + rows};
        rows -= left;
    }
    while (rows < 0) {
        if (spot.row + rows >= 0)
            return {spot.place, spot.row + rows};
        if (spot.place <= firstPlace())
            return {firstPlace(), 0};
        rows += spot.row + 1;
        --spot.place;
        spot.row = rowsOf(spot.place) - 1;
    }
    return spot;
}

//! Where the view begins when the last line ends it.
LogView::Spot LogView::lastTop() const
{
    if (!m_wraps)
        return {std::max(firstPlace(), endPlace() - visibleLines()), 0};
    return moved({endPlace(), 0}, -visibleLines());
}

std::int64_t LogView::placeAt(int y) const
{
    const std::int64_t place = moved(m_top, std::max(0, y) / lineHeight()).place;
    return std::clamp(place, firstPlace(), std::max(firstPlace(), endPlace() - 1));
}

void LogView::setTop(Spot spot)
{
    m_sought.reset();
    const Spot last = lastTop();
    m_top = std::clamp(spot, Spot{std::min(firstPlace(), last.place), 0}, last);
    setFollowing(m_top == last);
    arrange();
    viewport()->update();
}

void LogView::showPlace(std::int64_t place)
{
    if (place < m_top.place || (place == m_top.place && m_top.row > 0))
        return setTop({place, 0});
    if (place < m_top.place + visibleLines()) { // else it is far below
        int rows = -m_top.row;
        for (std::int64_t each = m_top.place; each <= place && rows <= visibleLines(); ++each)
            rows += rowsOf(each);
        if (rows <= visibleLines())
            return;
    }
    const Spot end = moved({place, rowsOf(place) - 1}, 1 - visibleLines());
    setTop(std::min(end, Spot{place, 0}));
}

void LogView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx);
    if (m_isArranging)
        return;
    if (dy != 0) {
        const bool isEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
        setTop(isEnd ? lastTop() : Spot{firstPlace() + verticalScrollBar()->value(), 0});
    }
    viewport()->update();
}

//! A long line would leave in one leap: what is wrapped moves by rows.
void LogView::wheelEvent(QWheelEvent *event)
{
    if (!m_wraps || event->angleDelta().y() == 0)
        return QAbstractScrollArea::wheelEvent(event);
    constexpr int Notch = QWheelEvent::DefaultDeltasPerStep;
    m_wheel += event->angleDelta().y() * RowsOfWheel;
    const int rows = m_wheel / Notch;
    m_wheel -= rows * Notch;
    setTop(moved(m_top, -rows));
    event->accept();
}

} // namespace fairlead::ui
