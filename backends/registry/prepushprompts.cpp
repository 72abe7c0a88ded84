// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prepushprompts.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QtConcurrentRun>

#include <algorithm>

namespace fairlead::registry {

struct PrePushPrompts::Entry
{
    struct Waiter
    {
        QPointer<const QObject> context;
        HookUse use;
        Done done;
    };

    processes::ProgramApproval approval;
    std::vector<Waiter> waiting = {};

    HookQuestion question() const
    {
        HookQuestion question{.approval = approval, .uses = {}};
        for (const Waiter &waiter : waiting)
            question.uses.push_back(waiter.use);
        return question;
    }
};

PrePushPrompts::PrePushPrompts(const processes::ProgramPolicy &policy, QObject *parent)
    : QObject(parent)
    , m_policy(policy)
{
}

PrePushPrompts::~PrePushPrompts() = default;

void PrePushPrompts::ask(const processes::ProgramApproval &approval, const HookUse &use, const QObject *context,
                         Done done)
{
    const QByteArray key = approval.key();
    if (m_refused.contains(key)) {
        done(false);
        return;
    }
    Entry &entry = m_entries.try_emplace(key, Entry{approval}).first->second;
    entry.waiting.push_back({context, use, std::move(done)});
    connect(context, &QObject::destroyed, this, [this, key] { drop(key); });
    emit asked(entry.question());
}

//! Those who are gone wait no more.
void PrePushPrompts::drop(const QByteArray &key)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    std::vector<Entry::Waiter> &waiting = found->second.waiting;
    if (std::erase_if(waiting, [](const Entry::Waiter &waiter) { return !waiter.context; }) == 0)
        return;
    if (!waiting.empty()) {
        emit asked(found->second.question());
        return;
    }
    m_entries.erase(found);
    emit over(key);
}

void PrePushPrompts::answer(const QByteArray &key, bool isAllowed)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    const Entry entry = std::move(found->second);
    m_entries.erase(found);
    if (isAllowed)
        keep(entry.approval);
    else
        m_refused.insert(key);
    emit over(key);
    for (const Entry::Waiter &waiter : entry.waiting) {
        if (waiter.context)
            waiter.done(isAllowed);
    }
}

//! The disk may be slow, and the pushes wait for the word alone.
void PrePushPrompts::keep(const processes::ProgramApproval &approval)
{
    m_policy.approve(approval);
    auto *keeping = new QFutureWatcher<QString>(this);
    connect(keeping, &QFutureWatcherBase::finished, this, [this, keeping] {
        keeping->deleteLater();
        if (const QString reason = keeping->result(); !reason.isEmpty())
            emit notKept(reason);
    });
    keeping->setFuture(QtConcurrent::run([policy = m_policy, approval]() mutable {
        const auto kept = policy.remember(approval);
        return kept ? QString() : kept.error();
    }));
}

void PrePushPrompts::forgetRefusals()
{
    m_refused.clear();
}

} // namespace fairlead::registry
