// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonsession.h"

#include <QDateTime>
#include <QPointer>
#include <QRandomGenerator>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

constexpr auto LongestTick = 5s;
constexpr auto ClockJump = 15s;

ApiError enginesEnd()
{
    return {.kind = ApiError::Kind::Network,
            .reason = u"ConnectionClosed"_s,
            .message = u"the engine ended its events, as it does when it stops"_s};
}

} // namespace

DaemonSession::DaemonSession(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_policy([] { return QRandomGenerator::global()->generateDouble(); })
    , m_wait(this)
    , m_pulse(this)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, [this] { perform(m_policy.waitIsOver()); });
    connect(&m_pulse, &QTimer::timeout, this, &DaemonSession::checkPulse);
    for (const List list : {Containers, Images, Volumes}) {
        QTimer &timer = m_lists[list].timer;
        timer.setParent(this); // goes with it to its thread
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, this, [this, list] { perform(list, m_lists[list].refresh.waitIsOver()); });
    }
}

DaemonSession::~DaemonSession()
{
    endAttempt();
}

void DaemonSession::open()
{
    if (isOpen())
        return;
    m_lastPulse = std::chrono::system_clock::now();
    m_pulse.start(std::min<std::chrono::milliseconds>(m_settings.pingInterval, LongestTick));
    restart();
}

void DaemonSession::close()
{
    if (!isOpen())
        return;
    m_pulse.stop();
    m_policy.close();
    endAttempt();
    dropClient();
    m_endpoint = {};
    forgetObjects();
    publish();
}

void DaemonSession::setChoice(const DaemonChoice &choice)
{
    if (m_settings.choice == choice)
        return;
    m_settings.choice = choice;
    if (!isOpen())
        return;
    endAttempt();
    dropClient(); // nothing that is meant for the new one may reach the old one
    restart();
}

void DaemonSession::retryNow()
{
    if (m_policy.step() == DaemonPolicy::Step::Wait)
        perform(m_policy.waitIsOver());
}

void DaemonSession::restart()
{
    endAttempt();
    const DaemonPolicy::Step step = m_policy.open();
    forgetObjects();
    QMetaObject::invokeMethod(
        this,
        [this, step] {
            if (m_policy.step() == step && !m_resolving)
                perform(step);
        },
        Qt::QueuedConnection);
}

void DaemonSession::perform(DaemonPolicy::Step step)
{
    using Step = DaemonPolicy::Step;
    switch (step) {
    case Step::None:
        break;
    case Step::Resolve:
        resolve();
        break;
    case Step::Identify:
        identify();
        break;
    case Step::Listen:
        listen();
        break;
    case Step::List:
        for (const List list : {Containers, Images, Volumes}) {
            m_lists[list].isAnswered = false;
            perform(list, m_lists[list].refresh.start());
        }
        break;
    case Step::Wait:
        m_wait.start(m_policy.delay());
        m_retryAt = (QDateTime::currentMSecsSinceEpoch() + m_policy.delay().count()) / 1'000;
        break;
    }
    publish();
}

void DaemonSession::resolve()
{
    m_wait.stop();
    m_attempt = std::make_unique<QObject>();
    m_resolving = std::make_unique<QFutureWatcher<Result<DockerEndpoint>>>();
    connect(m_resolving.get(), &QFutureWatcherBase::finished, this, &DaemonSession::onResolved);
    m_resolving->setFuture(QtConcurrent::run(resolveDaemon, m_settings.choice, m_settings.dockerFolder));
}

void DaemonSession::onResolved()
{
    QFutureWatcher<Result<DockerEndpoint>> *watcher = m_resolving.release();
    const Result<DockerEndpoint> endpoint = watcher->result();
    retire(watcher);
    if (!endpoint)
        return lose(endpoint.error());
    useEndpoint(*endpoint);
    perform(m_policy.succeeded());
}

//! Its content is the identity of a connection: a certificate that was renewed is another one.
void DaemonSession::useEndpoint(const DockerEndpoint &endpoint)
{
    const bool isSame =
        m_client && endpoint.endpoint == m_endpoint.endpoint && endpoint.credentials == m_endpoint.credentials;
    m_status.endpoint = endpointText(endpoint.endpoint);
    m_status.isInsecure = endpoint.isInsecure;
    if (isSame)
        return;
    dropClient();
    m_endpoint = endpoint;
    m_http = std::make_unique<transport::HttpClient>(
        endpoint.endpoint, std::make_unique<transport::StaticCredentials>(endpoint.credentials), m_settings.userAgent);
    m_client = std::make_unique<EngineClient>(*m_http);
    m_client->setAnswerTimeout(m_settings.answerTimeout);
    emit clientChanged();
}

void DaemonSession::dropClient()
{
    if (!m_client)
        return;
    emit clientChanging();
    m_client.reset();
    m_http.reset();
    emit clientChanged();
}

