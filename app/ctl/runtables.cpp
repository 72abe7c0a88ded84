// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runtables.h"

#include "models/formats.h"
#include "output.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using runs::AttemptRecord;
using runs::RunRecord;

std::int64_t begun(const RunRecord &record)
{
    return record.attempts.empty() ? record.owner.begun : record.attempts.front().begun;
}

QString ageText(std::int64_t time, std::int64_t now)
{
    return time == 0 ? u"-"_s : models::durationText(now - time);
}

QString placeOf(const RunRecord &record)
{
    const AttemptRecord *last = record.last();
    return last ? oneLine(last->place) : u"-"_s;
}

Json document(const RunRecord &record)
{
    Json attempts = Json::array();
    for (const AttemptRecord &attempt : record.attempts)
        attempts.push_back({{"place", attempt.place.toStdString()},
                            {"engine", attempt.daemonId.isEmpty() ? "kubernetes" : "docker"},
                            {"namespace", orNull(attempt.namespaceName)},
                            {"begun", attempt.begun},
                            {"ended", attempt.ended == 0 ? Json() : Json(attempt.ended)},
                            {"outcome", orNull(attempt.outcome)},
                            {"isThere", attempt.isThere}});
    return {{"run", record.runId.toStdString()},
            {"name", record.name.toStdString()},
            {"config", record.configName.toStdString()},
            {"user", orNull(record.user)},
            {"project", orNull(record.project)},
            {"image", record.image.toStdString()},
            {"command", strings(record.command)},
            {"nodes", record.nodes},
            {"phase", toString(record.phase).toStdString()},
            {"text", record.text.toStdString()},
            {"exitCode", record.phase == runs::RunPhase::Failed ? Json(record.exitCode) : Json()},
            {"attempts", std::move(attempts)}};
}

} // namespace

void printRuns(const std::vector<RunRecord> &records, Format format, std::int64_t now)
{
    QList<QStringList> rows{{u"NAME"_s, u"CONFIG"_s, u"STATE"_s, u"PLACE"_s, u"BEGAN"_s, u"COMMAND"_s}};
    Json runs = Json::array();
    for (const RunRecord &record : records) {
        rows += {oneLine(record.name),
                 oneLine(record.configName),
                 oneLine(record.text.isEmpty() ? toString(record.phase) : record.text),
                 placeOf(record),
                 ageText(begun(record), now),
                 record.command.isEmpty() ? u"-"_s : oneLine(record.command.join(u' '))};
        runs.push_back(document(record));
    }
    writeAnswer(format, rows, {{"apiVersion", "fairlead/v1"}, {"kind", "Runs"}, {"runs", std::move(runs)}});
}

void printRun(const RunRecord &record, Format format, std::int64_t now)
{
    QList<QStringList> rows{{u"ATTEMPT"_s, u"PLACE"_s, u"NAMESPACE"_s, u"BEGAN"_s, u"TOOK"_s, u"OUTCOME"_s}};
    int number = 0;
    for (const AttemptRecord &attempt : record.attempts) {
        const std::int64_t end = attempt.ended == 0 ? now : attempt.ended;
        rows += {QString::number(++number),
                 oneLine(attempt.place),
                 attempt.namespaceName.isEmpty() ? u"-"_s : oneLine(attempt.namespaceName),
                 ageText(attempt.begun, now),
                 models::durationText(end - attempt.begun),
                 oneLine(attempt.outcome.isEmpty() ? record.text : attempt.outcome)};
    }
    Json shown = document(record);
    shown["apiVersion"] = "fairlead/v1";
    shown["kind"] = "Run";
    writeAnswer(format, rows, shown);
}

void printAdvice(const RunRecord &record, const runs::RunStatus &status, const runs::RunAdvice &advice, Format format)
{
    if (format != Format::Table) {
        writeAnswer(format,
                    {{u"STATE"_s, u"CAUSE"_s, u"VERBATIM"_s, u"REMEDIES"_s},
                     {status.text(), advice.cause, advice.verbatim, advice.remedies.join(u"; "_s)}},
                    {{"apiVersion", "fairlead/v1"},
                     {"kind", "RunAdvice"},
                     {"run", record.runId.toStdString()},
                     {"state", status.text().toStdString()},
                     {"cause", orNull(advice.cause)},
                     {"verbatim", orNull(advice.verbatim)},
                     {"remedies", strings(advice.remedies)}});
        return;
    }
    writeOut(u"%1: %2\n"_s.arg(oneLine(record.name), oneLine(status.text())));
    const QString text = advice.cause.isEmpty() ? u"nothing keeps it"_s : advice.text();
    for (const QString &line : text.split(u'\n'))
        writeOut(oneLine(line) + u'\n');
}

} // namespace fairlead::ctl
