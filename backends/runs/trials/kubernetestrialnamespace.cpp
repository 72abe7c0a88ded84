// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetestrial.h"

#include "trialfindings.h"
#include "trialnamespace.h"

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectResult;

namespace {

constexpr auto MostLeaving = 90s; // for a namespace that another trial removes
constexpr int MostLooks = 20;     // for the service account that a new namespace gets

} // namespace

void KubernetesTrial::askNamespace()
{
    m_objects->get(namespaceReference(), this, guarded([this](const ObjectResult &answer) {
                       if (answer && isOfTrials(answer->object))
                           return join(answer);
                       const bool isMade = !m_manifest.launch.createdNamespace.isEmpty();
                       const TrialResult found = namespaceFinding(answer, m_manifest.namespaceName, isMade);
                       const bool isMissing = !answer && answer.error().error.kind == ApiError::Kind::NotFound;
                       m_hasNamespace = found.state != CheckState::Failed && !isMissing;
                       m_makesNamespace = isMissing && isMade;
                       if (m_makesNamespace)
                           return m_hasRights ? makeNamespace() : mayMakeNamespace(found);
                       enter(found);
                   }));
}

//! Of another trial, which removes it at its end unless somebody else is registered there by then.
void KubernetesTrial::join(const ObjectResult &found)
{
    const TrialResult there = namespaceFinding(found, m_manifest.namespaceName, true);
    if (there.state == CheckState::Failed)
        return awaitNamespace(there);
    m_isRegistered = true;
    remember();
    m_objects->patch(
        namespaceReference(), registration(m_runId, true), this, guarded([this, there](const ObjectResult &answer) {
            if (!answer && answer.error().error.kind == ApiError::Kind::NotFound)
                return askNamespace();
            const bool isForbidden = !answer && answer.error().error.kind == ApiError::Kind::Forbidden;
            if (!answer && !isForbidden)
                return enter(failed(Step::Namespace, answer.error(), m_manifest.namespaceName));
            TrialResult result = there;
            if (answer)
                result = namespaceFinding(answer, m_manifest.namespaceName, true);
            if (result.state == CheckState::Failed)
                return awaitNamespace(result);
            m_hasNamespace = true;
            m_makesNamespace = false;
            m_isRegistered = !isForbidden;
            result.detail = u"is there, made by another trial"_s;
            if (isForbidden) {
                result.state = CheckState::Warning;
                result.detail += u", which may remove it during this one: "_s + answer.error().error.message;
                result.remedy = u"try it again when that has ended"_s;
            }
            enter(result);
        }));
}

//! What a trial removes is gone in a moment.
void KubernetesTrial::awaitNamespace(const TrialResult &found)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_leaving == std::chrono::steady_clock::time_point())
        m_leaving = now;
    if (now - m_leaving > MostLeaving)
        return enter(found);
    QTimer::singleShot(m_settings.wishes.pollInterval, this, guarded([this] { askNamespace(); }));
}

void KubernetesTrial::enter(const TrialResult &found)
{
    if (m_hasRights) {
        if (found.state != CheckState::Failed)
            return waitForServiceAccount(MostLooks);
        if (report(found))
            checkPolicies();
        return;
    }
    if (report(found))
        askRights();
}

void KubernetesTrial::mayMakeNamespace(const TrialResult &found)
{
    m_objects->create(m_manifest.launch.createdNamespace, ObjectClient::Mode::DryRun, this,
                      guarded([this, found](const ObjectResult &answer) {
                          TrialResult result = found;
                          if (!answer && answer.error().error.kind == ApiError::Kind::Conflict)
                              return askNamespace(); // another has made it meanwhile
                          if (!answer)
                              result = failed(Step::Namespace, answer.error(), m_manifest.namespaceName);
                          if (!answer && answer.error().error.kind == ApiError::Kind::Forbidden) {
                              std::vector<TrialRight> rights = neededRights(m_manifest, true);
                              std::erase_if(rights, [](const TrialRight &right) {
                                  return right.attributes.resource != "namespaces"_L1;
                              });
                              for (TrialRight &right : rights)
                                  right.isAllowed = false;
                              result.manifest = roleText(rights, {}, m_user);
                              result.remedy =
                                  u"have who administers the cluster make it, or apply this:\n"_s + result.manifest;
                          }
                          if (report(result))
                              askRights();
                      }));
}

void KubernetesTrial::makeNamespace()
{
    if (m_isRegistered && !hasFailed())
        return waitForServiceAccount(MostLooks);
    if (!m_makesNamespace || hasFailed())
        return checkPolicies();
    remember();
    m_objects->create(registered(m_manifest.launch.createdNamespace, m_runId), ObjectClient::Mode::Real, this,
                      guarded([this](const ObjectResult &answer) {
                          if (!answer && answer.error().error.kind == ApiError::Kind::Conflict)
                              return askNamespace(); // another was faster
                          if (answer) {
                              m_hasNamespace = true;
                              return waitForServiceAccount(MostLooks);
                          }
                          if (report(failed(Step::Namespace, answer.error(), m_manifest.namespaceName)))
                              checkPolicies();
                      }));
}

//! A controller makes it a moment later, and no pod is taken before.
void KubernetesTrial::waitForServiceAccount(int tries)
{
    m_objects->get({u"v1"_s, u"ServiceAccount"_s, m_manifest.namespaceName, u"default"_s}, this,
                   guarded([this, tries](const ObjectResult &answer) {
                       if (answer || tries == 0)
                           return checkPolicies();
                       QTimer::singleShot(m_settings.wishes.pollInterval, this,
                                          guarded([this, tries] { waitForServiceAccount(tries - 1); }));
                   }));
}

} // namespace fairlead::runs
