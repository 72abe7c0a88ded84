// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "savegate.h"

#include "backends/settings/settingsstore.h"

#include <QStringList>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::models {

namespace {

constexpr auto Long = 1s; // most saves take no tenth of it

} // namespace

SaveGate::SaveGate(settings::SettingsStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Long);
    connect(&m_timer, &QTimer::timeout, this, &SaveGate::tellLong);
    connect(&store, &settings::SettingsStore::saveEnded, this, &SaveGate::onSaveEnded);
}

void SaveGate::pass(std::function<void()> go)
{
    if (!m_store.isSaving())
        return go();
    const bool isAgain = bool(std::exchange(m_go, std::move(go)));
    isAgain ? tellLong() : m_timer.start();
}

void SaveGate::cancel()
{
    endWait();
}

void SaveGate::tellLong()
{
    m_timer.stop();
    m_isLong = true;
    emit waitIsLong();
}

//! \return what was to follow it.
std::function<void()> SaveGate::endWait()
{
    m_timer.stop();
    std::function<void()> go = std::exchange(m_go, {});
    if (std::exchange(m_isLong, false))
        emit waitIsOver();
    return go;
}

void SaveGate::onSaveEnded(const settings::SaveOutcome &outcome)
{
    using Kind = settings::SaveOutcome::Kind;
    if (!m_go)
        return;
    if (outcome.kind != Kind::Saved) {
        endWait();
        QStringList fields;
        for (const settings::SettingsClash &clash : outcome.clashes)
            fields += clash.field;
        emit notSaved(outcome.kind == Kind::Clash ? tr("others have changed %1 meanwhile").arg(fields.join(", "_L1))
                                                  : outcome.reason);
    } else if (!m_store.isSaving()) {
        endWait()();
    }
}

} // namespace fairlead::models
