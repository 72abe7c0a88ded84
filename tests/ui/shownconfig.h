// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "models/configs/launchfactskeeper.h"
#include "tests/runs/clusters.h"
#include "ui/configs/configfields.h"
#include "ui/configs/configform.h"
#include "ui/configs/manifestpreview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace fairlead::tests {

//! Two contexts with nodes, one that nobody has asked, and a daemon that has said what it has.
inline runs::LaunchFacts formFacts()
{
    runs::LaunchFacts facts;
    std::vector<accelerators::NodeRowPtr> nodes;
    nodes.push_back(emptyRow(gpuNode(QStringLiteral("a-1"), QStringLiteral("NVIDIA-H100-80GB-HBM3"))));
    nodes.push_back(emptyRow(gpuNode(QStringLiteral("a-2"), QStringLiteral("NVIDIA-L4"), "4")));
    facts.contexts.push_back({.id = QStringLiteral("prod-a"),
                              .name = QStringLiteral("prod-a"),
                              .ns = QStringLiteral("team-a"),
                              .isCurrent = true,
                              .nodes = nodes});
    facts.contexts.push_back(
        {.id = QStringLiteral("prod-b"), .name = QStringLiteral("prod-b"), .nodes = std::vector{nodes[0]}});
    facts.contexts.push_back({.id = QStringLiteral("lab"), .name = QStringLiteral("lab")});
    docker::EngineInfo engine;
    engine.runtimes = {{QStringLiteral("runc"), {}}, {QStringLiteral("nvidia"), {}}};
    engine.discoveredDevices = {{QStringLiteral("cdi"), QStringLiteral("nvidia.com/gpu=0")}};
    facts.daemons.insert(QStringLiteral("d1"), engine);
    facts.tags.insert(QStringLiteral("exec"), QStringLiteral("base/exec:1"));
    return facts;
}

//! The form over a settings file of its own, at 1280x800 less sidebar and status line.
struct ShownConfig
{
    static constexpr int Patience = 30'000; // ms

    QTemporaryDir dir;
    ui::Theme theme;
    settings::SettingsStore store{dir.filePath(QStringLiteral("fairlead.yaml"))};
    models::LaunchFactsKeeper facts;
    ui::ConfigForm form{theme, facts, store};

    explicit ShownConfig(const QByteArray &yaml, ui::Theme::Mode mode = ui::Theme::Mode::Light,
                         const QSize &size = {1'108, 772})
        : theme(*qApp, mode)
    {
        QFile file(store.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(yaml);
        file.close();
        facts.setFacts(formFacts());
        form.setObjectName(QStringLiteral("page"));
        form.setAttribute(Qt::WA_StyledBackground);
        form.resize(size);
        form.setVisible(true);
        form.activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&form));
        QSignalSpy loaded(&store, &settings::SettingsStore::changed);
        store.start();
        Q_UNUSED(loaded.wait(Patience));
    }

    ui::ConfigFields &fields() const { return *form.findChild<ui::ConfigFields *>(); }
    ui::ManifestPreview &panel() const { return *form.findChild<ui::ManifestPreview *>(); }
    QString preview() const { return panel().text(); }
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
    template <class Widget>
    Widget *named(const QString &name) const
    {
        return tests::named<Widget>(form, name);
    }
    //! A line or lines, by what assistive technology calls it.
    void type(const QString &name, const QString &text) const
    {
        QWidget *found = named<QLineEdit>(name);
        if (!found)
            found = named<QPlainTextEdit>(name);
        QVERIFY2(found, qPrintable(name));
        found->setFocus();
        QTest::keyClick(found, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(found, Qt::Key_Delete);
        QTest::keyClicks(found, text);
    }
    //! By its text, else by what assistive technology calls it; null: there is none.
    QAbstractButton *button(const QString &text) const
    {
        QAbstractButton *found = buttonNamed(form, text);
        return found ? found : named<QAbstractButton>(text);
    }
    void press(const QString &text) const { tests::press(button(text), text); }
    void open(const QString &group) const
    {
        for (QAbstractButton *head : form.findChildren<QAbstractButton *>()) {
            if (head->isVisible() && head->isCheckable() && head->text() == group)
                head->setChecked(true);
        }
    }
    QString text() const { return visibleText(form); }
};

} // namespace fairlead::tests
