// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/datatable.h"

#include <QLabel>

#include <algorithm>

//! What a user finds on the screen, in the window or pane that a test shows.
namespace fairlead::tests {

//! By what assistive technology calls it; there is one.
inline ui::DataTable &tableNamed(const QWidget &root, const QString &name)
{
    const auto tables = root.findChildren<ui::DataTable *>();
    const auto it = std::find_if(tables.begin(), tables.end(), [&](auto *t) { return t->accessibleName() == name; });
    Q_ASSERT(it != tables.end());
    return **it;
}

//! Of all labels, a line each.
inline QString visibleText(const QWidget &root)
{
    QStringList texts;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace fairlead::tests
