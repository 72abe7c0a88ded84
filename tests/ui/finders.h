// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/datatable.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>

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

//! Visible, by what assistive technology calls it; null: there is none.
template <class Widget>
Widget *named(const QWidget &root, const QString &name)
{
    for (Widget *widget : root.findChildren<Widget *>()) {
        if (widget->accessibleName() == name && widget->isVisible())
            return widget;
    }
    return nullptr;
}

//! Visible, by its text; null: there is none.
template <class Button = QAbstractButton>
Button *buttonNamed(const QWidget &root, const QString &text)
{
    for (Button *button : root.findChildren<Button *>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

inline void press(QAbstractButton *button, const QString &text)
{
    QVERIFY2(button, qPrintable(QStringLiteral("no button %1").arg(text)));
    QVERIFY2(button->isEnabled(), qPrintable(text));
    button->click();
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
