// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

#include <functional>
#include <termios.h>

namespace fairlead::ctl {

//! What Ctrl+C, SIGTERM and SIGHUP do to a command. What has begun nothing ends at once; what has puts that right
//! first, in exec(). A second signal ends that, too. One line on standard error tells; exit code: 128 and the signal.
//! One for the whole process, beside the application object.
class Cancellation
{
public:
    //! From now on.
    explicit Cancellation(const Options &options);
    Q_DISABLE_COPY_MOVE(Cancellation)

    //! Runs the event loop, as QCoreApplication::exec(). A signal calls \p cancel, which brings its end about; where
    //! that takes more than ten seconds it ends as it stands.
    int exec(const std::function<void()> &cancel);
    //! Of the process: \p exitCode where no signal came. Where one has the process ends here: somebody may be asked
    //! for a password still.
    int end(int exitCode) const;

private:
    void onSignal(int signal);

    const QString m_command; //!< "images build"
    std::function<void()> m_cancel;
    int m_signal = 0;
};

//! Until forgetTerminal() a signal that ends the process leaves the terminal \p file as \p before says. In any thread;
//! one at a time.
void rememberTerminal(int file, const termios &before);
void forgetTerminal();

} // namespace fairlead::ctl
