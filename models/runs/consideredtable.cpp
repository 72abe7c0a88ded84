// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "consideredtable.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;
using runs::ConsideredRow;
using When = runs::NodeFit::When;

constexpr qsizetype LongestName = 200;
constexpr qsizetype LongestReason = 600;

QString fitsText(const ConsideredRow &row)
{
    switch (row.when) {
    case When::Now:
        return ConsideredTable::tr("now");
    case When::Later:
        return ConsideredTable::tr("later");
    case When::Never:
        return ConsideredTable::tr("never");
    case When::Unknown:
        return ConsideredTable::tr("not known");
    }
    return {};
}

Severity severityOf(When when)
{
    switch (when) {
    case When::Now:
        return Severity::Ok;
    case When::Later:
        return Severity::Warning;
    case When::Never:
        return Severity::Error;
    case When::Unknown:
        return Severity::Dim;
    }
    return Severity::Neutral;
}

//! All that is known of it, a line each.
QString whyToolTip(const ConsideredRow &row)
{
    QStringList lines;
    for (const QString &line : QStringList{whyText(row)} + row.details + row.notes) {
        if (!line.isEmpty() && lines.size() < 20)
            lines += plainLine(line, LongestReason);
    }
    return lines.join(u'\n');
}

TableCell cellOf(const ConsideredRow &row, int nodes, ConsideredTable::Column column)
{
    using Column = ConsideredTable::Column;
    switch (column) {
    case Column::Place:
        return {.text = plainLine(row.target.name, LongestName)};
    case Column::Nodes: {
        const QString text = nodesText(row);
        const auto count = qsizetype(row.group.nodes.size());
        if (count == 0)
            return text.isEmpty() ? TableCell{.text = ConsideredTable::tr("not known"), .severity = Severity::Dim}
                                  : TableCell{.text = text};
        return {.text = ConsideredTable::tr("%1 of %2").arg(numberText(count), text)};
    }
    case Column::Fits:
        return {.text = row.isChosen ? ConsideredTable::tr("%1 · chosen").arg(fitsText(row)) : fitsText(row),
                .severity = severityOf(row.when),
                .toolTip = row.isChosen ? ConsideredTable::tr("Here it is tried first, as things stand") : QString()};
    case Column::Times: {
        if (row.when == When::Unknown)
            return {};
        const std::int64_t times = row.runs(nodes);
        return {.text = numberText(times), .number = double(times)};
    }
    case Column::Why:
        return {.text = whyText(row), .toolTip = whyToolTip(row)};
    case Column::PerHour:
        return row.pricePerHour
                   ? TableCell{.text = QString::number(*row.pricePerHour, 'f', 2), .number = *row.pricePerHour}
                   : TableCell{};
    }
    return {};
}

} // namespace

QString nodesText(const ConsideredRow &row)
{
    return plainLine(row.group.nodes.empty() ? row.group.devices : row.group.text(), LongestName);
}

QString whyText(const ConsideredRow &row)
{
    constexpr qsizetype Most = 5;
    if (row.when != When::Now)
        return plainLine(row.reason, LongestReason);
    const qsizetype more = row.nowOn.size() - Most;
    const QString names = row.nowOn.mid(0, Most).join(u", "_s);
    return plainLine(more > 0 ? ConsideredTable::tr("%1 and %2 more").arg(names, numberText(more)) : names,
                     LongestReason);
}

ConsideredTable::ConsideredTable(QObject *parent)
    : CellTableModel(columnsOf(Columns, &ConsideredTable::column), parent)
{
}

TableColumn ConsideredTable::column(Column column)
{
    switch (column) {
    case Column::Place:
        return {tr("Place"), u"place"_s, Kind::Text, tr("Contexts in the order in which they are tried, or a daemon")};
    case Column::Nodes:
        return {tr("Nodes"), u"nodes"_s, Kind::Text, tr("Of one kind: the same devices, in the same pool")};
    case Column::Fits:
        return {tr("Fits"), u"fits"_s, Kind::Words};
    case Column::Times:
        return {tr("Times"), u"times"_s, Kind::Number, tr("How many such runs would find room there now")};
    case Column::Why:
        return {tr("Where, or why not"), u"why"_s};
    case Column::PerHour:
        return {tr("Per hour"), u"price"_s, Kind::Number, tr("Of the whole run, by the prices in the settings")};
    }
    return {};
}

void ConsideredTable::setConsidered(const runs::Considered &considered, int nodes)
{
    QSet<QString> here;
    m_chosen.clear();
    std::int64_t order = 0;
    for (const ConsideredRow &each : considered.rows) {
        QString key = each.target.contextId + each.target.daemonId + u'\n' + each.group.text() + u'\n' +
                      each.gpu.resource + u'\n' + each.gpu.product + u'\n' + each.gpu.kind;
        while (here.contains(key))
            key += u'+';
        here.insert(key);
        if (each.isChosen)
            m_chosen = key;
        Row row{.key = key, .order = order++};
        for (int i = 0; i < Columns; ++i)
            row.cells.push_back(cellOf(each, nodes, Column(i)));
        putRow(std::move(row));
    }
    for (const QString &key : keys()) {
        if (!here.contains(key))
            dropRow(key);
    }
    flush();
}

} // namespace fairlead::models
