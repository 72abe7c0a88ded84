// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "models/formats.h"
#include "models/images/imagesmodels.h"
#include "ui/images/imagespane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace fairlead::tests {

//! The pane over a settings file of its own, at 1280x800 less sidebar and status line.
struct ShownImages
{
    static constexpr int Patience = 30'000; // ms

    QTemporaryDir dir;
    ui::Theme theme;
    settings::SettingsStore store{dir.filePath(QStringLiteral("fairlead.yaml"))};
    models::ImagesModels models;
    ui::ImagesPane pane{theme, models, store};

    explicit ShownImages(const QByteArray &yaml = {}, ui::Theme::Mode mode = ui::Theme::Mode::Light,
                         const QSize &size = {1'108, 772})
        : theme(*qApp, mode)
    {
        if (!yaml.isEmpty())
            replace(yaml);
        models.recipes.setDate({2026, 11, 22});
        models.follow(store);
        pane.resize(size);
        pane.show();
        pane.activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&pane));
        QSignalSpy loaded(&store, &settings::SettingsStore::changed);
        store.start();
        Q_UNUSED(loaded.wait(Patience));
        models.recipes.flush();
        models.places()->flush();
    }

    //! As an editor does: another file takes its place.
    void replace(const QByteArray &yaml, const QString &name = QStringLiteral("fairlead.yaml"))
    {
        QSaveFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(yaml), yaml.size());
        QVERIFY(file.commit());
    }
    QByteArray content() const
    {
        QFile file(store.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    settings::BaseImage saved(const QString &name) const
    {
        for (const settings::BaseImage &recipe : settings::loadSettings(store.path()).settings.baseImages) {
            if (recipe.name == name)
                return recipe;
        }
        return {};
    }
    template <class Widget>
    Widget *named(const QString &name) const
    {
        return tests::named<Widget>(pane, name);
    }
    QLineEdit &edit(const QString &name) const
    {
        auto *found = named<QLineEdit>(name);
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
    QString preview() const
    {
        auto *code = named<QPlainTextEdit>(QStringLiteral("Dockerfile"));
        return code ? code->toPlainText() : QString();
    }
    QString text() const { return visibleText(pane); }
};

} // namespace fairlead::tests
