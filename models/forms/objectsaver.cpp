// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectsaver.h"

#include "backends/settings/settingsstore.h"
#include "clash.h"

namespace fairlead::models {

ObjectSaver::ObjectSaver(settings::SettingsStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

void ObjectSaver::save(const settings::SettingsChange &change)
{
    m_sent = change;
    m_clashes.clear();
    m_state = State::Saving;
    m_store.save({change}, this, [this, generation = m_generation](const settings::SaveOutcome &outcome) {
        if (generation == m_generation)
            onSaved(outcome);
        else if (outcome.kind != settings::SaveOutcome::Kind::Saved)
            emit failedLate(outcome.reason);
    });
}

void ObjectSaver::onSaved(const settings::SaveOutcome &outcome)
{
    m_state = State::Idle;
    switch (outcome.kind) {
    case settings::SaveOutcome::Kind::Saved:
        emit saved(m_sent.id);
        break;
    case settings::SaveOutcome::Kind::Clash:
        m_state = State::Clashing;
        m_clashes = outcome.clashes;
        m_theirs = outcome.document.root;
        emit clashed();
        break;
    case settings::SaveOutcome::Kind::Failed:
        emit failed(outcome.reason);
        break;
    }
}

QStringList ObjectSaver::clashingKeys() const
{
    QStringList keys;
    for (const settings::SettingsClash &clash : m_clashes)
        keys += clashKey(clash);
    return keys;
}

bool ObjectSaver::isGone() const
{
    return isClashing() && clashingKeys().contains(QString());
}

settings::SettingsChange ObjectSaver::decided(const QStringList &theirs) const
{
    return resolved(m_sent, m_theirs, theirs);
}

void ObjectSaver::forget()
{
    ++m_generation;
    m_state = State::Idle;
    m_clashes.clear();
}

} // namespace fairlead::models
