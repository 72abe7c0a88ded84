// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logpanel.h"
#include "logview.h"
#include "models/formats.h"
#include "models/logs/logbuffer.h"
#include "models/logs/logfile.h"
#include "models/plaintext.h"
#include "notice.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QMenu>
#include <QPushButton>

// The menu: copy, save.

using namespace Qt::StringLiterals;

namespace fairlead::ui {

//! What has no room in the bar is in the menu, and what is seldom asked for.
void LogPanel::showMenu()
{
    auto *menu = new QMenu(m_menu);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *toggle : {m_follow, m_wrap, m_times, m_onlyMatches}) {
        QAction *action = menu->addAction(toggle->accessibleName());
        action->setCheckable(true);
        action->setChecked(toggle->isChecked());
        action->setEnabled(toggle->isEnabled());
        connect(action, &QAction::triggered, toggle, &QPushButton::click);
    }
    menu->addSeparator();
    const bool hasLines = m_buffer && m_buffer->ring().size() > 0;
    QAction *copy = menu->addAction(tr("Copy the selected lines, else all"));
    copy->setEnabled(hasLines);
    connect(copy, &QAction::triggered, this, &LogPanel::copy);
    QAction *save = menu->addAction(tr("Save the whole log…"));
    save->setShortcut(QKeySequence::Save);
    save->setEnabled(hasLines);
    connect(save, &QAction::triggered, this, &LogPanel::askForFile);
    menu->popup(m_menu->mapToGlobal(QPoint(0, m_menu->height())));
}

void LogPanel::copy()
{
    if (!m_view->selection())
        m_view->selectAll();
    m_view->copy();
}

void LogPanel::askForFile()
{
    if (!m_buffer || m_buffer->ring().size() == 0)
        return;
    const QString time = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmm"_s);
    auto *dialog = new QFileDialog(this, tr("Save the log"), m_folder.isEmpty() ? QDir::homePath() : m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Logs (*.log)"), tr("All files (*)")});
    dialog->setDefaultSuffix(u"log"_s);
    dialog->selectFile(u"%1-%2.log"_s.arg(m_name.isEmpty() ? u"log"_s : m_name, time));
    connect(dialog, &QFileDialog::fileSelected, this, &LogPanel::save);
    dialog->open();
}

//! Of what the buffer has not, the file has more. A copy of the ring shares its text.
void LogPanel::save(const QString &path)
{
    if (!m_buffer)
        return;
    m_folder = QFileInfo(path).absolutePath();
    const bool withTimes = m_times->isChecked();
    const models::Remedy unread{tr("The file of the whole log cannot be read."),
                                tr("It may have been one of the oldest, which are removed. Copy what is shown.")};
    auto unsaved = std::make_shared<std::atomic<std::int64_t>>(0);
    m_unsaved = unsaved;
    if (m_buffer->ring().missing() == 0 || m_file.isEmpty()) {
        *unsaved = m_buffer->ring().missing();
        m_writer.stream(
            path,
            [ring = m_buffer->ring(), withTimes](QIODevice &out) { return models::writeLogText(out, ring, withTimes); },
            unread);
        return;
    }
    m_writer.stream(
        path,
        [file = m_file, withTimes, unsaved](QIODevice &out) {
            std::int64_t missing = 0;
            const bool isWritten = models::writeLogFileText(out, file, withTimes, &missing);
            *unsaved = missing;
            return isWritten;
        },
        unread);
}

void LogPanel::onSaved(const models::FileWriter::Outcome &outcome)
{
    const QString path = models::plainLine(QDir::toNativeSeparators(outcome.path), 400);
    if (outcome.problem) {
        m_notice.say(tr("%1 was not written. %2 %3").arg(path, outcome.problem->cause, outcome.problem->remedy),
                     models::Severity::Error);
        return;
    }
    const QString size = QLocale().formattedDataSize(outcome.bytes);
    const std::int64_t unsaved = m_unsaved ? m_unsaved->load() : 0;
    m_notice.say(unsaved == 0 ? tr("Written: %1, %2").arg(path, size)
                              : tr("Written: %1, %2. %3 lines of the beginning are no longer kept and not in it.")
                                    .arg(path, size, models::numberText(unsaved)));
}

void LogPanel::onCopied(std::int64_t lines, std::int64_t selected)
{
    if (lines < selected)
        m_notice.say(
            tr("Copied: the first %1 of %2 lines. The clipboard takes no more: save the log to have all of them.")
                .arg(models::numberText(lines), models::numberText(selected)),
            models::Severity::Warning);
}

} // namespace fairlead::ui
