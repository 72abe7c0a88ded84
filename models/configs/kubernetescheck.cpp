// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginechecks.h"

#include "backends/kubernetes/quantity.h"
#include "backends/manifests/grammar.h"
#include "backends/variables/expansion.h"
#include "backends/variables/kubernetesname.h"
#include "models/plaintext.h"

#include <QRegularExpression>
#include <QSet>

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

void checkSchema(const QString &field, const settings::YamlPart &part, manifests::SchemaType type,
                 const manifests::PodSchema &schema, ProblemList &problems)
{
    for (const manifests::SchemaProblem &each : schema.problems(part.value, type, field))
        problems.error(field, u"%1: %2"_s.arg(plainLine(each.field.mid(field.size() + 1), 200), each.message));
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
    checkSchema(u"kubernetes.affinity"_s, part.affinity, manifests::PodSchema::Affinity, schema, problems);
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

void checkSource(const VolumeMount &volume, const QString &field, ProblemList &problems)
{
    const bool isPlain = checkTemplate(field, volume.source, problems);
    if (volume.type == "emptyDir"_L1)
        problems.expect(volume.source.isEmpty(), field, QT_TRANSLATE_NOOP("ConfigCheck", "An emptyDir has no source"));
    else if (volume.source.isEmpty())
        problems.error(field, said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected what is mounted")));
    else if (volume.type == "hostPath"_L1)
        problems.expect(!isPlain || volume.source.startsWith(u'/'), field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path"));
    else
        problems.expect(!isPlain || manifests::isDnsSubdomain(volume.source), field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name: small letters, digits, - and ."));
}

void checkVolumes(const RuntimeConfig &config, ProblemList &problems)
{
    QSet<QString> paths;
    if (config.kubernetes.sharedMemory.enabled)
        paths.insert(u"/dev/shm"_s);
    if (config.securityContext.readOnlyRootFilesystem)
        paths.unite({config.securityContext.writableFolders.begin(), config.securityContext.writableFolders.end()});
    for (std::size_t i = 0; i < config.kubernetes.volumes.size(); ++i) {
        const VolumeMount &each = config.kubernetes.volumes[i];
        const QString field = u"kubernetes.volumes[%1]"_s.arg(i);
        problems.expect(manifests::isMountPath(each.mountPath), field + u".mountPath"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path"));
        problems.expect(!paths.contains(each.mountPath), field + u".mountPath"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Something else is mounted there"));
        paths.insert(each.mountPath);
        checkSource(each, field + u".source"_s, problems);
        checkTemplate(field + u".subPath"_s, each.subPath, problems);
        problems.expect(manifests::isSubPath(each.subPath), field + u".subPath"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a path within the volume"));
        problems.expect(each.sizeLimit.isEmpty() || kubernetes::Quantity::parse(each.sizeLimit.toStdString()),
                        field + u".sizeLimit"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a quantity such as 500m, 2 or 4Gi"));
    }
}

} // namespace

void checkKubernetes(const RuntimeConfig &config, const manifests::PodSchema &schema, ProblemList &problems)
{
    const KubernetesPart &part = config.kubernetes;
    checkNamespace(part, problems);
    checkIdentity(part, problems);
    checkResources(part, problems);
    checkPlacement(part, schema, problems);
    checkVolumes(config, problems);
    checkSchema(u"kubernetes.podTemplatePatch"_s, part.podTemplatePatch, manifests::PodSchema::Template, schema,
                problems);
}

} // namespace fairlead::models
