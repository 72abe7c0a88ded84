// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::files {

struct YamlMember;

//! One value of a YAML or JSON document and the place where it stands. Scalars are typed as client-go's YAML reader
//! types them (YAML 1.1: a plain \c on is a Bool, a plain \c 12e3 a Number); aliases and merge keys are resolved.
struct YamlValue
{
    enum class Type { Null, Bool, Number, String, List, Map };

    Type type = Type::Null;
    QString text; //!< of a scalar, as written
    std::vector<YamlValue> items;
    std::vector<YamlMember> members; //!< in order; of a key that stands twice the later value
    int line = 0;                    //!< counts from 1
    int column = 0;                  //!< counts from 1

    const YamlValue *find(QStringView key) const;
    bool isTrue() const;
};

struct YamlMember
{
    QString key;
    YamlValue value;
};

struct YamlPlace
{
    QString key; //!< what is there: the key that stands twice, the reason of an error
    int line = 0;
    int column = 0;
};

struct YamlDocument
{
    YamlValue root;
    std::vector<YamlPlace> duplicateKeys;
};

//! The first document of \p bytes. Bounded: 500,000 values after aliases are resolved, nesting as the parser limits it.
//! Errors: the place and the reason, which never repeats a value of the document.
tl::expected<YamlDocument, YamlPlace> parseYaml(const QByteArray &bytes);

//! "a string", "a number", ... for messages.
QString describe(YamlValue::Type type);

QJsonValue toJson(const YamlValue &value);

} // namespace fairlead::files
