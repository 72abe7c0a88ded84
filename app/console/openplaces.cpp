// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "openplaces.h"

#include "backends/imagejobs/daemonfleet.h"
#include "backends/processes/programapprovals.h"
#include "models/consolemodels.h"

#include <QFileInfo>

namespace fairlead::console {

OpenPlaces openPlaces(const models::ConsoleModels &models, ImageConsole &images)
{
    OpenPlaces places;
    for (const models::ContextEntry *entry : models.contexts.openEntries())
        places.contexts.push_back(entry->context);
    const ImageConsole::Shared shared = images.shared();
    for (const settings::Daemon &daemon : shared.store.settings().daemons) {
        if (shared.hub.openDaemons().contains(daemon.id))
            places.daemons.insert(daemon.id, choiceOf(daemon, shared.store));
    }
    return places;
}

docker::DaemonChoice choiceOf(const settings::Daemon &daemon, const settings::SettingsStore &store)
{
    return imagejobs::daemonChoice(daemon, QFileInfo(store.path()).absolutePath());
}

std::function<kubernetes::ExecPolicy()> execPolicy(const QString &approvalsFile, bool allowsAll)
{
    return [approvalsFile, allowsAll] {
        const processes::ProgramApprovals approvals(approvalsFile);
        return kubernetes::ExecPolicy{allowsAll, approvals.keys(), &kubernetes::loadKuberc};
    };
}

} // namespace fairlead::console
