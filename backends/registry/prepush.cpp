// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prepush.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::registry {

namespace {

constexpr int LineLimit = 2000;
constexpr qsizetype OutputLimit = 4 << 20;

//! That every program of a hook gets beside what we have ourselves.
QMap<QString, QString> hookVariables(const HookRequest &request)
{
    return {{u"AWS_PAGER"_s, QString()},
            {u"CLOUDSDK_CORE_DISABLE_PROMPTS"_s, u"1"_s},
            {u"FAIRLEAD_REGISTRY"_s, request.host},
            {u"FAIRLEAD_REPOSITORY"_s, request.repository}};
}

QProcessEnvironment hookEnvironment(const QProcessEnvironment &environment, const HookRequest &request)
{
    QProcessEnvironment own = environment.inheritsFromParent() ? QProcessEnvironment::systemEnvironment() : environment;
    for (const auto &[name, value] : hookVariables(request).asKeyValueRange())
        own.insert(name, value);
    return own;
}

//! The arguments that are files, as the program will find them: a shell is approved with the script that it is given.
std::vector<processes::ApprovedFile> filesAmong(const QStringList &arguments)
{
    std::vector<processes::ApprovedFile> files;
    for (const QString &argument : arguments) {
        const QFileInfo file(argument);
        if (file.isFile())
            files.push_back({.path = file.absoluteFilePath(), .hash = {}});
    }
    return files;
}

ApiError hookError(ApiError::Kind kind, const QString &reason, const QString &message)
{
    return {.kind = kind, .reason = reason, .message = message};
}

} // namespace

QString hookProgram(const QString &program, const QProcessEnvironment &environment)
{
    if (program.contains(u'/')) {
        const QFileInfo file(program);
        return file.isFile() && file.isExecutable() ? file.absoluteFilePath() : QString();
    }
    const auto own = environment.inheritsFromParent() ? QProcessEnvironment::systemEnvironment() : environment;
    const QStringList path = own.value(u"PATH"_s).split(QDir::listSeparator(), Qt::SkipEmptyParts);
    // Without any, Qt would look into the PATH of this process.
    return path.isEmpty() ? QString() : QStandardPaths::findExecutable(program, path);
}

