// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingschange.h"

#include <QObject>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace fairlead::settings {
struct SaveOutcome;
class SettingsStore;
} // namespace fairlead::settings

namespace fairlead::models {

//! The way of one form's object into the settings file: sent, answered, and where others have changed the same
//! meanwhile decided and sent again. A third side that comes in between is asked about again.
class ObjectSaver : public QObject
{
    Q_OBJECT
public:
    explicit ObjectSaver(settings::SettingsStore &store, QObject *parent = nullptr);

    //! One after the other.
    void save(const settings::SettingsChange &change);
    bool isSaving() const { return m_state == State::Saving; }
    bool isClashing() const { return m_state == State::Clashing; }
    //! That have to be decided.
    const std::vector<settings::SettingsClash> &clashes() const { return m_clashes; }
    QStringList clashingKeys() const;
    //! The object is no longer in the file.
    bool isGone() const;
    //! The file that it clashed with.
    const files::YamlValue &theirs() const { return m_theirs; }
    //! What it becomes with theirs for the keys in \p theirs, else ours.
    settings::SettingsChange decided(const QStringList &theirs) const;
    //! The form is about something else by now: of what is on its way only its failure is told, by failedLate().
    void forget();

signals:
    void saved(const QString &id);
    void clashed();
    //! Nothing was written.
    void failed(const QString &reason);
    void failedLate(const QString &reason);

private:
    enum class State : std::uint8_t { Idle, Saving, Clashing };

    void onSaved(const settings::SaveOutcome &outcome);

    settings::SettingsStore &m_store;
    State m_state = State::Idle;
    int m_generation = 0; //!< of what the form is about
    settings::SettingsChange m_sent;
    std::vector<settings::SettingsClash> m_clashes;
    files::YamlValue m_theirs;
};

} // namespace fairlead::models
