// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prepushcommands.h"
#include "prepushprompts.h"

#include "backends/processes/programpolicy.h"

#include <QFutureWatcher>
#include <QObject>

namespace fairlead::registry {

//! The path of \p program as the hook would run it; empty: there is none. One with a slash is a path already.
QString hookProgram(const QString &program, const QProcessEnvironment &environment);

//! Does before one push what prePush of the settings says, program by program: creates what is missing at a cloud's
//! registry and gets a login for this push. Secrets come over pipes only. A command of the user runs only when it has
//! been approved: path, arguments and content, that of arguments which are files too. Where somebody can be asked, it
//! waits for the answer. Errors: those of hookCommands() and readHookOutcome(); NotFound with reason
//! HookProgramNotFound; Unauthorized with HookNotAllowed (approval() says what to approve) or HookDenied; Cancelled,
//! which takes its question back.
class PrePush : public QObject
{
    Q_OBJECT
public:
    PrePush(const HookRequest &request, const QProcessEnvironment &environment, const processes::ProgramPolicy &policy,
            QObject *parent = nullptr);

    //! By default two minutes for a cloud's program and half an hour for the user's, 4 MiB of output each.
    void setLimits(const processes::ProcessLimits &limits) { m_limits = limits; }

    //! Who asks the user; outlives this. Without it nobody is asked. \p use: what the user is told.
    void setPrompts(PrePushPrompts *prompts, const HookUse &use);

    //! Once. No signal comes before it returns.
    void start();
    //! Ends what runs; finished() follows with Cancelled.
    void cancel();

    //! The command of the user, from HookNotAllowed on.
    const processes::ProgramApproval &approval() const { return m_decision.approval; }

signals:
    //! The user has been asked for a yes, or has answered.
    void awaitsApproval(bool awaits);
    //! For the log: commands as "$ aws ecr ...", what programs say about themselves. From outside: plain text.
    void line(const QString &text);
    //! Exactly once. The login for this push, where the hook gives one. A slot may delete this object.
    void finished(const fairlead::Result<std::optional<fairlead::registry::Login>> &login);

private:
    void begin();
    void next();
    void decide(const QString &program);
    void onDecided();
    void ask();
    void refuse();
    void run(const QString &program);
    void ended(const processes::ProcessEnd &end);
    void tell(const QByteArray &line);
    void fail(const ApiError &error);
    void finish(const Result<std::optional<Login>> &login);
    processes::ProcessLimits limits() const;

    const HookRequest m_request;
    QProcessEnvironment m_environment;
    const processes::ProgramPolicy m_policy;
    std::optional<processes::ProcessLimits> m_limits;
    PrePushPrompts *m_prompts = nullptr;
    HookUse m_use;
    std::unique_ptr<QObject> m_asking; //!< context of a question that waits
    std::vector<HookCommand> m_commands;
    std::size_t m_at = 0;
    bool m_isMissing = false; //!< the repository
    std::optional<Login> m_login;
    processes::ProgramDecision m_decision;
    QFutureWatcher<processes::ProgramDecision> m_deciding;
    processes::BoundedProcess *m_process = nullptr;
    int m_lines = 0; //!< of the program that runs
    bool m_isOver = false;
};

} // namespace fairlead::registry
