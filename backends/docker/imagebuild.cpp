// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagebuild.h"

#include "streamerror.h"

#include <QDateTime>
#include <QPointer>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

constexpr auto CancelTimeout = 5s;
constexpr qsizetype LineLimit = 16 << 20; // BuildKit tells all vertices of a Dockerfile at once

std::int64_t now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

ApiError malformed(const QString &reason, const QString &message)
{
    return {.kind = ApiError::Kind::Malformed, .reason = reason, .message = message};
}

} // namespace

ImageBuild::ImageBuild(transport::HttpClient &http, const Settings &settings, QObject *parent)
    : Build(parent)
    , m_http(http)
    , m_settings(settings)
    , m_lines(LineLimit)
    , m_progress(BuildInstructions(settings.instructions))
{
    if (m_settings.options.builder == Builder::BuildKit && m_settings.options.buildId.isEmpty())
        m_settings.options.buildId = QUuid::createUuid().toString(QUuid::WithoutBraces);
}

transport::HttpRequest ImageBuild::request() const
{
    transport::HttpRequest request{.method = "POST",
                                   .path = u"/v%1/build"_s.arg(m_settings.apiVersion.text()),
                                   .query = buildQuery(m_settings.options),
                                   .contentType = "application/x-tar",
                                   .bodySource = m_settings.context,
                                   .answerTimeout = m_settings.answerTimeout,
                                   .idleTimeout = m_settings.idleTimeout,
                                   .bodyLimit = 0};
    if (!m_settings.logins.isEmpty())
        request.headers.append({"X-Registry-Config", registryConfig(m_settings.logins)});
    return request;
}

void ImageBuild::start()
{
    using transport::HttpStream;
    Q_ASSERT(m_state == State::Idle && m_settings.context);
    m_state = State::Running;
    m_stream = m_http.stream(request(), this);
    m_settings.logins.clear();
    connect(m_stream, &HttpStream::answered, this, &ImageBuild::started);
    connect(m_stream, &HttpStream::received, this, &ImageBuild::onReceived);
    connect(m_stream, &HttpStream::finished, this, &ImageBuild::onFinished);
    m_stream->start();
}

void ImageBuild::cancel()
{
    if (m_state != State::Running)
        return;
    m_state = State::Cancelling;
    m_progress.cancel(now());
    if (m_settings.options.builder == Builder::Classic)
        return finish(tl::make_unexpected(ApiError{.kind = ApiError::Kind::Cancelled}));
    transport::HttpRequest request{.method = "POST",
                                   .path = u"/v%1/build/cancel"_s.arg(m_settings.apiVersion.text()),
                                   .answerTimeout = CancelTimeout,
                                   .isLong = true}; // not behind others
    request.query.addQueryItem(u"id"_s, m_settings.options.buildId);
    m_http.send(request, this, [this](const auto &) { // whatever it says, the connection closes now
        finish(tl::make_unexpected(ApiError{.kind = ApiError::Kind::Cancelled}));
    });
}

void ImageBuild::updateRates()
{
    m_progress.updateRates(now());
}

std::optional<ApiError> ImageBuild::take(QByteArrayView line, BuildProgress::Change &changed)
{
    const Result<BuildProgress::Change> change = m_progress.apply(line, now());
    if (!change)
        return change.error();
    changed.log += change->log;
    changed.hasSteps |= change->hasSteps;
    changed.hasTransfer |= change->hasTransfer;
    return {};
}

//! \return false when a slot has ended it.
bool ImageBuild::announce(const BuildProgress::Change &change)
{
    const QPointer<ImageBuild> self = this;
    const auto goesOn = [&self] { return self && self->m_state != State::Finished; };
    if (!change.log.isEmpty())
        emit logged(change.log);
    if (goesOn() && change.hasSteps)
        emit stepsChanged();
    if (goesOn() && change.hasTransfer)
        emit transferChanged();
    return goesOn();
}

void ImageBuild::onReceived(QByteArrayView bytes)
{
    if (m_state == State::Cancelling)
        return;
    BuildProgress::Change changed;
    std::optional<ApiError> error;
    const Result<void> fed = m_lines.feed(bytes, [&](QByteArrayView line) {
        error = take(line, changed);
        return !error;
    });
    if (!fed)
        error = fed.error();
    if (!announce(changed) || !error)
        return;
    m_progress.cancel(now());
    finish(tl::make_unexpected(*error));
}

void ImageBuild::onFinished(const transport::HttpEnd &end)
{
    if (m_state != State::Running)
        return; // what is being cancelled ends with the answer to that
    BuildProgress::Change last;
    const Result<BuiltImage> result = outcome(end, last);
    last.log += result || m_progress.failure() ? m_progress.finish(now()) : m_progress.cancel(now());
    last.hasSteps = true;
    if (announce(last))
        finish(result);
}

Result<BuiltImage> ImageBuild::outcome(const transport::HttpEnd &end, BuildProgress::Change &last)
{
    std::optional<ApiError> cut;
    m_lines.finish([&](QByteArrayView line) {
        cut = take(line, last);
        return true;
    });
    if (const auto &failure = m_progress.failure()) { // what it said counts for more than how it said farewell
        m_failedLine = m_progress.failedLine();
        return tl::make_unexpected(errorFromBuild(*failure));
    }
    if (end.failure) {
        const ApiError error = errorFromBuild(*end.failure);
        m_failedLine = dockerfileLineOf(error.message);
        return tl::make_unexpected(error);
    }
    if (cut)
        return tl::make_unexpected(malformed(u"CutLine"_s, u"the engine's answer ends within a line"_s));
    if (m_progress.imageId().isEmpty())
        return tl::make_unexpected(malformed(u"NoImageId"_s, u"the engine's answer ends without an image"_s));
    return BuiltImage{.id = m_progress.imageId(), .tags = m_settings.options.tags};
}

void ImageBuild::finish(const Result<BuiltImage> &result)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_stream->stop();
    emit finished(result);
}

} // namespace fairlead::docker
