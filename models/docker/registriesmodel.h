// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "backends/transport/apierror.h"
#include "settingsobjectsmodel.h"
#include "testreport.h"

#include <chrono>
#include <optional>

namespace fairlead::models {

//! How a registry was when it was last tested, and what it was asked.
struct RegistryStatus
{
    enum class State : std::uint8_t {
        Untested,
        Testing,
        Reachable,
        Refused, //!< it answers, and not to us
        Unreachable,
    };

    State state = State::Untested;
    std::int64_t since = 0; //!< seconds since 1970
    std::optional<ApiError> error;
    std::optional<std::chrono::milliseconds> latency;
    QString username; //!< whom the login was for; empty: nobody
    TestReport test;
    QString repository; //!< whose tags follow
    QStringList tags;
    bool areTagsComplete = true; //!< false: there are more than were asked for
    std::optional<ApiError> tagsError;
};

struct RegistryEntry
{
    settings::Registry registry;
    RegistryStatus status;
};

//! One row per registry of the settings.
class RegistriesModel : public SettingsObjectsModel<RegistryEntry, &RegistryEntry::registry>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Name, State, Host, Prefix, Login, PrePush };
    static constexpr int Columns = int(Column::PrePush) + 1;

    explicit RegistriesModel(QObject *parent = nullptr);

    void setRegistries(const std::vector<settings::Registry> &registries) { setObjects(registries); }

protected:
    TableCell cell(const RegistryEntry &entry, int column) const override;

private:
    static TableColumn column(Column column);
};

QString stateWord(RegistryStatus::State state);
Severity severityOf(RegistryStatus::State state);
//! "docker's config.json", "docker-credential-ecr-login": who knows the password.
QString loginText(const settings::Registry &registry);
//! "none", "Amazon ECR", "/usr/local/bin/before-push".
QString prePushText(const settings::Registry &registry);

} // namespace fairlead::models
