// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace fairlead::settings {
struct SaveOutcome;
class SettingsStore;
} // namespace fairlead::settings

namespace fairlead::models {

//! Who wants to end waits here until the settings file has all that was to be saved. Never blocks.
class SaveGate : public QObject
{
    Q_OBJECT
public:
    explicit SaveGate(settings::SettingsStore &store, QObject *parent = nullptr);

    //! \p go follows at once where nothing is being saved, else after the last save; not after one that did not
    //! succeed. Of two ways that were begun the later counts.
    void pass(std::function<void()> go);
    //! Who waits is not let through any more.
    void cancel();

signals:
    //! Somebody has waited for a second, or begins again while they wait.
    void waitIsLong();
    //! Behind that, however it ended; nobody has passed yet.
    void waitIsOver();
    //! Nobody passes: a sentence why, not plain.
    void notSaved(const QString &why);

private:
    void onSaveEnded(const settings::SaveOutcome &outcome);
    void tellLong();
    std::function<void()> endWait();

    settings::SettingsStore &m_store;
    std::function<void()> m_go; //!< empty: nobody waits
    bool m_isLong = false;      //!< that was told
    QTimer m_timer;
};

} // namespace fairlead::models
