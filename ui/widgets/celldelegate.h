// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace fairlead::ui {

class Theme;

//! Paints the cells of our tables: text in the colour of its severity, dim where the row is stale, numbers
//! right-aligned with digits of equal width, a check box where the model has one. Knows the common roles of
//! models::IndexedTableModel.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr, int weight = 400);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    //! Where text that has no room is cut: names differ at their ends, so these lose their middle.
    void setElideMode(Qt::TextElideMode mode) { m_elideMode = mode; }

protected:
    const Theme &theme() const { return m_theme; }
    //! What stands in the cell; the background is painted.
    virtual void paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const;

private:
    const Theme &m_theme;
    int m_weight; //!< of the font
    Qt::TextElideMode m_elideMode = Qt::ElideRight;
};

//! \p text, else the first of \p shorter that has room in \p width, else what fits of the last one.
QString fittingText(const QFontMetrics &metrics, const QString &text, const QStringList &shorter, int width,
                    Qt::TextElideMode mode = Qt::ElideRight);

//! Right-aligned in \p area with all digits as wide as the widest, so that columns of numbers line up in any font.
void paintTabular(QPainter &painter, const QRect &area, const QString &text);

} // namespace fairlead::ui
