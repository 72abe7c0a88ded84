// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetestrial.h"

#include "runfinding.h"
#include "trialcleanup.h"
#include "trialfindings.h"
#include "trialjob.h"
#include "trialjournal.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

void KubernetesTrial::run()
{
    const QStringList failures = failedSteps(results());
    if (!failures.isEmpty()) {
        if (skip(Step::Run, u"not tried, as this failed: %1"_s.arg(failures.join(u", "_s))))
            wrapUp();
        return;
    }
    if (!m_mayHaveMade)
        remember();
    m_job = new TrialJob(*m_objects, m_manifest, m_settings.wishes, this);
    connect(m_job, &TrialJob::finished, this, guarded([this] { onRun(); }));
    m_job->start();
}

//! Before anything is made.
void KubernetesTrial::remember()
{
    m_mayHaveMade = true;
    m_journalProblem = TrialJournal(m_settings.wishes.journalPath)
                           .add({.runId = m_runId,
                                 .contextId = m_settings.plan.target.contextId,
                                 .server = m_settings.endpoint.server.toString(),
                                 .namespaceName = m_manifest.namespaceName,
                                 .madeNamespace = m_makesNamespace || m_isRegistered});
}

void KubernetesTrial::onRun()
{
    const auto &error = m_job->error();
    const TrialResult result = error ? failed(Step::Run, *error, m_job->failedObject())
                                     : runFinding(m_job->progress(), m_job->output().lines, m_job->events());
    if (!report(result))
        return;
    if (!m_settings.wishes.callback.isEmpty() && !report(callbackFinding(m_settings.wishes.callback, m_job->output())))
        return;
    wrapUp();
}

void KubernetesTrial::wrapUp()
{
    if (m_mayHaveMade)
        return cleanUp();
    if (m_isCancelled)
        return end(ApiError{.kind = ApiError::Kind::Cancelled});
    if (skip(Step::CleanUp, u"nothing was made"_s))
        end({});
}

void KubernetesTrial::cleanUp()
{
    if (m_cleanUp)
        return;
    m_cleanUp = new TrialCleanUp(*m_objects,
                                 {.runId = m_runId,
                                  .namespaceName = m_manifest.namespaceName,
                                  .madeNamespace = m_makesNamespace || m_isRegistered,
                                  .pollInterval = m_settings.wishes.pollInterval},
                                 this);
    connect(m_cleanUp, &TrialCleanUp::finished, this, &KubernetesTrial::onCleanUp);
    m_cleanUp->start();
}

void KubernetesTrial::onCleanUp()
{
    if (m_cleanUp->isClean())
        TrialJournal(m_settings.wishes.journalPath).remove(m_runId);
    if (report(cleanUpFinding(m_cleanUp->leftovers(), m_cleanUp->error(), m_cleanUp->keptNamespace(), m_journalProblem,
                              m_cleanUp->unseen())))
        end(m_isCancelled ? std::optional(ApiError{.kind = ApiError::Kind::Cancelled}) : std::nullopt);
}

} // namespace fairlead::runs
