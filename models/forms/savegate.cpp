// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "savegate.h"

#include "backends/settings/settingsstore.h"

#include <QStringList>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

SaveGate::SaveGate(settings::SettingsStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store, &settings::SettingsStore::saveEnded, this, &SaveGate::onSaveEnded);
}

void SaveGate::pass(std::function<void()> go)
{
    if (m_store.isSaving())
        m_go = std::move(go);
    else
        go();
}

void SaveGate::onSaveEnded(const settings::SaveOutcome &outcome)
{
    using Kind = settings::SaveOutcome::Kind;
    if (!m_go)
        return;
    if (outcome.kind != Kind::Saved) {
        m_go = {};
        QStringList fields;
        for (const settings::SettingsClash &clash : outcome.clashes)
            fields += clash.field;
        emit notSaved(outcome.kind == Kind::Clash ? tr("others have changed %1 meanwhile").arg(fields.join(", "_L1))
                                                  : outcome.reason);
    } else if (!m_store.isSaving()) {
        std::exchange(m_go, {})();
    }
}

} // namespace fairlead::models
