// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/filewriter.h"

#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace fairlead::ui {

class DataTable;
class Notice;

//! Asks for a file and has something written into it; says in the notice of its pane what came of it.
class Exporter : public QObject
{
    Q_OBJECT
public:
    //! \p pane is what the dialog belongs to.
    Exporter(QWidget &pane, Notice &notice);

    //! Called once the user has chosen a file; what it returns makes the content in another thread, of values alone.
    using TakeContent = std::function<std::function<QByteArray()>()>;

    //! \p name without suffix and time; \p suffix "csv", "json", or another one of no particular kind. What is written
    //! is taken when the file is chosen.
    void ask(const QString &title, const QString &name, const QString &suffix, TakeContent take);
    //! What \p table shows, in its order, as CSV.
    void askForTable(DataTable &table, const QString &name);

    QString folder() const { return m_folder; }
    void setFolder(const QString &folder) { m_folder = folder; }

private:
    void onFinished(const models::FileWriter::Outcome &outcome);

    QWidget &m_pane;
    Notice &m_notice;
    models::FileWriter m_writer;
    QString m_folder; //!< of the last file
};

} // namespace fairlead::ui
