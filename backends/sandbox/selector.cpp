// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "selector.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

tl::expected<Selector, QString> Selector::parse(const QString &namespaceName, const QString &fieldSelector)
{
    static const QHash<QString, QString SelectableFields::*> fields{
        {u"metadata.namespace"_s, &SelectableFields::namespaceName},
        {u"metadata.name"_s, &SelectableFields::name},
        {u"spec.nodeName"_s, &SelectableFields::nodeName},
        {u"status.phase"_s, &SelectableFields::phase}};
    Selector selector;
    if (!namespaceName.isEmpty())
        selector.m_conditions.push_back({&SelectableFields::namespaceName, namespaceName, true});
    for (const QString &term : fieldSelector.split(u',', Qt::SkipEmptyParts)) {
        const qsizetype equals = term.indexOf(u'=');
        if (equals < 1)
            return tl::make_unexpected(u"invalid field selector: %1"_s.arg(term));
        const bool isNegated = term[equals - 1] == u'!';
        const QString field = term.first(isNegated ? equals - 1 : equals);
        const bool isDouble = equals + 1 < term.size() && term[equals + 1] == u'=';
        const auto found = fields.constFind(field);
        if (found == fields.cend())
            return tl::make_unexpected(u"field label not supported: %1"_s.arg(field));
        selector.m_conditions.push_back({*found, term.sliced(equals + (isDouble ? 2 : 1)), !isNegated});
    }
    return selector;
}

bool Selector::matches(const SelectableFields &fields) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&fields](const Condition &condition) {
        return (fields.*condition.field == condition.value) == condition.isEqual;
    });
}

} // namespace fairlead::sandbox
