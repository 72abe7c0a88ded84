// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "boundedprocess.h"

#include "groupguard.h"

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::processes {

namespace {

constexpr qsizetype InputLimit = 256 * 1024; //!< bytes that wait to be taken

} // namespace

QList<QByteArray> LineSplitter::take(const QByteArray &bytes)
{
    QList<QByteArray> lines;
    m_tail += bytes;
    qsizetype from = 0;
    while (from < m_tail.size()) {
        const qsizetype newline = m_tail.indexOf('\n', from);
        const qsizetype end = newline < 0 ? m_tail.size() : newline;
        if (end - from > m_limit) {
            lines << m_tail.mid(from, m_limit);
            from += m_limit;
            continue;
        }
        if (newline < 0)
            break;
        const bool hasReturn = end > from && m_tail[end - 1] == '\r';
        lines << m_tail.mid(from, end - from - (hasReturn ? 1 : 0));
        from = newline + 1;
    }
    m_tail.remove(0, from);
    return lines;
}

BoundedProcess::BoundedProcess(ProcessCommand command, const ProcessLimits &limits, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_limits(limits)
    , m_outputLines(limits.lineBytes)
    , m_errorLines(limits.lineBytes)
{
    m_timeLimit.setSingleShot(true);
    m_killLimit.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_limits.run).count();
        stop(ProcessEnd::How::TimedOut, u"did not answer within %1 s"_s.arg(seconds), SIGTERM);
    });
    connect(&m_killLimit, &QTimer::timeout, this, [this] { signalGroup(SIGKILL); });
}

BoundedProcess::~BoundedProcess()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    signalGroup(SIGKILL);
    releaseGroup();
    m_process->waitForFinished(1000);
}

void BoundedProcess::start(const QObject *context, Done done)
{
    Q_ASSERT(!m_done && !m_process);
    m_context = context;
    m_done = std::move(done);
    m_process = new QProcess(this);
    m_process->setProcessEnvironment(m_command.environment);
    m_process->setChildProcessModifier([parent = ::getpid()] {
        ::setsid();
        ::signal(SIGINT, SIG_DFL); // who began us in the background had it ignored
        // With us, however we end; by the end of this thread, which outlives what lives in it.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) // which has ended before that was said
            ::raise(SIGKILL);
    });
    if (m_command.input.isEmpty() && !m_command.takesInput)
        m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, &BoundedProcess::readOutput);
    connect(m_process, &QProcess::readyReadStandardError, this, &BoundedProcess::readErrors);
    connect(m_process, &QProcess::bytesWritten, this, &BoundedProcess::drained);
    connect(m_process, &QProcess::finished, this, &BoundedProcess::exited);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError what) {
        if (what == QProcess::FailedToStart) // others come with finished(), or do not matter: it did not read
            failedToStart();
    });
    m_timeLimit.start(m_limits.run);
    m_process->start(m_command.program, m_command.arguments);
    m_guarded = m_process ? m_process->processId() : 0;
    if (m_guarded > 0)
        guardGroup(pid_t(m_guarded));
    if (!m_process || m_command.input.isEmpty())
        return;
    m_process->write(m_command.input);
    m_process->closeWriteChannel();
}

qsizetype BoundedProcess::room() const
{
    return m_process && m_process->bytesToWrite() == 0 ? InputLimit : 0; // else QProcess needs a new buffer each time
}

void BoundedProcess::write(QByteArrayView input)
{
    if (m_process)
        m_process->write(input.data(), input.size());
}

void BoundedProcess::closeInput()
{
    if (m_process)
        m_process->closeWriteChannel();
}

void BoundedProcess::interrupt()
{
    if (m_process)
        stop(ProcessEnd::How::Interrupted, u"was interrupted"_s, SIGINT);
}

//! What comes while it is being ended is of no use any more, and may be without end.
void BoundedProcess::readOutput()
{
    const QByteArray bytes = m_process->readAllStandardOutput();
    if (m_end.how == ProcessEnd::How::PrintedTooMuch)
        return;
    for (const QByteArray &line : m_outputLines.take(bytes))
        emit outputLine(line);
    m_end.output += bytes;
    if (m_end.output.size() <= m_limits.outputBytes)
        return;
    m_end.output.clear();
    stop(ProcessEnd::How::PrintedTooMuch, u"printed more than %1 KiB"_s.arg(m_limits.outputBytes / 1024), SIGTERM);
}

void BoundedProcess::readErrors()
{
    const QByteArray bytes = m_process->readAllStandardError();
    for (const QByteArray &line : m_errorLines.take(bytes))
        emit errorLine(line);
    m_end.errors += bytes;
    if (m_end.errors.size() > m_limits.errorBytes)
        m_end.errors = m_end.errors.last(m_limits.errorBytes);
}

//! Answered in exited(), which SIGKILL brings about at the latest.
void BoundedProcess::stop(ProcessEnd::How how, const QString &problem, int signal)
{
    if (std::exchange(m_isStopping, true))
        return;
    m_end.how = how;
    m_end.problem = problem;
    m_timeLimit.stop();
    signalGroup(signal);
    m_killLimit.start(m_limits.kill);
}

//! It has no group of its own before it has come to setsid().
void BoundedProcess::signalGroup(int signal)
{
    const qint64 pid = m_process ? m_process->processId() : 0;
    if (pid > 0 && ::kill(-pid_t(pid), signal) != 0)
        ::kill(pid_t(pid), signal);
}

void BoundedProcess::releaseGroup()
{
    if (const qint64 group = std::exchange(m_guarded, 0); group > 0)
        processes::releaseGroup(pid_t(group));
}

void BoundedProcess::exited(int exitCode, QProcess::ExitStatus status)
{
    readOutput();
    readErrors();
    releaseGroup();
    m_timeLimit.stop();
    m_killLimit.stop();
    std::exchange(m_process, nullptr)->deleteLater();
    m_end.exitCode = exitCode;
    if (!m_isStopping && status == QProcess::CrashExit) {
        m_end.how = ProcessEnd::How::Crashed;
        m_end.problem = u"crashed"_s;
    } else if (!m_isStopping && exitCode != 0) {
        m_end.problem = u"failed with exit code %1"_s.arg(exitCode);
    }
    sendRest();
    answerLater();
}

void BoundedProcess::failedToStart()
{
    releaseGroup();
    m_timeLimit.stop();
    m_end.how = ProcessEnd::How::NotStarted;
    m_end.problem = u"cannot be started: %1"_s.arg(m_process->errorString());
    std::exchange(m_process, nullptr)->deleteLater();
    answerLater();
}

void BoundedProcess::sendRest()
{
    if (const QByteArray line = m_outputLines.rest(); !line.isEmpty())
        emit outputLine(line);
    if (const QByteArray line = m_errorLines.rest(); !line.isEmpty())
        emit errorLine(line);
}

//! Not from a signal of the process, which would go with this object.
void BoundedProcess::answerLater()
{
    QMetaObject::invokeMethod(this, &BoundedProcess::answer, Qt::QueuedConnection);
}

void BoundedProcess::answer()
{
    const Done done = std::exchange(m_done, {});
    const ProcessEnd end = std::exchange(m_end, {});
    if (done && m_context)
        done(end);
}

} // namespace fairlead::processes
