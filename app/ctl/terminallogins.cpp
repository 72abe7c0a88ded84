// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "terminallogins.h"

#include "cancellation.h"
#include "output.h"

#include <QThreadPool>

#include <csignal>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

constexpr qsizetype MostBytes = 8 << 10;
constexpr char CtrlC = 3;
constexpr char CtrlD = 4;
constexpr char Backspace = 8;
constexpr char Delete = 127;

//! The terminal of this process, whatever its streams are; as it was once this is gone.
class Terminal
{
public:
    Terminal()
        : m_file(::open("/dev/tty", O_RDWR | O_CLOEXEC))
    {
        m_isOpen = m_file >= 0 && ::tcgetattr(m_file, &m_before) == 0;
        if (m_isOpen)
            rememberTerminal(m_file, m_before);
    }
    ~Terminal()
    {
        forgetTerminal();
        if (m_isOpen)
            ::tcsetattr(m_file, TCSANOW, &m_before);
        if (m_file >= 0)
            ::close(m_file);
    }
    Q_DISABLE_COPY_MOVE(Terminal)

    bool isOpen() const { return m_isOpen; }

    void write(const QString &text)
    {
        const QByteArray bytes = text.toUtf8();
        const ssize_t written = ::write(m_file, bytes.constData(), size_t(bytes.size()));
        Q_UNUSED(written)
    }

    //! Without its end. Nothing: no more comes, or Ctrl+C.
    std::optional<QByteArray> line(bool hasEcho)
    {
        termios now = m_before;
        if (!hasEcho) // nor a signal: Ctrl+C must not end the process before the echo is on again
            now.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON);
        ::tcsetattr(m_file, TCSAFLUSH, &now);
        QByteArray line;
        bool isWhole = false;
        char byte = 0;
        while (line.size() < MostBytes && ::read(m_file, &byte, 1) == 1 && byte != CtrlC && byte != CtrlD) {
            isWhole = byte == '\n';
            if (isWhole)
                break;
            if (!hasEcho && (byte == Backspace || byte == Delete))
                line.chop(1);
            else
                line += byte;
        }
        ::tcsetattr(m_file, TCSANOW, &m_before);
        if (!hasEcho)
            write(u"\n"_s);
        if (byte == CtrlC)
            ::raise(SIGINT);
        return isWhole ? std::optional(line) : std::nullopt;
    }

private:
    const int m_file;
    bool m_isOpen = false;
    termios m_before{};
};

registry::LoginReply ask(const registry::LoginQuestion &question)
{
    Terminal terminal;
    if (!terminal.isOpen())
        return std::nullopt;
    const bool isRefused = question.why == registry::LoginQuestion::Why::Refused;
    const QString host = oneLine(question.host);
    const QString why = oneLine(question.passed.join(u"; "_s));
    terminal.write(isRefused ? u"%1 did not accept the login"_s.arg(host) : u"%1 wants a login"_s.arg(host));
    terminal.write((why.isEmpty() ? QString() : u" ("_s + why + u')') + u"\n"_s);
    const QString hint = oneLine(question.usernameHint);
    terminal.write(hint.isEmpty() ? u"User name: "_s : u"User name [%1]: "_s.arg(hint));
    const auto typed = terminal.line(true);
    if (!typed)
        return std::nullopt;
    const QString username = typed->trimmed().isEmpty() ? question.usernameHint : QString::fromUtf8(typed->trimmed());
    terminal.write(u"Password or token: "_s);
    auto password = terminal.line(false);
    if (!password || password->isEmpty() || username.isEmpty())
        return std::nullopt;
    const registry::Login login{.username = username, .secret = QString::fromUtf8(*password)};
    ::explicit_bzero(password->data(), size_t(password->size()));
    return login;
}

} // namespace

registry::LoginPrompts *terminalLogins(QObject *parent)
{
    if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0)
        return nullptr;
    auto *pool = new QThreadPool(parent); // whoever types blocks it, and nothing else
    pool->setMaxThreadCount(1);
    const auto inThread = [pool, parent](const registry::LoginQuestion &question,
                                         const registry::LoginPrompts::Reply &reply) {
        pool->start([parent, question, reply] {
            const registry::LoginReply said = ask(question);
            QMetaObject::invokeMethod(
                parent, [reply, said] { reply(said); }, Qt::QueuedConnection);
        });
    };
    return new registry::LoginPrompts(inThread, parent);
}

} // namespace fairlead::ctl
