// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/grammar.h"
#include "backends/manifests/runlabels.h"
#include "backends/variables/kubernetesname.h"
#include "enginechecks.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

//! The Engine takes any key; what docker run and docker ps cannot say after it is an error, or a warning.
void checkDockerKey(const QString &field, const QString &key, ProblemList &problems)
{
    problems.expect(!key.contains(u'='), field,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a key without =, behind which its value would begin"));
    if (std::any_of(key.begin(), key.end(), [](QChar each) { return each.isSpace(); }))
        problems.warn(field,
                      ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "docker run takes no key with blanks in it")));
}

//! A namespace outlives its run: it only gets the label that says whose it is.
bool isOverwritten(const QString &section, const QString &key)
{
    if (section == "kubernetes.namespaceLabels"_L1)
        return key == manifests::ManagedByLabel;
    return section == "labels"_L1 && manifests::isRunLabel(key);
}

} // namespace

void checkLabels(const QString &section, const settings::TextPairs &pairs, PairsOf what, ProblemList &problems)
{
    for (const auto &[key, value] : pairs) {
        const QString field = u"%1.%2"_s.arg(section, key);
        if (what == PairsOf::DockerLabels)
            checkDockerKey(field, key, problems);
        else
            problems.expect(manifests::isQualifiedName(key), field,
                            QT_TRANSLATE_NOOP("ConfigCheck", "Expected a key such as team or example.com/team"));
        const bool isPlain = checkTemplate(field, value, problems);
        const variables::KubernetesName label = variables::labelValue(value);
        if (what == PairsOf::Labels && isPlain && label.isChanged)
            problems.warn(field, ProblemList::said(
                                     QT_TRANSLATE_NOOP("ConfigCheck", "Kubernetes takes no such value: it becomes %1"))
                                     .arg(label.name));
        if (isOverwritten(section, key))
            problems.warn(field, ProblemList::said(QT_TRANSLATE_NOOP(
                                     "ConfigCheck", "Fairlead sets this label: what stands here is overwritten")));
    }
}

} // namespace fairlead::models
