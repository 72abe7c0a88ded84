// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/registry/prepushprompts.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace fairlead::models {
class ImageHub;
}

namespace fairlead::ui {
class ApprovalDialog;
}

namespace fairlead::console {

//! Asks the user for commands that pushes wait for, one after the other, as long as they wait.
class HookQuestions : public QObject
{
    Q_OBJECT
public:
    //! Its dialogs belong to \p window.
    HookQuestions(models::ImageHub &hub, QWidget &window, QObject *parent = nullptr);

private:
    void onAsked(const registry::HookQuestion &question);
    void onOver(const QByteArray &key);
    void showFirst();
    void answer(bool isAllowed);

    models::ImageHub &m_hub;
    QWidget &m_window;
    std::vector<registry::HookQuestion> m_waiting; //!< the first is the dialog's
    QSet<QByteArray> m_answered;                   //!< the hub has not said yet that they are over
    QPointer<ui::ApprovalDialog> m_dialog;
};

} // namespace fairlead::console