//! First and alone: a server that does not answer costs one timeout, not one per question.
void DaemonSession::identify()
{
    if (m_policy.isReconnecting())
        m_http->forgetConnections();
    m_client->ping(m_attempt.get(), [this](const Result<Ping> &ping) {
        if (!ping)
            return lose(ping.error());
        m_status.latency = ping->latency;
        m_status.builderVersion = ping->builderVersion;
        askVersion();
    });
}

void DaemonSession::askVersion()
{
    m_client->version(m_attempt.get(), [this](const Result<EngineVersion> &version) {
        if (!version)
            return lose(version.error());
        m_status.kind = version->kind;
        m_status.engineName = version->engineName;
        m_status.version = version->version;
        m_status.os = version->os;
        m_status.arch = version->arch;
        const Result<ApiVersion> negotiated = negotiateApiVersion(*version);
        if (!negotiated)
            return lose(negotiated.error());
        m_status.apiVersion = *negotiated;
        m_client->setApiVersion(*negotiated);
        askInfo();
    });
}

void DaemonSession::askInfo()
{
    m_client->info(m_attempt.get(), [this](const Result<EngineInfo> &info) {
        if (!info)
            return lose(info.error());
        m_status.id = lastingId(m_status.kind, *info);
        m_status.name = info->name;
        m_status.rootDir = info->dockerRootDir;
        keepInfo(*info);
        perform(m_policy.succeeded());
    });
}

void DaemonSession::listen()
{
    // What happened while nobody listened is told first, as far as the engine has kept it.
    m_events = std::make_unique<EventStream>(
        *m_http, EventStream::Settings{.apiVersion = m_client->apiVersion(),
                                       .sinceNano = m_lastEventNano > 0 ? m_lastEventNano + 1 : 0,
                                       .answerTimeout = m_settings.answerTimeout});
    connect(m_events.get(), &EventStream::started, this, [this] { perform(m_policy.succeeded()); });
    connect(m_events.get(), &EventStream::received, this, &DaemonSession::onEvent);
    connect(m_events.get(), &EventStream::finished, this,
            [this](const std::optional<ApiError> &error) { lose(error.value_or(enginesEnd())); });
    m_events->start();
}

void DaemonSession::onEvent(const Event &event)
{
    m_lastHeard = Clock::now();
    m_lastEventNano = std::max(m_lastEventNano, event.timeNano);
    const EventEffect effect = effectOf(event);
    for (const auto &[list, isOld] : {std::pair(Containers, effect.containers), std::pair(Images, effect.images),
                                      std::pair(Volumes, effect.volumes)}) {
        if (isOld)
            perform(list, m_lists[list].refresh.changed());
    }
    if (effect.info)
        refreshInfo();
    emit eventReceived(event);
}

void DaemonSession::perform(List list, ListRefresh::Step step)
{
    switch (step) {
    case ListRefresh::Step::Nothing:
        break;
    case ListRefresh::Step::Ask:
        m_lists[list].timer.stop();
        ask(list);
        break;
    case ListRefresh::Step::Wait:
        m_lists[list].timer.start(m_lists[list].refresh.delay());
        break;
    }
}

void DaemonSession::ask(List list)
{
    m_lists[list].asked = Clock::now();
    switch (list) {
    case Containers:
        m_client->listContainers(true, m_attempt.get(), [this](const Result<std::vector<Container>> &rows) {
            onListed(Containers, rows, m_containers, &DaemonSession::containersChanged);
        });
        break;
    case Images:
        m_client->listImages(m_attempt.get(), [this](const Result<std::vector<Image>> &rows) {
            onListed(Images, rows, m_images, &DaemonSession::imagesChanged);
        });
        break;
    case Volumes:
        m_client->listVolumes(m_attempt.get(), [this](const Result<std::vector<Volume>> &rows) {
            onListed(Volumes, rows, m_volumes, &DaemonSession::volumesChanged);
        });
        break;
    }
}

template <class Row>
void DaemonSession::onListed(List list, const Result<std::vector<Row>> &rows, std::vector<Row> &kept,
                             void (DaemonSession::*changed)(const std::vector<Row> &))
{
    if (!rows && rows.error().kind == ApiError::Kind::Network)
        return lose(rows.error());
    ListState &state = m_lists[list];
    std::optional<ApiError> &error = errorOf(list);
    const bool wasWell = !error;
    if (rows) {
        m_lastHeard = Clock::now();
        error.reset();
        perform(list, state.refresh.answered(
                          std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - state.asked)));
    } else {
        error = rows.error();
        perform(list, state.refresh.failed(rows.error()));
    }
    const QPointer<DaemonSession> self = this;
    const QPointer<QObject> attempt = m_attempt.get();
    if (rows && (kept != *rows || !state.isTold)) {
        state.isTold = true;
        kept = *rows;
        emit(this->*changed)(kept);
    }
    if (!self || !attempt)
        return;
    if (!std::exchange(state.isAnswered, true))
        countAnswer();
    else if (wasWell != !error)
        publish();
}

