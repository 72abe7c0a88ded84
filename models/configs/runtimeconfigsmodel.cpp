// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runtimeconfigsmodel.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;
using State = ConfigStanding::State;

bool isFailed(const ConfigTest &test)
{
    return !test.report.isRunning && severityOf(test.report) == Severity::Error;
}

//! "requests.memory: More than its limit": where its field is not seen beside it.
QString problemText(const FieldProblem &problem)
{
    QString field = problem.field;
    for (const QLatin1StringView engine : {"kubernetes."_L1, "docker."_L1}) {
        if (field.startsWith(engine))
            field.remove(0, engine.size());
    }
    return plainLine(field + u": "_s + problem.message, 300);
}

TableCell stateCell(const ConfigStanding &standing)
{
    TableCell cell{.text = stateWord(standing.state), .severity = severityOf(standing.state)};
    QStringList lines;
    for (const FieldProblem &problem : standing.problems)
        lines += problemText(problem);
    if (!standing.targetProblem.isEmpty() && lines.isEmpty())
        lines += plainLine(standing.targetProblem, 300);
    const bool isSaid = standing.state == State::Errors || standing.state == State::Warnings;
    if (isSaid && !lines.isEmpty())
        cell.text = RuntimeConfigsModel::tr("%1: %2").arg(cell.text, lines.front());
    cell.toolTip = lines.join(u'\n');
    return cell;
}

TableCell targetCell(const ConfigEntry &entry)
{
    const ConfigStanding &standing = entry.status.standing;
    TableCell cell{.text = targetsText(standing, entry.config)};
    if (!standing.targetProblem.isEmpty()) {
        cell.severity = Severity::Warning;
        cell.toolTip = plainLine(standing.targetProblem, 400);
    }
    return cell;
}

TableCell imageCell(const ConfigStanding &standing)
{
    TableCell cell{.text = plainLine(standing.image, 400)};
    if (!standing.imageProblem.isEmpty()) {
        cell.severity = Severity::Error;
        cell.alert = standing.image.isEmpty() ? RuntimeConfigsModel::tr("none") : RuntimeConfigsModel::tr("not valid");
        cell.toolTip = plainLine(standing.imageProblem, 400);
    }
    return cell;
}

TableCell testCell(const ConfigEntry &entry)
{
    const std::vector<ConfigTest> &tests = entry.status.tests;
    QStringList lines;
    for (const ConfigTest &test : tests)
        lines += RuntimeConfigsModel::tr("%1: %2, %3")
                     .arg(plainLine(test.target, 200), testText(test.report), timeText(test.report.ended));
    if (areOutdated(tests, entry.config) && severityOf(tests) != Severity::Dim) {
        lines.prepend(RuntimeConfigsModel::tr("Before the last change of the config"));
        return {.text = RuntimeConfigsModel::tr("outdated"), .severity = Severity::Dim, .toolTip = lines.join(u'\n')};
    }
    return {.text = testsText(tests), .severity = severityOf(tests), .toolTip = lines.join(u'\n')};
}

TableCell runCell(const ConfigRun &run)
{
    if (run.time == 0)
        return {.text = RuntimeConfigsModel::tr("never"), .severity = Severity::Dim};
    return {.time = run.time,
            .toolTip = RuntimeConfigsModel::tr("%1, %2").arg(plainLine(run.text, 300), timeText(run.time))};
}

} // namespace

QString testText(const TestReport &report)
{
    if (report.isRunning)
        return RuntimeConfigsModel::tr("testing");
    if (report.ended == 0)
        return RuntimeConfigsModel::tr("never");
    switch (severityOf(report)) {
    case Severity::Error:
        return RuntimeConfigsModel::tr("failed");
    case Severity::Warning:
        return RuntimeConfigsModel::tr("passed with warnings");
    case Severity::Neutral:
    case Severity::Dim:
    case Severity::Ok:
        break;
    }
    return RuntimeConfigsModel::tr("passed");
}

Severity severityOf(const TestReport &report)
{
    if (report.isRunning || report.ended == 0)
        return Severity::Dim;
    Severity worst = Severity::Ok;
    for (const TestReport::Line &line : report.lines)
        worst = std::max(worst, line.severity);
    return worst;
}

QString testsText(const std::vector<ConfigTest> &tests)
{
    if (tests.empty())
        return RuntimeConfigsModel::tr("never");
    const auto isRunning = [](const ConfigTest &test) { return test.report.isRunning; };
    if (std::any_of(tests.begin(), tests.end(), isRunning))
        return RuntimeConfigsModel::tr("testing");
    const auto failed = std::count_if(tests.begin(), tests.end(), isFailed);
    if (failed > 0 && tests.size() > 1)
        return RuntimeConfigsModel::tr("failed on %1 of %2")
            .arg(numberText(failed), numberText(std::int64_t(tests.size())));
    const auto worst = std::max_element(tests.begin(), tests.end(), [](const ConfigTest &a, const ConfigTest &b) {
        return severityOf(a.report) < severityOf(b.report);
    });
    return testText(worst->report);
}

Severity severityOf(const std::vector<ConfigTest> &tests)
{
    Severity worst = Severity::Dim;
    for (const ConfigTest &test : tests)
        worst = std::max(worst, severityOf(test.report));
    return worst;
}

QString workloadText(const settings::RuntimeConfig &config)
{
    if (config.workload == "userCode"_L1)
        return RuntimeConfigsModel::tr("user code");
    return config.workload == "visual"_L1 ? RuntimeConfigsModel::tr("visual") : RuntimeConfigsModel::tr("any");
}

