// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamledit.h"

#include <QString>

#include <utility>
#include <vector>

//! What objects of several sections are made of.
namespace fairlead::settings {

//! Of an object of another section, by its id; the name is for people who read the file.
struct Reference
{
    QString id;
    QString name;

    bool operator==(const Reference &) const = default;
};

using TextPairs = std::vector<std::pair<QString, QString>>; //!< in the order of the file

//! A part of the file that is handed on as it stands: its shape is somebody else's. Null: there is none.
struct YamlPart
{
    files::YamlValue value;

    bool isEmpty() const { return value.type == files::YamlValue::Type::Null; }
    //! Wherever they stand.
    bool operator==(const YamlPart &other) const { return files::isSameValue(value, other.value); }
};

//! The key of the file under which people find the name of an object.
template <class Object>
constexpr const char *nameKey()
{
    if constexpr (requires { Object::NameKey; })
        return Object::NameKey;
    else
        return "name";
}

} // namespace fairlead::settings
