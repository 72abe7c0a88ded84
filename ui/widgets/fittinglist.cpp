// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fittinglist.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollArea>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

QSize FittingDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return {40, heightFor(index, option.font, view ? view->viewport()->width() : option.rect.width())};
}

FittingList::FittingList(const QString &name, QAbstractItemModel &model, FittingDelegate *delegate, QWidget *parent)
    : QListView(parent)
    , m_delegate(delegate)
{
    delegate->setParent(this);
    setObjectName(u"fitting"_s);
    setAccessibleName(name);
    setModel(&model);
    setItemDelegate(delegate);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setResizeMode(Adjust);
    setVerticalScrollMode(ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &FittingList::fit);
    connect(&model, &QAbstractItemModel::dataChanged, this, &FittingList::fit);
    connect(&model, &QAbstractItemModel::modelReset, this, &FittingList::fit);
    connect(this, &QAbstractItemView::clicked, this, &FittingList::picked);
}

void FittingList::fit()
{
    m_heights.clear();
    updateGeometry();
}

int FittingList::heightForWidth(int width) const
{
    if (const auto known = m_heights.constFind(width); known != m_heights.constEnd())
        return *known;
    int height = 0;
    for (int row = 0; row < model()->rowCount(); ++row)
        height += m_delegate->heightFor(model()->index(row, 0), font(), width);
    constexpr qsizetype MostWidths = 8;
    if (m_heights.size() >= MostWidths)
        m_heights.clear();
    m_heights.insert(width, height);
    return height;
}

QSize FittingList::sizeHint() const
{
    return {120, heightForWidth(std::max(120, width()))};
}

QSize FittingList::minimumSizeHint() const
{
    return {40, 0};
}

void FittingList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        scheduleDelayedItemsLayout(); // rows of another width have other heights
}

void FittingList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
        if (currentIndex().isValid())
            emit picked(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_Escape && !selectionModel()->hasSelection()) {
        event->ignore(); // the inspector's
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        clearSelection();
        return;
    }
    const QModelIndex before = currentIndex();
    QListView::keyPressEvent(event);
    if (currentIndex() != before)
        revealCurrent();
}

//! There is a row to start from.
void FittingList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
}

void FittingList::revealCurrent()
{
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        auto *area = qobject_cast<QScrollArea *>(above);
        if (!area || !area->widget())
            continue;
        const QRect row = visualRect(currentIndex());
        const QPoint centre = viewport()->mapTo(area->widget(), row.center());
        area->ensureVisible(centre.x(), centre.y(), 0, row.height() / 2 + 4);
        return;
    }
}

//! What is around the list scrolls.
void FittingList::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void FittingList::copy() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        for (int row = 0; row < model()->rowCount(); ++row)
            rows += model()->index(row, 0);
    }
    const QString text = m_copier ? m_copier(rows) : QString();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void FittingList::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_copier)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *action =
        menu->addAction(selectionModel()->hasSelection() ? tr("Copy selected rows") : tr("Copy all rows"));
    action->setShortcut(QKeySequence::Copy);
    connect(action, &QAction::triggered, this, &FittingList::copy);
    menu->popup(event->globalPos());
}

} // namespace fairlead::ui
