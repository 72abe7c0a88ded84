// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "checkrun.h"

#include <QPointer>

#include <utility>

namespace fairlead::docker {

bool CheckRun::report(const CheckResult &result)
{
    m_results.push_back(result);
    const QPointer<CheckRun> self = this;
    emit checked(result);
    return self && !m_isOver;
}

void CheckRun::end(const std::optional<ApiError> &error)
{
    if (!std::exchange(m_isOver, true))
        emit finished(error);
}

} // namespace fairlead::docker
