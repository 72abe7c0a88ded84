// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/imageconsole.h"
#include "tests/ui/shownwindow.h"
#include "ui/activity/activitypane.h"
#include "ui/docker/dockerpane.h"
#include "ui/images/imagespane.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>

#include <algorithm>
#include <functional>

namespace fairlead::tests {

//! The window as the user has it, over settings of the test's own: fairlead.yaml in \p folder, which need not be there.
struct ConsoleWindow
{
    ShownWindow shown;
    console::ImageConsole console;
    ui::MainWindow &window = shown.window;

    explicit ConsoleWindow(const QTemporaryDir &folder)
        : console({.settingsPath = folder.filePath(QStringLiteral("fairlead.yaml")),
                   .approvalsFile = folder.filePath(QStringLiteral("state/approved"))},
                  shown.theme, shown.window)
    {
        console.start();
    }

    ui::ImagesPane &images() const { return *window.findChild<ui::ImagesPane *>(); }
    ui::DockerPane &docker() const { return *window.findChild<ui::DockerPane *>(); }
    ui::ActivityPane &activity() const { return *window.findChild<ui::ActivityPane *>(); }
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
    qsizetype count(const QString &text) const { return activities().filter(text).size(); }
    //! In the Activity pane, which is shown then. \return whether there is one with \p text.
    bool select(const QString &text) const
    {
        window.showPane(activity());
        const QStringList rows = activities();
        const auto row =
            std::find_if(rows.begin(), rows.end(), [&text](const QString &each) { return each.contains(text); });
        if (row == rows.end())
            return false;
        ui::DataTable &table = activitiesTable();
        table.selectRowOf(table.model()->index(int(row - rows.begin()), 0));
        return true;
    }
};

//! The one that is to be seen. \return null: there is none.
template <class Widget>
Widget *visibleOne(const QWidget &root, const std::function<bool(const Widget &)> &isIt)
{
    for (auto *each : root.findChildren<Widget *>()) {
        if (each->isVisible() && isIt(*each))
            return each;
    }
    return nullptr;
}

inline bool press(const QWidget &root, const QString &text)
{
    auto *button = visibleOne<QAbstractButton>(root, [&text](const auto &each) { return each.text() == text; });
    if (!button || !button->isEnabled())
        return false;
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

//! Into the line that assistive technology calls \p name, in place of what it has.
inline bool type(const QWidget &root, const QString &name, const QString &text)
{
    auto *line = visibleOne<QLineEdit>(root, [&name](const auto &each) { return each.accessibleName() == name; });
    if (!line || !line->isEnabled())
        return false;
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    return line->text() == text;
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

//! Light and dark, into the folder that FAIRLEAD_PICTURES names; else nothing.
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
