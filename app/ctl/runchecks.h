// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"
#include "checktables.h"

#include <QCoreApplication>

#include <memory>

namespace fairlead::ctl {

//! Runs \p tests, all at once, until the last has ended, and prints what they found. \p objects: what each is of, in
//! the same order. A Test has start(), and signals checked with what \p lineOf makes a line of, and finished. \p kind
//! and \p list as printChecks(). \return the exit code.
template <class Test, class LineOf>
int runChecks(std::vector<CheckedObject> objects, std::vector<std::unique_ptr<Test>> tests, LineOf lineOf,
              const QString &kind, const QString &list, Format format, Cancellation &cancellation)
{
    std::size_t pending = tests.size();
    for (std::size_t i = 0; i < tests.size(); ++i) {
        std::vector<CheckLine> &lines = objects[i].lines;
        QObject::connect(tests[i].get(), &Test::checked, qApp,
                         [&lines, lineOf](const auto &result) { lines.push_back(lineOf(result)); });
        QObject::connect(tests[i].get(), &Test::finished, qApp, [&pending] {
            if (--pending == 0)
                QCoreApplication::quit();
        });
    }
    for (const auto &test : tests)
        test->start();
    cancellation.exec([&tests] {
        for (const auto &test : tests)
            test->cancel();
    });
    tests.clear();
    printChecks(objects, kind, list, format);
    return exitCodeOf(objects);
}

} // namespace fairlead::ctl
