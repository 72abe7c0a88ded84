// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "import.h"
#include "sourcevalue.h"

#include <QHash>

namespace fairlead::configimport {

//! What is told of an import while it is made.
class ImportNotes
{
public:
    explicit ImportNotes(QString fileName)
        : m_fileName(std::move(fileName))
    {
    }

    //! Maps of the source that were merged into one, the highest first: what stands in one of them is told with its
    //! path there, and asked for with that of the first. None: nothing is merged.
    void setLayers(std::vector<SourceValue> layers);

    void taken(const SourceValue &from, const QString &to, const QString &value);
    void changed(const SourceValue &from, const QString &to, const QString &value, const QString &note);
    //! A scalar is shown, unless it may be a secret.
    void notTaken(const SourceValue &from, const QString &note);
    //! Its value is not shown, whatever it is.
    void leave(const SourceValue &from, const QString &note);
    void secret(const SourceValue &from, const QString &note);
    //! It is not taken either: \p message says what was expected.
    void wrong(const SourceValue &at, const QString &message);
    //! Something is missing, or wrong and taken all the same. \p field is one of fairlead.yaml.
    void warn(const SourceValue &at, const QString &field, const QString &message);
    void add(settings::SettingsProblem problem) { m_problems.push_back(std::move(problem)); }

    std::vector<ImportRow> takeRows();
    std::vector<settings::SettingsProblem> takeProblems();

private:
    void tell(ImportRow::What what, const SourceValue &from, const QString &to, const QString &value,
              const QString &note);
    QString pathOf(const SourceValue &from) const;

    QString m_fileName;
    std::vector<SourceValue> m_layers;
    QHash<std::pair<int, int>, std::size_t> m_places; //!< line and column of a value: its layer
    std::vector<ImportRow> m_rows;
    std::vector<settings::SettingsProblem> m_problems;
};

} // namespace fairlead::configimport
