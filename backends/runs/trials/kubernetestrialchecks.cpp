// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetestrial.h"

#include "backends/manifests/runlabels.h"
#include "backends/runs/clusterlook.h"
#include "backends/runs/inturn.h"
#include "placement.h"
#include "quotafinding.h"
#include "trialfindings.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectError;
using kubernetes::ObjectList;
using kubernetes::ObjectResult;
using Mode = ObjectClient::Mode;

namespace {

constexpr auto Kueue = "kueue.x-k8s.io"_L1;
constexpr auto NoNamespace = "the namespace is not there"_L1;

} // namespace

void KubernetesTrial::checkPolicies()
{
    if (m_manifest.launch.policies.empty() || !m_makesNamespace) {
        const bool isThere = !m_manifest.launch.policies.empty() && m_hasNamespace;
        if (isThere && !skip(Step::Policies, u"the namespace is there and keeps its own"_s))
            return;
        return checkServiceAccount();
    }
    if (!m_hasNamespace) {
        if (skip(Step::Policies, NoNamespace))
            checkServiceAccount();
        return;
    }
    inTurn(
        m_manifest.launch.policies,
        [this](const QJsonObject &policy, const std::function<void()> &next) {
            const auto create = [this, policy, next] {
                m_objects->create(policy, Mode::DryRun, this, guarded([this, policy, next](const ObjectResult &answer) {
                                      TrialResult result = dryRunFinding(policy, answer);
                                      result.step = Step::Policies;
                                      if (report(result))
                                          next();
                                  }));
            };
            const ObjectClient::Reference reference = ObjectClient::referenceTo(policy);
            if (m_objects->knows(reference.apiVersion, reference.kind))
                return create();
            m_objects->discover(reference.apiVersion, this,
                                guarded([create](const tl::expected<void, ObjectError> &) { create(); }));
        },
        [this] { applyPolicies(); });
}

//! The namespace is the trial's: they go with it.
void KubernetesTrial::applyPolicies()
{
    if (hasFailed())
        return checkServiceAccount();
    inTurn(
        m_manifest.launch.policies,
        [this](const QJsonObject &policy, const std::function<void()> &next) {
            m_objects->create(
                marked(policy, m_runId), Mode::Real, this, guarded([this, policy, next](const ObjectResult &answer) {
                    if (answer || report(failed(Step::Policies, answer.error(), kubernetes::titleOf(policy))))
                        next();
                }));
        },
        [this] { checkServiceAccount(); });
}

void KubernetesTrial::checkServiceAccount()
{
    std::vector<ObjectClient::Reference> wanted;
    const QString rbac = u"rbac.authorization.k8s.io/v1"_s;
    for (const QJsonObject &binding : m_manifest.launch.roleBindings) {
        const QJsonValue role = binding.value("roleRef"_L1);
        const bool isOfCluster = role["kind"_L1] == "ClusterRole"_L1;
        wanted.push_back({rbac, role["kind"_L1].toString(), isOfCluster ? QString() : m_manifest.namespaceName,
                          role["name"_L1].toString()});
    }
    const QString account = podSpec(m_manifest.launch.job).value("serviceAccountName"_L1).toString();
    if (m_manifest.launch.serviceAccount.isEmpty() && !account.isEmpty())
        wanted.push_back({u"v1"_s, u"ServiceAccount"_s, m_manifest.namespaceName, account});
    if (!m_hasNamespace) {
        if (skip(Step::ServiceAccount, NoNamespace))
            checkQueue();
        return;
    }
    if (wanted.empty()) {
        const QString detail =
            m_manifest.launch.serviceAccount.isEmpty() ? u"the namespace's own"_s : u"one is made for each run"_s;
        if (report({.step = Step::ServiceAccount, .detail = detail}))
            checkQueue();
        return;
    }
    inTurn(
        std::move(wanted),
        [this](const ObjectClient::Reference &each, const std::function<void()> &next) {
            m_objects->get(each, this, guarded([this, each, next](const ObjectResult &answer) {
                               TrialResult result = referenceFinding({.kind = each.kind, .name = each.name}, answer,
                                                                     m_manifest.namespaceName, {});
                               result.step = Step::ServiceAccount;
                               if (report(result))
                                   next();
                           }));
        },
        [this] { checkQueue(); });
}

//! A Job whose queue is not there would wait for ever, and where there is no Kueue nobody would hold it back.
void KubernetesTrial::checkQueue()
{
    const QString name = kubernetes::labelOf(m_manifest.launch.job, manifests::QueueLabel);
    if (name.isEmpty() || !m_hasNamespace)
        return checkReferences();
    const auto noKueue = [this, name](const ObjectError &error) {
        if (report(queueFinding(name, m_manifest.namespaceName, error, false)))
            checkReferences();
    };
    m_api->preferredVersion(Kueue, this, guarded([this, name, noKueue](const Result<QString> &version) {
                                if (!version)
                                    return noKueue({.error = version.error()});
                                m_objects->discover(*version, this,
                                                    guarded([this, name, noKueue, version = *version](
                                                                const tl::expected<void, ObjectError> &kinds) {
                                                        kinds ? lookForQueue(version, name) : noKueue(kinds.error());
                                                    }));
                            }));
}

