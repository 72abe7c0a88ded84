// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statuspill.h"

#include "labels.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Height = 24;
constexpr int ShortName = 160;
constexpr int NameLeft = 24;
constexpr int Gap = 8;
constexpr int End = 12;
constexpr int DangerPadding = 5;

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

void StatusPill::setStatus(const QString &name, const QString &state, models::Severity severity, const QString &danger)
{
    if (text() == name && m_state == state && m_severity == severity && m_danger == danger)
        return;
    setText(name);
    m_state = state;
    m_severity = severity;
    m_danger = danger;
    const QString words = danger.isEmpty() ? tr("%1: %2").arg(name, state) : tr("%1: %2, %3").arg(name, state, danger);
    setPlainToolTip(*this, words);
    setAccessibleName(words);
    updateGeometry();
    update();
}

QString StatusPill::shownState() const
{
    return m_severity == models::Severity::Ok ? QString() : m_state;
}

int StatusPill::nameWidth() const
{
    return fontMetrics().horizontalAdvance(text()) + 2;
}

int StatusPill::wordsWidth() const
{
    const auto widthOf = [this](const QString &words, int padding) {
        return words.isEmpty() ? 0 : fontMetrics().horizontalAdvance(words) + padding;
    };
    return widthOf(shownState(), Gap) + widthOf(m_danger, Gap + 2 * DangerPadding);
}

QSize StatusPill::sizeHint() const
{
    return {NameLeft + nameWidth() + wordsWidth() + End, Height};
}

int StatusPill::shortWidth() const
{
    return NameLeft + qMin(ShortName, nameWidth()) + wordsWidth() + End;
}

void StatusPill::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? tokens.accent : m_danger.isEmpty() ? tokens.line : tokens.error, 1));
    painter.setBrush(underMouse() ? tokens.hover() : tokens.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Height / 2.0, Height / 2.0);
    paintStateDot(painter, QPointF(13, height() / 2.0), m_severity, tokens);
    painter.setPen(tokens.text);
    const int name = qBound(0, width() - NameLeft - wordsWidth() - End, nameWidth());
    painter.drawText(QRect(NameLeft, 0, name, height()), int(Qt::AlignLeft | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, name));
    int left = NameLeft + name + Gap;
    if (!shownState().isEmpty()) {
        const int words = fontMetrics().horizontalAdvance(shownState());
        painter.setPen(tokens.of(m_severity));
        painter.drawText(QRect(left, 0, words + 2, height()), int(Qt::AlignLeft | Qt::AlignVCenter), shownState());
        left += words + Gap;
    }
    if (!m_danger.isEmpty()) {
        const QRect frame(left, 4, fontMetrics().horizontalAdvance(m_danger) + 2 * DangerPadding, height() - 8);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.error);
        painter.drawRoundedRect(frame, 4, 4);
        painter.setPen(tokens.panel);
        painter.drawText(frame, int(Qt::AlignCenter), m_danger);
    }
}

} // namespace fairlead::ui
