// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "labels.h"

#include "models/plaintext.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

QString roleOf(models::Severity severity, const QString &neutral)
{
    switch (severity) {
    case models::Severity::Error:
        return u"error"_s;
    case models::Severity::Warning:
        return u"warning"_s;
    case models::Severity::Neutral:
    case models::Severity::Dim:
    case models::Severity::Ok:
        break;
    }
    return neutral;
}

void setPlainToolTip(QWidget &widget, const QString &text)
{
    widget.setToolTip(models::toolTipText(text));
    widget.setAccessibleDescription(text);
}

PlainLabel::PlainLabel(const QString &role, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(role);
    setTextFormat(Qt::PlainText);
}

void PlainLabel::makeParagraph()
{
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

ElidedLabel::ElidedLabel(const QString &role, QWidget *parent)
    : PlainLabel(role, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setFullText(const QString &text)
{
    if (text == this->text())
        return;
    setText(text);
    setPlainToolTip(*this, text);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {24, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    painter.drawText(contentsRect(), int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), shown);
}

} // namespace fairlead::ui
