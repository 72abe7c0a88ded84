// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podtemplate.h"

#include "accounttoken.h"
#include "runlabels.h"

#include <QJsonArray>

#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using settings::EnvVariable;
using settings::KubernetesPart;
using settings::RuntimeConfig;
using settings::SecurityContext;
using settings::VolumeMount;

void put(QJsonObject &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

void put(QJsonObject &object, const QString &key, const QStringList &texts)
{
    if (!texts.isEmpty())
        object.insert(key, QJsonArray::fromStringList(texts));
}

template <class Number>
void put(QJsonObject &object, const QString &key, const std::optional<Number> &value)
{
    if (value)
        object.insert(key, *value);
}

void put(QJsonObject &object, const QString &key, const QJsonObject &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void put(QJsonObject &object, const QString &key, const QJsonArray &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void putTrue(QJsonObject &object, const QString &key, bool value)
{
    if (value)
        object.insert(key, true);
}

bool wantsDevices(const KubernetesPart &part)
{
    return part.gpu.count.value_or(0) > 0;
}

QJsonArray environment(const RuntimeConfig &config, LaunchTexts &texts)
{
    QJsonArray env;
    for (std::size_t i = 0; i < config.env.size(); ++i) {
        const EnvVariable &each = config.env[i];
        QJsonObject variable{{u"name"_s, each.name}};
        const auto from = [&](const QString &source, const QString &object) {
            variable.insert(u"valueFrom"_s,
                            QJsonObject{{source, QJsonObject{{u"name"_s, object}, {u"key"_s, each.key}}}});
        };
        if (!each.secret.isEmpty())
            from(u"secretKeyRef"_s, each.secret);
        else if (!each.configMap.isEmpty())
            from(u"configMapKeyRef"_s, each.configMap);
        else
            variable.insert(u"value"_s, texts.expanded(u"env[%1].value"_s.arg(i), each.value));
        env.append(variable);
    }
    return env;
}

QJsonObject quantities(const settings::TextPairs &pairs)
{
    QJsonObject result;
    for (const auto &[resource, quantity] : pairs)
        result.insert(resource, quantity);
    return result;
}

//! An extended resource is asked for by its limit; the request is the same.
QJsonObject resources(const KubernetesPart &part, const DeviceNames &devices)
{
    QJsonObject requests = quantities(part.requests);
    QJsonObject limits = quantities(part.limits);
    if (wantsDevices(part)) {
        const QString count = QString::number(*part.gpu.count);
        requests.insert(devices.resource, count);
        limits.insert(devices.resource, count);
    }
    QJsonObject result;
    put(result, u"requests"_s, requests);
    put(result, u"limits"_s, limits);
    return result;
}

QJsonObject seccompProfile(const QString &profile)
{
    constexpr auto Localhost = "Localhost/"_L1;
    if (profile.startsWith(Localhost))
        return {{u"type"_s, u"Localhost"_s}, {u"localhostProfile"_s, profile.mid(Localhost.size())}};
    return profile.isEmpty() ? QJsonObject() : QJsonObject{{u"type"_s, profile}};
}

QJsonObject podSecurity(const SecurityContext &security)
{
    QJsonObject result;
    put(result, u"runAsUser"_s, security.runAsUser);
    put(result, u"runAsGroup"_s, security.runAsGroup);
    put(result, u"fsGroup"_s, security.fsGroup);
    putTrue(result, u"runAsNonRoot"_s, security.runAsNonRoot);
    put(result, u"seccompProfile"_s, seccompProfile(security.seccompProfile));
    return result;
}

QJsonObject containerSecurity(const SecurityContext &security)
{
    QJsonObject capabilities;
    put(capabilities, u"add"_s, security.addCapabilities);
    put(capabilities, u"drop"_s, security.dropCapabilities);
    QJsonObject result;
    put(result, u"capabilities"_s, capabilities);
    put(result, u"allowPrivilegeEscalation"_s, security.allowPrivilegeEscalation);
    putTrue(result, u"privileged"_s, security.privileged);
    putTrue(result, u"readOnlyRootFilesystem"_s, security.readOnlyRootFilesystem);
    return result;
}

QJsonObject memoryVolume(const QString &size)
{
    QJsonObject emptyDir{{u"medium"_s, u"Memory"_s}};
    put(emptyDir, u"sizeLimit"_s, size);
    return {{u"emptyDir"_s, emptyDir}};
}

//! The volumes of a pod and where its container has them, side by side.
class Volumes
{
public:
    void add(const QString &name, QJsonObject volume, QJsonObject mount)
    {
        volume.insert(u"name"_s, name);
        mount.insert(u"name"_s, name);
        volumes.append(volume);
        mounts.append(mount);
    }

    QJsonArray volumes;
    QJsonArray mounts;
};

QJsonObject volumeSource(const VolumeMount &each, const QString &source)
{
    if (each.type == "persistentVolumeClaim"_L1) {
        QJsonObject claim{{u"claimName"_s, source}};
        putTrue(claim, u"readOnly"_s, each.readOnly);
        return {{each.type, claim}};
    }
    if (each.type == "hostPath"_L1)
        return {{each.type, QJsonObject{{u"path"_s, source}}}};
    if (each.type == "configMap"_L1)
        return {{each.type, QJsonObject{{u"name"_s, source}}}};
    if (each.type == "secret"_L1)
        return {{each.type, QJsonObject{{u"secretName"_s, source}}}};
    QJsonObject emptyDir;
    put(emptyDir, u"medium"_s, each.medium);
    put(emptyDir, u"sizeLimit"_s, each.sizeLimit);
    return {{u"emptyDir"_s, emptyDir}};
}

Volumes volumesOf(const RuntimeConfig &config, LaunchTexts &texts)
{
    Volumes result;
    for (std::size_t i = 0; i < config.kubernetes.volumes.size(); ++i) {
        const VolumeMount &each = config.kubernetes.volumes[i];
        const QString field = u"kubernetes.volumes[%1]"_s.arg(i);
        QJsonObject mount{{u"mountPath"_s, each.mountPath}};
        put(mount, u"subPath"_s, texts.expanded(field + u".subPath"_s, each.subPath));
        putTrue(mount, u"readOnly"_s, each.readOnly);
        result.add(u"volume-%1"_s.arg(i), volumeSource(each, texts.expanded(field + u".source"_s, each.source)), mount);
    }
    if (config.kubernetes.sharedMemory.enabled)
        result.add(u"dshm"_s, memoryVolume(config.kubernetes.sharedMemory.size), {{u"mountPath"_s, u"/dev/shm"_s}});
    if (config.securityContext.readOnlyRootFilesystem) {
        for (qsizetype i = 0; i < config.securityContext.writableFolders.size(); ++i)
            result.add(u"writable-%1"_s.arg(i), {{u"emptyDir"_s, QJsonObject()}},
                       {{u"mountPath"_s, config.securityContext.writableFolders[i]}});
    }
    return result;
}

QJsonObject container(const RuntimeConfig &config, const Launch &launch, const QJsonArray &mounts, LaunchTexts &texts)
{
    QJsonObject result{{u"name"_s, QLatin1StringView(MainContainer)}, {u"image"_s, launch.image}};
    put(result, u"imagePullPolicy"_s, config.image.pullPolicy);
    put(result, u"command"_s, launch.command);
    put(result, u"env"_s, environment(config, texts));
    put(result, u"resources"_s, resources(config.kubernetes, launch.devices));
    put(result, u"volumeMounts"_s, mounts);
    put(result, u"securityContext"_s, containerSecurity(config.securityContext));
    return result;
}

QJsonArray tolerations(const KubernetesPart &part)
{
    QJsonArray result;
    for (const settings::Toleration &each : part.tolerations) {
        QJsonObject toleration;
        put(toleration, u"key"_s, each.key);
        put(toleration, u"operator"_s, each.op);
        put(toleration, u"value"_s, each.value);
        put(toleration, u"effect"_s, each.effect);
        put(toleration, u"tolerationSeconds"_s, each.tolerationSeconds);
        result.append(toleration);
    }
    return result;
}

//! \p term, once for each label by which nodes have the devices: terms are alternatives.
QJsonArray termsWith(const QJsonObject &term, const DeviceNames &devices)
{
    QJsonArray terms;
    for (const DeviceNames::Label &label : devices.labels) {
        QJsonArray expressions = term.value(u"matchExpressions"_s).toArray();
        expressions.append(QJsonObject{
            {u"key"_s, label.key}, {u"operator"_s, u"In"_s}, {u"values"_s, QJsonArray::fromStringList(label.values)}});
        QJsonObject wanting = term;
        wanting.insert(u"matchExpressions"_s, expressions);
        terms.append(wanting);
    }
    return terms;
}

//! The config's own, of which each required term also wants the product.
QJsonObject affinity(const KubernetesPart &part, const DeviceNames &devices)
{
    QJsonObject result = files::toJson(part.affinity.value).toObject();
    const bool isAny = part.gpu.product.isEmpty() && part.gpu.kind.isEmpty();
    if (!wantsDevices(part) || isAny || devices.labels.empty())
        return result;
    const QString required = u"requiredDuringSchedulingIgnoredDuringExecution"_s;
    QJsonObject ofNode = result.value(u"nodeAffinity"_s).toObject();
    QJsonArray own = ofNode.value(required).toObject().value(u"nodeSelectorTerms"_s).toArray();
    if (own.isEmpty())
        own.append(QJsonObject());
    QJsonArray terms;
    for (const QJsonValue &term : std::as_const(own)) {
        for (const QJsonValue &wanting : termsWith(term.toObject(), devices))
            terms.append(wanting);
    }
    ofNode.insert(required, QJsonObject{{u"nodeSelectorTerms"_s, terms}});
    result.insert(u"nodeAffinity"_s, ofNode);
    return result;
}

QJsonArray topologySpread(const KubernetesPart &part, const QJsonObject &labels)
{
    QJsonArray result;
    for (const settings::TopologySpread &each : part.topologySpread)
        result.append(QJsonObject{
            {u"topologyKey"_s, each.topologyKey},
            {u"maxSkew"_s, each.maxSkew.value_or(1)},
            {u"whenUnsatisfiable"_s, each.whenUnsatisfiable},
            {u"labelSelector"_s, QJsonObject{{u"matchLabels"_s, QJsonObject{{RunLabel, labels.value(RunLabel)}}}}}});
    return result;
}

//! Whether the pod has a service account that was made for its run alone.
bool hasOwnAccount(const KubernetesPart &part, const Launch &launch)
{
    return part.serviceAccount != "existing"_L1 && !launch.serviceAccount.isEmpty();
}

//! The API server's own way of mounting a token knows no lifetime.
void addAccountToken(Volumes &volumes, const RuntimeConfig &config, const Launch &launch)
{
    if (hasOwnAccount(config.kubernetes, launch) && mountsAccountToken(config.kubernetes))
        volumes.add(u"kube-api-access"_s, accountTokenVolume(config.timeouts),
                    {{u"mountPath"_s, AccountTokenFolder}, {u"readOnly"_s, true}});
}

void putIdentity(QJsonObject &spec, const RuntimeConfig &config, const Launch &launch)
{
    const KubernetesPart &part = config.kubernetes;
    if (part.serviceAccount == "existing"_L1)
        put(spec, u"serviceAccountName"_s, part.serviceAccountName);
    else
        put(spec, u"serviceAccountName"_s, launch.serviceAccount);
    spec.insert(u"automountServiceAccountToken"_s, part.automountServiceAccountToken && !hasOwnAccount(part, launch));
    QJsonArray secrets;
    for (const QString &secret : {config.image.pullSecret, launch.pullSecret}) {
        if (!secret.isEmpty())
            secrets.append(QJsonObject{{u"name"_s, secret}});
    }
    put(spec, u"imagePullSecrets"_s, secrets);
}

void putPlacement(QJsonObject &spec, const KubernetesPart &part, const DeviceNames &devices, const QJsonObject &labels)
{
    put(spec, u"nodeSelector"_s, quantities(part.nodeSelector));
    put(spec, u"tolerations"_s, tolerations(part));
    put(spec, u"affinity"_s, affinity(part, devices));
    put(spec, u"topologySpreadConstraints"_s, topologySpread(part, labels));
    put(spec, u"priorityClassName"_s, part.priorityClassName);
    put(spec, u"runtimeClassName"_s, part.runtimeClassName);
    put(spec, u"schedulerName"_s, part.schedulerName);
    if (part.hostNetwork) {
        spec.insert(u"hostNetwork"_s, true);
        spec.insert(u"dnsPolicy"_s, u"ClusterFirstWithHostNet"_s); // else the cluster's names are unknown there
    }
}

} // namespace

QJsonObject podTemplate(const RuntimeConfig &config, const Launch &launch, const QJsonObject &labels,
                        LaunchTexts &texts)
{
    Volumes volumes = volumesOf(config, texts);
    addAccountToken(volumes, config, launch);
    QJsonObject spec{{u"restartPolicy"_s, u"Never"_s},
                     {u"containers"_s, QJsonArray{container(config, launch, volumes.mounts, texts)}}};
    put(spec, u"volumes"_s, volumes.volumes);
    put(spec, u"securityContext"_s, podSecurity(config.securityContext));
    putIdentity(spec, config, launch);
    putPlacement(spec, config.kubernetes, launch.devices, labels);
    QJsonObject metadata{{u"labels"_s, labels}};
    put(metadata, u"annotations"_s, texts.annotations(u"annotations"_s, config.annotations));
    return {{u"metadata"_s, metadata}, {u"spec"_s, spec}};
}

} // namespace fairlead::manifests
