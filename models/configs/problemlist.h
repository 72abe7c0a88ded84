// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/fieldproblem.h"

#include <QCoreApplication>

#include <utility>
#include <vector>

namespace fairlead::models {

//! What is found while a runtime config is checked, by the keys of the file. Texts stand in QT_TRANSLATE_NOOP with the
//! context "ConfigCheck".
class ProblemList
{
public:
    void error(const QString &field, const QString &message) { m_problems.push_back({field, message}); }
    void warn(const QString &field, const QString &message)
    {
        m_problems.push_back({field, message, Severity::Warning});
    }
    //! An error with \p message unless \p isRight.
    void expect(bool isRight, const QString &field, const char *message)
    {
        if (!isRight)
            error(field, said(message));
    }

    static QString said(const char *text) { return QCoreApplication::translate("ConfigCheck", text); }

    std::vector<FieldProblem> take() { return std::exchange(m_problems, {}); }

private:
    std::vector<FieldProblem> m_problems;
};

} // namespace fairlead::models
