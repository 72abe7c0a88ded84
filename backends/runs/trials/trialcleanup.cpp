// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialcleanup.h"

#include "backends/manifests/runlabels.h"
#include "backends/runs/inturn.h"
#include "trialmanifest.h"
#include "trialnamespace.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectError;
using kubernetes::ObjectList;
using kubernetes::ObjectResult;

namespace {

//! What is looked for; \c owned: goes with the Job, also unseen.
struct Kind
{
    QString apiVersion;
    QString kind;
    bool isOwned = false;
};

std::vector<Kind> madeKinds()
{
    return {{u"batch/v1"_s, u"Job"_s, true},
            {u"v1"_s, u"Pod"_s},
            {u"rbac.authorization.k8s.io/v1"_s, u"RoleBinding"_s, true},
            {u"v1"_s, u"ServiceAccount"_s, true},
            {u"v1"_s, u"Secret"_s, true}};
}

std::vector<Kind> kindsOfOthers()
{
    std::vector<Kind> kinds;
    for (const auto &[apiVersion, kind] : namespaceContents())
        kinds.push_back({apiVersion, kind});
    return kinds;
}

bool isBeingDeleted(const QJsonObject &object)
{
    return object.value("metadata"_L1).toObject().contains("deletionTimestamp"_L1);
}

bool isForbidden(const ObjectError &error)
{
    return error.error.kind == ApiError::Kind::Forbidden;
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
    removeJob();
}

//! First and by its name, also for who may not list: all else of the run is owned by it.
void TrialCleanUp::removeJob()
{
    m_client.remove({u"batch/v1"_s, u"Job"_s, m_settings.namespaceName, m_settings.runId}, {}, this,
                    [this](const tl::expected<void, ObjectError> &removal) {
                        if (!removal)
                            note(removal.error());
                        sweep();
                    });
}

void TrialCleanUp::sweep()
{
    const auto found = std::make_shared<std::vector<QJsonObject>>();
    inTurn(
        madeKinds(),
        [this, found](const Kind &kind, const std::function<void()> &next) {
            m_client.list(kind.apiVersion, kind.kind, m_settings.namespaceName, trialSelector(m_settings.runId), {},
                          this, [this, found, kind, next](const ObjectList &objects) {
                              if (objects)
                                  found->insert(found->end(), objects->begin(), objects->end());
                              else if (!isForbidden(objects.error()) || !kind.isOwned)
                                  note(objects.error());
                              else if (kind.kind != "Job"_L1 && !m_unseen.contains(kind.kind))
                                  m_unseen += kind.kind;
                              next();
                          });
        },
        [this, found] { removeAll(*found); });
}

void TrialCleanUp::removeAll(const std::vector<QJsonObject> &objects)
{
    m_left.clear();
    for (const QJsonObject &object : objects)
        m_left += kubernetes::titleOf(object);
    if (objects.empty())
        return lookAtNamespace();
    inTurn(
        objects,
        [this](const QJsonObject &object, const std::function<void()> &next) {
            if (isBeingDeleted(object))
                return next();
            m_client.remove(ObjectClient::referenceTo(object), kubernetes::uidOf(object), this,
                            [this, next](const tl::expected<void, ObjectError> &removal) {
                                if (!removal && !isForbidden(removal.error())) // it may go with the Job
                                    note(removal.error());
                                next();
                            });
        },
        [this] { again(&TrialCleanUp::sweep); });
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
    const auto others = std::make_shared<bool>(false);
    const auto error = std::make_shared<std::optional<ObjectError>>();
    inTurn(
        kindsOfOthers(),
        [this, others, error](const Kind &kind, const std::function<void()> &next) {
            m_client.list(kind.apiVersion, kind.kind, m_settings.namespaceName, manifests::TrialLabel + u"!=true"_s, {},
                          this, [others, error, kind, next](const ObjectList &list) {
                              if (!list)
                                  *error = list.error();
                              else
                                  *others = *others ||
                                            std::any_of(list->begin(), list->end(), [&kind](const QJsonObject &each) {
                                                return isSomebodys(kind.kind, each);
                                            });
                              next();
                          });
        },
        [this, others, error, object] {
            if (*others)
                return releaseNamespace(object);
            *error ? keepUnseen(**error) : removeNamespace(object);
        });
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
