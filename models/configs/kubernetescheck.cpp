// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginechecks.h"

#include "backends/kubernetes/quantity.h"
#include "backends/manifests/grammar.h"
#include "backends/manifests/podports.h"
#include "backends/variables/expansion.h"
#include "backends/variables/kubernetesname.h"
#include "models/plaintext.h"
#include "policycheck.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::KubernetesPart;
using settings::RuntimeConfig;
using settings::VolumeMount;

QString said(const char *text)
{
    return ProblemList::said(text);
}

void checkNamespace(const KubernetesPart &part, ProblemList &problems)
{
    const QString field = u"kubernetes.namespace"_s;
    problems.expect(!part.createNamespace || !part.ns.isEmpty(), field,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected the name of the namespace that is created"));
    const bool isPlain = checkTemplate(field, part.ns, problems);
    const QStringList names = variables::namesIn(part.ns);
    const auto isUsers = [](const QString &name) { return name.startsWith("userProperty:"_L1); };
    if (std::any_of(names.begin(), names.end(), isUsers))
        problems.warn(field, said(QT_TRANSLATE_NOOP("ConfigCheck",
                                                    "Users may write their properties themselves: an admin property "
                                                    "keeps them in their namespace")));
    if (!isPlain || part.ns.isEmpty())
        return;
    const auto name = variables::namespaceName(part.ns);
    if (!name)
        problems.error(field, name.error());
    else if (name->isChanged)
        problems.warn(
            field,
            said(QT_TRANSLATE_NOOP("ConfigCheck", "Kubernetes takes no such name: it becomes %1")).arg(name->name));
}

void checkIdentity(const KubernetesPart &part, ProblemList &problems)
{
    if (part.serviceAccount == "existing"_L1)
        problems.expect(manifests::isDnsSubdomain(part.serviceAccountName), u"kubernetes.serviceAccountName"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected the name of a ServiceAccount of the namespace"));
    static const QRegularExpression role(u"\\A(Cluster)?Role/[^/%\\s]+\\z"_s);
    for (qsizetype i = 0; i < part.roles.size(); ++i)
        problems.expect(role.match(part.roles[i]).hasMatch(), u"kubernetes.roles[%1]"_s.arg(i),
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected Role/NAME or ClusterRole/NAME"));
    if (!part.roles.isEmpty() && part.serviceAccount != "perRun"_L1)
        problems.warn(u"kubernetes.roles"_s,
                      said(QT_TRANSLATE_NOOP("ConfigCheck", "Only for a ServiceAccount that is made for each run")));
}

void checkTolerations(const KubernetesPart &part, ProblemList &problems)
{
    for (std::size_t i = 0; i < part.tolerations.size(); ++i) {
        const settings::Toleration &each = part.tolerations[i];
        const QString field = u"kubernetes.tolerations[%1]"_s.arg(i);
        const bool isExists = each.op == "Exists"_L1;
        problems.expect(
            each.key.isEmpty() ? isExists : manifests::isQualifiedName(each.key), field + u".key"_s,
            QT_TRANSLATE_NOOP("ConfigCheck", "Expected the key of a taint; without one the operator is Exists"));
        problems.expect(!isExists || each.value.isEmpty(), field + u".value"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Exists takes no value"));
        problems.expect(manifests::isLabelValue(each.value), field + u".value"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected letters, digits and - _ ."));
        problems.expect(!each.tolerationSeconds || each.effect == "NoExecute"_L1, field + u".tolerationSeconds"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Only for the effect NoExecute"));
    }
}

void addSchema(const QString &field, const std::vector<manifests::SchemaProblem> &found, ProblemList &problems)
{
    for (const manifests::SchemaProblem &each : found) {
        const QString message = u"%1: %2"_s.arg(plainLine(each.field, 200), each.message);
        each.isWarning ? problems.warn(field, message) : problems.error(field, message);
    }
}

void checkPlacement(const KubernetesPart &part, const manifests::PodSchema &schema, ProblemList &problems)
{
    for (const auto &[key, value] : part.nodeSelector) {
        const QString field = u"kubernetes.nodeSelector."_s + key;
        problems.expect(manifests::isQualifiedName(key), field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a key such as team or example.com/team"));
        problems.expect(manifests::isLabelValue(value), field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected letters, digits and - _ ."));
    }
    checkTolerations(part, problems);
    addSchema(u"kubernetes.affinity"_s, schema.problems(part.affinity.value, manifests::PodSchema::Affinity), problems);
    for (std::size_t i = 0; i < part.topologySpread.size(); ++i) {
        const QString field = u"kubernetes.topologySpread[%1]"_s.arg(i);
        problems.expect(manifests::isQualifiedName(part.topologySpread[i].topologyKey), field + u".topologyKey"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a key such as team or example.com/team"));
        problems.expect(part.topologySpread[i].maxSkew.value_or(1) >= 1, field + u".maxSkew"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number from 1 on"));
    }
    for (const auto &[key, name] :
         {std::pair("priorityClassName"_L1, &part.priorityClassName),
          std::pair("runtimeClassName"_L1, &part.runtimeClassName), std::pair("queueName"_L1, &part.queueName)})
        problems.expect(name->isEmpty() || manifests::isDnsSubdomain(*name), u"kubernetes."_s + key,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name: small letters, digits, - and ."));
}

void checkHostPath(const QString &path, const QString &field, bool isPlain, ProblemList &problems)
{
    problems.expect(!isPlain || path.startsWith(u'/'), field,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path"));
    problems.expect(!path.split(u'/').contains(u".."_s), field,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a path without .. in it"));
}

void checkSource(const VolumeMount &volume, const QString &field, ProblemList &problems)
{
    const bool isPlain = checkTemplate(field, volume.source, problems);
    if (volume.type == "emptyDir"_L1)
        problems.expect(volume.source.isEmpty(), field, QT_TRANSLATE_NOOP("ConfigCheck", "An emptyDir has no source"));
    else if (volume.source.isEmpty())
        problems.error(field, said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected what is mounted")));
    else if (volume.type == "hostPath"_L1)
        checkHostPath(volume.source, field, isPlain, problems);
    else
        problems.expect(!isPlain || manifests::isDnsSubdomain(volume.source), field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name: small letters, digits, - and ."));
}

void checkVolumes(const RuntimeConfig &config, ProblemList &problems)
{
    for (std::size_t i = 0; i < config.kubernetes.volumes.size(); ++i) {
        const VolumeMount &each = config.kubernetes.volumes[i];
        const QString field = u"kubernetes.volumes[%1]"_s.arg(i);
        problems.expect(manifests::isMountPath(each.mountPath), field + u".mountPath"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path"));
        checkSource(each, field + u".source"_s, problems);
        checkTemplate(field + u".subPath"_s, each.subPath, problems);
        problems.expect(manifests::isSubPath(each.subPath), field + u".subPath"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a path within the volume"));
        const auto size = kubernetes::Quantity::parse(each.sizeLimit.toStdString());
        problems.expect(each.sizeLimit.isEmpty() || (size && kubernetes::Quantity() <= *size), field + u".sizeLimit"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a quantity such as 500m, 2 or 4Gi"));
    }
}

} // namespace

void checkKubernetes(const RuntimeConfig &config, const manifests::PodSchema &schema, ProblemList &problems)
{
    const KubernetesPart &part = config.kubernetes;
    checkNamespace(part, problems);
    checkLabels(u"kubernetes.namespaceLabels"_s, part.namespaceLabels, PairsOf::Labels, problems);
    addSchema(u"kubernetes.namespacePolicies"_s, policyProblems(part.namespacePolicies), problems);
    checkIdentity(part, problems);
    checkResources(part, problems);
    checkPlacement(part, schema, problems);
    checkVolumes(config, problems);
    addSchema(u"kubernetes.podTemplatePatch"_s, manifests::patchProblems(part.podTemplatePatch.value, schema),
              problems);
}

} // namespace fairlead::models
