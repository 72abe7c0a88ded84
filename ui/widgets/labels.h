// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QLabel>

namespace fairlead::ui {

//! The object name, for the style sheet, of a label that tells something of \p severity; \p neutral where it is nothing
//! to worry about.
QString roleOf(models::Severity severity, const QString &neutral);

//! Sets \p text as tool tip, as it stands. What makes Qt show it so is markup, which a tool tip that becomes the
//! description of a widget would have read out: the description is set apart from it.
void setPlainToolTip(QWidget &widget, const QString &text);

//! A label that shows its text as it stands, whatever a server wrote into it.
class PlainLabel : public QLabel
{
    Q_OBJECT
public:
    //! \p role is the object name that the style sheet knows: "title", "heading", "section", "dim", "warning", "error".
    explicit PlainLabel(const QString &role, QWidget *parent = nullptr);

    //! Over several lines instead of one, and selectable.
    void makeParagraph();
};

//! One line that is cut with an ellipsis where there is no room; the tool tip has all of it.
class ElidedLabel : public PlainLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(const QString &role, QWidget *parent = nullptr);

    void setFullText(const QString &text);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace fairlead::ui
