// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podlog.h"

#include "apistatus.h"
#include "objectkinds.h"

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::kubernetes {

namespace {

constexpr int MostFailures = 5;
constexpr auto Silence = 24h; // a program may write nothing for long
constexpr auto Pause = 1s;

} // namespace

PodLog::PodLog(transport::HttpClient &http, Settings settings, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_settings(std::move(settings))
{
}

PodLog::~PodLog() = default;

void PodLog::start()
{
    open();
}

void PodLog::readOn(bool ofPrevious)
{
    m_settings.isPrevious = ofPrevious;
    m_settings.follows = m_settings.follows && !ofPrevious;
    m_isResuming = !m_last.isEmpty();
    m_failures = 0;
    open();
}

void PodLog::open()
{
    transport::HttpRequest request{
        .path = knownKind(u"v1"_s, u"Pod"_s)->path(m_settings.namespaceName, m_settings.pod) + u"/log"_s,
        .accept = "*/*",
        .bodyLimit = 0};
    request.idleTimeout = Silence;
    request.query.addQueryItem(u"container"_s, m_settings.container);
    request.query.addQueryItem(u"timestamps"_s, u"true"_s);
    if (m_settings.follows)
        request.query.addQueryItem(u"follow"_s, u"true"_s);
    if (m_settings.isPrevious)
        request.query.addQueryItem(u"previous"_s, u"true"_s);
    if (m_isResuming)
        request.query.addQueryItem(u"sinceTime"_s,
                                   QString::fromLatin1(QUrl::toPercentEncoding(QString::fromLatin1(m_last))));
    else if (m_settings.tailLines)
        request.query.addQueryItem(u"tailLines"_s, QString::number(*m_settings.tailLines));
    m_skipped = 0;
    m_stream = m_http.stream(request, this);
    connect(m_stream, &transport::HttpStream::received, this, &PodLog::onReceived);
    connect(m_stream, &transport::HttpStream::finished, this, &PodLog::onFinished);
    m_stream->start();
}

void PodLog::pause()
{
    if (m_stream)
        m_stream->pause();
}

void PodLog::resume()
{
    if (m_stream)
        m_stream->resume();
}

void PodLog::onReceived(QByteArrayView bytes)
{
    m_failures = 0;
    QByteArray lines;
    qsizetype from = 0;
    for (qsizetype at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', from)) {
        const QByteArrayView rest = bytes.sliced(from, at - from);
        if (m_tail.isEmpty()) {
            lines += taken(rest);
        } else {
            m_tail += rest.first(std::min(rest.size(), LongestLine - m_tail.size()));
            lines += taken(m_tail);
            m_tail.clear();
        }
        from = at + 1;
    }
    const QByteArrayView rest = bytes.sliced(from);
    m_tail += rest.first(std::min(rest.size(), LongestLine - m_tail.size()));
    if (!lines.isEmpty())
        emit received(lines);
}

//! Without its time, where that is not wanted; empty: it was told before.
QByteArray PodLog::taken(QByteArrayView line)
{
    const qsizetype blank = line.indexOf(' ');
    const QByteArrayView time = line.first(std::max<qsizetype>(blank, 0));
    if (m_isResuming && time <= QByteArrayView(m_last)) {
        const bool isSame = time == QByteArrayView(m_last);
        if (!isSame || m_skipped++ < m_lastCount)
            return {};
    }
    if (time == QByteArrayView(m_last)) {
        ++m_lastCount;
    } else {
        m_last = time.toByteArray();
        m_lastCount = 1;
        m_isResuming = false;
    }
    const QByteArrayView text = m_settings.showsTimes ? line : line.sliced(blank + 1);
    return text.first(std::min(text.size(), LongestLine)).toByteArray() + '\n';
}

void PodLog::onFinished(const transport::HttpEnd &end)
{
    close();
    const std::optional<ApiError> error = end.failure ? std::optional(errorFromFailure(*end.failure)) : std::nullopt;
    const bool goesOn = error && error->isTransient() && m_settings.follows && ++m_failures <= MostFailures;
    if (goesOn) {
        m_tail.clear();
        m_isResuming = !m_last.isEmpty();
        QTimer::singleShot(Pause, this, &PodLog::open);
        return;
    }
    if (!m_tail.isEmpty())
        emit received(taken(std::exchange(m_tail, {})));
    emit finished(error);
}

void PodLog::close()
{
    m_stream->disconnect(this);
    m_stream->deleteLater();
    m_stream = nullptr;
}

} // namespace fairlead::kubernetes
