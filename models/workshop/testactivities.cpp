// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "testactivities.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr qsizetype MostOfALine = 4'000;
constexpr qsizetype StateWidth = 8;

QString translated(const char *text, int number = -1)
{
    return QCoreApplication::translate("TestRuns", text, nullptr, number);
}

QString stateWord(Severity severity)
{
    switch (severity) {
    case Severity::Ok:
        return translated(QT_TRANSLATE_NOOP("TestRuns", "ok"));
    case Severity::Warning:
        return translated(QT_TRANSLATE_NOOP("TestRuns", "warning"));
    case Severity::Error:
        return translated(QT_TRANSLATE_NOOP("TestRuns", "failed"));
    case Severity::Neutral:
    case Severity::Dim:
        return translated(QT_TRANSLATE_NOOP("TestRuns", "note"));
    }
    return {};
}

QString sentence(const TestReport::Line &line)
{
    const QString name =
        line.duration
            ? translated(QT_TRANSLATE_NOOP("TestRuns", "%1 (%2)")).arg(line.name, durationText(*line.duration))
            : line.name;
    return line.text.isEmpty() ? name : translated(QT_TRANSLATE_NOOP("TestRuns", "%1: %2")).arg(name, line.text);
}

//! "warning  Images: 1 of 2 are missing"; what has several lines goes on below its beginning.
QByteArray logText(const TestReport::Line &line)
{
    const QString begin = stateWord(line.severity).leftJustified(StateWidth) + u' ';
    const QString text = plainText(sentence(line), MostOfALine).replace(u'\n', u'\n' + QString(begin.size(), u' '));
    return (begin + text + u'\n').toUtf8();
}

std::vector<TestReport::Line> linesOf(const std::vector<TestReport::Line> &lines, Severity severity)
{
    std::vector<TestReport::Line> some;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(some),
                 [severity](const TestReport::Line &line) { return line.severity == severity; });
    return some;
}

} // namespace

QString TestActivities::begin(const Server &server, std::function<void(const QString &id)> cancel,
                              std::function<void()> retry)
{
    const QString made = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString id =
        m_activities.begin({.id = made,
                            .kind = Activity::Kind::Test,
                            .title = server.name,
                            .target = server.where,
                            .state = Activity::State::Running},
                           {.cancel = [cancel = std::move(cancel), made] { cancel(made); }, .retry = std::move(retry)});
    m_runs.insert(id, {.serverKey = server.key, .lines = {}});
    m_last.insert(server.key, id);
    return id;
}

void TestActivities::expect(const QString &id, int checks)
{
    if (const auto run = m_runs.find(id); run != m_runs.end())
        run->expected = checks;
}

void TestActivities::add(const QString &id, const TestReport::Line &line)
{
    const auto run = m_runs.find(id);
    if (run == m_runs.end())
        return;
    run->lines.push_back(line);
    const bool isError = line.severity == Severity::Error;
    m_activities.log(id, logText(line), isError ? LogRing::Source::Error : LogRing::Source::Output);
    const int count = int(run->lines.size());
    const int all = std::max(count, run->expected);
    m_activities.update(id, [count, all](Activity &activity) {
        activity.progress = double(count) / all;
        activity.detail = translated(QT_TRANSLATE_NOOP("TestRuns", "check %1 of %2")).arg(count).arg(all);
    });
}

void TestActivities::end(const QString &id, bool isCancelled)
{
    const auto run = m_runs.find(id);
    if (run == m_runs.end())
        return;
    const std::vector<TestReport::Line> lines = std::move(run->lines);
    m_runs.erase(run);
    if (isCancelled)
        return m_activities.finish(id, Activity::State::Cancelled);
    const bool hasFailed = !linesOf(lines, Severity::Error).empty();
    m_activities.finish(id, hasFailed ? Activity::State::Failed : Activity::State::Succeeded, testResult(lines),
                        !linesOf(lines, Severity::Warning).empty());
}

bool TestActivities::isLast(const QString &id) const
{
    return std::find(m_last.begin(), m_last.end(), id) != m_last.end();
}

QString testResult(const std::vector<TestReport::Line> &lines)
{
    const auto failed = linesOf(lines, Severity::Error);
    if (failed.size() == 1)
        return plainLine(sentence(failed.front()));
    QStringList names;
    for (const TestReport::Line &line : failed)
        names += line.name;
    if (!failed.empty())
        return plainLine(translated(QT_TRANSLATE_N_NOOP("TestRuns", "%Ln check(s) failed: %1"), int(failed.size()))
                             .arg(names.join(u", "_s)));
    for (const TestReport::Line &line : linesOf(lines, Severity::Warning))
        names += line.name;
    if (!names.isEmpty())
        return plainLine(translated(QT_TRANSLATE_N_NOOP("TestRuns", "%Ln warning(s): %1"), int(names.size()))
                             .arg(names.join(u", "_s)));
    for (const TestReport::Line &line : linesOf(lines, Severity::Dim))
        names += line.name;
    const QString well =
        translated(QT_TRANSLATE_N_NOOP("TestRuns", "%Ln check(s) well"), int(lines.size() - names.size()));
    if (names.isEmpty())
        return well;
    return plainLine(translated(QT_TRANSLATE_NOOP("TestRuns", "%1, not tried or nothing to try: %2"))
                         .arg(well, names.join(u", "_s)));
}

} // namespace fairlead::models
