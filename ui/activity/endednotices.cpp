// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "endednotices.h"

#include "models/activities/activitycentre.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "ui/widgets/notice.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

using models::Activity;
using State = Activity::State;

constexpr auto Together = 400ms; // what ends so soon after another is said with it
constexpr qsizetype LongestResult = 200;

//! Neutral, Warning or Error.
models::Severity severityOf(const Activity &activity)
{
    if (activity.state == State::Failed || activity.state == State::Interrupted)
        return models::Severity::Error;
    return activity.hasWarning ? models::Severity::Warning : models::Severity::Neutral;
}

QString oneText(const Activity &activity)
{
    const QString kind = models::kindText(activity.kind);
    const QString title = models::plainLine(activity.title, 200);
    const QString result = models::plainLine(activity.result, LongestResult).trimmed();
    if (activity.hasWarning && !result.isEmpty())
        return EndedNotices::tr("%1 of %2 succeeded, with a warning: %3").arg(kind, title, result);
    if (activity.state == State::Succeeded)
        return EndedNotices::tr("%1 of %2 succeeded.").arg(kind, title);
    if (activity.state == State::Cancelled)
        return EndedNotices::tr("%1 of %2 was cancelled.").arg(kind, title);
    if (activity.state == State::Skipped)
        return result.isEmpty() ? EndedNotices::tr("%1 of %2 was skipped.").arg(kind, title)
                                : EndedNotices::tr("%1 of %2 was skipped: %3").arg(kind, title, result);
    return result.isEmpty() ? EndedNotices::tr("%1 of %2 failed.").arg(kind, title)
                            : EndedNotices::tr("%1 of %2 failed: %3").arg(kind, title, result);
}

} // namespace

QString endedText(const std::vector<Activity> &ended)
{
    if (ended.size() == 1)
        return oneText(ended.front());
    const auto countOf = [&](auto is) { return int(std::count_if(ended.begin(), ended.end(), is)); };
    const int failed = countOf([](const Activity &each) { return severityOf(each) == models::Severity::Error; });
    const int warned = countOf([](const Activity &each) { return each.hasWarning; });
    const int cancelled = countOf([](const Activity &each) { return each.state == State::Cancelled; });
    const int skipped = countOf([](const Activity &each) { return each.state == State::Skipped; });
    const int succeeded = int(ended.size()) - failed - warned - cancelled - skipped;
    QStringList parts;
    const auto add = [&parts](int count, const QString &text) {
        if (count > 0)
            parts += text.arg(models::numberText(count));
    };
    add(failed, EndedNotices::tr("%1 failed"));
    add(warned, EndedNotices::tr("%1 succeeded with a warning"));
    add(succeeded, EndedNotices::tr("%1 succeeded"));
    add(cancelled, EndedNotices::tr("%1 cancelled"));
    add(skipped, EndedNotices::tr("%1 skipped"));
    return EndedNotices::tr("%1 activities have ended: %2.")
        .arg(models::numberText(std::int64_t(ended.size())), parts.join(u", "_s));
}

EndedNotices::EndedNotices(models::ActivityCentre &centre, Notice &notice, std::function<bool()> isShown,
                           QObject *parent)
    : QObject(parent)
    , m_notice(notice)
    , m_isShown(std::move(isShown))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Together);
    connect(&m_timer, &QTimer::timeout, this, &EndedNotices::say);
    connect(&centre.activities(), &models::ActivitiesModel::ended, this, &EndedNotices::onEnded);
}

void EndedNotices::onEnded(const Activity &activity)
{
    if (m_isShown())
        return;
    if (!m_timer.isActive() && (m_said.isEmpty() || m_notice.text() != m_said))
        m_ended.clear(); // read, gone, or another notice lies there
    m_ended.push_back(activity);
    if (!m_timer.isActive())
        m_timer.start();
}

void EndedNotices::say()
{
    if (m_isShown()) { // it was opened meanwhile
        m_ended.clear();
        return;
    }
    const auto isLess = [](const Activity &a, const Activity &b) { return severityOf(a) < severityOf(b); };
    const auto worst = std::max_element(m_ended.rbegin(), m_ended.rend(), isLess); // the last of them
    m_notice.say(endedText(m_ended), severityOf(*worst), tr("Show"), [this, id = worst->id] {
        m_ended.clear();
        emit showRequested(id);
    });
    m_said = m_notice.text();
}

} // namespace fairlead::ui
