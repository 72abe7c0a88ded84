// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpurows.h"

#include "models/errortext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;

QList<QStringList> gpuRows(const std::vector<ClusterAnswer> &answers)
{
    const auto number = [](const std::optional<std::int64_t> &value) {
        return value ? QString::number(*value) : QString();
    };
    QList<QStringList> rows{{u"cluster"_s,   u"context"_s,     u"state"_s,     u"node"_s,    u"resource"_s,
                             u"product"_s,   u"rawProduct"_s,  u"kind"_s,      u"profile"_s, u"memoryMiB"_s,
                             u"capacity"_s,  u"allocatable"_s, u"requested"_s, u"free"_s,    u"usable"_s,
                             u"unhealthy"_s, u"schedulable"_s, u"reasons"_s,   u"problem"_s, u"multiHost"_s,
                             u"error"_s}};
    for (const ClusterAnswer &answer : answers) {
        const QStringList head{answer.id, answer.context, toString(answer.status.state)};
        const QString error = answer.status.error ? errorText(*answer.status.error) : QString();
        bool isListed = false;
        for (const accelerators::NodeRowPtr &row : answer.nodes) {
            const NodeAvailability &node = row->availability;
            QStringList reasons;
            for (const accelerators::Reason &reason : node.reasons)
                reasons << reason.text();
            for (const NodeDevices &d : node.devices) {
                isListed = true;
                rows << head + QStringList{node.node->name,
                                           d.product.resource,
                                           d.product.name,
                                           d.rawProduct,
                                           kindText(d.product.kind),
                                           d.product.profile,
                                           number(d.product.memoryMiB),
                                           QString::number(d.capacity),
                                           QString::number(d.allocatable),
                                           number(d.requested),
                                           number(d.free),
                                           QString::number(d.usable),
                                           QString::number(d.unhealthy),
                                           node.isSchedulable ? u"true"_s : u"false"_s,
                                           reasons.join(u"; "_s),
                                           problemText(d.problem),
                                           d.isMultiHost ? u"true"_s : u"false"_s,
                                           error};
            }
        }
        const auto addFailure = [&rows](QStringList row, const QString &text) {
            row.resize(rows.first().size() - 1);
            rows << row + QStringList{text};
        };
        if (!isListed && !error.isEmpty())
            addFailure(head, error);
        for (const FailedContext &failed : answer.failedContexts) {
            addFailure({answer.id, failed.context, toString(failed.state)},
                       failed.error ? errorText(*failed.error) : QString());
        }
    }
    return rows;
}

} // namespace fairlead::models
