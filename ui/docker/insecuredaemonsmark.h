// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

namespace fairlead::models {
class DockerModels;
}

namespace fairlead::ui {

//! "1 insecure daemon", for the status line, for as long as one is open; hidden while none is. Pressed, it wants the
//! first of them shown.
class InsecureDaemonsMark : public QPushButton
{
    Q_OBJECT
public:
    //! \p models outlives it.
    explicit InsecureDaemonsMark(models::DockerModels &models, QWidget *parent = nullptr);

    //! Also after it was put into a StatusLine, which shows it.
    void refresh();

signals:
    void showRequested(const QString &daemonId);

private:
    models::DockerModels &m_models;
};

} // namespace fairlead::ui
