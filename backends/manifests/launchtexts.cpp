// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchtexts.h"

#include "backends/variables/expansion.h"
#include "backends/variables/kubernetesname.h"
#include "runlabels.h"

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

QString LaunchTexts::expanded(const QString &field, const QString &text)
{
    const auto expansion = variables::expand(text, m_variables);
    if (!expansion)
        report(field, expansion.error().message);
    return expansion ? expansion->text : QString();
}

QJsonObject LaunchTexts::labels(const QString &field, const settings::TextPairs &pairs)
{
    QJsonObject labels;
    for (const auto &[key, value] : pairs)
        labels.insert(key, variables::labelValue(expanded(u"%1.%2"_s.arg(field, key), value)).name);
    return labels;
}

QJsonObject LaunchTexts::annotations(const QString &field, const settings::TextPairs &pairs)
{
    QJsonObject annotations;
    for (const auto &[key, value] : pairs)
        annotations.insert(key, expanded(u"%1.%2"_s.arg(field, key), value));
    return annotations;
}

QJsonObject LaunchTexts::ownLabels(const settings::RuntimeConfig &config, const Launch &launch) const
{
    QJsonObject labels{{ManagedByLabel, u"fairlead"_s},
                       {RunLabel, launch.runId},
                       {ConfigLabel, variables::labelValue(config.id).name}};
    if (!m_variables.user.isEmpty())
        labels.insert(UserLabel, variables::labelValue(m_variables.user).name);
    if (!m_variables.project.isEmpty())
        labels.insert(ProjectLabel, variables::labelValue(m_variables.project).name);
    return labels;
}

} // namespace fairlead::manifests
