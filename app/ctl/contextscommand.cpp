// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextscommand.h"

#include "contextselection.h"
#include "jsonvalues.h"
#include "output.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

Json problemJson(const std::optional<kubernetes::KubeconfigProblem> &problem)
{
    if (!problem)
        return nullptr;
    return {{"file", orNull(problem->file)},
            {"line", problem->line > 0 ? Json(problem->line) : Json(nullptr)},
            {"column", problem->column > 0 ? Json(problem->column) : Json(nullptr)},
            {"field", orNull(problem->field)},
            {"message", orNull(problem->message)}};
}

Json document(const std::vector<kubernetes::Context> &contexts)
{
    Json list = Json::array();
    for (const kubernetes::Context &context : contexts) {
        list.push_back(
            {{"name", context.name.toStdString()},
             {"file", orNull(context.file)},
             {"cluster", orNull(context.clusterName)},
             {"clusterId", context.problem ? Json(nullptr) : orNull(transport::endpointId(context.endpoint))},
             {"server", orNull(context.endpoint.server.toString())},
             {"user", orNull(context.userName)},
             {"namespace", orNull(context.namespaceName)},
             {"current", context.isCurrent},
             {"auth", toString(context.auth.kind).toStdString()},
             {"insecureSkipTlsVerify", context.endpoint.insecureSkipTlsVerify},
             {"problem", problemJson(context.problem)}});
    }
    return {{"apiVersion", "fairlead/v1"}, {"kind", "ContextList"}, {"contexts", std::move(list)}};
}

QList<QStringList> rows(const std::vector<kubernetes::Context> &contexts)
{
    QList<QStringList> rows{
        {u"CURRENT"_s, u"NAME"_s, u"CLUSTER ID"_s, u"SERVER"_s, u"USER"_s, u"NAMESPACE"_s, u"AUTH"_s, u"FILE"_s}};
    for (const kubernetes::Context &context : contexts) {
        QString server = oneLine(context.endpoint.server.toString());
        if (context.endpoint.insecureSkipTlsVerify)
            server += u" (INSECURE: certificate not verified)"_s;
        rows << QStringList{context.isCurrent ? u"*"_s : QString(),
                            oneLine(context.name),
                            context.problem ? u"invalid"_s : transport::endpointId(context.endpoint),
                            server,
                            oneLine(context.userName),
                            oneLine(context.namespaceName),
                            toString(context.auth.kind),
                            oneLine(context.file)};
    }
    return rows;
}

} // namespace

int runContexts(const Options &options)
{
    const auto selection = selectContexts(options);
    if (!selection) {
        writeError(selection.error().text);
        return selection.error().exitCode;
    }
    const std::vector<kubernetes::Context> &contexts = selection->contexts;
    switch (options.format) {
    case Format::Table:
        writeOut(formatTable(rows(contexts)));
        break;
    case Format::Csv:
        writeOut(formatCsv(rows(contexts)));
        break;
    case Format::Json:
        writeOut(formatJson(document(contexts)));
        break;
    case Format::Yaml:
        writeOut(formatYaml(document(contexts)));
        break;
    }
    for (const kubernetes::Context &context : contexts) {
        if (context.problem)
            writeError(u"warning: context %1: %2\n"_s.arg(oneLine(context.id), oneLine(context.problem->text())));
    }
    return selection->exitCode(AllAnswered);
}

} // namespace fairlead::ctl
