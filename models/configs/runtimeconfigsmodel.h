// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configstanding.h"
#include "configtest.h"
#include "models/docker/settingsobjectsmodel.h"

namespace fairlead::models {

//! The last run of a config.
struct ConfigRun
{
    QString text;          //!< what became of it; empty: there was none. Not plain
    std::int64_t time = 0; //!< seconds since 1970

    bool operator==(const ConfigRun &) const = default;
};

struct ConfigStatus
{
    ConfigStanding standing;
    std::vector<ConfigTest> tests; //!< the last one of each target, in failover order
    ConfigRun run;

    bool operator==(const ConfigStatus &) const = default;
};

struct ConfigEntry
{
    settings::RuntimeConfig config;
    ConfigStatus status;
};

//! One row per runtime config of the settings, in their order: how it stands, where it runs, who uses it.
class RuntimeConfigsModel : public SettingsObjectsModel<ConfigEntry, &ConfigEntry::config>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t {
        Name,
        State,
        Engine,
        Target,
        Image,
        Gpus,
        UsedBy,
        LastTest,
        LastRun,
        Workload,
        UsableBy,
    };
    static constexpr int Columns = int(Column::UsableBy) + 1;

    explicit RuntimeConfigsModel(QObject *parent = nullptr);

    void setConfigs(const settings::Settings &settings) { setObjects(settings.runtimeConfigs); }
    // Of a config that there is:
    void setStanding(const QString &id, const ConfigStanding &standing);
    void setTests(const QString &id, const std::vector<ConfigTest> &tests);
    void setLastRun(const QString &id, const QString &text, std::int64_t time);

    //! Its place in the file, from 0 on; -1: there is none.
    int placeOf(const QString &id) const { return int(keys().indexOf(id)); }
    int countOf(ConfigStanding::State state) const;
    QString nameOf(const QString &id) const; //!< plain

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    TableCell cell(const ConfigEntry &entry, int column) const override;

private:
    static TableColumn column(Column column);
    template <class Value>
    void set(const QString &id, Value ConfigStatus::*member, const Value &value);
};

//! All tests of a config in a word or two: "passed", "1 of 2 failed", "never".
QString testsText(const std::vector<ConfigTest> &tests);
Severity severityOf(const std::vector<ConfigTest> &tests);
//! Of one target: "passed", "failed", "passed with warnings", "testing", "never".
QString testText(const TestReport &report);
Severity severityOf(const TestReport &report);
QString workloadText(const settings::RuntimeConfig &config);
QString usableByText(const settings::RuntimeConfig &config);

} // namespace fairlead::models
