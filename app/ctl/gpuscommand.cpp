// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuscommand.h"

#include "contextselection.h"
#include "gpuquery.h"
#include "gpustables.h"
#include "models/errortext.h"
#include "models/gpus/gpurows.h"
#include "models/gpus/producttext.h"
#include "output.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ctl {

namespace {

using kubernetes::ConnectionState;

constexpr auto WatchInterval = 500ms; // between two printed answers

bool hasAnswered(const models::ClusterAnswer &answer)
{
    return models::countsInTotals(answer.status.state);
}

//! A context that may see less than another of its cluster did its part; one that cannot be used did not.
bool hasFailed(const models::FailedContext &failed)
{
    return failed.state != ConnectionState::Forbidden;
}

int exitCodeOf(const std::vector<models::ClusterAnswer> &answers)
{
    const auto answered = std::count_if(answers.begin(), answers.end(), hasAnswered);
    if (answered == 0)
        return NoneAnswered;
    const bool isWhole = std::all_of(answers.begin(), answers.end(), [](const models::ClusterAnswer &answer) {
        return hasAnswered(answer) &&
               std::none_of(answer.failedContexts.begin(), answer.failedContexts.end(), hasFailed);
    });
    return isWhole ? AllAnswered : SomeFailed;
}

//! Prints the part of the answers that was asked for, each time it has changed.
class Printer
{
public:
    Printer(const models::ProductFilter &filter, const Options &options, const accelerators::Options &accelerators)
        : m_filter(filter)
        , m_options(options)
        , m_accelerators(accelerators)
    {
    }

    void print(std::vector<models::ClusterAnswer> answers)
    {
        models::applyFilter(answers, m_filter, m_accelerators);
        nlohmann::ordered_json document;
        if (m_options.watches || m_options.format == Format::Json || m_options.format == Format::Yaml) {
            document = models::gpuAvailabilityDocument(answers, QDateTime::currentDateTimeUtc(), m_accelerators);
            nlohmann::ordered_json timeless = document;
            timeless.erase("takenAt");
            if (std::exchange(m_printed, timeless) == timeless)
                return;
        }
        switch (m_options.format) {
        case Format::Table:
            writeOut(std::exchange(m_separator, u"\n"_s) + gpuTables(answers, m_options, m_accelerators));
            break;
        case Format::Csv:
            writeOut(formatCsv(models::gpuRows(answers)));
            break;
        case Format::Json:
            writeOut(formatJson(document, !m_options.watches));
            break;
        case Format::Yaml:
            writeOut((m_options.watches ? u"---\n"_s : QString()) + formatYaml(document));
            break;
        }
    }

private:
    models::ProductFilter m_filter;
    const Options &m_options;
    accelerators::Options m_accelerators;
    nlohmann::ordered_json m_printed; //!< without the time
    QString m_separator;
};

void warn(const QString &context, ConnectionState state, const std::optional<ApiError> &error)
{
    writeError(u"warning: %1: %2%3\n"_s.arg(oneLine(context), toString(state),
                                            error ? u": "_s + oneLine(models::errorText(*error)) : QString()));
}

//! Tables tell of a cluster's failure themselves.
void warn(const std::vector<models::ClusterAnswer> &answers, bool alsoClusters)
{
    for (const models::ClusterAnswer &answer : answers) {
        if (alsoClusters && answer.status.error)
            warn(answer.context, answer.status.state, answer.status.error);
        for (const models::FailedContext &failed : answer.failedContexts) {
            if (alsoClusters || hasFailed(failed))
                warn(failed.context, failed.state, failed.error);
        }
    }
}

//! A name that is spelled otherwise here looks like a product that nobody has.
void warnWithoutMatch(std::vector<models::ClusterAnswer> answers, const models::ProductFilter &filter,
                      const accelerators::Options &acceleratorOptions)
{
    if (filter.isEmpty())
        return;
    QStringList names;
    for (const accelerators::ProductTotal &total : models::totalsOf(answers))
        names << oneLine(models::productText(total.product));
    models::applyFilter(answers, filter, acceleratorOptions);
    if (!models::totalsOf(answers).empty())
        return;
    names.removeDuplicates();
    writeError(u"no product matches %1; there %2\n"_s.arg(
        oneLine(filter.product), names.isEmpty() ? u"are none"_s : u"are: "_s + names.join(u", "_s)));
}

} // namespace

int runGpus(const Options &options)
{
    models::ProductFilter filter;
    if (!options.arguments.isEmpty()) {
        const auto parsed = models::ProductFilter::parse(options.arguments.first());
        if (!parsed) {
            writeError(u"fairleadctl: \"%1\": expected PRODUCT or PRODUCT:COUNT, such as H100 or H100:8\n"_s.arg(
                oneLine(options.arguments.first())));
            return UsageError;
        }
        filter = *parsed;
    }
    const auto selection = selectContexts(options);
    if (!selection) {
        writeError(selection.error().text);
        return selection.error().exitCode;
    }

    accelerators::Options acceleratorOptions{.extraResources = options.extraResources};
    acceleratorOptions.tolerations = options.tolerations;
    GpuQuery query({.contexts = selection->contexts,
                    .policy = execPolicy(options),
                    .options = acceleratorOptions,
                    .timeout = options.timeout,
                    .userAgent = userAgent(),
                    .watches = options.watches});
    if (options.isVerbose)
        writeError(u"asking %1 contexts\n"_s.arg(selection->contexts.size()));
    Printer printer(filter, options, acceleratorOptions);
    QObject::connect(&query, &GpuQuery::finished, &query, [&] {
        const auto answers = query.answers();
        printer.print(answers);
        warn(answers, options.isVerbose || options.format != Format::Table);
        warnWithoutMatch(answers, filter, acceleratorOptions);
        if (!options.watches)
            endProcess(selection->exitCode(exitCodeOf(answers)));
    });
    QTimer pause;
    pause.setSingleShot(true);
    QObject::connect(&query, &GpuQuery::changed, &pause, [&pause] {
        if (!pause.isActive())
            pause.start(WatchInterval);
    });
    QObject::connect(&pause, &QTimer::timeout, &query, [&] { printer.print(query.answers()); });
    query.start();
    return QCoreApplication::exec();
}

} // namespace fairlead::ctl
