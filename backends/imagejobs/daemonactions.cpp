// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonactions.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr auto StopGrace = std::chrono::seconds(10); // docker's own

} // namespace

DaemonActions::DaemonActions(DaemonFleet &daemons, QObject *parent)
    : QObject(parent)
    , m_daemons(daemons)
{
    connect(&daemons, &DaemonFleet::clientChanging, this, &DaemonActions::forget);
}

DaemonActions::~DaemonActions() = default;

docker::EngineClient *DaemonActions::client(const QString &daemonId, const QString &what)
{
    docker::DaemonSession *session = m_daemons.session(daemonId);
    docker::EngineClient *client = session ? session->client() : nullptr;
    if (!client)
        emit failed(daemonId, what, notConnected());
    return client;
}

template <class T>
std::function<void(const Result<T> &)> DaemonActions::answering(const QString &daemonId, const QString &what,
                                                                std::function<void(const Result<T> &)> then)
{
    const int number = ++m_numbers;
    m_underWay[number] = {daemonId, what};
    return [this, number, then = std::move(then)](const Result<T> &answer) {
        if (m_underWay.erase(number) > 0) // else forget() has told of it
            then(answer);
    };
}

std::function<void(const Result<void> &)> DaemonActions::ending(const QString &daemonId, const QString &what,
                                                                const QString &done)
{
    return answering<void>(daemonId, what, [this, daemonId, what, done](const Result<void> &result) {
        if (result)
            emit this->done(daemonId, done);
        else
            emit failed(daemonId, what, result.error());
    });
}

void DaemonActions::startContainer(const QString &daemonId, const QString &id)
{
    const QString what = u"Start container %1"_s.arg(id);
    if (docker::EngineClient *client = this->client(daemonId, what))
        client->startContainer(id, this, ending(daemonId, what, u"Container %1 was started"_s.arg(id)));
}

void DaemonActions::stopContainer(const QString &daemonId, const QString &id)
{
    const QString what = u"Stop container %1"_s.arg(id);
    if (docker::EngineClient *client = this->client(daemonId, what))
        client->stopContainer(id, StopGrace, this, ending(daemonId, what, u"Container %1 was stopped"_s.arg(id)));
}

void DaemonActions::removeContainer(const QString &daemonId, const QString &id)
{
    const QString what = u"Remove container %1"_s.arg(id);
    if (docker::EngineClient *client = this->client(daemonId, what))
        client->removeContainer(id, true, false, this, ending(daemonId, what, u"Container %1 was removed"_s.arg(id)));
}

void DaemonActions::removeImage(const QString &daemonId, const QString &name)
{
    const QString what = u"Remove image %1"_s.arg(name);
    if (docker::EngineClient *client = this->client(daemonId, what)) {
        const auto end = ending(daemonId, what, u"Image %1 was removed"_s.arg(name));
        client->removeImage(name, false, this, [end](const Result<docker::ImageRemoval> &removal) {
            end(removal ? Result<void>() : tl::unexpected(removal.error()));
        });
    }
}

void DaemonActions::removeVolume(const QString &daemonId, const QString &name)
{
    const QString what = u"Remove volume %1"_s.arg(name);
    if (docker::EngineClient *client = this->client(daemonId, what))
        client->removeVolume(name, this, ending(daemonId, what, u"Volume %1 was removed"_s.arg(name)));
}

void DaemonActions::inspectContainer(const QString &daemonId, const QString &id)
{
    const QString what = u"Inspect container %1"_s.arg(id);
    docker::EngineClient *client = this->client(daemonId, what);
    if (!client)
        return;
    client->inspectContainer(
        id, this,
        answering<docker::ContainerDetails>(daemonId, what,
                                            [this, daemonId, what](const Result<docker::ContainerDetails> &details) {
                                                if (details)
                                                    emit containerInspected(daemonId, *details);
                                                else
                                                    emit failed(daemonId, what, details.error());
                                            }));
}

