// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runmanifest.h"

#include "backends/manifests/runlabels.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

bool isQueued(const manifests::JobManifest &manifest)
{
    return !kubernetes::labelOf(manifest.job, manifests::QueueLabel).isEmpty();
}

} // namespace

QJsonObject launchedJob(const manifests::JobManifest &manifest, bool hasLogin)
{
    QJsonObject job = manifest.job;
    QJsonObject spec = job.value("spec"_L1).toObject();
    if (isQueued(manifest) || isHeldByUs(manifest, hasLogin))
        spec.insert(u"suspend"_s, true);
    if (!spec.contains("ttlSecondsAfterFinished"_L1))
        spec.insert(u"ttlSecondsAfterFinished"_s, qint64(std::chrono::seconds(KeptFinished).count()));
    job.insert(u"spec"_s, spec);
    return job;
}

bool isHeldByUs(const manifests::JobManifest &manifest, bool hasLogin)
{
    return !isQueued(manifest) && (hasLogin || !manifest.owned().empty());
}

QJsonObject controllersPod(const manifests::JobManifest &manifest, const QString &name)
{
    const QJsonObject pod = manifest.job.value("spec"_L1)["template"_L1].toObject();
    QJsonObject metadata = pod.value("metadata"_L1).toObject();
    metadata.insert(u"name"_s, name);
    metadata.insert(u"namespace"_s, manifest.namespaceName);
    QJsonObject spec = pod.value("spec"_L1).toObject();
    if (!manifest.serviceAccount.isEmpty())
        spec.remove(u"serviceAccountName"_s);
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s}, {u"metadata"_s, metadata}, {u"spec"_s, spec}};
}

std::vector<QJsonObject> dryRunObjects(const manifests::JobManifest &manifest)
{
    std::vector<QJsonObject> objects = manifest.owned();
    objects.push_back(controllersPod(manifest, kubernetes::nameOf(manifest.job)));
    objects.push_back(manifest.job);
    return objects;
}

QJsonObject ofRun(QJsonObject object, const manifests::JobManifest &manifest)
{
    QJsonObject metadata = object.value("metadata"_L1).toObject();
    metadata.insert(u"labels"_s, manifest.job.value("metadata"_L1)["labels"_L1]);
    object.insert(u"metadata"_s, metadata);
    return object;
}

bool isRightMissing(const kubernetes::ObjectError &error)
{
    return error.error.kind == ApiError::Kind::Forbidden && error.error.message.contains("cannot create resource"_L1);
}

QString refusalText(const kubernetes::ObjectError &error, const QString &object)
{
    return u"%1: %2"_s.arg(object, error.error.message.isEmpty() ? error.error.reason : error.error.message);
}

} // namespace fairlead::runs
