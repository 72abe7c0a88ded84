// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "reflector.h"

#include "backends/kubernetes/apistatus.h"
#include "store.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::kubernetes {

namespace {

constexpr qint64 PageLimit = 1LL << 30;
constexpr qsizetype JsonPageLimit = 64 << 20; // held whole until it is parsed
constexpr auto WatchIdle = 150s;              // bookmarks come about once a minute

QByteArray acceptFor(Encoding encoding)
{
    return encoding == Encoding::Protobuf ? "application/vnd.kubernetes.protobuf,application/json"_ba
                                          : "application/json"_ba;
}

std::optional<Encoding> encodingOf(QByteArrayView contentType)
{
    if (contentType == "application/vnd.kubernetes.protobuf")
        return Encoding::Protobuf;
    if (contentType == "application/json")
        return Encoding::Json;
    return std::nullopt;
}

} // namespace

Reflector::Reflector(transport::HttpClient &client, ObjectSink &sink, QString path, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_sink(sink)
    , m_path(std::move(path))
    , m_policy([] { return QRandomGenerator::global()->generateDouble(); })
{
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer); // a coarse one is up to 5 % early, before Retry-After
    connect(&m_wait, &QTimer::timeout, this, &Reflector::retryNow);
}

void Reflector::start()
{
    m_isRunning = true;
    perform(m_policy.start());
}

void Reflector::stop()
{
    m_isRunning = false;
    m_wait.stop();
    closeStream();
}

void Reflector::retryNow()
{
    if (!m_isRunning || m_stream || m_step != ReflectorPolicy::Step::Wait)
        return;
    m_wait.stop();
    perform(m_policy.waitIsOver());
}

void Reflector::reconnect(const ApiError &why)
{
    if (m_stream)
        fail(why);
    else if (m_policy.isPolled())
        retryNow();
}

void Reflector::perform(ReflectorPolicy::Step step)
{
    if (!m_isRunning)
        return;
    m_step = step;
    if (step == ReflectorPolicy::Step::Wait)
        m_wait.start(m_policy.delay());
    else
        open(step);
    announce();
}

void Reflector::open(ReflectorPolicy::Step step)
{
    using Step = ReflectorPolicy::Step;
    const Encoding encoding = m_sink.readsProtobuf() ? m_policy.encoding() : Encoding::Json;
    transport::HttpRequest request{.path = m_path, .accept = acceptFor(encoding), .answerTimeout = m_answerTimeout};
    if (!m_fieldSelector.isEmpty())
        request.query.addQueryItem(u"fieldSelector"_s, m_fieldSelector);
    if (!m_labelSelector.isEmpty())
        request.query.addQueryItem(u"labelSelector"_s, m_labelSelector);
    if (step == Step::ListPage) {
        request.query.addQueryItem(u"limit"_s, QString::number(m_policy.pageSize()));
        if (!m_policy.continueToken().isEmpty())
            request.query.addQueryItem(u"continue"_s,
                                       QString::fromLatin1(QUrl::toPercentEncoding(m_policy.continueToken())));
        request.bodyLimit = PageLimit;
    } else {
        request.query.addQueryItem(u"watch"_s, u"1"_s);
        request.query.addQueryItem(u"allowWatchBookmarks"_s, u"true"_s);
        request.query.addQueryItem(u"timeoutSeconds"_s, QString::number(m_policy.watchTimeout().count()));
        if (step == Step::WatchList) {
            request.query.addQueryItem(u"sendInitialEvents"_s, u"true"_s);
            request.query.addQueryItem(u"resourceVersionMatch"_s, u"NotOlderThan"_s);
        } else {
            request.query.addQueryItem(u"resourceVersion"_s, m_policy.resourceVersion());
        }
        request.idleTimeout = WatchIdle;
        request.bodyLimit = 0;
    }
    m_stream = m_client.stream(request, this);
    connect(m_stream, &transport::HttpStream::answered, this, &Reflector::onAnswered);
    connect(m_stream, &transport::HttpStream::received, this, &Reflector::onReceived);
    connect(m_stream, &transport::HttpStream::finished, this, &Reflector::onFinished);
    m_stream->start();
}

void Reflector::onAnswered(int status, const QByteArray &contentType)
{
    // A watch names its framing in a parameter that does not matter here: the frames are the same.
    const std::optional<Encoding> encoding = encodingOf(contentType);
    if (!encoding)
        return fail(unexpectedContentType(status, contentType));
    m_answerEncoding = *encoding;
    m_frames = WatchFrames(*encoding);
    m_items = ProtobufListItems();
    m_page.clear();
    m_pageMeta = {};
    m_lastReceived = std::chrono::steady_clock::now();
    m_answered = m_lastReceived;
    m_policy.answered(*encoding);
    if (m_step != ReflectorPolicy::Step::Watch)
        beginReplaceOnce();
    announce();
}

