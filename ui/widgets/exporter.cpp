// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "exporter.h"

#include "datatable.h"
#include "models/documentformats.h"
#include "models/plaintext.h"
#include "notice.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

Exporter::Exporter(QWidget &pane, Notice &notice)
    : QObject(&pane)
    , m_pane(pane)
    , m_notice(notice)
{
    connect(&m_writer, &models::FileWriter::finished, this, &Exporter::onFinished);
}

void Exporter::ask(const QString &title, const QString &name, const QString &suffix, TakeContent take)
{
    const QString time = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmm"_s);
    QStringList kinds{tr("All files (*)")};
    if (suffix == "json"_L1)
        kinds.prepend(tr("JSON (*.json)"));
    else if (suffix == "csv"_L1)
        kinds.prepend(tr("CSV (*.csv)"));
    auto *dialog = new QFileDialog(&m_pane, title, m_folder.isEmpty() ? QDir::homePath() : m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(kinds);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(u"%1-%2.%3"_s.arg(name, time, suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this, take = std::move(take)](const QString &path) {
        m_folder = QFileInfo(path).absolutePath();
        m_writer.write(path, take());
    });
    dialog->open();
}

void Exporter::askForTable(DataTable &table, const QString &name)
{
    ask(tr("Export %1").arg(table.accessibleName()), name, u"csv"_s,
        [table = QPointer(&table)]() -> std::function<QByteArray()> {
            const QList<QStringList> rows = table ? table->cells(DataTable::Rows::All) : QList<QStringList>();
            return [rows] { return models::formatCsv(rows).toUtf8(); };
        });
}

void Exporter::onFinished(const models::FileWriter::Outcome &outcome)
{
    const QString path = models::plainLine(QDir::toNativeSeparators(outcome.path), 400);
    if (outcome.problem)
        m_notice.say(tr("%1 was not written. %2 %3").arg(path, outcome.problem->cause, outcome.problem->remedy),
                     models::Severity::Error);
    else
        m_notice.say(tr("Written: %1, %2").arg(path, QLocale().formattedDataSize(outcome.bytes)));
}

} // namespace fairlead::ui
