// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <cstdint>
#include <vector>

namespace fairlead::sandbox {

//! What a list or a watch can be narrowed by.
struct SelectableFields
{
    QString namespaceName; //!< empty for a Node
    QString name;
    QString nodeName; //!< spec.nodeName
    QString phase;    //!< status.phase
};

//! Namespace of the path and fieldSelector of the query.
class Selector
{
public:
    //! "status.phase!=Failed,spec.nodeName=gpu-1". Errors: the API server's words for a field that cannot be selected
    //! by.
    static tl::expected<Selector, QString> parse(const QString &namespaceName, const QString &fieldSelector);

    bool matches(const SelectableFields &fields) const;

private:
    struct Condition
    {
        QString SelectableFields::*field;
        QString value;
        bool isEqual;
    };

    std::vector<Condition> m_conditions;
};

} // namespace fairlead::sandbox
