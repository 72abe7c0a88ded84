// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runprinter.h"

#include "models/plaintext.h"
#include "output.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

void RunPrinter::print(const runs::RunAttempt &attempt)
{
    m_last.clear();
    m_lastCause.clear();
    connect(&attempt, &runs::RunAttempt::changed, this, [this, &attempt] { onChanged(attempt); });
    connect(&attempt, &runs::RunAttempt::logged, this,
            [this](const QString &pod, const QString &, const QByteArray &lines) { onLogged(pod, lines); });
}

void RunPrinter::tell(const QString &line)
{
    writeError(u"==> "_s + oneLine(line) + u'\n');
}

void RunPrinter::onChanged(const runs::RunAttempt &attempt)
{
    const runs::RunStatus &status = attempt.status();
    m_isOfSeveral = status.wanted > 1;
    if (const QString text = status.text(); text != m_last) {
        m_last = text;
        tell(text);
    }
    const runs::RunAdvice advice = runs::runAdvice(status, attempt.events(), {});
    const bool isWorthTelling = !advice.cause.isEmpty() && (!advice.verbatim.isEmpty() || status.isOver());
    if (isWorthTelling && advice.cause != m_lastCause) {
        m_lastCause = advice.cause;
        for (const QString &line : advice.text().split(u'\n'))
            writeError(u"    "_s + oneLine(line) + u'\n');
    }
}

//! Into a pipe byte for byte; on a terminal without what would drive it.
void RunPrinter::onLogged(const QString &pod, const QByteArray &lines)
{
    const bool isTerminal = ::isatty(STDOUT_FILENO) == 1;
    if (!isTerminal && !m_isOfSeveral)
        return writeOut(lines);
    const QString text = QString::fromUtf8(lines);
    for (const QString &line : text.chopped(text.endsWith(u'\n') ? 1 : 0).split(u'\n')) {
        const QString shown = isTerminal ? models::plainText(line, 1'000'000) : line;
        writeOut((m_isOfSeveral ? u'[' + pod + u"] "_s : QString()) + shown + u'\n');
    }
}

} // namespace fairlead::ctl
