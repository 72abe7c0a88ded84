// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QFrame>
#include <QTimer>

#include <functional>
#include <optional>

class QPushButton;

namespace fairlead::ui {

class PlainLabel;

//! Over the bottom edge of its pane, so that nothing moves for it: what was done, with a way back, or what went wrong
//! and how to mend it. What went well leaves by itself; what did not stays until it is read.
class Notice : public QFrame
{
    Q_OBJECT
public:
    //! \p side: Qt::AlignLeft or Qt::AlignHCenter, where two of them lie over one pane.
    explicit Notice(QWidget *pane, Qt::AlignmentFlag side = Qt::AlignLeft);

    //! \p undo is run at most once, by a button named \p action; without it there is none.
    void say(const QString &text, models::Severity severity = models::Severity::Neutral, const QString &action = {},
             std::function<void()> undo = {});
    //! What goes on until endStaying(): what is said meanwhile passes over it.
    void stay(const QString &text, const QString &action, std::function<void()> undo);
    void endStaying();
    bool isStaying() const { return m_showsStaying; } //!< and nothing passes over it
    void dismiss();
    QString text() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Staying
    {
        QString text;
        QString action;
        std::function<void()> undo;
    };

    void place();
    void showStaying();

    const Qt::AlignmentFlag m_side;
    PlainLabel *m_text;
    QPushButton *m_action;
    std::function<void()> m_undo;
    std::optional<Staying> m_staying;
    bool m_showsStaying = false; //!< and nothing else
    QTimer m_timer;
};

} // namespace fairlead::ui
