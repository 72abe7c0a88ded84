// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "stylesheet.h"

#include "tokens.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr auto Template = R"(
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 6px; }
QMainWindow, QWidget#page { background: @background; }
QWidget#sidebar, QWidget#statusBar { background: @sidebar; }
QFrame#palette { background: @panel; border: 1px solid @freeEdge; border-radius: 8px; }
QFrame#panel { background: @panel; border: 1px solid @line; border-radius: 8px; }
QLabel { background: transparent; }
QLabel#brand { font-size: 16px; font-weight: 600; }
QLabel#title { font-size: 18px; font-weight: 600; }
QLabel#heading { font-size: 15px; font-weight: 600; }
QLabel#section { font-weight: 600; }
QLabel#key { font-weight: 600; }
QLabel#dim { color: @dim; }
QLabel#warning { color: @warning; }
QLabel#error { color: @error; }
QLabel#bubble { background: @panel; color: @warning; border: 1px solid @warning; border-radius: 5px; padding: 5px 8px; }
QLabel#sandboxMark { background: @panel; color: @warning; border: 1px solid @warning; border-radius: 4px; padding: 1px 6px; font-weight: 600; }
QListView#panes { background: transparent; border: none; outline: none; }
QListView#fitting { background: transparent; border: none; outline: none; }
QTableView { background: @panel; border: none; outline: none; selection-background-color: @selection; selection-color: @text; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @dim; border: none; border-bottom: 1px solid @line; padding: 0 6px; height: 28px; }
QHeaderView::section:hover { color: @text; }
QLineEdit { background: @panel; color: @text; border: 1px solid @line; border-radius: 5px; padding: 0 8px; height: 26px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus { border-color: @accent; }
QLineEdit[problem="true"] { border-color: @error; }
QPlainTextEdit#message { background: @background; color: @text; border: 1px solid @line; border-radius: 5px; }
QPlainTextEdit#value { background: transparent; color: @text; border: none; }
QPlainTextEdit#warning { background: transparent; color: @warning; border: none; }
QPlainTextEdit#code { background: @panel; color: @text; border: 1px solid @line; border-radius: 5px; selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit#code:focus { border-color: @accent; }
QPlainTextEdit#code[problem="true"] { border-color: @error; }
QFrame#row { border: none; border-left: 2px solid @line; }
QFrame#question { background: @panel; border: 1px solid @warning; border-radius: 8px; }
QPushButton { background: @panel; color: @text; border: 1px solid @line; border-radius: 5px; padding: 0 12px; min-height: 28px; max-height: 28px; }
QPushButton:hover { border-color: @freeEdge; background: @hover; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @dim; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @line; color: @dim; border-color: @line; }
QPushButton[danger="true"] { color: @error; border-color: @error; }
QPushButton[danger="true"]:focus { border-width: 2px; padding: 0 11px; }
QPushButton[danger="true"]:disabled { color: @dim; border-color: @line; }
QPushButton[beside="true"] { min-height: 26px; max-height: 26px; }
QPushButton[choice="true"] { text-align: left; padding: 0 8px; min-height: 26px; max-height: 26px; }
QPushButton#segment { padding: 0 8px; min-height: 20px; max-height: 20px; color: @dim; }
QPushButton#segment:checked { color: @text; background: @selection; border-color: @accent; }
QPushButton#segment:focus { border: 2px solid @accent; padding: 0 7px; min-height: 18px; max-height: 18px; }
QPushButton#segment[atEnd="true"] { color: @freeEdge; }
QPushButton#insecureMark { background: @panel; color: @error; border: 1px solid @error; border-radius: 4px; padding: 0 6px; font-weight: 600; min-height: 18px; max-height: 18px; }
QPushButton#insecureMark:hover, QPushButton#insecureMark:focus { border-width: 2px; padding: 0 5px; }
QPushButton#link { background: transparent; border: none; color: @accent; padding: 0; text-align: left; min-height: 20px; max-height: 20px; }
QPushButton#link:disabled { color: @dim; }
QPushButton#link:hover, QPushButton#link:focus { text-decoration: underline; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @freeEdge; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @dim; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
)"_L1;

} // namespace

QString styleSheet(const Tokens &tokens)
{
    const QHash<QString, QColor> colours = {
        {u"background"_s, tokens.background},
        {u"panel"_s, tokens.panel},
        {u"sidebar"_s, tokens.sidebar},
        {u"line"_s, tokens.line},
        {u"text"_s, tokens.text},
        {u"dim"_s, tokens.dim},
        {u"accent"_s, tokens.accent},
        {u"onAccent"_s, tokens.onAccent},
        {u"warning"_s, tokens.warning},
        {u"error"_s, tokens.error},
        {u"freeEdge"_s, tokens.freeEdge},
        {u"selection"_s, tokens.selection()},
        {u"hover"_s, tokens.hover()},
    };
    QString result{Template};
    for (const QString &name :
         {u"onAccent"_s, u"background"_s, u"panel"_s, u"sidebar"_s, u"line"_s, u"text"_s, u"dim"_s, u"accent"_s,
          u"warning"_s, u"error"_s, u"freeEdge"_s, u"selection"_s, u"hover"_s})
        result.replace(u'@' + name, colours.value(name).name());
    return result;
}

} // namespace fairlead::ui
