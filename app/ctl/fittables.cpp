// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fittables.h"

#include "jsonvalues.h"
#include "models/runs/consideredtable.h"
#include "output.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using runs::ConsideredRow;
using When = runs::NodeFit::When;

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"-"_s : oneLine(text);
}

QString fitsText(const ConsideredRow &row, int nodes)
{
    if (row.when != When::Now)
        return runs::toString(row.when);
    const std::int64_t times = row.runs(nodes);
    return times > 0 ? u"now, %1×"_s.arg(times) : u"now"_s;
}

Json gpuOf(const settings::GpuRequest &gpu)
{
    if (gpu.count.value_or(0) <= 0)
        return nullptr;
    return {{"resource", orNull(gpu.resource)},
            {"product", orNull(gpu.product)},
            {"kind", orNull(gpu.kind)},
            {"count", *gpu.count}};
}

Json documentOf(const ConsideredRow &row, int nodes)
{
    QStringList names;
    for (const accelerators::NodeRowPtr &node : row.group.nodes)
        names += node->availability.node->name;
    const bool isKnown = row.when != When::Unknown;
    return {{"target", row.target.name.toStdString()},
            {"engine", row.target.daemonId.isEmpty() ? "kubernetes" : "docker"},
            {"devices", orNull(row.group.devices)},
            {"pool", orNull(row.group.pool)},
            {"nodes", strings(names)},
            {"gpu", gpuOf(row.gpu)},
            {"fits", runs::toString(row.when).toStdString()},
            {"fitsOn", strings(row.nowOn)},
            {"pods", isKnown ? Json(row.copies) : Json(nullptr)},
            {"times", isKnown ? Json(row.runs(nodes)) : Json(nullptr)},
            {"hindrance", orNull(runs::toString(row.hindrance))},
            {"reason", orNull(row.reason)},
            {"details", strings(row.details)},
            {"notes", strings(row.notes)},
            {"chosen", row.isChosen},
            {"pricePerHour", orNull(row.pricePerHour)}};
}

} // namespace

void printConsidered(const runs::Considered &considered, const runs::FormedRun &run, Format format)
{
    QList<QStringList> table{{u""_s, u"TARGET"_s, u"NODES"_s, u"FITS"_s, u"WHERE, OR WHY NOT"_s, u"PER HOUR"_s}};
    Json rows = Json::array();
    for (const ConsideredRow &row : considered.rows) {
        table +=
            {row.isChosen ? u"*"_s : QString(), oneLine(row.target.name),
             orDash(models::nodesText(row)),    fitsText(row, run.nodes),
             orDash(models::whyText(row)),      row.pricePerHour ? QString::number(*row.pricePerHour, 'f', 2) : u"-"_s};
        rows.push_back(documentOf(row, run.nodes));
    }
    const QString gpus = run.gpus ? run.gpus->text() : QString();
    writeAnswer(format, table,
                {{"apiVersion", "fairlead/v1"},
                 {"kind", "ConsideredResources"},
                 {"gpus", orNull(gpus)},
                 {"nodes", run.nodes},
                 {"rows", std::move(rows)}});
    if (format != Format::Table)
        return;
    QStringList told;
    for (const ConsideredRow &row : considered.rows) {
        for (const QString &note : row.notes) {
            const QString text =
                u"%1, %2: %3\n"_s.arg(oneLine(row.target.name), orDash(models::nodesText(row)), oneLine(note));
            if (!told.contains(text))
                told += text;
        }
    }
    writeError(told.join(QString()));
}

} // namespace fairlead::ctl
