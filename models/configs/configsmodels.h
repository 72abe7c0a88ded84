// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "runtimeconfigsmodel.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::models {

class LaunchFactsKeeper;

//! What the pane "Runtime configs" shows. Configs follow the settings; how they stand is looked at again when these or
//! the clusters and daemons change. Tests and runs come from whoever does them.
class ConfigsModels : public QObject
{
    Q_OBJECT
public:
    explicit ConfigsModels(QObject *parent = nullptr);
    ~ConfigsModels() override; //!< waits for the thread that looks

    RuntimeConfigsModel configs;
    //! Of which the configs are.
    const settings::Settings &settings() const;
    //! The configs of \p store from now on, by what \p facts say; both outlive this.
    void follow(settings::SettingsStore &store, LaunchFactsKeeper &facts);
    void updateAges() { configs.updateAges(); }

signals:
    //! A config, or what is known of one, is another.
    void changed();

private:
    struct Found
    {
        QString id;
        ConfigStanding standing;
    };

    void takeSettings();
    void look();
    static std::vector<Found> find(const settings::Settings &settings, const runs::LaunchFacts &facts,
                                   const manifests::PodSchema &schema);
    void show(const std::vector<Found> &all);

    const manifests::PodSchema m_schema;
    settings::SettingsStore *m_store = nullptr;
    LaunchFactsKeeper *m_facts = nullptr;
    QTimer m_changed; //!< many changes are told once
    QTimer m_later;   //!< clusters change all the time
    QElapsedTimer m_sinceLook;
    QFutureWatcher<std::vector<Found>> m_looking;
    bool m_looksAgain = false;
};

} // namespace fairlead::models
