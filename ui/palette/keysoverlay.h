// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "keyhint.h"

#include <QFrame>
#include <QPointer>

#include <functional>

namespace fairlead::ui {

//! "?": what the keys do here. Lies over its window; Escape, "?" again or a click elsewhere takes it away.
class KeysOverlay : public QFrame
{
    Q_OBJECT
public:
    //! \p groups is asked each time it opens, so that it says what is so in the pane that is shown.
    KeysOverlay(std::function<std::vector<KeyGroup>()> groups, QWidget *window);

    void toggle();
    const std::vector<KeyGroup> &groups() const { return m_groups; } //!< that are shown, or were last

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void open();
    void leave();
    void place();

    std::function<std::vector<KeyGroup>()> m_makeGroups;
    std::vector<KeyGroup> m_groups;
    QWidget *m_sheet;           //!< all of it painted, in a scroll area where the window is small
    QPointer<QWidget> m_before; //!< had the focus
};

} // namespace fairlead::ui
