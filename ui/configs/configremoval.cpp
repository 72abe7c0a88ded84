// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configremoval.h"

#include "backends/settings/findbyid.h"
#include "backends/settings/settingsstore.h"
#include "models/configs/configusers.h"
#include "models/plaintext.h"
#include "ui/widgets/notice.h"

namespace fairlead::ui {

using Kind = settings::SaveOutcome::Kind;

ConfigRemoval::ConfigRemoval(settings::SettingsStore &store, Notice &notice, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_notice(notice)
{
}

void ConfigRemoval::remove(const QString &id, bool clearsReferences)
{
    const auto removal = models::configRemoval(m_store.root(), id, clearsReferences);
    if (removal.empty())
        return;
    const auto back = settings::reversed(removal, m_store.root());
    const QString name = models::plainLine(settings::nameById(m_store.settings().runtimeConfigs, id), 200);
    m_store.save(removal, this, [this, back, name](const settings::SaveOutcome &outcome) {
        switch (outcome.kind) {
        case Kind::Saved:
            m_notice.say(tr("Deleted: %1").arg(name), models::Severity::Neutral, tr("Undo"),
                         [this, back, name] { putBack(back, name); });
            break;
        case Kind::Clash:
            m_notice.say(tr("%1 was not deleted: somebody has changed it meanwhile. Look at it again.").arg(name),
                         models::Severity::Warning);
            break;
        case Kind::Failed:
            m_notice.say(tr("%1 was not deleted: %2").arg(name, models::plainLine(outcome.reason, 400)),
                         models::Severity::Error);
            break;
        }
    });
}

void ConfigRemoval::putBack(const std::vector<settings::SettingsChange> &back, const QString &name)
{
    m_store.save(back, this, [this, name](const settings::SaveOutcome &outcome) {
        if (outcome.kind == Kind::Saved)
            return;
        const QString why = outcome.kind == Kind::Clash ? tr("what referred to it was changed meanwhile")
                                                        : models::plainLine(outcome.reason, 400);
        m_notice.say(tr("%1 was not put back: %2").arg(name, why), models::Severity::Error);
    });
}

} // namespace fairlead::ui
