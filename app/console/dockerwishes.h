// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace fairlead::models {
class ImageHub;
}

namespace fairlead::ui {
class DockerPane;
}

namespace fairlead::console {

//! What the Docker pane wants of a clean-up, and what comes of it.
void connectCleanUp(ui::DockerPane &pane, models::ImageHub &hub);
//! Pushes of images that are no recipe's.
void connectPush(ui::DockerPane &pane, models::ImageHub &hub);

} // namespace fairlead::console
