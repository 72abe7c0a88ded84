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

} // namespace

HttpStream::HttpStream(HttpClient *client, HttpRequest request, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &HttpStream::onTimeout);
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
    m_used = credentials;
    m_sent = Clock::now();
    m_timer->start(m_request.answerTimeout);
    m_client->transmit(m_transfer);
}

void HttpStream::onHead(const CurlHead &head)
{
    m_head = head;
    m_heard = Clock::now();
    m_latency = std::chrono::duration_cast<std::chrono::milliseconds>(m_heard - m_sent);
    m_timer->start(m_request.idleTimeout);
    if (isSuccess())
        emit answered(m_head.status, m_head.contentType);
}

void HttpStream::onBody(QByteArrayView bytes)
{
    m_heard = Clock::now();
    if (!isSuccess()) {
        m_errorBody.append(bytes.first(std::min(bytes.size(), ErrorBodyLimit - m_errorBody.size())));
        if (m_errorBody.size() == ErrorBodyLimit)
            onErrorAnswer();
        return;
    }
    m_received += bytes.size();
    if (m_request.bodyLimit > 0 && m_received > m_request.bodyLimit) {
        return fail(ApiError{.kind = ApiError::Kind::Malformed,
                             .httpStatus = m_head.status,
                             .reason = u"TooLarge"_s,
                             .message = u"answer is larger than %1 bytes"_s.arg(m_request.bodyLimit)});
    }
    emit received(bytes);
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
    if (m_head.status == 401 && !m_hasRetried && m_client->m_credentials->invalidate(m_used)) {
        m_hasRetried = true;
        m_head = {};
        m_errorBody.clear();
        m_timer->stop();
        dropTransfer();
        return authorizeAndTransmit();
    }
    const ApiError error = errorForAnswer(m_head.status, m_head.contentType, m_errorBody, m_head.retryAfter);
    finish({HttpFailure{error, m_head.contentType, m_errorBody}});
}

void HttpStream::onTimeout()
{
    const bool isAnswered = m_head.status != 0;
    // Not started anew with each piece: there are thousands in a second.
    const auto left =
        m_request.idleTimeout - std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_heard);
    if (isAnswered && left.count() > 0)
        return m_timer->start(left);
    if (const auto stall = isAnswered ? std::nullopt : m_transfer->proxyStall())
        return fail(*stall);
    const auto limit =
        std::chrono::duration_cast<std::chrono::seconds>(isAnswered ? m_request.idleTimeout : m_request.answerTimeout);
    fail(ApiError{.kind = ApiError::Kind::Timeout,
                  .httpStatus = m_head.status,
                  .reason = isAnswered ? u"Silent"_s : u"NoAnswer"_s,
                  .message = isAnswered ? u"nothing received for %1 s"_s.arg(limit.count())
                                        : u"no answer within %1 s"_s.arg(limit.count())});
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
