// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QWidget>

#include <vector>

class QPushButton;

namespace fairlead::ui {

class Theme;

//! Which daemon builds an image: one of the settings, or whichever is the first.
class DaemonChoice : public QWidget
{
    Q_OBJECT
public:
    explicit DaemonChoice(QWidget *parent = nullptr);

    void setDaemons(const settings::Settings &settings);
    void setChosen(const settings::Reference &daemon);
    const settings::Reference &chosen() const { return m_chosen; }

signals:
    void edited();

private:
    void refresh();
    void choose();

    QPushButton *m_button;
    std::vector<settings::Daemon> m_daemons;
    QString m_firstText;
    settings::Reference m_chosen;
};

//! Which registries an image is pushed to: any of the settings. What is no longer there can be taken out.
class RegistryChoice : public QWidget
{
    Q_OBJECT
public:
    explicit RegistryChoice(const Theme &theme, QWidget *parent = nullptr);

    void setRegistries(const std::vector<settings::Registry> &registries);
    void setChosen(const std::vector<settings::Reference> &registries);
    const std::vector<settings::Reference> &chosen() const { return m_chosen; }

signals:
    void edited();

private:
    void refresh();
    void addBox(const settings::Reference &registry, const QString &address);
    bool isChosen(const QString &id) const;

    const Theme &m_theme;
    std::vector<settings::Registry> m_registries;
    std::vector<settings::Reference> m_chosen;
};

} // namespace fairlead::ui
