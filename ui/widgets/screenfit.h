// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMargins>
#include <QSize>

class QWidget;

namespace fairlead::ui {

//! How large a window of \p wanted can be that lies with its \p frame in \p available; as wanted where the screen does
//! not say how large it is. In device independent pixels.
QSize fittingSize(const QSize &wanted, const QSize &available, const QMargins &frame);

//! No larger than its screen. Before it is shown nobody knows its frame: it is taken for a usual one.
void fitToScreen(QWidget &window);

} // namespace fairlead::ui
