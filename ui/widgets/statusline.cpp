// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statusline.h"

#include "contextstates.h"
#include "labels.h"

#include <QEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int LineHeight = 28;
constexpr int LeftMargin = 12;
constexpr int RightMargin = 16;
constexpr int Gap = 16;
constexpr int LeastCounts = 96; // less of them says nothing

} // namespace

StatusLine::StatusLine(ContextStates *states, QWidget *parent)
    : QWidget(parent)
    , m_states(states)
    , m_counts(new ElidedLabel(u"dim"_s, this))
    , m_keys(new PlainLabel(u"dim"_s, this))
{
    setObjectName(u"statusBar"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(LineHeight);
    m_states->setParent(this);
    m_keys->setText(tr("? keys   Ctrl+K commands"));
}

void StatusLine::addMark(QWidget *mark)
{
    mark->setParent(this);
    m_marks.insert(m_marks.begin(), mark);
    mark->show(); // no layout does it
    arrange();
}

void StatusLine::arrange()
{
    int left = LeftMargin;
    for (QWidget *mark : m_marks) {
        if (mark->isHidden())
            continue;
        const QSize size = mark->sizeHint();
        mark->setGeometry(left, (height() - size.height()) / 2, size.width(), size.height());
        left += size.width() + Gap;
    }
    int room = std::max(0, width() - RightMargin - left);
    const int keys = m_keys->sizeHint().width();
    const bool showsKeys = m_states->leastWidth() + Gap + keys <= room;
    m_keys->setVisible(showsKeys);
    if (showsKeys) {
        m_keys->setGeometry(width() - RightMargin - keys, 0, keys, height());
        room -= keys + Gap;
    }
    const int wanted = m_counts->sizeHint().width();
    const int states = m_states->widthWithin(std::max(0, room - Gap - wanted));
    const int counts = std::min(wanted, room - Gap - states);
    const bool showsCounts = counts >= std::min(wanted, LeastCounts);
    m_counts->setVisible(showsCounts);
    m_counts->setGeometry(left + room - counts, 0, std::max(0, counts), height());
    m_states->setGeometry(left, 0, showsCounts ? room - Gap - counts : room, height());
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool StatusLine::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) // one of them has more or less to say
        arrange();
    return QWidget::event(event);
}

} // namespace fairlead::ui
