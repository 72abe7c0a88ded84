// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logstream.h"

#include "engineclient.h"

#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

constexpr auto LongestSilence = 24h; // programs may be quiet for hours; see EventStream

transport::HttpRequest requestOf(const LogStream::Settings &settings)
{
    transport::HttpRequest request{.path =
                                       u"/v%1/containers/%2/logs"_s.arg(settings.apiVersion.text(), settings.container),
                                   .accept = "*/*",
                                   .answerTimeout = settings.answerTimeout,
                                   .idleTimeout = LongestSilence,
                                   .bodyLimit = 0};
    const auto add = [&](const QString &name, const QString &value) { request.query.addQueryItem(name, value); };
    add(u"stdout"_s, u"1"_s);
    add(u"stderr"_s, u"1"_s);
    if (settings.follows)
        add(u"follow"_s, u"1"_s);
    if (settings.hasTimestamps)
        add(u"timestamps"_s, u"1"_s);
    if (settings.tailLines >= 0)
        add(u"tail"_s, QString::number(settings.tailLines));
    if (settings.since > 0)
        add(u"since"_s, QString::number(settings.since));
    return request;
}

} // namespace

LogStream::LogStream(transport::HttpClient &http, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_stream(http.stream(requestOf(settings), this))
    , m_isRaw(settings.isTty)
{
    using transport::HttpStream;
    connect(m_stream, &HttpStream::answered, this, [this](int, const QByteArray &contentType) {
        if (contentType == "application/vnd.docker.multiplexed-stream") // from API 1.42 on it is said
            m_isRaw = false;
        else if (contentType == "application/vnd.docker.raw-stream" && m_settings.apiVersion >= ApiVersion{1, 42})
            m_isRaw = true;
    });
    connect(m_stream, &HttpStream::received, this, &LogStream::onReceived);
    connect(m_stream, &HttpStream::finished, this, [this](const transport::HttpEnd &end) {
        const QPointer<LogStream> self = this;
        tellRest();
        if (!self || m_isOver)
            return;
        if (end.failure)
            return finish(errorFromFailure(*end.failure));
        if (!m_isRaw && !m_frames.isComplete()) {
            return finish(ApiError{.kind = ApiError::Kind::Malformed,
                                   .reason = u"CutFrame"_s,
                                   .message = u"the logs end within a frame"_s});
        }
        finish({});
    });
}

void LogStream::start()
{
    if (isPathName(m_settings.container))
        return m_stream->start();
    const ApiError error{.kind = ApiError::Kind::Invalid,
                         .reason = u"BadName"_s,
                         .message = u"\"%1\" is no name of a container"_s.arg(m_settings.container.left(200))};
    QMetaObject::invokeMethod(
        this, [this, error] { finish(error); }, Qt::QueuedConnection);
}

void LogStream::stop()
{
    m_isOver = true;
    m_stream->stop();
}

void LogStream::onReceived(QByteArrayView bytes)
{
    if (m_isRaw) {
        tell(LogSource::Stdout, bytes, false);
        return;
    }
    const QPointer<LogStream> self = this;
    const Result<void> fed = m_frames.feed(
        bytes, [&](LogSource source, QByteArrayView piece) { return tell(source, piece, m_frames.isBeginning()); });
    if (self && !fed)
        finish(fed.error());
}

//! \return whether it goes on: a slot may have ended it.
bool LogStream::tell(LogSource source, QByteArrayView bytes, bool beginsEntry)
{
    const QPointer<LogStream> self = this;
    const auto each = [&](std::int64_t time, QByteArrayView text) {
        emit received(source, text, qint64(time));
        return self && !m_isOver;
    };
    if (!m_settings.hasTimestamps)
        return each(0, bytes);
    m_times[std::size_t(source)].feed(bytes, beginsEntry, each);
    return self && !m_isOver;
}

void LogStream::tellRest()
{
    const QPointer<LogStream> self = this;
    for (std::size_t i = 0; i < 4 && self && !m_isOver; ++i) {
        m_times[i].finish([&](std::int64_t time, QByteArrayView text) {
            emit received(LogSource(i), text, qint64(time));
            return false;
        });
    }
}

void LogStream::finish(const std::optional<ApiError> &error)
{
    if (m_isOver)
        return;
    stop();
    emit finished(error);
}

} // namespace fairlead::docker
