// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statelabel.h"

#include "statuspill.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int Height = 22;
constexpr int TextLeft = 22;
constexpr int Padding = 10;

} // namespace

StateLabel::StateLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StateLabel::setState(const QString &text, models::Severity severity)
{
    if (m_text == text && m_severity == severity)
        return;
    m_text = text;
    m_severity = severity;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StateLabel::sizeHint() const
{
    return {TextLeft + fontMetrics().horizontalAdvance(m_text) + Padding, Height};
}

void StateLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Height / 2.0, Height / 2.0);
    paintStateDot(painter, QPointF(12, height() / 2.0), m_severity, tokens);
    painter.setPen(m_severity == models::Severity::Ok ? tokens.text : tokens.of(m_severity));
    painter.drawText(rect().adjusted(TextLeft, 0, 0, 0), int(Qt::AlignLeft | Qt::AlignVCenter), m_text);
}

} // namespace fairlead::ui
