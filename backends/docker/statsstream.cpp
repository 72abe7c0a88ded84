// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statsstream.h"

#include "engineclient.h"

#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

transport::HttpRequest requestOf(const StatsStream::Settings &settings)
{
    transport::HttpRequest request{
        .path = u"/v%1/containers/%2/stats"_s.arg(settings.apiVersion.text(), settings.container),
        .answerTimeout = settings.answerTimeout,
        .idleTimeout = 60s, // a sample comes each second; two on a machine that has much to do
        .bodyLimit = 0};
    request.query.addQueryItem(u"stream"_s, u"1"_s);
    return request;
}

} // namespace

StatsStream::StatsStream(transport::HttpClient &http, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_container(settings.container)
    , m_stream(http.stream(requestOf(settings), this))
{
    using transport::HttpStream;
    connect(m_stream, &HttpStream::received, this, &StatsStream::onReceived);
    connect(m_stream, &HttpStream::finished, this, [this](const transport::HttpEnd &end) {
        finish(end.failure ? std::optional(errorFromFailure(*end.failure)) : std::nullopt);
    });
}

void StatsStream::start()
{
    if (isPathName(m_container))
        return m_stream->start();
    const ApiError error{.kind = ApiError::Kind::Invalid,
                         .reason = u"BadName"_s,
                         .message = u"\"%1\" is no name of a container"_s.arg(m_container.left(200))};
    QMetaObject::invokeMethod(
        this, [this, error] { finish(error); }, Qt::QueuedConnection);
}

void StatsStream::stop()
{
    m_isOver = true;
    m_stream->stop();
}

void StatsStream::onReceived(QByteArrayView bytes)
{
    const QPointer<StatsStream> self = this;
    std::optional<ApiError> error;
    const Result<void> fed = m_lines.feed(bytes, [&](QByteArrayView line) {
        const Result<ContainerStats> stats = decodeStats(line);
        if (stats)
            emit received(*stats);
        else
            error = stats.error();
        return stats && self && !m_isOver;
    });
    if (!self || m_isOver)
        return;
    if (!fed)
        error = fed.error();
    if (error)
        finish(error);
}

void StatsStream::finish(const std::optional<ApiError> &error)
{
    if (m_isOver)
        return;
    stop();
    emit finished(error);
}

} // namespace fairlead::docker
