// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/palette/commandpalette.h"
#include "ui/palette/keyhint.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace fairlead::models {
class KeptState;
}

namespace fairlead::ui {

class PaneHeader;

//! A pane of the main window: what the window asks of each of them.
class PaneWidget : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual PaneHeader &header() const = 0;
    //! What can be done here, for the palette and the keys.
    virtual std::vector<Command> commands() = 0;
    //! Keys of its views that are no commands.
    virtual std::vector<KeyGroup> keyGroups() const = 0;
    //! Finds by name what is shown here and is very much, whatever the filter; empty: nothing is.
    virtual FindCommands makeFind() { return {}; }
    //! So that no inspector is empty on a screenshot and in the first moment.
    virtual void selectSomething() {}
    //! Something was typed that is written nowhere yet.
    virtual bool hasUnsavedChanges() const { return false; }
    //! \p go follows at once, or once the user has decided what becomes of that; perhaps never.
    virtual void leaveForm(std::function<void()> go) { go(); }
    virtual void updateAges() {}    //!< every ten seconds: relative times grew
    virtual void updateSeconds() {} //!< every second: what counts them, if it is visible
    virtual void saveState(models::KeptState &) const {}
    virtual void restoreState(const models::KeptState &) {}

signals:
    //! Something that is kept has changed.
    void stateChanged();
};

} // namespace fairlead::ui
