// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "hijackedstream.h"

#include "engineclient.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

HijackedStream::HijackedStream(transport::HttpClient &http, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_apiVersion(settings.apiVersion)
    , m_stream(http.duplex(settings.request, "tcp", this))
    , m_isRaw(settings.isTty)
{
    using transport::DuplexStream;
    connect(m_stream, &DuplexStream::answered, this, [this](int, const QByteArray &contentType) {
        if (contentType == "application/vnd.docker.multiplexed-stream") // from API 1.42 on it is said
            m_isRaw = false;
        else if (contentType == "application/vnd.docker.raw-stream" && m_apiVersion >= ApiVersion{1, 42})
            m_isRaw = true;
        emit started();
    });
    connect(m_stream, &DuplexStream::received, this, &HijackedStream::onReceived);
    connect(m_stream, &DuplexStream::drained, this, &HijackedStream::drained);
    connect(m_stream, &DuplexStream::finished, this, &HijackedStream::onFinished);
}

void HijackedStream::start()
{
    m_stream->start();
}

void HijackedStream::stop()
{
    m_isOver = true;
    m_stream->stop();
}

void HijackedStream::onReceived(QByteArrayView bytes)
{
    if (m_isRaw) {
        emit received(LogSource::Stdout, bytes);
        return;
    }
    const QPointer<HijackedStream> self = this;
    const Result<void> fed = m_frames.feed(bytes, [&](LogSource source, QByteArrayView piece) {
        emit received(source, piece);
        return self && !m_isOver;
    });
    if (self && !fed)
        finish(fed.error());
}

void HijackedStream::onFinished(const transport::HttpEnd &end)
{
    if (end.failure)
        return finish(errorFromFailure(*end.failure));
    if (!m_isRaw && !m_frames.isComplete()) {
        return finish(ApiError{.kind = ApiError::Kind::Malformed,
                               .reason = u"CutFrame"_s,
                               .message = u"the output ends within a frame"_s});
    }
    finish({});
}

void HijackedStream::finish(const std::optional<ApiError> &error)
{
    if (m_isOver)
        return;
    stop();
    emit finished(error);
}

} // namespace fairlead::docker
