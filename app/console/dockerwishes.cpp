// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerwishes.h"

#include "models/workshop/imagehub.h"
#include "ui/docker/dockerpane.h"
#include "ui/docker/pruneview.h"
#include "ui/docker/pushform.h"

namespace fairlead::console {

using imagejobs::ImageCleanUp;
using models::ImageHub;
using ui::DockerPane;

void connectCleanUp(DockerPane &pane, ImageHub &hub)
{
    QObject::connect(&pane, &DockerPane::pruneListRequested, &hub,
                     [&hub](const QString &daemonId, bool isDanglingOnly) {
                         hub.cleanUp([=](ImageCleanUp &cleanUp) { cleanUp.list(daemonId, isDanglingOnly); });
                     });
    QObject::connect(&pane, &DockerPane::pruneRequested, &hub, &ImageHub::removeImages);
    ui::PruneView &view = pane.cleanUpView();
    const ImageCleanUp &cleanUps = hub.cleanUps();
    QObject::connect(&cleanUps, &ImageCleanUp::listed, &view, &ui::PruneView::setList);
    QObject::connect(&cleanUps, &ImageCleanUp::counted, &view, &ui::PruneView::setLayers);
    QObject::connect(&cleanUps, &ImageCleanUp::cacheListed, &view, &ui::PruneView::setCache);
    QObject::connect(&cleanUps, &ImageCleanUp::failed, &view, &ui::PruneView::setFailure);
    QObject::connect(&cleanUps, &ImageCleanUp::advanced, &view, &ui::PruneView::setProgress);
    QObject::connect(&cleanUps, &ImageCleanUp::removed, &view, &ui::PruneView::setOutcome);
}

void connectPush(DockerPane &pane, ImageHub &hub)
{
    QObject::connect(&pane, &DockerPane::pushRequested, &hub, &ImageHub::pushImage);
    QObject::connect(&pane, &DockerPane::targetLookRequested, &hub, &ImageHub::lookAtTarget);
    QObject::connect(&hub.targets(), &imagejobs::TargetLook::found, &pane.pushForm(), &ui::PushForm::setFound);
}

} // namespace fairlead::console
