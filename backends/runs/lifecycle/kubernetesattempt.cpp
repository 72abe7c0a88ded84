// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetesattempt.h"

#include "backends/kubernetes/objectwatch.h"
#include "backends/manifests/kubernetesobject.h"
#include "backends/manifests/runlabels.h"
#include "backends/runs/inturn.h"
#include "runcleanup.h"
#include "runlogs.h"
#include "runmanifest.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectError;
using kubernetes::ObjectResult;
using Mode = ObjectClient::Mode;

namespace {

constexpr int MostLooks = 40; // for the service account that a new namespace gets

bool isKind(const ObjectResult &answer, ApiError::Kind kind)
{
    return !answer && answer.error().error.kind == kind;
}

} // namespace

KubernetesAttempt::KubernetesAttempt(Settings settings, QObject *parent)
    : RunAttempt(parent)
    , m_settings(std::move(settings))
    , m_schedulingTimer(this) // into whatever thread it is moved to
    , m_eventTimer(this)
{
    m_schedulingTimer.setSingleShot(true);
    connect(&m_schedulingTimer, &QTimer::timeout, this, &KubernetesAttempt::onSchedulingLimit);
    connect(&m_eventTimer, &QTimer::timeout, this, &KubernetesAttempt::askEvents);
}

KubernetesAttempt::~KubernetesAttempt()
{
    // Before what they speak through.
    delete m_logs;
    delete m_cleanUp;
    delete m_pods;
    delete m_job;
}

void KubernetesAttempt::start()
{
    m_http = std::make_unique<transport::HttpClient>(m_settings.endpoint, m_settings.makeCredentials(),
                                                     m_settings.userAgent);
    m_objects = std::make_unique<ObjectClient>(*m_http);
    m_objects->setAnswerTimeout(m_settings.answerTimeout);
    m_hasJob = m_settings.isThere;
    if (m_settings.isThere)
        follow();
    else
        lookAtNamespace();
}

//! What was asked for comes back first: it may have made something.
bool KubernetesAttempt::goesOn()
{
    if (isOver() || m_cleanUp)
        return false;
    if (m_isStopping)
        cleanUp({.kind = AttemptEnd::Kind::Stopped});
    return !m_isStopping;
}

void KubernetesAttempt::refuse(const ObjectError &error, const QString &object)
{
    cleanUp({.kind = AttemptEnd::Kind::Refused, .why = refusalText(error, object)});
}

//! Who may not see it finds out by what is made in it.
void KubernetesAttempt::lookAtNamespace()
{
    m_objects->get(
        {u"v1"_s, u"Namespace"_s, {}, ns()}, this, guarded([this](const ObjectResult &answer) {
            const bool isMissing = isKind(answer, ApiError::Kind::NotFound);
            if (isMissing && !m_settings.plan.job.createdNamespace.isEmpty())
                return makeNamespace();
            if (isMissing)
                return cleanUp(
                    {.kind = AttemptEnd::Kind::Refused,
                     .why = u"the namespace %1 is not there: have it made, or let the config make it"_s.arg(ns())});
            if (!answer && !isKind(answer, ApiError::Kind::Forbidden))
                return refuse(answer.error(), u"Namespace "_s + ns());
            if (answer && answer->object.value("status"_L1)["phase"_L1] == "Terminating"_L1)
                return cleanUp({.kind = AttemptEnd::Kind::Refused,
                                .why = u"the namespace %1 is being removed: try again when it is gone"_s.arg(ns())});
            dryRun();
        }));
}

//! With what the config wants in it. It stays for the runs to come, unless this one is refused.
void KubernetesAttempt::makeNamespace()
{
    std::vector<QJsonObject> objects{m_settings.plan.job.createdNamespace};
    objects.insert(objects.end(), m_settings.plan.job.policies.begin(), m_settings.plan.job.policies.end());
    inTurn(
        std::move(objects),
        [this](const QJsonObject &object, const std::function<void()> &next) {
            m_objects->create(object, Mode::Real, this, guarded([this, object, next](const ObjectResult &answer) {
                                  const bool isNamespace = object.value("kind"_L1) == "Namespace"_L1;
                                  if (isNamespace && isKind(answer, ApiError::Kind::Conflict))
                                      return dryRun(); // somebody else was faster
                                  if (!answer)
                                      return refuse(answer.error(), kubernetes::titleOf(object));
                                  if (isNamespace)
                                      m_madeNamespace = answer->object;
                                  emit noted(kubernetes::titleOf(object) + u" is made"_s);
                                  next();
                              }));
        },
        [this] { waitForServiceAccount(MostLooks); });
}

