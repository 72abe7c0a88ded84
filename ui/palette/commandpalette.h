// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace fairlead::ui {

class Theme;

//! Something to do or to go to, by its name.
struct Command
{
    QString title; //!< "Show as table", "gpu-h100-03"
    QString group; //!< "Action", "Node", "Context", "Product"
    QString keys;  //!< "Ctrl+2"; empty: none
    std::function<void()> run;
};

//! Ctrl+K: everything by typing a few of its letters. Lies over its window, and goes when it loses the focus.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    //! \p commands is asked each time it opens.
    CommandPalette(const Theme &theme, std::function<std::vector<Command>()> commands, QWidget *window);

    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void run(int row);
    void leave();

    std::function<std::vector<Command>()> m_makeCommands;
    std::vector<Command> m_commands;
    std::vector<std::size_t> m_shown; //!< places in m_commands, the best first
    QLineEdit *m_edit;
    QListView *m_list;
    QStandardItemModel *m_model;
    QWidget *m_before = nullptr; //!< had the focus
};

} // namespace fairlead::ui
