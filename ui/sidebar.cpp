// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sidebar.h"

#include "models/plaintext.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int BadgeRole = Qt::UserRole;
constexpr int RowHeight = 34;

class PaneDelegate : public QStyledItemDelegate
{
public:
    PaneDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, RowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &tokens = m_theme.tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option.rect).adjusted(8, 3, -8, -3);
        const bool isSelected = option.state & QStyle::State_Selected;
        const bool hasFocus = (option.state & QStyle::State_HasFocus) && isSelected;
        if (isSelected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(hasFocus ? QPen(tokens.accent, 1) : QPen(Qt::NoPen));
            painter->setBrush(isSelected ? (tokens.isDark ? tokens.freeDevice : tokens.panel) : tokens.line);
            painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        }
        QFont font = option.font;
        font.setWeight(isSelected ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        const QRectF room = box.adjusted(12, 0, -8 - paintBadge(*painter, box, index.data(BadgeRole).toInt()), 0);
        painter->setFont(font);
        painter->setPen(tokens.text);
        painter->drawText(room, int(Qt::AlignLeft | Qt::AlignVCenter),
                          painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight,
                                                            int(room.width())));
        painter->restore();
    }

private:
    //! \return how much of the right end it takes.
    double paintBadge(QPainter &painter, const QRectF &box, int count) const
    {
        if (count == 0)
            return 0;
        const Tokens &tokens = m_theme.tokens();
        QFont font = painter.font();
        font.setPixelSize(11);
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const QString text = count > 99 ? u"99+"_s : QString::number(count);
        const double width = qMax(18, painter.fontMetrics().horizontalAdvance(text) + 10);
        const QRectF badge(box.right() - width - 8, box.center().y() - 8, width, 16);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.warning);
        painter.drawRoundedRect(badge, 8, 8);
        painter.setPen(tokens.onAccent);
        painter.drawText(badge, Qt::AlignCenter, text);
        return width + 4;
    }

    const Theme &m_theme;
};

} // namespace

Sidebar::Sidebar(const Theme &theme, QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(u"panes"_s);
    setAccessibleName(tr("Panes"));
    setItemDelegate(new PaneDelegate(theme, this));
    setMouseTracking(true);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void Sidebar::addPane(const QString &name, int row)
{
    insertItem(row, name);
    for (int i = 0; i < count(); ++i)
        item(i)->setToolTip(models::toolTipText(tr("Ctrl+%1").arg(i + 1)));
}

void Sidebar::setBadge(int pane, int count, const QString &meaning)
{
    QListWidgetItem *item = this->item(pane);
    if (item->data(BadgeRole).toInt() == count)
        return;
    item->setData(BadgeRole, count);
    item->setData(Qt::AccessibleTextRole, count > 0 ? tr("%1, %2").arg(item->text(), meaning) : item->text());
}

} // namespace fairlead::ui
