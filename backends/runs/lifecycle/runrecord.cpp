// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runrecord.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

QJsonObject toJson(const AttemptRecord &attempt)
{
    return {{u"context"_s, attempt.contextId},
            {u"daemon"_s, attempt.daemonId},
            {u"place"_s, attempt.place},
            {u"server"_s, attempt.server},
            {u"namespace"_s, attempt.namespaceName},
            {u"begun"_s, qint64(attempt.begun)},
            {u"ended"_s, qint64(attempt.ended)},
            {u"outcome"_s, attempt.outcome},
            {u"isThere"_s, attempt.isThere},
            {u"hasLeftovers"_s, attempt.hasLeftovers}};
}

AttemptRecord attemptRecord(const QJsonValue &value)
{
    return {.contextId = value["context"_L1].toString(),
            .daemonId = value["daemon"_L1].toString(),
            .place = value["place"_L1].toString(),
            .server = value["server"_L1].toString(),
            .namespaceName = value["namespace"_L1].toString(),
            .begun = value["begun"_L1].toInteger(),
            .ended = value["ended"_L1].toInteger(),
            .outcome = value["outcome"_L1].toString(),
            .isThere = value["isThere"_L1].toBool(),
            .hasLeftovers = value["hasLeftovers"_L1].toBool()};
}

QJsonObject toJson(const RunForm &form)
{
    QJsonArray environment;
    for (const auto &[name, value] : form.environment)
        environment.append(QJsonArray{name, value});
    return {{u"config"_s, form.configId},    {u"user"_s, form.user},
            {u"project"_s, form.project},    {u"name"_s, form.name},
            {u"command"_s, form.command},    {u"isShell"_s, form.isShell},
            {u"image"_s, form.image},        {u"gpus"_s, form.gpus},
            {u"nodes"_s, form.nodes},        {u"cpu"_s, form.cpu},
            {u"memory"_s, form.memory},      {u"timeLimit"_s, form.timeLimit},
            {u"environment"_s, environment}, {u"targets"_s, QJsonArray::fromStringList(form.targets)}};
}

RunForm runForm(const QJsonValue &value)
{
    RunForm form{.configId = value["config"_L1].toString(),
                 .user = value["user"_L1].toString(),
                 .project = value["project"_L1].toString(),
                 .name = value["name"_L1].toString(),
                 .command = value["command"_L1].toString(),
                 .isShell = value["isShell"_L1].toBool(),
                 .image = value["image"_L1].toString(),
                 .gpus = value["gpus"_L1].toString(),
                 .nodes = std::max(1, value["nodes"_L1].toInt()),
                 .cpu = value["cpu"_L1].toString(),
                 .memory = value["memory"_L1].toString(),
                 .timeLimit = value["timeLimit"_L1].toString(),
                 .targets = value["targets"_L1].toVariant().toStringList()};
    const QJsonArray environment = value["environment"_L1].toArray();
    for (const QJsonValue each : environment)
        form.environment.emplace_back(each[0].toString(), each[1].toString());
    return form;
}

RunPhase phaseOf(const QString &text)
{
    for (int phase = int(RunPhase::Queued); phase <= int(RunPhase::Stopped); ++phase) {
        if (toString(RunPhase(phase)) == text)
            return RunPhase(phase);
    }
    return RunPhase::Queued;
}

} // namespace

void takeStatus(RunRecord &record, const RunStatus &status, const AttemptEnd *end)
{
    const bool isGone = end && end->kind == AttemptEnd::Kind::Removed;
    record.phase = isGone ? RunPhase::Stopped : status.phase;
    record.text = isGone ? end->why : status.text();
    record.exitCode = status.exitCode;
    if (record.attempts.empty())
        return;
    AttemptRecord &last = record.attempts.back();
    last.isThere = !isGone;
    if (record.isOver() && last.ended == 0) {
        last.ended = status.finished;
        last.outcome = record.text;
    }
}

void takeRemoval(RunRecord &record, const AttemptEnd &end, std::int64_t now)
{
    if (!record.isOver()) {
        record.phase = RunPhase::Stopped;
        record.text = toString(record.phase);
    }
    if (record.attempts.empty())
        return;
    AttemptRecord &last = record.attempts.back();
    last.hasLeftovers = !end.leftovers.isEmpty();
    last.isThere = last.hasLeftovers;
    if (last.ended == 0)
        last.ended = now;
}

QJsonObject toJson(const RunRecord &record)
{
    QJsonArray attempts;
    for (const AttemptRecord &attempt : record.attempts)
        attempts.append(toJson(attempt));
    return {{u"run"_s, record.runId},
            {u"name"_s, record.name},
            {u"config"_s, record.configId},
            {u"configName"_s, record.configName},
            {u"user"_s, record.user},
            {u"project"_s, record.project},
            {u"image"_s, record.image},
            {u"command"_s, QJsonArray::fromStringList(record.command)},
            {u"nodes"_s, record.nodes},
            {u"phase"_s, toString(record.phase)},
            {u"exitCode"_s, record.exitCode},
            {u"text"_s, record.text},
            {u"isLeft"_s, record.isLeft},
            {u"attempts"_s, attempts},
            {u"owner"_s, record.owner.toJson()},
            {u"form"_s, toJson(record.form)}};
}

RunRecord runRecord(const QJsonObject &object)
{
    RunRecord record{.runId = object.value("run"_L1).toString(),
                     .name = object.value("name"_L1).toString(),
                     .configId = object.value("config"_L1).toString(),
                     .configName = object.value("configName"_L1).toString(),
                     .user = object.value("user"_L1).toString(),
                     .project = object.value("project"_L1).toString(),
                     .image = object.value("image"_L1).toString(),
                     .command = object.value("command"_L1).toVariant().toStringList(),
                     .nodes = std::max(1, object.value("nodes"_L1).toInt()),
                     .phase = phaseOf(object.value("phase"_L1).toString()),
                     .exitCode = object.value("exitCode"_L1).toInt(),
                     .text = object.value("text"_L1).toString(),
                     .isLeft = object.value("isLeft"_L1).toBool(),
                     .owner = processes::ProcessMark::fromJson(object.value("owner"_L1).toObject()),
                     .form = runForm(object.value("form"_L1))};
    const QJsonArray attempts = object.value("attempts"_L1).toArray();
    for (const QJsonValue attempt : attempts)
        record.attempts.push_back(attemptRecord(attempt));
    return record;
}

RunJournal::RunJournal(const QString &path)
    : m_file(path, u"runs"_s, MostRuns)
{
}

QString RunJournal::put(const RunRecord &record)
{
    return m_file.change([&record](std::vector<QJsonObject> &records) {
        const auto isIt = [&record](const QJsonObject &each) { return each.value("run"_L1) == record.runId; };
        const auto known = std::find_if(records.begin(), records.end(), isIt);
        if (known == records.end())
            records.push_back(toJson(record));
        else
            *known = toJson(record);
    });
}

QString RunJournal::remove(const QString &runId)
{
    return m_file.change([&runId](std::vector<QJsonObject> &records) {
        std::erase_if(records, [&runId](const QJsonObject &each) { return each.value("run"_L1) == runId; });
    });
}

std::vector<RunRecord> RunJournal::runs() const
{
    std::vector<RunRecord> runs;
    for (const QJsonObject &object : m_file.read()) {
        if (!object.value("run"_L1).toString().isEmpty())
            runs.push_back(runRecord(object));
    }
    return runs;
}

QString newRunId()
{
    return u"r"_s + QUuid::createUuid().toString(QUuid::Id128).first(9);
}

} // namespace fairlead::runs
