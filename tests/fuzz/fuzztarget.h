// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

//! What every target of this folder is made of. libfuzzer.cpp or replay.cpp drives it.
namespace fairlead::fuzz {

//! Gives \p bytes, whatever they are, to what the target is about. Ends the process where a promise is broken.
void feed(QByteArrayView bytes);

//! Inputs that reach deep into it; the drivers start from them.
QList<QByteArray> seeds();

} // namespace fairlead::fuzz
