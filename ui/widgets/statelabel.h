// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QWidget>

namespace fairlead::ui {

class Theme;

//! A state in a word or two behind its dot, in its colour.
class StateLabel : public QWidget
{
    Q_OBJECT
public:
    explicit StateLabel(const Theme &theme, QWidget *parent = nullptr);

    void setState(const QString &text, models::Severity severity);
    QString text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    models::Severity m_severity = models::Severity::Dim;
};

} // namespace fairlead::ui
