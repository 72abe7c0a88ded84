// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "httpstream.h"

#include "httpclient.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

constexpr qsizetype ErrorBodyLimit = 64 << 10;
constexpr auto ErrorPatience = std::chrono::milliseconds(10'000); // for the rest of what a failure says

} // namespace

HttpStream::HttpStream(HttpClient *client, HttpRequest request, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &HttpStream::onTimeout);
    if (m_request.bodySource) {
        Q_ASSERT(m_request.method != "GET");
        // Queued: a source may say so within read(), where it would be before the pause that it ends.
        connect(m_request.bodySource.get(), &BodySource::resumed, this, &HttpStream::onResumed, Qt::QueuedConnection);
    }
}

HttpStream::~HttpStream()
{
    dropTransfer();
}

void HttpStream::start()
{
    Q_ASSERT(!m_transfer && !m_isOver);
    QMetaObject::invokeMethod(this, &HttpStream::authorizeAndTransmit, Qt::QueuedConnection);
}

void HttpStream::stop()
{
    m_isOver = true;
    m_timer->stop();
    dropTransfer();
}

void HttpStream::cancel()
{
    fail(ApiError{.kind = ApiError::Kind::Cancelled});
}

void HttpStream::pause()
{
    m_isPaused = true;
    if (m_transfer)
        m_transfer->hold();
}

void HttpStream::resume()
{
    if (!std::exchange(m_isPaused, false) || !m_transfer || !m_client)
        return;
    m_heard = Clock::now();
    m_timer->start(limit());
    m_client->resume(m_transfer);
}

void HttpStream::authorizeAndTransmit()
{
    if (m_isOver)
        return;
    // A credential plugin has limits of its own; the answer timeout starts with the request.
    m_client->m_credentials->get(this, [this](Result<Credentials> credentials) {
        if (m_isOver)
            return;
        if (credentials)
            transmit(*credentials);
        else
            fail(credentials.error());
    });
}

void HttpStream::transmit(const Credentials &credentials)
{
    const Result<CurlRequest> prepared = m_client->prepare(m_request, credentials);
    if (!prepared)
        return fail(prepared.error());
    m_transfer = std::make_shared<CurlTransfer>(*prepared, static_cast<Listener *>(this));
    if (!m_transfer->isUsable()) {
        m_transfer.reset();
        return fail(ApiError{.kind = ApiError::Kind::Invalid,
                             .reason = u"RequestNotMade"_s,
                             .message = u"the request cannot be sent"_s});
    }
    if (m_isPaused)
        m_transfer->hold();
    m_used = credentials;
    m_body = BodyState::NotBegun;
    m_pulled = 0;
    m_sent = m_heard = Clock::now();
    m_timer->start(m_request.answerTimeout);
    m_client->transmit(m_transfer);
}

void HttpStream::onHead(const CurlHead &head)
{
    m_head = head;
    m_heard = Clock::now();
    if (!isSuccess() && m_body == BodyState::Awaited) { // nobody waits for the rest; libcurl would
        m_body = BodyState::Sent;
        m_client->resume(m_transfer);
    }
    m_latency = std::chrono::duration_cast<std::chrono::milliseconds>(m_heard - m_sent);
    m_timer->start(limit());
    if (isSuccess())
        emit answered(m_head.status, m_head.contentType);
}

void HttpStream::onBody(QByteArrayView bytes)
{
    if (!isSuccess()) { // all of it has one limit
        m_errorBody.append(bytes.first(std::min(bytes.size(), ErrorBodyLimit - m_errorBody.size())));
        if (m_errorBody.size() == ErrorBodyLimit)
            onErrorAnswer();
        return;
    }
    m_heard = Clock::now();
    m_received += bytes.size();
    if (m_request.bodyLimit > 0 && m_received > m_request.bodyLimit) {
        return fail(ApiError{.kind = ApiError::Kind::Malformed,
                             .httpStatus = m_head.status,
                             .reason = u"TooLarge"_s,
                             .message = u"answer is larger than %1 bytes"_s.arg(m_request.bodyLimit)});
    }
    emit received(bytes);
}

