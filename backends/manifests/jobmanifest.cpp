// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jobmanifest.h"

#include "duration.h"
#include "kubernetesobject.h"
#include "launchnamespace.h"
#include "launchtexts.h"
#include "poddevices.h"
#include "podgroup.h"
#include "podtemplate.h"
#include "runlabels.h"
#include "runnodes.h"
#include "strategicmerge.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using settings::KubernetesPart;
using settings::RuntimeConfig;

QString namespaceOf(const KubernetesPart &part, const Launch &launch, LaunchTexts &texts)
{
    const auto ns = launchNamespace(part, launch.contextNamespace, launch.variables);
    if (!ns)
        texts.report(u"kubernetes.namespace"_s, ns.error());
    return ns ? ns->name : QString();
}

//! Of a namespace that outlives the run: it is nobody's run.
QJsonObject lastingLabels()
{
    return {{ManagedByLabel, u"fairlead"_s}};
}

QJsonObject merged(QJsonObject labels, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        labels.insert(it.key(), it.value());
    return labels;
}

void putNamespace(JobManifest &manifest, const KubernetesPart &part, LaunchTexts &texts)
{
    if (!part.createNamespace)
        return;
    const QJsonObject labels = texts.labels(u"kubernetes.namespaceLabels"_s, part.namespaceLabels);
    manifest.createdNamespace =
        kubernetesObject(u"v1"_s, u"Namespace"_s, manifest.namespaceName, {}, merged(labels, lastingLabels()));
    for (const files::YamlValue &each : part.namespacePolicies.value.items) {
        QJsonObject policy = files::toJson(each).toObject();
        QJsonObject metadata = policy.value(u"metadata"_s).toObject();
        metadata.insert(u"namespace"_s, manifest.namespaceName);
        metadata.insert(u"labels"_s, merged(metadata.value(u"labels"_s).toObject(), lastingLabels()));
        policy.insert(u"metadata"_s, metadata);
        manifest.policies.push_back(policy);
    }
}

//! "ClusterRole/edit" held in the namespace alone.
QJsonObject roleBinding(const QString &role, int number, const JobManifest &manifest, const Launch &launch,
                        const QJsonObject &labels)
{
    QJsonObject binding = kubernetesObject(u"rbac.authorization.k8s.io/v1"_s, u"RoleBinding"_s,
                                           u"%1-%2"_s.arg(launch.name).arg(number), manifest.namespaceName, labels);
    binding.insert(u"subjects"_s, QJsonArray{QJsonObject{{u"kind"_s, u"ServiceAccount"_s},
                                                         {u"name"_s, launch.name},
                                                         {u"namespace"_s, manifest.namespaceName}}});
    binding.insert(u"roleRef"_s, QJsonObject{{u"apiGroup"_s, u"rbac.authorization.k8s.io"_s},
                                             {u"kind"_s, role.section(u'/', 0, 0)},
                                             {u"name"_s, role.section(u'/', 1)}});
    return binding;
}

void putServiceAccount(JobManifest &manifest, const KubernetesPart &part, const Launch &launch,
                       const QJsonObject &labels)
{
    if (part.serviceAccount != "perRun"_L1)
        return;
    manifest.serviceAccount =
        kubernetesObject(u"v1"_s, u"ServiceAccount"_s, launch.name, manifest.namespaceName, labels);
    manifest.serviceAccount.insert(u"automountServiceAccountToken"_s, false);
    for (qsizetype i = 0; i < part.roles.size(); ++i)
        manifest.roleBindings.push_back(roleBinding(part.roles[i], int(i), manifest, launch, labels));
}

QJsonObject jobSpec(const RuntimeConfig &config, const QJsonObject &podTemplate, LaunchTexts &texts)
{
    QJsonObject spec{{u"backoffLimit"_s, config.timeouts.backoffLimit.value_or(0)}, {u"template"_s, podTemplate}};
    const auto put = [&](const QString &key, const QString &field, const QString &text, const auto &duration) {
        if (duration)
            spec.insert(key, qint64(duration->count()));
        else if (!text.isEmpty())
            texts.report(field, u"expected a duration such as 90s, 10m, 1h30m or 2d"_s);
    };
    const settings::Timeouts &timeouts = config.timeouts;
    put(u"activeDeadlineSeconds"_s, u"timeouts.run"_s, timeouts.run, parseDuration(timeouts.run));
    put(u"ttlSecondsAfterFinished"_s, u"timeouts.keepFinished"_s, timeouts.keepFinished,
        parseDurationFromZero(timeouts.keepFinished));
    return spec;
}

