// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/palette/commandpalette.h"
#include "ui/palette/keyhint.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QTableView>
#include <QTimer>

class QMenu;

namespace fairlead::models {
class IndexedTableModel;
}

namespace fairlead::ui {

class Theme;

//! The table of every pane: whole rows, columns that the user chooses and sorts by true value, by the header or by the
//! menu of the table, copy of the selected rows as TSV, and a selection and a place that survive whatever the live
//! model does. When the current row goes, no other one is current in its place: nobody acts on what he did not choose.
class DataTable : public QTableView
{
    Q_OBJECT
public:
    //! \p name is what assistive technology calls it.
    DataTable(const Theme &theme, models::IndexedTableModel &model, const QString &name, QWidget *parent = nullptr);

    //! Columns in the beginning: their least widths, 0 for hidden ones. Where there is room they grow with their
    //! contents, \p stretched first and the others from the left, until the user sets a width himself; \p stretched
    //! takes what is left. Before all of them grows \p first, which says what a row is; -1: none.
    void setDefaultColumns(const QList<int> &widths, int stretched, int first = -1);
    //! A column that says the same in every row is hidden while it does, unless the user asks for it.
    void setColumnNeeded(int column, bool isNeeded);
    //! What has no room in this column loses its middle.
    void elideMiddle(int column);

    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &state);

    //! Columns that are shown, from left to right.
    QList<int> shownColumns() const;
    //! The same with those that are hidden only because nobody needs them now.
    QList<int> chosenColumns() const;
    //! Shows just these in this order; what is no column of the model is passed over, and of none nothing changes.
    void setShownColumns(const QList<int> &columns);
    //! To choose the columns by the keyboard.
    void showColumnChooser();

    enum class Rows { Selected, All };
    //! What the table shows as text, headings first; nothing where there are no rows.
    QList<QStringList> cells(Rows rows) const;

    //! What can be done with the table, for the palette, and the keys that it knows itself.
    std::vector<Command> commands();
    static std::vector<KeyHint> keyHints();

    QString selectedKey() const; //!< models::IndexedTableModel::KeyRole of the current row; empty: none
    void selectRowOf(const QModelIndex &index);
    void copySelection() const;

signals:
    //! The current row is another one, or its data changed.
    void currentRowChanged();
    //! The user wants all that it shows in a file.
    void exportRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    //! The first time Qt makes the first row current alone: inspector and copy would speak of different ones.
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fillColumnMenu(QMenu &menu);
    void fillSortMenu(QMenu &menu);
    void popUpColumnMenu(const QPoint &globalPosition);
    void applyDefaultColumns();
    void hideUnneeded();
    QModelIndex seenCell(const QModelIndex &index) const;
    void fitColumns();
    int leastWidth(int column) const;
    QString tabSeparated() const;
    void restoreSelection();
    void rememberPlace();
    void restorePlace();
    int rowOfKey(const QString &key) const;

    const Theme &m_theme;
    QList<int> m_defaultWidths;
    int m_stretched = -1;
    int m_first = -1;
    QSet<int> m_unneeded;   //!< columns
    QSet<int> m_autoHidden; //!< of these, the ones that would be shown if they were needed
    QSet<int> m_kept;       //!< of these, the ones that the user asked for
    QTimer m_fit;
    bool m_isFitting = false;
    bool m_areWidthsTheUsers = false;
    QString m_keyBeforeReset;
    int m_goneRow = -1; //!< where the current row was that went; the keyboard goes on there
    QList<QPersistentModelIndex>
        m_seen; //!< rows on screen before the model changes; empty at the top, which stays the top
    int m_firstSeen = 0;
    QString m_keyOfFirstSeen;
};

} // namespace fairlead::ui
