// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "reciperemoval.h"

#include "backends/settings/settingsstore.h"
#include "models/docker/objectusers.h"
#include "models/formats.h"
#include "models/forms/objectedit.h"
#include "models/plaintext.h"
#include "ui/widgets/notice.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

RecipeRemoval::RecipeRemoval(settings::SettingsStore &store, Notice &notice, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_notice(notice)
{
}

void RecipeRemoval::remove(const QString &id)
{
    const auto edit = models::ObjectEdit<settings::BaseImage>::of(m_store.root(), id);
    if (!edit)
        return;
    const QString name = models::plainLine(edit->object().name, 200);
    if (const QStringList users = models::usersOf(m_store.settings(), u"baseImages"_s, id); !users.isEmpty()) {
        m_notice.say(tr("%1 is not removed: %2 would be without it. Choose another there first.")
                         .arg(name, models::namesText(users)),
                     models::Severity::Warning);
        return;
    }
    const std::vector<settings::SettingsChange> removal{edit->removal()};
    const auto back = settings::reversed(removal, m_store.root());
    m_store.save(removal, this, [this, back, name](const settings::SaveOutcome &outcome) {
        switch (outcome.kind) {
        case settings::SaveOutcome::Kind::Saved:
            m_notice.say(tr("Removed: %1").arg(name), models::Severity::Neutral, tr("Undo"),
                         [this, back, name] { putBack(back, name); });
            break;
        case settings::SaveOutcome::Kind::Clash:
            m_notice.say(tr("%1 was not removed: somebody has changed it meanwhile. Look at it again.").arg(name),
                         models::Severity::Warning);
            break;
        case settings::SaveOutcome::Kind::Failed:
            m_notice.say(tr("%1 was not removed: %2").arg(name, outcome.reason), models::Severity::Error);
            break;
        }
    });
}

void RecipeRemoval::putBack(const std::vector<settings::SettingsChange> &back, const QString &name)
{
    m_store.save(back, this, [this, name](const settings::SaveOutcome &outcome) {
        if (outcome.kind != settings::SaveOutcome::Kind::Saved)
            m_notice.say(tr("%1 was not put back: %2").arg(name, outcome.reason), models::Severity::Error);
    });
}

} // namespace fairlead::ui
