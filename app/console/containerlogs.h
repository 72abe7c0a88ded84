// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/logs/logbuffer.h"
#include "models/logs/logintake.h"
#include "models/workshop/imagehub.h"

#include <QWidget>

#include <memory>

class QPushButton;

namespace fairlead::ui {
class LogPanel;
class PlainLabel;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

//! The logs of one container in a window of their own, for as long as that is open. While they come faster than they
//! can be shown, the daemon waits.
class ContainerLogs : public QWidget
{
    Q_OBJECT
public:
    struct Container
    {
        QString daemonId;
        QString id;
        QString name;   //!< for people
        QString daemon; //!< too

        bool isSame(const Container &other) const { return daemonId == other.daemonId && id == other.id; }
    };

    //! Brings the window of \p container to the front, or makes it. It belongs to \p window.
    static void show(models::ImageHub &hub, const ui::Theme &theme, const Container &container, QWidget &window);
    ContainerLogs(models::ImageHub &hub, const ui::Theme &theme, Container container, QWidget *parent);
    ~ContainerLogs() override;

private:
    void build(const ui::Theme &theme);
    void follow();
    void onEnded(const std::optional<ApiError> &error);
    void setState(const QString &text, bool isError);

    models::ImageHub &m_hub;
    const Container m_container;
    const QString m_key;
    models::LogBuffer m_log;
    std::unique_ptr<models::LogIntake> m_intake;
    ui::LogPanel *m_panel = nullptr;
    ui::PlainLabel *m_state;
    QPushButton *m_again;
};

} // namespace fairlead::console
