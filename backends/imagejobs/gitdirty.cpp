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
    processes::BoundedProcess process(command, {.run = 30s, .kill = 500ms, .outputBytes = 4 << 10});
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

//! In git's own first line, where it said one.
QString whyNot(const ProcessEnd &end)
{
    const QString said = QString::fromUtf8(end.errors.left(400)).section(u'\n', 0, 0).trimmed();
    return said.isEmpty() ? u"git status: %1"_s.arg(end.problem) : u"git says: %1"_s.arg(said);
}

//! Whether the configuration of the repository itself names programs that "git status" would run: filters of files, or
//! what fetches objects that are not there. A folder that was downloaded may, and is only looked at. The user's own
//! configuration, where Git LFS has its filter, may too.
tl::expected<bool, QString> namesPrograms(const QString &git, const QString &folder,
                                          const std::function<bool()> &isCancelled)
{
    const ProcessEnd end =
        run({.program = git,
             .arguments = {u"-C"_s, folder, u"config"_s, u"--includes"_s, u"--show-scope"_s, u"--name-only"_s,
                           u"--get-regexp"_s, u"^(filter\\.|remote\\..*\\.promisor|extensions\\.partialclone)"_s},
             .environment = environmentOfGit()},
            isCancelled);
    const bool isNone = end.how == ProcessEnd::How::Exited && end.exitCode == 1;
    if (!isNone && !end.isGood())
        return tl::unexpected(whyNot(end));
    return end.output.contains("local\t") || end.output.contains("worktree\t");
}

} // namespace

tl::expected<bool, QString> isGitDirty(const QString &folder, const std::function<bool()> &isCancelled)
{
    const QString git = QStandardPaths::findExecutable(u"git"_s);
    if (git.isEmpty())
        return tl::unexpected(u"git is not installed"_s);
    const auto programs = namesPrograms(git, folder, isCancelled);
    if (!programs)
        return programs;
    if (*programs)
        return tl::unexpected(u"the repository's own configuration names a filter or a partial clone, whose programs "
                              u"are not run (one in your own, git config --global, is)"_s);
    const ProcessEnd end =
        run({.program = git,
             .arguments = {u"-c"_s, u"core.fsmonitor=false"_s, u"-c"_s, u"core.hooksPath=/dev/null"_s, u"-C"_s, folder,
                           u"status"_s, u"--porcelain"_s, u"--untracked-files=no"_s, u"--ignore-submodules=dirty"_s},
             .environment = environmentOfGit()},
            isCancelled);
    if (end.how == ProcessEnd::How::PrintedTooMuch)
        return true; // a line for each
    if (!end.isGood())
        return tl::unexpected(whyNot(end));
    return !end.output.trimmed().isEmpty();
}

} // namespace fairlead::imagejobs
