// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>
#include <QTimer>

namespace fairlead::models {
class IndexedTableModel;
}

namespace fairlead::ui {

class Theme;

//! The table of every pane: whole rows, columns that the user chooses by the header's menu and sorts by true value,
//! copy of the selected rows as TSV, and a selection that survives whatever the live model does.
class DataTable : public QTableView
{
    Q_OBJECT
public:
    //! \p name is what assistive technology calls it.
    DataTable(const Theme &theme, models::IndexedTableModel &model, const QString &name, QWidget *parent = nullptr);

    //! Columns in the beginning: their least widths, 0 for hidden ones. Where there is room they grow with their
    //! contents, until the user sets a width himself; \p stretched takes what is left.
    void setDefaultColumns(const QList<int> &widths, int stretched);

    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &state);

    QString selectedKey() const; //!< models::IndexedTableModel::KeyRole of the current row; empty: none
    void selectRowOf(const QModelIndex &index);
    void copySelection() const;

signals:
    //! The current row is another one, or its data changed.
    void currentRowChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showColumnMenu(const QPoint &position);
    void applyDefaultColumns();
    void fitColumns();
    QString tabSeparated() const;
    void restoreSelection();

    QList<int> m_defaultWidths;
    int m_stretched = -1;
    QTimer m_fit;
    bool m_isFitting = false;
    bool m_areWidthsTheUsers = false;
    QString m_keyBeforeReset;
};

} // namespace fairlead::ui
