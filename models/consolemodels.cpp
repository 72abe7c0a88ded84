// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "consolemodels.h"

#include "clusters/distinctnames.h"

#include <algorithm>

namespace fairlead::models {

using kubernetes::ConnectionState;
using namespace std::chrono_literals;

namespace {

//! After every cluster has answered or given up: colours of the start may follow what still comes of them.
constexpr auto ColoursSettle = 3s;

} // namespace

ConsoleModels::ConsoleModels(QObject *parent)
    : QObject(parent)
    , nodes(holderColours)
    , holdings(nodes, holderColours)
{
    connect(&nodes, &IndexedTableModel::countsChanged, this, &ConsoleModels::changed);
    connect(&waiting, &IndexedTableModel::countsChanged, this, &ConsoleModels::changed);
    connect(&contexts, &IndexedTableModel::countsChanged, this, &ConsoleModels::changed);
    connect(&totals, &ProductTotalsModel::coverageChanged, this, &ConsoleModels::changed);
    m_settling.setSingleShot(true);
    m_settling.setInterval(ColoursSettle);
    connect(&m_settling, &QTimer::timeout, this, [this] { holderColours.settle(); });
    connect(this, &ConsoleModels::changed, this, &ConsoleModels::settleColours);
}

void ConsoleModels::settleColours()
{
    if (!holderColours.isSettled() && !m_settling.isActive() && holdings.rowCount() > 0 && isSettled())
        m_settling.start();
}

void ConsoleModels::follow(ClusterHub &hub)
{
    connect(&hub, &ClusterHub::contextsChanged, this, [this, &hub] { setContexts(hub.contexts(), hub.problems()); });
    connect(&hub, &ClusterHub::contextChanged, this, [this, &hub](const QString &id) {
        if (const ContextEntry *entry = hub.context(id))
            setContext(*entry);
    });
    connect(&hub, &ClusterHub::clusterChanged, this, &ConsoleModels::applyDelta);
    connect(&hub, &ClusterHub::clusterRemoved, this, &ConsoleModels::removeCluster);
}

void ConsoleModels::setContexts(const std::vector<ContextEntry> &entries,
                                const std::vector<kubernetes::KubeconfigProblem> &problems)
{
    m_isLoaded = true;
    m_problems = problems;
    QStringList here;
    for (const ContextEntry &entry : entries) {
        here += entry.context.id;
        feed(entry);
    }
    for (const QString &id : std::as_const(m_known)) {
        if (!here.contains(id)) {
            removeCluster(id);
            totals.removeContext(id);
        }
    }
    m_known = here;
    contexts.setContexts(entries);
    nameShortly();
    emit changed();
}

std::optional<std::vector<accelerators::NodeRowPtr>> ConsoleModels::nodesOf(const ContextEntry &entry) const
{
    if (!entry.isOpen)
        return {};
    if (entry.isPrimary)
        return m_snapshot.nodes(entry.context.id);
    const auto entries = contexts.entries();
    const auto watched = std::find_if(entries.begin(), entries.end(), [&entry](const ContextEntry *each) {
        return each->isPrimary && !entry.clusterKey.isEmpty() && each->clusterKey == entry.clusterKey;
    });
    return watched == entries.end() ? std::nullopt : m_snapshot.nodes((*watched)->context.id);
}

//! Open contexts are told from each other, not from all that kubeconfigs have.
void ConsoleModels::nameShortly()
{
    QStringList open;
    for (const ContextEntry *entry : contexts.openEntries())
        open += entry->context.id;
    const QStringList names = distinctNames(open);
    for (qsizetype i = 0; i < open.size(); ++i) {
        nodes.setShortName(open[i], names[i]);
        waiting.setShortName(open[i], names[i]);
    }
}

void ConsoleModels::setContext(const ContextEntry &entry)
{
    const ContextEntry *before = contexts.entry(entry.context.id);
    const bool isOpenedOrClosed = !before || before->isOpen != entry.isOpen;
    feed(entry);
    contexts.setContext(entry);
    if (isOpenedOrClosed)
        nameShortly();
}

void ConsoleModels::feed(const ContextEntry &entry)
{
    const QString &id = entry.context.id;
    nodes.setContext(id, id, entry.status);
    waiting.setContext(id, id, entry.status);
    totals.setContext(entry);
}

void ConsoleModels::setExtraResources(const QStringList &extraResources)
{
    m_extraResources = extraResources;
    waiting.setExtraResources(extraResources);
}

void ConsoleModels::applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta)
{
    m_snapshot.applyDelta(contextId, delta);
    nodes.applyDelta(contextId, delta);
    waiting.applyDelta(contextId, delta);
    totals.applyDelta(contextId, delta);
}

void ConsoleModels::removeCluster(const QString &contextId)
{
    m_snapshot.removeCluster(contextId);
    nodes.removeCluster(contextId);
    waiting.removeCluster(contextId);
    totals.removeCluster(contextId);
}

bool ConsoleModels::isSettled() const
{
    const auto open = contexts.openEntries();
    return m_isLoaded && !nodes.isFilling() && !holdings.isCounting() &&
           std::none_of(open.begin(), open.end(), [](const ContextEntry *entry) {
               return entry->status.state == ConnectionState::Connecting ||
                      entry->status.state == ConnectionState::Closed;
           });
}

void ConsoleModels::flush()
{
    contexts.flush();
    nodes.flush();
    holdings.flush();
    waiting.flush();
    totals.flush();
}

void ConsoleModels::updateAges()
{
    nodes.updateAges();
    holdings.updateAges();
    waiting.updateAges();
}

} // namespace fairlead::models
