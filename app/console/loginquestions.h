// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/registry/promptlogins.h"

#include <QObject>
#include <QPointer>

#include <vector>

class QWidget;

namespace fairlead::models {
class ImageHub;
}

namespace fairlead::ui {
class LoginDialog;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

//! Asks the user for the logins that registries want, one after the other, as long as somebody waits for them.
class LoginQuestions : public QObject
{
    Q_OBJECT
public:
    //! Its dialogs belong to \p window.
    LoginQuestions(models::ImageHub &hub, const ui::Theme &theme, QWidget &window, QObject *parent = nullptr);

private:
    struct Waiting
    {
        registry::LoginQuestion question;
        registry::LoginPrompts::Reply reply;
    };

    void onAsked(const registry::LoginQuestion &question, const registry::LoginPrompts::Reply &reply);
    void onOver(const registry::LoginKey &key);
    void showFirst();
    void answer(int result);

    models::ImageHub &m_hub;
    const ui::Theme &m_theme;
    QWidget &m_window;
    std::vector<Waiting> m_waiting; //!< the first is the dialog's
    QPointer<ui::LoginDialog> m_dialog;
};

} // namespace fairlead::console
