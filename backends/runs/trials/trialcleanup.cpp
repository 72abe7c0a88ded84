// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialcleanup.h"

#include "backends/manifests/runlabels.h"
#include "backends/runs/lifecycle/namespacelook.h"
#include "trialmanifest.h"
#include "trialnamespace.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectError;
using kubernetes::ObjectResult;

namespace {

bool isBeingDeleted(const QJsonObject &object)
{
    return object.value("metadata"_L1).toObject().contains("deletionTimestamp"_L1);
}

} // namespace

TrialCleanUp::TrialCleanUp(ObjectClient &client, Settings settings, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_settings(std::move(settings))
{
}

void TrialCleanUp::start()
{
    m_begun = std::chrono::steady_clock::now();
    m_objects = new RunCleanUp(m_client,
                               {.namespaceName = m_settings.namespaceName,
                                .jobName = m_settings.runId,
                                .selector = trialSelector(m_settings.runId),
                                .isOfSeveralNodes = false,
                                .pollInterval = m_settings.pollInterval,
                                .patience = m_settings.patience},
                               this);
    connect(m_objects, &RunCleanUp::finished, this, [this] {
        m_left = m_objects->leftovers();
        m_error = m_objects->error();
        m_left.isEmpty() ? lookAtNamespace() : end();
    });
    m_objects->start();
}

void TrialCleanUp::lookAtNamespace()
{
    if (!m_settings.madeNamespace)
        return end();
    m_client.get(place(), this, [this](const ObjectResult &answer) {
        if (!answer) {
            note(answer.error());
            return end();
        }
        m_namespaceUid = kubernetes::uidOf(answer->object);
        if (!isOfTrials(answer->object))
            return end();
        isBeingDeleted(answer->object) ? waitForNamespace() : signOff();
    });
}

//! Who is the last to do so removes it: the server keeps count.
void TrialCleanUp::signOff()
{
    m_client.patch(place(), registration(m_settings.runId, false), this, [this](const ObjectResult &answer) {
        if (!answer)
            return keepUnseen(answer.error());
        if (!isOfTrials(answer->object))
            return end();
        if (hasTrials(answer->object)) {
            m_keptNamespace = true;
            return end();
        }
        keepOrRemove(answer->object);
    });
}

//! What cannot be looked at may be somebody's.
void TrialCleanUp::keepOrRemove(const QJsonObject &object)
{
    auto *look = new NamespaceLook(m_client, m_settings.namespaceName, manifests::TrialLabel + u"!=true"_s, this);
    connect(look, &NamespaceLook::finished, this, [this, look, object] {
        look->deleteLater();
        if (look->hasOthers())
            return releaseNamespace(object);
        look->error() ? keepUnseen(*look->error()) : removeNamespace(object);
    });
    look->start();
}

void TrialCleanUp::keepUnseen(const ObjectError &error)
{
    if (error.error.kind == ApiError::Kind::NotFound)
        return end();
    if (!m_error)
        m_error = error.error;
    m_left += u"Namespace "_s + m_settings.namespaceName;
    end();
}

//! It is somebody else's now, if no trial has come meanwhile.
void TrialCleanUp::releaseNamespace(const QJsonObject &object)
{
    m_keptNamespace = true;
    const QJsonObject labels{{manifests::RunLabel, QJsonValue()}, {manifests::TrialLabel, QJsonValue()}};
    const QJsonObject metadata{{u"labels"_s, labels}, {u"resourceVersion"_s, versionOf(object)}};
    m_client.patch(place(), {{u"metadata"_s, metadata}}, this, [this](const ObjectResult &answer) {
        if (!answer && answer.error().error.kind == ApiError::Kind::Conflict)
            return again(&TrialCleanUp::lookAtNamespace);
        if (!answer)
            note(answer.error());
        end();
    });
}

//! As it was looked at: a trial that has registered since keeps it.
void TrialCleanUp::removeNamespace(const QJsonObject &object)
{
    m_client.removeUnchanged(place(), kubernetes::uidOf(object), versionOf(object), this,
                             [this](const tl::expected<void, ObjectError> &removal) {
                                 if (removal)
                                     return waitForNamespace();
                                 if (removal.error().error.kind == ApiError::Kind::Conflict)
                                     return again(&TrialCleanUp::lookAtNamespace);
                                 keepUnseen(removal.error());
                             });
}

void TrialCleanUp::waitForNamespace()
{
    m_left = {u"Namespace "_s + m_settings.namespaceName};
    m_client.get(place(), this, [this](const ObjectResult &answer) {
        const bool isGone = !answer && answer.error().error.kind == ApiError::Kind::NotFound;
        const bool isAnother = answer && kubernetes::uidOf(answer->object) != m_namespaceUid;
        if (isGone || isAnother) {
            m_left.clear();
            return end();
        }
        again(&TrialCleanUp::waitForNamespace);
    });
}

void TrialCleanUp::again(void (TrialCleanUp::*step)())
{
    if (std::chrono::steady_clock::now() - m_begun > m_settings.patience)
        return end();
    QTimer::singleShot(m_settings.pollInterval, this, step);
}

//! What is gone already is none; what the server could not do for now is tried again.
void TrialCleanUp::note(const ObjectError &error)
{
    const ApiError::Kind kind = error.error.kind;
    if (kind != ApiError::Kind::NotFound && kind != ApiError::Kind::Conflict && !m_error)
        m_error = error.error;
}

void TrialCleanUp::end()
{
    emit finished();
}

} // namespace fairlead::runs
