// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "quitquestion.h"

#include "models/activities/activitycentre.h"
#include "models/plaintext.h"
#include "models/workshop/imagehub.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

constexpr qsizetype MostNames = 8;

} // namespace

QuitQuestion::QuitQuestion(models::ImageHub &hub, models::ActivityCentre &centre, QWidget *parent)
    : QDialog(parent)
    , m_hub(hub)
    , m_centre(centre)
    , m_text(new ui::PlainLabel(u"text"_s, this))
    , m_names(new ui::PlainLabel(u"dim"_s, this))
    , m_quit(new QPushButton(this))
{
    setWindowTitle(tr("Quit Fairlead?"));
    setMinimumWidth(420);
    m_text->setWordWrap(true);
    m_names->setWordWrap(true);
    auto *stay = new QPushButton(tr("Stay"), this);
    stay->setDefault(true); // changes nothing
    m_quit->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(stay);
    buttons->addWidget(m_quit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_text);
    layout->addWidget(m_names);
    layout->addStretch(1);
    layout->addLayout(buttons);
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_quit, &QPushButton::clicked, this, &QuitQuestion::quit);
    connect(&centre.activities(), &models::ActivitiesModel::activitiesChanged, this, &QuitQuestion::refresh,
            Qt::QueuedConnection); // the hub knows, too, then
    refresh();
}

void QuitQuestion::pass(models::ImageHub &hub, models::ActivityCentre &centre, QWidget &window,
                        const std::function<void()> &go)
{
    if (hub.runningActivities().isEmpty())
        return go();
    if (auto *before = window.findChild<QuitQuestion *>({}, Qt::FindDirectChildrenOnly))
        delete before;
    auto *question = new QuitQuestion(hub, centre, &window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QDialog::accepted, &window, go);
    question->open();
}

void QuitQuestion::refresh()
{
    const QStringList running = m_hub.runningActivities();
    const int count = int(running.size());
    if (m_isCancelling && count == 0) {
        accept();
        return;
    }
    m_names->setText(names(running));
    m_names->setVisible(count > 0);
    m_quit->setProperty("danger", count > 0);
    m_quit->setStyleSheet(u" "_s); // polishes it for the property
    if (m_isCancelling) {
        m_text->setText(tr("Waiting until %Ln job(s) have stopped.", nullptr, count));
        m_quit->setText(tr("Quit without waiting"));
    } else if (count > 0) {
        m_text->setText(
            tr("%Ln job(s) still run or wait. Quitting cancels them; what is built or pushed stays.", nullptr, count));
        m_quit->setText(tr("Cancel them and quit"));
    } else {
        m_text->setText(tr("Everything has ended meanwhile."));
        m_quit->setText(tr("Quit"));
    }
}

void QuitQuestion::quit()
{
    const QStringList running = m_hub.runningActivities();
    if (std::exchange(m_isCancelling, true) || running.isEmpty()) {
        accept();
        return;
    }
    for (const QString &id : running)
        m_centre.activities().cancel(id);
    refresh();
}

//! "Build base/exec:1.2 on local", the oldest first.
QString QuitQuestion::names(const QStringList &ids) const
{
    std::vector<models::Activity> activities;
    for (const QString &id : ids) {
        if (const models::Activity *activity = m_centre.activities().activity(id))
            activities.push_back(*activity);
    }
    std::sort(activities.begin(), activities.end(), [](const models::Activity &a, const models::Activity &b) {
        return std::tie(a.created, a.kind, a.title, a.target) < std::tie(b.created, b.kind, b.title, b.target);
    });
    QStringList lines;
    for (const models::Activity &activity : activities) {
        if (lines.size() < MostNames)
            lines += models::plainLine(
                tr("%1 %2 · %3").arg(models::kindText(activity.kind), activity.title, activity.target), 200);
    }
    if (const int more = int(activities.size()) - int(lines.size()); more > 0)
        lines += tr("and %Ln more", nullptr, more);
    return lines.join(u'\n');
}

} // namespace fairlead::console