//! A controller makes it a moment later, and no pod is taken before.
void KubernetesAttempt::waitForServiceAccount(int tries)
{
    m_objects->get({u"v1"_s, u"ServiceAccount"_s, ns(), u"default"_s}, this,
                   guarded([this, tries](const ObjectResult &answer) {
                       if (answer || tries == 0)
                           return dryRun();
                       QTimer::singleShot(m_settings.pollInterval, this,
                                          guarded([this, tries] { waitForServiceAccount(tries - 1); }));
                   }));
}

//! Admission, quota and Pod Security say what they would say. Of the pod only who may make pods may ask.
void KubernetesAttempt::dryRun()
{
    inTurn(
        dryRunObjects(m_settings.plan.job),
        [this](const QJsonObject &object, const std::function<void()> &next) {
            m_objects->create(object, Mode::DryRun, this, guarded([this, object, next](const ObjectResult &answer) {
                                  const bool isPod = object.value("kind"_L1) == "Pod"_L1;
                                  const bool isUnasked = isPod && isKind(answer, ApiError::Kind::Forbidden) &&
                                                         isRightMissing(answer.error());
                                  if (!answer && !isUnasked)
                                      return refuse(answer.error(), kubernetes::titleOf(object));
                                  if (answer) {
                                      for (const QString &warning : answer->warnings)
                                          emit noted(u"the server warns: "_s + warning);
                                  }
                                  next();
                              }));
        },
        [this] { makeJob(); });
}

void KubernetesAttempt::makeJob()
{
    const QString problem = m_settings.remember ? m_settings.remember() : QString();
    if (!problem.isEmpty())
        emit noted(u"this run will not be found again if the program is killed: "_s + problem);
    m_hasJob = true;
    const QJsonObject job = launchedJob(m_settings.plan.job, m_settings.login != nullptr);
    m_objects->create(job, Mode::Real, this, guarded([this, job](const ObjectResult &answer) {
                          if (!answer)
                              return refuse(answer.error(), kubernetes::titleOf(job));
                          emit noted(u"%1 is made in namespace %2"_s.arg(kubernetes::titleOf(job), ns()));
                          makeOwned(answer->object);
                      }));
}

void KubernetesAttempt::makeOwned(const QJsonObject &job)
{
    std::vector<QJsonObject> owned = m_settings.plan.job.owned();
    if (m_settings.login) {
        const std::optional<PullLogin> login = m_settings.login();
        if (!login)
            return cleanUp({.kind = AttemptEnd::Kind::Refused,
                            .why = u"there is no login for the registry of which a pull secret is to be made"_s});
        owned.push_back(ofRun(pullSecret(m_settings.plan.launch.pullSecret, ns(), *login), m_settings.plan.job));
    }
    inTurn(
        std::move(owned),
        [this, job](const QJsonObject &object, const std::function<void()> &next) {
            m_objects->create(manifests::withOwner(object, job), Mode::Real, this,
                              guarded([this, object, next](const ObjectResult &answer) {
                                  if (!answer)
                                      return refuse(answer.error(), kubernetes::titleOf(object));
                                  next();
                              }));
        },
        [this] { release(); });
}

//! A queue of Kueue's does so by itself.
void KubernetesAttempt::release()
{
    if (!isHeldByUs(m_settings.plan.job, m_settings.login != nullptr))
        return follow();
    m_objects->patch({u"batch/v1"_s, u"Job"_s, ns(), name()}, {{u"spec"_s, QJsonObject{{u"suspend"_s, false}}}}, this,
                     guarded([this](const ObjectResult &answer) {
                         if (!answer)
                             return refuse(answer.error(), u"Job "_s + name());
                         follow();
                     }));
}

} // namespace fairlead::runs
