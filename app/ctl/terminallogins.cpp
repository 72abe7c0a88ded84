// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "terminallogins.h"

#include "cancellation.h"
#include "output.h"

#include <QThreadPool>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

constexpr qsizetype MostBytes = 8 << 10;
constexpr char CtrlC = 3;
constexpr char CtrlD = 4;
constexpr char Backspace = 8;
constexpr char Delete = 127;

//! Tells whoever reads the terminal that nobody waits for that any more. Told in one thread, heard in another.
class Over
{
public:
    Over()
    {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0)
            m_ends = {-1, -1}; // it is never told
    }
    ~Over()
    {
        tell();
        if (m_ends[0] >= 0)
            ::close(m_ends[0]);
    }
    Q_DISABLE_COPY_MOVE(Over)

    void tell()
    {
        if (const int end = std::exchange(m_ends[1], -1); end >= 0)
            ::close(end);
    }
    bool isTold() const
    {
        pollfd heard{m_ends[0], 0, 0};
        return ::poll(&heard, 1, 0) > 0;
    }
    //! For poll(), which says POLLHUP once it is told.
    int file() const { return m_ends[0]; }

private:
    std::array<int, 2> m_ends{};
};

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

    //! What is typed behind \p prompt, without its end. Nothing: no more comes, or Ctrl+C, or nobody waits for it any
    //! more; what was typed of it is thrown away then, or the shell would have it next.
    std::optional<QByteArray> line(const QString &prompt, bool hasEcho, const Over &over)
    {
        termios now = m_before;
        if (!hasEcho) // nor a signal: Ctrl+C must not end the process before the echo is on again
            now.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON);
        ::tcsetattr(m_file, TCSAFLUSH,
                    &now); // before the prompt: behind it this would throw away what is pasted at once
        write(prompt);
        QByteArray line;
        bool isWhole = false;
        char byte = 0;
        while (line.size() < MostBytes && read(byte, over) && byte != CtrlC && byte != CtrlD) {
            isWhole = byte == '\n';
            if (isWhole)
                break;
            if (!hasEcho && (byte == Backspace || byte == Delete))
                line.chop(1);
            else
                line += byte;
        }
        const bool isOver = !isWhole && over.isTold();
        ::tcsetattr(m_file, isOver ? TCSAFLUSH : TCSANOW, &m_before);
        if (!hasEcho || isOver)
            write(u"\n"_s);
        if (byte == CtrlC)
            ::raise(SIGINT);
        return isWhole ? std::optional(line) : std::nullopt;
    }

private:
    bool read(char &byte, const Over &over) const
    {
        std::array<pollfd, 2> files{{{m_file, POLLIN, 0}, {over.file(), 0, 0}}};
        while (::poll(files.data(), files.size(), -1) < 0 && errno == EINTR) {
        }
        return files[1].revents == 0 && ::read(m_file, &byte, 1) == 1;
    }

    const int m_file;
    bool m_isOpen = false;
    termios m_before{};
};

registry::LoginReply askAt(Terminal &terminal, const registry::LoginQuestion &question, const Over &over)
{
    const bool isRefused = question.why == registry::LoginQuestion::Why::Refused;
    const QString host = oneLine(question.host);
    const QString why = oneLine(question.passed.join(u"; "_s));
    terminal.write(isRefused ? u"%1 did not accept the login"_s.arg(host) : u"%1 wants a login"_s.arg(host));
    terminal.write((why.isEmpty() ? QString() : u" ("_s + why + u')') + u"\n"_s);
    const QString hint = oneLine(question.usernameHint);
    const auto typed = terminal.line(hint.isEmpty() ? u"User name: "_s : u"User name [%1]: "_s.arg(hint), true, over);
    if (!typed)
        return std::nullopt;
    const QString username = typed->trimmed().isEmpty() ? question.usernameHint : QString::fromUtf8(typed->trimmed());
    auto password = terminal.line(u"Password or token: "_s, false, over);
    if (!password || password->isEmpty() || username.isEmpty())
        return std::nullopt;
    const registry::Login login{.username = username, .secret = QString::fromUtf8(*password)};
    ::explicit_bzero(password->data(), size_t(password->size()));
    return login;
}

//! Nothing is asked that is over before its turn has come.
registry::LoginReply ask(const registry::LoginQuestion &question, const Over &over)
{
    if (over.isTold())
        return std::nullopt;
    Terminal terminal;
    if (!terminal.isOpen())
        return std::nullopt;
    const registry::LoginReply said = askAt(terminal, question, over);
    if (!said.login && over.isTold())
        terminal.write(u"No login for %1 is needed any more: what wanted it has ended\n"_s.arg(oneLine(question.host)));
    return said;
}

//! Asks in a thread of its own: whoever types blocks that one, and nothing else.
class Questions : public QObject
{
public:
    explicit Questions(QObject *parent)
        : QObject(parent)
    {
        m_thread.setMaxThreadCount(1);
    }
    ~Questions() override
    {
        for (const Open &each : m_open)
            each.over->tell();
        m_thread.waitForDone();
    }

    void ask(const registry::LoginQuestion &question, const registry::LoginPrompts::Reply &reply)
    {
        const auto over = std::make_shared<Over>();
        m_open.push_back({question.key(), over});
        m_thread.start([this, question, reply, over] {
            const registry::LoginReply said = ctl::ask(question, *over);
            QMetaObject::invokeMethod(
                this,
                [this, reply, said, over] {
                    std::erase_if(m_open, [&over](const Open &each) { return each.over == over; });
                    reply(said);
                },
                Qt::QueuedConnection);
        });
    }
    void end(const registry::LoginKey &key)
    {
        for (const Open &each : m_open) {
            if (each.key == key)
                each.over->tell();
        }
    }

private:
    struct Open
    {
        registry::LoginKey key;
        std::shared_ptr<Over> over;
    };

    std::vector<Open> m_open; //!< asked, or to be asked
    QThreadPool m_thread;
};

} // namespace

registry::LoginPrompts *terminalLogins(QObject *parent)
{
    if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0)
        return nullptr;
    auto *questions = new Questions(parent);
    const auto ask = [questions](const registry::LoginQuestion &question, const registry::LoginPrompts::Reply &reply) {
        questions->ask(question, reply);
    };
    auto *prompts = new registry::LoginPrompts(ask, parent);
    QObject::connect(prompts, &registry::LoginPrompts::over, questions,
                     [questions](const registry::LoginKey &key) { questions->end(key); });
    return prompts;
}

} // namespace fairlead::ctl
