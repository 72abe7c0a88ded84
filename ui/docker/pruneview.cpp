// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pruneview.h"

#include "models/plaintext.h"
#include "prunerows.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/formkeys.h"
#include "ui/widgets/labels.h"

#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::CleanUpGroup;
using State = CleanUpGroup::State;

int choicesIn(const models::PruneTotal &total)
{
    return total.images + total.caches;
}

} // namespace

PruneView::PruneView(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_rows(new PruneRows(this))
    , m_title(new PlainLabel(u"heading"_s, this))
    , m_which(new ChoiceRow(tr("Which images"), {tr("Without a name"), tr("All unused")}, this))
    , m_text(new PlainLabel(u"text"_s, this))
    , m_list(new QListView(this))
    , m_all(new QPushButton(this))
    , m_question(new PlainLabel(u"section"_s, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_remove(new QPushButton(this))
{
    setAccessibleName(tr("Clean up"));
    setMinimumWidth(280);
    m_title->setWordWrap(true);
    m_text->makeParagraph();
    m_question->setWordWrap(true);
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new PruneDelegate(theme, m_list));
    m_list->setObjectName(u"fitting"_s);
    m_list->setAccessibleName(tr("What could go"));
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_all->setObjectName(u"link"_s);
    m_remove->setProperty("danger", true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 12, 14);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_which);
    layout->addWidget(m_text);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    layout->addWidget(m_list, 1);
    layout->addStretch(0); // where there is no list
    layout->addWidget(m_question);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_cancel, 1);
    buttons->addWidget(m_remove, 1);
    layout->addLayout(buttons);
    connect(m_which, &ChoiceRow::chosen, this, [this](int choice) {
        m_isDanglingOnly = choice == 0;
        askAll();
    });
    connect(m_rows, &PruneRows::changed, this, &PruneView::refresh);
    connect(m_all, &QPushButton::clicked, this,
            [this] { m_rows->setAllChecked(choicesIn(models::chosenOf(m_rows->groups())) == 0); });
    connect(m_cancel, &QPushButton::clicked, this, &PruneView::cancelled);
    connect(m_remove, &QPushButton::clicked, this, &PruneView::removeChecked);
    refresh();
}

void PruneView::start(const std::vector<Daemon> &daemons)
{
    m_daemons = daemons;
    for (Daemon &daemon : m_daemons)
        daemon.name = models::plainLine(daemon.name, 120);
    m_title->setText(m_daemons.size() == 1 ? tr("Clean up %1").arg(m_daemons.front().name)
                                           : tr("Clean up %Ln daemon(s)", nullptr, int(m_daemons.size())));
    askAll();
    m_cancel->setFocus();
}

void PruneView::askAll()
{
    m_which->setCurrent(m_isDanglingOnly ? 0 : 1);
    m_hasBegun = false;
    std::vector<CleanUpGroup> groups;
    for (const Daemon &daemon : m_daemons) {
        CleanUpGroup group{.daemonId = daemon.id, .daemonName = daemon.name};
        if (!daemon.sameAs.isEmpty()) {
            group.state = State::Failed;
            group.problem = tr("This is the same engine as %1: what is on it stands there.")
                                .arg(models::plainLine(daemon.sameAs, 120));
        }
        groups.push_back(std::move(group));
    }
    m_rows->setGroups(std::move(groups));
    for (const Daemon &daemon : m_daemons) {
        if (daemon.sameAs.isEmpty())
            emit listRequested(daemon.id, m_isDanglingOnly);
    }
}

void PruneView::setList(const QString &daemonId, const docker::PruneList &list)
{
    const CleanUpGroup *known = m_rows->group(daemonId);
    if (!known || known->state != State::Asking)
        return;
    m_rows->change(daemonId, [&list](CleanUpGroup &group) {
        group.state = State::Listed;
        group.list = list;
        for (const docker::PruneCandidate &candidate : list.candidates) {
            if (!candidate.older) // somebody may want to go back to it
                group.checked.insert(candidate.image.id);
        }
    });
    if (!m_list->currentIndex().isValid() && m_rows->rowCount() > 0)
        m_list->setCurrentIndex(m_rows->index(0));
}

void PruneView::setLayers(const QString &daemonId, const docker::SharedLayers &layers)
{
    const CleanUpGroup *known = m_rows->group(daemonId);
    if (known && known->state == State::Listed)
        m_rows->setLayers(daemonId, layers);
}

void PruneView::setCache(const QString &daemonId, const Result<docker::BuildCacheList> &cache)
{
    m_rows->setCache(daemonId, cache);
}

void PruneView::setFailure(const QString &daemonId, const ApiError &error)
{
    const CleanUpGroup *known = m_rows->group(daemonId);
    if (!known || known->state == State::Ended)
        return;
    m_rows->change(daemonId, [&error](CleanUpGroup &group) {
        group.state = State::Failed;
        group.problem = models::cleanUpProblem(error);
    });
    if (m_hasBegun && !isAnyRemoving())
        emit ended(models::cleanUpResult(m_rows->groups()), models::Severity::Error);
}

void PruneView::setProgress(const QString &daemonId, int names, int allNames)
{
    m_rows->setProgress(daemonId, names, allNames);
}

