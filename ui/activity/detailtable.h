// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace fairlead::models {
class IndexedTableModel;
}

namespace fairlead::ui {

class DataTable;
class Exporter;
class PlainLabel;
class Theme;

//! The steps or the layers of the activity that is shown, under their title. Each activity has a model of its own, so
//! the table is made anew; what the user did to its columns stays.
class DetailTable : public QWidget
{
    Q_OBJECT
public:
    struct Look
    {
        QString title;     //!< "Steps"
        QList<int> widths; //!< as DataTable::setDefaultColumns()
        int stretched = -1;
        int stateColumn = 0;
        int progressColumn = 0;
        int progressRole = 0;
        QList<int> optional; //!< columns that are hidden while none of their cells says anything
    };

    DetailTable(const Theme &theme, const Look &look, Exporter &exporter, QWidget *parent = nullptr);

    //! \p summary is what stands behind the title, asked for whenever something changed. Null: no model, hidden.
    void setModel(models::IndexedTableModel *model, std::function<QString()> summary = {});
    DataTable *table() const { return m_table; } //!< null: none
    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &columns) { m_columns = columns; }

private:
    void refresh();

    const Theme &m_theme;
    const Look m_look;
    Exporter &m_exporter;
    models::IndexedTableModel *m_model = nullptr;
    std::function<QString()> m_summary;
    PlainLabel *m_note;
    QVBoxLayout *m_layout;
    DataTable *m_table = nullptr;
    QByteArray m_columns;
};

} // namespace fairlead::ui
