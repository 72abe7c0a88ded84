// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"

#include <QString>

#include <vector>

namespace fairlead::configimport {

//! A value of the source and the way to it.
struct SourceValue
{
    using Type = files::YamlValue::Type;

    const files::YamlValue *value = nullptr; //!< null: it is absent, or says nothing
    QString path;                            //!< "a.b[0]"; empty: the source itself

    explicit operator bool() const { return value != nullptr; }
    bool isA(Type type) const { return value && value->type == type; }
    bool isScalar() const { return value && !isA(Type::List) && !isA(Type::Map); }
    QString text() const { return value ? value->text : QString(); }
    bool isTrue() const { return value && value->isTrue(); }
    int line() const { return value ? value->line : 0; }
    int column() const { return value ? value->column : 0; }

    SourceValue member(const QString &key) const
    {
        const files::YamlValue *found = value ? value->find(key) : nullptr;
        const bool saysIt = found && found->type != Type::Null;
        return {saysIt ? found : nullptr, path.isEmpty() ? key : path + u'.' + key};
    }
    std::vector<SourceValue> items() const
    {
        std::vector<SourceValue> result;
        for (std::size_t i = 0; value && i < value->items.size(); ++i)
            result.push_back({&value->items[i], path + u'[' + QString::number(i) + u']'});
        return result;
    }
};

} // namespace fairlead::configimport
