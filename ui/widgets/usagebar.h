// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace fairlead::ui {

class Theme;

//! What of a whole is taken: a name, the figures in words, and a bar below.
class UsageBar : public QWidget
{
    Q_OBJECT
public:
    explicit UsageBar(const Theme &theme, QWidget *parent = nullptr);

    void setUsage(const QString &name, const QString &figures, double share);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
    QString m_figures;
    double m_share = 0;
};

} // namespace fairlead::ui
