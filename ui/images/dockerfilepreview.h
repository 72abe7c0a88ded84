// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/images/owndockerfile.h"
#include "ui/widgets/panel.h"

class QPushButton;

namespace fairlead::ui {

class CodeEdit;
class ElidedLabel;
class PlainLabel;
class Theme;

//! The Dockerfile that is built: what a recipe makes, or what somebody wrote, with what was found in it.
class DockerfilePreview : public Panel
{
    Q_OBJECT
public:
    explicit DockerfilePreview(const Theme &theme, QWidget *parent = nullptr);

    //! What the fields make. \p line is marked and said to be wrong with \p problem; 0: none.
    void showMade(const QString &text, int line = 0, const QString &problem = {});
    void showOwn(const models::OwnDockerfile &file);
    //! It is being read.
    void showWaiting(const QString &path);
    QString text() const;
    int markedLine() const;

signals:
    void exportRequested();
    void readAgainRequested();

private:
    void show(const QString &title, const QString &text, int line, const QString &problem, const QString &found);

    ElidedLabel *m_title;
    PlainLabel *m_problem;
    CodeEdit *m_code;
    PlainLabel *m_found;
    QPushButton *m_copy;
    QPushButton *m_export;
    QPushButton *m_again;
};

} // namespace fairlead::ui
