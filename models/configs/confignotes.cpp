// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "confignotes.h"

#include "backends/manifests/accounttoken.h"
#include "models/formats.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::RuntimeConfig;
using settings::TextPairs;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("ConfigNotes", text, nullptr, n);
}

//! Words with commas between them; what is empty is none.
class Words
{
public:
    void add(const QString &word)
    {
        if (!word.isEmpty())
            m_words += word;
    }
    void addIf(bool isSo, const char *word)
    {
        if (isSo)
            m_words += tr(word);
    }
    //! \p text has %1.
    void addWith(const char *text, const QString &value)
    {
        if (!value.isEmpty())
            m_words += tr(text).arg(value);
    }
    //! \p text has %Ln.
    void addCount(const char *text, std::size_t count)
    {
        if (count > 0)
            m_words += tr(text, int(count));
    }
    QString text() const { return namesText(m_words); }

private:
    QStringList m_words;
};

QString imageOf(const settings::RuntimeImage &image)
{
    Words words;
    words.add(image.baseImage.name);
    words.add(image.reference);
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "from %1"), image.registry.name);
    words.add(image.pullPolicy);
    return words.text();
}

QString identityOf(const settings::KubernetesPart &part)
{
    Words words;
    words.add(part.ns);
    words.addIf(part.createNamespace, QT_TRANSLATE_NOOP("ConfigNotes", "created where it is missing"));
    if (part.serviceAccount == "existing"_L1)
        words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "ServiceAccount %1"), part.serviceAccountName);
    words.addIf(part.serviceAccount == "perRun"_L1, QT_TRANSLATE_NOOP("ConfigNotes", "a ServiceAccount for each run"));
    words.addIf(manifests::mountsAccountToken(part), QT_TRANSLATE_NOOP("ConfigNotes", "token mounted"));
    return words.text();
}

//! "memory 16Gi", "cpu 2 to 4".
void addQuantities(Words &words, const TextPairs &requests, const TextPairs &limits)
{
    const auto find = [](const TextPairs &pairs, const QString &name) {
        for (const auto &[key, value] : pairs) {
            if (key == name)
                return value;
        }
        return QString();
    };
    for (const auto &[name, request] : requests) {
        const QString limit = find(limits, name);
        words.add(limit.isEmpty() || limit == request
                      ? u"%1 %2"_s.arg(name, request)
                      : tr(QT_TRANSLATE_NOOP("ConfigNotes", "%1 %2 to %3")).arg(name, request, limit));
    }
    for (const auto &[name, limit] : limits) {
        if (find(requests, name).isEmpty())
            words.add(tr(QT_TRANSLATE_NOOP("ConfigNotes", "%1 up to %2")).arg(name, limit));
    }
}

QString resourcesOf(const RuntimeConfig &config)
{
    Words words;
    if (config.isDocker()) {
        for (const auto &[key, value] : config.docker.resources)
            words.add(u"%1 %2"_s.arg(key, value));
        words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "shared memory %1"), config.docker.shmSize);
        words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "network %1"), config.docker.network);
        return words.text();
    }
    addQuantities(words, config.kubernetes.requests, config.kubernetes.limits);
    const settings::SharedMemory &memory = config.kubernetes.sharedMemory;
    words.addIf(memory.enabled && memory.size.isEmpty(), QT_TRANSLATE_NOOP("ConfigNotes", "shared memory"));
    if (memory.enabled)
        words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "shared memory %1"), memory.size);
    return words.text();
}

QString devicesOf(const settings::GpuRequest &gpu)
{
    QStringList which;
    for (const QString &each : {gpu.product, gpu.kind == "device"_L1 ? QString() : gpu.kind, gpu.resource}) {
        if (!each.isEmpty())
            which += each;
    }
    if (!gpu.count)
        return which.join(u' ');
    return u"%1 × %2"_s.arg(numberText(*gpu.count), which.isEmpty() ? u"nvidia.com/gpu"_s : which.join(u' '));
}

QString devicesOf(const settings::DockerGpus &gpus)
{
    Words words;
    words.addIf(gpus.count == -1, QT_TRANSLATE_NOOP("ConfigNotes", "all"));
    if (gpus.count && *gpus.count != -1)
        words.add(numberText(*gpus.count));
    for (const QString &device : gpus.deviceIds + gpus.cdiDevices)
        words.add(device);
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "runtime %1"), gpus.runtime);
    return words.text();
}

