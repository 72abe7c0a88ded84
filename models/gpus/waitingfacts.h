// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/devicerequest.h"
#include "facts.h"

#include <QList>
#include <QPair>
#include <QString>

#include <cstdint>
#include <vector>

//! Why a Pod waits, in words. Pure functions. The scheduler's message is a server's: of any length, in any form.
namespace fairlead::models {

//! "0/16 nodes are available: 13 Insufficient nvidia.com/gpu, 3 node(s) were unschedulable. preemption: …", taken
//! apart.
struct SchedulerWords
{
    struct Cause
    {
        std::int64_t nodes = 0; //!< 0: it names no number
        QString text;           //!< the scheduler's own, without the number

        bool operator==(const Cause &) const = default;
    };

    static constexpr qsizetype Longest = 4'096; //!< characters that are looked at
    static constexpr std::size_t MostCauses = 32;

    QString summary;           //!< "0/16 nodes are available"; empty where the message has another form
    std::vector<Cause> causes; //!< those of most Nodes first, at most MostCauses; never empty for a message with words
    std::size_t moreCauses = 0;
    QString afterwards; //!< what it tried then: "preemption: 0/16 nodes are available: 16 No preemption victims …"

    //! \p message as it came.
    static SchedulerWords of(const QString &message);
};

//! The causes in a line, for a table: what stands before them says in every row the same.
QString causesText(const QString &message);
//! One fact for each cause, with what it means where that is known.
std::vector<Fact> causeFacts(const SchedulerWords &words);
//! Name and value of what else is worth knowing; empty values are not worth it.
//! \p wants: the devices, a line each.
QList<QPair<QString, QString>> waitingDetails(const kubernetes::Pod &pod, const QString &wants,
                                              const std::vector<accelerators::DeviceRequest> &requests);

} // namespace fairlead::models
