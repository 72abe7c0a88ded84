// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logmatcher.h"

#include "logline.h"

#include <QThreadPool>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Verdict = LogMatcher::Verdict;

constexpr qsizetype FullBytes = 256 << 10;
constexpr std::size_t FullLines = 1'024;

//! Of its own: what takes long here holds up nobody who reads a file.
QThreadPool *pool()
{
    static QThreadPool threads;
    threads.setMaxThreadCount(2);
    return &threads;
}

std::vector<Verdict> verdictsOf(const QRegularExpression &expression, const LogMatcher::Batch &batch,
                                bool isFirstEnough, const std::atomic<bool> &isStopped)
{
    std::vector<Verdict> verdicts;
    verdicts.reserve(batch.size());
    for (std::size_t i = 0; i < batch.size() && !isStopped; ++i) {
        const QRegularExpressionMatch match = expression.match(logText(batch.line(i)));
        verdicts.push_back(match.hasMatch() ? Verdict::Yes : match.isValid() ? Verdict::No : Verdict::TooCostly);
        if (isFirstEnough && match.hasMatch())
            break;
    }
    return verdicts;
}

} // namespace

QRegularExpression limitedExpression(const QRegularExpression &expression, int steps)
{
    if (expression.pattern().isEmpty() || !expression.isValid())
        return expression;
    return QRegularExpression(u"(*LIMIT_MATCH=%1)"_s.arg(steps) + expression.pattern(), expression.patternOptions());
}

void LogMatcher::Batch::add(QByteArrayView line)
{
    m_text.append(line);
    m_ends.push_back(m_text.size());
}

bool LogMatcher::Batch::isFull() const
{
    return m_text.size() >= FullBytes || m_ends.size() >= FullLines;
}

QByteArrayView LogMatcher::Batch::line(std::size_t place) const
{
    const qsizetype from = place == 0 ? 0 : m_ends[place - 1];
    return QByteArrayView(m_text).sliced(from, m_ends[place] - from);
}

LogMatcher::LogMatcher(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &LogMatcher::onFinished);
}

LogMatcher::~LogMatcher()
{
    cancel();
}

void LogMatcher::start(const QRegularExpression &expression, Batch batch, bool isFirstEnough)
{
    cancel();
    m_isBusy = true;
    m_batch = std::make_shared<Batch>(std::move(batch));
    m_isStopped = std::make_shared<std::atomic<bool>>(false);
    m_watcher.setFuture(
        QtConcurrent::run(pool(), [expression, isFirstEnough, batch = m_batch, isStopped = m_isStopped] {
            return verdictsOf(expression, *batch, isFirstEnough, *isStopped);
        }));
}

void LogMatcher::cancel()
{
    m_isBusy = false;
    if (m_isStopped)
        *m_isStopped = true;
}

void LogMatcher::onFinished()
{
    if (!m_isBusy)
        return;
    m_isBusy = false;
    emit matched(m_watcher.result());
}

} // namespace fairlead::models
