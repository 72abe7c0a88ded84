// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QListView>
#include <QStyledItemDelegate>

#include <functional>

namespace fairlead::ui {

//! Paints rows whose height depends on their width.
class FittingDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    virtual int heightFor(const QModelIndex &index, const QFont &font, int width) const = 0;
};

//! A copier for FittingList: what a \p Model has for it in its CopyRole, a line for each row.
template <class Model>
QString copied(const QModelIndexList &rows)
{
    QString text;
    for (const QModelIndex &row : rows)
        text += row.data(Model::CopyRole).toString() + u'\n';
    return text;
}

//! A list as high as its rows, for something around it to scroll. It keeps current row and selection while the model
//! changes, and copies rows.
class FittingList : public QListView
{
    Q_OBJECT
public:
    //! \p name is what assistive technology calls it; \p delegate becomes a child.
    FittingList(const QString &name, QAbstractItemModel &model, FittingDelegate *delegate, QWidget *parent = nullptr);

    //! Makes the text of the rows to copy, with tabs and newlines; without, nothing is copied.
    void setCopier(std::function<QString(const QModelIndexList &rows)> copier) { m_copier = std::move(copier); }
    //! The selected rows, or all where none is.
    void copy() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    //! Clicked, or Enter or Space on the current row.
    void picked(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void fit();
    void revealCurrent();

    std::function<QString(const QModelIndexList &)> m_copier;
    FittingDelegate *m_delegate;
    mutable QHash<int, int> m_heights; //!< by width: layouts ask for more than one
};

} // namespace fairlead::ui
