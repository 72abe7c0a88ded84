// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/logs/logbuffer.h"
#include "models/workshop/imagehub.h"

#include <QWidget>

namespace fairlead::ui {
class LogPanel;
class PlainLabel;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

//! The logs of one container in a window of their own, for as long as that is open.
class ContainerLogs : public QWidget
{
    Q_OBJECT
public:
    //! \p name is that of the container, for people.
    ContainerLogs(models::ImageHub &hub, const ui::Theme &theme, const QString &daemonId, const QString &containerId,
                  const QString &name, QWidget *parent);
    ~ContainerLogs() override;

private:
    void onEnded(const std::optional<ApiError> &error);

    models::ImageHub &m_hub;
    const QString m_key;
    models::LogBuffer m_log;
    ui::LogPanel *m_panel = nullptr;
    ui::PlainLabel *m_state;
};

} // namespace fairlead::console
