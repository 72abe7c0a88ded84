// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productcard.h"

#include "models/formats.h"
#include "models/gpus/producttotalsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bardelegate.h"
#include "ui/widgets/labels.h"

#include <QKeyEvent>
#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int Padding = 14;
constexpr int NumberPixels = 26;
constexpr double LastSeenOpacity = 0.5; // of what is drawn; text stays readable

} // namespace

ProductCard::ProductCard(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProductCard::setProduct(const QModelIndex &index)
{
    using Totals = models::ProductTotalsModel;
    setText(index.data(Qt::DisplayRole).toString());
    const QVariant free = index.data(Totals::FreeRole);
    m_free = free.isValid() ? models::numberText(free.toLongLong()) : tr("?");
    m_isNothingFree = free.isValid() && free.toLongLong() == 0;
    m_rest = tr("of %1 free").arg(models::numberText(index.data(Totals::AllocatableRole).toLongLong()));
    m_note = index.data(Totals::NoteRole).toString();
    m_requested = index.data(Totals::RequestedFractionRole).toDouble();
    m_unusable = index.data(Totals::UnusableFractionRole).toDouble();
    m_hasWarning = index.data(Totals::HasWarningRole).toBool();
    m_isLastSeen = index.data(Totals::IsLastSeenRole).toBool();
    setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
    setToolTip(index.data(Qt::ToolTipRole).toString());
    setAccessibleDescription(accessibleName()); // else the tool tip's marks would be read
    update();
}

void ProductCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if (event->key() == Qt::Key_Escape)
        emit left();
    else
        QAbstractButton::keyPressEvent(event);
}

void ProductCard::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = isChecked() ? 2 : 1;
    const bool isAccent = isChecked() || hasFocus();
    painter.setPen(QPen(isAccent ? tokens.accent : underMouse() ? tokens.freeEdge : tokens.line, line));
    painter.setBrush(isChecked() ? tokens.selection() : tokens.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), 8, 8);
    if (isChecked() && hasFocus()) {
        painter.setPen(QPen(tokens.accent, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(4.5, 4.5, -4.5, -4.5), 5, 5);
    }

    const QRect inner = rect().adjusted(Padding, 8, -Padding, -8);
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    font.setPixelSize(12);
    painter.setFont(font);
    painter.setPen(tokens.dim);
    painter.drawText(QRect(inner.left(), inner.top(), inner.width(), 18), int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, inner.width()));

    font.setPixelSize(NumberPixels);
    painter.setFont(font);
    painter.setPen(m_isNothingFree || m_isLastSeen ? tokens.dim : tokens.text);
    const int baseline = inner.top() + 43;
    painter.drawText(inner.left(), baseline, m_free);
    const int used = painter.fontMetrics().horizontalAdvance(m_free);
    painter.setFont(this->font());
    painter.setPen(tokens.dim);
    painter.drawText(inner.left() + used + 8, baseline, m_rest);

    painter.setOpacity(m_isLastSeen ? LastSeenOpacity : 1);
    paintBar(painter, QRect(inner.left(), inner.top() + 48, inner.width(), 8), m_requested, m_unusable, tokens);
    painter.setOpacity(1);

    font = this->font();
    font.setPixelSize(12);
    painter.setFont(font);
    painter.setPen(m_hasWarning ? tokens.warning : tokens.dim);
    painter.drawText(QRect(inner.left(), inner.bottom() - 15, inner.width(), 18), int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(m_note, Qt::ElideRight, inner.width()));
}

} // namespace fairlead::ui