void KubernetesTrial::lookForQueue(const QString &kueueVersion, const QString &name)
{
    m_objects->get({kueueVersion, u"LocalQueue"_s, m_manifest.namespaceName, name}, this,
                   guarded([this, name](const ObjectResult &answer) {
                       const std::optional<ObjectError> error = answer ? std::nullopt : std::optional(answer.error());
                       if (report(queueFinding(name, m_manifest.namespaceName, error, true)))
                           checkReferences();
                   }));
}

void KubernetesTrial::checkReferences()
{
    const QJsonObject spec = podSpec(m_manifest.launch.job);
    std::vector<PodReference> references = podReferences(spec);
    std::erase_if(references,
                  [this](const PodReference &each) { return each.isForPulling && each.name == m_manifest.pullSecret; });
    if (!checkPullLogin(podImages(spec)))
        return;
    if (references.empty())
        return checkImages();
    if (!m_hasNamespace) {
        if (skip(Step::References, NoNamespace))
            checkImages();
        return;
    }
    inTurn(
        std::move(references),
        [this, images = podImages(spec)](const PodReference &each, const std::function<void()> &next) {
            m_objects->get({u"v1"_s, each.kind, m_manifest.namespaceName, each.name}, this,
                           guarded([this, each, images, next](const ObjectResult &answer) {
                               if (each.isForPulling)
                                   keepPullSecret(answer);
                               if (report(referenceFinding(each, answer, m_manifest.namespaceName, images)))
                                   next();
                           }));
        },
        [this] { checkImages(); });
}

//! Of the registry of which the launch makes a Secret. \return false when a slot has ended the trial.
bool KubernetesTrial::checkPullLogin(const QStringList &images)
{
    const settings::Reference &from = m_settings.config.image.pullSecretFrom;
    if (from.id.isEmpty() && !m_login)
        return true;
    const QString name = from.name.isEmpty() ? from.id : from.name;
    return report(pullLoginFinding(name, m_login ? m_login->registry : QString(), images));
}

void KubernetesTrial::checkQuota()
{
    if (!m_hasNamespace) {
        if (skip(Step::Quota, NoNamespace))
            checkPlacement();
        return;
    }
    m_objects->list(u"v1"_s, u"ResourceQuota"_s, m_manifest.namespaceName, {}, {}, this,
                    guarded([this](const ObjectList &quotas) {
                        TrialResult result{.step = Step::Quota, .state = CheckState::Note};
                        if (quotas)
                            result = quotaFinding(*quotas, podAmounts(podSpec(m_manifest.launch.job)),
                                                  m_manifest.pullSecret.isEmpty() ? 0 : 1,
                                                  m_manifest.launch.serviceAccount.isEmpty() ? 0 : 1);
                        else
                            result.detail = u"cannot be looked at: "_s + quotas.error().error.message;
                        if (report(result))
                            checkPlacement();
                    }));
}

void KubernetesTrial::checkPlacement()
{
    look(&KubernetesTrial::onClusterLook);
}

void KubernetesTrial::onClusterLook()
{
    const settings::RuntimeConfig &config = m_settings.config;
    TrialResult result{.step = Step::Placement, .state = CheckState::Note};
    if (m_lacksDevices) {
        result = devicesFinding(config.kubernetes.gpu, m_look->nodes(), m_look->error());
    } else if (m_look->error()) {
        result.detail = u"nodes cannot be looked at: "_s + m_look->error()->message;
    } else {
        const QJsonValue pod = m_manifest.launch.job.value("spec"_L1)["template"_L1];
        result = placementFinding(m_look->nodes(), {.demand = podDemand(pod.toObject()),
                                                    .gpu = config.kubernetes.gpu,
                                                    .hasAutoscaler = config.timeouts.waitForAutoscaler});
    }
    m_look->deleteLater();
    m_look = nullptr;
    if (report(result))
        dryRun();
}

void KubernetesTrial::dryRun()
{
    if (!m_hasNamespace) {
        if (skip(Step::DryRun, NoNamespace))
            run();
        return;
    }
    std::vector<QJsonObject> objects = m_manifest.launch.owned();
    objects.push_back(m_manifest.launch.job);
    if (m_mayCreatePods) // Pod Security, quotas and defaults act on it, not on the Job
        objects.push_back(m_manifest.pod);
    inTurn(
        std::move(objects),
        [this](const QJsonObject &object, const std::function<void()> &next) {
            m_objects->create(object, Mode::DryRun, this, guarded([this, object, next](const ObjectResult &answer) {
                                  if (report(dryRunFinding(object, answer)))
                                      next();
                              }));
        },
        [this] {
            if (m_mayCreatePods || report({.step = Step::DryRun,
                                           .state = CheckState::Note,
                                           .subject = u"Pod"_s,
                                           .detail = u"not tried by itself: you may not create pods"_s}))
                run();
        });
}

} // namespace fairlead::runs
