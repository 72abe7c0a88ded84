// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "classictrace.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

constexpr qsizetype NameLimit = 2'000;
constexpr qsizetype WordLimit = 64 << 10; // an instruction may be long, what is said beside it is not
constexpr int PreparedLimit = 500;

bool isShortId(QStringView text)
{
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

QString idOf(int number, int total)
{
    return u"%1/%2"_s.arg(number).arg(total);
}

} // namespace

void ClassicTrace::write(QByteArrayView stream, std::int64_t nowMs)
{
    const QString text = QString::fromUtf8(stream.first(std::min(stream.size(), WordLimit)));
    const bool isStep = readStep(text, nowMs);
    m_steps.log(m_current, stream);
    if (BuildStep *step = isStep ? nullptr : current())
        readWord(*step, text, nowMs);
}

//! Docker's has no line end, Podman's has: "STEP 3/9: RUN make".
bool ClassicTrace::readStep(const QString &text, std::int64_t nowMs)
{
    static const QRegularExpression words(u"\\A(?:Step (\\d{1,5})/(\\d{1,5}) : |STEP (\\d{1,5})/(\\d{1,5}): )"_s);
    const QRegularExpressionMatch match = words.match(text);
    if (!match.hasMatch())
        return false;
    const int number = (match.captured(1) + match.captured(3)).toInt();
    const int total = (match.captured(2) + match.captured(4)).toInt();
    if (number != m_number + 1 || number > total || (m_total > 0 && total != m_total))
        return false;
    end(m_isCached ? BuildStep::State::Cached : BuildStep::State::Done, nowMs);
    m_number = number;
    m_total = total;
    m_current = idOf(number, total);
    if (number == 1)
        prepare(total);
    BuildStep *step = m_steps.step(m_current);
    if (!step)
        return true;
    step->number = number;
    step->total = total;
    step->name = text.sliced(match.capturedEnd()).trimmed().left(NameLimit);
    step->state = BuildStep::State::Running;
    step->startedMs = nowMs;
    step->line = m_instructions.lineOfStep(number);
    return true;
}

//! Those to come.
void ClassicTrace::prepare(int total)
{
    for (int number = 1; number <= std::min(total, PreparedLimit) && m_instructions.lineOfStep(number) > 0; ++number) {
        BuildStep *step = m_steps.step(idOf(number, total));
        if (!step)
            return;
        step->number = number;
        step->total = total;
        step->name = m_instructions.textOfStep(number).left(NameLimit);
        step->line = m_instructions.lineOfStep(number);
    }
}

void ClassicTrace::readWord(BuildStep &step, const QString &text, std::int64_t nowMs)
{
    const QString line = text.chopped(text.endsWith(u'\n') ? 1 : 0);
    if (line.startsWith("Removing intermediate container "_L1)) {
        if (QStringView(line).sliced(32) == m_container)
            m_container.clear();
        return;
    }
    const bool isPodman = line.startsWith("--> "_L1);
    if (!isPodman && !line.startsWith(" ---> "_L1))
        return;
    const QString word = line.sliced(isPodman ? 4 : 6);
    if (m_container.isEmpty() && word.startsWith("Using cache"_L1)) {
        m_isCached = true;
    } else if (m_container.isEmpty() && word.startsWith("Running in "_L1)) {
        m_container = word.sliced(11);
        if (step.hasEnded()) { // what the base image wants done: ONBUILD
            step.state = BuildStep::State::Running;
            step.endedMs = 0;
            m_isCached = false;
        }
    } else if (word.isEmpty() || isShortId(word)) {
        end(m_isCached ? BuildStep::State::Cached : BuildStep::State::Done, nowMs);
    }
}

void ClassicTrace::fail(const QString &message, std::int64_t nowMs)
{
    if (BuildStep *step = current(); step && !step->hasEnded())
        step->error = message;
    end(BuildStep::State::Failed, nowMs);
}

void ClassicTrace::finish(std::int64_t nowMs)
{
    end(m_isCached ? BuildStep::State::Cached : BuildStep::State::Done, nowMs);
}

void ClassicTrace::end(BuildStep::State state, std::int64_t nowMs)
{
    m_container.clear();
    m_isCached = false;
    BuildStep *step = current();
    if (!step || step->hasEnded())
        return;
    step->state = state;
    step->endedMs = nowMs;
}

BuildStep *ClassicTrace::current()
{
    return m_current.isEmpty() ? nullptr : m_steps.step(m_current);
}

} // namespace fairlead::docker
