// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace fairlead::ui {

//! Keys that do one thing, and what that is.
struct KeyHint
{
    QList<QKeySequence> keys;
    QString does;
};

struct KeyGroup
{
    QString title; //!< "Window", "Matrix"
    std::vector<KeyHint> hints;
    std::function<QWidget *(QWidget *parent)> makePicture = {}; //!< below the hints; none where it is empty
    int pictureLines = 0;                                       //!< about so many hints high
};

//! "Ctrl+K", "←", "PgUp": as it stands on the keyboard.
QString keyText(const QKeySequence &keys);

} // namespace fairlead::ui
