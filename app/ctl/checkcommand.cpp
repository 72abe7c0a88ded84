// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "checkcommand.h"

#include "backends/accelerators/contextcheck.h"
#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/transport/networkthreads.h"
#include "contextselection.h"
#include "jsonvalues.h"
#include "models/errortext.h"
#include "models/gpus/gpuavailability.h"
#include "models/remedies.h"
#include "output.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using accelerators::CheckReport;
using accelerators::ContextCheck;
using Verdict = CheckReport::Verdict;

struct Row
{
    kubernetes::Context context;
    CheckReport report;
};

Json document(const std::vector<Row> &rows)
{
    Json list = Json::array();
    for (const auto &[context, report] : rows) {
        Json rights = Json::array();
        for (const accelerators::CheckedRight &right : report.rights) {
            rights.push_back({{"verb", right.attributes.verb.toStdString()},
                              {"group", right.attributes.group.toStdString()},
                              {"resource", right.attributes.resource.toStdString()},
                              {"subresource", orNull(right.attributes.subresource)},
                              {"required", right.isRequired},
                              {"allowed", orNull(right.isAllowed)}});
        }
        list.push_back({{"context", context.id.toStdString()},
                        {"verdict", toString(report.verdict()).toStdString()},
                        {"error", models::errorDocument(report.error, context.id)},
                        {"latencyMilliseconds", report.latency ? Json(report.latency->count()) : Json(nullptr)},
                        {"serverVersion", orNull(report.serverVersion)},
                        {"username", orNull(report.username)},
                        {"groups", strings(report.groups)},
                        {"rights", std::move(rights)},
                        {"nodes", orNull(report.nodes)},
                        {"gpuNodes", orNull(report.gpuNodes)},
                        {"unlabelledGpuNodes", orNull(report.unlabelledGpuNodes)},
                        {"devicePlugins", strings(report.devicePlugins)},
                        {"gpuOperator", orNull(report.hasGpuOperator)}});
    }
    return {{"apiVersion", "fairlead/v1"}, {"kind", "ContextCheckList"}, {"contexts", std::move(list)}};
}

QString pluginText(const CheckReport &report)
{
    QStringList found;
    if (report.hasGpuOperator.value_or(false))
        found << u"GPU Operator"_s;
    for (const QString &name : report.devicePlugins)
        found << oneLine(name);
    return found.isEmpty() ? u"-"_s : found.join(u", "_s);
}

QString deniedText(const CheckReport &report)
{
    QStringList denied;
    for (const accelerators::CheckedRight &right : report.rights) {
        if (right.isAllowed == false)
            denied << right.attributes.text();
    }
    return denied.isEmpty() ? u"-"_s : denied.join(u", "_s);
}

QList<QStringList> tableRows(const std::vector<Row> &rows)
{
    const auto number = [](const std::optional<std::int64_t> &value) {
        return value ? QString::number(*value) : u"?"_s;
    };
    QList<QStringList> table{{u"CONTEXT"_s, u"VERDICT"_s, u"LATENCY"_s, u"VERSION"_s, u"USER"_s, u"NODES"_s,
                              u"GPU NODES"_s, u"UNLABELLED"_s, u"DEVICE PLUGIN"_s, u"NOT ALLOWED"_s}};
    for (const auto &[context, report] : rows) {
        table << QStringList{oneLine(context.id),
                             toString(report.verdict()),
                             report.latency ? u"%1 ms"_s.arg(report.latency->count()) : u"-"_s,
                             report.serverVersion.isEmpty() ? u"-"_s : oneLine(report.serverVersion),
                             report.username.isEmpty() ? u"-"_s : oneLine(report.username),
                             number(report.nodes),
                             number(report.gpuNodes),
                             number(report.unlabelledGpuNodes),
                             pluginText(report),
                             deniedText(report)};
    }
    return table;
}

//! The table with what errorsText() says below it.
QList<QStringList> csvRows(const std::vector<Row> &rows)
{
    QList<QStringList> table = tableRows(rows);
    table.first() << u"ERROR"_s << u"REMEDY"_s;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto &[context, report] = rows[i];
        table[qsizetype(i) + 1] << (report.error ? models::errorText(*report.error) : QString())
                                << (report.error ? models::remedyFor(*report.error, context.id).remedy : QString());
    }
    return table;
}

QString errorsText(const std::vector<Row> &rows)
{
    QString text;
    for (const auto &[context, report] : rows) {
        if (!report.error)
            continue;
        text += u"\n%1: %2\n  %3\n"_s.arg(oneLine(context.id), oneLine(models::errorText(*report.error)),
                                          oneLine(models::remedyFor(*report.error, context.id).remedy));
    }
    return text;
}

int exitCodeOf(const std::vector<Row> &rows)
{
    const auto answered = std::count_if(rows.begin(), rows.end(), [](const Row &row) {
        return row.report.verdict() == Verdict::Ok || row.report.verdict() == Verdict::Degraded;
    });
    if (answered == 0)
        return NoneAnswered;
    return answered == qsizetype(rows.size()) ? AllAnswered : SomeFailed;
}

void print(const std::vector<Row> &rows, Format format)
{
    switch (format) {
    case Format::Table:
        writeOut(formatTable(tableRows(rows)) + errorsText(rows));
        break;
    case Format::Csv:
        writeOut(formatCsv(csvRows(rows)));
        break;
    case Format::Json:
        writeOut(formatJson(document(rows)));
        break;
    case Format::Yaml:
        writeOut(formatYaml(document(rows)));
        break;
    }
}

} // namespace

int runCheck(const Options &options)
{
    const auto selection = selectContexts(options);
    if (!selection) {
        writeError(selection.error().text);
        return selection.error().exitCode;
    }
    const std::vector<kubernetes::Context> &contexts = selection->contexts;
    transport::NetworkThreads threads;
    QObject receiver;
    std::vector<Row> rows;
    std::vector<ContextCheck *> checks;
    std::size_t pending = contexts.size();
    const kubernetes::ExecPolicy policy = execPolicy(options);
    const auto finish = [&](std::size_t index, const CheckReport &report) {
        rows[index].report = report;
        if (options.isVerbose)
            writeError(u"%1: %2\n"_s.arg(oneLine(rows[index].context.id), toString(report.verdict())));
        if (--pending == 0)
            QCoreApplication::exit(selection->exitCode(exitCodeOf(rows)));
    };
    for (const kubernetes::Context &context : contexts)
        rows.push_back({context, {}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const kubernetes::Context &context = rows[i].context;
        if (context.problem) {
            const ApiError error{
                .kind = ApiError::Kind::Invalid, .reason = u"InvalidKubeconfig"_s, .message = context.problem->text()};
            QMetaObject::invokeMethod(
                &receiver, [&finish, i, error] { finish(i, {.error = error}); }, Qt::QueuedConnection);
            continue;
        }
        auto *check = new ContextCheck(
            context.endpoint, [context, policy] { return makeCredentialSource(context, policy); }, userAgent(),
            options.timeout);
        check->moveToThread(threads.next());
        QObject::connect(check, &ContextCheck::finished, &receiver,
                         [&finish, i](const CheckReport &report) { finish(i, report); });
        QMetaObject::invokeMethod(check, &ContextCheck::start);
        checks.push_back(check);
    }
    const int exitCode = QCoreApplication::exec();
    print(rows, options.format);
    for (ContextCheck *check : checks)
        check->deleteLater();
    return exitCode;
}

} // namespace fairlead::ctl
