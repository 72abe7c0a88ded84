// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/processes/programpolicy.h"

#include <QObject>

#include <functional>
#include <map>
#include <vector>

namespace fairlead::registry {

//! What a command is to run for.
struct HookUse
{
    QString registry; //!< its name in the settings
    QString image;    //!< "registry.example:5000/team/base:1.2"

    bool operator==(const HookUse &) const = default;
};

//! What the user is to be asked: a command once, however many pushes wait for it.
struct HookQuestion
{
    processes::ProgramApproval approval;
    std::vector<HookUse> uses; //!< in the order of their asking

    bool operator==(const HookQuestion &) const = default;
};

//! Asks whether commands may run before pushes, and remembers a yes. One for all pushes; lives in their thread, tells
//! values. Signals of one key: asked(), again when it is asked for others, then over() exactly once.
class PrePushPrompts : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(bool isAllowed)>;

    //! \p policy gets what is allowed.
    explicit PrePushPrompts(const processes::ProgramPolicy &policy, QObject *parent = nullptr);
    ~PrePushPrompts() override;

    //! \p done is called once, at once with no where the answer was no before; never after \p context or this object is
    //! gone. A question nobody waits for any more is over.
    void ask(const processes::ProgramApproval &approval, const HookUse &use, const QObject *context, Done done);
    //! Of the question with the key \p key; one that is over has no answer.
    void answer(const QByteArray &key, bool isAllowed);
    //! What was answered with no is asked again.
    void forgetRefusals();

signals:
    void asked(const fairlead::registry::HookQuestion &question);
    void over(const QByteArray &key);
    //! A yes holds for this session only; \p reason: why.
    void notKept(const QString &reason);

private:
    struct Entry;

    void drop(const QByteArray &key);
    void keep(const processes::ProgramApproval &approval);

    processes::ProgramPolicy m_policy;
    std::map<QByteArray, Entry> m_entries;
    QSet<QByteArray> m_refused;
};

} // namespace fairlead::registry