BodySource::ReadResult HttpStream::onPull(char *to, qsizetype size)
{
    using State = BodySource::State;
    const QPointer<HttpStream> self = this;
    const std::shared_ptr<BodySource> source = m_request.bodySource; // may be the last that holds it
    const qint64 promised = source->size();
    const qint64 room = promised < 0 ? size : std::min<qint64>(size, promised - m_pulled);
    BodySource::ReadResult piece = room == 0 ? BodySource::ReadResult{} : source->read(to, qsizetype(room));
    if (!self || m_isOver)
        return {};
    m_heard = Clock::now();
    if (piece.state == State::Bytes)
        m_pulled += piece.size;
    if (piece.state == State::End && m_pulled < promised) {
        piece = {.state = State::Failed,
                 .error = {.kind = ApiError::Kind::Invalid,
                           .reason = u"BodyTooShort"_s,
                           .message = u"the request ended after %1 of %2 bytes"_s.arg(m_pulled).arg(promised)}};
    }
    const bool isLast = piece.state != State::NotYet && (piece.state != State::Bytes || m_pulled == promised);
    const BodyState next = isLast ? BodyState::Sent : BodyState::Taken;
    const BodyState before = std::exchange(m_body, piece.state == State::NotYet ? BodyState::Awaited : next);
    if (m_body != BodyState::Awaited && m_body != before)
        m_timer->start(limit());
    return piece;
}

void HttpStream::onResumed()
{
    if (m_body != BodyState::Awaited || !m_transfer || !m_client)
        return;
    m_body = BodyState::Taken;
    m_heard = Clock::now();
    m_timer->start(limit());
    m_client->resume(m_transfer);
}

void HttpStream::onEnd(const std::optional<ApiError> &error)
{
    if (m_head.status != 0 && !isSuccess())
        return onErrorAnswer();
    if (!error)
        return finish({});
    ApiError failure = *error;
    failure.httpStatus = m_head.status;
    fail(std::move(failure));
}

void HttpStream::onErrorAnswer()
{
    const bool isRenewed =
        m_head.status == 401 && !m_hasRetried && m_client && m_client->m_credentials->invalidate(m_used);
    if (isRenewed && (m_body == BodyState::NotBegun || m_request.bodySource->rewind())) {
        m_hasRetried = true;
        m_head = {};
        m_errorBody.clear();
        m_timer->stop();
        dropTransfer();
        return authorizeAndTransmit();
    }
    const ApiError error = errorForAnswer(m_head.status, m_head.contentType, m_errorBody, m_head.retryAfter);
    finish({HttpFailure{error, m_head.contentType, m_head.headers, m_errorBody}});
}

void HttpStream::onTimeout()
{
    const bool isAnswered = m_head.status != 0;
    if (m_body == BodyState::Awaited || (m_isPaused && isAnswered))
        return; // whoever is silent, it is not the server: onResumed() or resume() starts it again
    // Not started anew with each piece: there are thousands in a second.
    const auto left = limit() - std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_heard);
    if (left.count() > 0)
        return m_timer->start(left);
    if (isAnswered && !isSuccess())
        return onErrorAnswer();
    if (const auto stall = isAnswered ? std::nullopt : m_transfer->proxyStall())
        return fail(*stall);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit()).count();
    ApiError error{.kind = ApiError::Kind::Timeout, .httpStatus = m_head.status};
    if (isAnswered) {
        error.reason = u"Silent"_s;
        error.message = u"nothing received for %1 s"_s.arg(seconds);
    } else if (m_body == BodyState::Taken) {
        error.reason = u"Stalled"_s;
        error.message = u"nothing of the request taken for %1 s"_s.arg(seconds);
    } else {
        error.reason = u"NoAnswer"_s;
        error.message = u"no answer within %1 s"_s.arg(seconds);
    }
    fail(std::move(error));
}

//! Since m_heard.
std::chrono::milliseconds HttpStream::limit() const
{
    if (m_head.status != 0 && !isSuccess())
        return std::min({ErrorPatience, m_request.answerTimeout, m_request.idleTimeout});
    const bool isMoving = m_head.status != 0 || m_body == BodyState::Taken;
    return isMoving ? m_request.idleTimeout : m_request.answerTimeout;
}

void HttpStream::fail(ApiError error)
{
    finish({HttpFailure{.error = std::move(error)}});
}

void HttpStream::finish(const HttpEnd &end)
{
    if (m_isOver)
        return;
    stop();
    emit finished(end);
}

void HttpStream::dropTransfer()
{
    const std::shared_ptr<CurlTransfer> transfer = std::exchange(m_transfer, nullptr);
    if (!transfer)
        return;
    transfer->silence();
    if (m_client)
        m_client->drop(transfer);
}

} // namespace fairlead::transport
