// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace fairlead::processes {

//! A program and what it is given. No shell has a part in it.
struct ProcessCommand
{
    QString program; //!< path
    QStringList arguments;
    QProcessEnvironment environment = QProcessEnvironment(QProcessEnvironment::InheritFromParent);
    QByteArray input;        //!< its whole standard input; empty: there is none
    bool takesInput = false; //!< instead: it comes by write() until closeInput()
};

struct ProcessLimits
{
    std::chrono::milliseconds run{60'000};
    std::chrono::milliseconds kill{2'000}; //!< between SIGTERM and SIGKILL
    qsizetype outputBytes = 256 * 1024;    //!< of standard output; more ends it
    qsizetype errorBytes = 64 * 1024;      //!< of standard error; the last of it are kept
    qsizetype lineBytes = 16 * 1024;       //!< of a line; what is longer comes in pieces
};

//! How a program ended and what it left behind.
struct ProcessEnd
{
    enum class How { Exited, Crashed, NotStarted, TimedOut, PrintedTooMuch, Interrupted };

    How how = How::Exited;
    int exitCode = 0;
    QByteArray output; //!< nothing where it printed too much
    QByteArray errors;
    QString problem; //!< in a few words of English, without anything that it printed; empty: exit code 0

    bool isGood() const { return how == How::Exited && exitCode == 0; }
};

//! Lines of a stream that comes in pieces: the tail waits for its newline. A line that does not end within the limit is
//! handed out in pieces.
class LineSplitter
{
public:
    static constexpr qsizetype LineLimit = 16 * 1024; //!< bytes

    explicit LineSplitter(qsizetype limit = LineLimit)
        : m_limit(limit)
    {
    }

    //! What \p bytes complete, without line ends.
    QList<QByteArray> take(const QByteArray &bytes);
    //! What never got its newline.
    QByteArray rest() { return std::exchange(m_tail, {}); }

private:
    qsizetype m_limit;
    QByteArray m_tail;
};

//! Runs one program once, within limits and in a session of its own: it has no terminal, and what ends it ends what it
//! started, too. Whoever destroys this object ends the program and drops the call; where our process is killed, or the
//! thread ends that started it, it is killed with what it started.
class BoundedProcess : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const ProcessEnd &)>;

    BoundedProcess(ProcessCommand command, const ProcessLimits &limits, QObject *parent = nullptr);
    ~BoundedProcess() override;

    //! Once per object. \p done is called exactly once, not before start() returns, never after \p context is gone; it
    //! may destroy this object.
    void start(const QObject *context, Done done);

    //! Of input that comes while it runs: how many bytes more it takes now; drained() tells when to ask again.
    qsizetype room() const;
    //! Not more than there is room for. What a program that has ended would get is dropped.
    void write(QByteArrayView input);
    void closeInput();
    //! As Ctrl+C does, and SIGKILL after the limit. done is called with Interrupted, however it takes that.
    void interrupt();

signals:
    //! As it comes, all before done is called. Raw bytes without the line end. No slot may destroy this object.
    void outputLine(const QByteArray &line);
    void errorLine(const QByteArray &line);
    //! Likewise.
    void drained();

private:
    void readOutput();
    void readErrors();
    void stop(ProcessEnd::How how, const QString &problem, int signal);
    void signalGroup(int signal);
    void releaseGroup();
    void exited(int exitCode, QProcess::ExitStatus status);
    void failedToStart();
    void sendRest();
    void answerLater();
    void answer();

    const ProcessCommand m_command;
    const ProcessLimits m_limits;
    QPointer<const QObject> m_context;
    Done m_done;
    QProcess *m_process = nullptr;
    qint64 m_guarded = 0; //!< its group; 0: none
    ProcessEnd m_end;
    bool m_isStopping = false;
    LineSplitter m_outputLines;
    LineSplitter m_errorLines;
    QTimer m_timeLimit;
    QTimer m_killLimit;
};

} // namespace fairlead::processes
