// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "groupguard.h"

#include <QByteArray>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fairlead::processes {

namespace {

//! Reads "+ GROUP" and "- GROUP" until nobody is left who could say more.
constexpr auto Script = R"(groups=' '
while read -r what group; do
    case $what in
    +) groups="$groups$group " ;;
    -) groups="${groups%% "$group" *} ${groups#* "$group" }" ;;
    esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
)";

class Guard
{
public:
    Guard()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, m_ends.data()) != 0)
            return;
        if (!spawn())
            m_shell = -1;
        ::close(m_ends[1]);
    }
    ~Guard()
    {
        if (m_shell <= 0)
            return;
        ::close(m_ends[0]);
        while (::waitpid(m_shell, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    Q_DISABLE_COPY_MOVE(Guard)

    void tell(char what, pid_t group) const
    {
        const QByteArray line = what + (' ' + QByteArray::number(qint64(group))) + '\n';
        if (m_shell > 0)
            ::send(m_ends[0], line.constData(), size_t(line.size()), MSG_NOSIGNAL); // at once, in whatever thread
    }

private:
    //! In a session of its own, where no Ctrl+C reaches it, with nothing of ours open.
    bool spawn()
    {
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        sigset_t blocked;
        ::sigemptyset(&blocked);
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
        ::posix_spawnattr_setsigmask(&attributes, &blocked);
        ::posix_spawn_file_actions_adddup2(&actions, m_ends[1], STDIN_FILENO);
        for (const int output : {STDOUT_FILENO, STDERR_FILENO})
            ::posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        std::array<QByteArray, 3> words{"sh", "-c", Script};
        const std::array<char *, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
        const bool isStarted =
            ::posix_spawn(&m_shell, "/bin/sh", &actions, &attributes, arguments.data(), environ) == 0;
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
        return isStarted;
    }

    std::array<int, 2> m_ends{-1, -1};
    pid_t m_shell = -1;
};

const Guard &guard()
{
    static const Guard all; // of the process, as its end is
    return all;
}

} // namespace

void guardGroup(pid_t group)
{
    guard().tell('+', group);
}

void releaseGroup(pid_t group)
{
    guard().tell('-', group);
}

} // namespace fairlead::processes