//! What several nodes need to find each other, and to start together where somebody there can do it. Kueue can.
void putNodes(JobManifest &manifest, QJsonObject &pod, const KubernetesPart &part, const Launch &launch,
              const QJsonObject &labels, LaunchTexts &texts)
{
    if (!pod.value("spec"_L1)["subdomain"_L1].isUndefined())
        texts.report(u"kubernetes.podTemplatePatch"_s,
                     u"spec.subdomain: several nodes find each other by one of the run's own: take it out"_s);
    const auto devices = askedDevices(pod, launch.devices.resource);
    manifest.service = nodesService(launch, manifest.namespaceName, labels);
    manifest.configMap = nodesConfigMap(launch, manifest.namespaceName, labels, devices);
    pod = withNodes(pod, launch, devices);
    if (launch.podGroupApi.isEmpty() || !part.queueName.isEmpty())
        return;
    manifest.podGroup = podGroup(launch, manifest.namespaceName, labels);
    pod = withPodGroup(pod, launch);
}

void putJob(JobManifest &manifest, const RuntimeConfig &config, const Launch &launch, const QJsonObject &labels,
            const PodSchema &schema, LaunchTexts &texts)
{
    QJsonObject pod = podTemplate(config, launch, labels, texts);
    const QJsonObject patch = files::toJson(config.kubernetes.podTemplatePatch.value).toObject();
    if (auto patched = strategicMerge(schema, pod, patch))
        pod = *std::move(patched);
    else
        texts.report(u"kubernetes.podTemplatePatch"_s, patched.error());
    if (launch.nodes > 1)
        putNodes(manifest, pod, config.kubernetes, launch, labels, texts);
    pod = withDeviceNeeds(std::move(pod), launch.devices.resource);
    const QString queue = config.kubernetes.queueName;
    QJsonObject ofJob = labels;
    if (!queue.isEmpty())
        ofJob.insert(QueueLabel, queue);
    manifest.job = kubernetesObject(u"batch/v1"_s, u"Job"_s, launch.name, manifest.namespaceName, ofJob);
    const QJsonObject spec = jobSpec(config, pod, texts);
    manifest.job.insert(u"spec"_s, launch.nodes > 1 ? withRanks(spec, launch.nodes, !queue.isEmpty()) : spec);
}

} // namespace

std::vector<QJsonObject> JobManifest::owned() const
{
    std::vector<QJsonObject> objects{serviceAccount};
    objects.insert(objects.end(), roleBindings.begin(), roleBindings.end());
    objects.insert(objects.end(), {service, configMap, podGroup});
    std::erase_if(objects, [](const QJsonObject &object) { return object.isEmpty(); });
    return objects;
}

std::vector<QJsonObject> JobManifest::all() const
{
    std::vector<QJsonObject> objects{createdNamespace};
    objects.insert(objects.end(), policies.begin(), policies.end());
    const std::vector<QJsonObject> ofRun = owned();
    objects.insert(objects.end(), ofRun.begin(), ofRun.end());
    objects.push_back(job);
    std::erase_if(objects, [](const QJsonObject &object) { return object.isEmpty(); });
    return objects;
}

tl::expected<JobManifest, ManifestProblems> jobManifest(const RuntimeConfig &config, const Launch &launch,
                                                        const PodSchema &schema)
{
    LaunchTexts texts(launch.variables);
    JobManifest manifest;
    manifest.namespaceName = namespaceOf(config.kubernetes, launch, texts);
    const QJsonObject labels = merged(texts.labels(u"labels"_s, config.labels), texts.ownLabels(config, launch));
    putNamespace(manifest, config.kubernetes, texts);
    putServiceAccount(manifest, config.kubernetes, launch, labels);
    Launch checked = launch;
    if (!manifest.serviceAccount.isEmpty())
        checked.serviceAccount = launch.name;
    if (const QString problem = nodesProblem(launch.nodes); !problem.isEmpty()) {
        texts.report(u"nodes"_s, problem);
        checked.nodes = 1;
    }
    putJob(manifest, config, checked, labels, schema, texts);
    if (texts.hasProblems())
        return tl::make_unexpected(texts.takeProblems());
    return manifest;
}

} // namespace fairlead::manifests
