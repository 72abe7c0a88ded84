// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialnamespace.h"

#include "backends/kubernetes/objectkinds.h"
#include "backends/manifests/runlabels.h"
#include "trialmanifest.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

constexpr auto Registered = "registered.fairlead.dev/"_L1; // and the run

QJsonObject annotationsOf(const QJsonObject &object)
{
    return object.value("metadata"_L1)["annotations"_L1].toObject();
}

} // namespace

QJsonObject registered(QJsonObject object, const QString &runId)
{
    QJsonObject result = marked(std::move(object), runId);
    QJsonObject metadata = result.value("metadata"_L1).toObject();
    QJsonObject annotations = annotationsOf(result);
    annotations.insert(Registered + runId, u"true"_s);
    metadata.insert(u"annotations"_s, annotations);
    result.insert(u"metadata"_s, metadata);
    return result;
}

QJsonObject registration(const QString &runId, bool isThere)
{
    const QJsonObject annotations{{Registered + runId, isThere ? QJsonValue(u"true"_s) : QJsonValue()}};
    return {{u"metadata"_s, QJsonObject{{u"annotations"_s, annotations}}}};
}

bool isOfTrials(const QJsonObject &object)
{
    return kubernetes::labelOf(object, manifests::TrialLabel) == "true"_L1;
}

bool hasTrials(const QJsonObject &object)
{
    const QStringList keys = annotationsOf(object).keys();
    return std::any_of(keys.begin(), keys.end(), [](const QString &key) { return key.startsWith(Registered); });
}

QString versionOf(const QJsonObject &object)
{
    return object.value("metadata"_L1)["resourceVersion"_L1].toString();
}

} // namespace fairlead::runs
