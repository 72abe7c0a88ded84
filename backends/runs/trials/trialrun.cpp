// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialrun.h"

#include <QPointer>

#include <utility>

namespace fairlead::runs {

bool TrialRun::report(TrialResult result)
{
    result.duration = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_begun);
    m_results.push_back(result);
    beginStep();
    const QPointer<TrialRun> self = this;
    emit checked(result);
    return self && !m_isOver;
}

void TrialRun::end(const std::optional<ApiError> &error)
{
    if (!std::exchange(m_isOver, true))
        emit finished(error);
}

} // namespace fairlead::runs
