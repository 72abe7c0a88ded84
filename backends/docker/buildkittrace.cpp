// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildkittrace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

using State = BuildStep::State;

constexpr qsizetype NameLimit = 2'000;
constexpr qsizetype IdLimit = 200;
constexpr qsizetype ErrorLimit = 8'000;
constexpr qsizetype LineLimit = 16 << 10;
constexpr qsizetype AmountLimit = 200; // layers of one image, files of one context
constexpr std::int64_t LargestAmount = std::int64_t(1) << 50;

State stateOf(const SolveStatus::Vertex &vertex)
{
    if (vertex.completedMs == 0)
        return vertex.startedMs == 0 ? State::Waiting : State::Running;
    if (!vertex.error.isEmpty())
        return vertex.error.contains("context canceled"_L1) ? State::Cancelled : State::Failed;
    return vertex.isCached ? State::Cached : State::Done;
}

} // namespace

QByteArray BuildKitTrace::apply(const SolveStatus &status)
{
    m_log.clear();
    for (const SolveStatus::Vertex &vertex : status.vertices) // what begins is told before what it says
        applyVertex(vertex);
    for (const SolveStatus::Progress &progress : status.progress)
        applyProgress(progress);
    for (const SolveStatus::Log &log : status.logs)
        applyLog(log);
    for (const SolveStatus::Warning &warning : status.warnings) {
        m_log += "WARNING: " + warning.text.toUtf8();
        m_log += warning.line > 0 ? " (line " + QByteArray::number(warning.line) + ")\n" : QByteArray("\n");
    }
    for (const SolveStatus::Vertex &vertex : status.vertices) {
        const BuildStep *step = m_steps.find(vertex.digest);
        if (step && step->hasEnded())
            tellEnd(m_vertices[vertex.digest], *step);
    }
    return std::exchange(m_log, {});
}

QByteArray BuildKitTrace::finish()
{
    m_log.clear();
    for (const BuildStep &step : m_steps.all()) {
        Vertex &vertex = m_vertices[step.id];
        if (!vertex.tail.isEmpty())
            tell(vertex, std::exchange(vertex.tail, {}));
    }
    return std::exchange(m_log, {});
}

void BuildKitTrace::applyVertex(const SolveStatus::Vertex &vertex)
{
    BuildStep *step = vertex.digest.isEmpty() || vertex.digest.size() > IdLimit ? nullptr : m_steps.step(vertex.digest);
    if (!step)
        return;
    if (step->name.isEmpty()) {
        const VertexName name = VertexName::parse(vertex.name);
        step->stage = name.stage;
        step->number = name.number;
        step->total = name.total;
        step->name = name.text.left(NameLimit);
        step->line = m_instructions.lineOfVertex(name);
    }
    const State state = stateOf(vertex);
    if (state == State::Waiting && step->state != State::Waiting)
        return;
    step->state = state;
    if (step->startedMs == 0) // it may run in several turns
        step->startedMs = vertex.startedMs;
    step->endedMs = step->hasEnded() ? vertex.completedMs : 0;
    step->error = step->state == State::Failed ? vertex.error.left(ErrorLimit) : QString();
    if (step->state != State::Waiting)
        tellBegin(m_vertices[vertex.digest], vertex.name);
}

void BuildKitTrace::applyProgress(const SolveStatus::Progress &progress)
{
    BuildStep *step = m_steps.find(progress.vertex) ? m_steps.step(progress.vertex) : nullptr;
    if (!step || progress.totalBytes < 0 || progress.currentBytes < 0)
        return;
    Vertex &vertex = m_vertices[progress.vertex];
    const QString id = progress.id.left(IdLimit);
    if (!vertex.amounts.contains(id) && vertex.amounts.size() == AmountLimit)
        return;
    vertex.amounts.insert(
        id, {std::min(progress.currentBytes, LargestAmount), std::min(progress.totalBytes, LargestAmount)});
    std::int64_t current = 0;
    std::int64_t total = 0;
    bool isKnown = true;
    for (const auto &[done, all] : std::as_const(vertex.amounts)) {
        current += done;
        total += std::max(done, all);
        isKnown = isKnown && (all > 0 || done == 0);
    }
    step->currentBytes = current;
    step->totalBytes = isKnown && total > 0 ? total : -1;
}

void BuildKitTrace::applyLog(const SolveStatus::Log &log)
{
    if (!m_steps.find(log.vertex))
        return;
    m_steps.log(log.vertex, log.text);
    Vertex &vertex = m_vertices[log.vertex];
    QByteArrayView rest = log.text;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('\n');
        const qsizetype size = std::min(end < 0 ? rest.size() : end, LineLimit - vertex.tail.size());
        vertex.tail.append(rest.first(size));
        const bool isWhole = size == end;
        rest = rest.sliced(size + (isWhole ? 1 : 0));
        if (isWhole || vertex.tail.size() == LineLimit)
            tell(vertex, std::exchange(vertex.tail, {}));
    }
}

void BuildKitTrace::tell(const Vertex &vertex, QByteArrayView line)
{
    if (m_lastTold != 0 && m_lastTold != vertex.number)
        m_log += '\n';
    m_lastTold = vertex.number;
    m_log += '#' + QByteArray::number(vertex.number) + ' ';
    m_log.append(line).append('\n');
}

void BuildKitTrace::tellBegin(Vertex &vertex, const QString &name)
{
    if (vertex.number > 0)
        return;
    vertex.number = ++m_begun;
    tell(vertex, name.left(NameLimit).toUtf8());
}

void BuildKitTrace::tellEnd(Vertex &vertex, const BuildStep &step)
{
    if (std::exchange(vertex.hasEnded, true))
        return;
    if (!vertex.tail.isEmpty())
        tell(vertex, std::exchange(vertex.tail, {}));
    if (step.state == State::Cached)
        tell(vertex, "CACHED");
    else if (step.state == State::Cancelled)
        tell(vertex, "CANCELED");
    else if (step.state == State::Failed)
        tell(vertex, "ERROR: " + step.error.toUtf8());
    else
        tell(vertex,
             "DONE " +
                 QByteArray::number(double(std::max<std::int64_t>(0, step.endedMs - step.startedMs)) / 1'000, 'f', 1) +
                 's');
}

} // namespace fairlead::docker
