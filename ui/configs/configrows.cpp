// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "rowparts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui::configrows {

std::vector<RowCell> tolerationCells()
{
    return {{.key = u"key"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Taint key")), .stretch = 4},
            {.key = u"operator"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Operator")),
             .kind = Kind::Choice,
             .words = {u"Equal"_s, u"Exists"_s},
             .choices = {u"Equal"_s, u"Exists"_s},
             .stretch = 2},
            {.key = u"value"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Value")),
             .stretch = 3,
             .depends = 1,
             .dependsOn = {u"Equal"_s}},
            {.key = u"effect"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Effect")),
             .kind = Kind::Choice,
             .words = {QString(), u"NoSchedule"_s, u"PreferNoSchedule"_s, u"NoExecute"_s},
             .choices = {tr(QT_TRANSLATE_NOOP("ConfigRows", "every effect")), u"NoSchedule"_s, u"PreferNoSchedule"_s,
                         u"NoExecute"_s},
             .line = 1},
            {.key = u"tolerationSeconds"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Seconds, then evicted")),
             .kind = Kind::Number,
             .line = 1,
             .depends = 3,
             .dependsOn = {u"NoExecute"_s}}};
}

Rows rowsOf(const std::vector<settings::Toleration> &tolerations)
{
    Rows rows;
    for (const settings::Toleration &each : tolerations)
        rows.push_back({each.key, each.op, each.value, each.effect, numberOf(each.tolerationSeconds)});
    return rows;
}

std::vector<settings::Toleration> tolerationsOf(const Rows &rows)
{
    return objectsOf<settings::Toleration>(rows, [](const QStringList &row) {
        return settings::Toleration{row[0], row[1], row[2], row[3], numberIn(row[4])};
    });
}

std::vector<RowCell> topologyCells()
{
    return {{.key = u"topologyKey"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Node label")), .stretch = 4},
            {.key = u"maxSkew"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Skew: 1")),
             .kind = Kind::Number,
             .stretch = 1},
            {.key = u"whenUnsatisfiable"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Where it cannot be so")),
             .kind = Kind::Choice,
             .words = {u"DoNotSchedule"_s, u"ScheduleAnyway"_s},
             .choices = {u"DoNotSchedule"_s, u"ScheduleAnyway"_s},
             .stretch = 3}};
}

Rows rowsOf(const std::vector<settings::TopologySpread> &spread)
{
    Rows rows;
    for (const settings::TopologySpread &each : spread)
        rows.push_back({each.topologyKey, numberOf(each.maxSkew), each.whenUnsatisfiable});
    return rows;
}

std::vector<settings::TopologySpread> topologyOf(const Rows &rows)
{
    return objectsOf<settings::TopologySpread>(rows, [](const QStringList &row) {
        return settings::TopologySpread{row[0], numberIn(row[1]), row[2]};
    });
}

std::vector<RowCell> resourceCells()
{
    return {{.key = u"resource"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Resource")), .stretch = 4},
            {.key = u"request"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Request")), .stretch = 3},
            {.key = u"limit"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Limit")), .stretch = 3}};
}

Rows rowsOf(const settings::TextPairs &requests, const settings::TextPairs &limits)
{
    Rows rows{{u"cpu"_s, {}, {}}, {u"memory"_s, {}, {}}, {u"ephemeral-storage"_s, {}, {}}};
    const auto put = [&rows](const QString &name, int column, const QString &text) {
        auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const QStringList &each) { return each[0] == name && each[column].isEmpty(); });
        if (row == rows.end())
            row = rows.insert(rows.end(), {name, {}, {}});
        (*row)[column] = text;
    };
    for (const auto &[name, text] : requests)
        put(name, 1, text);
    for (const auto &[name, text] : limits)
        put(name, 2, text);
    return rows;
}

settings::TextPairs quantitiesOf(const Rows &rows, int column, const settings::TextPairs &before)
{
    settings::TextPairs pairs;
    for (const QStringList &row : rows) {
        if (!row[column].isEmpty())
            pairs.emplace_back(row[0], row[column]);
    }
    const auto placeOf = [&before](const auto &pair) {
        return std::find_if(before.begin(), before.end(), [&](const auto &each) { return each.first == pair.first; });
    };
    std::stable_sort(pairs.begin(), pairs.end(), [&](const auto &a, const auto &b) { return placeOf(a) < placeOf(b); });
    return pairs;
}

} // namespace fairlead::ui::configrows
