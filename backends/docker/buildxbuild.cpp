// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildxbuild.h"

#include "streamerror.h"

#include "backends/files/smallfile.h"

#include <QDateTime>
#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

constexpr qsizetype LineLimit = 16 << 20; // BuildKit tells all vertices of a Dockerfile at once
constexpr qsizetype WordsLimit = 8'000;
constexpr qint64 MetadataLimit = 1 << 20;
constexpr qsizetype PieceBytes = 256 << 10;
constexpr QByteArrayView ErrorMark = "ERROR: ";

std::int64_t now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

tl::unexpected<ApiError> failed(ApiError::Kind kind, const QString &reason, const QString &message)
{
    return tl::make_unexpected(ApiError{.kind = kind, .reason = reason, .message = message});
}

} // namespace

BuildxBuild::BuildxBuild(Settings settings, QObject *parent)
    : Build(parent)
    , m_settings(std::move(settings))
    , m_progress(BuildInstructions(m_settings.instructions))
{
}

BuildxBuild::~BuildxBuild()
{
    delete m_process; // which writes into the folder
}

void BuildxBuild::start()
{
    using processes::BoundedProcess;
    Q_ASSERT(m_state == State::Idle && m_settings.context);
    m_state = State::Running;
    m_folder = std::make_unique<QTemporaryDir>();
    if (!m_folder->isValid()) {
        QMetaObject::invokeMethod(this, &BuildxBuild::failWithoutFolder, Qt::QueuedConnection);
        return;
    }
    m_process = new BoundedProcess(buildxCommand({.program = m_settings.program,
                                                  .options = m_settings.options,
                                                  .daemon = m_settings.daemon,
                                                  .folder = m_folder->path(),
                                                  .environment = m_settings.environment}),
                                   {.run = 24h, .kill = m_settings.kill, .lineBytes = LineLimit}, this);
    connect(m_process, &BoundedProcess::errorLine, this, &BuildxBuild::onLine);
    connect(m_process, &BoundedProcess::drained, this, &BuildxBuild::send);
    // From a thread of its own, or from within read().
    connect(m_settings.context.get(), &transport::BodySource::resumed, this, &BuildxBuild::send, Qt::QueuedConnection);
    m_process->start(this, [this](const processes::ProcessEnd &end) { onEnded(end); });
    QMetaObject::invokeMethod(this, &BuildxBuild::send, Qt::QueuedConnection);
}

//! As much as the program takes now, and no more: the rest stays where it comes from.
void BuildxBuild::send()
{
    using Source = transport::BodySource;
    while (m_state == State::Running && m_isSending && m_process && m_process->room() > 0) {
        m_piece.resize(std::min(PieceBytes, m_process->room()));
        const Source::ReadResult read = m_settings.context->read(m_piece.data(), m_piece.size());
        switch (read.state) {
        case Source::State::Bytes:
            m_process->write(QByteArrayView(m_piece).first(read.size));
            break;
        case Source::State::NotYet:
            return;
        case Source::State::End:
            m_isSending = false;
            m_process->closeInput();
            break;
        case Source::State::Failed:
            m_isSending = false;
            m_contextError = read.error;
            m_process->interrupt();
            break;
        }
    }
}

void BuildxBuild::cancel()
{
    if (m_state != State::Running)
        return;
    m_state = State::Cancelling;
    m_progress.cancel(now());
    if (m_process)
        m_process->interrupt();
}

void BuildxBuild::updateRates()
{
    m_progress.updateRates(now());
}

//! Told later: a slot may delete this object, which the process that speaks now is in.
void BuildxBuild::onLine(const QByteArray &line)
{
    if (m_state != State::Running)
        return;
    const auto change = line.startsWith('{') ? m_progress.applyStatus(line) : failed(ApiError::Kind::Malformed, {}, {});
    if (change) {
        m_news.log += change->log;
        m_news.hasSteps |= change->hasSteps;
    } else {
        onWords(line);
    }
    if (!std::exchange(m_isAnnouncing, true))
        QMetaObject::invokeMethod(this, &BuildxBuild::announce, Qt::QueuedConnection);
}

//! Lines for people: what it failed of ends at an empty one.
void BuildxBuild::onWords(const QByteArray &line)
{
    const bool isOfError = !m_lastWords.isEmpty() && !m_lastWords.endsWith('\n');
    if (line.startsWith(ErrorMark))
        m_lastWords = line.sliced(ErrorMark.size()).left(WordsLimit);
    else if (isOfError && line.isEmpty())
        m_lastWords += '\n';
    else if (isOfError && m_lastWords.size() < WordsLimit)
        m_lastWords += '\n' + line.left(WordsLimit);
    else
        m_news.log += line + '\n';
}

void BuildxBuild::announce()
{
    m_isAnnouncing = false;
    const QPointer<BuildxBuild> self = this;
    const BuildProgress::Change news = std::exchange(m_news, {});
    const auto goesOn = [&self] { return self && self->m_state == State::Running; };
    if (goesOn() && !std::exchange(m_hasStarted, true))
        emit started();
    if (goesOn() && !news.log.isEmpty())
        emit logged(news.log);
    if (goesOn() && news.hasSteps)
        emit stepsChanged();
}

void BuildxBuild::onEnded(const processes::ProcessEnd &end)
{
    std::exchange(m_process, nullptr)->deleteLater();
    if (m_state == State::Cancelling)
        return finish({});
    const Result<BuiltImage> result = outcome(end);
    m_news.log += result || m_progress.failure() ? m_progress.finish(now()) : m_progress.cancel(now());
    m_news.hasSteps = true;
    const QPointer<BuildxBuild> self = this;
    announce();
    if (self)
        finish(result);
}

Result<BuiltImage> BuildxBuild::outcome(const processes::ProcessEnd &end)
{
    if (m_contextError)
        return tl::make_unexpected(*m_contextError);
    if (end.isGood())
        return builtImage();
    if (m_lastWords.isEmpty())
        return failed(ApiError::Kind::Invalid, u"BuildxFailed"_s, u"%1 %2"_s.arg(m_settings.program, end.problem));
    const BuildProgress::Change change = m_progress.fail(QString::fromUtf8(m_lastWords.trimmed()), now());
    m_news.log += change.log;
    m_failedLine = m_progress.failedLine();
    return tl::make_unexpected(errorFromBuild(*m_progress.failure()));
}

Result<BuiltImage> BuildxBuild::builtImage() const
{
    const auto metadata = files::readSmallFile(metadataFile(m_folder->path()), MetadataLimit);
    const QString id = metadata ? builtImageId(*metadata) : QString();
    if (id.isEmpty())
        return failed(ApiError::Kind::Malformed, u"NoImageId"_s, u"docker buildx ended without an image"_s);
    return BuiltImage{.id = id, .tags = m_settings.options.tags};
}

void BuildxBuild::failWithoutFolder()
{
    finish(failed(ApiError::Kind::Invalid, u"BuildxFailed"_s, u"no temporary folder: "_s + m_folder->errorString()));
}

void BuildxBuild::finish(const Result<BuiltImage> &result)
{
    if (m_state == State::Finished)
        return;
    const bool isCancelled = std::exchange(m_state, State::Finished) == State::Cancelling;
    emit finished(isCancelled ? Result<BuiltImage>(failed(ApiError::Kind::Cancelled, {}, {})) : result);
}

} // namespace fairlead::docker
