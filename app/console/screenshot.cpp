// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "screenshot.h"

#include "models/consolemodels.h"
#include "ui/mainwindow.h"

#include <QCoreApplication>
#include <QPixmap>

#include <cstdio>

using namespace std::chrono_literals;

namespace fairlead::console {

namespace {

constexpr auto Interval = 100ms;
constexpr auto CalmAfterSettled = 1'000ms; // the last deltas arrive and are painted

} // namespace

Screenshot::Screenshot(ui::MainWindow &window, models::ConsoleModels &models, QString file,
                       std::chrono::seconds patience)
    : m_window(window)
    , m_models(models)
    , m_file(std::move(file))
    , m_patience(patience)
{
    m_sinceStart.start();
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer.start(Interval);
}

void Screenshot::look()
{
    if (!m_models.isSettled())
        m_sinceSettled.invalidate();
    else if (!m_sinceSettled.isValid())
        m_sinceSettled.start();
    const bool isCalm = m_sinceSettled.isValid() && m_sinceSettled.elapsed() >= CalmAfterSettled.count();
    if (!isCalm && m_sinceStart.elapsed() < m_patience.count())
        return;
    m_timer.stop();
    m_models.flush();
    m_window.selectSomething();
    QTimer::singleShot(Interval, this, &Screenshot::take);
}

void Screenshot::take()
{
    const bool isSaved = m_window.grab().save(m_file);
    if (!isSaved)
        std::fprintf(stderr, "cannot write %s\n", qPrintable(m_file));
    QCoreApplication::exit(isSaved ? 0 : 1);
}

} // namespace fairlead::console
