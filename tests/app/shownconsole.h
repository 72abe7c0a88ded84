// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/imageconsole.h"
#include "app/console/quitquestion.h"
#include "tests/support/writefile.h"
#include "tests/ui/shownwindow.h"
#include "ui/activity/activitypane.h"
#include "ui/docker/dockerpane.h"
#include "ui/images/imagespane.h"

#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>

#include <algorithm>

//! The console over settings of a test's own, and what a user does in it.
namespace fairlead::tests {

inline QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! The window as the user has it, over fairlead.yaml in a folder.
struct ShownConsole
{
    ShownWindow shown;
    console::ImageConsole console;
    ui::MainWindow &window = shown.window;

    explicit ShownConsole(const QTemporaryDir &folder)
        : console({.settingsPath = folder.filePath(QStringLiteral("fairlead.yaml")),
                   .approvalsFile = folder.filePath(QStringLiteral("state/approved"))},
                  shown.theme, shown.window)
    {
        console.start();
    }

    ui::ImagesPane &images() const { return *window.findChild<ui::ImagesPane *>(); }
    ui::DockerPane &docker() const { return *window.findChild<ui::DockerPane *>(); }
    ui::ActivityPane &activity() const { return *window.findChild<ui::ActivityPane *>(); }
    bool isReady() const { return images().findChild<ui::DataTable *>()->model()->rowCount() == 1; }
    //! Not that of steps or layers.
    ui::DataTable &activitiesTable() const
    {
        const auto tables = activity().findChildren<ui::DataTable *>();
        return **std::find_if(tables.begin(), tables.end(), [](const ui::DataTable *table) {
            return qobject_cast<models::ActivitiesModel *>(table->model());
        });
    }
    //! "Push ...:1, basic, failed, ...", those that were begun last first.
    QStringList activities() const
    {
        QStringList lines;
        for (const QStringList &row : activitiesTable().cells(ui::DataTable::Rows::All))
            lines += row.join(QStringLiteral(", "));
        return lines.mid(1);
    }
    //! In the Activity pane, which is shown then. \return whether there is one with \p text.
    bool select(const QString &text) const
    {
        ui::DataTable &table = activitiesTable();
        window.showPane(activity());
        const QStringList rows = activities();
        const auto row =
            std::find_if(rows.begin(), rows.end(), [&text](const QString &each) { return each.contains(text); });
        if (row == rows.end())
            return false;
        table.selectRowOf(table.model()->index(int(row - rows.begin()), 0));
        return true;
    }
    //! What the Activity pane does with the first that has \p text.
    void act(const QString &command, const QString &text) const
    {
        QVERIFY(select(text));
        for (const ui::Command &each : activity().commands()) {
            if (each.title.startsWith(command))
                return each.run();
        }
        QFAIL(qPrintable(QStringLiteral("no command ") + command));
    }
    qsizetype count(const QString &text) const { return activities().filter(text).size(); }
    //! That is on the screen; null: none.
    template <class Dialog>
    Dialog *dialog() const
    {
        for (auto *dialog : window.findChildren<Dialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    console::QuitQuestion *quitQuestion() const { return window.findChild<console::QuitQuestion *>(); }
};

inline void press(const QWidget &root, const QString &text)
{
    press(buttonNamed(root, text), text);
}

//! Into the line that assistive technology calls \p name, in place of what it has.
inline void type(const QWidget &root, const QString &name, const QString &text)
{
    auto *line = named<QLineEdit>(root, name);
    QVERIFY2(line, qPrintable(QStringLiteral("no line %1").arg(name)));
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    QCOMPARE(line->text(), text);
}

//! Of the tables that are to be seen: "build box | live | ...", a line for each row.
inline QString tableText(const QWidget &root)
{
    QStringList lines;
    for (const auto *table : root.findChildren<ui::DataTable *>()) {
        if (!table->isVisible())
            continue;
        for (const QStringList &row : table->cells(ui::DataTable::Rows::All))
            lines += row.join(QStringLiteral(" | "));
    }
    return lines.join(QLatin1Char('\n'));
}

//! What is to be read in it, values that can be selected too.
inline QString readable(const QWidget &root)
{
    QStringList texts{visibleText(root)};
    for (const auto *text : root.findChildren<QPlainTextEdit *>()) {
        if (text->isVisible())
            texts += text->toPlainText();
    }
    return texts.join(QLatin1Char('\n'));
}

//! For whoever looks at it: FAIRLEAD_PICTURES names a folder.
inline void picture(QWidget &widget, ui::Theme &theme, const QString &name)
{
    const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
    if (folder.isEmpty())
        return;
    for (const auto &[mode, suffix] : {std::pair(ui::Theme::Mode::Dark, QStringLiteral("dark")),
                                       std::pair(ui::Theme::Mode::Light, QStringLiteral("light"))}) {
        theme.setMode(mode);
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, suffix));
    }
}

} // namespace fairlead::tests
