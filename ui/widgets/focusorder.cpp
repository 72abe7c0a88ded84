// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "focusorder.h"

#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace fairlead::ui {

namespace {

void collect(QWidget *widget, QList<QWidget *> &order);

void collect(const QLayout *layout, QList<QWidget *> &order)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (item->widget())
            collect(item->widget(), order);
        else if (item->layout())
            collect(item->layout(), order);
    }
}

void collect(QWidget *widget, QList<QWidget *> &order)
{
    if (!widget || widget->isHidden() || !widget->isEnabled())
        return;
    if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy())
        order += widget;
    if (const auto *splitter = qobject_cast<QSplitter *>(widget)) {
        for (int i = 0; i < splitter->count(); ++i)
            collect(splitter->widget(i), order);
    } else if (const auto *stack = qobject_cast<QStackedWidget *>(widget)) {
        collect(stack->currentWidget(), order);
    } else if (const auto *area = qobject_cast<QScrollArea *>(widget)) {
        collect(area->widget(), order);
    } else if (widget->layout()) {
        collect(widget->layout(), order);
        for (QWidget *child : widget->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
            if (child->property(OverlayProperty).toBool())
                collect(child, order);
        }
    } else if (!qobject_cast<QAbstractScrollArea *>(widget)) {
        QWidgetList children = widget->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly); // placed by hand
        std::stable_sort(children.begin(), children.end(), [](const QWidget *a, const QWidget *b) {
            return std::pair(a->y(), a->x()) < std::pair(b->y(), b->x());
        });
        for (QWidget *child : std::as_const(children)) {
            if (!child->isWindow())
                collect(child, order);
        }
    }
}

} // namespace

bool moveFocus(QWidget &window, bool isForward)
{
    QList<QWidget *> order;
    collect(&window, order);
    order.removeOne(&window);
    if (order.isEmpty())
        return false;
    const qsizetype count = order.size();
    const qsizetype now = order.indexOf(window.focusWidget());
    const qsizetype next = isForward ? (now + 1) % count : now > 0 ? now - 1 : count - 1;
    order[next]->setFocus(isForward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace fairlead::ui
