// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListWidget>

namespace fairlead::ui {

class Theme;

//! The panes by name, with a number where something in one needs attention.
class Sidebar : public QListWidget
{
    Q_OBJECT
public:
    explicit Sidebar(const Theme &theme, QWidget *parent = nullptr);

    //! At \p row; below all of them where there is no such row.
    void addPane(const QString &name, int row);
    //! 0: none. \p meaning is said instead of the bare number.
    void setBadge(int pane, int count, const QString &meaning);
};

} // namespace fairlead::ui
