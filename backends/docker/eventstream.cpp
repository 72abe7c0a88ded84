// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "eventstream.h"

#include "engineclient.h"
#include "enginedecoder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

// On a quiet daemon nothing happens for hours; that the other side is gone the keep-alive of the connection finds out.
constexpr auto LongestSilence = 24h;

transport::HttpRequest requestOf(const EventStream::Settings &settings)
{
    transport::HttpRequest request{.path = u"/v%1/events"_s.arg(settings.apiVersion.text()),
                                   .answerTimeout = settings.answerTimeout,
                                   .idleTimeout = LongestSilence,
                                   .bodyLimit = 0};
    if (settings.sinceNano > 0) {
        constexpr std::int64_t Second = 1'000'000'000;
        request.query.addQueryItem(
            u"since"_s,
            u"%1.%2"_s.arg(settings.sinceNano / Second).arg(settings.sinceNano % Second, 9, 10, QChar(u'0')));
    }
    if (!settings.types.isEmpty()) {
        const QJsonObject filters{{u"type"_s, QJsonArray::fromStringList(settings.types)}};
        request.query.addQueryItem(u"filters"_s,
                                   QString::fromUtf8(QJsonDocument(filters).toJson(QJsonDocument::Compact)));
    }
    return request;
}

} // namespace

EventStream::EventStream(transport::HttpClient &http, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_stream(http.stream(requestOf(settings), this))
{
    using transport::HttpStream;
    connect(m_stream, &HttpStream::answered, this, &EventStream::started);
    connect(m_stream, &HttpStream::received, this, &EventStream::onReceived);
    connect(m_stream, &HttpStream::finished, this, [this](const transport::HttpEnd &end) {
        finish(end.failure ? std::optional(errorFromFailure(*end.failure)) : std::nullopt);
    });
}

void EventStream::start()
{
    m_stream->start();
}

void EventStream::stop()
{
    m_isOver = true;
    m_stream->stop();
}

void EventStream::onReceived(QByteArrayView bytes)
{
    const QPointer<EventStream> self = this;
    std::optional<ApiError> error;
    const Result<void> fed = m_lines.feed(bytes, [&](QByteArrayView line) {
        const Result<Event> event = decodeEvent(line);
        if (event)
            emit received(*event);
        else
            error = event.error();
        return event && self && !m_isOver;
    });
    if (!self || m_isOver)
        return;
    if (!fed)
        error = fed.error();
    if (error)
        finish(error);
}

void EventStream::finish(const std::optional<ApiError> &error)
{
    if (m_isOver)
        return;
    stop();
    emit finished(error);
}

} // namespace fairlead::docker
