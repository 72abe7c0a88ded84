// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "launch.h"

#include <QJsonObject>

namespace fairlead::manifests {

//! The texts of a runtime config with their variables, for either engine. What cannot be expanded is a problem, and
//! empty.
class LaunchTexts
{
public:
    explicit LaunchTexts(const variables::Variables &variables)
        : m_variables(variables)
    {
    }

    QString expanded(const QString &field, const QString &text);
    //! Each value; one that is no label's value is made into one.
    QJsonObject labels(const QString &field, const settings::TextPairs &pairs);
    QJsonObject annotations(const QString &field, const settings::TextPairs &pairs);
    //! Of the config, its run, its user and its project, and whose they are: each isRunLabel().
    QJsonObject ownLabels(const settings::RuntimeConfig &config, const Launch &launch) const;

    void report(const QString &field, const QString &message) { m_problems.push_back({field, message}); }
    ManifestProblems takeProblems() { return std::exchange(m_problems, {}); }
    bool hasProblems() const { return !m_problems.empty(); }

private:
    const variables::Variables &m_variables;
    ManifestProblems m_problems;
};

} // namespace fairlead::manifests
