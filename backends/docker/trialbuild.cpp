// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialbuild.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

constexpr qsizetype Block = 512;
constexpr auto Patience = 5s; // with a build that was cancelled
constexpr std::size_t MostLeftovers = 50;
constexpr auto TrialLabel = "dev.fairlead.trial"_L1;

transport::HttpRequest requestOf(ApiVersion version)
{
    transport::HttpRequest request{.method = "POST",
                                   .path = u"/v%1/build"_s.arg(version.text()),
                                   .contentType = "application/x-tar",
                                   .body = trialContext(QUuid::createUuid().toByteArray(QUuid::WithoutBraces)),
                                   .answerTimeout = 60s,
                                   .idleTimeout = 60s};
    for (const QString &flag : {u"rm"_s, u"forcerm"_s, u"nocache"_s})
        request.query.addQueryItem(flag, u"1"_s);
    return request;
}

} // namespace

QByteArray trialContext(const QByteArray &label)
{
    const QByteArray content = "FROM scratch\nLABEL " + QByteArray(TrialLabel.data()) + '=' + label + "\n";
    QByteArray header(Block, '\0');
    const auto put = [&](qsizetype at, const QByteArray &text) { header.replace(at, text.size(), text); };
    put(0, "Dockerfile");
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, QByteArray::number(content.size(), 8).rightJustified(11, '0'));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, QByteArray("ustar\00000", 8));
    int sum = 0;
    for (const char byte : header)
        sum += uchar(byte);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return header + content + QByteArray(Block - content.size() % Block + 2 * Block, '\0');
}

bool isTrialImage(const Image &image)
{
    return image.repoTags.isEmpty() && !QUuid::fromString(image.labels.value(TrialLabel)).isNull();
}

TrialBuild::TrialBuild(EngineClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

//! Those that are there before our own one is.
void TrialBuild::start()
{
    m_client.listLabelledImages(TrialLabel, this, [this](const Result<std::vector<Image>> &images) {
        for (const Image &image : images.value_or(std::vector<Image>())) {
            if (isTrialImage(image) && m_leftovers.size() < MostLeftovers) // an engine may not know the filter
                m_leftovers.push_back(image.id);
        }
        removeLeftovers();
    });
}

void TrialBuild::removeLeftovers()
{
    if (m_isOver)
        return;
    if (m_leftovers.empty())
        return build();
    const QString id = m_leftovers.back();
    m_leftovers.pop_back();
    m_client.removeImage(id, false, this, [this](const Result<ImageRemoval> &removal) {
        const bool isGone = removal || removal.error().kind == ApiError::Kind::NotFound;
        ++(isGone ? m_removal.removed : m_removal.kept);
        if (!isGone && !m_removal.error)
            m_removal.error = removal.error();
        if (!isGone && removal.error().httpStatus == 0) { // no answer: the others would be waited for as long
            m_removal.kept += int(m_leftovers.size());
            m_leftovers.clear();
        }
        removeLeftovers();
    });
}

void TrialBuild::build()
{
    using transport::HttpStream;
    m_stream = m_client.http().stream(requestOf(m_client.apiVersion()), this);
    connect(m_stream, &HttpStream::received, this, [this](QByteArrayView bytes) {
        const Result<void> fed = m_lines.feed(bytes, [this](QByteArrayView line) { return onLine(line); });
        if (!fed)
            m_error = fed.error();
    });
    connect(m_stream, &HttpStream::finished, this, &TrialBuild::onEnd);
    m_stream->start();
}

void TrialBuild::cancel()
{
    m_isCancelled = true;
    if (!m_stream)
        return remove();
    QTimer::singleShot(Patience, this, [this] {
        if (m_isRemoving)
            return;
        m_stream->stop();
        remove();
    });
}

//! {"stream": "Successfully built 0123456789ab\n"}, {"aux": {"ID": "sha256:..."}}, {"error": ...}.
bool TrialBuild::onLine(QByteArrayView line)
{
    const QJsonObject message = QJsonDocument::fromJson(line.toByteArray()).object();
    if (const QString error = message.value("error"_L1).toString(); !error.isEmpty())
        m_error = ApiError{.kind = ApiError::Kind::Server, .reason = u"BuildFailed"_s, .message = error};
    if (const QString id = message.value("aux"_L1).toObject().value("ID"_L1).toString(); isPathName(id))
        m_imageId = id;
    constexpr QLatin1StringView Built = "Successfully built "_L1;
    const QString text = message.value("stream"_L1).toString();
    if (const QString id = text.mid(Built.size()).trimmed();
        m_imageId.isEmpty() && text.startsWith(Built) && isPathName(id))
        m_imageId = id;
    return true;
}

void TrialBuild::onEnd(const transport::HttpEnd &end)
{
    if (end.failure)
        m_error = errorFromFailure(*end.failure);
    else if (!m_error && m_imageId.isEmpty())
        m_error = ApiError{.kind = ApiError::Kind::Malformed,
                           .reason = u"NoImage"_s,
                           .message = u"the engine names no image that it built"_s};
    remove();
}

//! Of its own image nothing is kept, not even where the engine says that it failed behind it.
void TrialBuild::remove()
{
    if (std::exchange(m_isRemoving, true))
        return;
    if (m_imageId.isEmpty())
        return finish(m_error);
    m_client.removeImage(m_imageId, false, this, [this](const Result<ImageRemoval> &removal) {
        // Another console's test may have taken it for a leftover.
        if (!removal && removal.error().kind != ApiError::Kind::NotFound && !m_error)
            m_error = removal.error();
        finish(m_error);
    });
}

void TrialBuild::finish(const std::optional<ApiError> &error)
{
    if (!std::exchange(m_isOver, true))
        emit finished(m_isCancelled ? ApiError{.kind = ApiError::Kind::Cancelled} : error);
}

} // namespace fairlead::docker
