// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/keptstate.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <functional>

namespace fairlead::console {

//! Keeps the state of the window in its file. What is kept changes by what the user does: a moment after he did
//! anything to any window it is collected, and written if it is another one. So nobody has to remember to say that it
//! changed, and who is killed loses the last moment. A thread of its own writes: no disk, and nobody who locks the
//! file, stops the window.
class StateKeeper : public QObject
{
    Q_OBJECT
public:
    static constexpr auto Delay = std::chrono::seconds(2);

    //! \p collect is called on this thread.
    StateKeeper(QString file, std::function<models::KeptState()> collect);
    //! Waits until it is written.
    ~StateKeeper() override;

    //! Collects and writes now, whatever was written before.
    void save();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void saveChanged();
    void write();

    QString m_file;
    models::KeptState m_kept; //!< as it was written last, or is being written
    std::function<models::KeptState()> m_collect;
    QTimer m_timer;
    QThreadPool m_writer; //!< of one thread
};

} // namespace fairlead::console
