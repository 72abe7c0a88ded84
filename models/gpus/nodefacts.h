// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/availability.h"
#include "facts.h"
#include "figures.h"

#include <QList>
#include <QPair>

#include <vector>

namespace fairlead::accelerators {
struct NodeRow;
}

//! What a Node says of itself, in words. Pure functions; \p now is in seconds since 1970 UTC. Every text is safe to
//! show. However much a server sends, a list has at most MostFacts facts, and the last one says how many there are
//! more.
namespace fairlead::models {

class HolderColours;

constexpr std::size_t MostFacts = 512;

struct StateWords
{
    QString text; //!< "Ready", "Not ready, cordoned"
    Severity severity = Severity::Ok;

    bool operator==(const StateWords &) const = default;
};

//! Whether Pods are placed, in a word or two.
StateWords nodeState(const accelerators::NodeAvailability &node);
//! Everything that lessens what the Node gives, a sentence each.
QStringList nodeWarnings(const accelerators::NodeAvailability &node);
QString reasonWords(const accelerators::Reason &reason);

//! Bad ones first, each with the server's own words; then Ready; then one line for all others that are good.
std::vector<Fact> conditionFacts(const kubernetes::Node &node, std::int64_t now);
//! True of most conditions is bad; of Ready and those that are called like it, it is good.
bool isGoodWhenTrue(QStringView conditionType);

//! The cordon, then every taint with what it does and whether it matters here.
std::vector<Fact> taintFacts(const accelerators::NodeAvailability &node);

//! Labels, those that say something of GPUs and of where the Node belongs first.
std::vector<Fact> labelFacts(const kubernetes::Node &node);
//! 0 names the product; the higher, the less it says; LabelRanks: nothing of GPUs.
int labelRank(QStringView key);
constexpr int LabelRanks = 6;

//! Name and value of what else is worth knowing; empty values are not worth it.
QList<QPair<QString, QString>> nodeDetails(const accelerators::NodeAvailability &node, std::int64_t now);

//! Capacity, allocatable, requested, free and unhealthy: every device resource as a row of its own, which never add up,
//! then CPU, memory and pod slots.
std::vector<FigureRow> nodeFigures(const accelerators::NodeRow &row, HolderColours &colours);
//! Of nodeFigures(); the unhealthy ones only where there are any.
QStringList nodeFigureCaptions(const accelerators::NodeAvailability &node);
//! "One pod can ask for 3 now, for 8 were the node empty."
QString requestableWords(const accelerators::NodeAvailability &node, const accelerators::NodeDevices &devices);

} // namespace fairlead::models
