// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dispatchanswer.h"
#include "models/celltablemodel.h"

#include <map>

namespace fairlead::models {

//! Who gets what: one row of each answer, in their order.
class DispatchTable : public CellTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { User, Project, State, Config, Target, Namespace };
    static constexpr int Columns = int(Column::Namespace) + 1;

    explicit DispatchTable(QObject *parent = nullptr);

    //! Instead of those before; who stays keeps their place in the selection.
    void setAnswers(std::vector<DispatchAnswer> answers);
    //! Null when there is none; until the next setAnswers().
    const DispatchAnswer *answer(const QString &key) const;
    static QString keyOf(const DispatchAnswer &answer);
    using CellTableModel::keyOf;

private:
    static TableColumn column(Column column);

    std::map<QString, DispatchAnswer> m_answers;
};

//! "possible", "not possible", "not in a container".
QString stateWord(DispatchAnswer::State state);
Severity severityOf(DispatchAnswer::State state);

} // namespace fairlead::models
