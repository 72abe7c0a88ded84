// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/settings/values.h"
#include "models/forms/fieldproblem.h"

namespace fairlead::models {

//! YAML in a field of a form, which is none at times while it is written.
struct YamlText
{
    settings::YamlPart part; //!< empty where there is a problem; places are those of the text
    QString problem;         //!< "line 3, column 5: ..."; empty: none
    int line = 0;            //!< of the problem, from 1

    bool isRight() const { return problem.isEmpty(); }
};

//! \p text as the file would have it. Nothing but blanks and comments is no part at all.
//! Problems: no YAML, a key that stands twice, or another kind of value than \p type.
YamlText readYamlText(const QString &text, files::YamlValue::Type type);

//! A line for each member or item; comments are not kept.
QString toText(const settings::YamlPart &part);

//! \p problems, where those of \p field say where they are, as \p found has it of what was written.
std::vector<FieldProblem> located(std::vector<FieldProblem> problems, const QString &field,
                                  const std::vector<manifests::SchemaProblem> &found);

} // namespace fairlead::models
