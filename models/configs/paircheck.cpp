// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "paircheck.h"

#include "problemlist.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

void check(const QString &section, const settings::TextPairs &pairs, ProblemList &problems)
{
    QSet<QString> seen;
    for (const auto &[name, value] : pairs) {
        const QString field = section + u'.' + name;
        problems.expect(!seen.contains(name), field, QT_TRANSLATE_NOOP("ConfigCheck", "Stands twice"));
        problems.expect(!name.isEmpty(), field, QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name for this value"));
        seen.insert(name);
    }
}

} // namespace

std::vector<FieldProblem> pairProblems(const settings::RuntimeConfig &config)
{
    ProblemList problems;
    const settings::KubernetesPart &part = config.kubernetes;
    check(u"labels"_s, config.labels, problems);
    check(u"annotations"_s, config.annotations, problems);
    if (config.isDocker()) {
        check(u"docker.resources"_s, config.docker.resources, problems);
        return problems.take();
    }
    check(u"kubernetes.namespaceLabels"_s, part.namespaceLabels, problems);
    check(u"kubernetes.requests"_s, part.requests, problems);
    check(u"kubernetes.limits"_s, part.limits, problems);
    check(u"kubernetes.nodeSelector"_s, part.nodeSelector, problems);
    return problems.take();
}

} // namespace fairlead::models
