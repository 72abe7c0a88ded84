// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include <functional>

class QPushButton;

namespace fairlead::models {
class ActivityCentre;
class ImageHub;
} // namespace fairlead::models

namespace fairlead::ui {
class PlainLabel;
}

namespace fairlead::console {

//! Asks what becomes of jobs that run when the window is to close: it stays, or they are cancelled, and it closes once
//! they have ended. Accepted: it may close. Never blocks: show it with open().
class QuitQuestion : public QDialog
{
    Q_OBJECT
public:
    QuitQuestion(models::ImageHub &hub, models::ActivityCentre &centre, QWidget *parent = nullptr);

    //! A gate of the main window's: asks on \p window where jobs run, else calls \p go at once.
    static void pass(models::ImageHub &hub, models::ActivityCentre &centre, QWidget &window,
                     const std::function<void()> &go);

private:
    void refresh();
    void quit();
    QString names(const QStringList &ids) const;

    models::ImageHub &m_hub;
    models::ActivityCentre &m_centre;
    ui::PlainLabel *m_text;
    ui::PlainLabel *m_names;
    QPushButton *m_quit;
    bool m_isCancelling = false;
};

} // namespace fairlead::console
