// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QAbstractButton>
#include <QPointF>

class QPainter;

namespace fairlead::ui {

class Theme;
struct Tokens;

//! A name with the state it is in: a dot, the name, and the word of the state unless all is well. Something to press.
class StatusPill : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StatusPill(const Theme &theme, QWidget *parent = nullptr);

    void setStatus(const QString &name, const QString &state, models::Severity severity);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownState() const;

    const Theme &m_theme;
    QString m_state;
    models::Severity m_severity = models::Severity::Dim;
};

//! Filled where all is well, a ring while nothing is known yet, a square where something is wrong: not by colour alone.
void paintStateDot(QPainter &painter, const QPointF &centre, models::Severity severity, const Tokens &tokens);

} // namespace fairlead::ui
