// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "checkbox.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int Side = 14;
constexpr double DisabledOpacity = 0.45;

} // namespace

void paintCheck(QPainter &painter, const QRect &area, bool isChecked, bool hasFocus, const Tokens &tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(area.center().x() - Side / 2.0 + 0.5, area.center().y() - Side / 2.0 + 0.5, Side, Side);
    painter.setPen(QPen(isChecked || hasFocus ? tokens.accent : tokens.dim, 1));
    painter.setBrush(isChecked ? tokens.accent : tokens.panel);
    painter.drawRoundedRect(box, 3, 3);
    if (isChecked) {
        painter.setPen(QPen(tokens.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF(
            {box.topLeft() + QPointF(3.2, 7.2), box.topLeft() + QPointF(6, 10), box.topLeft() + QPointF(10.8, 4.4)}));
    }
    painter.restore();
}

CheckBox::CheckBox(const Theme &theme, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize CheckBox::sizeHint() const
{
    return {Side + 10 + fontMetrics().horizontalAdvance(text()), qMax(Side + 2, fontMetrics().height() + 2)};
}

void CheckBox::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setOpacity(isEnabled() ? 1 : DisabledOpacity);
    paintCheck(painter, QRect(0, 0, Side + 2, height()), isChecked(), hasFocus(), tokens);
    painter.setPen(tokens.text);
    painter.drawText(rect().adjusted(Side + 8, 0, 0, 0), int(Qt::AlignLeft | Qt::AlignVCenter), text());
}

} // namespace fairlead::ui
