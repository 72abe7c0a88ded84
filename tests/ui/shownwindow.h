// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finders.h"
#include "models/consolemodels.h"
#include "tests/models/fakecluster.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>

namespace fairlead::tests {

//! The window at 1280x800 with the focus, over models that a test feeds.
struct ShownWindow
{
    ui::Theme theme{*qApp, ui::Theme::Mode::Light};
    models::ConsoleModels models;
    ui::MainWindow window{theme, models};
    FakeCluster cluster;

    ShownWindow()
    {
        window.resize(1280, 800);
        window.show();
        window.activateWindow(); // shortcuts belong to the active window
        Q_UNUSED(QTest::qWaitForWindowActive(&window));
    }

    ui::DataTable &table(const QString &name) const { return tableNamed(window, name); }
    QString visibleText() const { return tests::visibleText(window); }
};

} // namespace fairlead::tests