QString usableByText(const settings::RuntimeConfig &config)
{
    if (config.usableBy != "groups"_L1)
        return RuntimeConfigsModel::tr("everyone");
    return config.groups.isEmpty() ? RuntimeConfigsModel::tr("nobody") : plainLine(config.groups.join(u", "_s), 300);
}

RuntimeConfigsModel::RuntimeConfigsModel(QObject *parent)
    : SettingsObjectsModel(columnsOf(Columns, &RuntimeConfigsModel::column), parent)
{
}

TableColumn RuntimeConfigsModel::column(Column column)
{
    switch (column) {
    case Column::Name:
        return {tr("Name"), u"name"_s};
    case Column::State:
        return {tr("State"), u"state"_s, Kind::Words};
    case Column::Engine:
        return {tr("Engine"), u"engine"_s};
    case Column::Target:
        return {tr("Target"), u"target"_s, Kind::Text, tr("Contexts in failover order, or the daemon")};
    case Column::Image:
        return {tr("Image"), u"image"_s, Kind::Text, tr("As it is now")};
    case Column::Gpus:
        return {tr("GPUs"), u"gpu"_s, Kind::Text, tr("What each pod or container asks for")};
    case Column::UsedBy:
        return {tr("Used by"), u"user"_s, Kind::Text, tr("Projects and defaults that name it")};
    case Column::LastTest:
        return {tr("Last test"), u"test"_s, Kind::Words};
    case Column::LastRun:
        return {tr("Last run"), u"run"_s, Kind::Age};
    case Column::Workload:
        return {tr("Workload"), u"workload"_s, Kind::Words};
    case Column::UsableBy:
        return {tr("Usable by"), u"group"_s};
    }
    return {};
}

TableCell RuntimeConfigsModel::cell(const ConfigEntry &entry, int column) const
{
    const settings::RuntimeConfig &config = entry.config;
    const ConfigStanding &standing = entry.status.standing;
    switch (Column(column)) {
    case Column::Name:
        return {.text = plainLine(config.name, 200), .toolTip = plainText(config.description, 1'000)};
    case Column::State:
        return stateCell(standing);
    case Column::Engine:
        return {.text = config.isDocker() ? u"Docker"_s : u"Kubernetes"_s, .severity = Severity::Dim};
    case Column::Target:
        return targetCell(entry);
    case Column::Image:
        return imageCell(standing);
    case Column::Gpus:
        return {.text = gpusText(config)};
    case Column::UsedBy:
        return {.text = namesText(standing.users), .toolTip = standing.users.mid(0, 40).join(u'\n')};
    case Column::LastTest:
        return testCell(entry);
    case Column::LastRun:
        return runCell(entry.status.run);
    case Column::Workload:
        return {.text = workloadText(config), .severity = Severity::Dim};
    case Column::UsableBy:
        return {.text = usableByText(config), .severity = Severity::Dim};
    }
    return {};
}

QVariant RuntimeConfigsModel::data(const QModelIndex &index, int role) const
{
    const ConfigEntry *known = role == ShorterRole ? entry(keyOf(index)) : nullptr;
    if (!known)
        return SettingsObjectsModel::data(index, role);
    const ConfigStanding &standing = known->status.standing;
    const qsizetype users = standing.users.size();
    switch (Column(index.column())) {
    case Column::State:
        return QStringList{stateWord(standing.state)};
    case Column::Target:
        if (const std::size_t targets = standing.targets.size(); targets > 1)
            return QStringList{tr("%1 + %2").arg(plainLine(standing.targets.front().name, 200),
                                                 numberText(std::int64_t(targets) - 1))};
        break;
    case Column::UsedBy:
        if (users > 1)
            return QStringList{tr("%1 + %2").arg(standing.users.front(), numberText(users - 1)), numberText(users)};
        break;
    case Column::Name:
    case Column::Engine:
    case Column::Image:
    case Column::Gpus:
    case Column::LastTest:
    case Column::LastRun:
    case Column::Workload:
    case Column::UsableBy:
        break;
    }
    return QStringList();
}

template <class Value>
void RuntimeConfigsModel::set(const QString &id, Value ConfigStatus::*member, const Value &value)
{
    const ConfigEntry *known = entry(id);
    if (!known || known->status.*member == value)
        return;
    change(id, [member, &value](ConfigEntry &entry) { entry.status.*member = value; });
    emit objectChanged(id);
}

void RuntimeConfigsModel::setStanding(const QString &id, const ConfigStanding &standing)
{
    set(id, &ConfigStatus::standing, standing);
}

void RuntimeConfigsModel::setTests(const QString &id, const std::vector<ConfigTest> &tests)
{
    set(id, &ConfigStatus::tests, tests);
}

void RuntimeConfigsModel::setLastRun(const QString &id, const QString &text, std::int64_t time)
{
    set(id, &ConfigStatus::run, ConfigRun{text, time});
}

int RuntimeConfigsModel::countOf(State state) const
{
    const auto all = entries();
    return int(std::count_if(all.begin(), all.end(),
                             [state](const ConfigEntry *entry) { return entry->status.standing.state == state; }));
}

QString RuntimeConfigsModel::nameOf(const QString &id) const
{
    const ConfigEntry *known = entry(id);
    return known ? plainLine(known->config.name, 200) : QString();
}

} // namespace fairlead::models