//! Live when each list is there, or it is known why not.
void DaemonSession::countAnswer()
{
    if (m_policy.step() != DaemonPolicy::Step::List ||
        !std::all_of(m_lists.begin(), m_lists.end(), [](const ListState &each) { return each.isAnswered; }))
        return;
    m_live = m_lastPing = Clock::now();
    perform(m_policy.succeeded());
}

std::optional<ApiError> &DaemonSession::errorOf(List list)
{
    switch (list) {
    case Containers:
        return m_status.containersError;
    case Images:
        return m_status.imagesError;
    case Volumes:
        break;
    }
    return m_status.volumesError;
}

void DaemonSession::refreshInfo()
{
    m_client->info(m_attempt.get(), [this](const Result<EngineInfo> &info) {
        if (info)
            keepInfo(*info);
    });
}

void DaemonSession::keepInfo(EngineInfo info)
{
    info.id = lastingId(m_status.kind, info); // one that is made up would be a change each time
    if (std::exchange(m_info, info) != info)
        emit infoChanged(m_info);
}

void DaemonSession::askDiskUsage()
{
    if (!m_client || m_isCounting)
        return;
    m_isCounting = true;
    m_client->diskUsage(this, [this](const Result<DiskUsage> &usage) {
        m_isCounting = false;
        if (usage)
            emit diskUsageChanged(*usage);
        else
            emit diskUsageFailed(usage.error());
    });
}

void DaemonSession::checkPulse()
{
    const auto now = std::chrono::system_clock::now();
    const bool hasSlept = now - std::exchange(m_lastPulse, now) > m_pulse.intervalAsDuration() + ClockJump;
    if (hasSlept)
        retryNow();
    if (m_policy.state() == DaemonState::Live && (hasSlept || Clock::now() - m_lastPing >= m_settings.pingInterval))
        ping();
}

//! A connection whose other end is gone without a word says nothing for hours; an engine that lives answers at once.
void DaemonSession::ping()
{
    if (m_isPinging)
        return;
    m_isPinging = true;
    m_lastPing = Clock::now();
    m_client->setAnswerTimeout(m_settings.pingTimeout);
    m_client->ping(m_attempt.get(), [this](const Result<Ping> &ping) {
        m_isPinging = false;
        if (ping) {
            m_lastHeard = Clock::now();
            m_status.latency = ping->latency;
            return publish();
        }
        if (ping.error().kind == ApiError::Kind::Network || ping.error().kind == ApiError::Kind::Timeout)
            lose(ping.error());
    });
    m_client->setAnswerTimeout(m_settings.answerTimeout);
}

void DaemonSession::lose(const ApiError &error)
{
    const ApiError why = error; // may be of what ends now
    const bool wasLive = m_policy.state() == DaemonState::Live;
    const auto lived = wasLive ? std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_live) : 0ms;
    endAttempt();
    perform(m_policy.failed(why, lived));
}

//! Nothing of the connection there was is heard any more.
void DaemonSession::endAttempt()
{
    m_wait.stop();
    m_isPinging = false;
    for (ListState &list : m_lists)
        list.timer.stop();
    if (m_events) {
        m_events->stop();
        retire(m_events.release());
    }
    if (m_resolving) {
        m_resolving->disconnect(this);
        retire(m_resolving.release());
    }
    m_attempt.reset();
}

//! It may be emitting. Deleted with this one where no event loop comes to it before.
void DaemonSession::retire(QObject *object)
{
    object->setParent(this);
    object->deleteLater();
}

//! What there was is of another daemon, or of a moment that nobody looks at.
void DaemonSession::forgetObjects()
{
    m_status = {};
    m_lastEventNano = 0;
    m_info = {};
    for (ListState &list : m_lists) {
        list.refresh = {};
        list.isTold = false;
    }
    if (!std::exchange(m_containers, {}).empty())
        emit containersChanged(m_containers);
    if (!std::exchange(m_images, {}).empty())
        emit imagesChanged(m_images);
    if (!std::exchange(m_volumes, {}).empty())
        emit volumesChanged(m_volumes);
}

void DaemonSession::publish()
{
    DaemonStatus status = m_status;
    status.state = m_policy.state();
    status.error = m_policy.error();
    status.retryAt = m_policy.step() == DaemonPolicy::Step::Wait ? m_retryAt : 0;
    if (status.state != m_status.state || status.since == 0) {
        const auto silence = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - m_lastHeard);
        const bool isStale = status.state == DaemonState::Stale;
        status.since = QDateTime::currentSecsSinceEpoch() - (isStale ? silence.count() : 0);
    }
    if (std::exchange(m_status, status) != status)
        emit stateChanged(m_status);
}

} // namespace fairlead::docker
