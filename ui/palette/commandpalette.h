// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QPointer>
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
    QString group; //!< "Action", "Node", "Holder", "Waiting", "Context", "Product"
    QString keys;  //!< "Ctrl+2"; empty: none
    std::function<void()> run;
};

struct ScoredCommand
{
    Command command;
    int score = 0; //!< models::fuzzyScore()
};

//! The best answers to what was typed among very many things, at most so many: none is made for a thing that is not
//! shown.
using FindCommands = std::function<std::vector<ScoredCommand>(const QString &text, std::size_t most)>;
using MakeFindCommands = std::function<FindCommands()>;

//! Ctrl+K: everything by typing a few of its letters. Lies over its window, and goes when it loses the focus.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    //! \p commands and \p find are asked each time it opens; what \p find gives, with every letter until it closes.
    CommandPalette(const Theme &theme, std::function<std::vector<Command>()> commands, MakeFindCommands find,
                   QWidget *window);

    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void run(int row);
    void leave();

    std::function<std::vector<Command>()> m_makeCommands;
    MakeFindCommands m_makeFind;
    FindCommands m_find;
    std::vector<Command> m_commands;
    std::vector<Command> m_shown; //!< the best first
    QLineEdit *m_edit;
    QListView *m_list;
    QStandardItemModel *m_model;
    QPointer<QWidget> m_before; //!< had the focus, perhaps in another window
};

} // namespace fairlead::ui
