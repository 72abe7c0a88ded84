// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

namespace fairlead::models {
class ActivityCentre;
}

namespace fairlead::ui {

//! "2 running", for the status line; hidden while nothing runs. Pressed, it wants the Activity pane.
class RunningBadge : public QPushButton
{
    Q_OBJECT
public:
    explicit RunningBadge(models::ActivityCentre &centre, QWidget *parent = nullptr);

    //! Also after it was put into a StatusLine, which shows it.
    void refresh();

private:
    models::ActivityCentre &m_centre;
};

} // namespace fairlead::ui
