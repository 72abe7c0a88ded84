// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "usagebar.h"

#include "bardelegate.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace fairlead::ui {

UsageBar::UsageBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void UsageBar::setUsage(const QString &name, const QString &figures, double share)
{
    if (m_name == name && m_figures == figures && qFuzzyCompare(m_share + 1, share + 1))
        return;
    m_name = name;
    m_figures = figures;
    m_share = share;
    setAccessibleName(tr("%1: %2").arg(name, figures));
    update();
}

QSize UsageBar::sizeHint() const
{
    return {160, fontMetrics().height() + 12};
}

void UsageBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    const QRect words(0, 0, width(), fontMetrics().height());
    painter.setPen(tokens.text);
    painter.drawText(words, int(Qt::AlignRight | Qt::AlignVCenter), m_figures);
    painter.setPen(tokens.dim);
    const int left = words.width() - fontMetrics().horizontalAdvance(m_figures) - 8;
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter),
                     fontMetrics().elidedText(m_name, Qt::ElideRight, left));
    paintBar(painter, QRect(0, words.bottom() + 3, width(), 8), m_share, 0, tokens);
}

} // namespace fairlead::ui