PrePush::PrePush(const HookRequest &request, const QProcessEnvironment &environment,
                 const processes::ProgramPolicy &policy, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_environment(hookEnvironment(environment, request))
    , m_policy(policy)
{
    connect(&m_deciding, &QFutureWatcherBase::finished, this, &PrePush::onDecided);
}

void PrePush::setPrompts(PrePushPrompts *prompts, const HookUse &use)
{
    m_prompts = prompts;
    m_use = use;
}

void PrePush::start()
{
    QMetaObject::invokeMethod(this, &PrePush::begin, Qt::QueuedConnection);
}

void PrePush::cancel()
{
    fail(ApiError{.kind = ApiError::Kind::Cancelled});
}

void PrePush::begin()
{
    if (m_isOver)
        return;
    auto commands = hookCommands(m_request);
    if (!commands)
        return fail(commands.error());
    m_commands = *std::move(commands);
    next();
}

void PrePush::next()
{
    using Purpose = HookCommand::Purpose;
    if (m_at < m_commands.size() && m_commands[m_at].purpose == Purpose::CreateRepository && !m_isMissing)
        ++m_at;
    if (m_at >= m_commands.size())
        return finish(m_login);
    const HookCommand &command = m_commands[m_at];
    const QString program = hookProgram(command.program, m_environment);
    if (program.isEmpty())
        return fail(
            hookError(ApiError::Kind::NotFound, u"HookProgramNotFound"_s,
                      command.program.contains(u'/')
                          ? u"%1 is no program that can be run"_s.arg(command.program)
                          : u"%1 is not in PATH: install it, or choose another pre-push hook"_s.arg(command.program)));
    if (command.purpose == Purpose::UserCommand)
        return decide(program);
    run(program);
}

void PrePush::decide(const QString &program)
{
    const processes::ProgramApproval wanted{
        .program = program, .args = m_commands[m_at].arguments, .envNames = hookVariables(m_request).keys()};
    m_deciding.setFuture(QtConcurrent::run([policy = m_policy, wanted] {
        processes::ProgramApproval whole = wanted;
        whole.files = filesAmong(wanted.args);
        return policy.decide(whole);
    }));
}

void PrePush::onDecided()
{
    if (m_isOver)
        return;
    using Verdict = processes::ProgramDecision::Verdict;
    m_decision = m_deciding.result();
    switch (m_decision.verdict) {
    case Verdict::Allowed:
        return run(m_decision.approval.program);
    case Verdict::Denied:
        return fail(hookError(ApiError::Kind::Unauthorized, u"HookDenied"_s,
                              u"%1: may not run: %2"_s.arg(m_commands[m_at].text(), m_decision.reason)));
    case Verdict::NeedsApproval:
        return m_prompts ? ask() : refuse();
    }
}

//! A yes is for the program as it was shown: it is looked at again before it runs.
void PrePush::ask()
{
    m_asking = std::make_unique<QObject>();
    m_prompts->ask(m_decision.approval, m_use, m_asking.get(), [this](bool isAllowed) {
        m_asking.release()->deleteLater();
        emit awaitsApproval(false);
        if (m_isOver) // by a slot
            return;
        isAllowed ? decide(m_decision.approval.program) : refuse();
    });
    if (m_asking)
        emit awaitsApproval(true);
}

void PrePush::refuse()
{
    const QString remedy = m_prompts ? u"push again to be asked again"_s
                                     : u"allow it at a push in Fairlead's window, or everything with --allow-exec"_s;
    fail(hookError(ApiError::Kind::Unauthorized, u"HookNotAllowed"_s,
                   u"%1: has not been allowed to run before the push: %2"_s.arg(m_commands[m_at].text(), remedy)));
}

void PrePush::run(const QString &program)
{
    const HookCommand &command = m_commands[m_at];
    m_lines = 0;
    emit line(u"$ "_s + command.text());
    if (m_isOver) // by a slot
        return;
    m_process = new processes::BoundedProcess(
        {.program = program, .arguments = command.arguments, .environment = m_environment}, limits(), this);
    connect(m_process, &processes::BoundedProcess::errorLine, this, &PrePush::tell);
    m_process->start(this, [this](const processes::ProcessEnd &end) { ended(end); });
}

//! Standard output is never shown: it may be a password, and nobody can tell one from other words.
void PrePush::ended(const processes::ProcessEnd &end)
{
    if (m_isOver)
        return;
    std::exchange(m_process, nullptr)->deleteLater();
    const HookCommand &command = m_commands[m_at];
    const Result<HookOutcome> outcome = readHookOutcome(m_request, command, end);
    const bool hasSpoken = command.purpose == HookCommand::Purpose::UserCommand && !end.output.trimmed().isEmpty();
    if (hasSpoken && !(outcome && outcome->login))
        emit line(
            u"(standard output is not shown, it may hold a password: what belongs here goes to standard error)"_s);
    if (m_isOver) // by a slot
        return;
    if (!outcome)
        return fail(outcome.error());
    m_isMissing = outcome->isMissing;
    if (outcome->login)
        m_login = outcome->login;
    ++m_at;
    next();
}

void PrePush::tell(const QByteArray &text)
{
    if (m_isOver || ++m_lines > LineLimit + 1)
        return;
    emit line(m_lines > LineLimit ? u"..."_s : QString::fromUtf8(text));
}

void PrePush::fail(const ApiError &error)
{
    finish(tl::make_unexpected(error));
}

void PrePush::finish(const Result<std::optional<Login>> &login)
{
    if (std::exchange(m_isOver, true))
        return;
    m_asking.reset();
    if (m_process) // whose signal this may be
        std::exchange(m_process, nullptr)->deleteLater();
    emit finished(login);
}

processes::ProcessLimits PrePush::limits() const
{
    const bool isUsers = m_commands[m_at].purpose == HookCommand::Purpose::UserCommand;
    return m_limits.value_or(
        processes::ProcessLimits{.run = isUsers ? 1'800'000ms : 120'000ms, .outputBytes = OutputLimit});
}

} // namespace fairlead::registry
