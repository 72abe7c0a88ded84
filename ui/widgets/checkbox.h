// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

class QPainter;

namespace fairlead::ui {

class Theme;
struct Tokens;

//! A check box in our colours, visible on every surface.
class CheckBox : public QAbstractButton
{
    Q_OBJECT
public:
    CheckBox(const Theme &theme, const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

//! The box alone, in the middle of \p area.
void paintCheck(QPainter &painter, const QRect &area, bool isChecked, bool hasFocus, const Tokens &tokens);

} // namespace fairlead::ui
