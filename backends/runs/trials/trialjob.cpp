// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialjob.h"

#include "backends/manifests/kubernetesobject.h"
#include "backends/manifests/podtemplate.h"
#include "backends/runs/inturn.h"
#include "backends/runs/launchlogin.h"

#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectError;
using kubernetes::ObjectList;
using kubernetes::ObjectResult;
using Stage = PodProgress::Stage;

namespace {

constexpr qint64 LogBytes = 64 << 10;
constexpr qsizetype MostEvents = 6;
constexpr std::chrono::seconds MostAbsent = 20s; // of a pod that the controller makes
constexpr QLatin1StringView MainContainer(manifests::MainContainer);

} // namespace

TrialJob::TrialJob(ObjectClient &client, const TrialManifest &manifest, const TrialWishes &wishes, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_manifest(manifest)
    , m_wishes(wishes)
{
}

void TrialJob::start()
{
    m_client.create(m_manifest.job, ObjectClient::Mode::Real, this, [this](const ObjectResult &answer) {
        if (!answer)
            return fail(answer.error(), kubernetes::titleOf(m_manifest.job));
        createHelpers(answer->object);
    });
}

//! Whatever becomes of us, the garbage collector takes them with the Job.
void TrialJob::createHelpers(const QJsonObject &job)
{
    std::vector<QJsonObject> helpers = m_manifest.launch.owned();
    const auto login = m_manifest.pullSecret.isEmpty() ? std::nullopt : m_wishes.login();
    if (login)
        helpers.push_back(pullSecret(m_manifest.pullSecret, m_manifest.namespaceName, *login));
    for (QJsonObject &object : helpers)
        object = manifests::withOwner(marked(object, m_manifest.runId), job);
    inTurn(
        std::move(helpers),
        [this](const QJsonObject &object, const std::function<void()> &next) {
            if (m_isCancelled)
                return end();
            m_client.create(object, ObjectClient::Mode::Real, this, [this, object, next](const ObjectResult &answer) {
                if (!answer)
                    return fail(answer.error(), kubernetes::titleOf(object));
                next();
            });
        },
        [this] { release(); });
}

void TrialJob::release()
{
    m_released = std::chrono::steady_clock::now();
    if (m_isCancelled)
        return end();
    if (!m_manifest.isSuspended || m_manifest.isQueued)
        return look();
    m_client.patch(ObjectClient::referenceTo(m_manifest.job), {{u"spec"_s, QJsonObject{{u"suspend"_s, false}}}}, this,
                   [this](const ObjectResult &answer) {
                       if (!answer)
                           return fail(answer.error(), kubernetes::titleOf(m_manifest.job));
                       look();
                   });
}

void TrialJob::look()
{
    if (m_isCancelled)
        return end();
    m_client.list(u"v1"_s, u"Pod"_s, m_manifest.namespaceName, m_manifest.selector, {}, this,
                  [this](const ObjectList &pods) {
                      if (!pods && !pods.error().error.isTransient())
                          return fail(pods.error(), u"Pod"_s);
                      onPods(pods.value_or(std::vector<QJsonObject>()));
                  });
}

void TrialJob::onPods(const std::vector<QJsonObject> &pods)
{
    const auto now = std::chrono::steady_clock::now();
    if (!pods.empty())
        m_progress = podProgress(pods.front(), MainContainer);
    if (std::exchange(m_stage, m_progress.stage) != m_progress.stage)
        m_changed = now;
    if (m_isCancelled)
        return end();
    if (m_progress.stage == Stage::Starting && !m_progress.node.isEmpty() && !isPatient())
        return lookWhetherPulling();
    if (m_progress.isOver() || !isPatient())
        return readLog();
    QTimer::singleShot(m_wishes.pollInterval, this, &TrialJob::look);
}

//! A scheduler that finds no node, and a controller that makes no pod, get their own time; a start and a container
//! that runs each theirs.
bool TrialJob::isPatient() const
{
    const auto now = std::chrono::steady_clock::now();
    if (m_progress.stage == Stage::Absent)
        return now - m_released < (m_manifest.isQueued ? m_wishes.limit : std::min(m_manifest.patience, MostAbsent));
    if (m_progress.stage == Stage::Unschedulable)
        return now - m_released < m_manifest.patience;
    return now - m_changed < m_wishes.limit;
}

//! Who may not see its Events does without.
void TrialJob::lookWhetherPulling()
{
    m_client.list(u"v1"_s, u"Event"_s, m_manifest.namespaceName, {}, u"involvedObject.name="_s + m_progress.pod, this,
                  [this](const ObjectList &events) {
                      if (m_isCancelled)
                          return end();
                      const auto waited = std::chrono::steady_clock::now() - m_changed;
                      m_progress.isPulling = isPulling(events.value_or(std::vector<QJsonObject>()));
                      if (!m_progress.isPulling || waited > m_wishes.limit + m_wishes.pullLimit)
                          return readLog();
                      QTimer::singleShot(4 * m_wishes.pollInterval, this, &TrialJob::look);
                  });
}

void TrialJob::readLog()
{
    if (!m_progress.wasStarted)
        return readEvents();
    m_client.podLog(m_manifest.namespaceName, m_progress.pod, MainContainer, LogBytes, this,
                    [this](const tl::expected<QByteArray, ObjectError> &log) {
                        if (log)
                            m_output = parseOutput(*log);
                        readEvents();
                    });
}

//! Of Job and pod, where something went wrong; who may not see them does without.
void TrialJob::readEvents()
{
    if (m_progress.stage == Stage::Ended)
        return end();
    const QString selector = u"involvedObject.name="_s;
    QStringList names{m_manifest.runId};
    if (!m_progress.pod.isEmpty())
        names += m_progress.pod;
    inTurn(
        std::vector<QString>(names.begin(), names.end()),
        [this, selector](const QString &name, const std::function<void()> &next) {
            m_client.list(u"v1"_s, u"Event"_s, m_manifest.namespaceName, {}, selector + name, this,
                          [this, next](const ObjectList &events) {
                              for (const QJsonObject &event : events.value_or(std::vector<QJsonObject>())) {
                                  const QString message = event.value("message"_L1).toString();
                                  if (event.value("type"_L1) == "Warning"_L1 && !m_events.contains(message) &&
                                      m_events.size() < MostEvents)
                                      m_events += message;
                              }
                              next();
                          });
        },
        [this] { end(); });
}

void TrialJob::fail(const ObjectError &error, const QString &object)
{
    m_error = error;
    m_failedObject = object;
    end();
}

void TrialJob::end()
{
    if (!std::exchange(m_isOver, true))
        emit finished();
}

} // namespace fairlead::runs
