// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "backends/settings/settingsdocument.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>
#include <vector>

//! How others say the same as our runtime configs, read once and turned into ours.
namespace fairlead::configimport {

//! What became of one field of the source.
struct ImportRow
{
    enum class What {
        Taken,    //!< as it stands
        Changed,  //!< in other words, units, or another place
        NotTaken, //!< and why
        Secret,   //!< never taken, never shown; how to give it instead
    };

    What what = What::Taken;
    QString from;  //!< dotted path in the source: "containerSettings.executionConfigs[0].name"
    QString to;    //!< field in fairlead.yaml: "runtimeConfigs[gpu].kubernetes.namespace"; empty: not taken
    QString value; //!< as it is now; a short text, never a secret. Not plain
    QString note;  //!< a short English sentence; empty: nothing is to be said
    int line = 0;
    int column = 0;

    bool operator==(const ImportRow &) const = default;
};

//! What a text says, as objects that fairlead.yaml does not have yet.
struct Import
{
    QString source; //!< "Dataiku DSS", "SkyPilot", "dstack", "Fairlead"
    //! Ids and names are free beside those that are there; references lead to either. \c defaults has only what is not
    //! said yet.
    settings::Settings additions;
    std::vector<ImportRow> rows; //!< in the order of the source
    //! Errors: what cannot be taken as it stands. Warnings: what has to be mended or chosen before a launch.
    std::vector<settings::SettingsProblem> problems;
};

constexpr qint64 LargestImport = 8 * 1024 * 1024; //!< bytes

//! Reads \p bytes, whatever of these they are: settings of Dataiku DSS (JSON, either generation), ~/.sky/config.yaml,
//! dstack's server/config.yml, or a fairlead.yaml. \p fileName is only repeated in problems. Pure.
//! Errors: where and why it cannot be read, what was expected there; never repeats a value.
tl::expected<Import, settings::SettingsProblem> importConfigs(const QByteArray &bytes, const QString &fileName,
                                                              const settings::Settings &existing);

} // namespace fairlead::configimport
