// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <vector>

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
};

//! "Ctrl+K", "←", "PgUp": as it stands on the keyboard.
QString keyText(const QKeySequence &keys);

} // namespace fairlead::ui
