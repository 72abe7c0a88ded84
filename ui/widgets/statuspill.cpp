// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statuspill.h"

#include "models/plaintext.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Height = 24;
constexpr int NameWidth = 160;

} // namespace

void paintStateDot(QPainter &painter, const QPointF &centre, models::Severity severity, const Tokens &tokens)
{
    const QColor colour = tokens.of(severity);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (severity) {
    case models::Severity::Neutral:
    case models::Severity::Ok:
        painter.drawEllipse(centre, 4, 4);
        break;
    case models::Severity::Dim:
        painter.setPen(QPen(colour, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 3.25, 3.25);
        break;
    case models::Severity::Warning:
        painter.drawPolygon(
            QPolygonF({centre + QPointF(0, -4.5), centre + QPointF(4.75, 3.75), centre + QPointF(-4.75, 3.75)}));
        break;
    case models::Severity::Error:
        painter.drawRect(QRectF(centre.x() - 3.5, centre.y() - 3.5, 7, 7));
        break;
    }
    painter.restore();
}

StatusPill::StatusPill(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusPill::setStatus(const QString &name, const QString &state, models::Severity severity)
{
    if (text() == name && m_state == state && m_severity == severity)
        return;
    setText(name);
    m_state = state;
    m_severity = severity;
    setAccessibleName(tr("%1: %2").arg(name, state));
    setToolTip(models::toolTipText(tr("%1: %2").arg(name, state)));
    updateGeometry();
    update();
}

QString StatusPill::shownState() const
{
    return m_severity == models::Severity::Ok ? QString() : m_state;
}

QSize StatusPill::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int name = qMin(NameWidth, metrics.horizontalAdvance(text()) + 2);
    const int state = shownState().isEmpty() ? 0 : metrics.horizontalAdvance(shownState()) + 8;
    return {24 + name + state + 12, Height};
}

void StatusPill::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? tokens.accent : tokens.line, 1));
    painter.setBrush(underMouse() ? tokens.hover() : tokens.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Height / 2.0, Height / 2.0);
    paintStateDot(painter, QPointF(13, height() / 2.0), m_severity, tokens);
    painter.setPen(tokens.text);
    const int name = qMin(NameWidth, fontMetrics().horizontalAdvance(text()) + 2);
    const QRect nameRect(24, 0, name, height());
    painter.drawText(nameRect, int(Qt::AlignLeft | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, name));
    painter.setPen(tokens.of(m_severity));
    painter.drawText(rect().adjusted(nameRect.right() + 7, 0, -4, 0), int(Qt::AlignLeft | Qt::AlignVCenter),
                     shownState());
}

} // namespace fairlead::ui
