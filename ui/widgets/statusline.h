// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

namespace fairlead::ui {

class ContextStates;
class ElidedLabel;
class PlainLabel;

//! The line below the panes: marks, the contexts by their states, what is counted, and which keys to begin with. Where
//! there is no room for all, the counts are the first to be cut and to go, then the keys, and the good states last.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    //! \p states becomes a child.
    StatusLine(ContextStates *states, QWidget *parent = nullptr);

    ElidedLabel &counts() { return *m_counts; }
    //! At the left end, before those that are there; while it is hidden it takes no room.
    void addMark(QWidget *mark);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();

    std::vector<QWidget *> m_marks;
    ContextStates *m_states;
    ElidedLabel *m_counts;
    PlainLabel *m_keys;
};

} // namespace fairlead::ui
