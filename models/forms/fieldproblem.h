// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::models {

//! What is wrong with an object that is being written. An Error keeps it from being saved, a Warning does not.
struct FieldProblem
{
    QString field; //!< as the file has it: "python[1]", "kubernetes.resources.memory"
    QString message;
    Severity severity = Severity::Error;

    bool operator==(const FieldProblem &) const = default;
};

bool hasErrors(const std::vector<FieldProblem> &problems);

//! Which problems stand beside which field of a form. What is empty in a new object is no reproach before it was
//! touched, or somebody wanted to save.
class FieldProblems
{
public:
    //! \p key as the file has it. What is a part of it stands beside it, unless the part has a field of its own.
    void addField(const QString &key);
    //! Another object: nothing of it was touched yet.
    void begin(bool showsAll);
    void touch(const QString &key) { m_touched.insert(key); }
    void showAll() { m_showsAll = true; }
    void set(std::vector<FieldProblem> problems) { m_problems = std::move(problems); }

    struct Shown
    {
        QString text;                          //!< a line for each problem, plain; empty: none
        Severity severity = Severity::Neutral; //!< the worst

        bool operator==(const Shown &) const = default;
    };
    Shown shown(const QString &key) const;
    //! The same for an editor that marks its own parts: each problem by itself.
    std::vector<FieldProblem> shownParts(const QString &key) const;
    static Shown joined(const std::vector<FieldProblem> &problems);
    int errorCount() const;
    //! Where to go to mend the first error: the key of its field, or as it is where no field is meant; empty: none.
    QString firstError() const;

private:
    QString keyOf(const QString &field) const;
    bool isShown(const FieldProblem &problem, const QString &key) const;

    QStringList m_keys;
    QSet<QString> m_touched;
    bool m_showsAll = true;
    std::vector<FieldProblem> m_problems;
};

} // namespace fairlead::models
