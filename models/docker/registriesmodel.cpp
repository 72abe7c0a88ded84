// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registriesmodel.h"

#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;
using State = RegistryStatus::State;

} // namespace

QString stateWord(State state)
{
    switch (state) {
    case State::Untested:
        return RegistriesModel::tr("not tested");
    case State::Testing:
        return RegistriesModel::tr("testing");
    case State::Reachable:
        return RegistriesModel::tr("reachable");
    case State::Refused:
        return RegistriesModel::tr("refused");
    case State::Unreachable:
        return RegistriesModel::tr("unreachable");
    }
    return {};
}

Severity severityOf(State state)
{
    switch (state) {
    case State::Untested:
    case State::Testing:
        return Severity::Dim;
    case State::Reachable:
        return Severity::Ok;
    case State::Refused:
    case State::Unreachable:
        return Severity::Error;
    }
    return Severity::Neutral;
}

QString loginText(const settings::Registry &registry)
{
    if (registry.credentials == "helper"_L1)
        return plainLine(u"docker-credential-"_s + registry.credentialHelper, 200);
    const QString user = registry.username.isEmpty() ? QString() : u" · "_s + plainLine(registry.username, 120);
    if (registry.credentials == "keychain"_L1)
        return RegistriesModel::tr("keychain") + user;
    if (registry.credentials == "none"_L1)
        return RegistriesModel::tr("anonymous");
    return RegistriesModel::tr("docker's config.json") + user;
}

QString prePushText(const settings::Registry &registry)
{
    if (registry.prePush == "ecr"_L1)
        return RegistriesModel::tr("Amazon ECR: make the repository, log in");
    if (registry.prePush == "acr"_L1)
        return RegistriesModel::tr("Azure ACR: log in");
    if (registry.prePush == "gar"_L1)
        return RegistriesModel::tr("Google Artifact Registry: log in");
    if (registry.prePush == "command"_L1)
        return plainLine(registry.prePushCommand.join(u' '), 300);
    return RegistriesModel::tr("none");
}

RegistriesModel::RegistriesModel(QObject *parent)
    : SettingsObjectsModel(columnsOf(Columns, &RegistriesModel::column), parent)
{
}

TableColumn RegistriesModel::column(Column column)
{
    switch (column) {
    case Column::Name:
        return {tr("Registry"), u"registry"_s};
    case Column::State:
        return {tr("State"), u"state"_s, Kind::Words};
    case Column::Host:
        return {tr("Host"), u"host"_s};
    case Column::Prefix:
        return {tr("Prefix"), u"prefix"_s, Kind::Text, tr("Before the names of images")};
    case Column::Login:
        return {tr("Login"), u"login"_s};
    case Column::PrePush:
        return {tr("Before a push"), u"hook"_s};
    }
    return {};
}

TableCell RegistriesModel::cell(const RegistryEntry &entry, int column) const
{
    const settings::Registry &registry = entry.registry;
    switch (Column(column)) {
    case Column::Name:
        return {.text = plainLine(registry.name, 200), .alert = registry.insecure ? tr("insecure") : QString()};
    case Column::State:
        return {.text = stateWord(entry.status.state),
                .severity = severityOf(entry.status.state),
                .toolTip = entry.status.error ? plainText(entry.status.error->message) : QString()};
    case Column::Host:
        return {.text = plainLine(registry.host, 300)};
    case Column::Prefix:
        return {.text = plainLine(registry.repositoryPrefix, 300)};
    case Column::Login:
        return {.text = loginText(registry), .severity = Severity::Dim};
    case Column::PrePush:
        return {.text = prePushText(registry), .severity = Severity::Dim};
    }
    return {};
}

} // namespace fairlead::models
