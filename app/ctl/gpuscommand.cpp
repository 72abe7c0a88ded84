// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuscommand.h"

#include "contextselection.h"
#include "gpuquery.h"
#include "gpustables.h"
#include "models/errortext.h"
#include "models/remedies.h"
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

//! "key", "key=value", "key:Effect", "key=value:Effect".
kubernetes::Toleration parseToleration(const QString &text)
{
    const QString left = text.section(u':', 0, 0);
    const bool hasValue = left.contains(u'=');
    return {.key = left.section(u'=', 0, 0),
            .operatorName = hasValue ? u"Equal"_s : u"Exists"_s,
            .value = left.section(u'=', 1),
            .effect = text.section(u':', 1)};
}

bool hasAnswered(const models::ClusterAnswer &answer)
{
    return answer.status.state == ConnectionState::Live || answer.status.state == ConnectionState::Degraded;
}

int exitCodeOf(const std::vector<models::ClusterAnswer> &answers)
{
    const auto answered = std::count_if(answers.begin(), answers.end(), hasAnswered);
    if (answered == 0)
        return NoneAnswered;
    return answered == qsizetype(answers.size()) ? AllAnswered : SomeFailed;
}

void print(std::vector<models::ClusterAnswer> answers, const models::ProductFilter &filter, const Options &options,
           const accelerators::Options &acceleratorOptions)
{
    models::applyFilter(answers, filter, acceleratorOptions);
    const auto document = [&] {
        return models::gpuAvailabilityDocument(answers, QDateTime::currentDateTimeUtc(), acceleratorOptions);
    };
    switch (options.format) {
    case Format::Table:
        writeOut(gpuTables(answers, options, acceleratorOptions));
        break;
    case Format::Csv:
        writeOut(formatCsv(gpuRows(answers)));
        break;
    case Format::Json:
        writeOut(formatJson(document(), !options.watches));
        break;
    case Format::Yaml:
        writeOut((options.watches ? u"---\n"_s : QString()) + formatYaml(document()));
        break;
    }
}

void warn(const std::vector<models::ClusterAnswer> &answers)
{
    for (const models::ClusterAnswer &answer : answers) {
        if (!answer.status.error)
            continue;
        writeError(u"warning: %1: %2: %3\n"_s.arg(oneLine(answer.context), toString(answer.status.state),
                                                  oneLine(models::errorText(*answer.status.error))));
    }
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
    const auto contexts = selectContexts(options);
    if (!contexts) {
        writeError(contexts.error().text);
        return contexts.error().exitCode;
    }

    accelerators::Options acceleratorOptions{.extraResources = options.extraResources};
    for (const QString &toleration : options.tolerations)
        acceleratorOptions.tolerations.push_back(parseToleration(toleration));
    GpuQuery query({.contexts = *contexts,
                    .policy = execPolicy(options),
                    .options = acceleratorOptions,
                    .timeout = options.timeout,
                    .userAgent = userAgent(),
                    .watches = options.watches});
    if (options.isVerbose)
        writeError(u"asking %1 contexts\n"_s.arg(contexts->size()));
    QObject::connect(&query, &GpuQuery::finished, &query, [&] {
        const auto answers = query.answers();
        print(answers, filter, options, acceleratorOptions);
        if (options.isVerbose || options.format != Format::Table)
            warn(answers);
        if (!options.watches)
            QCoreApplication::exit(exitCodeOf(answers));
    });
    QTimer pause;
    pause.setSingleShot(true);
    QObject::connect(&query, &GpuQuery::changed, &pause, [&pause] {
        if (!pause.isActive())
            pause.start(WatchInterval);
    });
    QObject::connect(&pause, &QTimer::timeout, &query, [&] {
        if (options.format == Format::Table)
            writeOut(u"\n"_s);
        print(query.answers(), filter, options, acceleratorOptions);
    });
    query.start();
    return QCoreApplication::exec();
}

} // namespace fairlead::ctl
