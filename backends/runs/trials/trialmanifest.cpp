// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialmanifest.h"

#include "backends/kubernetes/objectkinds.h"
#include "backends/manifests/duration.h"
#include "backends/manifests/podtemplate.h"
#include "backends/manifests/runlabels.h"
#include "backends/runs/launchlogin.h"
#include "backends/runs/lifecycle/runmanifest.h"
#include "trialcommand.h"

#include <QJsonArray>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::runs {

namespace {

constexpr std::chrono::seconds UsualPatience = 20s;
constexpr std::chrono::seconds MostPatience = 10min;
constexpr int KeepFinished = 60; // seconds, in which its log is read
constexpr int Grace = 2;         // seconds

QJsonObject with(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

//! Also over a patch that has a command of its own.
QJsonObject withCommand(QJsonObject spec, const QStringList &command)
{
    QJsonArray containers = spec.value("containers"_L1).toArray();
    for (qsizetype i = 0; i < containers.size(); ++i) {
        QJsonObject container = containers[i].toObject();
        if (container.value("name"_L1) != QLatin1StringView(manifests::MainContainer))
            continue;
        container.insert(u"command"_s, QJsonArray::fromStringList(command));
        container.remove(u"args"_s);
        containers[i] = container;
    }
    spec.insert(u"containers"_s, containers);
    return spec;
}

QJsonObject changedSpec(QJsonObject job, const std::function<QJsonObject(QJsonObject)> &change)
{
    QJsonObject spec = job.value("spec"_L1).toObject();
    QJsonObject pod = spec.value("template"_L1).toObject();
    pod.insert(u"spec"_s, change(pod.value("spec"_L1).toObject()));
    spec.insert(u"template"_s, pod);
    job.insert(u"spec"_s, spec);
    return job;
}

QJsonObject bounded(const QJsonObject &job, const TrialManifest &manifest, const TrialWishes &wishes)
{
    QJsonObject result = marked(
        changedSpec(job, [](const QJsonObject &spec) { return with(spec, u"terminationGracePeriodSeconds"_s, Grace); }),
        manifest.runId);
    QJsonObject spec = result.value("spec"_L1).toObject();
    QJsonObject pod = spec.value("template"_L1).toObject();
    spec.insert(u"template"_s, marked(pod, manifest.runId));
    const std::chrono::seconds longest = manifest.patience + wishes.pullLimit + 2 * wishes.limit;
    spec.insert(u"activeDeadlineSeconds"_s, qint64(longest.count()));
    spec.insert(u"ttlSecondsAfterFinished"_s, KeepFinished);
    spec.insert(u"backoffLimit"_s, 0);
    if (manifest.isSuspended)
        spec.insert(u"suspend"_s, true);
    result.insert(u"spec"_s, spec);
    return result;
}

} // namespace

QString newTrialId()
{
    return u"trial-"_s + QUuid::createUuid().toString(QUuid::Id128).first(10);
}

QString trialSelector(const QString &runId)
{
    return u"%1,%2=true"_s.arg(manifests::runSelector(runId), manifests::TrialLabel);
}

QJsonObject marked(QJsonObject object, const QString &runId)
{
    QJsonObject metadata = object.value("metadata"_L1).toObject();
    QJsonObject labels = metadata.value("labels"_L1).toObject();
    labels.insert(manifests::ManagedByLabel, u"fairlead"_s);
    labels.insert(manifests::RunLabel, runId);
    labels.insert(manifests::TrialLabel, u"true"_s);
    metadata.insert(u"labels"_s, labels);
    object.insert(u"metadata"_s, metadata);
    return object;
}

QJsonObject podSpec(const QJsonObject &job)
{
    return job.value("spec"_L1)["template"_L1]["spec"_L1].toObject();
}

std::chrono::seconds patienceOf(const settings::Timeouts &timeouts, const TrialWishes &wishes)
{
    if (wishes.patience || timeouts.waitForAutoscaler)
        return wishes.patience.value_or(MostPatience);
    const auto said = manifests::parseDuration(timeouts.scheduling);
    return said ? std::min(*said, MostPatience) : UsualPatience;
}

tl::expected<TrialManifest, manifests::ManifestProblems> trialManifest(const settings::RuntimeConfig &config,
                                                                       const manifests::Launch &launch,
                                                                       const TrialWishes &wishes, const QString &runId)
{
    manifests::Launch ours = launch;
    ours.runId = runId;
    ours.name = runId;
    ours.nodes = 1;
    ours.command = trialCommand(wishes.command, parseCallback(wishes.callback));
    ours.pullSecret = wishes.login ? pullSecretName(ours.name) : QString();
    auto made = manifests::jobManifest(config, ours, manifests::PodSchema());
    if (!made)
        return tl::make_unexpected(made.error());
    TrialManifest manifest{.runId = runId,
                           .namespaceName = made->namespaceName,
                           .selector = trialSelector(runId),
                           .launch = *std::move(made),
                           .pullSecret = ours.pullSecret,
                           .patience = patienceOf(config.timeouts, wishes)};
    manifest.launch.job =
        changedSpec(manifest.launch.job, [&ours](const QJsonObject &spec) { return withCommand(spec, ours.command); });
    manifest.isQueued = !kubernetes::labelOf(manifest.launch.job, manifests::QueueLabel).isEmpty();
    manifest.isSuspended = manifest.isQueued || !manifest.launch.owned().empty() || !manifest.pullSecret.isEmpty();
    manifest.pod = controllersPod(manifest.launch, runId);
    manifest.job = bounded(manifest.launch.job, manifest, wishes);
    return manifest;
}

} // namespace fairlead::runs