QString placementOf(const settings::KubernetesPart &part)
{
    Words words;
    words.addIf(!part.nodeSelector.empty(), QT_TRANSLATE_NOOP("ConfigNotes", "node selector"));
    words.addCount(QT_TRANSLATE_N_NOOP("ConfigNotes", "%Ln toleration(s)"), part.tolerations.size());
    words.addIf(!part.affinity.isEmpty(), QT_TRANSLATE_NOOP("ConfigNotes", "affinity"));
    words.addIf(!part.topologySpread.empty(), QT_TRANSLATE_NOOP("ConfigNotes", "topology spread"));
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "priority %1"), part.priorityClassName);
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "runtime class %1"), part.runtimeClassName);
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "scheduler %1"), part.schedulerName);
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "queue %1"), part.queueName);
    words.addIf(part.hostNetwork, QT_TRANSLATE_NOOP("ConfigNotes", "the node's network"));
    return words.text();
}

QString storageOf(const RuntimeConfig &config)
{
    Words words;
    if (config.isDocker()) {
        for (const settings::DockerMount &mount : config.docker.mounts)
            words.add(mount.target);
    } else {
        for (const settings::VolumeMount &volume : config.kubernetes.volumes)
            words.add(volume.mountPath);
    }
    return words.text();
}

QString securityOf(const settings::SecurityContext &security)
{
    Words words;
    words.addIf(security.privileged, QT_TRANSLATE_NOOP("ConfigNotes", "privileged"));
    if (security.runAsUser)
        words.add(tr(QT_TRANSLATE_NOOP("ConfigNotes", "user %1")).arg(*security.runAsUser));
    if (security.runAsGroup)
        words.add(tr(QT_TRANSLATE_NOOP("ConfigNotes", "group %1")).arg(*security.runAsGroup));
    if (security.fsGroup)
        words.add(tr(QT_TRANSLATE_NOOP("ConfigNotes", "volumes' group %1")).arg(*security.fsGroup));
    words.addIf(security.runAsNonRoot, QT_TRANSLATE_NOOP("ConfigNotes", "not as root"));
    words.addIf(security.readOnlyRootFilesystem, QT_TRANSLATE_NOOP("ConfigNotes", "read-only root"));
    words.addIf(security.allowPrivilegeEscalation == false, QT_TRANSLATE_NOOP("ConfigNotes", "no escalation"));
    words.addIf(security.allowPrivilegeEscalation == true, QT_TRANSLATE_NOOP("ConfigNotes", "escalation"));
    for (const QString &capability : security.addCapabilities)
        words.add(u'+' + capability);
    for (const QString &capability : security.dropCapabilities)
        words.add(u'−' + capability);
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "seccomp %1"), security.seccompProfile);
    return words.text();
}

QString timeoutsOf(const settings::Timeouts &timeouts)
{
    Words words;
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "scheduling %1"), timeouts.scheduling);
    words.addIf(timeouts.waitForAutoscaler, QT_TRANSLATE_NOOP("ConfigNotes", "waits for the autoscaler"));
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "run %1"), timeouts.run);
    words.addWith(QT_TRANSLATE_NOOP("ConfigNotes", "kept %1"), timeouts.keepFinished);
    if (timeouts.backoffLimit)
        words.add(tr(QT_TRANSLATE_NOOP("ConfigNotes", "backoff limit %1")).arg(*timeouts.backoffLimit));
    return words.text();
}

QString labelsOf(const RuntimeConfig &config)
{
    Words words;
    words.addCount(QT_TRANSLATE_N_NOOP("ConfigNotes", "%Ln label(s)"), config.labels.size());
    words.addCount(QT_TRANSLATE_N_NOOP("ConfigNotes", "%Ln annotation(s)"), config.annotations.size());
    return words.text();
}

QString variablesOf(const std::vector<settings::EnvVariable> &variables)
{
    Words words;
    for (const settings::EnvVariable &variable : variables)
        words.add(variable.name);
    return words.text();
}

QString patchOf(const settings::YamlPart &patch)
{
    Words words;
    for (const files::YamlMember &member : patch.value.members)
        words.add(member.key);
    return words.text();
}

} // namespace

ConfigNotes configNotes(const RuntimeConfig &config)
{
    return {.target = config.isDocker() ? config.docker.daemon.name : namesText(config.kubernetes.contexts),
            .image = imageOf(config.image),
            .identity = config.isDocker() ? QString() : identityOf(config.kubernetes),
            .resources = resourcesOf(config),
            .gpus = config.isDocker() ? devicesOf(config.docker.gpus) : devicesOf(config.kubernetes.gpu),
            .placement = config.isDocker() ? QString() : placementOf(config.kubernetes),
            .storage = storageOf(config),
            .environment = variablesOf(config.env),
            .security = securityOf(config.securityContext),
            .patch = config.isDocker() ? QString() : patchOf(config.kubernetes.podTemplatePatch),
            .timeouts = timeoutsOf(config.timeouts),
            .labels = labelsOf(config)};
}

} // namespace fairlead::models