void PruneView::setOutcome(const QString &daemonId, const imagejobs::CleanUpOutcome &outcome)
{
    const CleanUpGroup *known = m_rows->group(daemonId);
    if (!known || known->state != State::Removing) { // it was left and opened anew meanwhile
        const std::vector<CleanUpGroup> alone{{.daemonId = daemonId,
                                               .daemonName = known ? known->daemonName : QString(),
                                               .state = State::Ended,
                                               .outcome = outcome}};
        emit ended(models::cleanUpResult(alone), models::resultSeverity(alone));
        return;
    }
    m_rows->change(daemonId, [&outcome](CleanUpGroup &group) {
        group.state = State::Ended;
        group.outcome = outcome;
    });
    if (!isAnyRemoving())
        emit ended(models::cleanUpResult(m_rows->groups()), models::resultSeverity(m_rows->groups()));
}

bool PruneView::isAnyRemoving() const
{
    const auto &groups = m_rows->groups();
    return std::any_of(groups.begin(), groups.end(),
                       [](const CleanUpGroup &group) { return group.state == State::Removing; });
}

//! All daemons at once.
void PruneView::removeChecked()
{
    std::vector<std::tuple<QString, QStringList, bool>> chosen;
    for (const CleanUpGroup &group : m_rows->groups()) {
        if (choicesIn(group.chosen()) > 0)
            chosen.emplace_back(group.daemonId, group.checkedIds(), group.takesCache());
    }
    m_hasBegun = true;
    for (const auto &[daemonId, ids, withCache] : chosen)
        m_rows->change(daemonId, [](CleanUpGroup &group) { group.state = State::Removing; });
    m_cancel->setFocus();
    for (const auto &[daemonId, ids, withCache] : chosen)
        emit pruneRequested(daemonId, ids, withCache);
}

//! Of one at least its row says so.
bool PruneView::isAnyPerhapsBuiltOn() const
{
    using Built = docker::PruneCandidate::Built;
    const auto &groups = m_rows->groups();
    return std::any_of(groups.begin(), groups.end(), [](const CleanUpGroup &group) {
        const auto &candidates = group.list.candidates;
        return std::any_of(candidates.begin(), candidates.end(),
                           [](const docker::PruneCandidate &each) { return each.built != Built::None; });
    });
}

QString PruneView::explanation() const
{
    const auto &groups = m_rows->groups();
    const auto count = [&groups](auto is) { return int(std::count_if(groups.begin(), groups.end(), is)); };
    const int asking = count([](const CleanUpGroup &group) { return group.state == State::Asking; });
    const int listed = count([](const CleanUpGroup &group) { return !group.list.candidates.empty(); });
    int ours = 0;
    for (const CleanUpGroup &group : groups)
        ours += group.list.ours;
    if (m_daemons.empty())
        return tr("No daemon is open: open those that are to be cleaned up first.");
    if (m_hasBegun && !isAnyRemoving())
        return models::cleanUpResult(groups);
    if (asking > 0 && listed == 0)
        return tr("Asking what nothing needs…");
    if (listed > 0)
        return isAnyPerhapsBuiltOn()
                   ? tr("No container was made from these, running or not, and no recipe here needs them; what is "
                        "known of images built on them stands with each. What one of these takes meanwhile stays.")
                   : tr("No container was made from these, running or not, no image there is built on them, and no "
                        "recipe here: what one of these takes meanwhile stays.");
    if (groups.size() == 1 && groups.front().state == State::Failed)
        return groups.front().problem;
    const QString kept = ours > 0 ? u' ' + tr("%Ln of base images stay(s).", nullptr, ours) : QString();
    return (m_isDanglingOnly ? tr("Every image has a name, or something needs it.")
                             : tr("Every image is needed by a container, by another image or by a recipe.")) +
           kept;
}

void PruneView::refresh()
{
    const auto &groups = m_rows->groups();
    m_text->setText(explanation());
    // The problem of the only one stands above.
    const bool isOneFailed = groups.size() == 1 && groups.front().state == State::Failed && !m_hasBegun;
    m_list->setVisible(m_rows->rowCount() > 0 && !isOneFailed);
    m_question->setText(isAnyRemoving() ? tr("Removing what nothing needs by now…") : models::cleanUpQuestion(groups));
    m_question->setVisible(!m_question->text().isEmpty());
    refreshButtons();
}

void PruneView::refreshButtons()
{
    const auto &groups = m_rows->groups();
    const bool isListed = std::any_of(groups.begin(), groups.end(), [](const CleanUpGroup &group) {
        return group.state == State::Listed && group.choices() > 0;
    });
    const int chosen = choicesIn(models::chosenOf(groups));
    m_which->setEnabled(!isAnyRemoving());
    m_all->setVisible(isListed);
    m_all->setText(chosen == 0 ? tr("Check all") : tr("Check none"));
    m_remove->setVisible(isListed);
    m_remove->setEnabled(chosen > 0);
    m_remove->setText(tr("Remove %Ln", nullptr, chosen));
    m_cancel->setText(m_hasBegun ? tr("Close") : tr("Cancel"));
}

void PruneView::keyPressEvent(QKeyEvent *event)
{
    if (!takeFormKey(*this, *event, [this] { emit cancelled(); }))
        Panel::keyPressEvent(event);
}

} // namespace fairlead::ui