void DaemonActions::inspectImage(const QString &daemonId, const QString &id)
{
    const QString what = u"Inspect image %1"_s.arg(id);
    docker::EngineClient *client = this->client(daemonId, what);
    if (!client)
        return;
    client->inspectImage(id, this,
                         answering<docker::ImageDetails>(
                             daemonId, what, [this, daemonId, what](const Result<docker::ImageDetails> &details) {
                                 if (details)
                                     askHistory(daemonId, what, *details);
                                 else
                                     emit failed(daemonId, what, details.error());
                             }));
}

//! An engine that tells none has told of the image all the same.
void DaemonActions::askHistory(const QString &daemonId, const QString &what, const docker::ImageDetails &image)
{
    using Layers = std::vector<docker::ImageLayer>;
    if (docker::EngineClient *client = this->client(daemonId, what)) {
        client->imageHistory(image.id, this,
                             answering<Layers>(daemonId, what, [this, daemonId, image](const Result<Layers> &layers) {
                                 emit imageInspected(daemonId, image, layers.value_or(Layers()));
                             }));
    }
}

void DaemonActions::followLogs(const QString &key, const QString &daemonId, const QString &containerId,
                               const std::shared_ptr<LogQueue> &queue)
{
    stopLogs(key);
    docker::DaemonSession *session = m_daemons.session(daemonId);
    if (!session || !session->client()) {
        emit logsEnded(key, notConnected());
        return;
    }
    Logs &logs = m_logs[key];
    logs.daemonId = daemonId;
    logs.queue = queue;
    logs.asked = std::make_unique<QObject>();
    // Whether it has a terminal decides how its log is read.
    session->client()->inspectContainer(containerId, logs.asked.get(),
                                        [this, key, daemonId](const Result<docker::ContainerDetails> &details) {
                                            if (details)
                                                return openLogs(key, daemonId, *details);
                                            m_logs.erase(key);
                                            emit logsEnded(key, details.error());
                                        });
}

void DaemonActions::openLogs(const QString &key, const QString &daemonId, const docker::ContainerDetails &container)
{
    docker::EngineClient &client = *m_daemons.session(daemonId)->client();
    Logs &logs = m_logs[key];
    logs.stream = std::make_unique<docker::LogStream>(client.http(),
                                                      docker::LogStream::Settings{.apiVersion = client.apiVersion(),
                                                                                  .container = container.id,
                                                                                  .isTty = container.isTty,
                                                                                  .hasTimestamps = true,
                                                                                  .tailLines = TailLines});
    docker::LogStream *stream = logs.stream.get();
    connect(stream, &docker::LogStream::received, this,
            [stream, queue = logs.queue](docker::LogSource source, QByteArrayView bytes, qint64 time) {
                const bool isOutput = source == docker::LogSource::Stdout || source == docker::LogSource::Stdin;
                if (!queue->append(bytes, time, isOutput ? LogQueue::Source::Output : LogQueue::Source::Error))
                    stream->pause();
            });
    connect(logs.queue.get(), &LogQueue::hasRoom, stream, &docker::LogStream::resume);
    connect(stream, &docker::LogStream::finished, this, [this, key](const std::optional<ApiError> &error) {
        m_logs[key].stream.release()->deleteLater(); // this is one of its signals
        m_logs.erase(key);
        emit logsEnded(key, error);
    });
    stream->start();
}

void DaemonActions::stopLogs(const QString &key)
{
    m_logs.erase(key);
}

//! Its client is about to go, and with it all that is under way there.
void DaemonActions::forget(const QString &daemonId)
{
    for (auto it = m_underWay.begin(); it != m_underWay.end();) {
        const auto [id, what] = it->second;
        it = id == daemonId ? m_underWay.erase(it) : std::next(it);
        if (id == daemonId)
            emit failed(daemonId, what, notConnected());
    }
    QStringList lost;
    for (const auto &[key, logs] : m_logs) {
        if (logs.daemonId == daemonId)
            lost += key;
    }
    for (const QString &key : lost) {
        m_logs.erase(key);
        emit logsEnded(key, notConnected());
    }
}

} // namespace fairlead::imagejobs
