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
//! Narrower than its size hint it cuts the name.
class StatusPill : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StatusPill(const Theme &theme, QWidget *parent = nullptr);

    //! An empty \p state is not said. \p danger is said in red beside the name, whatever the state; empty: nothing.
    void setStatus(const QString &name, const QString &state, models::Severity severity, const QString &danger = {});
    models::Severity severity() const { return m_severity; }
    //! Has room for the whole name.
    QSize sizeHint() const override;
    //! With as much of the name as tells it from most others.
    int shortWidth() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownState() const;
    int nameWidth() const; //!< of all of it
    int wordsWidth() const;

    const Theme &m_theme;
    QString m_state;
    QString m_danger;
    models::Severity m_severity = models::Severity::Dim;
};

//! Filled where all is well, a ring while nothing is known yet, a square where something is wrong: not by colour alone.
void paintStateDot(QPainter &painter, const QPointF &centre, models::Severity severity, const Tokens &tokens);

} // namespace fairlead::ui
