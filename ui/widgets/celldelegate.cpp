// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "celldelegate.h"

#include "checkbox.h"
#include "models/indexedtablemodel.h"
#include "models/severity.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

using models::IndexedTableModel;
using models::Severity;

constexpr int Padding = 6;
constexpr int RowHeight = 26;
constexpr int AlertGap = 8;
constexpr double StaleOpacity = 0.6;

int widestDigit(const QFontMetrics &metrics)
{
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

} // namespace

void paintTabular(QPainter &painter, const QRect &area, const QString &text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int digit = widestDigit(metrics);
    const auto advance = [&](QChar c) { return c.isDigit() ? digit : metrics.horizontalAdvance(c); };
    int right = area.right() + 1;
    const int baseline = area.top() + (area.height() + metrics.ascent() - metrics.descent()) / 2;
    for (auto c = text.crbegin(); c != text.crend(); ++c) {
        right -= advance(*c);
        const int centring = c->isDigit() ? (digit - metrics.horizontalAdvance(*c)) / 2 : 0;
        painter.drawText(right + centring, baseline, QString(*c));
    }
}

QString fittingText(const QFontMetrics &metrics, const QString &text, const QStringList &shorter, int width,
                    Qt::TextElideMode mode)
{
    QString last = text;
    for (const QString &next : shorter) {
        if (metrics.horizontalAdvance(last) <= width)
            return last;
        last = next;
    }
    return metrics.horizontalAdvance(last) <= width ? last : metrics.elidedText(last, mode, width);
}

CellDelegate::CellDelegate(const Theme &theme, QObject *parent, int weight)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_weight(weight)
{
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString alert = index.data(IndexedTableModel::AlertRole).toString();
    const int alertWidth = alert.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(alert) + AlertGap;
    return {QStyledItemDelegate::sizeHint(option, index).width() + Padding + alertWidth, RowHeight};
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, tokens.selection());
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, tokens.hover());
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(tokens.accent, 1));
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }

    QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    if (index.data(Qt::CheckStateRole).isValid()) {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
        item.rect = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &item, item.widget);
        area.setLeft(item.rect.right() + Padding);
        paintCheck(*painter, item.rect, item.checkState == Qt::Checked, false, tokens);
    }
    if (index.data(IndexedTableModel::IsStaleRole).toBool())
        painter->setOpacity(StaleOpacity); // of what is drawn; text stays readable
    paintContent(*painter, area, option, index);
    painter->restore();
}

void CellDelegate::paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const auto severity = index.data(IndexedTableModel::SeverityRole).value<Severity>();
    const bool isStale = index.data(IndexedTableModel::IsStaleRole).toBool() && severity == Severity::Neutral;
    const QColor colour = isStale ? tokens.dim : tokens.of(severity);
    painter.setOpacity(1);
    painter.setPen(colour);
    QFont font = option.font;
    font.setWeight(QFont::Weight(m_weight));
    painter.setFont(font);
    const QString text = index.data(Qt::DisplayRole).toString();
    if (index.data(IndexedTableModel::IsNumericRole).toBool()) {
        paintTabular(painter, area, text);
        return;
    }
    QRect left = area;
    if (const QString alert = index.data(IndexedTableModel::AlertRole).toString(); !alert.isEmpty()) {
        const int width = painter.fontMetrics().horizontalAdvance(alert);
        painter.setPen(tokens.error);
        const int used = std::min(painter.fontMetrics().horizontalAdvance(text) + AlertGap, area.width() - width);
        painter.drawText(area.adjusted(used, 0, 0, 0), int(Qt::AlignLeft | Qt::AlignVCenter), alert);
        painter.setPen(colour);
        left.setWidth(used - AlertGap);
    }
    const QString shown =
        fittingText(painter.fontMetrics(), text, index.data(IndexedTableModel::ShorterRole).toStringList(),
                    left.width(), m_elideMode);
    painter.drawText(left, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), shown);
}

} // namespace fairlead::ui
