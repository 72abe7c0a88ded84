// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runcleanup.h"

#include "backends/runs/inturn.h"

#include <memory>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectError;
using kubernetes::ObjectList;

namespace {

//! What is looked for; \c owned: goes with the Job, also unseen.
struct Kind
{
    QString apiVersion;
    QString kind;
    bool isOwned = false;
};

std::vector<Kind> madeKinds(bool isOfSeveralNodes)
{
    std::vector<Kind> kinds{{u"batch/v1"_s, u"Job"_s, true},
                            {u"v1"_s, u"Pod"_s},
                            {u"rbac.authorization.k8s.io/v1"_s, u"RoleBinding"_s, true},
                            {u"v1"_s, u"ServiceAccount"_s, true},
                            {u"v1"_s, u"Secret"_s, true}};
    if (isOfSeveralNodes) {
        kinds.push_back({u"v1"_s, u"Service"_s, true});
        kinds.push_back({u"v1"_s, u"ConfigMap"_s, true});
    }
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

RunCleanUp::RunCleanUp(ObjectClient &client, Settings settings, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_settings(std::move(settings))
{
}

void RunCleanUp::start()
{
    m_begun = std::chrono::steady_clock::now();
    removeJob();
}

//! First and by its name, also for who may not list: all else of the run is owned by it.
void RunCleanUp::removeJob()
{
    m_client.remove({u"batch/v1"_s, u"Job"_s, m_settings.namespaceName, m_settings.jobName}, {}, this,
                    [this](const tl::expected<void, ObjectError> &removal) {
                        if (!removal)
                            note(removal.error());
                        sweep();
                    });
}

void RunCleanUp::sweep()
{
    const auto found = std::make_shared<std::vector<QJsonObject>>();
    inTurn(
        madeKinds(m_settings.isOfSeveralNodes),
        [this, found](const Kind &kind, const std::function<void()> &next) {
            m_client.list(kind.apiVersion, kind.kind, m_settings.namespaceName, m_settings.selector, {}, this,
                          [this, found, kind, next](const ObjectList &objects) {
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

void RunCleanUp::removeAll(const std::vector<QJsonObject> &objects)
{
    m_left.clear();
    for (const QJsonObject &object : objects)
        m_left += kubernetes::titleOf(object);
    const bool isPatient = std::chrono::steady_clock::now() - m_begun < m_settings.patience;
    if (objects.empty() && m_error && m_error->isTransient() && isPatient) { // it may all be there
        m_error.reset();
        QTimer::singleShot(m_settings.pollInterval, this, &RunCleanUp::removeJob);
        return;
    }
    if (objects.empty()) {
        emit finished();
        return;
    }
    inTurn(
        objects,
        [this](const QJsonObject &object, const std::function<void()> &next) {
            const bool isHurried = m_settings.isForced && object.value("kind"_L1) == "Pod"_L1;
            if (isBeingDeleted(object) && !isHurried)
                return next();
            const auto removed = [this, next](const tl::expected<void, ObjectError> &removal) {
                if (!removal && !isForbidden(removal.error())) // it may go with the Job
                    note(removal.error());
                next();
            };
            if (isHurried)
                m_client.removeAtOnce(ObjectClient::referenceTo(object), kubernetes::uidOf(object), this, removed);
            else
                m_client.remove(ObjectClient::referenceTo(object), kubernetes::uidOf(object), this, removed);
        },
        [this] {
            if (std::chrono::steady_clock::now() - m_begun > m_settings.patience)
                emit finished();
            else
                QTimer::singleShot(m_settings.pollInterval, this, &RunCleanUp::sweep);
        });
}

//! What is gone already is none; what the server could not do for now is tried again.
void RunCleanUp::note(const ObjectError &error)
{
    const ApiError::Kind kind = error.error.kind;
    if (kind != ApiError::Kind::NotFound && kind != ApiError::Kind::Conflict && !m_error)
        m_error = error.error;
}

} // namespace fairlead::runs
