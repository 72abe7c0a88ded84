// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configtables.h"

#include "backends/docker/enginedecoder.h"
#include "backends/manifests/manifesttext.h"
#include "jsonvalues.h"
#include "models/configs/configstanding.h"
#include "output.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using models::FieldProblem;
using models::Severity;
using runs::LaunchPlan;

QString kindText(const FieldProblem &problem)
{
    return problem.severity == Severity::Error ? u"error"_s : u"warning"_s;
}

Json problemsOf(const std::vector<FieldProblem> &problems)
{
    Json list = Json::array();
    for (const FieldProblem &problem : problems)
        list.push_back({{"kind", kindText(problem).toStdString()},
                        {"field", problem.field.toStdString()},
                        {"message", problem.message.toStdString()}});
    return list;
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"-"_s : oneLine(text);
}

Json jsonOf(const QByteArray &text)
{
    return Json::parse(text.toStdString(), nullptr, false);
}

Json planOf(const LaunchPlan &plan)
{
    Json problems = Json::array();
    for (const manifests::ManifestProblem &problem : plan.problems)
        problems.push_back({{"field", problem.field.toStdString()}, {"message", problem.message.toStdString()}});
    Json objects = Json::array();
    if (!plan.isDocker() && plan.isPossible()) {
        for (const QJsonObject &object : plan.job.all())
            objects.push_back(jsonOf(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }
    return {{"target", plan.target.name.toStdString()},
            {"engine", plan.isDocker() ? "docker" : "kubernetes"},
            {"builtin", plan.target.isBuiltin},
            {"image", orNull(plan.launch.image)},
            {"namespace", orNull(plan.job.namespaceName)},
            {"objects", std::move(objects)},
            {"container",
             plan.isDocker() && plan.isPossible() ? jsonOf(docker::encodeContainer(plan.container)) : Json(nullptr)},
            {"problems", std::move(problems)},
            {"notes", strings(plan.notes)}};
}

void tellProblems(const settings::RuntimeConfig &config, const std::vector<LaunchPlan> &plans)
{
    for (const LaunchPlan &plan : plans) {
        for (const manifests::ManifestProblem &problem : plan.problems)
            writeError(u"fairleadctl: %1, %2: %3: %4\n"_s.arg(oneLine(config.name), oneLine(plan.target.name),
                                                              oneLine(problem.field), oneLine(problem.message)));
        for (const QString &note : plan.notes)
            writeError(u"%1, %2: %3\n"_s.arg(oneLine(config.name), oneLine(plan.target.name), oneLine(note)));
    }
}

//! As it is sent, with a comment before each target's where there are several.
QString plainText(const std::vector<LaunchPlan> &plans, bool asYaml)
{
    QString text;
    for (const LaunchPlan &plan : plans) {
        if (!plan.isPossible())
            continue;
        if (plans.size() > 1 && !plan.isDocker())
            text += (text.isEmpty() ? QString() : u"---\n"_s) + u"# %1\n"_s.arg(oneLine(plan.target.name));
        if (!plan.isDocker())
            text += QString::fromUtf8(manifests::yamlText(plan.job));
        else if (asYaml)
            text += QString::fromUtf8(manifests::yamlText(
                std::vector{QJsonDocument::fromJson(docker::encodeContainer(plan.container)).object()}));
        else
            text += QString::fromUtf8(manifests::jsonText(plan.container));
    }
    return text;
}

QString textOf(runs::Workload workload)
{
    return workload == runs::Workload::Visual ? u"visual"_s : u"userCode"_s;
}

QString configText(const Resolution &resolution)
{
    const runs::Dispatch &dispatch = resolution.dispatch;
    if (!dispatch.containerizes)
        return u"not containerized (%1)"_s.arg(toString(dispatch.containerizesBy));
    return dispatch.config ? u"%1 (%2)"_s.arg(oneLine(dispatch.config->name), toString(dispatch.configBy)) : u"-"_s;
}

Json documentOf(const Resolution &each)
{
    const runs::Dispatch &dispatch = each.dispatch;
    const auto scope = [](runs::Scope by) {
        return by == runs::Scope::Nobody ? Json(nullptr) : Json(toString(by).toStdString());
    };
    return {{"user", orNull(each.user)},
            {"project", orNull(each.project)},
            {"workload", textOf(each.workload).toStdString()},
            {"containerizes", dispatch.containerizes},
            {"containerizesBy", scope(dispatch.containerizesBy)},
            {"runtimeConfig", dispatch.config ? Json{{"id", dispatch.config->id.toStdString()},
                                                     {"name", dispatch.config->name.toStdString()}}
                                              : Json(nullptr)},
            {"runtimeConfigBy", scope(dispatch.configBy)},
            {"targets", strings(each.targets)},
            {"targetBy", scope(dispatch.targetBy)},
            {"namespace", orNull(each.ns)},
            {"problems", strings(each.problems)}};
}

} // namespace

QString ConfigRow::state() const
{
    if (!config->enabled)
        return u"disabled"_s;
    if (models::hasErrors(problems))
        return u"errors"_s;
    return problems.empty() ? u"ok"_s : u"warnings"_s;
}

void printConfigs(const std::vector<ConfigRow> &rows, Format format)
{
    QList<QStringList> table{{u"NAME"_s, u"STATE"_s, u"ENGINE"_s, u"TARGET"_s, u"IMAGE"_s, u"GPUS"_s, u"USED BY"_s}};
    Json list = Json::array();
    for (const ConfigRow &row : rows) {
        const settings::RuntimeConfig &config = *row.config;
        table += {oneLine(config.name),
                  row.state(),
                  config.engine,
                  orDash(row.targets.join(u", "_s)),
                  orDash(row.image),
                  orDash(models::gpusText(config)),
                  orDash(row.usedBy.join(u", "_s))};
        list.push_back({{"id", config.id.toStdString()},
                        {"name", config.name.toStdString()},
                        {"description", orNull(config.description)},
                        {"enabled", config.enabled},
                        {"state", row.state().toStdString()},
                        {"engine", config.engine.toStdString()},
                        {"workload", config.workload.toStdString()},
                        {"targets", strings(row.targets)},
                        {"image", orNull(row.image)},
                        {"usedBy", strings(row.usedBy)},
                        {"problems", problemsOf(row.problems)}});
    }
    writeAnswer(format, table,
                {{"apiVersion", "fairlead/v1"}, {"kind", "RuntimeConfigList"}, {"runtimeConfigs", std::move(list)}});
}

int printConfigProblems(const std::vector<ConfigRow> &rows, Format format)
{
    QList<QStringList> table{{u"NAME"_s, u"KIND"_s, u"FIELD"_s, u"MESSAGE"_s}};
    Json list = Json::array();
    std::size_t wrong = 0;
    for (const ConfigRow &row : rows) {
        wrong += models::hasErrors(row.problems) ? 1 : 0;
        for (const FieldProblem &problem : row.problems)
            table += {oneLine(row.config->name), kindText(problem), oneLine(problem.field), oneLine(problem.message)};
        list.push_back({{"id", row.config->id.toStdString()},
                        {"name", row.config->name.toStdString()},
                        {"state", row.state().toStdString()},
                        {"problems", problemsOf(row.problems)}});
    }
    if (format == Format::Table && table.size() == 1)
        writeOut(u"%1 runtime %2: ok\n"_s.arg(rows.size()).arg(rows.size() == 1 ? u"config"_s : u"configs"_s));
    else
        writeAnswer(
            format, table,
            {{"apiVersion", "fairlead/v1"}, {"kind", "RuntimeConfigReport"}, {"runtimeConfigs", std::move(list)}});
    return wrong == 0 ? AllAnswered : wrong == rows.size() ? NoneAnswered : SomeFailed;
}

int printPlans(const settings::RuntimeConfig &config, const std::vector<LaunchPlan> &plans, Format format)
{
    tellProblems(config, plans);
    if (format == Format::Json) {
        Json list = Json::array();
        for (const LaunchPlan &plan : plans)
            list.push_back(planOf(plan));
        writeOut(formatJson({{"apiVersion", "fairlead/v1"},
                             {"kind", "LaunchPreview"},
                             {"id", config.id.toStdString()},
                             {"name", config.name.toStdString()},
                             {"targets", std::move(list)}}));
    } else {
        writeOut(plainText(plans, format == Format::Yaml));
    }
    const auto possible = std::count_if(plans.begin(), plans.end(), [](const auto &plan) { return plan.isPossible(); });
    return possible == 0 ? NoneAnswered : possible == qsizetype(plans.size()) ? AllAnswered : SomeFailed;
}

int printResolutions(const std::vector<Resolution> &resolutions, Format format)
{
    QList<QStringList> table{
        {u"USER"_s, u"PROJECT"_s, u"WORKLOAD"_s, u"CONFIG"_s, u"TARGET"_s, u"NAMESPACE"_s, u"WHY NOT"_s}};
    Json list = Json::array();
    qsizetype possible = 0;
    for (const Resolution &each : resolutions) {
        const QString by = each.targets.isEmpty() || each.dispatch.targetBy == runs::Scope::Nobody
                               ? QString()
                               : u" (%1)"_s.arg(toString(each.dispatch.targetBy));
        table += {orDash(each.user),
                  orDash(each.project),
                  textOf(each.workload),
                  configText(each),
                  orDash(each.targets.join(u", "_s)) + by,
                  orDash(each.ns),
                  orDash(each.problems.join(u"; "_s))};
        list.push_back(documentOf(each));
        possible += each.problems.isEmpty() ? 1 : 0;
    }
    writeAnswer(format, table,
                {{"apiVersion", "fairlead/v1"}, {"kind", "RuntimeConfigResolution"}, {"resolutions", std::move(list)}});
    return possible == 0 ? NoneAnswered : possible == qsizetype(resolutions.size()) ? AllAnswered : SomeFailed;
}

} // namespace fairlead::ctl
