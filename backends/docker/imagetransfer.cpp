// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagetransfer.h"

#include "engineclient.h"
#include "streamerror.h"

#include <QDateTime>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

std::int64_t now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

tl::unexpected<ApiError> failed(ApiError::Kind kind, const QString &reason, const QString &message)
{
    return tl::make_unexpected(ApiError{.kind = kind, .reason = reason, .message = message});
}

} // namespace

ImageTransfer::ImageTransfer(transport::HttpClient &http, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_settings(settings)
{
}

transport::HttpRequest ImageTransfer::request() const
{
    const bool isPush = m_settings.direction == Direction::Push;
    const QString version = u"/v"_s + m_settings.apiVersion.text();
    transport::HttpRequest request{.method = "POST",
                                   .path = isPush ? version + u"/images/"_s + m_settings.repository + u"/push"_s
                                                  : version + u"/images/create"_s,
                                   .headers = {{"X-Registry-Auth", registryAuth(m_settings.login)}},
                                   .answerTimeout = m_settings.answerTimeout,
                                   .idleTimeout = m_settings.idleTimeout,
                                   .bodyLimit = 0};
    if (!isPush)
        request.query.addQueryItem(u"fromImage"_s, m_settings.repository);
    request.query.addQueryItem(u"tag"_s, m_settings.tag);
    if (!isPush && !m_settings.platform.isEmpty())
        request.query.addQueryItem(u"platform"_s, m_settings.platform);
    return request;
}

//! Without a tag the engine would take all there are.
void ImageTransfer::start()
{
    using transport::HttpStream;
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Running;
    m_stream = m_http.stream(request(), this);
    m_settings.login = {};
    connect(m_stream, &HttpStream::answered, this, &ImageTransfer::started);
    connect(m_stream, &HttpStream::received, this, &ImageTransfer::onReceived);
    connect(m_stream, &HttpStream::finished, this, &ImageTransfer::onFinished);
    const bool isName = isPathName(m_settings.repository) && isPathName(m_settings.tag) &&
                        !m_settings.tag.contains(u'/') && isPathName(u"x"_s + m_settings.platform);
    if (isName)
        return m_stream->start();
    const QString name = (m_settings.repository + u':' + m_settings.tag).left(200);
    QMetaObject::invokeMethod(
        this,
        [this, name] {
            finish(failed(ApiError::Kind::Invalid, u"BadName"_s, u"\"%1\" is no name of an image"_s.arg(name)));
        },
        Qt::QueuedConnection);
}

void ImageTransfer::cancel()
{
    if (m_state != State::Running)
        return;
    m_progress.fail(now());
    finish(tl::make_unexpected(ApiError{.kind = ApiError::Kind::Cancelled}));
}

void ImageTransfer::updateRates()
{
    m_progress.updateRates(now());
}

std::optional<ApiError> ImageTransfer::take(QByteArrayView json, QByteArray &log)
{
    const Result<ProgressLine> line = decodeProgressLine(json);
    if (!line)
        return line.error();
    if (const QString text = m_progress.apply(*line, now()); !text.isEmpty())
        log += text.toUtf8() + '\n';
    if (line->failure) {
        m_failure = line->failure;
        log += m_failure->message.toUtf8() + '\n';
    }
    return {};
}

//! \return false when a slot has ended it.
bool ImageTransfer::announce(const QByteArray &log)
{
    const QPointer<ImageTransfer> self = this;
    if (!log.isEmpty())
        emit logged(log);
    if (self && m_state == State::Running)
        emit layersChanged();
    return self && m_state == State::Running;
}

void ImageTransfer::onReceived(QByteArrayView bytes)
{
    QByteArray log;
    std::optional<ApiError> error;
    const Result<void> fed = m_lines.feed(bytes, [&](QByteArrayView line) {
        error = take(line, log);
        return !error;
    });
    if (!fed)
        error = fed.error();
    if (error)
        m_progress.fail(now());
    if (announce(log) && error)
        finish(tl::make_unexpected(*error));
}

void ImageTransfer::onFinished(const transport::HttpEnd &end)
{
    QByteArray log;
    std::optional<ApiError> cut;
    m_lines.finish([&](QByteArrayView line) {
        cut = take(line, log);
        return true;
    });
    const Result<TransferResult> result = outcome(end, cut);
    if (!result)
        m_progress.fail(now());
    if (announce(log))
        finish(result);
}

Result<TransferResult> ImageTransfer::outcome(const transport::HttpEnd &end, const std::optional<ApiError> &cut) const
{
    if (m_failure) // what it said counts for more than how it said farewell
        return tl::make_unexpected(errorFromStream(*m_failure));
    if (end.failure)
        return tl::make_unexpected(errorFromTransfer(*end.failure));
    if (cut)
        return failed(ApiError::Kind::Malformed, u"CutLine"_s, u"the engine's answer ends within a line"_s);
    if (m_settings.direction == Direction::Push && m_progress.digest().isEmpty())
        return failed(ApiError::Kind::Malformed, u"NoDigest"_s, u"the engine's answer ends without a digest"_s);
    return TransferResult{.digest = m_progress.digest(),
                          .tag = m_settings.tag,
                          .sizeBytes = m_progress.manifestBytes(),
                          .isUpToDate = m_progress.isUpToDate()};
}

void ImageTransfer::finish(const Result<TransferResult> &result)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_stream->stop();
    emit finished(result);
}

} // namespace fairlead::docker
