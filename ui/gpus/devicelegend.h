// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

namespace fairlead::ui {

class Theme;

//! What squares and tiles of the matrix mean: each drawn by what draws it there, with its words, on more lines where it
//! is narrow.
class DeviceLegend : public QWidget
{
    Q_OBJECT
public:
    explicit DeviceLegend(const Theme &theme, QWidget *parent = nullptr);

    static QStringList words(); //!< in the order in which they are shown
    QSize sizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace fairlead::ui
