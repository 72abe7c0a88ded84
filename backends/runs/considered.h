// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "groupfit.h"
#include "launchplan.h"
#include "runform.h"

namespace fairlead::runs {

//! A kind of node of one context, or a daemon, for one run.
struct ConsideredRow
{
    LaunchTarget target;
    NodeGroup group;          //!< without nodes: of a daemon, or of a context of which nobody knows them
    settings::GpuRequest gpu; //!< what the run asks for there; see configAt()
    NodeFit::When when = NodeFit::When::Unknown;
    Hindrance hindrance = Hindrance::None; //!< why not now, or never
    //! In short English words. Never: the first reason there is, in the order of Hindrance. Later: what has to free up.
    QString reason;
    QStringList details;                  //!< what keeps it off how many nodes: "taint team=llm:NoSchedule: 2 nodes"
    QStringList nowOn;                    //!< nodes that take a pod now, by name
    std::int64_t copies = 0;              //!< pods of the run that fit there now
    QStringList notes;                    //!< what nobody has looked at here, in short English sentences
    bool isChosen = false;                //!< the first that fits now, else the first that fits later
    std::optional<double> pricePerHour{}; //!< of the whole run; none: nobody says

    //! Runs of so many pods that fit there now, by themselves.
    std::int64_t runs(int nodes) const { return nodes > 0 ? copies / nodes : 0; }
};

struct Considered
{
    std::vector<ConsideredRow> rows; //!< contexts in failover order
    QString problem;                 //!< why there is no place at all; empty: there is one

    const ConsideredRow *chosen() const; //!< null: it fits nowhere, as far as is known
};

//! Where \p run would get its nodes, as of \p facts: a row for each kind of node of each context of its config, and for
//! its daemon. The pods of a run of several nodes are placed one by one, as the scheduler does: several share a node
//! where there is room and nothing in their pod keeps them apart, and they may be spread over kinds of node that all
//! have what is asked for. \p request as launchPlan() takes it; its command is the run's. \p limits by id of the
//! context. \p prices of one device and hour, by product: "H100 80GB", or "H100" for every size.
Considered considered(const FormedRun &run, LaunchRequest request, const LaunchFacts &facts,
                      const settings::Settings &settings, const manifests::PodSchema &schema,
                      const QHash<QString, ContextLimits> &limits = {}, const settings::TextPairs &prices = {});

//! The config of \p run as it is launched at the place of \p row.
settings::RuntimeConfig configAt(const FormedRun &run, const ConsideredRow &row);

//! "now", "later", "never", "unknown": for programs.
QString toString(NodeFit::When when);

} // namespace fairlead::runs
