// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace fairlead::models {
class ConsoleModels;
}
namespace fairlead::ui {
class MainWindow;
}

namespace fairlead::console {

//! Takes one picture of the window once everything in it is settled, and ends the program.
class Screenshot : public QObject
{
    Q_OBJECT
public:
    Screenshot(ui::MainWindow &window, models::ConsoleModels &models, QString file, std::chrono::seconds patience);

private:
    void look();
    void take();

    ui::MainWindow &m_window;
    models::ConsoleModels &m_models;
    QString m_file;
    std::chrono::milliseconds m_patience;
    QElapsedTimer m_sinceStart;
    QElapsedTimer m_sinceSettled;
    QTimer m_timer;
};

} // namespace fairlead::console
