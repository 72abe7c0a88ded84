// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "models/configs/configsmodels.h"
#include "models/configs/launchfactskeeper.h"
#include "tests/models/configdata.h"
#include "ui/configs/configspane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace fairlead::tests {

//! The pane over a settings file of its own, at 1280x800 less sidebar and status line.
struct ShownConfigs
{
    static constexpr int Patience = 30'000; // ms

    QTemporaryDir dir;
    ui::Theme theme;
    settings::SettingsStore store{dir.filePath(QStringLiteral("fairlead.yaml"))};
    models::LaunchFactsKeeper facts;
    models::ConfigsModels models;
    ui::ConfigsPane pane{theme, models, facts, store};

    explicit ShownConfigs(const QByteArray &yaml = ConfigsYaml, ui::Theme::Mode mode = ui::Theme::Mode::Light,
                          const QSize &size = {1'108, 772})
        : theme(*qApp, mode)
    {
        if (!yaml.isEmpty())
            replace(yaml);
        facts.setFacts(someFacts());
        models.follow(store, facts);
        pane.resize(size);
        pane.show();
        pane.activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&pane));
        QSignalSpy loaded(&store, &settings::SettingsStore::changed);
        store.start();
        Q_UNUSED(loaded.wait(Patience));
        models.configs.flush();
        QCoreApplication::processEvents(); // the table is there
        pane.setFocus();
    }

    //! As an editor does: another file takes its place.
    void replace(const QByteArray &yaml)
    {
        QSaveFile file(store.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(yaml), yaml.size());
        QVERIFY(file.commit());
    }
    QByteArray content() const
    {
        QFile file(store.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    settings::RuntimeConfig saved(const QString &name) const
    {
        for (const settings::RuntimeConfig &config : settings::loadSettings(store.path()).settings.runtimeConfigs) {
            if (config.name == name)
                return config;
        }
        return {};
    }
    QLineEdit &edit(const QString &name) const
    {
        auto *found = named<QLineEdit>(pane, name);
        if (!found)
            qFatal("no line to edit is called \"%s\"", qPrintable(name));
        return *found;
    }
    QPushButton *button(const QString &text) const { return buttonNamed<QPushButton>(pane, text); }
    void press(const QString &text) const { tests::press(button(text), text); }
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void run(const QString &command)
    {
        for (const ui::Command &each : pane.commands()) {
            if (each.title == command)
                return each.run();
        }
        QFAIL(qPrintable(command));
    }
    QStringList column(models::RuntimeConfigsModel::Column column) const
    {
        QStringList texts;
        for (int row = 0; row < models.configs.rowCount(); ++row)
            texts += models.configs.index(row, int(column)).data().toString();
        return texts;
    }
    QString text() const { return visibleText(pane); }
};

} // namespace fairlead::tests
