// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fittinglist.h"

#include <vector>

namespace fairlead::models {
class FiguresModel;
}

namespace fairlead::ui {

class Theme;

//! Paints models::FiguresModel: name and note, squares, figures in columns, a bar, words.
class FigureDelegate : public FittingDelegate
{
    Q_OBJECT
public:
    FigureDelegate(const Theme &theme, const models::FiguresModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    int heightFor(const QModelIndex &index, const QFont &font, int width) const override;

private:
    void paintName(QPainter &painter, const QRect &line, const QFont &font, const QModelIndex &index) const;
    void paintFigures(QPainter &painter, const QRect &line, const QModelIndex &index) const;

    const Theme &m_theme;
    const models::FiguresModel &m_model;
};

//! What stands above the columns of a FigureDelegate.
class CaptionLine : public QWidget
{
    Q_OBJECT
public:
    CaptionLine(const Theme &theme, const models::FiguresModel &model, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    const models::FiguresModel &m_model;
};

} // namespace fairlead::ui
