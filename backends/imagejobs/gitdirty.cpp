// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gitdirty.h"

#include "backends/processes/boundedprocess.h"

#include <QEventLoop>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::imagejobs {

namespace {

using processes::ProcessEnd;

//! Nothing of a git that Fairlead was started by, and no lock on an index that somebody works with.
QProcessEnvironment environmentOfGit()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.startsWith("GIT_"_L1) && !name.startsWith("GIT_CONFIG_"_L1))
            environment.remove(name);
    }
    environment.insert(u"GIT_OPTIONAL_LOCKS"_s, u"0"_s);
    environment.insert(u"GIT_NO_LAZY_FETCH"_s, u"1"_s); // of git 2.45 and later
    environment.insert(u"LC_ALL"_s, u"C"_s);
    return environment;
}

//! In a thread that does nothing else meanwhile.
ProcessEnd run(const processes::ProcessCommand &command, const std::function<bool()> &isCancelled)
{
    processes::BoundedProcess process(command, {.run = 10s, .kill = 500ms, .outputBytes = 4 << 10});
    ProcessEnd result;
    QEventLoop loop;
    QTimer looks;
    QObject::connect(&looks, &QTimer::timeout, &process, [&] {
        if (isCancelled && isCancelled())
            process.interrupt();
    });
    process.start(&loop, [&](const ProcessEnd &end) {
        result = end;
        loop.quit();
    });
    looks.start(100ms);
    loop.exec();
    return result;
}

//! Whether the configuration of the repository itself names programs that "git status" would run: filters of files, or
//! what fetches objects that are not there. A folder that was downloaded may, and is only looked at. The user's own
//! configuration, where Git LFS has its filter, may too.
bool namesPrograms(const QString &git, const QString &folder, const std::function<bool()> &isCancelled)
{
    const ProcessEnd end =
        run({.program = git,
             .arguments = {u"-C"_s, folder, u"config"_s, u"--includes"_s, u"--show-scope"_s, u"--name-only"_s,
                           u"--get-regexp"_s, u"^(filter\\.|remote\\..*\\.promisor|extensions\\.partialclone)"_s},
             .environment = environmentOfGit()},
            isCancelled);
    const bool isNone = end.how == ProcessEnd::How::Exited && end.exitCode == 1;
    return !isNone && (!end.isGood() || end.output.contains("local\t") || end.output.contains("worktree\t"));
}

} // namespace

std::optional<bool> isGitDirty(const QString &folder, const std::function<bool()> &isCancelled)
{
    const QString git = QStandardPaths::findExecutable(u"git"_s);
    if (git.isEmpty() || namesPrograms(git, folder, isCancelled))
        return {};
    const ProcessEnd end =
        run({.program = git,
             .arguments = {u"-c"_s, u"core.fsmonitor=false"_s, u"-c"_s, u"core.hooksPath=/dev/null"_s, u"-C"_s, folder,
                           u"status"_s, u"--porcelain"_s, u"--untracked-files=no"_s, u"--ignore-submodules=dirty"_s},
             .environment = environmentOfGit()},
            isCancelled);
    if (end.how == ProcessEnd::How::PrintedTooMuch)
        return true; // a line for each
    return end.isGood() ? std::optional(!end.output.trimmed().isEmpty()) : std::nullopt;
}

} // namespace fairlead::imagejobs
