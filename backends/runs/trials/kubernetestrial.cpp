// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetestrial.h"

#include "backends/runs/clusterlook.h"
#include "backends/runs/devicenames.h"
#include "imagelook.h"
#include "trialcleanup.h"
#include "trialfindings.h"
#include "trialjob.h"
#include "trialjournal.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectClient;

namespace {

bool isOfDevices(const manifests::ManifestProblem &problem)
{
    return problem.field == "kubernetes.gpu.product"_L1 || problem.field == "kubernetes.gpu.kind"_L1;
}

} // namespace

KubernetesTrial::KubernetesTrial(Settings settings, QObject *parent)
    : TrialRun(parent)
    , m_settings(std::move(settings))
    , m_runId(newTrialId())
{
}

KubernetesTrial::~KubernetesTrial()
{
    // Before what they speak through.
    delete m_look;
    delete m_job;
    delete m_cleanUp;
}

void KubernetesTrial::start()
{
    beginStep();
    std::erase_if(m_settings.plan.problems, isOfDevices); // it asks the nodes itself
    if (!m_settings.plan.isPossible())
        return refuse();
    m_http = std::make_unique<transport::HttpClient>(m_settings.endpoint, m_settings.makeCredentials(),
                                                     m_settings.wishes.userAgent);
    m_api = std::make_unique<kubernetes::ApiClient>(*m_http);
    m_api->setAnswerTimeout(m_settings.wishes.answerTimeout);
    m_objects = std::make_unique<ObjectClient>(*m_http);
    m_objects->setAnswerTimeout(m_settings.wishes.answerTimeout);
    askVersion();
}

void KubernetesTrial::refuse()
{
    QMetaObject::invokeMethod(this, guarded([this] {
                                  if (report(problemsFinding(Step::DryRun, m_settings.plan.problems)))
                                      end({});
                              }),
                              Qt::QueuedConnection);
}

//! What nobody waits for ends at once; what may have made something ends when that is gone.
void KubernetesTrial::cancel()
{
    m_isCancelled = true;
    if (m_imageLook)
        return m_imageLook->cancel(); // which goes on to wrap up
    if (m_job)
        m_job->cancel();
    if (!m_mayHaveMade)
        end(ApiError{.kind = ApiError::Kind::Cancelled});
}

bool KubernetesTrial::goesOn()
{
    if (!isOver() && m_isCancelled)
        wrapUp();
    return !isOver() && !m_isCancelled;
}

bool KubernetesTrial::skip(Step step, const QString &why)
{
    return report({.step = step, .state = CheckState::Skipped, .detail = why});
}

void KubernetesTrial::askVersion()
{
    m_api->version(this, guarded([this](const Result<kubernetes::ServerVersion> &version) {
                       // Who may not even ask for it has reached the server.
                       if (!version && version.error().kind != ApiError::Kind::Forbidden) {
                           if (report(failed(Step::Reachable, {version.error(), {}})))
                               end({});
                           return;
                       }
                       const QString detail =
                           version ? u"%1, answers in %2 ms"_s.arg(version->gitVersion).arg(version->latency.count())
                                   : version.error().message;
                       if (report({.step = Step::Reachable, .detail = detail}))
                           askIdentity();
                   }));
}

void KubernetesTrial::askIdentity()
{
    m_api->selfSubjectReview(this, guarded([this](const Result<kubernetes::UserInfo> &user) {
                                 TrialResult result{.step = Step::Identity};
                                 if (user) {
                                     m_user = user->username;
                                     result.detail = user->username;
                                     result.items = user->groups;
                                 } else if (user.error().kind == ApiError::Kind::Unauthorized) {
                                     if (report(failed(Step::Identity, {user.error(), {}})))
                                         end({});
                                     return;
                                 } else {
                                     result.state = CheckState::Note;
                                     result.detail = u"the server does not say: "_s + user.error().message;
                                 }
                                 if (!report(result))
                                     return;
                                 const settings::GpuRequest &gpu = m_settings.config.kubernetes.gpu;
                                 const bool isNamed = !gpu.product.isEmpty() || !gpu.kind.isEmpty();
                                 const bool isKnown = !m_settings.plan.launch.devices.labels.empty();
                                 if (gpu.count.value_or(0) > 0 && isNamed && !isKnown)
                                     return look(&KubernetesTrial::nameDevices);
                                 makeManifest();
                             }));
}

//! Once.
void KubernetesTrial::look(void (KubernetesTrial::*next)())
{
    if (m_hasLooked)
        return (this->*next)();
    m_look = new ClusterLook(*m_http, m_settings.wishes.answerTimeout, this);
    connect(m_look, &ClusterLook::finished, this, guarded([this, next] {
                m_hasLooked = true;
                (this->*next)();
            }));
    m_look->start();
}

//! As the nodes have them now, where whoever planned it did not know.
void KubernetesTrial::nameDevices()
{
    std::vector<accelerators::NodeRowPtr> rows;
    for (const accelerators::NodeAvailability &node : m_look->nodes())
        rows.push_back(std::make_shared<const accelerators::NodeRow>(accelerators::NodeRow{node, {}}));
    m_settings.plan.launch.devices =
        m_look->error() ? deviceNames(m_settings.config.kubernetes.gpu, {}) : launchDevices(m_settings.config, rows);
    m_lacksDevices = m_settings.plan.launch.devices.labels.empty();
    makeManifest();
}

void KubernetesTrial::makeManifest()
{
    m_login = m_settings.wishes.login ? m_settings.wishes.login() : std::nullopt;
    if (!m_login)
        m_settings.wishes.login = nullptr;
    auto manifest = trialManifest(m_settings.config, m_settings.plan.launch, m_settings.wishes, m_runId);
    if (manifest) {
        m_manifest = *std::move(manifest);
        return askNamespace();
    }
    if (report(problemsFinding(Step::DryRun, manifest.error())))
        end({});
}

void KubernetesTrial::askRights()
{
    m_hasRights = true;
    const bool isMade = !m_manifest.launch.createdNamespace.isEmpty();
    m_rights = neededRights(m_manifest, m_makesNamespace || (m_isRegistered && isMade));
    m_pendingRights = m_rights.size();
    for (TrialRight &right : m_rights) {
        m_api->selfSubjectAccessReview(
            right.attributes, this, guarded([this, &right](const Result<bool> &isAllowed) {
                if (isAllowed)
                    right.isAllowed = *isAllowed;
                if (right.attributes.resource == "pods"_L1 && right.attributes.verb == "create"_L1)
                    m_mayCreatePods = isAllowed.value_or(true);
                if (--m_pendingRights == 0 && report(rightsFinding(m_rights, m_manifest.namespaceName, m_user)))
                    makeNamespace();
            }));
    }
}

} // namespace fairlead::runs