void Reflector::onReceived(QByteArrayView bytes)
{
    m_lastReceived = std::chrono::steady_clock::now();
    if (m_step == ReflectorPolicy::Step::ListPage) {
        if (Result<void> ok = receivePage(bytes); !ok)
            fail(ok.error());
        return;
    }
    const transport::HttpStream *stream = m_stream;
    const Result<void> ok =
        m_frames.feed(bytes, [this, stream](QByteArrayView frame) { return applyFrame(frame) && m_stream == stream; });
    if (!ok && m_stream == stream && stream)
        fail(ok.error());
}

//! \return false when the stream has ended for us.
bool Reflector::applyFrame(QByteArrayView frame)
{
    const Result<ObjectSink::Outcome> outcome = m_sink.applyEvent(m_answerEncoding, frame);
    if (!outcome) {
        fail(outcome.error());
        return false;
    }
    if (outcome->isError) {
        fail(outcome->error);
        return false;
    }
    if (outcome->isInitialEventsEnd && m_isReplacing) {
        m_policy.initialEventsEnded(outcome->resourceVersion);
        m_step = ReflectorPolicy::Step::Watch;
        endReplace();
        announce();
    } else if (!m_isReplacing) {
        m_policy.advanced(outcome->resourceVersion);
    }
    return true;
}

Result<void> Reflector::receivePage(QByteArrayView bytes)
{
    if (m_answerEncoding == Encoding::Json) {
        if (m_page.size() + bytes.size() > JsonPageLimit) {
            m_page.clear();
            return tl::make_unexpected(
                ApiError{.kind = ApiError::Kind::Malformed,
                         .httpStatus = 200,
                         .reason = u"TooLarge"_s,
                         .message = u"a page in JSON is larger than %1 bytes"_s.arg(JsonPageLimit)});
        }
        m_page.append(bytes);
        return {};
    }
    return m_items.feed(bytes, [this](ProtobufListItems::Part part, QByteArrayView message) -> Result<void> {
        if (part == ProtobufListItems::Part::Item)
            return m_sink.applyProtobufItem(message);
        Result<ListMeta> meta = protobuf::decodeListMeta(message);
        if (!meta)
            return tl::make_unexpected(meta.error());
        m_pageMeta = *meta;
        return {};
    });
}

void Reflector::endPage()
{
    if (m_answerEncoding == Encoding::Json) {
        const Result<ListMeta> meta = m_sink.applyJsonList(m_page);
        m_page.clear();
        if (!meta)
            return fail(meta.error());
        m_pageMeta = *meta;
    } else if (!m_items.isComplete()) {
        return fail({.kind = ApiError::Kind::Malformed,
                     .httpStatus = 200,
                     .reason = u"Truncated"_s,
                     .message = u"the list ended before its end"_s});
    }
    closeStream();
    const ReflectorPolicy::Step next = m_policy.pageEnded(m_pageMeta);
    if (next != ReflectorPolicy::Step::ListPage)
        endReplace();
    perform(next);
}

void Reflector::onFinished(const transport::HttpEnd &end)
{
    if (end.failure)
        return fail(errorFromFailure(*end.failure));
    if (m_step == ReflectorPolicy::Step::ListPage)
        return endPage();
    closeStream();
    const auto lasted = std::chrono::steady_clock::now() - m_answered;
    perform(m_policy.ended(std::chrono::duration_cast<std::chrono::milliseconds>(lasted)));
}

void Reflector::fail(const ApiError &error)
{
    closeStream();
    perform(m_policy.failed(error));
}

void Reflector::closeStream()
{
    if (!m_stream)
        return;
    m_stream->disconnect(this);
    m_stream->stop();
    m_stream->deleteLater();
    m_stream = nullptr;
}

void Reflector::announce()
{
    if (m_policy.freshness() == m_announcedFreshness && m_policy.error() == m_announcedError)
        return;
    m_announcedFreshness = m_policy.freshness();
    m_announcedError = m_policy.error();
    emit stateChanged();
}

//! Pages of one list are one replacement; a load that starts over begins it again.
void Reflector::beginReplaceOnce()
{
    if (m_isReplacing && m_step == ReflectorPolicy::Step::ListPage && !m_policy.continueToken().isEmpty())
        return;
    m_isReplacing = true;
    m_sink.beginReplace();
}

void Reflector::endReplace()
{
    m_isReplacing = false;
    m_sink.endReplace();
}

} // namespace fairlead::kubernetes
