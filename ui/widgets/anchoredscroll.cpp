// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "anchoredscroll.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLayout>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace fairlead::ui {

namespace {

//! Those inside first: what is around asks them for their sizes.
void layOutAll(QWidget &widget)
{
    const auto children = widget.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *child : children)
        layOutAll(*child);
    if (widget.layout())
        widget.layout()->activate();
}

} // namespace

AnchoredScroll::AnchoredScroll(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!m_isKeeping)
            remember();
    });
}

template <class Change>
void AnchoredScroll::keepingAnchor(Change change)
{
    if (m_isKeeping) {
        change();
        return;
    }
    const QScopedValueRollback<bool> keeping(m_isKeeping, true);
    change();
    if (m_anchor && m_anchor->isVisible())
        verticalScrollBar()->setValue(m_anchor->y() - m_distance);
    remember();
}

void AnchoredScroll::settle()
{
    if (!isVisible() || !widget())
        return;
    keepingAnchor([this] {
        layOutAll(*widget());
        QEvent request(QEvent::LayoutRequest);
        QScrollArea::event(&request);
    });
}

bool AnchoredScroll::event(QEvent *event)
{
    if (event->type() != QEvent::LayoutRequest)
        return QScrollArea::event(event);
    bool isTaken = false;
    keepingAnchor([&] { isTaken = QScrollArea::event(event); });
    return isTaken;
}

bool AnchoredScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != widget() || event->type() != QEvent::Resize)
        return QScrollArea::eventFilter(watched, event);
    bool isTaken = false;
    keepingAnchor([&] { isTaken = QScrollArea::eventFilter(watched, event); });
    return isTaken;
}

void AnchoredScroll::resizeEvent(QResizeEvent *event)
{
    keepingAnchor([&] { QScrollArea::resizeEvent(event); });
}

void AnchoredScroll::remember()
{
    const int top = verticalScrollBar()->value();
    m_anchor = nullptr;
    const auto children =
        widget() ? widget()->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly) : QList<QWidget *>();
    for (QWidget *child : children) {
        if (child->isVisible() && child->geometry().bottom() >= top && (!m_anchor || child->y() < m_anchor->y()))
            m_anchor = child;
    }
    m_distance = m_anchor ? m_anchor->y() - top : 0;
}

} // namespace fairlead::ui
